"""Of very few counts a run comes by itself: what charts mark, and sentences do not tell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from copperplate.findings.charted import Charted, chart_of
from copperplate.findings.process import Shifted, Stable, Stepped, Unimproved
from copperplate.findings.reading import process_findings
from copperplate.periods import Period, month
from copperplate.report.control import untold_steps
from copperplate.series import Unit
from copperplate.series.units import OFFENCES, PERCENT
from copperplate.spc import Decision
from tests.builders import evidence
from tests.spec.patterns.case import verdicts

MONTHS = [month(2010 + number // 12, number % 12 + 1) for number in range(60)]
BEGAN = MONTHS[24]
FEW = [3.0, 1.0, 4.0, 2.0, 5.0, 3.0] * 4
WHY = (
    "Of so few counts, on average under five a month, eight in a row on one side come by themselves: "
    "a possible step change that a separate test of the counts does not support is marked on the chart "
    "and not told."
)


def charted(
    values: Sequence[float], unit: Unit = OFFENCES, decided: dict[Period, Decision] | None = None
) -> Charted:
    row = {str(period): value for period, value in zip(MONTHS, values, strict=False)}
    chart = chart_of(evidence({"A": row}, unit=unit), area="A", verdicts=verdicts(decided))
    assert chart is not None
    return chart


CASES: list[tuple[str, Charted, bool]] = [
    # what it is, the chart of a step that begins in BEGAN, whether it is told
    ("fewer than five a month", charted([*FEW, *[2.0] * 8]), False),
    ("fewer than five before", charted([*[v + 1.0 for v in FEW], *[5.0] * 8]), False),
    ("fewer than five since", charted([*[v + 3.0 for v in FEW], *[5.0, 4.0] * 4]), False),
    ("not so few", charted([*[v + 6.0 for v in FEW], *[8.0] * 8]), True),
    ("few, and the counts support it", charted([*FEW, *[9.0] * 8]), True),
    ("few, and confirmed", charted([*FEW, *[2.0] * 8], decided={BEGAN: Decision.CONFIRMED}), True),
    ("no counts", charted([*FEW, *[2.0] * 8], PERCENT), True),
]


@pytest.mark.parametrize(("why", "chart", "told"), CASES, ids=[row[0] for row in CASES])
def test_a_step_of_few_counts_is_told_where_something_else_speaks_for_it(
    why: str, chart: Charted, told: bool
) -> None:
    # Whatever is told, the chart marks it where it always did.
    assert [chart.periods[step.began] for step in chart.chart.steps] == [BEGAN]
    found = [one for one in process_findings(chart) if isinstance(one, Stepped)]
    assert bool(found) is told, why
    assert untold_steps(chart) == ("" if told else WHY)


def test_what_is_said_of_the_process_speaks_of_no_step_that_is_not_told() -> None:
    chart = charted([*FEW, *[2.0] * 12])
    (stable,) = [one for one in process_findings(chart) if isinstance(one, Stable)]
    assert (stable.since, stable.after) == (BEGAN, None)
    back = charted([*FEW, *[2.0] * 12, *[4.0, 3.0] * 4])
    assert len(back.chart.steps) == 2
    assert not [one for one in process_findings(back) if isinstance(one, Unimproved | Stepped)]


def test_a_step_that_is_not_told_hides_no_other_level() -> None:
    """A change that the counts show is told, though a step that they do not show came before."""
    chart = charted([*FEW, *[2.0] * 12, *[9.0, 9.0, 8.0, 9.0, 9.0, 1.0] * 3])
    found = {type(one) for one in process_findings(chart)}
    assert len(chart.chart.steps) == 1
    assert Shifted in found
    assert Stepped not in found
