"""Other programs' limits beside ours: abspc, controlchartspy, nhspy, pycontrolcharts.

Limits and points outside them. Where such a program departs from its own method, the case
is not covered, and docs/reference/spc/deviations.md says how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from copperplate.spc.conformance.cases import Case
from copperplate.spc.conformance.comparing import told
from copperplate.spc.constants import NEAR_SHARE, RANGE_TO_SIGMA, SIGMAS
from copperplate.spc.fixed import Fixed, fixed_charts
from copperplate.spc.given import read_given
from copperplate.spc.rule_sets import MAKING_DATA_COUNT, RuleSet

PRECISE = replace(MAKING_DATA_COUNT, scaling=SIGMAS / RANGE_TO_SIGMA)


@dataclass(frozen=True, kw_only=True)
class Peer:
    """How a program's cases are read.

    Attributes:
        chart: The chart type of a case by our name, from its options; None where not covered.
        rules: Constants and screening of a case, from its options.
        columns: Its columns: centre, lower, upper, and near lower and upper where it has them.
        outside: Its column of points outside the limits, and what it writes there for none.
        baseline: Its option for the number of points that make the limits.
        drops: Whether it leaves points without a value out before anything else, so that
            moving ranges are taken across them.
        percent: Chart types it prints per cent.
    """

    chart: Callable[[dict[str, Any]], str | None]
    rules: Callable[[dict[str, Any]], RuleSet]
    columns: tuple[str, ...]
    outside: tuple[str, str] | None = None
    baseline: str | None = None
    drops: bool = False
    percent: tuple[str, ...] = ()


def _screened(rules: RuleSet, times: int) -> RuleSet:
    return replace(rules, screenings=times)


def _plain_only(charts: Mapping[str, str]) -> Callable[[dict[str, Any]], str | None]:
    return lambda options: None if "rebase_on" in options else charts.get(options["chart_type"])


PEERS = {
    "abspc": Peer(
        chart=_plain_only({"XmR": "xmr", "c": "c", "u": "u", "p": "p"}),
        rules=lambda options: _screened(PRECISE, 0),
        columns=("mean", "lcl", "ucl", "lwl", "uwl"),
        outside=("rule1", "0"),
    ),
    "controlchartspy": Peer(
        chart=lambda options: {
            "i": "xmr", "c": "c", "u": "u", "p": "p", "up": "u-prime", "pp": "p-prime",
        }.get(options["spc_settings"]["chart_type"]),
        rules=lambda options: _screened(
            PRECISE, 0 if options["spc_settings"]["outliers_in_limits"] else 1
        ),
        columns=("cl", "ll99", "ul99", "ll95", "ul95"),
        outside=("astpoint", "none"),
        drops=True,
        percent=("p", "p-prime"),
    ),
    "nhspy-plotthedots": Peer(
        chart=lambda options: "xmr",
        rules=lambda options: MAKING_DATA_COUNT,
        columns=("mean", "lpl", "upl"),
        outside=("outside_limits", "0"),
        baseline="fix_after_n_points",
    ),
    "pycontrolcharts": Peer(
        chart=lambda options: "xmr",
        rules=lambda options: _screened(PRECISE, 0),
        columns=("cl", "lcl", "ucl", "s2_lower", "s2_upper"),
    ),
}  # fmt: skip


def compare(case: Case) -> list[str] | None:
    """Return where a case differs from ours; None where we do not claim it."""
    peer = PEERS[case.library]
    chart = peer.chart(case.options)
    if chart is None:
        return None
    made = _made(case, peer, chart)
    if made.made.values.shape[1] != len(case.points):
        return [f"{len(case.points)} points, ours {made.made.values.shape[1]}"]
    lower, upper = made.made.lines.at()
    near = made.made.lines.at(NEAR_SHARE)
    scale = 100.0 if chart in peer.percent else 1.0
    ours = (made.made.lines.centre_line, lower, upper, *near)
    problems = []
    for name, column in zip(peer.columns, ours, strict=False):
        problems += told(name, case.column(name), column[0] * scale)
    if peer.outside is not None:
        name, none = peer.outside
        theirs = np.array([float(row[name] not in (none, "")) for row in case.points])
        problems += told(name, theirs, (made.hits.beyond[0] != 0) * 1.0)
    return problems


def _made(case: Case, peer: Peer, chart: str) -> Fixed:
    series = case.series
    counts, denominators = series.counts, series.denominators
    if peer.drops:
        there = ~np.isnan(counts[0])
        if denominators is not None:
            there &= denominators[0] > 0
            denominators = denominators[:, there]
        counts = counts[:, there]
    if chart in ("xmr", "c") and denominators is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            counts = np.where(denominators > 0, counts / denominators, np.nan)
        denominators = None
    return fixed_charts(
        read_given(counts, denominators=denominators),
        rules=peer.rules(case.options),
        chart=chart,
        baseline=case.options.get(peer.baseline) if peer.baseline else None,
    )
