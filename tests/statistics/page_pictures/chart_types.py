"""The chart types of `charts.md`, one picture each, of the numbers on the page."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import numpy as np

from copperplate.drawing import Tick
from copperplate.spc import RULE_SETS, ControlChart, control_charts
from copperplate.spc.pictures import Axes, picture_of, usual_words
from tests.statistics.page_pictures import FOLDER, PagePicture

PAGE = (FOLDER / "charts.md").read_text(encoding="utf-8")
RULES = "making-data-count"
TITLES = {
    "xmr": "Counts on an XmR chart, all within their limits",
    "mr": "Moving ranges of the same counts, all under their limit",
    "run": "The same counts about their median, with no limits",
    "c": "The same counts on a C chart, four of them beyond narrow limits",
    "c-prime": "The same counts on a C-prime chart, all within wide limits",
    "u": "The counts over their denominators on a U chart, with limits that move and two points beyond them",
    "p": "The same counts as shares on a P chart, with limits that move and three points beyond them",
    "u-prime": "The same rates on a U-prime chart, all within limits that move",
    "p-prime": "The same shares on a P-prime chart, all within limits that move",
    "i-prime": "The same rates on an I-prime chart, all within limits that move",
    "exact": "Small counts with exact limits of 0 and 6, and one count of 9 beyond them",
    "g": "Waits between events on a G chart, the last far above its limit",
    "t": "The same waits on a T chart, the last above its limit",
}
OVER = ("u", "p", "u-prime", "p-prime", "i-prime")
WAITS, WAITS_BEFORE = ("g", "t"), 9


def numbers(name: str) -> list[int]:
    """Return a list of numbers as the page has it, over one line or two."""
    (found,) = re.findall(rf">>> {name} = (\[[\d,. \n]+\])", PAGE)
    said: list[int] = ast.literal_eval(found.replace("...", ""))
    return said


def example(kind: str) -> ControlChart:
    if kind in WAITS:
        return control_charts(numbers("waits"), rules=RULES, chart=kind, baseline=WAITS_BEFORE)[0]
    if kind == "exact":
        return control_charts(numbers("small"), rules=RULES, chart=kind, dispersion=1)[0]
    denominators = numbers("asked") if kind in OVER else None
    return control_charts(numbers("counts"), rules=RULES, chart=kind, denominators=denominators)[0]


def _axes(kind: str, points: int) -> Axes:
    heading = "Count, by point"
    if kind == "mr":
        heading = "Distance from the count before, by point"
    elif kind in WAITS:
        heading = "Wait, by event"
    elif kind in OVER:
        heading = (
            "% of those asked, by point" if kind.startswith("p") else "Per 100 asked, by point"
        )
    return Axes(
        periods=[str(point) for point in range(points)],
        x_ticks=tuple(
            Tick(at=float(point), label=str(point)) for point in range(0, points, 2 + points // 12)
        ),
        y_heading=heading,
        times=100.0 if kind in OVER else 1.0,
        lowest=None if kind == "xmr" else 0.0,
    )


def _worded(value: float) -> str:
    rounded = round(value, 0 if value >= 20 else 1)
    return f"{rounded:.0f}" if rounded.is_integer() else f"{rounded:.1f}"


def pictures() -> tuple[PagePicture, ...]:
    found = []
    for kind, title in TITLES.items():
        chart = example(kind)
        words = replace(usual_words(RULE_SETS[RULES]), average="Line {value}", latest="")
        if np.isnan(chart.drawn.upper).all():
            words = replace(words, average="Median {value}")
        drawn = picture_of(chart, _axes(kind, len(chart)), number=_worded, words=words)
        found.append(PagePicture(page="charts", name=f"charts/{kind}", title=title, chart=drawn))
    return tuple(found)
