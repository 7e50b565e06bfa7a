"""The objectives table: blocks of rows, a figure in every cell, before any format.

Arranges what disclosure let through as the workspace declared it, and says of each row
how its milestone stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copperplate.areas import Area
from copperplate.disclosure import Audience, Policy, Publishable
from copperplate.findings.objectives import AgainstBaseYear, against_base_year, years_to_lowest
from copperplate.findings.position import (
    SETTLED_BY_LEVEL,
    Position,
    counts_a_year,
    position_of_level,
    position_of_standing,
    position_to_date,
)
from copperplate.narrative.figure_maker import Context, Maker
from copperplate.narrative.objective_figures import (
    Column,
    change_figures,
    detection_figures,
    no_second_figures,
    second_figures,
)
from copperplate.narrative.positions import position_figures, position_runs
from copperplate.narrative.profiles import Profile
from copperplate.narrative.runs import Runs
from copperplate.periods import Period, financial_year_of
from copperplate.plan import LOWEST, Columns, Milestone, RowAsked
from copperplate.series import Figure
from copperplate.series.evidence import Evidence
from copperplate.series.figure import stamps_of
from copperplate.series.numbers import NumberStyle

CHANGE_COLUMNS = (
    Column.LAST_YEAR,
    Column.THIS_YEAR,
    Column.DIFFERENCE,
    Column.MILESTONE,
    Column.PERFORMANCE,
    Column.VARIANCE,
)
SECOND_COLUMNS = (Column.SECOND_YEAR, Column.SECOND_DIFFERENCE, Column.SECOND_PERFORMANCE)
DETECTION_COLUMNS = (Column.RECORDED, Column.DETECTED, Column.MILESTONE, Column.PERFORMANCE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A declared row with its evidence.

    Attributes:
        row: As declared, its title and measure given.
        milestone: The aim's; None for a row that is only watched.
        evidence: Of the row's measure.
        known_then: The same as it was known in the base year; None to compare as known now.
        recorded, detected: Of the two counts of a proportion; None otherwise.
        whole_years: Of the row's measure to the last day of each earlier financial year; None
            where nothing is promised of a year.
        plan_ends: The last day of the plan that promises.
    """

    row: RowAsked
    milestone: Milestone | None
    evidence: Publishable[Evidence]
    known_then: Publishable[Evidence] | None = None
    recorded: Publishable[Evidence] | None = None
    detected: Publishable[Evidence] | None = None
    whole_years: Publishable[Evidence] | None = None
    plan_ends: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Positioned:
    """Where a row's milestone stands, as a finding, in words and in figures.

    Attributes:
        found: The finding.
        words: "already missed: ...", without a full stop.
        figures: The numbers it rests on, by name.
    """

    found: Position
    words: Runs
    figures: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveRow:
    """One row.

    Attributes:
        objective: What it is called.
        aim: Id of its aim; None for a row that is only watched.
        measure: Id of its measure.
        period: The days it is counted over this year.
        base: The same days of the base year; None where the row compares no years.
        second: The same days of a second year it is compared with; None for none.
        figures: A figure for every column, and beyond the columns the comparison a day.
        two_releases: Whether the two years were read from two releases.
        position: Where its milestone stands; None for a row of which nothing is promised.
    """

    objective: str
    aim: str | None
    measure: str
    period: Period
    base: Period | None
    figures: Mapping[Column, Figure]
    two_releases: bool = False
    second: Period | None = None
    position: Positioned | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectivesBlock:
    """Rows that share columns.

    Attributes:
        title: Of the block.
        headings: A heading for each of its columns, in order.
        rows: In the order declared.
        style: How its figures are printed.
    """

    title: str
    headings: Mapping[Column, str]
    rows: tuple[ObjectiveRow, ...]
    style: NumberStyle


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectivesTable:
    """A whole table.

    Attributes:
        area: Whom it is of.
        period: The days of most rows, this year; rows of other days say theirs.
        blocks: In the order declared.
        profile: How it is printed.
        policy, audience: What it passed, and for whom.
        as_known_then: Whether base years stand as they were known in their own time.
    """

    area: Area
    period: Period
    blocks: tuple[ObjectivesBlock, ...]
    profile: Profile
    policy: Policy
    audience: Audience
    as_known_then: bool = False

    @property
    def synthetic(self) -> tuple[str, ...]:
        """What must stand by it because its area does not exist; empty where it does."""
        return stamps_of(self.figures)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in reading order."""
        rows = (row for block in self.blocks for row in block.rows)
        return tuple(figure for row in rows for figure in row.figures.values())


def objectives_block(
    title: str,
    columns: Columns,
    watched: Sequence[Watched],
    *,
    period: Period,
    context: Context,
    profile: Profile,
) -> ObjectivesBlock:
    """Return a block.

    Args:
        title: Of the block.
        columns: Which columns it has.
        watched: Its rows.
        period: The year to date, for rows of which nothing is held this year.
        context: Whom the table is of.
        profile: How it is printed.
    """
    if columns is Columns.DETECTION:
        detections = tuple(_detection_row(one, period, context) for one in watched)
        headings = {column: column.heading for column in DETECTION_COLUMNS}
        return ObjectivesBlock(
            title=title, headings=headings, rows=detections, style=profile.detections
        )
    two_bases = any(one.row.beside is not None for one in watched)
    rows = tuple(_change_row(one, period, context, profile, two_bases) for one in watched)
    promised = any(one.milestone is not None for one in watched)
    headings = {
        column: column.heading
        for column in CHANGE_COLUMNS
        if promised or column is not Column.VARIANCE  # of nothing promised nothing varies
    }
    headings[Column.LAST_YEAR] = _year({row.base for row in rows if row.base}, "Base year")
    headings[Column.THIS_YEAR] = _year({row.period for row in rows}, "This year")
    second = {row.second for row in rows if row.second}
    if two_bases:
        lowest = all(one.row.beside in (None, LOWEST) for one in watched)
        year = _year(second, "year")
        headings[Column.SECOND_YEAR] = f"Lowest {year}" if lowest else year.capitalize()
        headings[Column.SECOND_DIFFERENCE] = "Difference"
        headings[Column.SECOND_PERFORMANCE] = "Performance"
    return ObjectivesBlock(title=title, headings=headings, rows=rows, style=profile.changes)


def _detection_row(one: Watched, period: Period, context: Context) -> ObjectiveRow:
    mine = newest_of_year(one.evidence, context.area, period)
    recorded, detected = one.recorded, one.detected
    if recorded is None or detected is None:
        raise ValueError("a row of detections has two counts")  # pipeline refuses others
    figures = detection_figures(
        Maker(context, one.evidence, context.area),
        Maker(context, recorded, context.area),
        Maker(context, detected, context.area),
        mine,
        one.milestone,
    )
    row = _row(one, period=mine, base=None, figures=figures)
    return replace(row, position=_of_level(one, mine, context))


def _change_row(
    one: Watched, period: Period, context: Context, profile: Profile, two_bases: bool
) -> ObjectiveRow:
    mine = newest_of_year(one.evidence, context.area, period)
    years = 1 if one.row.base is None else mine.start.year - one.row.base.start.year
    found = against_base_year(
        one.evidence,
        area=context.area,
        period=mine,
        years=years,
        percent=one.milestone.percent if one.milestone else None,
        known_then=one.known_then,
    )
    maker = Maker(context, one.evidence, context.area, beside=one.known_then)
    then = Maker(context, one.known_then, context.area) if one.known_then is not None else None
    figures = change_figures(
        maker, found, one.milestone, small_bases=profile.small_bases, then=then
    )
    apart = found.difference is not None and not found.one_release and then is None
    second = _second(one, mine, context)
    if second is None and two_bases:
        figures |= no_second_figures(maker, found)
    elif second is not None:
        figures |= second_figures(maker, second, small_bases=profile.small_bases)
        apart = apart or (second.difference is not None and not second.one_release)
    row = _row(one, period=mine, base=found.base, figures=figures, two_releases=apart)
    row = replace(row, position=_position(one, mine, years, context))
    return row if second is None else replace(row, second=second.base)


def _position(one: Watched, period: Period, years: int, context: Context) -> Positioned | None:
    """Return where a row's milestone stands."""
    unit = one.evidence.shown.series.unit
    if one.milestone is None or not counts_a_year(unit.kind, one.milestone):
        return _of_level(one, period, context)
    found = position_to_date(
        one.evidence,
        one.whole_years,
        area=context.area,
        period=period,
        years=years,
        milestone=one.milestone,
    )
    return _positioned(one, found, context)


