"""Sentences that set an area beside others in one period: its group, or areas by name."""

from __future__ import annotations

from copperplate.findings.peers import AgainstGroup, Side, side_as_printed
from copperplate.findings.peers_across import MeasuresAbove, RankContrast
from copperplate.findings.peers_beside import BesideAreas, GroupRange, NotComparable
from copperplate.findings.thresholds import MOST_NAMED
from copperplate.narrative.methods import WITHOUT_SIGN
from copperplate.narrative.runs import Run, Runs, Text, joined
from copperplate.narrative.sentences.group import (
    group_figure,
    group_name,
    named,
    place,
    side_of,
    without,
)
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import both_or_all, listed, number_word, out_of, points, the
from copperplate.series.numbers import rounded

DIFFERENCE_METHOD = f"The area's figure less the other area's. {WITHOUT_SIGN}"
OTHERS = {Side.BELOW: "higher than", Side.LEVEL: "the same as", Side.ABOVE: "lower than"}


def against_group(tell: Teller, found: AgainstGroup) -> Runs:
    """Word where an area stands: its value, its place, and the side of the average."""
    return (
        Text(f"In {the(found.period)} {tell.inside(found)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(", "),
        *place(tell, found),
        Text(f" and {side_of(tell.unit(found.measure), found)} the group average of "),
        group_figure(tell, found, "average"),
        Text(f"{without(tell, found.measure, found.missing, found.period)}."),
    )


def beside_areas(tell: Teller, found: BesideAreas) -> Runs:
    """Word an area beside others by name; beside a single one, say by how much."""
    unit = tell.unit(found.measure)
    sides: dict[Side, list[Runs]] = {Side.ABOVE: [], Side.LEVEL: [], Side.BELOW: []}
    for code, value in found.others:
        item = (
            Text(f"in {tell.area(code)} ("),
            tell.value(found.measure, code, found.period),
            Text(")"),
        )
        sides[side_as_printed(value, found.value, unit.places)].append(item)
    if found.group is not None:
        group = found.group
        left_out = f", without {named(tell, group.missing)}" if group.missing else ""
        average = (
            Text(f"on average in the {group_name(tell)} ("),
            group_figure(tell, group, "average"),
            Text(f"{left_out})"),
        )
        sides[side_as_printed(group.average, found.value, unit.places)].append(average)
    said: list[Run] = []
    clauses = [(OTHERS[side], items) for side, items in sides.items() if items]
    for position, (words, items) in enumerate(clauses):
        joint = "" if position == 0 else ", and " if position == len(clauses) - 1 else ", "
        said += [Text(f"{joint}{words} "), *joined(items)]
    return (
        Text(f"In {the(found.period)} {tell.inside(found)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(", "),
        *_by(tell, found),
        *said,
        Text("."),
    )


def _by(tell: Teller, found: BesideAreas) -> Runs:
    """Return by how much an area differs from a single other; nothing where it prints as 0."""
    unit = tell.unit(found.measure)
    if found.group is not None or len(found.others) != 1:
        return ()
    ((code, value),) = found.others
    apart = abs(found.value - value)
    level = side_as_printed(value, found.value, unit.places) is Side.LEVEL
    if level or rounded(apart, unit.places) == 0:
        return ()
    by = tell.figure(
        found,
        "difference_size",
        apart,
        method=DIFFERENCE_METHOD,
        periods=(found.period,),
        unit=unit.of_difference,
        inputs=((tell.area(found.area), found.value), (tell.area(code), value)),
        areas=(found.area, code),
    )
    return (by, Text(f"{points(unit)} "))


def group_range(tell: Teller, found: GroupRange) -> Runs:
    """Word the lowest and the highest of a group."""
    places = tell.unit(found.measure).places
    lowest = tell.value(found.measure, found.lowest[0], found.period)
    head = f"In {the(found.period)} {tell.short(found.measure)}"
    number = len(found.with_data)
    members = f"members of the {group_name(tell)}"
    tail = Text(f"{without(tell, found.measure, found.missing, found.period, verb='')}.")
    if side_as_printed(found.low, found.high, places) is Side.LEVEL:
        every = out_of(number, len(found.members))
        return (Text(f"{head} stood at "), lowest, Text(f" in {every} {members}"), tail)
    across = f"the {number_word(number)}"
    if found.missing:
        across = f"{number_word(number)} of the {number_word(len(found.members))}"
    return (
        Text(f"{head} ranged from "),
        lowest,
        Text(f" in {named(tell, found.lowest)} to "),
        tell.value(found.measure, found.highest[0], found.period),
        Text(f" in {named(tell, found.highest)}, across {across} {members}"),
        tail,
    )


def not_comparable(tell: Teller, found: NotComparable) -> Runs:
    """Word that a measure does not compare, and its definition's reason."""
    return (
        Text(
            f"Figures for {tell.inside(found)} cannot be set beside those of other areas. "
            f"{found.reason}"
        ),
    )


def rank_contrast(tell: Teller, found: RankContrast) -> Runs:
    """Word two measures at opposite ends of the group, the one that is last first."""
    return (
        Text(f"In {the(found.dated)} {tell.area(found.area)} was "),
        *place(tell, found.last),
        Text(f" for {tell.short(found.last.measure)}, but "),
        *place(tell, found.first),
        Text(f" for {tell.short(found.first.measure)}."),
    )


def measures_above(tell: Teller, found: MeasuresAbove) -> Runs:
    """Word how many measures lie above the average, and which, where they are few."""
    number, above = len(found.compared), len(found.above)
    how_many = {0: "none is", 1: "one is", number: f"{both_or_all(number)} are"}.get(
        above, f"{number_word(above)} are"
    )
    away = "" if found.area == tell.book.context.area else f" for {tell.area(found.area)}"
    names = listed([tell.short(measure) for measure in found.above])
    which = f": {names}" if 0 < above <= MOST_NAMED else ""
    return (
        Text(
            f"Of {number_word(number)} measures compared{away} in {the(found.period)}, "
            f"{how_many} above the average of the {group_name(tell)}{which}."
        ),
    )


SENTENCES: Wordings = {
    AgainstGroup: against_group,
    BesideAreas: beside_areas,
    GroupRange: group_range,
    NotComparable: not_comparable,
    RankContrast: rank_contrast,
    MeasuresAbove: measures_above,
}
