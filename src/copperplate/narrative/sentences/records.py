"""Sentences about records: the lowest or highest for so long, and places among all."""

from __future__ import annotations

from copperplate.findings.namesakes import Namesake
from copperplate.findings.records import Placed, Record, YearRank
from copperplate.narrative.runs import Runs, Text
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import number_word, ordinal_word, the
from copperplate.periods import PeriodKind, financial_year_of


def record(tell: Teller, found: Record) -> Runs:
    """Word a record; a chart that finds it routine is heard too."""
    extreme = "lowest" if found.lowest else "highest"
    if found.since is not None:
        since = f"the {extreme} since {the(found.since)}"
    elif found.whole:
        since = f"the {extreme} of the series, which begins in {the(found.first)}"
    else:
        since = f"the {extreme} since at least {found.first}"
    routine = ", yet within the limits of routine variation" if found.routine else ""
    return (
        Text(f"In {the(found.period)} {tell.inside(found)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(f", {since}{routine}."),
    )


def placed(tell: Teller, found: Placed) -> Runs:
    """Word a second or third place of all."""
    extreme = f"{ordinal_word(found.place)} {'lowest' if found.lowest else 'highest'}"
    return (
        Text(f"In {the(found.period)} {tell.inside(found)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(f", the {extreme} {tell.period(found)} since the series began in {the(found.first)}."),
    )


def year_rank(tell: Teller, found: YearRank) -> Runs:
    """Word a year's place among years."""
    extreme = "lowest" if found.lowest else "highest"
    place = extreme if found.place == 1 else f"{ordinal_word(found.place)} {extreme}"
    others = "another" if found.tied == 1 else f"{number_word(found.tied)} others"
    tied = f", level with {others}," if found.tied else ""
    ending = str(found.period).removesuffix(f" {found.period.end.year}").removeprefix("year ")
    return (
        Text(f"{tell.subject(found)} in {the(found.period)}, at "),
        tell.value(found.measure, found.area, found.period),
        Text(
            f", {tell.of(found).is_} the {place}{tied} of the {number_word(found.years)} years "
            f"{ending} since {found.first.end.year}."
        ),
    )


def namesake(tell: Teller, found: Namesake) -> Runs:
    """Word a period's place among those of its name: "the second lowest January of the eight"."""
    extreme = "lowest" if found.lowest else "highest"
    place = extreme if found.place == 1 else f"{ordinal_word(found.place)} {extreme}"
    others = "another" if found.tied == 1 else f"{number_word(found.tied)} others"
    tied = f", level with {others}," if found.tied else ""
    name = str(found.period).removesuffix(f" {found.period.end.year}")
    since: str | int = found.first.end.year
    if found.period.kind is PeriodKind.YEAR_TO_DATE:
        name, since = "year to those days", str(financial_year_of(found.first.end))
    return (
        Text(f"{tell.subject(found)} in {the(found.period)}, at "),
        tell.value(found.measure, found.area, found.period),
        Text(
            f", {tell.of(found).is_} the {place} {name}{tied} of the {number_word(found.years)} "
            f"since {since}."
        ),
    )


SENTENCES: Wordings = {
    Record: record,
    Placed: placed,
    YearRank: year_rank,
    Namesake: namesake,
}
