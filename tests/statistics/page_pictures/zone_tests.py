"""The signs of `zone-tests.md`, one picture each, of the values in the page's own examples."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from copperplate.drawing import Reference, Tick
from copperplate.spc import ControlChart, control_charts
from copperplate.spc.pictures import Axes, picture_of, usual_words
from copperplate.spc.rule_sets import NELSON
from tests.statistics.page_pictures import FOLDER, PagePicture

PAGE = (FOLDER / "zone-tests.md").read_text(encoding="utf-8")
BEFORE: list[int] = ast.literal_eval(re.findall(r">>> before = (\[.*\])", PAGE)[0])
AFTER: dict[str, list[int]] = {
    name: ast.literal_eval(values)
    for values, name in re.findall(r">>> hits\((\[.*?\])\)\.(\w+)", PAGE)
}
TITLES = {
    "beyond": "Values within their limits, then one above the upper limit",
    "run": "Values about a line, then nine in a row above it",
    "rising": "Values about a line, then six in a row that rise",
    "alternating": "Values that go up and down in turn for seventeen points",
    "two_of_three": "Values about a line, then two of three above two sigma",
    "four_of_five": "Values about a line, then four of five above one sigma",
    "hugging": "Values about a line, then eighteen in a row within one sigma",
    "avoiding": "Values about a line, then eight in a row beyond one sigma on either side",
}
SIGMAS = {"two_of_three": 2, "four_of_five": 1, "hugging": 1, "avoiding": 1}


def example(sign: str) -> ControlChart:
    values = [*BEFORE, *AFTER[sign]]
    return control_charts(values, rules="nelson", baseline=len(BEFORE))[0]


def _zones(sign: str, chart: ControlChart) -> tuple[Reference, ...]:
    """Return the lines a sign looks at, beside the centre line and the limits."""
    if sign not in SIGMAS:
        return ()
    line, upper = chart.drawn.centre_line[0], chart.drawn.upper[0]
    away, count = (upper - line) * SIGMAS[sign] / 3, SIGMAS[sign]
    sides = (1,) if sign in ("two_of_three", "four_of_five") else (1, -1)
    return tuple(
        Reference(at=float(line + side * away), label=f"{'+' if side > 0 else '−'}{count} sigma")
        for side in sides
    )


def pictures() -> tuple[PagePicture, ...]:
    found = []
    for sign, title in TITLES.items():
        chart = example(sign)
        axes = Axes(
            periods=[str(point) for point in range(len(chart))],
            x_ticks=tuple(
                Tick(at=float(point), label=str(point)) for point in range(0, len(chart), 5)
            ),
            y_heading="Value, by point",
        )
        drawn = picture_of(
            chart,
            axes,
            number="{:.0f}".format,
            words=replace(usual_words(NELSON), average="Line {value}", latest=""),
            references=_zones(sign, chart),
        )
        name = f"signs/{sign.replace('_', '-')}"
        found.append(
            PagePicture(page="zone-tests", name=name, title=title, chart=drawn, dense=True)
        )
    return tuple(found)
