"""autospc beside our stable shift algorithm: limits, periods, extremes, both rules, sides."""

from __future__ import annotations

import numpy as np

from copperplate.spc.conformance.cases import Case
from copperplate.spc.conformance.comparing import told
from copperplate.spc.stable_rules import PROPORTIONS, StableShift
from copperplate.spc.stable_shift import StableShiftCharts, stable_shift_charts

CHARTS = {"XMR": "xmr", "C": "c", "C'": "c-prime", "P": "p", "P'": "p-prime"}
PER_CENT = 100.0


def compare(case: Case) -> list[str]:
    """Return where a case differs from ours, a line a column."""
    made = _made(case)
    limited = bool(made.limited[0])
    if case.status == "no_limits" or not limited:
        agreed = limited is (case.status != "no_limits")
        return [] if agreed else [f"limits: {case.status}, ours {'some' if limited else 'none'}"]
    unit = PER_CENT if made.chart in PROPORTIONS else 1.0
    missing = np.isnan(made.values)
    calculation = np.array([row["period_type"] == "calculation" for row in case.points])
    problems = told("period_type", calculation * 1.0, made.calculation[0] * 1.0)
    for name, ours in (
        ("cl", unit * made.centre_line),
        # Where there is no value the program draws no limit.
        ("lcl", np.where(missing, np.nan, unit * made.lower)),
        ("ucl", np.where(missing, np.nan, unit * made.upper)),
        ("period", made.number + 1),
        ("break_point", made.begins),
        ("excluded", np.where(made.calculation, made.excluded, np.nan)),
        ("rule1", np.where(missing, np.nan, made.beyond != 0)),
        ("rule2", made.run != 0),
        ("side", np.where(missing, np.nan, made.side)),
    ):
        problems += told(name, case.column(name), ours[0].astype(np.float64))
    return problems


def _made(case: Case) -> StableShiftCharts:
    options = dict(case.options)
    chart = CHARTS[options.pop("chart_type")]
    if options.get("mr_screen_max_loops") == "Inf":
        options["mr_screen_max_loops"] = None
    return stable_shift_charts(
        case.series.counts,
        chart=chart,
        denominators=case.series.denominators,
        rules=StableShift(**options),
    )
