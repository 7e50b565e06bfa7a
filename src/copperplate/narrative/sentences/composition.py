"""Sentences about what a whole is made of, and which of its parts have grown."""

from __future__ import annotations

from copperplate.findings.composition import Composition, Growth
from copperplate.findings.thresholds import MOST_NAMED
from copperplate.narrative.runs import Run, Runs, Text
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import listed, number_word
from copperplate.series.units import PERCENT

GROWTH_METHOD = (
    "The figure now less the figure in the base period, as a percentage of the base figure. "
    "Printed without its sign."
)


def composition(tell: Teller, found: Composition) -> Runs:
    """Word the fewest parts that make half of a whole."""
    names = [tell.short(part.measure) for part in found.parts[: found.half]]
    verb = "makes" if found.half == 1 else "together make"
    share = sum(part.share for part in found.parts[: found.half]) * 100
    made = tell.figure(
        found,
        "share_of_largest",
        share,
        unit=PERCENT,
        method="The sum of the largest parts, as a percentage of the whole.",
        periods=(found.period,),
    )
    return (
        Text(f"In the {found.period}, {listed(names)} {verb} up "),
        made,
        Text(f" of {tell.inside(found)}."),
    )


def growth(tell: Teller, found: Growth) -> Runs:
    """Word which parts have grown most, and how many rose."""
    fastest = [part for part in found.parts if (part.proportion or 0) > 0][:MOST_NAMED]
    number = found.rose + found.fell
    head = (
        f"Of {number_word(number)} parts of {tell.inside(found)} that changed between the "
        f"{found.base} and the {found.period}, {number_word(found.rose)} rose"
    )
    if not fastest:
        return (Text(f"{head}."),)
    said: list[Run] = [Text(f"{head}, most of all ")]
    for position, part in enumerate(fastest):
        joint = "" if position == 0 else " and " if position == len(fastest) - 1 else ", "
        by = tell.figure(
            found,
            "change_size_percent",
            (part.proportion or 0.0) * 100,
            measure=part.measure,
            unit=PERCENT,
            method=GROWTH_METHOD,
            periods=(found.base, found.period),
        )
        said += [Text(f"{joint}{tell.short(part.measure)} (by "), by, Text(")")]
    return (*said, Text("."))


SENTENCES: Wordings = {Composition: composition, Growth: growth}
