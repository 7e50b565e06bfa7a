"""Count a measure and gather its series.

Every period is taken whole from one release, the newest known; where two came out on one
day, the source the measure names first speaks. The release stands on each observation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from copperplate.engines.duckdb import Engine
from copperplate.measures import (
    CountMeasure,
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
from copperplate.query.differencing import adds_up, quarters_from_years
from copperplate.query.proportions import proportions
from copperplate.query.rates import divided, estimates_of, withheld_rates
from copperplate.query.records import Territory, count_records, gaps_between
from copperplate.query.whole_months import years_to_date
from copperplate.schema import TABLES
from copperplate.series import Mark, Observation, Series, SeriesSet
from copperplate.series.model import series_set
from copperplate.sources.release import Release


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A measure counted.

    Attributes:
        series: One row an area asked for, in the order asked.
        query: The statements that counted it, values written in.
        releases: Every release it was read from, denominators included, newest first.
    """

    series: SeriesSet
    query: str
    releases: tuple[Release, ...]


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
    """
    if isinstance(measure, ProportionMeasure):
        above, below = (
            run_measure(
                book.count(identity),
                book,
                engine=engine,
                releases=releases,
                areas=areas,
                kind=kind,
                to=to,
                territories=territories,
            )
            for identity in (measure.numerator, measure.of)
        )
        return _proportion(measure, above, below)
    counted = book.counted(measure)
    ranked = _ranked(releases, counted.sources)
    condition = book.conditions[counted.id]
    parts = pinned_values(condition)
    if TABLES[counted.table].of_records:
        found = count_records(
            counted,
            condition,
            engine=engine,
            territories={area: territories[area] for area in areas if area in territories},
            kind=kind,
        )
        cells = {
            Key(*key): Cell(float(records), frozenset()) for key, records in found.values.items()
        }
        everywhere, query = _named(cells), found.query
    else:
        compiled = compile_count(counted, condition, kind=kind, areas=areas)
        cells = cells_of(engine.run(compiled.sql, compiled.parameters), kind, parts)
        everywhere = _held(counted, condition, engine=engine, kind=kind)
        query = compiled.shown
        if kind is PeriodKind.YEAR_TO_DATE and PeriodKind.MONTH in counted.periods:
            monthly = compile_count(counted, condition, kind=PeriodKind.MONTH, areas=areas)
            months = cells_of(engine.run(monthly.sql, monthly.parameters), PeriodKind.MONTH, parts)
            held = _held(counted, condition, engine=engine, kind=PeriodKind.MONTH)
            made = _with_whole_months(cells, everywhere, months, held, areas)
            if made != cells:
                query += "\n\n" + monthly.shown
                cells = made
    quarters = counted.quarters if isinstance(counted, CountMeasure) else None
    if kind is PeriodKind.QUARTER and quarters is not None:
        rolling = compile_count(counted, condition, kind=PeriodKind.YEAR_ENDING, areas=areas)
        years = cells_of(engine.run(rolling.sql, rolling.parameters), PeriodKind.YEAR_ENDING, parts)
        cells = _with_quarters(cells, years, quarters, ranked)
        query += "\n\n" + rolling.shown
    cells = {
        key: cell
        for key, cell in cells.items()
        if (to is None or key.period.end <= to)
        and all(_is_valid(key.period, said) for said in (measure, counted))
    }
    periods = {key.period for key in cells}
    speaker = {
        period: release
        for period, release in _speakers(everywhere | _named(cells), ranked).items()
        if period in periods
    }
    if TABLES[counted.table].of_records:
        # A month nobody delivered is a month without a figure, not one that never was.
        for gap in gaps_between(periods, kind):
            speaker[gap] = speaker[max(period for period in periods if period < gap)]
    breaks = {broken.on for broken in (*measure.breaks, *counted.breaks)}
    rows = [_counted_series(measure, area, speaker, cells, breaks) for area in areas]
    used = set(speaker.values())
    if isinstance(measure, RateMeasure):
        population = compile_population(measure.denominator.base, areas=areas)
        estimates = estimates_of(engine.run(population.sql, population.parameters))
        withheld = withheld_rates(
            measure, counted, condition, engine=engine, areas=areas, kind=kind
        )
        below_line = _ranked(releases, measure.sources)
        rows = [divided(measure, row, estimates, below_line, withheld) for row in rows]
        query += "\n\n" + population.shown
        used |= {seen.base_release for row in rows for seen in row.observations}
    return Answer(
        series=series_set(measure=measure.id, unit=measure.unit, rows=rows),
        query=query,
        releases=tuple(
            release
            for release in _ranked(releases, (*counted.sources, *measure.sources))
            if release.identity in used
        ),
    )


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
    )


def _ranked(releases: Sequence[Release], preference: Sequence[str]) -> tuple[Release, ...]:
    """Return the measure's releases, the one that speaks first in front."""
    mine = [release for release in releases if release.source in preference]
    by_source = sorted(mine, key=lambda r: (preference.index(r.source), r.identity))
    return tuple(sorted(by_source, key=lambda r: r.known_from, reverse=True))


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


