"""Months of drawn crimes beside those of real forces."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from pathlib import Path

from copperplate.reference.crime_types import Relation, crime_types
from tools.reference_data.tables import read
from tools.synthetic_page.distance import apart, by_chance
from tools.synthetic_page.drawn import Drawn
from tools.synthetic_page.picture import Picture, lines
from tools.synthetic_page.sections import Section, points
from tools.synthetic_shapes.groups import groups_of
from tools.synthetic_shapes.months import RUNS, crimes_of_month

LEFT_OUT = "police-uk/monthly-tables/west_midlands_2016_monthly_by_crime_type.csv"
YEARS = range(2007, 2014)
"""Whole calendar years that are drawn."""

NAMES = {1: "Jan", 4: "Apr", 7: "Jul", 10: "Oct"}
PICTURED = (
    *("Burglary", "Vehicle crime", "Bicycle theft"),
    *("Shoplifting", "Robbery", "Violence and sexual offences"),
)

Days = dict[int, float]
"""Month to crimes of an average day."""

TEXT = f"""
Every quarter of the synthetic force has as many crimes of each group as the West Midlands
recorded in it; the weights of months share them out within the quarter. They were fitted to
months of Surrey, and of Merseyside, Greater Manchester and London with their year's rise or fall
taken out; the West Midlands' year 2016 took no part. Drawn crimes are those recorded from
{YEARS[0]} to {YEARS[-1]}.

Months are compared by their crimes of an average day, over the months that the real force's files
hold: no December of Merseyside; of Surrey no September to November, and none of the months in
which England was shut.

The last column says how near is near: two real forces lie that far from each other. Part of every
distance is no season but the year: crime fell from {YEARS[0]} to {YEARS[-1]}, vehicle crime rose
by 34 % from the first quarter of the West Midlands' 2016 to the next year's, and recorded violence
by 47 % from that of Merseyside's 2014.
"""


def months(drawn: Drawn, folder: Path) -> Section:
    """Return the section."""
    rows, pictures = [], []
    for kind in crime_types().values():
        if kind.relation is Relation.NONE:
            continue
        ours, crimes = _drawn(drawn, kind.name)
        merseyside, surrey = (_held(folder, force, kind.name) for force in ("Merseyside", "Surrey"))
        left_out = _left_out(folder, kind.name)
        here = sum(left_out.values())
        rows.append(
            (
                kind.name,
                f"{crimes:,}",
                points(_apart(ours, merseyside)),
                points(_apart(ours, surrey)),
                points(_apart(ours, _per_day(left_out))),
                points(by_chance([ours[month] for month in sorted(ours)], crimes, here)),
                points(_apart(_per_day(left_out), merseyside)),
            )
        )
        if kind.name in PICTURED:
            pictures.append(_picture(kind.name, ours, merseyside, _per_day(left_out)))
    order = {name: place for place, name in enumerate(PICTURED)}
    pictures.sort(key=lambda one: order[one.title.split(":")[0]])
    return Section(
        title="Months",
        text=TEXT,
        pictures=tuple(pictures),
        heads=(
            "crime type",
            "drawn",
            "from Merseyside 2014",
            "from Surrey 2020 to 2022",
            "from West Midlands 2016",
            "by chance alone",
            "Merseyside from West Midlands",
        ),
        rows=tuple(rows),
    )


def _drawn(drawn: Drawn, kind: str) -> tuple[Days, int]:
    counts: Counter[int] = Counter()
    days: Counter[int] = Counter()
    for month in range(1, 13):
        days[month] = sum(monthrange(year, month)[1] for year in YEARS)
        counts[month] = sum(
            drawn.months[group, year, month] for group in groups_of(kind) for year in YEARS
        )
    return {month: counts[month] / days[month] for month in counts}, counts.total()


def _held(folder: Path, force: str, kind: str) -> Days:
    """Return a force's months: of months held twice, the average."""
    counts: Counter[int] = Counter()
    days: defaultdict[int, int] = defaultdict(int)
    for run in RUNS:
        if run.force != force:
            continue
        for year, month in run.months:
            counts[month] += crimes_of_month(folder, force, (year, month))[kind]
            days[month] += monthrange(year, month)[1]
    return {month: counts[month] / days[month] for month in sorted(days)}


def _left_out(folder: Path, kind: str) -> dict[int, int]:
    return {int(row["month"][5:]): int(row[kind]) for row in read(folder / LEFT_OUT)}


def _per_day(counts: dict[int, int]) -> Days:
    return {month: count / monthrange(2016, month)[1] for month, count in counts.items()}


def _apart(ours: Days, theirs: Days) -> float:
    both = sorted(ours.keys() & theirs.keys())
    return apart([ours[month] for month in both], [theirs[month] for month in both])


def _picture(kind: str, ours: Days, merseyside: Days, left_out: Days) -> Picture:
    def index(of: Days) -> list[float | None]:
        # Of the months that Merseyside has, the average is 100, so that the lines compare.
        level = sum(of[month] for month in merseyside) / len(merseyside)
        return [100 * of[month] / level if month in of else None for month in range(1, 13)]

    return Picture(
        name="months-" + kind.lower().replace(" ", "-"),
        title=f"{kind}: crimes of a day by month, drawn for the synthetic force beside Merseyside "
        "in 2014 and the West Midlands in 2016",
        chart=lines(
            f"{kind}: a day's, Jan to Nov = 100",
            NAMES,
            ("Synthetic", index(ours)),
            {"Merseyside": index(merseyside), "West Midlands": index(left_out)},
            1,
        ),
    )
