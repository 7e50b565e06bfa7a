"""Count records into periods: what is covered without a record is none.

A record counts in a period where every day it may be of lies in the period. A period is
known where one release covers all of it; see `coverage`. Runs nothing but what it compiles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from copperplate.engines.duckdb import Engine
from copperplate.measures import CountMeasure, DatedMeasure
from copperplate.measures.where import Condition
from copperplate.periods import Period, PeriodKind, periods_between
from copperplate.query.cells import day_of
from copperplate.query.coverage import Coverage, Stretch, known_periods
from copperplate.query.gathering import gathered
from copperplate.query.record_sql import (
    MILLIONTHS,
    amount_of,
    compile_any,
    compile_coverage,
    compile_not_judged,
    compile_records,
)
from copperplate.query.stacks import Whole, spans_of

# Areas that together make up a force: a record lies in one of each, whether or not its source
# says which. Most records lie outside a priority area, so that none inside is no sign of anything.
COVERS_A_FORCE = ("district", "policing_unit", "ward", "lsoa")


@dataclass(frozen=True, kw_only=True, slots=True)
class Territory:
    """Where the records of an area are found.

    Attributes:
        column: The column of records that holds its code.
        force: Code of the force whose records cover it.
    """

    column: str
    force: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Tallies:
    """What was counted of an area by a release, period by period; arrays of shape (n_periods,).

    Attributes:
        periods: Those that are covered.
        records: How many records; of a measure of repeats, how many repeats.
        said: Of those, how many say the amount that is added up; all where none is.
        total: The sum of it; as many as records where none is added up.
        lacking: How many records do not say what they had to be judged by: the amount, or of
            whom and when they are.
        astride: How many more may lie in the period or outside of it.
    """

    periods: tuple[Period, ...]
    records: Whole
    said: Whole
    total: NDArray[np.float64]
    lacking: Whole
    astride: Whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Records counted.

    Attributes:
        tallies: (area, release) to how many; only of areas that a release covers and can place.
        held: Which release holds which period, of any area asked.
        stretches: Release to the days of which it holds all records made, of any force asked.
        query: The statements that counted them, values written in.
    """

    tallies: Mapping[tuple[str, str], Tallies]
    held: AbstractSet[tuple[Period, str]]
    stretches: Mapping[str, tuple[Stretch, ...]]
    query: str


def count_records(
    measure: DatedMeasure,
    condition: Condition | None,
    *,
    engine: Engine,
    territories: Mapping[str, Territory],
    kind: PeriodKind,
    in_rank: Sequence[str],
    to: date | None = None,
) -> Counted:
    """Count the records of a measure, by area and period.

    Args:
        measure: Written against a table of records.
        condition: Its condition.
        engine: A connection over the releases' tables.
        territories: Area to where its records are found.
        kind: The shape of period.
        in_rank: Releases that may speak, the one that speaks first in front. A release for whose
            every period another speaks is not read.
        to: Last day counted; it is what years to date are counted to.
    """
    counting = _Counting.of_measure(measure, condition, engine, territories, kind)
    covered, known = counting.covered, known_to(measure, counting.covered, kind, to)
    speaking = _speaking(known, in_rank)
    every = [place for place in known if place[1] in in_rank]
    tallies, shown, unplaced = counting.of({place: known[place] for place in speaking})
    if unplaced and len(speaking) < len(every):
        # One that puts no record into the areas asked for leaves the word to older ones.
        tallies, shown, _ = counting.of({place: known[place] for place in every})
    stretches: dict[str, tuple[Stretch, ...]] = {}
    for (_, release), one in covered.items():
        stretches[release] = stretches.get(release, ()) + one.days
    return Counted(
        tallies=tallies,
        held={(period, release) for (_, release), one in tallies.items() for period in one.periods},
        stretches=stretches,
        query="\n\n".join(shown),
    )


def asked_first(
    measure: DatedMeasure,
    *,
    engine: Engine,
    territories: Mapping[str, Territory],
    kind: PeriodKind,
    in_rank: Sequence[str],
    to: date | None,
) -> Asked | None:
    """Return what `count_records` will tell the statement it runs first; None if it runs none."""
    counting = _Counting.of_measure(measure, None, engine, territories, kind)
    known = known_to(measure, counting.covered, kind, to)
    speaking = _speaking(known, in_rank)
    return counting.asked({place: known[place] for place in speaking}) if speaking else None


