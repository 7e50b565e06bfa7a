"""What is said of one milestone beside where it stands: days to come, a place in a group.

The words of the position itself are `positions`'.
"""

from __future__ import annotations

from copperplate.findings.peers import AgainstGroup
from copperplate.findings.position import Position
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import listed, number_word, sentence_case, the

OWN_BASE = (
    "The change the milestone asks for is asked here of each area's own base; the plan promises it "
    "for the whole area, and no area is bound to it."
)


def place_in_group(maker: Maker, fact: AgainstGroup) -> Runs:
    """Return a figure beside its group: its place, with ties, and the group's average.

    Args:
        maker: Makes figures of the measure and area compared; its context holds the group.
        fact: The comparison.
    """
    group, identity = maker.context.group, maker.about.id
    if group is None:
        raise ValueError("a comparison with a group, and no group")  # pipeline counts for one

    def figure(kind: str) -> FigureRun:
        return FigureRun(maker.make(f"{identity}.{kind}", kind, fact.period, None))

    shared = ""
    if fact.sharing:
        shared = f", shared with {listed([maker.context.names[one].name for one in fact.sharing])}"
    best = "highest" if maker.about.better == "higher" else "lowest"
    among = f"{number_word(len(fact.with_data))}{' with data' if fact.missing else ''}"
    return (
        Text(f"{sentence_case(maker.about.short)} stood at "),
        figure("value"),
        Text(f" in {the(fact.period)}: "),
        figure("rank"),
        Text(
            f" of {among} in the {group.name}, 1 being the {best}{shared}; the group's average is "
        ),
        figure("average"),
        Text("."),
    )


def days_to_come(found: Position) -> str:
    """Return what heads the earlier years' counts of the days still to come."""
    days = number_word(found.days_left) + (" day" if found.days_left == 1 else " days")
    return f"The {days} still to come, in earlier years"
