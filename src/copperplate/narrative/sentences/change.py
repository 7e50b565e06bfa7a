"""Sentences about change since a base: of one measure, of several, and what explains it."""

from __future__ import annotations

from copperplate.findings.base_month import BaseMonth
from copperplate.findings.change import ChangeOnTwoBases, ChangeSince
from copperplate.findings.process import Turn
from copperplate.findings.together import (
    AllStable,
    ChangedButStable,
    ExceptionalBase,
    MovedTogether,
)
from copperplate.narrative.methods import LIMIT
from copperplate.narrative.runs import FigureRun, Runs, Text, capital, joined
from copperplate.narrative.sentences.process import lasting
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import both_or_all, listed, points, sentence_case, the
from copperplate.periods import Period
from copperplate.series.units import UnitKind

BROKEN = ", with a break in the series between the two"
OVERLAP = ", which shares months with it"


def change(tell: Teller, found: ChangeSince) -> Runs:
    """Word one measure's change; a base too small for a percentage is told in numbers."""
    head: Runs = (
        Text(f"{tell.subject(found)} stood at "),
        tell.value(found.measure, found.area, found.now.period),
        Text(f" in {the(found.now.period)}, "),
    )
    return (*head, *_beside_base(tell, found), Text("."))


def change_on_two_bases(tell: Teller, found: ChangeOnTwoBases) -> Runs:
    """Word one measure's change since the base, and since a year ago."""
    now = found.since.now.period
    return (
        Text(f"{tell.subject(found)} stood at "),
        tell.value(found.measure, found.area, now),
        Text(f" in {the(now)}: "),
        *_beside_base(tell, found.since),
        Text(", and "),
        *_beside_base(tell, found.in_a_year),
        Text("."),
    )


def _beside_base(tell: Teller, found: ChangeSince) -> Runs:
    """Return "28.4% higher (6,338 more) than the 22,337 of the year ending March 2016"."""
    base = tell.value(found.measure, found.area, found.base)
    broken = (BROKEN if found.broken else "") + (OVERLAP if found.overlaps else "")
    tail = Text(f" of {the(found.base)}{broken}")
    if not found.difference:
        return (Text(f"the same as in {the(found.base)}{broken}"),)
    if found.about_the_same:
        return (Text("about the same as the "), base, tail)
    in_number: Runs = ()
    if found.proportion is not None and tell.unit(found.measure).kind is UnitKind.COUNT:
        more = "more" if found.difference > 0 else "fewer"
        in_number = (Text(" ("), _size(tell, found), Text(f" {more})"))
    return (*moved_by(tell, found), *in_number, Text(" than the "), base, tail)


def moved_by(tell: Teller, found: ChangeSince) -> Runs:
    """Return "28.4% higher", or "9 more" where a percentage would mislead."""
    unit = tell.unit(found.measure)
    higher = "higher" if found.difference > 0 else "lower"
    if unit.kind is UnitKind.PERCENT:
        return (_size(tell, found), Text(f"{points(unit)} {higher}"))
    if found.proportion is not None:
        return (_percent(tell, found), Text(f" {higher}"))
    if unit.kind is UnitKind.COUNT:
        return (_size(tell, found), Text(" more" if found.difference > 0 else " fewer"))
    return (_size(tell, found), Text(f" {higher}"))


def _percent(tell: Teller, found: ChangeSince) -> FigureRun:
    return _of_change(tell, found, "change_size_percent")


def _size(tell: Teller, found: ChangeSince) -> FigureRun:
    return _of_change(tell, found, "change_size")


def _of_change(tell: Teller, found: ChangeSince, kind: str) -> FigureRun:
    return tell.standard(
        found.measure, kind, area=found.area, period=found.now.period, base=found.base
    )