def _speaking(
    known: Mapping[tuple[str, str], Sequence[Period]], in_rank: Sequence[str]
) -> list[tuple[str, str]]:
    """Return the forces and releases that speak for some period, the first in rank in front."""
    spoken: set[Period] = set()
    found = []
    for release in in_rank:
        places = [place for place in known if place[1] == release]
        held = {period for place in places for period in known[place]}
        if held - spoken:
            found += places
        spoken |= held
    return found


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts one measure from some of the releases that hold its records."""

    measure: DatedMeasure
    condition: Condition | None
    engine: Engine
    territories: Mapping[str, Territory]
    covered: Mapping[tuple[str, str], Coverage]
    kind: PeriodKind

    @classmethod
    def of_measure(
        cls,
        measure: DatedMeasure,
        condition: Condition | None,
        engine: Engine,
        territories: Mapping[str, Territory],
        kind: PeriodKind,
    ) -> _Counting:
        """Return the counting of a measure, with what releases cover of its table."""
        covered = coverage_of(measure, engine=engine, territories=territories)
        return cls(measure, condition, engine, territories, covered, kind)

    def of(
        self, known: Mapping[tuple[str, str], Sequence[Period]]
    ) -> tuple[dict[tuple[str, str], Tallies], list[str], set[tuple[str, str, str]]]:
        """Return what releases count in their periods, by which statements, and who is unplaced."""
        measure, engine = self.measure, self.engine
        to_the_day = counts_days(self.kind, (self.covered[place] for place in known))
        asked = self.asked(known)
        compiled = compile_records(measure, self.condition, **asked)
        shown = [compiled.shown]
        wanted = [asked["areas"], *asked["also"].values()]
        width = 3 if amount_of(measure) else 1
        closer = asked.copy()
        closer["to_the_day"] = True
        by_day = compile_records(measure, self.condition, **closer)
        # What an engine has answered by days is not asked again by months.
        days = to_the_day or engine.has_answered(by_day.sql, by_day.parameters)
        answers = by_day if days else compiled
        counted = gathered(engine, answers, wanted, to_the_day=days, width=width)
        lacking = None
        if isinstance(measure, CountMeasure) and measure.repeats is not None:
            beside = compile_not_judged(measure, measure.repeats, self.condition, **asked)
            shown.append(beside.shown)
            lacking = gathered(engine, beside, wanted, to_the_day=to_the_day, width=1)
        unplaced = unplaced_in(
            measure.table,
            engine=engine,
            territories=self.territories,
            covered=known,
            counted=counted.places,
        )
        found: dict[tuple[str, str], Tallies] = {}
        for (force, release), periods in known.items():
            # guard: unplaced-records. A source that names no ward says nothing of wards, not zero.
            areas = [
                area
                for area, territory in self.territories.items()
                if territory.force == force and (territory.column, force, release) not in unplaced
            ]
            in_order = tuple(periods)
            spans = spans_of(in_order)
            inside, astride = counted.within(spans, areas, release)
            more = None if lacking is None else lacking.within(spans, areas, release)
            for row, area in enumerate(areas):
                found[area, release] = _tallies(
                    in_order,
                    inside[row],
                    astride[row] + (0 if more is None else more[1][row]),
                    0 if more is None else more[0][row, :, 0],
                )
        return found, shown, unplaced

    def asked(self, known: Mapping[tuple[str, str], Sequence[Period]]) -> Asked:
        """Return how records are to be counted of some releases, whatever the measure."""
        places = [self.covered[place] for place in known]
        # Records are read once, whatever kinds of area they are counted for.
        (column, areas), *others = by_column(self.territories).items() or [("force", [])]
        some = len(known) < len(self.covered)
        return {
            "column": column,
            "areas": areas,
            "also": dict(others),
            "covered": {place: self.covered[place].days for place in known},
            "to_the_day": counts_days(self.kind, places),
            "releases": sorted({release for _, release in known}) if some else (),
        }


class Asked(TypedDict):
    """What `compile_records` is told beside a measure and its condition."""

    column: str
    areas: Sequence[str]
    also: Mapping[str, Sequence[str]]
    covered: Mapping[tuple[str, str], Sequence[Stretch]]
    to_the_day: bool
    releases: Sequence[str]


def _tallies(
    periods: tuple[Period, ...], inside: Whole, astride: Whole, more: Whole | int
) -> Tallies:
    records = inside[:, 0]
    if inside.shape[1] == 1:
        said, total = records, records.astype(np.float64)
    else:
        said = inside[:, 1]
        # As whole numbers: a fraction of so many millionths is rounded once.
        total = np.array([one / 10**MILLIONTHS for one in inside[:, 2].tolist()], dtype=float)
    return Tallies(
        periods=periods,
        records=records,
        said=said,
        total=total,
        lacking=records - said + more,
        astride=astride,
    )


def coverage_of(
    measure: DatedMeasure, *, engine: Engine, territories: Mapping[str, Territory]
) -> dict[tuple[str, str], Coverage]:
    """Return what releases cover of the records of territories, by force and release."""
    compiled = compile_coverage(measure.table, [t.force for t in territories.values()])
    rows: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for force, start, end, grain, release in engine.run(compiled.sql, compiled.parameters):
        stretch = (day_of(start), day_of(end), str(grain))
        rows.setdefault((str(force), str(release)), []).append(stretch)
    return {place: Coverage.of(stretches) for place, stretches in sorted(rows.items())}


def unplaced_in(
    table: str,
    *,
    engine: Engine,
    territories: Mapping[str, Territory],
    covered: Iterable[tuple[str, str]],
    counted: Iterable[tuple[str, str]],
) -> set[tuple[str, str, str]]:
    """Return where a release holds records of a force and puts none of them into an area.

    Args:
        table: Of records.
        engine: A connection over the releases' tables.
        territories: Area to where its records are found.
        covered: Forces and releases that are spoken of.
        counted: Areas and releases that records were counted in, of which nothing is asked.

    Returns:
        Column of the areas, force and release; only columns whose areas make up a force.
    """
    at = [(territories[area].column, territories[area].force, release) for area, release in counted]
    asked = {
        (one.column, force, release)
        for one in territories.values()
        for force, release in covered
        if one.column in COVERS_A_FORCE and one.force == force
    }

    def holds(force: str, release: str, column: str | None = None) -> bool:
        any_one = compile_any(table, force=force, release=release, column=column)
        return bool(engine.run(any_one.sql, any_one.parameters))

    return {
        (column, force, release)
        for column, force, release in asked.difference(at)
        if not holds(force, release, column) and holds(force, release)
    }


def known_to(
    measure: DatedMeasure,
    covered: Mapping[tuple[str, str], Coverage],
    kind: PeriodKind,
    to: date | None,
) -> dict[tuple[str, str], tuple[Period, ...]]:
    """Return the periods for which a measure is known, by force and release.

    A repeat is known only where the days before it, on which the earlier record may lie, are
    covered by the same release too, and all of them to the day.
    """
    periods = known_periods(list(covered.values()), kind, to)
    known = dict(zip(covered, periods, strict=True))
    if not isinstance(measure, CountMeasure) or measure.repeats is None:
        return known
    before = timedelta(days=measure.repeats.within_days)
    return {
        place: tuple(one for one in held if covered[place].holds_days(one.start - before, one.end))
        for place, held in known.items()
    }


def counts_days(kind: PeriodKind, covered: Iterable[Coverage]) -> bool:
    """Return whether periods of a kind may begin or end within a month."""
    if kind is PeriodKind.YEAR_TO_DATE:
        return any(one.to_the_day for one in covered)
    return kind in (PeriodKind.DAY, PeriodKind.WEEK)


def by_column(territories: Mapping[str, Territory]) -> dict[str, list[str]]:
    """Return the areas of territories by the column that holds their codes."""
    found: dict[str, list[str]] = {}
    for area, territory in sorted(territories.items(), key=lambda item: item[1].column):
        found.setdefault(territory.column, []).append(area)
    return found


def gaps_between(periods: Iterable[Period], kind: PeriodKind) -> list[Period]:
    """Return the periods of a kind between others that are not among them.

    None of a kind whose periods overlap: what is missing from one stands in its neighbours.
    """
    held = set(periods)
    if not held or kind.overlaps:
        return []
    every = periods_between(kind, min(one.start for one in held), max(one.end for one in held))
    return [period for period in every if period not in held]
