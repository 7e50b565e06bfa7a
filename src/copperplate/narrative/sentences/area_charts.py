"""Sentences about the control charts of many areas: steps alike, and who stands out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from copperplate.findings.area_charts import AreaScan, AreaSteps, AsTheWhole, Standout
from copperplate.findings.process import Breached, Moving, Running, Shifted, Stepped, Turn
from copperplate.findings.thresholds import MOST_AREAS_NAMED
from copperplate.narrative.methods import PROCESS_AVERAGE
from copperplate.narrative.runs import Run, Runs, Text, joined
from copperplate.narrative.sentences.process import (
    HIGHER,
    SIDE,
    averages_of_step,
    size_of_step,
    step_words,
)
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import listed, number_word, out_of, sentence_case, the
from copperplate.spc import Decision


def steps(tell: Teller, found: AreaSteps) -> Runs:
    """Word which areas stepped as the whole did, the largest step first."""
    step, others = found.step, found.others
    verb = "rose" if step.turn is Turn.UP else "fell"
    named = [_stepped_by(tell, other) for other in others[:MOST_AREAS_NAMED]]
    return (
        Text(
            f"The {step_words(step.decision)} {step.turn.value} of {tell.inside(found)} that "
            f"began in {the(step.began)} is also seen in {out_of(len(others), found.of)} areas "
            f"charted: the average {verb} "
        ),
        *joined(named, len(others) - len(named)),
        Text("."),
    )


def _stepped_by(tell: Teller, step: Stepped) -> Runs:
    possible = "" if step.decision is Decision.CONFIRMED else " (possible)"
    where = Text(f" in {tell.area(step.area)}{possible}")
    by = size_of_step(tell, step)
    if by:
        return (Text("by "), *by, where)
    if step.old <= 0:
        return (Text("from nothing"), where)
    old, new = averages_of_step(tell, step)
    return (Text("from "), old, Text(" to "), new, where)


def as_the_whole(tell: Teller, found: AsTheWhole) -> Runs:
    """Word that the whole an area lies in stepped the same way, at about the same time."""
    return (
        Text(
            f"{tell.area(found.whole)} as a whole shows a {step_words(found.decision)} "
            f"{found.step.turn.value} of {tell.short(found.measure)} too, which began in "
            f"{the(found.began)}."
        ),
    )


def scan(tell: Teller, found: AreaScan) -> Runs:
    """Word how many areas are stable, then who stands out and how."""
    what, stable = tell.inside(found), len(found.stable)
    if stable == found.of:
        subject = sentence_case(what)
        return (
            Text(
                f"{subject} {tell.of(found).is_} stable in {out_of(stable, found.of)} areas "
                "charted."
            ),
        )
    head = (
        f"Of {number_word(found.of)} areas charted, {what} {tell.of(found).is_} stable in "
        f"{number_word(stable) if stable else 'none'}"
    )
    if found.unsettled:
        many = len(found.unsettled) > MOST_AREAS_NAMED
        where = (
            f"{number_word(len(found.unsettled))} others"
            if many
            else listed([tell.area(code) for code in found.unsettled])
        )
        head += (
            f"; it cannot be called so in {where}, where the process holds too few values, an "
            "earlier exception or evidence of another level"
        )
    return (Text(f"{head}. "), *_standing_out(tell, found))


def _standing_out(tell: Teller, found: AreaScan) -> Runs:
    if not found.standouts:
        return (Text("No area stands out."),)
    if len(found.standouts) == 1:
        return (Text("Only "), *_standout(tell, found.standouts[0], " stands out"), Text("."))
    named = [_standout(tell, one) for one in found.standouts[:MOST_AREAS_NAMED]]
    more = len(found.standouts) - len(named)
    return (Text("These stand out: "), *joined(named, more), Text("."))


def _standout(tell: Teller, one: Standout, verb: str = "") -> Runs:
    how = SHORTLY[type(one.finding)](tell, one, one.finding)
    return (Text(f"{tell.area(one.finding.area)}{verb} ("), *how, Text(")"))


def _stepped(tell: Teller, one: Standout, found: Stepped) -> Runs:
    return (
        Text(f"a {step_words(found.decision)} {found.turn.value} that began in {the(found.began)}"),
    )


def _shifted(tell: Teller, one: Standout, found: Shifted) -> Runs:
    return (Text(f"strong evidence of a {HIGHER[found.turn]} level since about {found.began}"),)


def _running(tell: Teller, one: Standout, found: Running) -> Runs:
    length = number_word(found.length)
    return (Text(f"{SIDE[found.turn]} its average for the last {length} {tell.period(found)}s"),)


def _moving(tell: Teller, one: Standout, found: Moving) -> Runs:
    verb = "up" if found.turn is Turn.UP else "down"
    return (Text(f"{verb} in each of the last {number_word(found.moves)} {tell.period(found)}s"),)


def _breached(tell: Teller, one: Standout, found: Breached) -> Runs:
    limit = "upper" if found.turn is Turn.UP else "lower"
    lasting = (
        f" for the last {number_word(one.in_a_row)} {tell.period(found)}s"
        if one.in_a_row > 1
        else ""
    )
    average: Run = tell.figure(
        found, "process_average", one.average, method=PROCESS_AVERAGE, periods=(found.period,)
    )
    return (
        Text(f"on or beyond its {limit} limit{lasting}, at "),
        tell.value(found.measure, found.area, found.period),
        Text(f" in {the(found.period)} against an average of "),
        average,
    )


SHORTLY: dict[type, Callable[[Teller, Standout, Any], Runs]] = {
    Stepped: _stepped,
    Shifted: _shifted,
    Running: _running,
    Moving: _moving,
    Breached: _breached,
}
"""How each kind of sign is worded in brackets behind an area's name."""

SENTENCES: Wordings = {AreaSteps: steps, AsTheWhole: as_the_whole, AreaScan: scan}
