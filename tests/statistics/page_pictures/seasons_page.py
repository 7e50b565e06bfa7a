"""The bicycle thefts of `seasons.md`: one force's quarters, counted and against their season."""

from __future__ import annotations

from functools import cache

import numpy as np

from copperplate.seasons import seasons_of
from copperplate.spc import ControlChart, control_charts
from copperplate.spc.pictures import picture_of
from tests.statistics.page_pictures import PagePicture
from tests.statistics.page_pictures.real_series import column, numbers, quarterly

FILE = "bicycle-theft-quarters.csv"
FORCES = ("west_midlands", "greater_manchester", "merseyside", "west_yorkshire")


@cache
def charts() -> tuple[ControlChart, ControlChart]:
    """Return the first force's chart as counted, and against what was expected."""
    counts = np.array([numbers(force, FILE) for force in FORCES])
    first_months = np.array(column("quarter_ending", FILE), dtype="datetime64[M]") - 2
    seasons = seasons_of(counts, first_months, months_each=3)
    adjusted = control_charts(counts, expected=seasons.expected, better="lower")
    return control_charts(counts, better="lower")[0], adjusted[0]


def pictures() -> tuple[PagePicture, ...]:
    counted, adjusted = charts()
    return (
        PagePicture(
            page="seasons",
            wide=True,
            dense=True,
            name="seasons-counted",
            title="Bicycle theft in the West Midlands by quarter, 2006 to 2018, up every summer and "
            "down every winter, all of it within wide limits",
            chart=picture_of(
                counted,
                quarterly(FILE, "Bicycle theft, offences a quarter"),
                number="{:,.0f}".format,
            ),
        ),
        PagePicture(
            page="seasons",
            wide=True,
            dense=True,
            name="seasons-expected",
            title="The same quarters with what was expected of each, limits that go up and down "
            "with the season, and one quarter beyond them",
            chart=picture_of(
                adjusted.counted,
                quarterly(FILE, "Bicycle theft, offences a quarter, with what was expected"),
                number="{:,.0f}".format,
            ),
        ),
        PagePicture(
            page="seasons",
            wide=True,
            dense=True,
            name="seasons-adjusted",
            title="The same quarters over what was expected of each, within limits half as wide, "
            "and one quarter beyond them",
            chart=picture_of(
                adjusted,
                quarterly(FILE, "Bicycle theft, offences an average quarter, seasonally adjusted"),
                number="{:,.0f}".format,
            ),
        ),
    )
