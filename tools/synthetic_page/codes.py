"""Offence codes of drawn crimes beside the West Midlands' of 2017/18."""

from __future__ import annotations

from pathlib import Path

from copperplate.reference.offences import offences
from copperplate.schema.offences import OFFENCE_TITLES
from tools.synthetic_page.distance import apart, by_chance, shares
from tools.synthetic_page.drawn import Drawn
from tools.synthetic_page.picture import Picture, pairs
from tools.synthetic_page.sections import Section, points
from tools.synthetic_shapes.offences import crimes_by_code, kept

PICTURED = ("criminal_damage_and_arson", "vehicle_offences")

TEXT = """
Within a group, codes come as the West Midlands recorded them in 2017/18, the one year of counts
by code at hand. Codes that were not counted before April 2013 are left out; the last column says
what part of the crimes of 2017/18 that is. More than half of stalking and harassment was
malicious communications, which came later. Burglary has the codes of its time for those that
replaced them.

Between groups there is nothing to compare: every quarter has the West Midlands' own number of
crimes of each.
"""


def codes(drawn: Drawn, folder: Path) -> Section:
    """Return the section."""
    rows = []
    pictures: dict[str, Picture] = {}
    for group, counted in crimes_by_code(folder).items():
        real = kept(group, counted)
        ours = [drawn.offences[group, code] for code in real]
        if not sum(ours):
            continue
        assert sum(ours) == sum(n for (of, _), n in drawn.offences.items() if of == group)
        theirs = list(real.values())
        rows.append(
            (
                OFFENCE_TITLES[group],
                str(len(real)),
                f"{sum(ours):,}",
                points(apart(ours, theirs)),
                points(by_chance(theirs, sum(ours))),
                f"{100 * (1 - sum(theirs) / counted.total()):.1f} %",
            )
        )
        if group in PICTURED:
            pictures[group] = _picture(group, list(real), ours, theirs)
    return Section(
        title="Offence codes",
        text=TEXT,
        pictures=tuple(pictures[group] for group in PICTURED),
        heads=("offence group", "codes", "drawn", "distance", "by chance alone", "left out"),
        rows=tuple(rows),
    )


def _picture(group: str, names: list[str], ours: list[int], theirs: list[int]) -> Picture:
    title = OFFENCE_TITLES[group]
    return Picture(
        name=f"codes-{group.replace('_', '-')}",
        title=f"{title}: per cent of crimes by offence code, drawn for the synthetic force beside "
        "the West Midlands in 2017/18",
        chart=pairs(
            f"{title}, % of crimes",
            [
                (f"{code} {offences()[code].title}", 100 * one, 100 * other)
                for code, one, other in zip(names, shares(ours), shares(theirs), strict=True)
            ],
            "Real, 2017/18",
        ),
    )
