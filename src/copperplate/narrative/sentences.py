"""A finding to a sentence: one function a kind of fact.

To word a new finding, add a function here and its line in `SENTENCES`. What a rule saw but
nobody has decided is "possible". A sign or a word, never both. Chooses nothing; selection
is `findings.select`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from copperplate.disclosure import Publishable
from copperplate.findings.composition import Composition, Growth
from copperplate.findings.process import Breached, Running, Stable, Stepped, Turn
from copperplate.findings.records import Record
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Run, Runs, Text
from copperplate.narrative.wording import (
    listed,
    number_word,
    one_period,
    places_that_keep_apart,
    sentence_case,
    span,
)
from copperplate.series import Figure
from copperplate.series.evidence import Evidence
from copperplate.series.units import PERCENT
from copperplate.spc import Decision

MOST_NAMED = 3  # of a ranking, the first three are named

PROCESS_METHOD = "The mean of the values of the process, by the rule set sfn."
CHANGE_METHOD = (
    "The new process average less the old, as a percentage of the old. Printed without its sign."
)


class Teller:
    """Words findings about the series of one evidence."""

    def __init__(
        self,
        book: FigureBook,
        evidence: Publishable[Evidence],
        parts: Mapping[str, Publishable[Evidence]] | None = None,
    ) -> None:
        self.book, self.evidence = book, evidence
        self.parts = dict(parts or {})
        self.about = evidence.shown.about
        self.kind = evidence.shown.series.periods[-1].kind

    @property
    def subject(self) -> str:
        """What the sentence speaks of, with a capital: ``Burglary``."""
        return sentence_case(self.about.short)

    def tell(self, finding: object) -> Runs:
        """Return the sentence of a finding.

        Raises:
            KeyError: Nobody has worded this kind of finding.
        """
        return SENTENCES[type(finding)](self, finding)

    def figure(self, finding: Any, name: str, value: float, **more: Any) -> FigureRun:
        """Return a figure of the finding's area in running text."""
        made = self.book.worked(
            self.evidence,
            f"{self.about.id}.{name}",
            value,
            area=finding.area,
            **{"method": PROCESS_METHOD, "periods": self._periods(finding), **more},
        )
        return FigureRun(made)

    def _periods(self, finding: Any) -> tuple[Any, ...]:
        named = ("period", "now", "since", "began", "called", "first", "last")
        return tuple(
            period for name in named if (period := getattr(finding, name, None)) is not None
        )


def stable(tell: Teller, found: Stable) -> Runs:
    """Word a stable process."""
    return (
        Text(f"{tell.subject} has been stable since {found.since}, for "),
        Text(f"{span(found.periods, tell.kind)}, at an average of "),
        tell.figure(found, "process_average", found.average),
        Text(f" a {one_period(tell.kind)}."),
    )


def stepped(tell: Teller, found: Stepped) -> Runs:
    """Word a step change; nobody's decision makes it only a possible one.

    What has happened since may have carried the new average past the old one; then the
    direction of the step and of the averages are said apart.
    """
    what = "step change" if found.decision is Decision.CONFIRMED else "possible step change"
    head = Text(f"{tell.subject} shows a {what} {found.turn.value} from {found.began}")
    old = tell.figure(found, "old_process_average", found.old)
    new = tell.figure(found, "process_average", found.new)
    period = one_period(tell.kind)
    if (found.new > found.old) is not (found.turn is Turn.UP):
        return (
            head,
            Text(", from an average of "),
            old,
            Text(f" a {period}; all {period}s since then average "),
            new,
            Text("."),
        )
    if found.old <= 0:
        return (
            head,
            Text(": an average of "),
            new,
            Text(f" a {period} instead of "),
            old,
            Text("."),
        )
    percent = tell.figure(
        found,
        "process_change_size_percent",
        abs(found.new - found.old) / found.old * 100,
        unit=PERCENT,
        method=CHANGE_METHOD,
        inputs=(("old average", found.old), ("new average", found.new)),
    )
    side = "above" if found.new > found.old else "below"
    return (
        head,
        Text(": an average of "),
        new,
        Text(f" a {period}, "),
        percent,
        Text(f" {side} the "),
        old,
        Text(" before."),
    )


