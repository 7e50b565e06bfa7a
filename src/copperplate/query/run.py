"""Count a measure and gather its series.

Every period is taken whole from one release, the newest known; where two came out on one
day, the source the measure names first speaks. The release stands on each observation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from copperplate.engines.duckdb import Engine
from copperplate.measures import (
    CountMeasure,
    DatedMeasure,
    Measure,
    MeasureBook,
    ProportionMeasure,
    Quarters,
    RateMeasure,
    RowMeasure,
)
from copperplate.measures.where import Condition, pinned_values
from copperplate.periods import Period, PeriodKind
from copperplate.query.cells import Cell, Key, cells_of, day_of, joined
from copperplate.query.compile import (
    compile_count,
    compile_holders,
    compile_population,
)
from copperplate.query.count_rates import below_the_line, over_count
from copperplate.query.coverage import Stretch
from copperplate.query.differencing import adds_up, quarters_from_years
from copperplate.query.proportions import proportions
from copperplate.query.rates import divided, estimates_of, withheld_rates
from copperplate.query.record_series import record_series
from copperplate.query.records import (
    Counted,
    Territory,
    count_records,
    gaps_between,
)
from copperplate.query.speakers import ranked, speakers
from copperplate.query.whole_months import years_to_date
from copperplate.query.whole_quarters import years_ending
from copperplate.schema import TABLES
from copperplate.series import Mark, Observation, Series, SeriesSet
from copperplate.series.evidence import LeftOut
from copperplate.series.model import series_set
from copperplate.sources.release import Release


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A measure counted.

    Attributes:
        series: One row an area asked for, in the order asked.
        query: The statements that counted it, values written in.
        releases: Every release it was read from, denominators included, newest first.
        left_out: What records could not be counted, of the periods where there are any.
        stretches: Of a measure on records, release to the days of which it holds all.
    """

    series: SeriesSet
    query: str
    releases: tuple[Release, ...]
    left_out: tuple[LeftOut, ...] = ()
    stretches: Mapping[str, tuple[Stretch, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )


def run_measure(
    measure: Measure,
    book: MeasureBook,
    *,
    engine: Engine,
    releases: Sequence[Release],
    areas: Sequence[str],
    kind: PeriodKind,
    to: date | None = None,
    territories: Mapping[str, Territory] = MappingProxyType({}),
    answered: MutableMapping[tuple[str, PeriodKind], Answer] | None = None,
) -> Answer:
    """Count a measure for areas.

    Args:
        measure: Any; what it is worked out of is in `book`.
        book: The measures it may name.
        engine: A connection over the tables of `releases`.
        releases: What may be used, already limited to what was known on a day.
        areas: Codes; an area without data gets "not available" throughout.
        kind: The shape of period; one of the measure's.
        to: Last day counted; periods ending later are left out.
        territories: Where the records of each area are found, for measures on records; an
            area that is not there has none.
        answered: Answers by measure and shape of period, all else equal: what many measures are
            worked out of is counted once. What is counted is added to it.
    """

    def asked(count: Measure, by: PeriodKind) -> Answer:
        known = None if answered is None else answered.get((count.id, by))
        return known or run_measure(
            count,
            book,
            engine=engine,
            releases=releases,
            areas=areas,
            kind=by,
            to=to,
            territories=territories,
            answered=answered,
        )

    if isinstance(measure, ProportionMeasure):
        counts = (book.count(identity) for identity in (measure.numerator, measure.of))
        return _proportion(measure, *(asked(count, kind) for count in counts))
    counted = book.counted(measure)
    if answered is not None and (measure.id, kind) in answered:
        return answered[measure.id, kind]
    in_rank = ranked(releases, counted.sources)
    condition = book.conditions[counted.id]
    parts = pinned_values(condition)
    found: Counted | None = None
    if isinstance(counted, DatedMeasure) and TABLES[counted.table].of_records:
        found = count_records(
            counted,
            condition,
            engine=engine,
            territories={area: territories[area] for area in areas if area in territories},
            kind=kind,
            in_rank=[release.identity for release in in_rank],
            to=to,
        )
        cells = {}
        everywhere, query = set(found.held), found.query
    else:
        compiled = compile_count(counted, condition, kind=kind, areas=areas)
        cells = cells_of(engine.run(compiled.sql, compiled.parameters), kind, parts)
        everywhere = _held(counted, condition, engine=engine, kind=kind)
        query = compiled.shown
        smaller = _adds_up_from(counted, kind, published=bool(everywhere))
        if smaller is not None:
            smalls = compile_count(counted, condition, kind=smaller, areas=areas)
            small = cells_of(engine.run(smalls.sql, smalls.parameters), smaller, parts)
            held = _held(counted, condition, engine=engine, kind=smaller)
            whole = (years_to_date if smaller is PeriodKind.MONTH else years_ending)(held)
            made = _with_whole(cells, everywhere, small, whole, areas)
            if made != cells:
                query += "\n\n" + smalls.shown
                cells = made
    quarters = counted.quarters if isinstance(counted, CountMeasure) else None
    if kind is PeriodKind.QUARTER and quarters is not None:
        rolling = compile_count(counted, condition, kind=PeriodKind.YEAR_ENDING, areas=areas)
        years = cells_of(engine.run(rolling.sql, rolling.parameters), PeriodKind.YEAR_ENDING, parts)
        cells = _with_quarters(cells, years, quarters, in_rank)
        query += "\n\n" + rolling.shown

    def is_asked(period: Period) -> bool:
        return (to is None or period.end <= to) and all(
            _is_valid(period, said) for said in (measure, counted)
        )

    cells = {key: cell for key, cell in cells.items() if is_asked(key.period)}
    held = _named(cells) if found is None else set(found.held)
    periods = {period for period, _ in held if is_asked(period)}
    speaker = {
        period: release
        for period, release in speakers(everywhere | held, in_rank).items()
        if period in periods
    }
    if found is not None:
        # A month nobody delivered is a month without a figure, not one that never was.
        in_order = sorted(periods)
        for gap in gaps_between(periods, kind):
            speaker[gap] = speaker[in_order[bisect_left(in_order, gap) - 1]]
    breaks = {broken.on for broken in (*measure.breaks, *counted.breaks)}
    in_time = [(period, speaker[period]) for period in sorted(speaker)]
    broken = _broken([period for period, _ in in_time], breaks)
    left_out: tuple[LeftOut, ...] = ()
    series: SeriesSet | None = None
    rows: list[Series] = []
    if found is not None and isinstance(counted, DatedMeasure):
        series, left_out = record_series(
            measure, counted, found, areas=areas, in_time=in_time, broken=broken
        )
        rows = list(series) if isinstance(measure, RateMeasure) else []
    else:
        rows = [_counted_series(measure, area, in_time, cells, broken) for area in areas]
    used = set(speaker.values())
    unit, sources = measure.unit, (*counted.sources, *measure.sources)
    if isinstance(measure, RateMeasure) and measure.denominator.base is not None:
        base = measure.denominator.base
        population = compile_population(base, areas=areas)
        estimates = estimates_of(engine.run(population.sql, population.parameters))
        withheld = withheld_rates(
            counted, condition, base=base, engine=engine, areas=areas, kind=kind
        )
        below_line = ranked(releases, measure.sources)
        rows = [divided(measure, row, estimates, below_line, withheld) for row in rows]
        query += "\n\n" + population.shown
    elif isinstance(measure, RateMeasure):
        below = asked(
            book.count(measure.denominator.count or ""), below_the_line(measure, book, kind)
        )
        unit = replace(unit, base=below.series.unit.noun)
        rows = [
            over_count(measure, row, per, unit=unit)
            for row, per in zip(rows, below.series, strict=True)
        ]
        query += "\n\n" + below.query
        left_out += below.left_out
        sources += tuple(dict.fromkeys(release.source for release in below.releases))
    used |= {seen.base_release for row in rows for seen in row.observations}
    answer = Answer(
        series=series
        if series is not None and not rows
        else series_set(measure=measure.id, unit=unit, rows=rows),
        query=query,
        releases=tuple(
            release for release in ranked(releases, sources) if release.identity in used
        ),
        left_out=left_out,
        stretches={} if found is None else found.stretches,
    )
    if answered is not None:
        answered[measure.id, kind] = answer
    return answer


def _proportion(measure: ProportionMeasure, above: Answer, below: Answer) -> Answer:
    rows = [
        proportions(measure, numerator, denominator)
        for numerator, denominator in zip(above.series, below.series, strict=True)
    ]
    used = {release.identity: release for release in (*above.releases, *below.releases)}
    ordered = sorted(used.values(), key=lambda r: r.known_from, reverse=True)
    return Answer(
        series=series_set(measure=measure.id, unit=measure.unit, rows=rows),
        query="\n\n".join(dict.fromkeys((above.query, below.query))),
        releases=tuple(ordered),
        left_out=tuple(dict.fromkeys((*above.left_out, *below.left_out))),
        stretches={**below.stretches, **above.stretches},
    )


def _is_valid(period: Period, measure: Measure) -> bool:
    return (measure.valid_from is None or period.start >= measure.valid_from) and (
        measure.valid_to is None or period.end <= measure.valid_to
    )


def _held(
    counted: RowMeasure, condition: Condition | None, *, engine: Engine, kind: PeriodKind
) -> set[tuple[Period, str]]:
    """Return which release holds which period, for whatever area."""
    holders = compile_holders(counted, condition, kind=kind)
    return {
        (Period(day_of(end), day_of(start), kind), str(release))
        for start, end, release in engine.run(holders.sql, holders.parameters)
    }


def _adds_up_from(counted: RowMeasure, kind: PeriodKind, *, published: bool) -> PeriodKind | None:
    """Return which smaller periods make a published figure's periods; None where they do not.

    Years are made of quarters only where nobody published a year, and only of counts: of a count
    whose quarters are differences of years, years are published.
    """
    if kind is PeriodKind.YEAR_TO_DATE and PeriodKind.MONTH in counted.periods:
        return PeriodKind.MONTH
    adds_up = isinstance(counted, CountMeasure) and counted.quarters is None and not published
    if kind is PeriodKind.YEAR_ENDING and PeriodKind.QUARTER in counted.periods and adds_up:
        return PeriodKind.QUARTER
    return None


def _with_whole(
    cells: Mapping[Key, Cell],
    published: set[tuple[Period, str]],
    smaller: Mapping[Key, Cell],
    whole: Mapping[tuple[Period, str], tuple[Period, ...]],
    areas: Sequence[str],
) -> dict[Key, Cell]:
    """Return the published periods, and those that whole smaller ones of one release make.

    What a release published is never worked out beside it. A month or quarter that an area
    lacks makes the whole missing.
    """
    lacking = Cell(None, frozenset({Mark.NOT_AVAILABLE}))
    found = dict(cells)
    for (period, release), parts in whole.items():
        # guard: hidden-years. What its publisher hides is not worked out behind its back.
        if (period, release) in published:
            continue
        for area in areas:
            added = [smaller.get(Key(area, part, release), lacking) for part in parts]
            found[Key(area, period, release)] = joined(
                [(mark.value, None) for cell in added for mark in cell.marks]
                + [("", cell.value) for cell in added]
            )
    return found


def _with_quarters(
    quarters: Mapping[Key, Cell],
    years: Mapping[Key, Cell],
    rule: Quarters,
    in_rank: Sequence[Release],
) -> dict[Key, Cell]:
    """Return the published quarters and those that follow from one edition's rolling years.

    A quarter that was derived names the edition of the years. It is marked estimated where
    it comes out below zero, and where the published quarters of the area do not add up to
    the year they make: the two publications were then revised apart. A quarter that the
    newest edition hides stays hidden.
    """
    known_from = [r.identity for r in in_rank if r.source == rule.known]
    years_from = next((r.identity for r in in_rank if r.source == rule.years), None)
    cells = {key: cell for key, cell in quarters.items() if key.release in known_from}
    if years_from is None:
        return cells
    for area in {key.area for key in cells}:
        newest = {
            key.period: cell
            for release in reversed(known_from)  # the newest speaks last
            for key, cell in quarters.items()
            if key.area == area and key.release == release
        }
        # guard: hidden-quarters. What its publisher hides is not worked out behind its back.
        hidden = {p for p, cell in newest.items() if Mark.CONFIDENTIAL in cell.marks}
        published = {
            key.period: cell.value
            for release in reversed(known_from)
            for key, cell in quarters.items()
            if key.area == area
            and key.release == release
            and key.period not in hidden
            and cell.value is not None
        }
        rolling = {
            key.period: cell.value
            for key, cell in years.items()
            if key.area == area and key.release == years_from and cell.value is not None
        }
        apart = not adds_up(rolling, published)
        for period, value in quarters_from_years(rolling, published, hidden).items():
            if period not in published:
                inexact = apart or value < 0
                marks = frozenset({Mark.ESTIMATED}) if inexact else frozenset[Mark]()
                cells[Key(area, period, years_from)] = Cell(value, marks)
    return cells


def _named(cells: Mapping[Key, Cell]) -> set[tuple[Period, str]]:
    return {(key.period, key.release) for key in cells}


def _counted_series(
    measure: Measure,
    area: str,
    in_time: Sequence[tuple[Period, str]],
    cells: Mapping[Key, Cell],
    broken: set[Period],
) -> Series:
    """Return an area's series; `in_time` are its periods, each with the release that speaks."""
    seen = []
    for period, release in in_time:
        cell = cells.get(Key(area, period, release))
        if cell is None:
            cell = Cell(None, frozenset({Mark.NOT_AVAILABLE}))
        marks = cell.marks | ({Mark.BREAK} if period in broken else frozenset())
        base = release if cell.base is not None and cell.value is not None else ""
        seen.append(
            Observation(
                period=period,
                value=cell.value,
                marks=marks,
                release=release,
                base=cell.base if base else None,
                base_release=base,
            )
        )
    return Series(measure=measure.id, area=area, unit=measure.unit, observations=tuple(seen))


def _broken(periods: Sequence[Period], breaks: set[date]) -> set[Period]:
    """Return the periods that carry a break: those astride its day, and the first after it."""
    broken = set()
    for on in breaks:
        broken |= {period for period in periods if period.start < on <= period.end}
        after = [period for period in periods if period.start >= on]
        if after and any(period.end < on for period in periods):
            broken.add(after[0])
    return broken
