"""Sentences about how a count is spread over areas: half of it, one's share, concentration."""

from __future__ import annotations

from copperplate.findings.area_shares import Concentration, Extent, HalfIn, Share, ShareInArea
from copperplate.findings.thresholds import MOST_AREAS_NAMED
from copperplate.narrative.runs import Run, Runs, Text
from copperplate.narrative.sentences.areas import Inputs, inputs_of, named_in
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import number_word, the
from copperplate.series.units import PERCENT

HALF_METHOD = "The sum of the largest areas, as a percentage of the whole."
PART_METHOD = "The count of the area as a percentage of that of the whole."
PARTS_METHOD = "The count of the areas together as a percentage of that of the whole."
EXTENT_METHOD = "What the areas have of it together as a percentage of what there is."

EXTENT_WORDS = {
    Extent.LAND: "the land area",
    Extent.RESIDENTS: "the residents",
    Extent.ROADS: "the road length",
}


def half(tell: Teller, found: HalfIn) -> Runs:
    """Word the fewest areas that make half."""
    number = len(found.areas)
    counts = inputs_of(tell, found, (*found.areas, found.area), found.period)
    names = f"{named_in(tell, found.areas)}, " if number <= MOST_AREAS_NAMED else ""
    return (
        Text(
            f"In {the(found.period)} at least half of {tell.inside(found)} {tell.of(found).was} in "
            f"{number_word(number)} of {number_word(found.of)} areas: {names}"
            f"{'' if number == 1 else 'together '}"
        ),
        _share(tell, found, "share_of_largest", HALF_METHOD, counts),
        Text("."),
    )


def share_in_area(tell: Teller, found: ShareInArea) -> Runs:
    """Word how much of a whole one area holds."""
    counts = inputs_of(tell, found, (found.area, found.within), found.period)
    home = found.within == tell.book.context.area
    whole = tell.short(found.measure) + ("" if home else f" in {tell.area(found.within)}")
    return (
        Text(f"In {the(found.period)} {tell.area(found.area)} had "),
        _share(tell, found, "share_of_whole", PART_METHOD, counts),
        Text(f" of {whole}."),
    )


def concentration(tell: Teller, found: Concentration) -> Runs:
    """Word much of a count in little of something else."""
    counts = (("the areas", found.part), ("the whole", found.whole))
    extent = tell.figure(
        found,
        f"share_of_{found.extent.value}",
        found.extent_percent,
        unit=PERCENT,
        method=EXTENT_METHOD,
        periods=(),  # nothing here comes of the measure's own releases
        inputs=(("the areas", found.held), ("the whole", found.in_all)),
    )
    return (
        Text(f"In {the(found.period)} {named_in(tell, found.areas)} had "),
        _share(tell, found, "share_of_areas", PARTS_METHOD, counts),
        Text(f" of {tell.inside(found)}, with "),
        extent,
        Text(f" of {EXTENT_WORDS[found.extent]}."),
    )


def _share(tell: Teller, found: Share, kind: str, method: str, inputs: Inputs) -> Run:
    return tell.figure(
        found,
        kind,
        found.percent,
        unit=PERCENT,
        method=method,
        periods=(found.period,),
        inputs=inputs,
        marks=found.marks,
    )


SENTENCES: Wordings = {
    HalfIn: half,
    ShareInArea: share_in_area,
    Concentration: concentration,
}