def _with_whole_months(
    cells: Mapping[Key, Cell],
    published: set[tuple[Period, str]],
    months: Mapping[Key, Cell],
    held: set[tuple[Period, str]],
    areas: Sequence[str],
) -> dict[Key, Cell]:
    """Return the published years to date, and those that whole months of one release make.

    What a release published is never worked out beside it. A month that an area lacks makes
    its year to date missing.
    """
    lacking = Cell(None, frozenset({Mark.NOT_AVAILABLE}))
    found = dict(cells)
    for (period, release), parts in years_to_date(held).items():
        # guard: hidden-years. What its publisher hides is not worked out behind its back.
        if (period, release) in published:
            continue
        for area in areas:
            added = [months.get(Key(area, month, release), lacking) for month in parts]
            found[Key(area, period, release)] = joined(
                [(mark.value, None) for cell in added for mark in cell.marks]
                + [("", cell.value) for cell in added]
            )
    return found


def _with_quarters(
    quarters: Mapping[Key, Cell],
    years: Mapping[Key, Cell],
    rule: Quarters,
    ranked: Sequence[Release],
) -> dict[Key, Cell]:
    """Return the published quarters and those that follow from one edition's rolling years.

    A quarter that was derived names the edition of the years. It is marked estimated where
    it comes out below zero, and where the published quarters of the area do not add up to
    the year they make: the two publications were then revised apart. A quarter that the
    newest edition hides stays hidden.
    """
    known_from = [r.identity for r in ranked if r.source == rule.known]
    years_from = next((r.identity for r in ranked if r.source == rule.years), None)
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


def _speakers(held: set[tuple[Period, str]], ranked: Sequence[Release]) -> dict[Period, str]:
    """Return which release speaks for each period: the first in rank that holds it.

    Whatever areas are asked for, so that an answer does not change with the question.
    """
    order = {release.identity: number for number, release in enumerate(ranked)}
    speaker: dict[Period, str] = {}
    for period, release in held:
        if release not in order:
            continue
        current = speaker.get(period)
        if current is None or order[release] < order[current]:
            speaker[period] = release
    return speaker


def _counted_series(
    measure: Measure,
    area: str,
    speaker: Mapping[Period, str],
    cells: Mapping[Key, Cell],
    breaks: set[date],
) -> Series:
    broken = _broken(sorted(speaker), breaks)
    seen = []
    for period in sorted(speaker):
        release = speaker[period]
        cell = cells.get(Key(area, period, release))
        if cell is None:
            cell = Cell(None, frozenset({Mark.NOT_AVAILABLE}))
        marks = cell.marks | ({Mark.BREAK} if period in broken else frozenset())
        seen.append(Observation(period=period, value=cell.value, marks=marks, release=release))
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
