"""What a picture says of itself, and how its axes are labelled.

Words with places for numbers; chooses no number and draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.drawing import Tick
from copperplate.spc.rule_sets import RuleSet, Stepping


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureWords:
    """What a picture says of itself; braces are filled in with numbers and periods.

    The defaults are those of `sfn`; `usual_words` gives those of any rule set.
    """

    average: str = "Average {value}"
    expected: str = "Expected {value}"
    limits: str = "Limits {lower} to {upper}"
    trial_limits: str = "Trial limits {lower} to {upper}"
    moving_limits: str = "Latest limits {lower} to {upper}"
    moving_trial_limits: str = "Latest trial limits {lower} to {upper}"
    latest: str = "{period}: {value}"
    latest_provisional: str = "{period}: {value} [p]"
    step: str = "step change"
    step_told: str = "{period}, {average}"
    possible_step: str = "possible step change"
    run_above: str = "in a run above the average as it then stood"
    run_below: str = "in a run below the average as it then stood"
    rising: str = "in a rise"
    falling: str = "in a fall"
    two_of_three_above: str = "among two of three far above the line"
    two_of_three_below: str = "among two of three far below the line"
    four_of_five_above: str = "among four of five well above the line"
    four_of_five_below: str = "among four of five well below the line"
    hugging: str = "among many close to the line"
    avoiding: str = "among many far from the line"
    alternating: str = "among many that go up and down in turn"
    breach_improvement: str = "on or beyond a limit: improvement"
    breach_concern: str = "on or beyond a limit: concern"
    breach_neither: str = "on or beyond a limit"
    provisional: str = "[p] provisional, not judged yet"
    trial: str = "trial limits, from few points"
    standing: str = "average each point was judged against"


_CENTRE = {"xmr": "Mean", "run": "Median"}
"""What a centre line is called; of other charts it is neither, and goes by that name."""


def usual_words(rules: RuleSet, chart: str = "") -> PictureWords:
    """Return what pictures of a rule set's charts say.

    Args:
        rules: The rule set.
        chart: Name of the chart type, which the name of the centre line hangs on.
    """
    if rules.stepping is Stepping.SFN:
        return PictureWords()
    where = "on or beyond" if rules.signs.on_a_limit else "beyond"
    return PictureWords(
        average=f"{_CENTRE.get(chart, 'Centre line')} {{value}}",
        run_above="in a run above the line",
        run_below="in a run below the line",
        breach_improvement=f"{where} a limit: improvement",
        breach_concern=f"{where} a limit: concern",
        breach_neither=f"{where} a limit",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Axes:
    """How a picture's axes are labelled.

    Attributes:
        periods: The name of each point's period: one a point.
        x_ticks: Where the time axis is labelled, in places of points from 0.
        y_heading: What the vertical axis counts.
        y_places: Decimal places of its labels.
        lowest: What no value can go below, such as 0 for counts: limits are drawn from it.
        highest: What no value can go above, such as 100 for percentages.
        times: What a value is drawn and worded as many times of: 100 turns a share into a
            percentage. The other numbers here are those of the axis.
    """

    periods: Sequence[str]
    x_ticks: tuple[Tick, ...]
    y_heading: str
    y_places: int = 0
    lowest: float | None = None
    highest: float | None = None
    times: float = 1.0
