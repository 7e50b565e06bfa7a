"""Sentences on how an area's place in its group has moved: rank, gap, and change."""

from __future__ import annotations

from copperplate.findings.peers import AgainstGroup, Side, side_as_printed
from copperplate.findings.peers_over_time import (
    ChangeAgainstGroup,
    GapTrend,
    RankMoved,
    TrendUnknown,
)
from copperplate.narrative.methods import AVERAGE_WORDS, WITHOUT_SIGN
from copperplate.narrative.runs import FigureRun, Run, Runs, Text
from copperplate.narrative.sentences.group import (
    SIDE,
    group_figure,
    group_name,
    named,
    order,
)
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import number_word, one_period, points, the
from copperplate.series import Figure
from copperplate.series.numbers import rounded
from copperplate.series.units import PERCENT, Unit


def rank_moved(tell: Teller, found: RankMoved) -> Runs:
    """Word a rank now and then; better or worse only where the measure has a good direction."""
    now, then = found.now, found.then
    head: list[Run] = [
        Text(f"In {the(now.period)} {tell.area(found.area)} ranked {_joint(now)}"),
        group_figure(tell, now, "rank"),
        Text(
            f" of {number_word(len(now.with_data))}{' with data' if now.missing else ''} in the "
            f"{group_name(tell)} for {tell.short(found.measure)}, {order(tell, now)}"
        ),
    ]
    if not found.places:
        return (*head, Text(f", as in {the(then.period)}."))
    before = (Text(f"it ranked {_joint(then)}"), group_figure(tell, then, "rank"), Text("."))
    if tell.shelf[found.measure].shown.about.better == "neither":
        return (*head, Text(f"; in {the(then.period)} "), *before)
    number = abs(found.places)
    moved = f"{number_word(number)} place{'' if number == 1 else 's'}"
    way = "better" if found.places > 0 else "worse"
    return (*head, Text(f", {moved} {way} than in {the(then.period)}, when "), *before)


def _joint(fact: AgainstGroup) -> str:
    return "joint " if fact.sharing else ""


def gap_trend(tell: Teller, found: GapTrend) -> Runs:
    """Word the gap now and then; grown or narrowed only where the printed sizes say so."""
    now, then = found.now, found.then
    unit = tell.unit(found.measure)
    sides = _gap_side(now, unit.places), _gap_side(then, unit.places)
    base = the(then.period)
    head: list[Run] = [Text(f"In {the(now.period)} {tell.inside(found)} {tell.of(found).was} ")]
    if sides[0] is not Side.LEVEL:
        head += _gap(tell, now, unit)
    head.append(Text(f"{SIDE[sides[0]]} the average of the {group_name(tell)}"))
    sizes = rounded(abs(now.gap), unit.places), rounded(abs(then.gap), unit.places)
    if sides[0] is sides[1] and (sides[0] is Side.LEVEL or sizes[0] == sizes[1]):
        return (*head, Text(f", as in {base}."))
    if sides[1] is Side.LEVEL:
        return (*head, Text(f"; in {base} it was in line with it."))
    before = (Text(f"; in {base} it was "), *_gap(tell, then, unit))
    if sides[0] is not sides[1]:
        return (*head, *before, Text(f"{SIDE[sides[1]]} it."))
    moved = "grown" if sizes[0] > sizes[1] else "narrowed"
    return (
        *head,
        *before,
        Text(f"{SIDE[sides[1]]}, so the gap has {moved}."),
    )


def _gap_side(fact: AgainstGroup, places: int) -> Side:
    """Return the side of the average that readers see, as where the area stands is told."""
    return side_as_printed(fact.value, fact.average, places)


def _gap(tell: Teller, fact: AgainstGroup, unit: Unit) -> Runs:
    """Return the size of a gap before its side; one that prints as nothing is "just"."""
    if rounded(fact.gap, unit.places) == 0:
        return (Text("just "),)
    return (group_figure(tell, fact, "gap_size"), Text(f"{points(unit)} "))


