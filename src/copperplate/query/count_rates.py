"""A count over another count: employees, vehicle miles, people of an age.

Divides what `run` has counted; knows no engine and no release's date.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.measures import MeasureBook, RateMeasure
from copperplate.periods import Period, PeriodKind
from copperplate.series import Mark, Observation, Series, Unit
from copperplate.series.model import carried


def below_the_line(measure: RateMeasure, book: MeasureBook, kind: PeriodKind) -> PeriodKind:
    """Return by which shape of period the count below the line is counted.

    By that of the rate; the newest before it, by the first that the count lists: a number of
    employees is of a day or a year, whatever they are set against.
    """
    if measure.denominator.rule == "same-period":
        return kind
    return book.count(measure.denominator.count or "").periods[0]


def over_count(measure: RateMeasure, above: Series, below: Series, *, unit: Unit) -> Series:
    """Return a rate of one area: a count over another.

    By the rule `same-period`, over the other's value of the same period. By `newest-before`,
    over its newest known value whose last day is not after the period's; one that is hidden
    [c] is never stepped over. A value that is missing makes the rate missing for the same
    reason; over nothing there is no rate [z].
    """
    same = {seen.period: seen for seen in below.observations}
    divided = []
    for seen in above.observations:
        if measure.denominator.rule == "same-period":
            per = same.get(seen.period)
        else:
            per = _newest_before(below.observations, seen.period)
        divided.append(_divided(seen, per, measure.denominator.per))
    return Series(measure=measure.id, area=above.area, unit=unit, observations=tuple(divided))


def _newest_before(known: Sequence[Observation], period: Period) -> Observation | None:
    found = None
    for seen in reversed(known):
        if seen.period.end > period.end:
            continue
        if seen.value is not None or Mark.CONFIDENTIAL in seen.marks:
            return seen
        found = found or seen
    return found


def _divided(seen: Observation, per: Observation | None, times: int) -> Observation:
    lost = {m for one in (seen, per) if one for m in one.marks if m.takes_the_value_away}
    if seen.value is None or per is None or per.value is None or per.value <= 0:
        why = Mark.NOT_AVAILABLE if per is None else Mark.NOT_APPLICABLE
        return Observation(
            period=seen.period,
            value=None,
            marks=frozenset(lost or {why}),
            release=seen.release,
        )
    breaks = seen.marks & {Mark.BREAK}
    return Observation(
        period=seen.period,
        # Multiplied first: a whole number over a whole number is rounded once.
        value=seen.value * times / per.value,
        marks=carried((seen, per)) | breaks,
        release=seen.release,
        base=per.value,
        base_release=per.release,
    )
