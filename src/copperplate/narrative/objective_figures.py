"""The cells of an objectives table: a figure for every column, each with how it follows.

A cell that holds no number says why. Decides no column's place and no heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from copperplate.findings.objectives import AgainstBaseYear
from copperplate.narrative.figure_maker import NOTHING_HELD, TOO_SMALL, Maker
from copperplate.periods import Period
from copperplate.plan import Milestone
from copperplate.series import Figure, Mark, Observation, Unit
from copperplate.series.model import carried
from copperplate.series.units import PERCENT


class Column(StrEnum):
    """What stands in a cell."""

    LAST_YEAR = "last_year"
    THIS_YEAR = "this_year"
    DIFFERENCE = "difference"
    RECORDED = "recorded"
    DETECTED = "detected"
    MILESTONE = "milestone"
    PERFORMANCE = "performance"
    PER_DAY = "performance_per_day"
    VARIANCE = "variance"
    SECOND_YEAR = "second_year"
    SECOND_DIFFERENCE = "second_difference"
    SECOND_PERFORMANCE = "second_performance"

    @property
    def heading(self) -> str:
        """What a table calls it where it has no better name: a year, say."""
        return self.value.replace("_", " ").capitalize()


NO_MILESTONE = "No milestone is set for these days."
NO_SECOND = "It is compared with no second year."
ONLY_A_PERCENTAGE = "Only the percentage was published, without its numbers."
ONE_RELEASE = "Both years are read from one release, so both as known on one day."
AS_KNOWN_THEN = (
    "Each year is read as it was known at its own time, so that late records had as long to come "
    "in one as in the other."
)
TWO_RELEASES = (
    "The two years are read from two releases, so late recording and cancelled crimes touch them "
    "differently."
)


def change_figures(
    maker: Maker,
    row: AgainstBaseYear,
    milestone: Milestone | None,
    *,
    small_bases: bool,
    then: Maker | None = None,
) -> dict[Column, Figure]:
    """Return the cells of a row that compares two years.

    Args:
        maker: Makes figures of the row's measure and area.
        row: The two years.
        milestone: What was promised; None for a row that is only watched.
        small_bases: Whether a percentage is given of a base that counts few.
        then: Makes the base year's figure, as it was known in that year; None where the year is
            read as it is known now.
    """
    cells = _Cells(maker, row)
    if maker.about.published_change:
        return cells.published(milestone)
    base = cells if then is None else _Cells(then, row)
    apart = TWO_RELEASES if then is None else AS_KNOWN_THEN
    release = (ONE_RELEASE if row.one_release else apart) if row.then else ""
    less = f"This year's figure less that of the same days of the base year. {release}".rstrip()
    found = {
        Column.LAST_YEAR: base.held(Column.LAST_YEAR, row.base),
        Column.THIS_YEAR: cells.held(Column.THIS_YEAR, row.period),
        Column.DIFFERENCE: cells.worked(
            Column.DIFFERENCE, row.difference, maker.unit.of_difference, less
        ),
        Column.MILESTONE: cells.milestone(milestone),
        Column.VARIANCE: cells.variance(),
    }
    percent = f"{less} As a percentage of the base year's figure."
    per_day = f"{percent} Each divided by its days first: {row.period.days} and {row.base.days}."
    percentages = {Column.PERFORMANCE: (row.performance, percent)}
    if row.period.days != row.base.days:
        percentages[Column.PER_DAY] = (row.performance_per_day, per_day)
    for column, (value, how) in percentages.items():
        if row.too_few and not small_bases:
            found[column] = cells.absent(column, PERCENT, TOO_SMALL)
        else:
            found[column] = cells.worked(column, value, PERCENT, how)
    return found


def second_figures(
    maker: Maker, row: AgainstBaseYear, *, small_bases: bool
) -> dict[Column, Figure]:
    """Return the cells of a row that compare it with a second year.

    Args:
        maker: Makes figures of the row's measure and area.
        row: This year and the second one.
        small_bases: Whether a percentage is given of a base that counts few.
    """
    cells = _Cells(maker, row)
    if maker.about.published_change:
        return no_second_figures(maker, row)
    how = "This year's figure less that of the same days of the second year."
    performance = cells.worked(
        Column.SECOND_PERFORMANCE,
        row.performance,
        PERCENT,
        f"{how} As a percentage of the second year's figure.",
    )
    if row.too_few and not small_bases:
        performance = cells.absent(Column.SECOND_PERFORMANCE, PERCENT, TOO_SMALL)
    return {
        Column.SECOND_YEAR: cells.held(Column.SECOND_YEAR, row.base),
        Column.SECOND_DIFFERENCE: cells.worked(
            Column.SECOND_DIFFERENCE, row.difference, maker.unit.of_difference, how
        ),
        Column.SECOND_PERFORMANCE: performance,
    }


def no_second_figures(maker: Maker, row: AgainstBaseYear) -> dict[Column, Figure]:
    """Return the cells of a row that is compared with no second year, where others are."""
    cells = _Cells(maker, row)
    units = {
        Column.SECOND_YEAR: maker.unit,
        Column.SECOND_DIFFERENCE: maker.unit.of_difference,
        Column.SECOND_PERFORMANCE: PERCENT,
    }
    return {column: cells.none(column, unit, NO_SECOND) for column, unit in units.items()}


def detection_figures(
    maker: Maker,
    recorded: Maker,
    detected: Maker,
    period: Period,
    milestone: Milestone | None,
) -> dict[Column, Figure]:
    """Return the cells of a row that sets detected beside recorded.

    Args:
        maker: Makes figures of the proportion.
        recorded: Makes figures of the count below its line.
        detected: Makes figures of the count above it.
        period: The days they are of.
        milestone: What was promised; None for a row that is only watched.
    """
    name = maker.about.id
    proportion = AgainstBaseYear(
        period=period,
        base=period.back(1),
        now=maker.evidence.shown.series[maker.area].at(period),
        then=None,
        percent=None,
        too_few=False,
    )
    cells = _Cells(maker, proportion)
    return {
        Column.RECORDED: recorded.make(f"{name}.{Column.RECORDED}", "value", period, None),
        Column.DETECTED: detected.make(f"{name}.{Column.DETECTED}", "value", period, None),
        Column.MILESTONE: cells.milestone(milestone),
        Column.PERFORMANCE: cells.held(Column.PERFORMANCE, period),
    }


class _Cells:
    """Makes the cells of one row."""

    def __init__(self, maker: Maker, row: AgainstBaseYear) -> None:
        self.maker, self.row = maker, row

    def held(self, column: Column, period: Period) -> Figure:
        """Return a cell as it was read."""
        figure = self.maker.make(self._name(column), "value", period, None)
        return replace(figure, provenance=replace(figure.provenance, periods=(period,)))

    def worked(
        self, column: Column, value: float | None, unit: Unit, how: str, *, of: str = ""
    ) -> Figure:
        """Return a cell worked out of the two years, or why it is not."""
        if value is None:
            return self.absent(column, unit)
        seen = self._seen
        inputs: tuple[tuple[str, float], ...] = tuple(
            (str(one.period), one.value) for one in seen if one.value is not None
        )
        if of and self.row.percent is not None:
            inputs += ((of, self.row.percent),)
        marks = carried(seen) | ({Mark.BREAK} if self.row.broken else frozenset())
        return self._figure(column, value, unit, how, marks, inputs)

    def absent(self, column: Column, unit: Unit, why: str = "") -> Figure:
        """Return a cell without its number, for the reason its years lack theirs.

        Where they lack nothing, the base is too small for a percentage.
        """
        seen = self._seen
        marks = frozenset(m for one in seen for m in one.marks if m.takes_the_value_away)
        both = len(seen) == len((self.row.now, self.row.then)) and not marks
        why = why or (TOO_SMALL if both else NOTHING_HELD)
        return self._figure(column, None, unit, why, marks or frozenset({Mark.NOT_AVAILABLE}))

    def none(self, column: Column, unit: Unit, why: str) -> Figure:
        """Return a cell in which no number can stand."""
        return self._figure(column, None, unit, why, frozenset({Mark.NOT_APPLICABLE}))

    def milestone(self, milestone: Milestone | None) -> Figure:
        """Return what was promised: a percentage, or that there is none."""
        if milestone is None:
            return self.none(Column.MILESTONE, PERCENT, NO_MILESTONE)
        said = f"The plan's milestone: {milestone.text}."
        if milestone.percent is None:
            return self.none(Column.MILESTONE, PERCENT, f"{said} It is no percentage.")
        figure = self._figure(Column.MILESTONE, milestone.percent, PERCENT, said, frozenset())
        places = max(0, -int(Decimal(repr(milestone.percent)).normalize().as_tuple().exponent))
        return figure.with_places(places)

    def variance(self) -> Figure:
        """Return how far this year lies from what the milestone allows to date."""
        unit = self.maker.unit.of_difference
        if self.row.percent is None:
            return self.none(Column.VARIANCE, unit, NO_MILESTONE)
        how = (
            "This year's figure less that of the same days of the base year, the latter changed by "
            "the milestone first."
        )
        return self.worked(Column.VARIANCE, self.row.variance, unit, how, of="milestone, per cent")

    def published(self, milestone: Milestone | None) -> dict[Column, Figure]:
        """Return the cells of a change that was published without its numbers."""
        lost = frozenset({Mark.NOT_AVAILABLE})
        unheld = {
            column: self._figure(column, None, self.maker.unit, ONLY_A_PERCENTAGE, lost)
            for column in (Column.LAST_YEAR, Column.THIS_YEAR, Column.DIFFERENCE)
        }
        variance = self.none(Column.VARIANCE, PERCENT, NO_MILESTONE)
        if self.row.percent is not None:
            variance = self._figure(Column.VARIANCE, None, self.maker.unit, ONLY_A_PERCENTAGE, lost)
        return {
            **unheld,
            Column.MILESTONE: self.milestone(milestone),
            Column.PERFORMANCE: self.held(Column.PERFORMANCE, self.row.period),
            Column.VARIANCE: variance,
        }

    @property
    def _seen(self) -> tuple[Observation, ...]:
        return tuple(one for one in (self.row.now, self.row.then) if one is not None)

    def _name(self, column: Column) -> str:
        return f"{self.maker.about.id}.{column.value}"

    def _figure(
        self,
        column: Column,
        value: float | None,
        unit: Unit,
        how: str,
        marks: frozenset[Mark],
        inputs: tuple[tuple[str, float], ...] = (),
    ) -> Figure:
        provenance = self.maker.provenance(how, (self.maker.area,), self._seen, inputs)
        periods: Mapping[Column, tuple[Period, ...]] = {
            Column.LAST_YEAR: (self.row.base,),
            Column.SECOND_YEAR: (self.row.base,),
            Column.THIS_YEAR: (self.row.period,),
        }
        both = (self.row.base, self.row.period)
        if self.maker.about.published_change:
            both = (self.row.period, self.row.period)
        spoken = periods.get(column, tuple(dict.fromkeys(both)))
        return Figure(
            name=self._name(column),
            value=value,
            unit=unit,
            places=unit.places,
            marks=marks,
            provenance=replace(provenance, periods=spoken),
        )
