"""A measure to date beside the same days of its base year, and against its milestone.

Worked out in exact fractions and rounded to a float once, last: a profile that rounds up
would otherwise make a whole offence of an error in the sixteenth digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from copperplate.disclosure import Publishable
from copperplate.findings.change import counts_too_few
from copperplate.periods import Period, whole_months_back
from copperplate.series import Mark, Observation
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class AgainstBaseYear:
    """One measure of one area, this year and in the base year.

    What an answer needs and lacks makes it None. How the milestone stands in words (what is
    left of the year's allowance, already missed, out of reach) will follow from these.

    Attributes:
        period, base: This year to date, and the same days of the base year.
        now, then: What is held for them; None where no release holds the span.
        percent: The change the milestone asks for; None where it asks for none.
        too_few: Whether the base counts too few for a percentage.
        broken: Whether a break stands between the two, so that the change is not one of
            crime alone.
    """

    period: Period
    base: Period
    now: Observation | None
    then: Observation | None
    percent: float | None
    too_few: bool
    broken: bool = False

    @property
    def difference(self) -> float | None:
        """This year less the base year."""
        pair = self._pair
        return None if pair is None else float(pair[0] - pair[1])

    @property
    def performance(self) -> float | None:
        """The difference in per cent of the base year; None where the base is not above zero."""
        pair = self._pair
        if pair is None or pair[1] <= 0:
            return None
        return float((pair[0] - pair[1]) * 100 / pair[1])

    @property
    def performance_per_day(self) -> float | None:
        """The same of the figures a day; it differs where one span holds a 29 February."""
        pair = self._pair
        if pair is None or pair[1] <= 0:
            return None
        now, then = pair[0] / self.period.days, pair[1] / self.base.days
        return float((now - then) * 100 / then)

    @property
    def target(self) -> float | None:
        """What the milestone allows to date: the base year, changed by its per cent."""
        target = self._target
        return None if target is None else float(target)

    @property
    def variance(self) -> float | None:
        """This year less the target."""
        now, target = _exact(self.now), self._target
        return None if now is None or target is None else float(now - target)

    @property
    def one_release(self) -> bool:
        """Whether both years were read from one release, so as known on one day."""
        return (
            self.now is not None and self.then is not None and self.now.release == self.then.release
        )

    @property
    def _pair(self) -> tuple[Fraction, Fraction] | None:
        now, then = _exact(self.now), _exact(self.then)
        return None if now is None or then is None else (now, then)

    @property
    def _target(self) -> Fraction | None:
        then = _exact(self.then)
        if then is None or self.percent is None:
            return None
        return then * (100 + Fraction(repr(self.percent))) / 100


def against_base_year(
    evidence: Publishable[Evidence],
    *,
    area: str,
    period: Period,
    years: int,
    percent: float | None,
    known_then: Publishable[Evidence] | None = None,
) -> AgainstBaseYear:
    """Return a measure to date beside the same days `years` earlier.

    Args:
        evidence: The measure.
        area: Code.
        period: This year to date.
        years: How many years before the base year lies.
        percent: The change a milestone asks for; None where none does.
        known_then: The measure as it was known in the base year, for its figure; None to take it
            as it is known now.

    Where those days are not held and the period ends with a month, beside the same months:
    figures that come by the month end a February on its 28th in one year and on its 29th in
    another.
    """
    series = evidence.shown.series[area]
    base = period.back(years)
    if series.at(base) is None and period.ends_a_month:
        months = whole_months_back(period, years)
        base = months if series.at(months) is not None else base
    then = (known_then.shown.series[area] if known_then is not None else series).at(base)
    return AgainstBaseYear(
        period=period,
        base=base,
        now=series.at(period),
        then=then,
        percent=percent,
        too_few=then is not None and counts_too_few(then, series.unit),
        broken=any(
            Mark.BREAK in seen.marks for seen in series.observations if base < seen.period <= period
        ),
    )


def years_to_lowest(evidence: Publishable[Evidence], *, area: str, period: Period) -> int:
    """Return how many years before a year to date its same days had their lowest figure.

    Of years that are equal the newest; 1 where no earlier year is held. Years on the far side
    of a break are not comparable, and are passed over.
    """
    series = evidence.shown.series[area]
    held = [seen.period for seen in series.observations]
    breaks = [seen.period for seen in series.observations if Mark.BREAK in seen.marks]
    since = max((one for one in breaks if one <= period), default=None)
    best: tuple[float, int] | None = None
    for years in range(1, period.start.year - min(held, default=period).start.year + 1):
        then = against_base_year(evidence, area=area, period=period, years=years, percent=None).then
        if then is None or then.value is None or (since is not None and then.period < since):
            continue
        if best is None or then.value < best[0]:
            best = then.value, years
    return 1 if best is None else best[1]


def _exact(seen: Observation | None) -> Fraction | None:
    """Return a value as the decimal that was read, without the float's error."""
    return None if seen is None or seen.value is None else Fraction(repr(seen.value))