def _of_level(one: Watched, period: Period, context: Context) -> Positioned | None:
    """Return where a milestone stands that no year fills up; None where nothing is promised."""
    if one.milestone is None:
        return None
    last = one.plan_ends is not None and period.end >= one.plan_ends
    if one.milestone.kind in SETTLED_BY_LEVEL:
        found = position_of_level(
            one.evidence, area=context.area, period=period, milestone=one.milestone, last=last
        )
    else:
        better = one.evidence.shown.about.better
        found = position_of_standing(
            None, milestone=one.milestone, period=period, better=better, last=last
        )
    return _positioned(one, found, context)


def _positioned(one: Watched, found: Position, context: Context) -> Positioned:
    maker = Maker(context, one.evidence, context.area, beside=one.whole_years)
    return Positioned(
        found=found, words=position_runs(maker, found), figures=position_figures(maker, found)
    )


def _second(one: Watched, mine: Period, context: Context) -> AgainstBaseYear | None:
    """Return a row beside its second year; None where it has none."""
    if one.row.beside is None:
        return None
    years = (
        mine.start.year - one.row.beside.start.year
        if isinstance(one.row.beside, Period)
        else years_to_lowest(one.evidence, area=context.area, period=mine)
    )
    return against_base_year(
        one.evidence, area=context.area, period=mine, years=years, percent=None
    )


def _row(
    one: Watched,
    *,
    period: Period,
    base: Period | None,
    figures: Mapping[Column, Figure],
    two_releases: bool = False,
) -> ObjectiveRow:
    return ObjectiveRow(
        objective=one.row.title or "",
        aim=one.row.aim,
        measure=one.evidence.shown.about.id,
        period=period,
        base=base,
        figures=figures,
        two_releases=two_releases,
    )


def newest_of_year(evidence: Publishable[Evidence], area: str, period: Period) -> Period:
    """Return the newest year to date held in a financial year; `period` where none is."""
    held = [
        seen.period
        for seen in evidence.shown.series[area].observations
        if seen.period.start == period.start and seen.period <= period
    ]
    return max(held, default=period)


def newest_to_date(evidence: Sequence[Evidence]) -> Period | None:
    """Return the newest year to date that any evidence holds, or None."""
    return max((one.series.periods[-1] for one in evidence if one.series.periods), default=None)


def _year(periods: set[Period], otherwise: str) -> str:
    years = {str(financial_year_of(period.end)) for period in periods}
    return years.pop() if len(years) == 1 else otherwise
