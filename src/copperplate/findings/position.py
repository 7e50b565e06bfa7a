"""Where a milestone stands on a day: what is left of the year, and whether it can be met.

Judged from what was recorded up to the day and from the same days of earlier years; never
from today's date, and never from a guess of what is to come. No English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from copperplate.disclosure import Publishable
from copperplate.findings.milestones import Standing
from copperplate.periods import Period, financial_year_of, year_to_date
from copperplate.plan import Milestone, MilestoneKind
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence
from copperplate.series.units import UnitKind


class PositionCode(StrEnum):
    """Where a milestone stands: a closed list."""

    ON_COURSE = "on_course"
    """At least as good as the milestone asks for the days so far."""
    BEHIND = "behind"
    """Not as good, and what is left has been seen in these days of a year."""
    OUT_OF_REACH = "out_of_reach"
    """It could only be met at a rate never seen in these days of the year."""
    ALREADY_MISSED = "already_missed"
    """Whatever is still to come, it cannot be met."""
    MET = "met"
    """As it stands; later figures could still undo it."""
    SECURED = "secured"
    """Met, and it cannot be lost."""
    NOT_KNOWN = "not_known"
    """The figures do not tell; `Unknown` says why."""


class Unknown(StrEnum):
    """Why a position is not known."""

    NO_NUMBER = "no-number"
    """The plan sets no number and no direction."""
    NOTHING_HELD = "nothing-held"
    """This period's figure, or the one it is compared with, is not held."""
    HIDDEN = "hidden"
    """A figure it needs is not for this audience."""
    BROKEN = "broken"
    """A break in the series stands between the two years."""
    OTHER_FIGURES = "other-figures"
    """It is settled by figures of other areas than this one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RestOfYear:
    """What an earlier year counted in the days that are still to come in this one.

    Attributes:
        year: That financial year.
        count: What was counted in them.
        days: How many they were.
    """

    year: Period
    count: float
    days: int

    @property
    def rate(self) -> float:
        """A day."""
        return self.count / self.days


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where one milestone of one area stands.

    Attributes:
        code: Where it stands.
        milestone: What was promised.
        rising: Whether more is what the milestone asks.
        period: The days judged, or the period of the newest figure.
        now: What is held for them; None where nothing is.
        target: What the milestone asks of the whole year, or of the figure; None where it
            names nothing to compare with.
        to_date: What it asks of the days so far; None where only the whole is asked.
        days_left: Days of the year still to come; 0 where the figure is no count of a year.
        rests: The same days of earlier years, oldest first; empty where none is held whole.
        why: Why it is not known; None where it is.
    """

    code: PositionCode
    milestone: Milestone
    rising: bool
    period: Period
    now: Observation | None = None
    target: float | None = None
    to_date: float | None = None
    days_left: int = 0
    rests: tuple[RestOfYear, ...] = field(default=())
    why: Unknown | None = None

    @property
    def value(self) -> float | None:
        """This period's figure."""
        return None if self.now is None else self.now.value

    @property
    def left(self) -> float | None:
        """What is left of the year's allowance, or still to be reached; below zero: none."""
        if self.target is None or self.value is None:
            return None
        return float(exact(self.target) - exact(self.value))

    @property
    def rate_needed(self) -> float | None:
        """A day, from here to the year's end; None where no day is left."""
        return None if self.left is None or not self.days_left else self.left / self.days_left

    @property
    def seen(self) -> RestOfYear | None:
        """The earlier year that came nearest to what is needed; None where none is held."""
        best = max if self.rising else min
        return best(self.rests, key=lambda rest: rest.rate, default=None)


