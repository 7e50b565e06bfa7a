"""How crimes of each group spread over the twelve months: weights of a day of each month.

Fitted to counts by month and crime type of data.police.uk of four forces: Merseyside's and Surrey's
street-level files, Greater Manchester's and the Metropolitan Police's tables of 2016. The West
Midlands' own year 2016 is left out, so that the result can be judged by it.

The model: crimes of a month = its days x the level of its run x the weight of the month. A run is
months in a row of one force; each force counts the same, however large. A year's own rise or fall
is no season: a run of a year is first put on the straight line from its first quarter to the first
quarter of the next year, by the Home Office's quarters. Fitted by turns (the Poisson likelihood of
each force, scaled to the same total).
"""

from __future__ import annotations

import csv
import gzip
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from copperplate.sources.offence_names import offence_of
from tools.reference_data.tables import read, written
from tools.synthetic_shapes.groups import GROUPS, crime_type, groups_of
from tools.synthetic_shapes.parts import parts
from tools.synthetic_shapes.quarters import QUARTERS

Month = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """Months in a row of one force; `year` where they are (nearly) all of that year."""

    force: str
    months: tuple[Month, ...]
    year: int | None = None


STREET = "police-uk/{folder}/{year}-{month:02}-{force}-street.csv.gz"
TABLE = "police-uk/monthly-tables/{force}_2016_monthly_by_crime_type.csv"

RUNS = (
    Run("Merseyside", tuple((2014, month) for month in range(1, 12)), 2014),
    # Surrey without the months in which England was shut (`closures`), and with the gap in the
    # files held: September to November 2021.
    Run("Surrey", ((2020, 8), (2020, 9), (2020, 10))),
    Run("Surrey", ((2021, 6), (2021, 7), (2021, 8))),
    Run("Surrey", ((2021, 12), *((2022, month) for month in range(1, 7)))),
    Run("Greater Manchester", tuple((2016, month) for month in range(1, 13)), 2016),
    Run("Metropolitan Police", tuple((2016, month) for month in range(1, 13)), 2016),
)
FOLDERS = {"Merseyside": "street", "Surrey": "surrey"}
TABLES = {"Greater Manchester": "greater_manchester", "Metropolitan Police": "metropolitan"}

ROUNDS = 300
"""Of fitting by turns; the weights no longer change at the fourth decimal place after fifty."""


def months_file(folder: Path) -> str:
    """Return the table: offence group, month, weight of a day of that month."""
    rows = [
        (group, month, weight)
        for group in GROUPS
        for month, weight in enumerate(parts(_fitted(folder, crime_type(group))), start=1)
    ]
    return written(("offence_group", "month", "weight"), rows)


@cache
def _fitted(folder: Path, kind: str) -> Sequence[float]:
    crimes = [
        [crimes_of_month(folder, run.force, month)[kind] for month in run.months] for run in RUNS
    ]
    expected = [_days_on_the_line(folder, run, kind) for run in RUNS]
    totals: Counter[str] = Counter()
    for run, counts in zip(RUNS, crimes, strict=True):
        totals[run.force] += sum(counts)
    shares = [
        [count / totals[run.force] for count in counts]
        for run, counts in zip(RUNS, crimes, strict=True)
    ]
    weights = [1.0] * 12
    for _ in range(ROUNDS):
        above, below = [0.0] * 12, [0.0] * 12
        for run, share, days in zip(RUNS, shares, expected, strict=True):
            places = [month - 1 for _, month in run.months]
            level = sum(share) / sum(
                day * weights[place] for day, place in zip(days, places, strict=True)
            )
            for place, part, day in zip(places, share, days, strict=True):
                above[place] += part
                below[place] += day * level
        weights = [top / bottom for top, bottom in zip(above, below, strict=True)]
    return tuple(weights)


def _days_on_the_line(folder: Path, run: Run, kind: str) -> list[float]:
    """Return the days of each month, stretched by the line of the run's year where it has one."""
    growth = 1.0
    if run.year is not None:
        quarters = _quarters(folder, run.force)
        growth = _first_quarter(quarters, kind, run.year + 1) / _first_quarter(
            quarters, kind, run.year
        )
    # The first quarter's middle is February; the next one's, twelve months on.
    return [
        monthrange(year, month)[1] * (1 + (growth - 1) * (month - 2) / 12)
        for year, month in run.months
    ]


def _first_quarter(quarters: Counter[tuple[str, str]], kind: str, year: int) -> int:
    return sum(quarters[group, f"{year}-03-31"] for group in groups_of(kind))


@cache
def _quarters(folder: Path, force: str) -> Counter[tuple[str, str]]:
    crimes: Counter[tuple[str, str]] = Counter()
    for row in read(folder / QUARTERS):
        if row["pfa"] == force:
            group = offence_of(row["offence"])
            assert group is not None
            crimes[group, row["quarter_ending"]] += int(row["n"])
    return crimes


@cache
def crimes_of_month(folder: Path, force: str, month: Month) -> Counter[str]:
    """Return a force's crimes of a month by crime type."""
    if force in TABLES:
        (row,) = (
            row
            for row in read(folder / TABLE.format(force=TABLES[force]))
            if row["month"] == "{}-{:02}".format(*month)
        )
        return Counter({name: int(cell) for name, cell in row.items() if cell.isdigit()})
    path = folder / STREET.format(
        folder=FOLDERS[force], year=month[0], month=month[1], force=force.casefold()
    )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        place = next(lines).index("Crime type")
        return Counter(line[place] for line in lines)
