"""What two extracts say differently of the same days, and why.

A record is the same where its identifier is. What came late, was cancelled or says something else
is told by the days each extract covers. Counts and identifiers; knows no audience.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from copperplate.engines.duckdb import Engine
from copperplate.query.cells import day_of
from copperplate.query.compile import Compiled
from copperplate.schema import TableSpec
from copperplate.schema.records import COVERAGE

Stretch = tuple[str, date, date]
"""Code of a force, first day, last day."""


class Why(StrEnum):
    """Why a record is in one extract and not in the other, or in both and not the same."""

    LATE = "late"
    """In the later alone, of a day the earlier covers: it was recorded, or dated back, since."""
    NEW = "new"
    """In the later alone, of a day after the earlier ends."""
    CANCELLED = "cancelled"
    """In the earlier alone, of a day the later covers: cancelled, or no crime after all."""
    OUT_OF_RANGE = "out of range"
    """In the earlier alone, of a day the later does not cover."""
    RECLASSIFIED = "reclassified"
    """In both, as another offence."""
    CHANGED = "changed"
    """In both, as the same offence, with something else said otherwise."""
    SAME = "same"
    """In both, with nothing said otherwise."""


# What says which crime or incident it is; a record that says another is reclassified.
_KIND = ("offence", "offence_group", "category")
# What follows from other columns, and where the record stood in its file, is no change of its own.
_BESIDE = ("harm", "hour", "weekday", "file", "row")


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """Records that went from one kind to another.

    Attributes:
        before, after: Offence code or kind in each extract; None where none was said.
        records: How many.
    """

    before: str | None
    after: str | None
    records: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Revisions:
    """What two extracts of one table say differently.

    Attributes:
        table: The table.
        earlier, later: Identities of the releases.
        records: Why to how many records.
        by_month: Why and first day of the month of recording, as the later has it where it has
            the record, to how many; nothing of what is the same.
        moved: Which kinds became which, the most frequent first.
        columns: Column to how many records in both extracts say otherwise.
        unnamed: Records without an identifier, or with one that several share, in each: they
            cannot be compared.
        listed: Why to identifiers, in order; empty where they were not asked for.
        forces: Codes of the forces whose records either holds.
    """

    table: str
    earlier: str
    later: str
    records: Mapping[Why, int]
    by_month: Mapping[tuple[Why, date], int]
    moved: tuple[Moved, ...]
    columns: Mapping[str, int]
    unnamed: tuple[int, int]
    listed: Mapping[Why, tuple[str, ...]]
    forces: tuple[str, ...]


def run_revisions(
    table: TableSpec,
    *,
    engine: Engine,
    earlier: str,
    later: str,
    listed: bool,
) -> Revisions:
    """Compare two releases of a table of records.

    Args:
        table: Its first column is the identifier.
        engine: A connection over the tables of both.
        earlier: Identity of the release that was read first.
        later: Identity of the other.
        listed: Whether identifiers are wanted.
    """
    found: dict[Why, int] = dict.fromkeys(Why, 0)
    by_month: dict[tuple[Why, date], int] = {}
    moved: dict[tuple[str | None, str | None], int] = {}
    pairs = _Pairs(table, earlier, later)
    covered = [_covered(engine, table, one) for one in (earlier, later)]
    reason = _Reason(*covered)
    for before, after, *told, records in pairs.run(engine, pairs.counted()):
        why, number = reason.of(told), int(str(records))
        found[why] += number
        if why is Why.SAME:
            continue
        month = day_of(told[-3]).replace(day=1)
        by_month[why, month] = by_month.get((why, month), 0) + number
        if why is Why.RECLASSIFIED:
            kinds = _said(before), _said(after)
            moved[kinds] = moved.get(kinds, 0) + number
    names: dict[Why, list[str]] = {}
    if listed:
        for name, *told in pairs.run(engine, pairs.listed()):
            names.setdefault(reason.of(told), []).append(str(name))
    return Revisions(
        table=table.name,
        earlier=earlier,
        later=later,
        records=found,
        by_month=dict(sorted(by_month.items(), key=lambda item: (item[0][1], item[0][0]))),
        moved=tuple(
            Moved(before=before, after=after, records=records)
            for (before, after), records in sorted(
                moved.items(), key=lambda item: (-item[1], str(item[0]))
            )
        ),
        columns=pairs.columns_changed(engine),
        unnamed=pairs.unnamed(engine),
        listed={why: tuple(one) for why, one in names.items()},
        forces=tuple(sorted({force for one in covered for force, _, _ in one})),
    )


def _covered(engine: Engine, table: TableSpec, release: str) -> list[Stretch]:
    rows = engine.run(
        f'SELECT "force", "period_start", "period_end" FROM "{COVERAGE.name}"\n'
        'WHERE "table" = ? AND "release" = ?',
        (table.name, release),
    )
    return [(str(force), day_of(first), day_of(last)) for force, first, last in rows]


def _said(kind: object) -> str | None:
    return None if kind is None else str(kind)


class _Reason:
    """Why a pair of records is not one and the same."""

    def __init__(self, earlier: Sequence[Stretch], later: Sequence[Stretch]) -> None:
        self._earlier, self._later = earlier, later

    def of(self, told: Sequence[object]) -> Why:
        """Return why, of what `_Pairs.told` selects."""
        was_there, is_there, another_kind, differs, first, last, force = told
        if not is_there:
            held = _covers(self._later, force, first, last)
            return Why.CANCELLED if held else Why.OUT_OF_RANGE
        if not was_there:
            return Why.LATE if _covers(self._earlier, force, first, last) else Why.NEW
        if another_kind:
            return Why.RECLASSIFIED
        return Why.CHANGED if differs else Why.SAME


def _covers(stretches: Sequence[Stretch], force: object, first: object, last: object) -> bool:
    days = day_of(first), day_of(last)
    return any(of == force and start <= days[0] and days[1] <= end for of, start, end in stretches)


class _Pairs:
    """The statements over records of two releases, paired by identifier."""

    def __init__(self, table: TableSpec, earlier: str, later: str) -> None:
        self._table, self._releases = table, (earlier, later)
        self._name = table.columns[0].name
        names = [column.name for column in table.columns[1:] if column.name not in _BESIDE]
        self._kinds = [name for name in _KIND if name in names]
        self._compared = [name for name in names if name not in self._kinds]

    def run(self, engine: Engine, asked: Compiled) -> Iterator[Sequence[object]]:
        """Yield the rows of one of the statements."""
        yield from engine.run(asked.sql, asked.parameters)

    def counted(self) -> Compiled:
        """Select the kind before and after, what `_Reason` asks, and how many."""
        kind = f'"{self._kinds[0]}"' if self._kinds else None
        shown = [f'"{side}".{kind}' if kind else "NULL" for side in ("a", "b")] + self._told()
        by = ", ".join(str(number) for number in range(1, len(shown) + 1))
        return self._paired(f"{', '.join(shown)}, COUNT(*)", f"GROUP BY {by}")

    def listed(self) -> Compiled:
        """Select the identifier of all that is not the same, and what `_Reason` asks."""
        shown = [f'COALESCE("b"."{self._name}", "a"."{self._name}")', *self._told()]
        alone = f'"a"."{self._name}" IS NULL OR "b"."{self._name}" IS NULL'
        differ = self._differ([*self._kinds, *self._compared])
        return self._paired(", ".join(shown), f"WHERE {alone} OR {differ} ORDER BY 1")

    def columns_changed(self, engine: Engine) -> dict[str, int]:
        """Return how many records of both say otherwise, by column; none that is the same."""
        names = [*self._kinds, *self._compared]
        both = f'"a"."{self._name}" IS NOT NULL AND "b"."{self._name}" IS NOT NULL'
        counts = ", ".join(
            f"SUM(CASE WHEN {both} AND {self._differ([name])} THEN 1 ELSE 0 END)" for name in names
        )
        (row,) = self.run(engine, self._paired(counts, ""))
        found = {name: int(str(n)) for name, n in zip(names, row, strict=True) if n}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def unnamed(self, engine: Engine) -> tuple[int, int]:
        """Return how many records of each cannot be paired."""
        asked = (
            f'SELECT COUNT(*) - (SELECT COUNT(*) FROM ({self._once()}) AS "named")\n'
            f'FROM "{self._table.name}" WHERE "release" = ?'
        )
        counts = [engine.run(asked, (release, release))[0][0] for release in self._releases]
        return int(str(counts[0])), int(str(counts[1]))

    def _told(self) -> list[str]:
        told = [f'"{side}"."{self._name}" IS NOT NULL' for side in ("a", "b")]
        told += [self._differ(self._kinds), self._differ(self._compared)]
        newest = ("recorded_from", "recorded_to", "force")
        return told + [f'COALESCE("b"."{name}", "a"."{name}")' for name in newest]

    def _differ(self, names: Sequence[str]) -> str:
        parts = [f'"a"."{name}" IS DISTINCT FROM "b"."{name}"' for name in names]
        return f"({' OR '.join(parts)})" if parts else "FALSE"

    def _once(self) -> str:
        """Select the records of a release whose identifier is theirs alone."""
        return (
            f'SELECT "{self._name}" FROM "{self._table.name}"\nWHERE "release" = ? AND '
            f'"{self._name}" IS NOT NULL\nGROUP BY "{self._name}" HAVING COUNT(*) = 1'
        )

    def _paired(self, shown: str, rest: str) -> Compiled:
        sides = [
            f'"{side}" AS (\n  SELECT * FROM "{self._table.name}" WHERE "release" = ? AND '
            f'"{self._name}" IN (\n{self._once()})\n)'
            for side in ("a", "b")
        ]
        return Compiled(
            sql=f'WITH {", ".join(sides)}\nSELECT {shown}\nFROM "a" FULL OUTER JOIN "b" '
            f'ON "a"."{self._name}" = "b"."{self._name}"\n{rest}',
            parameters=tuple(release for release in self._releases for _ in range(2)),
        )