def trend_unknown(tell: Teller, found: TrendUnknown) -> Runs:
    """Word why now and then cannot be set beside each other."""
    head = (
        f"For {tell.inside(found)}, the gap to the group average cannot be set beside that "
        f"of {the(found.then.period)}: "
    )
    two = f"the two {one_period(found.now.period.kind)}s"
    if found.odd:
        return (
            Text(f"{head}figures for {named(tell, found.odd)} can be shown in only one of {two}."),
        )
    return (Text(f"{head}the series of {named(tell, found.broken)} breaks between {two}."),)


def change_against_group(tell: Teller, found: ChangeAgainstGroup) -> Runs:
    """Word an area's change beside that of the average: more, less, the other way."""
    name = group_name(tell)
    own, average = _own_change(tell, found), _average_change(tell, found)
    suffix = Text(points(tell.unit(found.measure)))
    verbs = _verb(found.own, own), _verb(found.average, average)
    spoken = tell.inside(found)
    head = Text(f"Between {the(found.then.period)} and {the(found.now.period)} {spoken} ")
    mean = f"the average of the {name}"
    if verbs[0] == "barely changed":
        also = f", and so did {mean}." if verbs[1] == verbs[0] else f", while {mean} "
        said: Runs = (head, Text(verbs[0] + also))
        if verbs[1] == verbs[0]:
            return said
        return (*said, Text(f"{verbs[1]} by "), FigureRun(average), suffix, Text("."))
    said = (head, Text(f"{verbs[0]} by "), FigureRun(own), suffix)
    if verbs[1] == "barely changed":
        return (*said, Text(f", while {mean} barely changed."))
    if verbs[0] != verbs[1]:
        said = (*said, Text(f", while {mean} {verbs[1]} by "))
        return (*said, FigureRun(average), suffix, Text("."))
    sizes = [rounded(abs(n) * _scale(found), PERCENT.places) for n in (found.own, found.average)]
    if sizes[0] == sizes[1]:
        return (*said, Text(f", as much as {mean}."))
    more = "more" if sizes[0] > sizes[1] else "less"
    noun = {"rose": "rise", "fell": "fall"}[verbs[1]]
    said = (*said, Text(f", {more} than the {noun} of "), FigureRun(average), suffix)
    return (*said, Text(f" in {mean}."))


def _verb(change: float, made: Figure) -> str:
    if made.value is None or rounded(made.value, made.places) == 0:
        return "barely changed"
    return "rose" if change > 0 else "fell"


def _scale(found: ChangeAgainstGroup) -> float:
    return 1.0 if found.in_points else 100.0


def _own_change(tell: Teller, found: ChangeAgainstGroup) -> Figure:
    kind = "change_size" if found.in_points else "change_size_percent"
    return tell.standard(
        found.measure, kind, area=found.area, period=found.now.period, base=found.then.period
    ).figure


def _average_change(tell: Teller, found: ChangeAgainstGroup) -> Figure:
    now, then = found.now, found.then
    periods = (then.period, now.period)
    return tell.figure(
        found,
        "average_change_size" if found.in_points else "average_change_size_percent",
        abs(found.average) * _scale(found),
        method=(
            "The change of the average over the same members"
            + ("" if found.in_points else ", as a percentage of the base average")
            + f". The average is {AVERAGE_WORDS[now.definition]}. {WITHOUT_SIGN}"
        ),
        periods=periods,
        unit=tell.unit(found.measure).of_difference if found.in_points else PERCENT,
        inputs=((f"average, {then.period}", then.average), (f"average, {now.period}", now.average)),
        areas=now.with_data,
    ).figure


SENTENCES: Wordings = {
    RankMoved: rank_moved,
    GapTrend: gap_trend,
    TrendUnknown: trend_unknown,
    ChangeAgainstGroup: change_against_group,
}
