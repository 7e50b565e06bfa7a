"""Quarterly recorded crime, West Midlands, April 2006 to December 2018, by the rule set `sfn`.

Real counts, so no answer comes from a book; asserted is what nobody who knows the years
would doubt, and that the plain restatement says the same.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from copperplate.spc import ControlCharts, control_charts
from tests.statistics.plain_sfn import plain_sfn

QUARTERS = 51


@pytest.fixture(scope="module")
def counted(shared: Path) -> tuple[list[str], list[str], ControlCharts]:
    """Offence groups, ends of quarters, and the charts."""
    path = shared / "home-office" / "derived_quarterly_pfa_2006-2018.csv"
    counts: dict[tuple[str, str], float] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["pfa"] == "West Midlands" and row["n"] not in ("", "NA"):
                counts[row["offence"], row["quarter_ending"]] = float(row["n"])
    offences = sorted({offence for offence, _ in counts})
    ends = sorted({end for _, end in counts})
    values = [[counts.get((offence, end), np.nan) for end in ends] for offence in offences]
    return offences, ends, control_charts(values, better="lower")


# Quarter the step began > quarter it was called: direction.
STEPS = {
    "Violence with injury": "2009-06>2011-03 down, 2012-06>2014-03 down, 2015-06>2017-03 up",
    "Vehicle offences": "2009-06>2011-03 down, 2012-06>2014-03 down, 2015-06>2017-03 up",
    "Robbery": "2011-09>2013-06 down, 2014-09>2016-06 up",
    "Criminal damage and arson": "2009-06>2011-03 down, 2012-06>2014-03 down",
    "Stalking and harassment": "2010-09>2012-06 down, 2013-09>2015-06 up, 2016-09>2018-06 up",
    "Bicycle theft": "",
}


@pytest.mark.parametrize("offence", STEPS)
def test_steps_of_the_years(
    counted: tuple[list[str], list[str], ControlCharts], offence: str
) -> None:
    offences, ends, charts = counted
    assert len(ends) == QUARTERS
    found = ", ".join(
        f"{ends[step.began][:7]}>{ends[step.called][:7]} "
        f"{'up' if step.new_average > step.old_average else 'down'}"
        for step in charts[offences.index(offence)].steps
    )
    assert found == STEPS[offence]


def test_the_warning_at_the_end_of_2018(
    counted: tuple[list[str], list[str], ControlCharts],
) -> None:
    """Public order offences: eleven above, one more makes a step change."""
    offences, _, charts = counted
    warning = charts[offences.index("Public order offences")].warning
    assert (warning.run_length, warning.one_more) == (11, True)


def test_every_group_agrees_with_the_plain_restatement(
    counted: tuple[list[str], list[str], ControlCharts],
) -> None:
    _, _, charts = counted
    for chart in charts:
        values = [None if np.isnan(value) else float(value) for value in chart.values]
        plain = plain_sfn(values, [False] * len(values))
        assert [(s.began, s.called) for s in chart.steps] == [
            (s.began, s.called) for s in plain.steps
        ]
        assert chart.run == tuple(plain.run)
