"""Counts of records split by what they say: by one column, by a pair, or by several flags.

The parts of a column add up to the whole; those of flags overlap and never do. Hides
nothing: whoever prints a part asks disclosure first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
from numpy.typing import NDArray

from copperplate.engines.duckdb import Engine
from copperplate.errors import BadDefinition, Place, unknown_name
from copperplate.measures import CountMeasure
from copperplate.measures.asked import parts_of
from copperplate.measures.where import Condition, Value
from copperplate.periods import Period, PeriodKind
from copperplate.query.gathering import stacked
from copperplate.query.record_sql import compile_records
from copperplate.query.records import (
    Territory,
    by_column,
    counts_days,
    coverage_of,
    known_to,
    unplaced_in,
)
from copperplate.query.speakers import ranked, speakers
from copperplate.query.stacks import Stack, spans_of
from copperplate.schema import TABLES, ColumnType
from copperplate.sources.release import Release
from copperplate.spc.arrays import HoldsArrays

Part = tuple[Value | None, ...]
"""What the records of a part say, a value a column; None where they do not say."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Breakdown(HoldsArrays):
    """The counts of one area, split; arrays of shape (n_parts, n_periods), closed to writing.

    Attributes:
        measure: Id of the measure.
        area: Code of the area.
        by: The columns it is split by; of flags, all of them.
        parts: What each part is; of flags, the name of the flag alone.
        of_which: Whether parts overlap: flags do, and are each a share of the whole.
        periods: Oldest first.
        counts: How many records each part has. Of a column they add up to `whole`.
        unsaid: Of flags, how many records do not say whether they have it; else 0, as what
            is not said is a part of its own.
        whole: Shape (n_periods,): how many records there are in all.
        astride: Shape (n_periods,): how many more may lie in the period or outside of it.
        releases: The release each period was read from.
        query: The statement that counted it, values written in.
    """

    measure: str
    area: str
    by: tuple[str, ...]
    parts: tuple[Part, ...]
    of_which: bool
    periods: tuple[Period, ...]
    counts: Counts
    unsaid: Counts
    whole: Counts
    astride: Counts
    releases: tuple[str, ...]
    query: str

    def __post_init__(self) -> None:
        shape = (len(self.parts), len(self.periods))
        if self.counts.shape != shape or self.unsaid.shape != shape:
            raise ValueError("a count belongs to each part and period")
        if not self.of_which and (self.counts.sum(axis=0) != self.whole).any():
            raise ValueError("the parts do not add up to the whole")
        self.close()


