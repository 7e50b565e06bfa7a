"""Many control charts in a notebook: a short table of the series there is most to see in."""

from __future__ import annotations

from html import escape

import numpy as np

from copperplate.spc.chart import ControlChart
from copperplate.spc.charts import ControlCharts
from copperplate.spc.notebook.card import PLAIN, WORDS, card
from copperplate.spc.notebook.numbers import wording_of
from copperplate.spc.notebook.one import chart_markup
from copperplate.spc.steps import Decision
from copperplate.spc.sums import Counts

SHOWN = 12
"""Series in the table: what a screen holds."""

_CELL = f"{PLAIN} padding: 4px 12px 4px 0; vertical-align: top;"
_FIGURE = f"{_CELL} text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums;"
_WHERE_WIDE = ' class="wide"'  # left out where there is no room for it
_COLUMNS = (
    ("Series", _CELL, ""),
    ("Newest value", _FIGURE, ""),
    ("Centre line", _FIGURE, _WHERE_WIDE),
    ("Limits", _FIGURE, _WHERE_WIDE),
    ("To see", _CELL, ""),
)


def charts_markup(charts: ControlCharts) -> str:
    """Return charts as HTML that is whole in itself: of one series, its picture."""
    if len(charts) == 1:
        return chart_markup(charts[0])
    words = f'<pre style="{WORDS}">{escape(repr(charts)[1:-1])}</pre>'
    if not len(charts):
        return card(words)
    rows = "".join(_row(series, charts[series]) for series in _worth_seeing(charts).tolist())
    heads = "".join(map(_head, _COLUMNS))
    return card(
        words,
        f'<table style="{PLAIN} border-collapse: collapse; font: inherit; width: 100%;">',
        f'<caption style="{PLAIN} padding: 8px 0 4px; caption-side: top;">{_caption(charts)}',
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
    )


def _head(column: tuple[str, str, str]) -> str:
    name, style, class_ = column
    edge = "vertical-align: bottom; border-bottom: 1px solid var(--chart-axis, #77746C);"
    return f'<th scope="col"{class_} style="{style} font-weight: 600; {edge}">{name}</th>'


def _worth_seeing(charts: ControlCharts) -> Counts:
    """Return the numbers of the series shown, those whose newest point says something first."""
    stepped = np.zeros(len(charts), dtype=np.bool_)
    stepped[charts.steps.series] = True
    news = (charts.variation != 0) | charts.warnings.one_more
    rank = np.select([news, stepped, charts.breach.any(axis=1)], [0, 1, 2], default=3)
    return np.argsort(rank, kind="stable")[:SHOWN]


def _caption(charts: ControlCharts) -> str:
    order = "first those whose newest point says something, then those with a step, then a breach"
    shown = min(SHOWN, len(charts))
    whole = shown == len(charts)
    count = f"All {shown} series" if whole else f"{shown} of {len(charts):,} series"
    return f"{count}: {order}. A series' number gives its chart: charts[number]."


def _row(series: int, chart: ControlChart) -> str:
    number = wording_of(chart.values)
    known = chart.values[~np.isnan(chart.values)]
    newest = number(float(known[-1])) if len(known) else "none"
    line, limits = "none", "none"
    if len(chart) and not np.isnan(chart.drawn.centre_line[-1]):
        line = number(float(chart.drawn.centre_line[-1]))
    if len(chart) and not np.isnan(chart.drawn.lower[-1]):
        low, high = (float(edge[-1]) for edge in (chart.drawn.lower, chart.drawn.upper))
        limits = f"{number(low)} to {number(high)}"
    cells = "".join(
        f'<td{class_} style="{style}">{escape(said)}</td>'
        for (_, style, class_), said in zip(
            _COLUMNS[1:], (newest, line, limits, _to_see(chart)), strict=True
        )
    )
    return f'<tr><th scope="row" style="{_CELL} font-weight: 600;">{series}</th>{cells}</tr>'


def _to_see(chart: ControlChart) -> str:
    """Return what there is to see in a series, in few words."""
    said = [
        f"step from {step.began}" for step in chart.steps if step.decision is not Decision.REFUSED
    ]
    breaches = np.flatnonzero(chart.breach)
    if len(breaches):
        where = "on or beyond" if chart.rules.signs.on_a_limit else "beyond"
        more = f" and {len(breaches) - 1} before" if len(breaches) > 1 else ""
        said.append(f"{where} a limit at {breaches[-1]}{more}")
    return "; ".join([*said, chart.outlook])
