"""Sentences about what a whole is made of, and what drives it."""

from __future__ import annotations

from copperplate.findings.composition import Composition, Growth, Largest
from copperplate.findings.drivers import Contribution, Driven, ShareMoved
from copperplate.findings.thresholds import MOST_NAMED
from copperplate.narrative.runs import FigureRun, Run, Runs, Text
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import listed, number_word, sentence_case, the
from copperplate.series.units import PERCENT


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
        Text(f"In {the(found.period)}, {listed(names)} {verb} up "),
        made,
        Text(f" of {tell.inside(found)}."),
    )


def largest(tell: Teller, found: Largest) -> Runs:
    """Word the largest parts, each with its share."""
    said: list[Run] = [
        Text(f"The largest parts of {tell.inside(found)} in {the(found.period)} are ")
    ]
    last = len(found.parts) - 1
    for position, part in enumerate(found.parts):
        joint = "" if position == 0 else " and " if position == last else ", "
        share = tell.figure(
            found,
            "share",
            part.share * 100,
            measure=part.measure,
            unit=PERCENT,
            method="The part as a percentage of the whole.",
            periods=(found.period,),
        )
        said += [Text(f"{joint}{tell.short(part.measure)} ("), share, Text(")")]
    together = tell.figure(
        found,
        "share_of_named",
        sum(part.share for part in found.parts) * 100,
        unit=PERCENT,
        method="The sum of the parts named, as a percentage of the whole.",
        periods=(found.period,),
    )
    return (*said, Text(", together "), together, Text("."))


def growth(tell: Teller, found: Growth) -> Runs:
    """Word which parts have grown most, and how many rose."""
    fastest = [part for part in found.parts if (part.proportion or 0) > 0][:MOST_NAMED]
    number = found.rose + found.fell
    head = (
        f"Of {number_word(number)} parts of {tell.inside(found)} that changed between "
        f"{the(found.base)} and {the(found.period)}, {number_word(found.rose)} rose"
    )
    if not fastest:
        return (Text(f"{head}."),)
    said: list[Run] = [Text(f"{head}, most of all ")]
    for position, part in enumerate(fastest):
        joint = "" if position == 0 else " and " if position == len(fastest) - 1 else ", "
        by = tell.standard(
            part.measure,
            "change_size_percent",
            area=found.area,
            period=found.period,
            base=found.base,
        )
        said += [Text(f"{joint}{tell.short(part.measure)} (by "), by, Text(")")]
    return (*said, Text("."))


def share_moved(tell: Teller, found: ShareMoved) -> Runs:
    """Word a part's share now and then, the difference in percentage points."""
    now, then = (
        tell.figure(
            found,
            kind,
            share * 100,
            measure=found.part,
            unit=PERCENT,
            method="The part as a percentage of the whole.",
            periods=(period,),
        )
        for kind, share, period in (
            ("share", found.share, found.period),
            ("base_share", found.share_then, found.base),
        )
    )
    head: Runs = (
        Text(f"{sentence_case(tell.short(found.part))} makes up "),
        now,
        Text(f" of {tell.inside(found)} in {the(found.period)}, "),
    )
    if now.figure.text == then.figure.text:
        return (*head, Text(f"as in {the(found.base)}."))
    points = tell.figure(
        found,
        "share_change_size",
        abs(found.share - found.share_then) * 100,
        measure=found.part,
        unit=PERCENT.of_difference,
        method="The share now less the share then. Printed without its sign.",
        periods=(found.base, found.period),
    )
    more = "more" if found.share > found.share_then else "less"
    return (
        *head,
        points,
        Text(f" percentage points {more} than the "),
        then,
        Text(f" of {the(found.base)}."),
    )


def driven(tell: Teller, found: Driven) -> Runs:
    """Word which parts made a change, and which went against it."""
    rose = found.difference > 0
    size = _size(tell, found, found.measure)
    said: list[Run] = [
        Text(f"Between {the(found.base)} and {the(found.period)} {tell.inside(found)} "),
        Text("rose by " if rose else "fell by "),
        size,
        Text(": "),
        *_contributions(tell, found, found.drivers, " by "),
    ]
    if found.against:
        way = " fell by " if rose else " rose by "
        said += [Text("; "), *_contributions(tell, found, found.against, way)]
    return (*said, Text("."))


def _size(tell: Teller, found: Driven, measure: str) -> FigureRun:
    return tell.standard(
        measure, "change_size", area=found.area, period=found.period, base=found.base
    )


def _contributions(
    tell: Teller, found: Driven, parts: tuple[Contribution, ...], verb: str
) -> list[Run]:
    """Return "violence by 420 (84.0% of it) and robbery by 50 (10.0%)"."""
    said: list[Run] = []
    for position, part in enumerate(parts):
        joint = "" if position == 0 else " and " if position == len(parts) - 1 else ", "
        size = _size(tell, found, part.measure)
        said += [Text(f"{joint}{tell.short(part.measure)}{' by ' if position else verb}"), size]
        if part.share is not None and part.share > 0:
            share = tell.figure(
                found,
                "share_of_change",
                part.share * 100,
                measure=part.measure,
                unit=PERCENT,
                method="The part's change as a percentage of the change of the whole; over 100% "
                "in all where other parts moved the other way.",
                periods=(found.base, found.period),
            )
            said += [Text(" ("), share, Text(")" if position else " of it)")]
    return said


SENTENCES: Wordings = {
    Composition: composition,
    Largest: largest,
    Growth: growth,
    ShareMoved: share_moved,
    Driven: driven,
}
