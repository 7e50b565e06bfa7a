"""Crimes of the West Midlands by offence group and quarter, April 2006 to December 2018.

From the Home Office's rolling years, worked into quarters. A group that was not counted in a
quarter has no row of it: the published nought there is no count.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from copperplate.sources.offence_names import offence_of
from tools.reference_data.tables import read, written
from tools.synthetic_shapes.groups import GROUPS, counted

QUARTERS = "home-office/derived_quarterly_pfa_2006-2018.csv"
FORCE = "West Midlands"


def quarters_file(folder: Path) -> str:
    """Return the table, group by group."""
    crimes: dict[tuple[str, date], int] = {}
    for row in read(folder / QUARTERS):
        if row["pfa"] != FORCE:
            continue
        group = offence_of(row["offence"])
        assert group is not None, row["offence"]
        start = _first_day(date.fromisoformat(row["quarter_ending"]))
        if counted(group, start):
            crimes[group, start] = int(row["n"])
        else:
            assert row["n"] == "0"
    rows = [(group, start, crimes[group, start]) for group, start in sorted(crimes, key=_place)]
    return written(("offence_group", "quarter_start", "crimes"), rows)


def _first_day(last: date) -> date:
    return date(last.year, last.month - 2, 1)


def _place(key: tuple[str, date]) -> tuple[int, date]:
    return (GROUPS.index(key[0]), key[1])
