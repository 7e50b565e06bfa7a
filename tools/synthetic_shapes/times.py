"""How crimes of each group spread over the days of the week and the hours of the day.

Three groups from records that carry a time: stops and searches of West Yorkshire that found
something, and casualties killed or seriously injured in Greater Manchester. Street-level crime
carries none, so the other groups' weights are assumed (`assumed_times`).
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from tools.reference_data.tables import written
from tools.synthetic_shapes.assumed_times import HOURS, WEEKDAYS
from tools.synthetic_shapes.closures import SHUT
from tools.synthetic_shapes.groups import GROUPS
from tools.synthetic_shapes.parts import parts

STOPS = "stop-and-search/west_yorkshire_stop_and_search_2019-2021.csv.gz"
CASUALTIES = "road-casualties/gm_STATS19_road_casualties_2019-Jun2024.csv.gz"

# What was looked for → the group that a find is recorded in.
SOUGHT = {
    "Controlled drugs": "drug_offences",
    "Offensive weapons": "possession_of_weapons",
    "Firearms": "possession_of_weapons",
}
NOTHING_FOUND = ("", "A no further action disposal")
DRIVING = "death_or_serious_injury_by_driving"
WORST = ("Fatal", "Serious")

MEASURED = ("drug_offences", "possession_of_weapons", DRIVING)


def weekdays_file(folder: Path) -> str:
    """Return the table: offence group, weekday (1 for Monday to 7), weight."""
    counted = Counter((group, moment.isoweekday()) for group, moment in moments(folder))
    return _table(counted, "weekday", range(1, 8), WEEKDAYS)


def hours_file(folder: Path) -> str:
    """Return the table: offence group, hour (0 to 23), weight."""
    counted = Counter((group, moment.hour) for group, moment in moments(folder))
    return _table(counted, "hour", range(24), HOURS)


@cache
def moments(folder: Path) -> tuple[tuple[str, datetime], ...]:
    """Return group and moment of every record that is counted."""
    found = (*_finds(folder), *_casualties(folder))
    return tuple(one for one in found if (one[1].year, one[1].month) not in SHUT)


def _finds(folder: Path) -> Iterator[tuple[str, datetime]]:
    with gzip.open(folder / STOPS, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            group = SOUGHT.get(row["object_of_search"])
            if group and row["Outcome"] not in NOTHING_FOUND:
                yield group, datetime.fromisoformat(row["Date"])


def _casualties(folder: Path) -> Iterator[tuple[str, datetime]]:
    with gzip.open(folder / CASUALTIES, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["casualty_severity"] in WORST:
                yield DRIVING, datetime.fromisoformat(f"{row['date']} {row['output_time']}")


def _table(
    counted: Counter[tuple[str, int]],
    name: str,
    places: range,
    assumed: dict[str, tuple[int, ...]],
) -> str:
    assert set(MEASURED) | set(assumed) == set(GROUPS)
    assert not set(MEASURED) & set(assumed)
    rows = []
    for group in GROUPS:
        shares = assumed.get(group) or [counted[group, place] for place in places]
        rows += [
            (group, place, weight) for place, weight in zip(places, parts(shares), strict=True)
        ]
    return written(("offence_group", name, "weight"), rows)
