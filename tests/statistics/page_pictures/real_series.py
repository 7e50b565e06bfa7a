"""The three real series of `real-series.md`, charted as the page says."""

from __future__ import annotations

import csv
from functools import cache

from copperplate.drawing import Tick
from copperplate.periods import MONTH_NAMES
from copperplate.spc import ControlChart, control_charts
from copperplate.spc.pictures import Axes, picture_of
from tests.statistics.page_pictures import FOLDER, PagePicture

DATA = FOLDER / "data"
QUARTERS, MONTHS = DATA / "west-midlands-quarters.csv", DATA / "surrey-months.csv"


def column(name: str, file: str) -> list[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return [row[name] for row in csv.DictReader(opened)]


def numbers(name: str, file: str) -> list[float]:
    return [float(cell) if cell else float("nan") for cell in column(name, file)]


def month(text: str) -> str:
    """Return "2021-08" as a reader knows it."""
    year, number = text.split("-")[:2]
    return f"{MONTH_NAMES[int(number) - 1][:3]} {year}"


def quarter(ending: str) -> str:
    year, number = ending.split("-")[:2]
    first = MONTH_NAMES[int(number) - 3][:3]
    return f"{first} to {MONTH_NAMES[int(number) - 1][:3]} {year}"


@cache
def robbery(quarters: int | None = None) -> ControlChart:
    values = numbers("robbery", QUARTERS.name)[:quarters]
    return control_charts(values, rules="sfn", better="lower")[0]


@cache
def homicide(rules: str = "making-data-count") -> ControlChart:
    values = numbers("homicide", QUARTERS.name)
    return control_charts(values, rules=rules, chart="exact", better="lower")[0]


@cache
def behaviour(chart: str = "p-prime") -> ControlChart:
    counts, records = (
        numbers(name, MONTHS.name) for name in ("anti_social_behaviour", "all_records")
    )
    return control_charts(counts, rules="making-data-count", chart=chart, denominators=records)[0]


def quarterly(file: str, heading: str) -> Axes:
    """Return axes of the quarters of a file."""
    ends = column("quarter_ending", file)
    ticks = (Tick(at=float(n), label=month(end)) for n, end in enumerate(ends) if end[5:7] == "03")
    return Axes(
        periods=[quarter(end) for end in ends],
        x_ticks=tuple(ticks),
        y_heading=heading,
        lowest=0.0,
    )


def _months(heading: str) -> Axes:
    months = column("month", MONTHS.name)
    ticks = (
        Tick(at=float(number), label=month(text))
        for number, text in enumerate(months)
        if text[5:] in ("01", "04", "07", "10")
    )
    return Axes(
        periods=[month(text) for text in months],
        x_ticks=tuple(ticks),
        y_heading=heading,
        lowest=0.0,
        highest=100.0,
        times=100.0,
    )


def _worded(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.1f}"


def pictures() -> tuple[PagePicture, ...]:
    return (
        PagePicture(
            page="real-series",
            wide=True,
            name="real-robbery",
            title="Robbery in the West Midlands by quarter, 2006 to 2018, with two possible step "
            "changes and a long rise since 2016",
            chart=picture_of(
                robbery(),
                quarterly(QUARTERS.name, "Robbery, offences a quarter"),
                number="{:,.0f}".format,
            ),
        ),
        PagePicture(
            page="real-series",
            wide=True,
            name="real-homicide",
            title="Homicide in the West Midlands by quarter, 2006 to 2018, all within exact "
            "limits, with one run of eight quarters below the line",
            chart=picture_of(
                homicide(), quarterly(QUARTERS.name, "Homicide, offences a quarter"), number=_worded
            ),
        ),
        PagePicture(
            page="real-series",
            wide=True,
            name="real-anti-social-behaviour",
            title="Anti-social behaviour as a share of all records in Surrey by month, August "
            "2020 to June 2022, above its limits in one winter and below them after a gap",
            chart=picture_of(
                behaviour(),
                _months("Anti-social behaviour, % of all records"),
                number="{:.1f}%".format,
            ),
        ),
    )
