"""Sentences about what a whole is made of, and what drives it."""

from __future__ import annotations

from copperplate.findings.composition import Busiest, Composition, Growth, Largest
from copperplate.findings.drivers import Contribution, Driven, ShareMoved
from copperplate.findings.finding import Finding
from copperplate.findings.thresholds import MOST_NAMED, MOST_PARTS_NAMED
from copperplate.narrative.methods import WITHOUT_SIGN
from copperplate.narrative.runs import FigureRun, Run, Runs, Text, joined
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import (
    both_or_all,
    listed,
    number_word,
    points,
    sentence_case,
    the,
)
from copperplate.periods import Period
from copperplate.series.numbers import rounded
from copperplate.series.units import PERCENT


def composition(tell: Teller, found: Composition) -> Runs:
    """Word the fewest parts that make half of a whole; more than a few are counted."""
    names = [tell.short(part.measure) for part in found.parts[: found.half]]
    verb = "together make"
    if found.half == 1:
        verb = tell.agreeing(found.parts[0].measure).makes
    many = len(found.parts) + found.hidden
    who = f"{number_word(found.half)} of {number_word(many)} parts"
    if found.half <= MOST_PARTS_NAMED:
        who = listed(names)
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
        Text(f"In {the(found.period)}, {who} {verb} up "),
        made,
        Text(f" of {tell.inside(found)}."),
    )


def busiest(tell: Teller, found: Busiest) -> Runs:
    """Word how much the busiest tenth of many parts hold."""
    share = tell.figure(
        found,
        "share_of_busiest",
        found.part / found.whole * 100,
        unit=PERCENT,
        method="The sum of the busiest tenth of parts, as a percentage of the whole.",
        periods=(found.period,),
        inputs=(("the busiest parts", found.part), ("the whole", found.whole)),
    )
    return (
        Text(f"The busiest {number_word(found.number)} of {number_word(found.of)} parts had "),
        share,
        Text(f" of {tell.inside(found)} in {the(found.period)}."),
    )


def largest(tell: Teller, found: Largest) -> Runs:
    """Word the largest parts, each with its share."""
    items = [
        (
            Text(f"{tell.short(part.measure)} ("),
            _share(tell, found, "share", part.share, part.measure, (found.period,)),
            Text(")"),
        )
        for part in found.parts
    ]
    together = tell.figure(
        found,
        "share_of_named",
        sum(part.share for part in found.parts) * 100,
        unit=PERCENT,
        method="The sum of the parts named, as a percentage of the whole.",
        periods=(found.period,),
    )
    return (
        Text(f"The largest parts of {tell.inside(found)} in {the(found.period)} are "),
        *joined(items),
        Text(", together "),
        together,
        Text("."),
    )


def growth(tell: Teller, found: Growth) -> Runs:
    """Word which parts have grown most, and how many rose."""
    growing = [
        part for part in found.parts if rounded((part.proportion or 0) * 100, PERCENT.places) > 0
    ]
    fastest, changed = growing[:MOST_NAMED], found.rose + found.fell
    between = f"between {the(found.base)} and {the(found.period)}"
    if not changed:
        return (Text(f"No part of {tell.inside(found)} changed {between}."),)
    if changed == 1:
        way = "rose" if found.rose else "fell"
        head = f"One part of {tell.inside(found)} changed {between}, and it {way}"
    else:
        rose = {changed: both_or_all(changed), 0: "none"}.get(found.rose, number_word(found.rose))
        parts = f"{number_word(changed)} parts of {tell.inside(found)}"
        head = f"Of {parts} that changed {between}, {rose} rose"
    if not fastest:
        return (Text(f"{head}."),)
    # A part with no percentage may have grown more than any that has one.
    where = "; where a percentage can be given," if found.rose > len(growing) else ","
    items = [
        (
            Text(f"{tell.short(part.measure)} (by "),
            tell.standard(
                part.measure,
                "change_size_percent",
                area=found.area,
                period=found.period,
                base=found.base,
            ),
            Text(")"),
        )
        for part in fastest
    ]
    most = ": " if changed == 1 else f"{where} most of all "
    return (Text(head + most), *joined(items), Text("."))


def share_moved(tell: Teller, found: ShareMoved) -> Runs:
    """Word a part's share now and then, the difference in percentage points."""
    now = _share(tell, found, "share", found.share, found.part, (found.period,))
    then = _share(tell, found, "base_share", found.share_then, found.part, (found.base,))
    head: Runs = (
        Text(f"{sentence_case(tell.short(found.part))} {tell.agreeing(found.part).makes} up "),
        now,
        Text(f" of {tell.inside(found)} in {the(found.period)}, "),
    )
    if now.figure.text == then.figure.text:
        return (*head, Text(f"as in {the(found.base)}."))
    size = abs(found.share - found.share_then) * 100
    if rounded(size, PERCENT.of_difference.places) == 0:
        return (*head, Text("about the same as the "), then, Text(f" of {the(found.base)}."))
    moved = tell.figure(
        found,
        "share_change_size",
        size,
        measure=found.part,
        unit=PERCENT.of_difference,
        method=f"The share now less the share then. {WITHOUT_SIGN}",
        periods=(found.base, found.period),
    )
    more = "more" if found.share > found.share_then else "less"
    return (
        *head,
        moved,
        Text(f"{points(PERCENT)} {more} than the "),
        then,
        Text(f" of {the(found.base)}."),
    )


def _share(
    tell: Teller,
    found: Finding,
    kind: str,
    share: float,
    measure: str,
    periods: tuple[Period, ...],
) -> FigureRun:
    return tell.figure(
        found,
        kind,
        share * 100,
        measure=measure,
        unit=PERCENT,
        method="The part as a percentage of the whole.",
        periods=periods,
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
        *_contributions(tell, found, found.drivers, " by ", found.more),
    ]
    if found.against:
        way = " fell by " if rose else " rose by "
        said += [Text("; "), *_contributions(tell, found, found.against, way, found.more_against)]
    return (*said, Text("."))


def _size(tell: Teller, found: Driven, measure: str) -> FigureRun:
    return tell.standard(
        measure, "change_size", area=found.area, period=found.period, base=found.base
    )


def _contributions(
    tell: Teller, found: Driven, parts: tuple[Contribution, ...], verb: str, more: int
) -> Runs:
    """Return "violence by 420 (84.0% of it), robbery by 50 (10.0%) and two others"."""
    return joined(
        [
            (
                Text(f"{tell.short(part.measure)}{' by ' if position else verb}"),
                _size(tell, found, part.measure),
                *_of_change(tell, found, part, " of it" if position == 0 else ""),
            )
            for position, part in enumerate(parts)
        ],
        more,
    )


def _of_change(tell: Teller, found: Driven, part: Contribution, of_it: str) -> Runs:
    """Return a driver's share of the change; a part that went against it has none."""
    if part.share is None or part.share < 0:
        return ()
    share = tell.figure(
        found,
        "share_of_change",
        part.share * 100,
        measure=part.measure,
        unit=PERCENT,
        method="The part's change as a percentage of the change of the whole; over 100% in all "
        "where other parts moved the other way.",
        periods=(found.base, found.period),
    )
    return (Text(" ("), share, Text(f"{of_it})"))


SENTENCES: Wordings = {
    Busiest: busiest,
    Composition: composition,
    Largest: largest,
    Growth: growth,
    ShareMoved: share_moved,
    Driven: driven,
}
