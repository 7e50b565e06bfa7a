"""Phrases of a group of areas that sentences share: its name, a place in it, who is missing.

"Below", "in line" and "above" are told of numbers as they are printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.findings.peers import AgainstGroup, Side, side_as_printed
from copperplate.narrative.hedges import just_above, just_below
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.sentences.teller import Teller
from copperplate.narrative.wording import listed, number_word, out_of
from copperplate.periods import Period
from copperplate.series import Mark
from copperplate.series.numbers import rounded
from copperplate.series.units import Unit

SIDE = {Side.BELOW: "below", Side.LEVEL: "in line with", Side.ABOVE: "above"}


def group_name(tell: Teller) -> str:
    """Return what the paper's group is called: ``most similar group of forces``.

    Raises:
        ValueError: The paper has no group; findings against one are of another paper.
    """
    group = tell.book.context.group
    if group is None:
        raise ValueError("a finding against a group, in a paper without one")
    return group.name


def group_figure(tell: Teller, fact: AgainstGroup, kind: str) -> FigureRun:
    """Return the average, rank or size of gap that a comparison speaks of.

    Args:
        tell: The figure is made by its book, so that it opens to the group's definition.
        fact: The comparison.
        kind: ``average``, ``rank`` or ``gap_size``.

    Raises:
        ValueError: The comparison is with another group or average than the paper's.
    """
    run = tell.standard(fact.measure, kind, area=fact.area, period=fact.period)
    said = {"average": fact.average, "rank": float(fact.rank), "gap_size": abs(fact.gap)}[kind]
    if run.figure.value != said:
        raise ValueError("the comparison is not with the group of the paper")
    return run


def place(tell: Teller, fact: AgainstGroup) -> Runs:
    """Return an area's place: ``the lowest of four in the group``, ``2nd of four in …``."""
    number = len(fact.with_data)
    among = f"{' with data' if fact.missing else ''} in the {group_name(tell)}"
    of = f"{number_word(number)}{among}"
    if len(fact.sharing) == number - 1:
        return (Text(f"the same for {out_of(number, number)}{among}"),)
    low, high = ("lower", "higher") if number == 2 else ("lowest", "highest")
    first, last = (high, low) if _highest_first(tell, fact) else (low, high)
    tied = f"level with {named(tell, fact.sharing)} as " if fact.sharing else ""
    if fact.rank == 1:
        return (Text(f"{tied}the {first} of {of}"),)
    if fact.from_last == 1:
        return (Text(f"{tied}the {last} of {of}"),)
    return (Text(tied), group_figure(tell, fact, "rank"), Text(f" of {of}, {first} first,"))


def side_of(unit: Unit, fact: AgainstGroup) -> str:
    """Return the side of the average, hedged only where it is near in fact and in print."""
    side = side_as_printed(fact.value, fact.average, unit.places)
    hedge = {Side.BELOW: just_below, Side.ABOVE: just_above}.get(side)
    if hedge is None:
        return SIDE[side]
    as_printed = [float(rounded(n, unit.places)) for n in (fact.value, fact.average)]
    near = hedge(fact.value, fact.average) and hedge(*as_printed)
    return near or SIDE[side]


def order(tell: Teller, fact: AgainstGroup) -> str:
    """Return from which end ranks are counted: ``lowest first``."""
    return "highest first" if _highest_first(tell, fact) else "lowest first"


def without(
    tell: Teller, measure: str, missing: Sequence[str], period: Period, *, verb: str = "taken "
) -> str:
    """Return a clause on the members left out, or nothing: ``, taken without Beta, …``.

    A value that is hidden exists; it is not said that there are no data.
    """
    series = tell.shelf[measure].shown.series
    hidden = [
        code
        for code in missing
        if (seen := series[code].at(period)) is not None and Mark.CONFIDENTIAL in seen.marks
    ]
    absent = [code for code in missing if code not in hidden]
    reasons = []
    if absent:
        reasons.append(f"{named(tell, absent)}, for which there are no data")
    if hidden:
        whose = "whose figure is" if len(hidden) == 1 else "whose figures are"
        reasons.append(f"{named(tell, hidden)}, {whose} hidden to protect people")
    return f", {verb}without {', and without '.join(reasons)}" if reasons else ""


def named(tell: Teller, codes: Sequence[str]) -> str:
    """Return the names of areas as readers list them."""
    return listed([tell.area(code) for code in codes])


def _highest_first(tell: Teller, fact: AgainstGroup) -> bool:
    return tell.shelf[fact.measure].shown.about.better == "higher"
