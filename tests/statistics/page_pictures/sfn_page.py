"""The worked example of `sfn.md`, read off the page and charted."""

from __future__ import annotations

import math
import re

from copperplate.drawing import Tick
from copperplate.spc import ControlChart, control_charts
from copperplate.spc.pictures import Axes, picture_of
from tests.statistics.page_pictures import FOLDER, PagePicture

PAGE = (FOLDER / "sfn.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<month>[A-Z][a-z]+ 20\d\d) \| (?P<value>missing|[\d,]+)(?P<provisional> \[p\])? "
    r"\| (?P<average>[\d,.]*) ?\| (?P<side>\w*) ?\| (?P<process>first|second) \|$",
    re.MULTILINE,
)
ROWS = [match.groupdict() for match in ROW.finditer(PAGE)]


def read(text: str) -> float:
    return float(text.replace(",", "")) if text and text != "missing" else math.nan


def example() -> ControlChart:
    values = [read(row["value"]) for row in ROWS]
    provisional = [row["provisional"] is not None for row in ROWS]
    return control_charts(values, provisional=provisional, better="lower")[0]


def pictures() -> tuple[PagePicture, ...]:
    months = [row["month"] for row in ROWS]
    axes = Axes(
        periods=months,
        x_ticks=tuple(
            Tick(at=float(point), label=month)
            for point, month in enumerate(months)
            if month.split()[0] in ("April", "October")
        ),
        y_heading="Offences a month",
        lowest=0,
    )
    return (
        PagePicture(
            page="sfn",
            name="sfn",
            title="A control chart with a possible step change",
            chart=picture_of(example(), axes, number="{:,.0f}".format),
            wide=True,
        ),
    )