def position_to_date(
    evidence: Publishable[Evidence],
    whole_years: Publishable[Evidence] | None,
    *,
    area: str,
    period: Period,
    years: int,
    milestone: Milestone,
) -> Position:
    """Return where a milestone on a count of the financial year stands.

    Args:
        evidence: The measure by year to date.
        whole_years: The same to the last day of earlier years; None where it was not counted.
        area: Code.
        period: This year to date.
        years: How many years before the base year lies.
        milestone: `percent-change`, `direction`, `rise-wanted` or `count`.

    A direction asks for at least one fewer, or more, than the base year.
    """
    shown = evidence.shown
    series = shown.series[area]
    now, then = series.at(period), series.at(period.back(years))
    rising = _rising(milestone, shown.about.better)
    year = financial_year_of(period.end)
    days_left = (year.end - period.end).days
    counted = milestone.kind is MilestoneKind.COUNT
    bare = Position(
        code=PositionCode.NOT_KNOWN, milestone=milestone, rising=rising, period=period, now=now
    )
    why = _unknown((now,) if counted else (now, then))
    if why is None and not counted and _broken(series.observations, period, years):
        why = Unknown.BROKEN
    if why is not None or now is None or now.value is None:
        return replace(bare, why=why or Unknown.NOTHING_HELD)
    held = whole_years.shown.series[area].observations if whole_years is not None else ()
    wholes = {
        seen.period.start.year: exact(seen.value)
        for seen in held
        if seen.value is not None and seen.period.end == financial_year_of(seen.period.end).end
    }
    if milestone.count is not None:
        target: Fraction | None = Fraction(milestone.count)
        to_date: Fraction | None = Fraction(milestone.count) * period.days / year.days
    else:
        base = wholes.get(period.start.year - years)
        target = None if base is None else _asked(milestone, base, rising)
        held_then = None if then is None else then.value
        to_date = None if held_then is None else _asked(milestone, exact(held_then), rising)
    found = replace(
        bare,
        target=None if target is None else float(target),
        to_date=None if to_date is None else float(to_date),
        days_left=days_left,
        rests=_rests(series.observations, wholes, period) if days_left else (),
    )
    return replace(found, code=_code(found, exact(now.value), target, to_date))


def _code(
    found: Position, now: Fraction, target: Fraction | None, to_date: Fraction | None
) -> PositionCode:
    sign = 1 if found.rising else -1
    if target is not None and found.days_left == 0:
        if sign * (now - target) < 0:
            return PositionCode.ALREADY_MISSED
        return PositionCode.SECURED if found.rising else PositionCode.MET
    if target is not None and found.rising and now >= target:
        return PositionCode.SECURED
    if target is not None and not found.rising and now > target:
        return PositionCode.ALREADY_MISSED
    if to_date is not None and sign * (now - to_date) >= 0:
        return PositionCode.ON_COURSE
    seen, needed = found.seen, found.rate_needed
    if seen is not None and needed is not None and sign * (needed - seen.rate) > 0:
        return PositionCode.OUT_OF_REACH
    return PositionCode.BEHIND


def position_of_level(
    evidence: Publishable[Evidence],
    *,
    area: str,
    period: Period,
    milestone: Milestone,
    last: bool,
) -> Position:
    """Return where a milestone on a share, a rate or a mean stands: a level, or a direction.

    Args:
        evidence: The measure, in periods of any kind.
        area: Code.
        period: The newest period held.
        milestone: `level`; or `direction`, `rise-wanted`, `percent-change` with a base period.
        last: Whether the plan ends with this period or before, so that no other figure counts.

    Of a change published as a percentage, the milestone's per cent is the level.
    """
    series = evidence.shown.series[area]
    now = series.at(period)
    rising = _rising(milestone, evidence.shown.about.better)
    bare = Position(
        code=PositionCode.NOT_KNOWN, milestone=milestone, rising=rising, period=period, now=now
    )
    change = milestone.percent if evidence.shown.about.published_change else None
    asked = milestone.level if milestone.level is not None else change
    if asked is not None:
        why, target = _unknown((now,)), Fraction(repr(asked))
    else:
        base = milestone.base if milestone.base is not None else period.back(1)
        then = series.at(base)
        why = _unknown((now, then))
        if why is None and any(
            Mark.BREAK in seen.marks for seen in series.observations if base < seen.period <= period
        ):
            why = Unknown.BROKEN
        target = Fraction(0) if then is None or then.value is None else exact(then.value)
        target = target * (100 + Fraction(repr(milestone.percent or 0.0))) / 100
    if why is not None or now is None or now.value is None:
        return replace(bare, why=why or Unknown.NOTHING_HELD)
    ahead = (exact(now.value) - target) * (1 if rising else -1)
    strictly = milestone.kind in (MilestoneKind.DIRECTION, MilestoneKind.RISE_WANTED)
    good = ahead > 0 if strictly else ahead >= 0
    return replace(bare, code=_settled(good, last=last), target=float(target))


