"""What small charts of many areas say: titles, the words of a row, why a panel is empty.

Words what it is handed; finds nothing and draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.areas import AreaKind
from copperplate.findings.area_charts import AreaScan, holds, standout
from copperplate.findings.charted import Charted
from copperplate.narrative.maps import KINDS, NAMED_AT_MOST, areas_counted
from copperplate.narrative.runs import Runs, Text
from copperplate.narrative.sentences.area_charts import SHORTLY
from copperplate.narrative.sentences.teller import Teller
from copperplate.narrative.wording import listed, number_word, out_of, sentence_case
from copperplate.series import Figure, Mark
from copperplate.spc import Decision, FixedSide

CALM = "no sign now; not called stable"
NOT_CALLED = (
    "Not called stable: the process holds too few values, an earlier exception or evidence of "
    "another level."
)
NO_STEP = "none"
ONE_SCALE = "all on one scale"
OWN_SCALES = "each on its own scale"


def areas_headline(tell: Teller, found: AreaScan, kind: AreaKind, *, of: int) -> Runs:
    """Return "<Measure> is stable in six of ten policing units; none stands out".

    Args:
        tell: Knows the measure and the areas.
        found: What the charts show together.
        kind: What the areas are.
        of: How many there are; of fewer charted it says so.
    """
    many = KINDS[kind][1]
    charted = "" if found.of == of else " charted"
    what = sentence_case(tell.short(found.measure))
    names = [tell.area(one.finding.area) for one in found.standouts]
    if not names:
        who = "none stands out"
    elif len(names) > NAMED_AT_MOST:
        who = f"{number_word(len(names))} stand out"
    else:
        who = f"{listed(names)} stand{'s' * (len(names) == 1)} out"
    stable = out_of(len(found.stable), found.of)
    return (Text(f"{what} {tell.of(found).is_} stable in {stable} {many}{charted}; {who}"),)


def scale_words(*, one_scale: bool) -> str:
    """Return how panels are scaled, for a heading: scales of their own must never go unsaid."""
    return ONE_SCALE if one_scale else OWN_SCALES


def panels_counted(number: int, kind: AreaKind) -> str:
    """Return ``One small control chart for each of nine policing units``."""
    return f"One small control chart for each of {areas_counted(number, kind)}"


def empty_panel(figures: Sequence[Figure]) -> str:
    """Return why an area has no chart."""
    hidden = sum(Mark.CONFIDENTIAL in one.marks for one in figures)
    if hidden:
        return (
            f"{Mark.CONFIDENTIAL.shorthand} No chart: {hidden:,} of {len(figures):,} values "
            f"{'is' if hidden == 1 else 'are'} hidden, and limits of the others alone would "
            "mislead."
        )
    return f"{Mark.NOT_AVAILABLE.shorthand} No figure is held."


def last_step(charted: Charted) -> str:
    """Return the newest step that nobody refused: ``up from June 2013 (possible)``."""
    steps = [step for step in charted.chart.steps if step.decision is not Decision.REFUSED]
    if not steps:
        return NO_STEP
    last = max(steps, key=lambda step: step.began)
    turn = "up" if last.side is FixedSide.ABOVE else "down"
    possible = "" if last.decision is Decision.CONFIRMED else " (possible)"
    return f"{turn} from {charted.periods[last.began]}{possible}"


def signal(tell: Teller, charted: Charted) -> Runs:
    """Return what an area's chart shows now: its strongest sign, or that it is calm."""
    found = standout(charted)
    if found is not None:
        return SHORTLY[type(found.finding)](tell, found, found.finding)
    return (Text("stable" if holds(charted) else CALM),)
