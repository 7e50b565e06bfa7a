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
from copperplate.query.piles import Group, Pile
from copperplate.query.record_sql import compile_records
from copperplate.query.records import (
    Territory,
    by_column,
    counts_days,
    coverage_of,
    group_of,
    known_to,
    unplaced_in,
)
from copperplate.query.speakers import ranked, speakers
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
    piled: dict[str, dict[tuple[str, Part], list[Group]]] = {}
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
        for area, first, last, release, *rest in engine.run(compiled.sql, compiled.parameters):
            group = group_of(first, last, rest[len(columns) :], to_the_day=to_the_day)
            if group is not None:
                part = cast(Part, tuple(rest[: len(columns)]))
                of_area = piled.setdefault(str(area), {})
                of_area.setdefault((str(release), part), []).append(group)
    unplaced = unplaced_in(
        measure.table,
        engine=engine,
        territories=territories,
        covered=covered,
        counted=[(area, release) for area, of_area in piled.items() for release, _ in of_area],
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
        piles = {
            place: Pile(groups, to_the_day=to_the_day, width=width)
            for place, groups in piled.get(area, {}).items()
        }
        found.append(
            _breakdown(
                measure,
                area,
                by=tuple(by),
                flags=flags,
                speaker=speaker,
                piles=piles,
                query=shown[territory.column],
            )
        )
    return tuple(found)


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
    piles: Mapping[tuple[str, Part], Pile],
    query: str,
) -> Breakdown:
    said = sorted({part for _, part in piles}, key=_in_order)
    # What no record of a period says is none of it: shape (n_parts, n_periods, width).
    width = 1 + 2 * len(flags)
    inside = np.zeros((len(said), len(speaker), width), dtype=np.int64)
    astride = np.zeros((len(said), len(speaker)), dtype=np.int64)
    for row, part in enumerate(said):
        for at, (period, release) in enumerate(speaker.items()):
            pile = piles.get((release, part))
            if pile is not None:
                held = pile.within(period)
                inside[row, at], astride[row, at] = held.inside, held.astride
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
