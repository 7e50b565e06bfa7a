"""What a milestone allows to the end of each month, in figures and in words.

A month that is still to come has no figure of what is recorded. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from copperplate.findings.target_profile import ProfileMonth, TargetProfile, months_of
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import number_word
from copperplate.periods import Period, financial_year, year_to_date
from copperplate.series import Figure, Observation


class ProfileColumn(StrEnum):
    """What stands in a cell of a profile."""

    ALLOWED = "allowed"
    RECORDED = "recorded"
    DIFFERENCE = "difference"
    LAST_YEAR = "last_year"


class NoProfile(StrEnum):
    """Why a milestone has no profile through the year."""

    NO_YEAR = "no-year"
    """It is no milestone on a count that fills up through the year."""
    NO_MONTHS = "no-months"
    """The measure is not counted by month."""
    NO_TARGET = "no-target"
    """What it allows in the whole year is not known."""


NO_PROFILE_WORDS = {
    NoProfile.NO_YEAR: "The milestone is on no count that fills up through the financial year, so "
    "it has no months to be shared out over.",
    NoProfile.NO_MONTHS: "The measure is not counted by month, so the year's target is not shared "
    "out over months.",
    NoProfile.NO_TARGET: "What the milestone allows in the whole year is not known, so there is "
    "nothing to share out over its months.",
}
BY_SEASON = (
    "The year's target times the mean share of a year that earlier whole years had counted by then."
)
BY_DAYS = "The year's target times the days to then, divided by the days of the year."
_RECORDED = "The months from April, added up."
_DIFFERENCE = "What was recorded less what the milestone allows or asks for by then."


def allows(rising: bool) -> str:
    """Return what a milestone does with a number: it asks for more, or allows no more."""
    return "asks for" if rising else "allows"


def profile_figures(
    maker: Maker, found: TargetProfile, one: ProfileMonth
) -> dict[ProfileColumn, Figure]:
    """Return the numbers of a month by column: those there are.

    Args:
        maker: Makes figures of the measure by month, and its area.
        found: The profile.
        one: One of its months.
    """
    to_date = _to_end(maker, one.month)
    year = found.year.start.year
    seasons = tuple(
        seen for past in found.seasons for seen in _to_end(maker, months_of(past.start.year)[-1])
    )
    figures = {
        ProfileColumn.ALLOWED: _figure(
            maker,
            ProfileColumn.ALLOWED,
            one.allowed,
            how=BY_SEASON if found.seasons else BY_DAYS,
            inputs=(("share of the year", one.share), ("the year's target", found.target)),
            seen=seasons,
            periods=found.seasons or (financial_year(year),),
        )
    }
    for column, value, how, inputs in (
        (ProfileColumn.RECORDED, one.recorded, _RECORDED, _parts(to_date)),
        (
            ProfileColumn.DIFFERENCE,
            one.difference,
            _DIFFERENCE,
            (("recorded", one.recorded or 0.0), ("allowed", one.allowed)),
        ),
    ):
        if value is not None:
            until = (year_to_date(one.month.end),)
            figures[column] = _figure(
                maker, column, value, how=how, inputs=inputs, seen=to_date, periods=until
            )
    if one.last_year is not None:
        before = one.month.back(1)
        held = _to_end(maker, before)
        figures[ProfileColumn.LAST_YEAR] = _figure(
            maker,
            ProfileColumn.LAST_YEAR,
            one.last_year,
            how=_RECORDED,
            inputs=_parts(held),
            seen=held,
            periods=(year_to_date(before.end),),
        )
    return figures


def shared_out(found: TargetProfile) -> str:
    """Return by what the year's target is shared out, a sentence."""
    if not found.seasons:
        return (
            "The year's target is shared out by days: fewer than two earlier years that can be "
            "compared are held whole by month."
        )
    first, last = found.seasons[0], found.seasons[-1]
    number = len(found.seasons)
    return (
        f"The year's target is shared out by the season: the mean share of a year counted by the "
        f"end of each month in {number_word(number)} earlier whole years, {first} to {last}."
    )


def newest_month(maker: Maker, found: TargetProfile, *, rising: bool) -> Runs:
    """Return how the newest whole month stands, a sentence; empty where none is recorded."""
    newest = found.newest
    if newest is None or newest.difference is None:
        return ()
    figures = profile_figures(maker, found, newest)
    size = replace(figures[ProfileColumn.DIFFERENCE], value=abs(newest.difference), signed=False)
    head: Runs = (
        Text(f"By the end of {newest.month}, "),
        FigureRun(figures[ProfileColumn.RECORDED]),
        Text(f" {maker.unit.singular} was" if newest.recorded == 1 else f" {maker.unit.noun} were"),
        Text(" recorded, "),
    )
    if newest.difference == 0:
        return (*head, Text(f"exactly what the milestone {allows(rising)} by then."))
    side = "more" if newest.difference > 0 else "fewer"
    return (*head, FigureRun(size), Text(f" {side} than the milestone {allows(rising)} by then."))


def _to_end(maker: Maker, last: Period) -> tuple[Observation, ...]:
    """Return the months held of a financial year, to one of them."""
    year = set(months_of(year_to_date(last.end).start.year))
    series = maker.evidence.shown.series[maker.area]
    return tuple(one for one in series.observations if one.period in year and one.period <= last)


def _parts(seen: Iterable[Observation]) -> tuple[tuple[str, float], ...]:
    return tuple((str(one.period), one.value) for one in seen if one.value is not None)


def _figure(
    maker: Maker,
    column: ProfileColumn,
    value: float,
    *,
    how: str,
    inputs: tuple[tuple[str, float], ...],
    seen: Iterable[Observation],
    periods: tuple[Period, ...],
) -> Figure:
    provenance = maker.provenance(how, (maker.area,), tuple(seen), inputs)
    return Figure(
        name=f"{maker.about.id}.profile_{column.value}",
        value=value,
        unit=maker.unit,
        places=maker.unit.places,
        signed=column is ProfileColumn.DIFFERENCE,
        provenance=replace(provenance, periods=periods),
    )


def last_year_of(found: TargetProfile) -> Period:
    """Return the year before the profile's."""
    return financial_year(found.year.start.year - 1)