def position_of_standing(
    standing: Standing | None, *, milestone: Milestone, period: Period, better: str, last: bool
) -> Position:
    """Return where a milestone stands that others' figures settle: a rank, or a group's average.

    Args:
        standing: How it stands; None for a kind that one area's figures cannot settle.
        milestone: What was promised.
        period: The newest period compared.
        better: The measure's good direction.
        last: Whether the plan ends with this period or before.
    """
    bare = Position(
        code=PositionCode.NOT_KNOWN,
        milestone=milestone,
        rising=_rising(milestone, better),
        period=period,
    )
    if milestone.kind is MilestoneKind.NONE_SET:
        return replace(bare, why=Unknown.NO_NUMBER)
    if standing is None:
        return replace(bare, why=Unknown.OTHER_FIGURES)
    if standing is Standing.NOT_KNOWN:
        return replace(bare, why=Unknown.NOTHING_HELD)
    return replace(bare, code=_settled(standing is Standing.MET, last=last))


SETTLED_BY_LEVEL = frozenset(
    {
        MilestoneKind.LEVEL,
        MilestoneKind.DIRECTION,
        MilestoneKind.RISE_WANTED,
        MilestoneKind.PERCENT_CHANGE,
    }
)
"""Kinds that one figure beside another settles."""


def counts_a_year(unit: UnitKind, milestone: Milestone) -> bool:
    """Whether a milestone is on a count that fills up through the year."""
    return unit is UnitKind.COUNT and milestone.kind in (
        MilestoneKind.PERCENT_CHANGE,
        MilestoneKind.DIRECTION,
        MilestoneKind.RISE_WANTED,
        MilestoneKind.COUNT,
    )


def _settled(good: bool, *, last: bool) -> PositionCode:
    if good:
        return PositionCode.MET
    return PositionCode.ALREADY_MISSED if last else PositionCode.BEHIND


def _rising(milestone: Milestone, better: str) -> bool:
    if milestone.percent is not None and milestone.percent != 0:
        return milestone.percent > 0
    upward = (MilestoneKind.RISE_WANTED, MilestoneKind.COUNT)
    return milestone.kind in upward or better == "higher"


def _asked(milestone: Milestone, base: Fraction, rising: bool) -> Fraction:
    """Return what a milestone asks beside a base: its per cent, or one better than the base."""
    if milestone.percent is not None:
        return base * (100 + Fraction(repr(milestone.percent))) / 100
    return base + (1 if rising else -1)


def _rests(
    observations: Sequence[Observation], wholes: dict[int, Fraction], period: Period
) -> tuple[RestOfYear, ...]:
    """Return what earlier years counted after the day judged; of years held to both days."""
    last_break = max(
        (one.period.start for one in observations if Mark.BREAK in one.marks), default=None
    )
    found = []
    for year in sorted(wholes):
        same = period.back(period.start.year - year) if year < period.start.year else None
        seen = None if same is None else _at(observations, same)
        if same is None or seen is None or seen.value is None:
            continue
        if last_break is not None and same.start < last_break <= period.start:
            continue
        whole = year_to_date(financial_year_of(same.end).end)
        days = whole.days - same.days
        if days > 0:
            count = float(wholes[year] - exact(seen.value))
            found.append(RestOfYear(year=financial_year_of(same.end), count=count, days=days))
    return tuple(found)


def _at(observations: Sequence[Observation], period: Period) -> Observation | None:
    return next((one for one in observations if one.period == period), None)


def _broken(observations: Sequence[Observation], period: Period, years: int) -> bool:
    base = period.back(years)
    return any(Mark.BREAK in one.marks for one in observations if base < one.period <= period)


def _unknown(needed: Sequence[Observation | None]) -> Unknown | None:
    """Return why figures that are needed are not there, or None where all are."""
    if any(one is not None and Mark.CONFIDENTIAL in one.marks for one in needed):
        return Unknown.HIDDEN
    if any(one is None or one.value is None for one in needed):
        return Unknown.NOTHING_HELD
    return None


def exact(value: float) -> Fraction:
    """Return a value as the decimal that was read, without the float's error."""
    return Fraction(repr(value))
