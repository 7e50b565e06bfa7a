"""Sentences about rates of outcomes: the rate a year apart, and the numbers it is out of."""

from __future__ import annotations

from copperplate.findings.outcome_rates import RateAndVolume
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import points, the
from copperplate.periods import Period
from copperplate.series.units import Unit, UnitKind

_COUNT = Unit(kind=UnitKind.COUNT)
_METHOD = "The number the percentage is out of."


def rate_and_volume(tell: Teller, found: RateAndVolume) -> Runs:
    """Word a rate a year apart; what it is out of is told with it, as a reason or beside."""
    unit = tell.unit(found.measure)
    size = tell.standard(
        found.measure, "change_size", area=found.area, period=found.period, base=found.base
    )
    moved = "higher" if found.value > found.then else "lower"
    more = "more" if found.out_of > found.out_of_then else "fewer"
    beside = f", although it is out of {more}: " if found.volume_turns else "; it is out of "
    return (
        Text(f"{tell.subject(found)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(f" in {the(found.period)}, "),
        size,
        Text(f"{points(unit)} {moved} than the "),
        tell.value(found.measure, found.area, found.base),
        Text(f" of {the(found.base)}{beside}"),
        _out_of(tell, found, "out_of", found.out_of, found.period),
        Text(", against "),
        _out_of(tell, found, "base_out_of", found.out_of_then, found.base),
        Text("."),
    )


def _out_of(
    tell: Teller, found: RateAndVolume, kind: str, value: float, period: Period
) -> FigureRun:
    return tell.figure(found, kind, value, method=_METHOD, periods=(period,), unit=_COUNT)


SENTENCES: Wordings = {RateAndVolume: rate_and_volume}
