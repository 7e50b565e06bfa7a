"""Sentences about a process. What a rule saw and nobody has decided is "possible"."""

from __future__ import annotations

from copperplate.findings.process import (
    Breached,
    Decided,
    Moving,
    Returned,
    Running,
    Settled,
    Shifted,
    Stable,
    Stepped,
    Turn,
    Unimproved,
    step_size,
)
from copperplate.narrative.methods import LIMIT, PROCESS_AVERAGE, WITHOUT_SIGN
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import (
    number_word,
    one_period,
    ordinal_word,
    places_that_keep_apart,
    places_that_tell_apart,
    points,
    span,
    the,
)
from copperplate.periods import long_date
from copperplate.series.numbers import rounded
from copperplate.series.units import PERCENT, UnitKind
from copperplate.spc import Decision, Grade
from copperplate.spc.rule_sets import SFN

STANDING_METHOD = "The mean of the current process up to its newest period."
CHANGE_METHOD = f"The new process average less the old, as a percentage of the old. {WITHOUT_SIGN}"
POINTS_METHOD = f"The new process average less the old. {WITHOUT_SIGN}"

LEVEL_AVERAGE = (
    "The mean of the values between two changes of level, by the evidence of the counts."
)
LEVEL_CHANGE = f"The new level less the old, as a percentage of the old. {WITHOUT_SIGN}"

WITH_A_FIGURE = "with a figure"
TEST = "A separate test of the counts"
SUPPORT = {
    Grade.NONE: "does not support it",
    Grade.WEAK: "supports it weakly",
    Grade.STRONG: "supports it strongly",
}
SIDE = {Turn.UP: "above", Turn.DOWN: "below"}
HIGHER = {Turn.UP: "higher", Turn.DOWN: "lower"}


def step_words(decision: Decision) -> str:
    """Return what a step is called, by what people have decided of it."""
    return "step change" if decision is Decision.CONFIRMED else "possible step change"


def stable(tell: Teller, found: Stable) -> Runs:
    """Word a stable process."""
    since = str(found.since)
    if found.after is not None:
        since = f"the {step_words(found.after)} that began in {since}"
    average = tell.figure(
        found,
        "process_average",
        found.average,
        method=PROCESS_AVERAGE,
        periods=(found.since, found.now),
    )
    return (
        Text(
            f"{tell.subject(found)} {tell.of(found).has} been stable since {since}, "
            f"{lasting(found)}, at an average of "
        ),
        average,
        Text(f"{tell.a_period(found)}."),
    )


def lasting(found: Stable) -> str:
    """Return for how long a process has held; over as many values, where some are missing."""
    if not found.gaps:
        return f"for {span(found.periods, found.now.kind)}"
    many = f"{one_period(found.now.kind)}s"
    return f"over the {number_word(found.periods)} {many} {WITH_A_FIGURE}"


def stepped(tell: Teller, found: Stepped) -> Runs:
    """Word a step change, and what the counts themselves say of it.

    The rule's date and theirs stand side by side: neither moves the other.
    """
    # The test is of counts: what a percentage or a rate was divided by, it does not see.
    if tell.unit(found.measure).kind is not UnitKind.COUNT:
        return _step(tell, found)
    said = _supported(found)
    return (*_step(tell, found), *((Text(f" {TEST} {said}."),) if said else ()))


def _supported(found: Stepped) -> str:
    """Return what the test says of a step; of one that people confirmed only another date."""
    begins = f"puts its beginning at about {found.begins}"
    if found.decision is Decision.CONFIRMED:
        return begins if found.begins is not None else ""
    said = SUPPORT[found.evidence]
    if found.begins is not None:
        return f"{said}, and {begins}"
    if found.instead is not None:
        turn, began = found.instead
        last = f"the last change it finds strong evidence of was {turn.value}"
        return f"{said}; {last}, from about {began}"
    return said


def _step(tell: Teller, found: Stepped) -> Runs:
    """Word the step itself.

    What has happened since may have carried the new average past the old one; then the
    direction of the step and of the averages are said apart.
    """
    what = f"{step_words(found.decision)} {found.turn.value}"
    head = Text(
        f"{tell.subject(found)} {tell.of(found).shows} a {what} that began in {the(found.began)}"
    )
    old, new = averages_of_step(tell, found)
    each = tell.a_period(found)
    if found.new == found.old or (found.new > found.old) is not (found.turn is Turn.UP):
        return (
            head,
            Text(", from an average of "),
            old,
            Text(f"{each}; all {tell.period(found)}s since then average "),
            new,
            Text("."),
        )
    by = size_of_step(tell, found)
    return (head, *_from_to(found.turn, old, new, by, each), Text(f"{_called(tell, found)}."))


