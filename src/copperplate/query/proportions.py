"""One count as a percentage of another, period by period.

Divides what `run` has counted; knows no engine and no release's date.
"""

from __future__ import annotations

from copperplate.measures import ProportionMeasure
from copperplate.series import Mark, Observation, Series
from copperplate.series.model import carried


def proportions(measure: ProportionMeasure, above: Series, below: Series) -> Series:
    """Return a proportion of one area, over the periods for which both counts are held.

    A count that is missing makes the proportion missing for the same reason; nothing out of
    nothing is not applicable [z]. Periods outside the measure's validity are left out.
    """
    whole = {seen.period: seen for seen in below.observations}
    seen = tuple(
        _divided(part, whole[part.period])
        for part in above.observations
        if part.period in whole
        and (measure.valid_from is None or part.period.start >= measure.valid_from)
        and (measure.valid_to is None or part.period.end <= measure.valid_to)
    )
    return Series(measure=measure.id, area=above.area, unit=measure.unit, observations=seen)


def _divided(part: Observation, whole: Observation) -> Observation:
    if part.value is None or whole.value is None or whole.value <= 0:
        lost = {m for one in (part, whole) for m in one.marks if m.takes_the_value_away}
        return Observation(
            period=part.period,
            value=None,
            marks=frozenset(lost or {Mark.NOT_APPLICABLE}),
            release=part.release,
        )
    return Observation(
        period=part.period,
        # Multiplied first: a whole number over a whole number is rounded once.
        value=part.value * 100 / whole.value,
        marks=carried((part, whole)),
        release=part.release,
        base=whole.value,
        base_release=whole.release,
    )
