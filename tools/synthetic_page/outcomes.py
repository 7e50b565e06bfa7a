"""Outcomes of drawn crimes beside the West Midlands' of 2016, in words that both can say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from copperplate.reference.crime_types import Relation, crime_types
from copperplate.reference.outcomes import find_outcome_text
from tools.reference_data.tables import read
from tools.synthetic_page.distance import apart, by_chance, shares
from tools.synthetic_page.drawn import Drawn
from tools.synthetic_page.picture import Picture, pairs
from tools.synthetic_page.sections import Section, points
from tools.synthetic_shapes.groups import groups_of
from tools.synthetic_shapes.outcomes import OUTCOMES

# What data.police.uk can tell apart → outcome types. A text stands for types of one of these.
KINDS = {
    "No outcome yet": ("",),
    "Charged": ("1", "1A"),
    "Taken into consideration": ("4",),
    "Caution": ("2", "2A", "3", "3A"),
    "Penalty notice": ("6",),
    "Drugs warning": ("7",),
    "Community resolution": ("8",),
    "Not in the public interest": ("9", "10"),
    "Suspect not prosecuted": ("5", "11", "12", "13", "14", "15", "16", "17"),
    "No suspect identified": ("18",),
    "Other organisation": ("20",),
}
KIND = {kind: name for name, kinds in KINDS.items() for kind in kinds}
IN_ANOTHER_CASE = ("1", "1A", "4")
"""Types of the text "Suspect charged as part of another case"; drawn as type 4."""

PICTURED = ("Burglary", "Violence and sexual offences", "Shoplifting", "Drugs")
LEAST = 0.01
"""A picture leaves out kinds that are less than this part of both."""

TEXT = """
Drawn: the outcome that a crime has in the end. Real: crimes of 2016 in the West Midlands with the
last outcome that data.police.uk had of them in the first half of 2017. Both are in words that
data.police.uk can tell apart: which of several outcome types a text stands for is assumed, and so
is every delay, and there is nothing to set beside those.

All years are drawn with the outcomes of 2016. Forces charged more often in the years before.
"""


def outcomes(drawn: Drawn, folder: Path) -> Section:
    """Return the section."""
    table = read(folder / OUTCOMES)
    rows = []
    pictures: dict[str, Picture] = {}
    for crime_type in crime_types().values():
        if crime_type.relation is Relation.NONE:
            continue
        name = crime_type.name
        real: Counter[str] = Counter()
        for row in table:
            if row["outcome"] != "(none)":
                real[_kind(row["outcome"])] += int(row[name])
        counted: Counter[str] = Counter()
        for group in groups_of(name):
            for (of, kind), crimes in drawn.outcomes.items():
                if of == group:
                    counted[KIND[kind]] += crimes
        ours, theirs = ([counts[kind] for kind in KINDS] for counts in (counted, real))
        rows.append(
            (
                name,
                f"{sum(ours):,}",
                points(apart(ours, theirs)),
                points(by_chance(theirs, sum(ours))),
            )
        )
        if name in PICTURED:
            pictures[name] = _picture(name, ours, theirs)
    return Section(
        title="Outcomes",
        text=TEXT,
        pictures=tuple(pictures[name] for name in PICTURED),
        heads=("crime type", "drawn", "distance", "by chance alone"),
        rows=tuple(rows),
    )


def _kind(text: str) -> str:
    found = find_outcome_text(text)
    assert found is not None, text
    if found.types == IN_ANOTHER_CASE:
        return KIND["4"]
    (kind,) = {KIND[kind] for kind in found.types or ("",)}
    return kind


def _picture(name: str, ours: list[int], theirs: list[int]) -> Picture:
    rows = [
        (kind, 100 * one, 100 * other)
        for kind, one, other in zip(KINDS, shares(ours), shares(theirs), strict=True)
        if max(one, other) >= LEAST
    ]
    return Picture(
        name="outcomes-" + name.lower().replace(" ", "-"),
        title=f"{name}: per cent of crimes by outcome, drawn for the synthetic force beside the "
        "West Midlands in 2016",
        chart=pairs(
            f"{name}, % of crimes",
            sorted(rows, key=lambda row: -row[2]),
            "Real, 2016",
        ),
    )