def _from_to(turn: Turn, old: FigureRun, new: FigureRun, by: Runs, each: str) -> Runs:
    """Word two averages, with the change between them where it can be printed."""
    if old.figure.text == new.figure.text:
        if not by:
            return (Text(", by less than averages are rounded to"),)
        return (Text(": an average "), *by, Text(f" {SIDE[turn]} that before"))
    if not by:
        return (Text(": an average of "), new, Text(f"{each} instead of "), old)
    return (
        Text(": an average of "),
        new,
        Text(f"{each}, "),
        *by,
        Text(f" {SIDE[turn]} the "),
        old,
        Text(" before"),
    )


def averages_of_step(tell: Teller, found: Stepped) -> tuple[FigureRun, FigureRun]:
    """Return the averages of the process before a step and since."""
    old, new = (
        tell.figure(found, kind, average, method=PROCESS_AVERAGE, periods=periods)
        for kind, average, periods in (
            ("old_process_average", found.old, (found.old_first, found.old_last)),
            ("process_average", found.new, (found.began, found.now)),
        )
    )
    return old, new


def size_of_step(tell: Teller, found: Stepped) -> Runs:
    """Return how large a step is: "26.0%", or "2.1 percentage points".

    Nothing where a percentage of the old average would mislead, or prints as nothing.
    """
    unit = tell.unit(found.measure)
    percents = unit.kind is UnitKind.PERCENT
    size = step_size(found, unit)
    printed_in = unit.of_difference if percents else PERCENT
    if size is None or rounded(size, printed_in.places) == 0:
        return ()
    by = tell.figure(
        found,
        "process_change_size" if percents else "process_change_size_percent",
        size,
        unit=printed_in,
        method=POINTS_METHOD if percents else CHANGE_METHOD,
        periods=(found.old_first, found.old_last, found.began, found.now),
        inputs=(("old average", found.old), ("new average", found.new)),
    )
    return (by, Text(points(unit)))


def _called(tell: Teller, found: Stepped) -> str:
    """Say when a fresh step was seen, which is later than when it began."""
    if not found.is_news:
        return ""
    with_a_figure = f" {WITH_A_FIGURE}" if found.gaps else ""
    return (
        f". The step was seen in {the(found.called)}, the {ordinal_word(SFN.run_length)} "
        f"{tell.period(found)}{with_a_figure} running {SIDE[found.turn]} the average"
    )


def shifted(tell: Teller, found: Shifted) -> Runs:
    """Word a change of level that the counts themselves show, and the rule does not."""
    unit = tell.unit(found.measure)
    # Levels of a rare crime differ by half, and print alike as whole numbers.
    places = places_that_tell_apart(found.old, found.new, unit.places)
    old, new = (
        tell.figure(found, kind, average, places=places, method=LEVEL_AVERAGE, periods=periods)
        for kind, average, periods in (
            ("old_level_average", found.old, (found.old_first, found.old_last)),
            ("level_average", found.new, (found.began, found.now)),
        )
    )
    size = step_size(found, unit)
    by: Runs = ()
    if size is not None and rounded(size, PERCENT.places) != 0:
        by = (
            tell.figure(
                found,
                "level_change_size_percent",
                size,
                unit=PERCENT,
                method=LEVEL_CHANGE,
                periods=(found.old_first, found.old_last, found.began, found.now),
                inputs=(("old level", found.old), ("new level", found.new)),
            ),
        )
    run = number_word(SFN.run_length)
    return (
        Text(
            f"{TEST} finds strong evidence that {tell.inside(found)} {tell.of(found).has} been "
            f"at a {HIGHER[found.turn]} level since about {found.began}"
        ),
        *_from_to(found.turn, old, new, by, tell.a_period(found)),
        Text(f". No run of {run} {tell.period(found)}s has made it a step change."),
    )


def running(tell: Teller, found: Running) -> Runs:
    """Word a run; one short of a step, say what would make it."""
    side, period = SIDE[found.turn], tell.period(found)
    with_a_figure = f" {WITH_A_FIGURE}" if found.gaps else ""
    many = f"{number_word(found.length)} {period}s{with_a_figure}"
    quarters = f"the last {many}" if found.newest else f"the {many} to {found.last}"
    said = Text(
        f"{tell.subject(found)} {tell.of(found).has} been {side} {tell.of(found).its} average "
        f"for {quarters}"
    )
    if not found.one_more:
        return (said, Text(f"{_no_step(found)}."))
    threshold = tell.figure(
        found,
        "standing_average",
        found.threshold,
        places=places_that_keep_apart(found.threshold),
        method=STANDING_METHOD,
        periods=(found.last,),
    )
    return (
        said,
        Text(f"; another {period} {side} "),
        threshold,
        Text(" would make a step change."),
    )


