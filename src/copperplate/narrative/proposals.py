"""What an author of a milestone needs to know, in figures and in words. Proposes no number."""

from __future__ import annotations

from dataclasses import replace

from copperplate.findings.charted import Charted
from copperplate.findings.process import Stable
from copperplate.findings.proposal import Asked, Proposal, WholeYear
from copperplate.findings.reading import process_findings
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.methods import PROCESS_AVERAGE
from copperplate.narrative.positions import WHOLE_A_DAY
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.sentences.process import step_words
from copperplate.narrative.wording import number_word, one_period, out_of, sentence_case, the
from copperplate.periods import Period, PeriodKind
from copperplate.series import Figure, Unit
from copperplate.series.units import PERCENT, UnitKind

NO_NUMBER_PROPOSED = (
    "No number is proposed here, and none follows from these figures alone: what to promise is for "
    "the plan's author and the board."
)
NO_YEARS = "No whole financial year is held, so nothing can be asked of one."
NO_PROCESS = "No control chart of it can be drawn, so nothing is said of its process."
NO_GROUP = "No place in a group can be given: no group is set, or no rate of it is held."
_ASKED = "So many per cent of the last whole year."
_A_DAY = "The change in the year, divided by the days of the year after the last whole one."
_WOULD_BE = "The last whole year, changed by so many per cent."


def year_figures(maker: Maker, one: WholeYear, before: WholeYear | None) -> dict[str, Figure]:
    """Return what a year counted, and its change in number and per cent where one is before it."""
    identity, now = maker.about.id, one.seen.period
    found = {"value": maker.make(f"{identity}.value", "value", now, None)}
    if before is not None:
        for kind in ("change", "change_percent"):
            made = maker.make(f"{identity}.{kind}", kind, now, before.seen.period)
            found[kind] = made.with_sign()
    return found


def asked_figures(maker: Maker, one: Asked, last: WholeYear) -> dict[str, Figure]:
    """Return what a change would be: per cent, in the year, a day, and the year's count."""
    unit = maker.unit
    a_day = Unit(kind=UnitKind.MEAN, noun=f"{unit.noun} a day", singular=unit.singular)
    inputs = ((str(last.year), last.value), ("per cent", float(one.percent)))
    provenance = maker.provenance(_ASKED, (maker.area,), (last.seen,), inputs)
    base = Figure(
        name=f"{maker.about.id}.asked_change",
        value=one.difference,
        unit=unit,
        places=0,
        signed=True,
        provenance=provenance,
    )
    return {
        "percent": replace(
            base,
            name=f"{maker.about.id}.asked_percent",
            value=float(one.percent),
            unit=PERCENT,
        ),
        "change": base,
        "a_day": replace(
            base,
            name=f"{maker.about.id}.asked_a_day",
            value=one.a_day,
            unit=a_day,
            places=0 if abs(one.a_day) >= WHOLE_A_DAY else 1,
            provenance=replace(provenance, method=_A_DAY),
        ),
        "would_be": replace(
            base,
            name=f"{maker.about.id}.asked_year",
            value=one.would_be,
            signed=False,
            provenance=replace(provenance, method=_WOULD_BE),
        ),
    }


def seen_words(one: Asked, found: Proposal) -> str:
    """Return whether a year ever changed as much: ``in two of seven years, last in 2012/13``."""
    changes = len(found.changes)
    if not changes:
        return "not known: no two years in a row"
    if not one.seen:
        return f"never, in {number_word(changes)} year{'' if changes == 1 else 's'}"
    if changes == 1:
        return f"in the only year, {one.seen[-1]}"
    years = out_of(len(one.seen), changes)
    return f"in {years}{'' if years == 'both' else ' years'}, last in {one.seen[-1]}"


def trend(maker: Maker, found: Proposal) -> Runs:
    """Return the change over two years, in number and, of a base that bears it, per cent."""
    pair = found.two_years
    if pair is None:
        return (Text("Two years' change is not known: the year two before is not held."),)
    before, last = pair
    figures = year_figures(maker, last, before)
    said: Runs = (Text(f"From {before.year} to {last.year}: "), FigureRun(figures["change"]))
    if figures["change_percent"].value is None:
        return (*said, Text("; the base is too small for a percentage."))
    return (*said, Text(" ("), FigureRun(figures["change_percent"]), Text(")."))


def volume_now(maker: Maker, period: Period) -> Runs:
    """Return what is counted now beside a year before, a sentence."""
    identity, base = maker.about.id, period.back(1)
    now = maker.make(f"{identity}.value", "value", period, None)
    then = maker.make(f"{identity}.value", "value", base, None)
    to_date = period.kind is PeriodKind.YEAR_TO_DATE
    beside = "the same days a year before" if to_date else the(base)
    return (
        Text(f"{sentence_case(the(period))}: "),
        FigureRun(now),
        Text(", against "),
        FigureRun(then),
        Text(f" in {beside}."),
    )


def process_now(maker: Maker, charted: Charted) -> tuple[Runs, Figure]:
    """Return the average of the current process and whether it is stable, a sentence.

    Returns:
        The sentence, and the average.
    """
    process = charted.chart.segments[-1]
    since, now = charted.periods[process.first], charted.periods[process.last]
    held = tuple(
        seen
        for seen in maker.evidence.shown.series[maker.area].observations
        if since <= seen.period <= now and seen.value is not None
    )
    average = Figure(
        name=f"{maker.about.id}.process_average",
        value=process.centre_line,
        unit=maker.unit,
        places=0 if process.centre_line >= WHOLE_A_DAY else 1,
        provenance=maker.provenance(PROCESS_AVERAGE, (maker.area,), held),
    )
    stable = any(isinstance(one, Stable) for one in process_findings(charted))
    word = one_period(since.kind)
    state = "It is stable." if stable else "It cannot be called stable."
    begun = f"The process, held from {since}, averages "
    if process.step is not None:
        step = step_words(process.step.decision)
        begun = f"The current process began with a {step} in {since} and averages "
    return (
        (
            Text(begun),
            FigureRun(average),
            Text(f" a {word}. {state}"),
        ),
        average,
    )