def changed_but_stable(tell: Teller, found: ChangedButStable) -> Runs:
    """Word a change that is within routine variation."""
    period, stable = found.change.now.period, found.stable
    return (
        Text(f"{tell.subject(found)} {tell.of(found).was} "),
        *moved_by(tell, found.change),
        Text(
            f" in {the(period)} than in {the(found.change.base)}, and {tell.of(found).has} been "
            f"stable all the while: {tell.of(found).its} process has held since {stable.since}, "
            f"{lasting(stable)}."
        ),
    )


def exceptional_base(tell: Teller, found: ExceptionalBase) -> Runs:
    """Word a change that its base explains."""
    low = found.turn is Turn.DOWN
    return (
        Text(f"{tell.subject(found)} {tell.of(found).was} "),
        *moved_by(tell, found.change),
        Text(
            f" in {the(found.change.dated)} than a year before, when {tell.of(found).it} "
            f"{tell.of(found).was} exceptionally {'low' if low else 'high'}: "
        ),
        tell.value(found.measure, found.area, found.change.base),
        *_beyond_limit(tell, found, found.change.base),
        Text("."),
    )


def _beyond_limit(tell: Teller, found: ExceptionalBase | BaseMonth, when: Period) -> Runs:
    """Word the limit that what explains a change lay on or beyond."""
    low = found.turn is Turn.DOWN
    limit = tell.figure(
        found,
        "base_lower_limit" if low else "base_upper_limit",
        found.limit,
        method=LIMIT,
        periods=(when,),
    )
    return (Text(f", on or beyond its {'lower' if low else 'upper'} limit of "), limit)


def base_month(tell: Teller, found: BaseMonth) -> Runs:
    """Word a change that one exceptional month of the base explains, or hides."""
    low = found.turn is Turn.DOWN
    month = tell.figure(
        found,
        "base_month",
        found.value,
        method="What was counted in the exceptional month of the base.",
        periods=(found.month,),
    )
    then, now, when = the(found.change.base), the(found.dated), the(found.month)
    exceptional = f"was exceptionally {'low' if low else 'high'}: "
    explained = (
        f"The {'rise' if low else 'fall'} of {tell.inside(found)} from {then} to {now} can be "
        f"explained by {when}, which {exceptional}"
    )
    hidden = (
        f"{tell.subject(found)} {tell.of(found).was} about the same in {now} as in {then}, of "
        f"which {when} {exceptional}"
    )
    return (
        Text(hidden if found.hides else explained),
        month,
        *_beyond_limit(tell, found, found.month),
        *_without_it(tell, found),
        Text("."),
    )


def _without_it(tell: Teller, found: BaseMonth) -> Runs:
    head = Text(". Without that month, in both years, it ")
    if not found.rest:
        return (head, Text("has not changed"))
    size = tell.figure(
        found,
        "rest_of_change_size",
        abs(found.rest),
        method="The change, less the change of the month alone. Printed without its sign.",
        periods=(found.change.base, found.dated),
    )
    return (head, Text("rose by " if found.rest > 0 else "fell by "), size)


def moved_together(tell: Teller, found: MovedTogether) -> Runs:
    """Word several measures that moved the same way, each with its size."""
    higher = "higher" if found.turn is Turn.UP else "lower"
    items: list[Runs] = [
        (Text(f"{tell.short(one.measure)} (by "), *moved_by(tell, one)[:1], Text(")"))
        for one in found.changes
    ]
    base = found.changes[0].base
    return (
        *capital(joined(items)),
        Text(f" were {both_or_all(len(items))} {higher}"),
        Text(f" in {the(found.dated)} than in {the(base)}."),
    )


def all_stable(tell: Teller, found: AllStable) -> Runs:
    """Word several stable processes."""
    names = [tell.short(one.measure) for one in found.processes]
    each = both_or_all(len(names))
    return (Text(f"{sentence_case(listed(names))} are {each} stable in their current processes."),)


SENTENCES: Wordings = {
    ChangeSince: change,
    ChangeOnTwoBases: change_on_two_bases,
    ChangedButStable: changed_but_stable,
    BaseMonth: base_month,
    ExceptionalBase: exceptional_base,
    MovedTogether: moved_together,
    AllStable: all_stable,
}
