"""The worked examples of `making-data-count.md` and `evidence.md`, read off their pages and charted."""

from __future__ import annotations

import re
from dataclasses import replace

from copperplate.drawing import Event, Reference, Tick
from copperplate.spc import RULE_SETS, SFN, ControlChart, Grade, control_charts
from copperplate.spc.pictures import Axes, picture_of, usual_words
from tests.statistics.page_pictures import FOLDER, PagePicture

TARGET = 10


def values_on(page: str) -> list[float]:
    """Return the values of a page's example: lists of numbers, repeated and joined."""
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    (said,) = re.findall(r">>> values = (.*)", text)
    found: list[float] = []
    for numbers, times in re.findall(r"\[([\d, ]+)\](?: \* (\d+))?", said):
        found += [float(number) for number in numbers.split(",")] * int(times or 1)
    return found


def _axes(points: int) -> Axes:
    return Axes(
        periods=[f"Point {point}" for point in range(points)],
        x_ticks=tuple(
            Tick(at=float(point), label=str(point)) for point in range(0, points, 2 + points // 12)
        ),
        y_heading="Value, by point",
    )


def making_data_count() -> ControlChart:
    values = values_on("making-data-count")
    return control_charts(values, rules="making-data-count", better="lower", target=TARGET)[0]


def evidence() -> ControlChart:
    return control_charts(values_on("evidence"))[0]


def pictures() -> tuple[PagePicture, ...]:
    counted, changed = making_data_count(), evidence()
    (at,) = changed.evidence.at[changed.evidence.grade == Grade.STRONG].tolist()
    words = replace(usual_words(RULE_SETS["making-data-count"]), average="Mean {value}", latest="")
    return (
        PagePicture(
            page="making-data-count",
            name="making-data-count",
            title="A chart by making-data-count: eight points in a run below the line, then eight "
            "that rise, the last two beyond the upper limit",
            chart=picture_of(
                counted,
                _axes(len(counted)),
                number="{:.1f}".format,
                words=words,
                references=(Reference(at=TARGET, label=f"Target {TARGET}"),),
            ),
        ),
        PagePicture(
            page="evidence",
            name="evidence",
            title="A chart by sfn with a possible step change, and strong evidence of a change at "
            "the same point",
            chart=picture_of(
                changed,
                _axes(len(changed)),
                number="{:.0f}".format,
                words=replace(usual_words(SFN), latest=""),
                events=(Event(at=at - 0.5, label="Strong evidence"),),
            ),
        ),
    )
