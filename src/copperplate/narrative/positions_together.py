"""The positions of all milestones in one sentence: the worst first, none left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copperplate.findings.position import PositionCode
from copperplate.narrative.positions import POSITION_WORDS
from copperplate.narrative.runs import Run, Runs, Text, joined
from copperplate.narrative.wording import number_word

WORST_FIRST = (
    PositionCode.ALREADY_MISSED,
    PositionCode.OUT_OF_REACH,
    PositionCode.BEHIND,
    PositionCode.NOT_KNOWN,
    PositionCode.ON_COURSE,
    PositionCode.MET,
    PositionCode.SECURED,
)


def positions_together(named: Sequence[tuple[PositionCode, Run]]) -> Runs:
    """Return how many milestones stand where, and which.

    Args:
        named: For each milestone where it stands, and what it is called.

    Returns:
        "Of the plan's five milestones with figures here four are already missed (a, b, c and
        d) and one is out of reach at the usual rate (e)."; "All five ..." where they stand alike;
        empty without any.
    """
    if not named:
        return ()
    by_code: Mapping[PositionCode, list[Run]] = {
        code: [name for found, name in named if found is code] for code in WORST_FIRST
    }
    if len({code for code, _ in named}) == 1 and len(named) > 1:
        number = "Both" if len(named) == 2 else f"All {number_word(len(named))}"
        listed = joined([(name,) for _, name in named])
        stand = POSITION_WORDS[named[0][0]]
        said = f"{number} of the plan's milestones with figures here are {stand} ("
        return (Text(said), *listed, Text(")."))
    parts: list[Runs] = []
    for code, names in by_code.items():
        if names:
            verb = "is" if len(names) == 1 else "are"
            opening = Text(f"{number_word(len(names))} {verb} {POSITION_WORDS[code]} (")
            parts.append((opening, *joined([(name,) for name in names]), Text(")")))
    one = len(named) == 1
    head = (
        "The plan has one milestone with figures here: "
        if one
        else (f"Of the plan's {number_word(len(named))} milestones with figures here ")
    )
    return (Text(head), *joined(parts), Text("."))