def break_down(
    measure: CountMeasure,
    condition: Condition | None,
    *,
    by: Sequence[str],
    engine: Engine,
    releases: Sequence[Release],
    territories: Mapping[str, Territory],
    kind: PeriodKind,
    to: date | None = None,
    of_which: bool = False,
) -> tuple[Breakdown, ...]:
    """Split the count of records of each area by what the records say.

    Args:
        measure: Counts records: it adds no column up.
        condition: Its condition.
        by: One column or several, whose values together make a part; where `of_which`, flags.
        engine: A connection over the releases' tables.
        releases: What may be used; the newest speaks for a period, as everywhere.
        territories: Area to where its records are found.
        kind: The shape of period.
        to: Last day counted.
        of_which: Whether each flag of `by` is counted for itself, whatever the others say.

    Returns:
        One an area, in the order of `territories`. Parts come in the order of their values,
        and what is not said last; a part that no record says is not among them.

    Raises:
        BadDefinition: The table cannot be split by one of these columns (M123).
        ValueError: The measure adds up a column.
    """
    if measure.sums is not None:
        raise ValueError("a breakdown is of records, not of amounts")
    _refuse_others(measure, by, of_which=of_which)
    covered = coverage_of(measure, engine=engine, territories=territories)
    to_the_day = counts_days(kind, covered.values())
    known = known_to(measure, covered, kind, to)
    in_rank = ranked(releases, measure.sources)
    columns, flags = ((), tuple(by)) if of_which else (tuple(by), ())
    width = 1 + 2 * len(flags)
    piled: dict[str, _Piled] = {}
    shown: dict[str, str] = {}
    for column, areas in by_column(territories).items():
        compiled = compile_records(
            measure,
            condition,
            column=column,
            areas=areas,
            covered={place: one.days for place, one in covered.items()},
            to_the_day=to_the_day,
            by=columns,
            flags=flags,
        )
        shown[column] = compiled.shown
        rows = engine.run(compiled.sql, compiled.parameters)
        piled |= _piled(rows, len(columns), to_the_day=to_the_day, width=width)
    unplaced = unplaced_in(
        measure.table,
        engine=engine,
        territories=territories,
        covered=covered,
        counted=[(area, release) for area, one in piled.items() for release, _ in one.places],
    )
    found = []
    for area, territory in territories.items():
        held = {
            (period, release)
            for (force, release), periods in known.items()
            # guard: unplaced-parts. A source that names no ward says nothing of wards, not zero.
            if force == territory.force and (territory.column, force, release) not in unplaced
            for period in periods
            if _is_valid(period, measure)
        }
        speaker = dict(sorted(speakers(held, in_rank).items()))
        found.append(
            _breakdown(
                measure,
                area,
                by=tuple(by),
                flags=flags,
                speaker=speaker,
                piled=piled.get(area),
                query=shown[territory.column],
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Piled:
    """Groups of the records of one area.

    Attributes:
        places: Release and part to the row of its groups.
        stack: The groups.
    """

    places: Mapping[tuple[str, Part], int]
    stack: Stack


def _piled(
    rows: Sequence[Sequence[object]], n_columns: int, *, to_the_day: bool, width: int
) -> dict[str, _Piled]:
    """Return groups as an engine answered them, by area; without those of which no day is said."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return {}
    area, first, last, release = columns[:4]
    parts = zip(*columns[4 : 4 + n_columns], strict=True) if n_columns else ((),) * len(rows)
    places: dict[str, dict[tuple[str, Part], int]] = {}
    of: dict[str, tuple[list[int], list[int]]] = {}
    for number, (code, speaks, part) in enumerate(zip(area, release, parts, strict=True)):
        if first[number] is None or last[number] is None:
            continue
        mine = places.setdefault(str(code), {})
        groups, at = of.setdefault(str(code), ([], []))
        groups.append(number)
        at.append(mine.setdefault((str(speaks), cast(Part, part)), len(mine)))
    return {
        code: _Piled(
            places[code],
            stacked(
                [first[number] for number in groups],
                [last[number] for number in groups],
                [[one[number] for number in groups] for one in columns[4 + n_columns :]],
                rows=at,
                groups=range(len(groups)),
                n_rows=len(places[code]),
                to_the_day=to_the_day,
            ),
        )
        for code, (groups, at) in of.items()
    }


def _refuse_others(measure: CountMeasure, by: Sequence[str], *, of_which: bool) -> None:
    table = TABLES[measure.table]
    known = parts_of(table)
    if of_which:
        flags = {column.name for column in table.columns if column.type is ColumnType.FLAG}
        known = [name for name in known if name in flags]
    problems = [
        unknown_name(
            code="M123",
            place=Place(file=f"breakdown of '{measure.id}'"),
            kind=f"{'flag' if of_which else 'column'} to split '{table.name}' by",
            name=name,
            known=known,
            remedy="A personal column, a day, an amount or a row of its own splits nothing.",
        )
        for name in by
        if name not in known
    ]
    if problems:
        raise BadDefinition(*problems)


def _is_valid(period: Period, measure: CountMeasure) -> bool:
    return (measure.valid_from is None or period.start >= measure.valid_from) and (
        measure.valid_to is None or period.end <= measure.valid_to
    )


def _breakdown(
    measure: CountMeasure,
    area: str,
    *,
    by: tuple[str, ...],
    flags: tuple[str, ...],
    speaker: Mapping[Period, str],
    piled: _Piled | None,
    query: str,
) -> Breakdown:
    places = {} if piled is None else piled.places
    said = sorted({part for _, part in places}, key=_in_order)
    # What no record of a period says is none of it: shape (n_parts, n_periods, width).
    width = 1 + 2 * len(flags)
    inside = np.zeros((len(said), len(speaker), width), dtype=np.int64)
    astride = np.zeros((len(said), len(speaker)), dtype=np.int64)
    for release in dict.fromkeys(speaker.values()):
        if piled is None:
            continue
        at = [number for number, one in enumerate(speaker.values()) if one == release]
        periods = tuple(period for period, one in speaker.items() if one == release)
        held, more = piled.stack.within(spans_of(periods))
        for row, part in enumerate(said):
            place = places.get((release, part))
            if place is not None:
                inside[row, at], astride[row, at] = held[place], more[place]
    counts, unsaid = inside[:, :, 0], np.zeros((len(said), len(speaker)), dtype=np.int64)
    whole, parts = counts.sum(axis=0), tuple(said)
    if flags:
        together = inside.sum(axis=0)
        counts, unsaid = together[:, 1::2].T.copy(), together[:, 2::2].T.copy()
        parts = tuple((flag,) for flag in flags)
    keep = [at for at in range(len(parts)) if flags or counts[at].any()]
    return Breakdown(
        measure=measure.id,
        area=area,
        by=by,
        parts=tuple(parts[at] for at in keep),
        of_which=bool(flags),
        periods=tuple(speaker),
        counts=counts[keep],
        unsaid=unsaid[keep],
        whole=whole,
        astride=astride.sum(axis=0),
        releases=tuple(speaker.values()),
        query=query,
    )


def _in_order(part: Part) -> tuple[tuple[bool, Value], ...]:
    """Return a part's place: by its values, and what is not said last."""
    return tuple((value is None, "" if value is None else value) for value in part)