def running(tell: Teller, found: Running) -> Runs:
    """Word a run; one short of a step, say what would make it."""
    side = "above" if found.turn is Turn.UP else "below"
    period = one_period(tell.kind)
    said: Runs = (
        Text(
            f"{tell.subject} has been {side} its average for the last "
            f"{number_word(found.length)} {period}s"
        ),
    )
    if not found.one_more:
        return (*said, Text("."))
    threshold = tell.figure(
        found,
        "standing_average",
        found.threshold,
        places=places_that_keep_apart(found.threshold),
        method="The mean of the current process up to its newest period.",
    )
    return (
        *said,
        Text(f"; another {period} {side} "),
        threshold,
        Text(" would make a step change."),
    )


def breached(tell: Teller, found: Breached) -> Runs:
    """Word a value on or beyond a limit."""
    side = "upper" if found.turn is Turn.UP else "lower"
    return (
        Text(f"In {found.period} {tell.about.short} stood at "),
        tell.figure(found, "value", found.value, method="As published or derived."),
        Text(f", on or beyond the {side} limit of "),
        tell.figure(found, f"{side}_limit", found.limit),
        Text(" that routine variation keeps within."),
    )


def record(tell: Teller, found: Record) -> Runs:
    """Word a record low or high."""
    extreme = "lowest" if found.lowest else "highest"
    since = (
        f"the {extreme} since {found.since}"
        if found.since is not None
        else f"the {extreme} of the series, which begins in {found.first}"
    )
    value = tell.evidence.shown.series[found.area].at(found.period)
    if value is None or value.value is None:
        raise ValueError("a record has a value")
    return (
        Text(f"In {found.period} {tell.about.short} stood at "),
        tell.figure(found, "value", value.value, method="As published or derived."),
        Text(f", {since}."),
    )


def composition(tell: Teller, found: Composition) -> Runs:
    """Word the fewest parts that make half of a whole."""
    names = [tell.parts[part.measure].shown.about.short for part in found.parts[: found.half]]
    verb = "makes" if found.half == 1 else "together make"
    share = sum(part.share for part in found.parts[: found.half]) * 100
    return (
        Text(f"In the {found.period}, {listed(names)} {verb} up "),
        tell.figure(
            found,
            "share_of_largest",
            share,
            unit=PERCENT,
            method="The sum of the largest parts, as a percentage of the whole.",
        ),
        Text(f" of {tell.about.short}."),
    )


def growth(tell: Teller, found: Growth) -> Runs:
    """Word which parts have grown most, and how many rose."""
    fastest = [part for part in found.parts if (part.proportion or 0) > 0][:MOST_NAMED]
    number = found.rose + found.fell
    head = (
        f"Of {number_word(number)} parts of {tell.about.short} that changed between the "
        f"{found.base} and the {found.period}, {number_word(found.rose)} rose"
    )
    if not fastest:
        return (Text(f"{head}."),)
    said: list[Run] = [Text(f"{head}, most of all ")]
    for position, part in enumerate(fastest):
        evidence = tell.parts[part.measure]
        joint = "" if position == 0 else " and " if position == len(fastest) - 1 else ", "
        said.append(Text(f"{joint}{evidence.shown.about.short} (by "))
        said.append(FigureRun(_growth_figure(tell, found, part.measure, part.proportion or 0.0)))
        said.append(Text(")"))
    return (*said, Text("."))


def _growth_figure(tell: Teller, found: Growth, measure: str, proportion: float) -> Figure:
    return tell.book.worked(
        tell.parts[measure],
        f"{measure}.change_size_percent",
        proportion * 100,
        area=found.area,
        unit=PERCENT,
        method="The figure now less the figure in the base period, as a percentage of the base "
        "figure.",
        periods=(found.base, found.period),
    )


SENTENCES: Mapping[type, Callable[[Teller, Any], Runs]] = MappingProxyType(
    {
        Stable: stable,
        Stepped: stepped,
        Running: running,
        Breached: breached,
        Record: record,
        Composition: composition,
        Growth: growth,
    }
)