def _no_step(found: Running) -> str:
    """Say why a run long enough for a step is none."""
    if found.refused:
        return "; the step change it would make was refused"
    if found.length < SFN.run_length:
        return ""
    needed = number_word(SFN.run_length)
    return (
        f"; {needed} would make a step change, had the process been running for longer before them"
    )


def returned(tell: Teller, found: Returned) -> Runs:
    """Word the end of a run: routine, and said because the run was."""
    before = SIDE[Turn.DOWN if found.turn is Turn.UP else Turn.UP]
    # A value beyond its average is beyond it as printed too, or the average is not printed.
    unit = tell.unit(found.measure)
    places = unit.places
    if unit.kind is UnitKind.COUNT:
        places = places_that_tell_apart(found.value, found.average, places)
    average = tell.figure(
        found,
        "standing_average_then",
        found.average,
        places=places,
        method="The mean of the process up to the period before.",
        periods=(found.period,),
    )
    value = tell.value(found.measure, found.area, found.period)
    alike = average.figure.text == value.figure.text
    return (
        Text(f"In {the(found.period)} {tell.inside(found)} stood at "),
        value,
        Text(f", {SIDE[found.turn]} {tell.of(found).its} average"),
        *(() if alike else (Text(" of "), average)),
        Text(f" after {number_word(found.length)} {tell.period(found)}s {before}."),
    )


def moving(tell: Teller, found: Moving) -> Runs:
    """Word moves one way, one after another."""
    verb = "risen" if found.turn is Turn.UP else "fallen"
    return (
        Text(
            f"{tell.subject(found)} {tell.of(found).has} {verb} in each of the last "
            f"{number_word(found.moves)} {tell.period(found)}s, from "
        ),
        tell.value(found.measure, found.area, found.first),
        Text(f" in {the(found.first)} to "),
        tell.value(found.measure, found.area, found.last),
        Text(f" in {the(found.last)}."),
    )


def breached(tell: Teller, found: Breached) -> Runs:
    """Word a value on or beyond a limit."""
    side = "upper" if found.turn is Turn.UP else "lower"
    limit = tell.figure(found, f"{side}_limit", found.limit, method=LIMIT, periods=(found.period,))
    return (
        Text(f"In {the(found.period)} {tell.inside(found)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(", on or beyond "),
        limit,
        Text(f", the {side} limit of routine variation."),
    )


def settled(tell: Teller, found: Settled) -> Runs:
    """Word an exception that has not come again."""
    limit = "upper" if found.turn is Turn.UP else "lower"
    average = tell.figure(
        found,
        "process_average",
        found.average,
        method=PROCESS_AVERAGE,
        periods=(found.spike, found.now),
    )
    return (
        Text(f"{tell.subject(found)} stood at "),
        tell.value(found.measure, found.area, found.spike),
        Text(
            f" in {the(found.spike)}, on or beyond {tell.of(found).its} {limit} limit; the "
            f"{number_word(found.since)} {tell.period(found)}s since lie within the limits, around "
            "an average of "
        ),
        average,
        Text("."),
    )


def unimproved(tell: Teller, found: Unimproved) -> Runs:
    """Word when the last step for the better began, and how long the figures go on since.

    Not "ago": the newest figures may be older than the paper by a year.
    """
    return (
        Text(
            f"The last {step_words(found.decision)} {found.turn.value} of {tell.inside(found)} "
            f"began in {the(found.began)}, {span(found.periods, found.now.kind)} before the "
            "figures end."
        ),
    )


def decided(tell: Teller, found: Decided) -> Runs:
    """Word what people decided of a step, and why, in their own words."""
    by = f"on {long_date(found.on)} ({found.office})"
    reason = found.reason if found.reason.endswith((".", "!", "?")) else f"{found.reason}."
    step = (
        f"step change {found.turn.value} of {tell.inside(found)} that began in {the(found.began)}"
    )
    if found.decision is Decision.CONFIRMED:
        return (Text(f"The {step} was confirmed {by}: {reason}"),)
    return (Text(f"The possible {step} was refused {by}: {reason}"),)


SENTENCES: Wordings = {
    Stable: stable,
    Stepped: stepped,
    Shifted: shifted,
    Running: running,
    Returned: returned,
    Moving: moving,
    Breached: breached,
    Settled: settled,
    Unimproved: unimproved,
    Decided: decided,
}
