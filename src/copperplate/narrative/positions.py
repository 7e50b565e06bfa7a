"""Where a milestone stands, in words: the code's own words first, then what they rest on.

Every number in them is a figure that opens to how it follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from copperplate.findings.position import Position, PositionCode, RestOfYear, Unknown
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.runs import FigureRun, Run, Runs, Text
from copperplate.narrative.wording import number_word, the
from copperplate.periods import PeriodKind, long_date
from copperplate.plan import MilestoneKind
from copperplate.series import Figure, Observation, Unit
from copperplate.series.units import UnitKind

POSITION_WORDS: Mapping[PositionCode, str] = {
    PositionCode.ON_COURSE: "on course",
    PositionCode.BEHIND: "behind",
    PositionCode.OUT_OF_REACH: "out of reach at the usual rate",
    PositionCode.ALREADY_MISSED: "already missed",
    PositionCode.MET: "met",
    PositionCode.SECURED: "met, and cannot be lost",
    PositionCode.NOT_KNOWN: "not known",
}
UNKNOWN_WORDS: Mapping[Unknown, str] = {
    Unknown.NO_NUMBER: "the plan sets no number",
    Unknown.NOTHING_HELD: "a figure it rests on is not held",
    Unknown.HIDDEN: "a figure it rests on is not for this audience",
    Unknown.BROKEN: "a break in the series stands between the two years",
    Unknown.OTHER_FIGURES: "figures of one area do not settle it",
}
NEVER_SEEN = ", so what is left has not been seen before"
# A rate of fewer a day than this is told to a tenth: of 16.4 a day the tenth matters over a month.
WHOLE_A_DAY = 100


def position_runs(maker: Maker, found: Position) -> Runs:
    """Return where a milestone stands, without a full stop: "already missed: ...".

    Args:
        maker: Makes figures of the measure and area it is of.
        found: Where it stands.
    """
    words = POSITION_WORDS[found.code]
    if found.why is not None:
        return (Text(f"{words}: {UNKNOWN_WORDS[found.why]}"),)
    told = _Told(maker, found)
    if found.target is None and found.to_date is None:
        return (Text(words),)
    if not _fills_up(found):
        return (Text(f"{words}: "), *told.level())
    return (Text(f"{words}: "), *told.year())


def position_figures(maker: Maker, found: Position) -> dict[str, Figure]:
    """Return the numbers of a position by name: those it has."""
    told = _Told(maker, found)
    made = {
        "target": None if found.target is None else told.figure("target", found.target),
        "left": None if found.left is None else told.figure("left", found.left),
        "rate_needed": told.needed(),
        "rate_seen": None if found.seen is None else told.rate_seen(found.seen),
    }
    return {name: figure for name, figure in made.items() if figure is not None}


def rest_figures(maker: Maker, found: Position, rest: RestOfYear) -> dict[str, Figure]:
    """Return what an earlier year counted in the days still to come: in all, and a day."""
    told = _Told(maker, found)
    made = {"count_seen": told.figure("count_seen", rest.count), "rate_seen": told.rate_seen(rest)}
    return {
        name: replace(figure, provenance=replace(figure.provenance, periods=(rest.year,)))
        for name, figure in made.items()
    }


def _fills_up(found: Position) -> bool:
    return found.to_date is not None


class _Told:
    """Words one position."""

    def __init__(self, maker: Maker, found: Position) -> None:
        self.maker, self.found = maker, found
        self.unit = maker.unit

    def level(self) -> Runs:
        """Return "83.8% in March 2014, and the milestone asks for 88%"."""
        found = self.found
        asked = found.target or 0.0
        words = "at least " if found.rising else "at most "
        if found.milestone.kind in (MilestoneKind.DIRECTION, MilestoneKind.RISE_WANTED):
            words = "more than " if found.rising else "less than "
        to_date = found.period.kind is PeriodKind.YEAR_TO_DATE
        when = f"by {long_date(found.period.end)}" if to_date else f"in {the(found.period)}"
        return (
            self._run("now", found.value or 0.0),
            Text(f" {when}, and the milestone asks for {words}"),
            self._run("target", asked),
        )

    def year(self) -> Runs:
        """Return what was recorded, what the milestone allows and what is left of it."""
        found = self.found
        by = long_date(found.period.end)
        said: list[Run] = [self._run("now", found.value or 0.0), Text(f" by {by}")]
        if found.target is None:
            return (*said, *self._beside_to_date())
        asks = "asks for" if found.rising else "allows"
        said += [Text(f", and the milestone {asks} "), self._target(), Text(" in the year")]
        if found.code in (PositionCode.ALREADY_MISSED, PositionCode.MET, PositionCode.SECURED):
            return tuple(said)
        return (*said, Text("; "), *self._left(), *self._seen())

    def _beside_to_date(self) -> Runs:
        """Return how this year lies from the days so far, where the whole year is not held."""
        found = self.found
        asks = "asks for" if found.rising else "allows"
        return (
            Text(f", and the milestone {asks} "),
            self._run("to_date", found.to_date or 0.0),
            Text(" to date; the whole of the base year is not held, so what is left is not known"),
        )

    def _target(self) -> FigureRun:
        return self._run("target", self.found.target or 0.0)

    def _left(self) -> Runs:
        found = self.found
        days = number_word(found.days_left) + (" day" if found.days_left == 1 else " days")
        needed = self.needed()
        if needed is None:
            return ()
        to_come = "to come" if found.rising else "left"
        return (
            self._run("left", found.left or 0.0),
            Text(f" {to_come} in {days}, "),
            FigureRun(needed),
            Text(" a day"),
        )

    def _seen(self) -> Runs:
        """Return the rate of the same days of earlier years that came nearest."""
        found, seen = self.found, self.found.seen
        if seen is None:
            return ()
        years = len(found.rests)
        most = "highest" if found.rising else "lowest"
        earlier = f"{number_word(years)} earlier year{'' if years == 1 else 's'}"
        return (
            Text(f"; the {most} of the same days in {earlier} was "),
            FigureRun(self.rate_seen(seen)),
            Text(f" a day, in {seen.year}{NEVER_SEEN if self._never_seen(seen) else ''}"),
        )

    def _never_seen(self, seen: RestOfYear) -> bool:
        """Whether a milestone that is on course needs from here what no earlier year had."""
        found, needed = self.found, self.found.rate_needed
        if found.code is not PositionCode.ON_COURSE or needed is None:
            return False
        return needed > seen.rate if found.rising else needed < seen.rate

    def needed(self) -> Figure | None:
        """Return what is needed a day; None where no day is left."""
        rate = self.found.rate_needed
        if rate is None:
            return None
        days = self.found.days_left
        return self.figure("rate_needed", rate, a_day=True, inputs=(("days left", float(days)),))

    def rate_seen(self, seen: RestOfYear) -> Figure:
        """Return what an earlier year counted a day in the days that are left."""
        inputs = ((f"{seen.year}", seen.count), ("days", float(seen.days)))
        return self.figure("rate_seen", seen.rate, a_day=True, inputs=inputs)

    def _run(self, name: str, value: float) -> FigureRun:
        return FigureRun(self.figure(name, value))

    def figure(
        self,
        name: str,
        value: float,
        *,
        a_day: bool = False,
        inputs: tuple[tuple[str, float], ...] = (),
    ) -> Figure:
        """Return a number of the position, with how it follows."""
        found, unit = self.found, self.unit
        seen: tuple[Observation, ...] = () if found.now is None else (found.now,)
        places = unit.places
        if a_day and unit.kind is UnitKind.COUNT:
            places = 0 if abs(value) >= WHOLE_A_DAY else 1
            unit = Unit(kind=UnitKind.MEAN, noun=f"{unit.noun} a day", singular=unit.singular)
        said = found.milestone.level is not None or found.milestone.count is not None
        how = AS_PROMISED if said and name == "target" else _HOW[name]
        provenance = self.maker.provenance(how, (self.maker.area,), seen, inputs)
        return Figure(
            name=f"{self.maker.about.id}.position_{name}",
            value=value,
            unit=unit,
            places=places,
            marks=frozenset() if found.now is None else found.now.marks,
            provenance=replace(provenance, periods=(found.period,)),
        )


AS_PROMISED = "As the plan says."
_HOW = {
    "now": "As counted.",
    "target": "The base year's figure, changed by what the milestone asks.",
    "to_date": "The same days of the base year, changed by what the milestone asks.",
    "left": "What the milestone allows or asks for in the year, less what is recorded.",
    "rate_needed": "What is left, divided by the days of the year that are left.",
    "count_seen": "What an earlier year counted from the day judged to its end.",
    "rate_seen": "What an earlier year counted in the same days, divided by their number.",
}
