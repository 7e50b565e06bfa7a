"""Weekdays and hours of drawn crimes beside the records or assumptions they were taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from copperplate.schema.offences import OFFENCE_TITLES
from copperplate.synthetic.shapes import shapes
from tools.synthetic_page.distance import apart, by_chance, shares
from tools.synthetic_page.drawn import Drawn
from tools.synthetic_page.picture import Picture, lines
from tools.synthetic_page.sections import Section, points
from tools.synthetic_shapes.groups import GROUPS
from tools.synthetic_shapes.times import MEASURED, moments

WEEKDAYS = {1: "Mon", 2: "Tue", 3: "Wed", 4: "Thu", 5: "Fri", 6: "Sat", 7: "Sun"}
HOURS = {0: "0:00", 6: "6:00", 12: "12:00", 18: "18:00"}
PICTURED_WEEKDAYS = ("drug_offences", "violence_with_injury")
PICTURED_HOURS = (
    *("drug_offences", "death_or_serious_injury_by_driving"),
    *("violence_with_injury", "shoplifting"),
)
REAL = {
    "drug_offences": "Finds",
    "possession_of_weapons": "Finds",
    "death_or_serious_injury_by_driving": "Casualties",
}
REAL_WORDS = {
    "drug_offences": "searches in West Yorkshire that found drugs",
    "possession_of_weapons": "searches in West Yorkshire that found weapons",
    "death_or_serious_injury_by_driving": "casualties killed or seriously injured in Greater "
    "Manchester",
}

WEEKDAYS_TEXT = """
Open files of street-level crime carry no day. Three groups take their days of the week and hours
from records that do: searches of West Yorkshire that found drugs or weapons, and casualties
killed or seriously injured in Greater Manchester. Those of every other group are assumed: that
they are near what was assumed shows that the draw is right, and says nothing of the world.

A crime's day of the week is that of the first moment it may have been committed.
"""
HOURS_TEXT = """
The hour of the first moment a crime may have been committed, beside the same records and
assumptions.
"""


def weekdays(drawn: Drawn, folder: Path) -> Section:
    """Return the section of weekdays."""
    real = Counter((group, moment.isoweekday()) for group, moment in moments(folder))
    return _section(
        ("Days of the week", "weekdays", WEEKDAYS_TEXT),
        drawn.weekdays,
        real,
        {group: weights.tolist() for group, weights in shapes().weekdays.items()},
        PICTURED_WEEKDAYS,
        WEEKDAYS,
    )


def hours(drawn: Drawn, folder: Path) -> Section:
    """Return the section of hours."""
    real = Counter((group, moment.hour) for group, moment in moments(folder))
    return _section(
        ("Hours", "hours", HOURS_TEXT),
        drawn.hours,
        real,
        {group: weights.tolist() for group, weights in shapes().hours.items()},
        PICTURED_HOURS,
        HOURS,
    )


def _section(
    words: tuple[str, str, str],
    drawn: Counter[tuple[str, int]],
    real: Counter[tuple[str, int]],
    assumed: dict[str, list[int]],
    pictured: Sequence[str],
    ticks: dict[int, str],
) -> Section:
    title, name, text = words
    first = min(ticks)
    rows = []
    pictures: dict[str, Picture] = {}
    for group in GROUPS:
        places = range(first, first + len(assumed[group]))
        ours = [drawn[group, place] for place in places]
        if not sum(ours):  # burglary's groups of 2017 are not drawn
            continue
        measured = group in MEASURED
        theirs = [real[group, place] for place in places] if measured else assumed[group]
        chance = by_chance(theirs, sum(ours))
        rows.append(
            (
                OFFENCE_TITLES[group],
                REAL_WORDS[group] if measured else "assumed",
                f"{sum(ours):,}",
                points(apart(ours, theirs)),
                points(chance),
            )
        )
        if group in pictured:
            pictures[group] = _picture(name, group, ours, theirs, ticks)
    return Section(
        title=title,
        text=text,
        pictures=tuple(pictures[group] for group in pictured),
        heads=("offence group", "taken from", "drawn", "distance", "by chance alone"),
        rows=tuple(rows),
        words=2,
    )


def _picture(
    name: str, group: str, ours: list[int], theirs: list[int], ticks: dict[int, str]
) -> Picture:
    group_title = OFFENCE_TITLES[group]
    what = REAL_WORDS.get(group, "the weights assumed")
    return Picture(
        name=f"{name}-{group.replace('_', '-')}",
        title=f"{group_title}: per cent of crimes by "
        f"{'day of the week' if name == 'weekdays' else 'hour'}, drawn for the synthetic force "
        f"beside {what}",
        chart=lines(
            f"{group_title}, % of crimes",
            ticks,
            ("Synthetic", [100 * share for share in shares(ours)]),
            {REAL.get(group, "Assumed"): [100 * share for share in shares(theirs)]},
            min(ticks),
        ),
    )
