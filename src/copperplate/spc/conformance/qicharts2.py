"""qicharts2 beside our chart types: individuals, counts, Laney's, weighted individuals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from copperplate.spc.conformance.cases import Case
from copperplate.spc.conformance.comparing import told
from copperplate.spc.constants import NEAR_SHARE, RANGE_TO_SIGMA, SIGMAS
from copperplate.spc.fixed import Fixed, fixed_charts
from copperplate.spc.given import read_given
from copperplate.spc.rule_sets import MAKING_DATA_COUNT
from copperplate.spc.signals.anhoej import anhoej
from copperplate.spc.sums import Flags

CHARTS = {
    "i": "xmr",
    "mr": "mr",
    "run": "run",
    "c": "c",
    "u": "u",
    "p": "p",
    "up": "u-prime",
    "pp": "p-prime",
    "ip": "i-prime",
}
# Experimental boxes of runs and crossings, tables of their own.
NOT_OURS = ("bestbox", "cutbox")
INDIVIDUALS = replace(MAKING_DATA_COUNT, scaling=SIGMAS / RANGE_TO_SIGMA)


def compare(case: Case) -> list[str] | None:
    """Return where a case differs from ours; None where we have no such chart."""
    chart = CHARTS.get(case.options["chart"])
    if chart is None or case.options.get("method") in NOT_OURS:
        return None
    series = case.series
    shape = series.counts.shape
    excluded = np.zeros(shape, dtype=np.bool_)
    excluded[0, [place - 1 for place in _places(case.options.get("exclude"))]] = True
    rebase_at = np.zeros(shape, dtype=np.bool_)
    rebase_at[0, _places(case.options.get("part"))] = True
    made = fixed_charts(
        read_given(
            series.counts,
            denominators=series.denominators,
            excluded=excluded,
            rebase_at=rebase_at,
        ),
        rules=replace(INDIVIDUALS, screenings=int(case.options["qic.screenedmr"])),
        chart=chart,
        baseline=case.options.get("freeze"),
    )
    lower, upper = made.made.lines.at()
    near_lower, near_upper = made.made.lines.at(NEAR_SHARE)
    problems = []
    columns = [
        ("cl", made.made.lines.centre_line),
        ("lcl", lower),
        ("ucl", upper),
        ("sigma_signal", made.hits.beyond != 0),
    ]
    # A chart of ranges has no near lines and no runs of its own: neighbours share a value.
    if chart != "mr":
        columns += [("lcl_2s", near_lower), ("ucl_2s", near_upper)]
    for name, ours in columns:
        problems += told(name, case.column(name), ours[0].astype(np.float64))
    return problems + ([] if chart == "mr" else _runs(case, made, excluded))


def _runs(case: Case, made: Fixed, excluded: Flags) -> list[str]:
    """Compare the tests of each stretch; a stretch without a useful point has none."""
    runs = anhoej(np.where(excluded, 0, made.side).astype(np.int8), made.made.groups)
    tested = runs.useful > 0
    problems = []
    for name, ours in (
        ("n_useful", runs.useful),
        ("longest_run", np.where(tested, runs.longest, np.nan)),
        ("longest_run_max", np.where(tested, runs.longest_allowed, np.nan)),
        ("n_crossings", np.where(tested, runs.crossings, np.nan)),
        ("n_crossings_min", np.where(tested, runs.fewest_allowed, np.nan)),
        ("runs_signal", runs.signal),
    ):
        problems += told(name, case.column(name), ours.astype(np.float64)[made.made.groups.at[0]])
    return problems


def _places(given: Any) -> list[int]:
    if given is None:
        return []
    return [given] if isinstance(given, int) else list(given)
