"""Sentences about the areas of one measure: who leads, who is above the whole, where it grew.

An area without a figure is named as such, so that nobody takes a list for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from copperplate.findings.area_growth import AreaGrowth
from copperplate.findings.areas import AboveAverage, AreaRanking, Level
from copperplate.findings.finding import Finding
from copperplate.findings.thresholds import MOST_AREAS_NAMED, MOST_NAMED
from copperplate.narrative.methods import WITHOUT_SIGN
from copperplate.narrative.runs import Runs, Text, joined
from copperplate.narrative.sentences.teller import Teller, Wordings
from copperplate.narrative.wording import both_or_all, listed, number_word, out_of, points, the
from copperplate.periods import Period
from copperplate.series.numbers import rounded
from copperplate.series.units import PERCENT, UnitKind

Inputs = tuple[tuple[str, float], ...]

SHARED_METHOD = "The figure of each of the areas; as printed they are equal."
SHARED_CHANGE_METHOD = (
    "The change of each of the areas since the base period; as printed they are equal. "
    f"{WITHOUT_SIGN}"
)


def ranking(tell: Teller, found: AreaRanking) -> Runs:
    """Word both ends of a ranking, and whoever follows the first."""
    ends = ("lowest", "highest") if found.lowest_first else ("highest", "lowest")
    head = f"In {the(found.period)} {tell.inside(found)} {tell.of(found).was}"
    first, *between = (_level(tell, found, level) for level in found.levels)
    if not between:
        return (Text(f"{head} the same in "), *first, Text(f".{_no_figure(tell, found.without)}"))
    last = between.pop()
    follows: Runs = (Text(", followed by "), *between[0], Text(",")) if between else ()
    return (
        Text(f"{head} {ends[0]} in "),
        *first,
        *follows,
        Text(f" and {ends[1]} in "),
        *last,
        Text(f".{_no_figure(tell, found.without)}"),
    )


def above_average(tell: Teller, found: AboveAverage) -> Runs:
    """Word who stands higher than the whole."""
    named = found.above[:MOST_AREAS_NAMED]
    over = [tell.value(found.measure, one.area, found.period) for one in named]
    head: Runs = (
        Text(f"In {the(found.period)} {tell.short(found.measure)} stood at "),
        tell.value(found.measure, found.area, found.period),
        Text(f"{_noun(tell, found)} in {tell.area(found.area)} as a whole; "),
    )
    tail = Text(f".{_no_figure(tell, found.without)}")
    if len(found.above) == 1:
        only = Text(f"only {tell.area(named[0].area)} stood higher, at ")
        return (*head, only, over[0], tail)
    items: list[Runs] = [
        (Text(f"{tell.area(one.area)} ("), figure, Text(")"))
        for one, figure in zip(named, over, strict=True)
    ]
    more = len(found.above) - len(named)
    return (*head, *joined(items, more), Text(" stood higher"), tail)


def growth(tell: Teller, found: AreaGrowth) -> Runs:
    """Word in how many areas a measure rose, or fell where it rose in none, and where most."""
    rising = found.rose > 0
    number, verb = (found.rose, "rose") if rising else (found.fell, "fell")
    small, missing = named_in(tell, found.small), named_in(tell, found.without)
    return (
        Text(
            f"Between {the(found.base)} and {the(found.period)} {tell.inside(found)} {verb} in "
            f"{out_of(number, found.of)} areas{' with figures' if found.without else ''}"
        ),
        *_where_most(tell, found, number, rising=rising),
        Text("."),
        Text(f" The base is too small for a percentage in {small}." if small else ""),
        Text(f" No change is known for {missing}." if missing else ""),
    )


def _where_most(tell: Teller, found: AreaGrowth, number: int, *, rising: bool) -> Runs:
    moved = [level for level in found.levels if _is_move(level.value, up=rising)]
    ordered = moved if rising else moved[::-1]
    if not ordered:
        return ()
    if len(ordered[0].members) == number:
        if number == found.of:
            return (Text(", each by "), *_size(tell, found, ordered[0]))
        return (Text(", in "), *_by(tell, found, ordered[0]))
    # Of a long tie the first level is worded whole; others only while few are named.
    reached = accumulate(len(level.members) for level in ordered)
    named = [level for level, n in zip(ordered, reached, strict=True) if n <= MOST_NAMED]
    # Who has no percentage may have moved more than anybody who has one.
    where = "; where a percentage can be given," if found.small else ","
    items = [_by(tell, found, level) for level in named or ordered[:1]]
    return (Text(f"{where} most of all in "), *joined(items))


def named_in(tell: Teller, codes: Sequence[str]) -> str:
    """Name areas, or count them where they are many; never heads a sentence."""
    if len(codes) > MOST_AREAS_NAMED:
        return f"{number_word(len(codes))} areas"
    return listed([tell.area(code) for code in codes])


def inputs_of(tell: Teller, found: Finding, codes: Sequence[str], *periods: Period) -> Inputs:
    """Return the unrounded numbers of areas, each with whose and when it is."""
    series = tell.shelf[found.measure].shown.series
    return tuple(
        (f"{tell.area(code)}, {seen.period}", seen.value)
        for code in codes
        for seen in series[code].observations
        if seen.period in periods and seen.value is not None
    )


def _no_figure(tell: Teller, codes: Sequence[str]) -> str:
    return f" There is no figure for {named_in(tell, codes)}." if codes else ""


def _noun(tell: Teller, found: Finding) -> str:
    unit = tell.unit(found.measure)
    return f" {unit.noun}" if unit.kind is UnitKind.MEAN else ""


def _each(level: Level) -> str:
    """Say that areas share what follows."""
    number = len(level.members)
    return "" if number == 1 else f"{both_or_all(number)} "


def _level(tell: Teller, found: AreaRanking, level: Level) -> Runs:
    """Word areas with what they stand at; a shared figure is worked out of all of theirs."""
    value = (
        tell.value(found.measure, level.areas[0], found.period)
        if len(level.members) == 1
        else tell.figure(
            found,
            "shared_value",
            level.value,
            area=level.areas[0],
            method=SHARED_METHOD,
            periods=(found.period,),
            inputs=inputs_of(tell, found, level.areas, found.period),
            marks=level.marks,
        )
    )
    head = Text(f"{named_in(tell, level.areas)} ({_each(level)}")
    return (head, value, Text(f"{_noun(tell, found)})"))


def _by(tell: Teller, found: AreaGrowth, level: Level) -> Runs:
    head = Text(f"{named_in(tell, level.areas)} ({_each(level)}by ")
    return (head, *_size(tell, found, level), Text(")"))


def _size(tell: Teller, found: AreaGrowth, level: Level) -> Runs:
    unit = tell.unit(found.measure)
    percents = unit.kind is UnitKind.PERCENT
    kind = "change_size" if percents else "change_size_percent"
    if len(level.members) == 1:
        size = tell.standard(
            found.measure, kind, area=level.areas[0], period=found.period, base=found.base
        )
    else:
        size = tell.figure(
            found,
            f"shared_{kind}",
            abs(level.value),
            area=level.areas[0],
            unit=unit.of_difference if percents else PERCENT,
            method=SHARED_CHANGE_METHOD,
            periods=(found.base, found.period),
            inputs=inputs_of(tell, found, level.areas, found.period, found.base),
            marks=level.marks,
        )
    return (size, Text(points(unit)))


def _is_move(by: float, *, up: bool) -> bool:
    """Tell whether a change as printed goes one way: "by 0.0%" says nothing."""
    printed = rounded(by, PERCENT.places)
    return printed > 0 if up else printed < 0


SENTENCES: Wordings = {
    AreaRanking: ranking,
    AboveAverage: above_average,
    AreaGrowth: growth,
}
