"""The whole page, of what was drawn and the folder of published files; and the drawing of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from copperplate.reference.shipped import read_rows
from copperplate.synthetic.crimes import draw_crimes
from copperplate.synthetic.lives import live
from copperplate.synthetic.shapes import shipped
from copperplate.synthetic.world import brumshire
from tools.synthetic_page.codes import codes
from tools.synthetic_page.drawn import Drawn
from tools.synthetic_page.months import months
from tools.synthetic_page.outcomes import outcomes
from tools.synthetic_page.picture import FOLDER, Picture
from tools.synthetic_page.sections import Section
from tools.synthetic_page.times import hours, weekdays

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "synthetic-shapes.md"

OPENING = """\
# Synthetic crimes beside real ones

**Synthetic: Brumshire Police does not exist.** Its crimes are drawn by chance, in shapes: so many
in March, so many on Saturdays, so many charged. This page sets what was drawn, {crimes} crimes of
April 2006 to June 2014, beside the open data that the shapes come from, or beside the assumption
where there are none.

A **distance** is the total variation distance in percentage points: so many of a hundred crimes
would have to be moved to turn one shape into the other. Samples of the same shape lie apart too:
**by chance alone** says how far, on average, for as many crimes as were drawn (and as many as were
real, where the real ones took no part in the weights). A distance well above it is a difference;
one below it is none that these numbers could show. What is planted in the force on purpose (a
campaign, a gang, a shopping centre) is part of what was drawn.

Nothing that is found in these crimes is evidence of crime.
"""

CLOSING = """\
## Where the shapes come from

They ship as whole numbers in `src/copperplate/synthetic/shapes/`, with each source in `index.csv`
and the reason for each assumption in `reasons.csv`. `python -m tools.synthetic_shapes` makes them
again from the published files, and `python -m tools.synthetic_page` this page.

| file | source | edition | licence | what it is used for |
| --- | --- | --- | --- | --- |
{sources}

Kinds of place, markers and delays are assumed throughout.

{attributions}
"""


@dataclass(frozen=True)
class Page:
    """Its Markdown, and its pictures."""

    text: str
    pictures: tuple[Picture, ...]

    def files(self) -> dict[Path, str]:
        """Return the text of each file, by its path."""
        folder = PAGE.parent / FOLDER
        pictures = {folder / f"{one.name}.svg": one.text for one in self.pictures}
        return {PAGE: self.text, **pictures}


def page(drawn: Drawn, published: Path) -> Page:
    """Return the page.

    Args:
        drawn: What was drawn.
        published: The folder of published files.
    """
    sections: tuple[Section, ...] = (
        months(drawn, published),
        weekdays(drawn, published),
        hours(drawn, published),
        codes(drawn, published),
        outcomes(drawn, published),
    )
    parts = [
        OPENING.format(crimes=f"{drawn.hours.total():,}"),
        *(section.markup for section in sections),
        _closing(),
    ]
    return Page("\n".join(parts), tuple(one for section in sections for one in section.pictures))


def draw_force() -> Drawn:
    """Return what is drawn of the force by its own seed: every crime that is not cancelled."""
    world = brumshire()
    drawn = Drawn()
    for quarter in world.quarters:
        crimes = draw_crimes(world, quarter)
        lives = live(world, quarter, crimes)
        for place, group in enumerate(world.groups):
            rows = (crimes.group == place) & ~crimes.cancelled
            drawn.add(
                group,
                recorded=crimes.recorded[rows],
                committed=crimes.committed[rows],
                offences=(world.offences, crimes.offence[rows]),
                outcomes=(world.outcomes, lives.outcome[rows]),
            )
    return drawn


def _closing() -> str:
    index = read_rows(shipped("index.csv"))
    sources = [
        f"| `{row['file']}` | {row['title']}, {row['publisher']} | {row['edition']} "
        f"| {row['licence']} | {row['note']} |"
        for row in index
        if row["obtained"]
    ]
    attributions = dict.fromkeys(row["attribution"] for row in index if row["obtained"])
    return CLOSING.format(sources="\n".join(sources), attributions="\n".join(attributions))
