"""NHSRplotthedots beside the rule set `making-data-count`: points, stretches, both icons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from copperplate.spc.assurance import Assurance, assurance_of
from copperplate.spc.conformance.cases import Case, number
from copperplate.spc.conformance.comparing import told
from copperplate.spc.direction import Better
from copperplate.spc.fixed import Fixed, fixed_charts
from copperplate.spc.given import read_given
from copperplate.spc.rule_sets import MAKING_DATA_COUNT
from copperplate.spc.signals.hits import leading_direction

BETTER = {
    "decrease": Better.LOWER,
    "increase": Better.HIGHER,
    "neutral": Better.NEITHER,
}
ASSURANCE = {
    "consistent_pass": Assurance.CONSISTENT_PASS,
    "consistent_fail": Assurance.CONSISTENT_FAIL,
    "inconsistent": Assurance.INCONSISTENT,
    "": Assurance.NOT_ASKED,
}
RANKS = {
    "Common Cause": (0, 0),
    "Above UCL": (1, 1),
    "Below LCL": (1, -1),
    "7 Point Trend (Increasing)": (2, 1),
    "7 Point Trend (Decreasing)": (2, -1),
    "2 in 3 Above CL": (3, 1),
    "2 in 3 Below CL": (3, -1),
    "7 Points Above CL": (4, 1),
    "7 Points Below CL": (4, -1),
}


def compare(case: Case) -> list[str]:
    """Return where a case differs from ours, a line a column."""
    chart = _chart(case)
    better = BETTER[case.options["improvement_direction"]]
    rank, direction = leading_direction(chart.made.values, chart.hits)
    problems: list[str] = []
    if case.points:
        lower, upper = chart.made.lines.at()
        labels = [RANKS[row["special_cause_type"]] for row in case.points]
        missing = np.isnan(chart.made.values)
        outside = np.where(missing, np.nan, chart.hits.beyond != 0)
        for name, ours in (
            ("mean", chart.made.lines.centre_line),
            ("lpl", lower),
            ("upl", upper),
            ("outside_limits", outside),
            ("relative_to_mean", np.where(missing, np.nan, chart.side)),
        ):
            problems += told(name, case.column(name), ours[0].astype(np.float64))
        problems += told("sign", np.array([one for one, _ in labels]) * 1.0, rank[0] * 1.0)
        problems += told("direction", np.array([d for _, d in labels]) * 1.0, direction[0] * 1.0)
        types = np.array([_type(int(d), better) for d in direction[0]])
        theirs = np.array([row["point_type"] for row in case.points])
        if (types != theirs).any():
            problems.append(f"point_type at {int(np.flatnonzero(types != theirs)[0]) + 1}")
        problems += told(
            "short_group_warning", case.column("short_group_warning"), chart.made.short[0] * 1.0
        )
    if case.summary:
        problems += _summary(case, chart, direction[0], better)
    return problems


def _chart(case: Case) -> Fixed:
    series, options = case.series, case.options
    given = options.get("rebase", [])
    dates = [given] if isinstance(given, str) else given
    rules = MAKING_DATA_COUNT
    if options.get("screen_outliers") is False:
        rules = replace(rules, screenings=0)
    values = series.counts
    if series.denominators is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            values = np.where(series.denominators > 0, series.counts / series.denominators, np.nan)
    given = read_given(values, rebase_at=[[period in dates for period in series.periods]])
    baseline = options.get("fix_after_n_points")
    return fixed_charts(given, rules=rules, chart="xmr", baseline=baseline)


def _summary(case: Case, chart: Fixed, direction: np.ndarray, better: Better) -> list[str]:
    """Compare the last stretch's icons, and every stretch's limits."""
    problems = []
    lower, upper = chart.made.lines.at()
    stretches = [np.flatnonzero(chart.made.number[0] == n) for n in range(len(case.summary))]
    for row, points in zip(case.summary, stretches, strict=True):
        last = int(points[-1])
        for name, ours in (("mean", chart.made.lines.centre_line), ("lpl", lower), ("upl", upper)):
            if name in row:
                problems += told(name, np.array([number(row[name])]), ours[0, last : last + 1])
        if row["variation_type"] != _type(int(direction[last]), better):
            problems.append(f"variation_type of the stretch that ends at {last + 1}")
    target = number(case.summary[-1].get("target", ""))
    found = assurance_of(lower[:, -1], upper[:, -1], np.array([target]), (better,))
    wanted = ASSURANCE[case.summary[-1]["assurance_type"].replace("NA", "")]
    if int(found[0]) != int(wanted):
        problems.append(f"assurance_type: {wanted.name}, ours {Assurance(int(found[0])).name}")
    return problems


def _type(direction: int, better: Better) -> str:
    if direction == 0:
        return "common_cause"
    if better is Better.NEITHER:
        return f"special_cause_neutral_{'high' if direction > 0 else 'low'}"
    good = (direction > 0) is (better is Better.HIGHER)
    return f"special_cause_{'improvement' if good else 'concern'}"
