"""Patterns about other forces: average, rank, gap, range, and what does not compare (1.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.compare import Average
from copperplate.findings.finding import Finding
from copperplate.findings.peers import against_group
from copperplate.findings.peers_across import measures_above, rank_contrast
from copperplate.findings.peers_beside import beside_areas, group_range, not_comparable
from copperplate.findings.peers_over_time import (
    change_against_group,
    gap_trend,
    rank_moved,
    trend_unknown,
)
from copperplate.narrative.runs import FigureRun, plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import parse_period
from copperplate.series import Unit
from copperplate.series.units import OFFENCES, PERCENT, UnitKind
from tests.builders import book, evidence
from tests.spec.patterns.case import Case

NOW, THEN = "year ending June 2019", "year ending March 2016"
PERIOD, BASE = parse_period(NOW), parse_period(THEN)
RATE = Unit(kind=UnitKind.RATE, noun="robberies", singular="robbery", per=1000, base="residents")

Value = float | str | tuple[float, str] | None
Row = Sequence[Value]
Fact = Callable[[], tuple[Teller, Finding | None]]


def facts(
    make: Callable[..., Finding | None],
    now: Row,
    then: Row = (),
    *,
    unit: Unit = RATE,
    members: str = "ABCDE",
    average: Average = Average.MEAN_WITH_SELF,
    **about: Any,
) -> Fact:
    """Return what `make` finds in these values of areas A, B, C … now and in the base."""

    def fact() -> tuple[Teller, Finding | None]:
        rows: dict[str, dict[str, Value]] = {
            a: {NOW: v} for a, v in zip("ABCDE", now, strict=False)
        }
        for area, value in zip("ABCDE", then, strict=False):
            rows[area][THEN] = value
        published = evidence(rows, unit=unit, **about)
        group = [area for area in members if area in rows]
        figures = book(published, base=THEN, members=group, average=average)
        teller = Teller(figures, {published.shown.about.id: published})
        return teller, make(teller)

    return fact


def standing(teller: Teller) -> Finding | None:
    return teller.book.against("robbery", PERIOD)


def over_time(make: Callable[..., Finding | None]) -> Callable[[Teller], Finding | None]:
    def found(teller: Teller) -> Finding | None:
        of = teller.book.evidence["robbery"]
        return make(
            of, teller.book.against("robbery", PERIOD), teller.book.against("robbery", BASE)
        )

    return found


def ranged(teller: Teller) -> Finding | None:
    assert teller.book.context.group is not None
    members = teller.book.context.group.members
    return group_range(teller.shelf["robbery"], area="A", members=members, period=PERIOD)


def beside(others: str, *, group: bool = False) -> Callable[[Teller], Finding | None]:
    def found(teller: Teller) -> Finding | None:
        against = teller.book.against("robbery", PERIOD) if group else None
        return beside_areas(
            teller.shelf["robbery"], area="A", others=others, period=PERIOD, group=against
        )

    return found


def excluded(teller: Teller) -> Finding | None:
    return not_comparable(teller.shelf["robbery"], area="A", period=PERIOD)


def several(
    make: Callable[..., Finding | None],
    measures: Mapping[str, Row],
    *,
    better: Mapping[str, str] | None = None,
) -> Fact:
    """Return what `make` finds in several measures of areas A, B, C …."""

    def fact() -> tuple[Teller, Finding | None]:
        shelf = {
            name: evidence(
                {area: {NOW: value} for area, value in zip("ABCDE", row, strict=False)},
                unit=RATE,
                identity=name,
                better=(better or {}).get(name, "lower"),
            )
            for name, row in measures.items()
        }
        teller = Teller(book(*shelf.values(), members="ABCD"), shelf)
        return teller, make(teller)

    return fact


def contrast(teller: Teller) -> Finding | None:
    one, other = (teller.book.against(measure, PERIOD) for measure in teller.shelf)
    return rank_contrast(one, other)


def counted_above(teller: Teller) -> Finding | None:
    return measures_above(list(teller.shelf.values()), area="A", members="ABCD", period=PERIOD)


RANK, GAP, CHANGE, UNKNOWN = map(
    over_time, (rank_moved, gap_trend, change_against_group, trend_unknown)
)

CASES = [
    # A value, its place, the average.
    Case(
        "M2 M7",
        facts(standing, [90.0, 110.0, 94.0, 126.0]),
        "In the year ending June 2019 robbery stood at 90.0, the lowest of four in the group of forces and below the group average of 105.0.",
    ),
    Case(
        "M4",
        facts(standing, [126.0, 110.0, 94.0, 90.0]),
        "In the year ending June 2019 robbery stood at 126.0, the highest of four in the group of forces and above the group average of 105.0.",
    ),
    Case(
        "M5",
        facts(standing, [104.0, 110.0, 96.0, 110.0]),
        "In the year ending June 2019 robbery stood at 104.0, 2nd of four in the group of forces, lowest first, and just below the group average of 105.0.",
    ),
    Case(
        "M6",
        facts(standing, [84.21, 90.0, 83.0, 79.68], unit=PERCENT, better="higher"),
        "In the year ending June 2019 robbery stood at 84.2%, 2nd of four in the group of forces, highest first, and in line with the group average of 84.2%.",
    ),
    Case(
        "M6",
        facts(GAP, [84.2, 84.2], [80.0, 84.2], unit=PERCENT, better="higher"),
        "In the year ending June 2019 robbery was in line with the average of the group of forces; in the year ending March 2016 it was 2.1 percentage points below it.",
    ),
    Case(
        "M8",
        facts(standing, [94.0, 110.0, 90.0, 126.0]),
        "In the year ending June 2019 robbery stood at 94.0, 2nd of four in the group of forces, lowest first, and below the group average of 105.0.",
    ),
    Case(
        "M2 M8",
        facts(standing, [90.0, "x", 94.0, 126.0]),
        "In the year ending June 2019 robbery stood at 90.0, the lowest of three with data in the group of forces and below the group average of 103.3, taken without Beta, for which there are no data.",
    ),
    Case(
        "M2 M8",
        facts(standing, [90.0, "x", "c", 126.0, 100.0]),
        "In the year ending June 2019 robbery stood at 90.0, the lowest of three with data in the group of forces and below the group average of 105.3, taken without Beta, for which there are no data, and without Gamma, whose figure is hidden to protect people.",
    ),
    Case(
        "M2",
        facts(standing, [(90.0, "p"), 90.0, 94.0, 126.0]),
        "In the year ending June 2019 robbery stood at 90.0 [p], level with Beta as the lowest of four in the group of forces and below the group average of 100.0 [p].",
    ),
    Case(
        "M8",
        facts(standing, [100.0, 100.0, 100.0, 100.0]),
        "In the year ending June 2019 robbery stood at 100.0, the same for all four in the group of forces and in line with the group average of 100.0.",
    ),
    Case(
        "M8",
        facts(standing, [90.0, 100.0], better="higher"),
        "In the year ending June 2019 robbery stood at 90.0, the lower of two in the group of forces and below the group average of 95.0.",
    ),
    Case(
        "M8",
        facts(standing, [90.0, 100.0, 110.0], average=Average.MEAN_WITHOUT_SELF),
        "In the year ending June 2019 robbery stood at 90.0, the lowest of three in the group of forces and below the group average of 105.0.",
    ),
    # Now and then.
    Case(
        "M1",
        facts(RANK, [94.0, 90.0, 100.0, 126.0], [94.0, 90.0, 80.0, 126.0]),
        "In the year ending June 2019 Alpha ranked 2nd of four in the group of forces for robbery, lowest first, one place better than in the year ending March 2016, when it ranked 3rd.",
    ),
    Case(
        "M1",
        facts(RANK, [70.0, 80.0, 90.0, 90.0], [90.0, 80.0, 70.0, 60.0], unit=PERCENT, better="higher"),
        "In the year ending June 2019 Alpha ranked 4th of four in the group of forces for robbery, highest first, three places worse than in the year ending March 2016, when it ranked 1st.",
    ),
    Case(
        "M1",
        facts(RANK, [90.0, 90.0, 100.0], [100.0, 90.0, 80.0], better="neither"),
        "In the year ending June 2019 Alpha ranked joint 1st of three in the group of forces for robbery, lowest first; in the year ending March 2016 it ranked 3rd.",
    ),
    Case(
        "M15",
        facts(RANK, [94.0, 90.0, 100.0, "x"], [94.0, 90.0, 100.0, "x"]),
        "In the year ending June 2019 Alpha ranked 2nd of three with data in the group of forces for robbery, lowest first, as in the year ending March 2016.",
    ),
    Case(
        "M3 M11",
        facts(GAP, [90.0, 124.0], [66.1, 89.8]),
        "In the year ending June 2019 robbery was 17.0 below the average of the group of forces; in the year ending March 2016 it was 11.8 below, so the gap has grown.",
    ),
    Case(
        "M3 M11",
        facts(GAP, [90.0, 124.0], [66.1, 60.1]),
        "In the year ending June 2019 robbery was 17.0 below the average of the group of forces; in the year ending March 2016 it was 3.0 above it.",
    ),
    Case(
        "M3",
        facts(GAP, [54.0, 50.0], [60.0, 50.0], unit=PERCENT),
        "In the year ending June 2019 robbery was 2.0 percentage points above the average of the group of forces; in the year ending March 2016 it was 5.0 percentage points above, so the gap has narrowed.",
    ),
    Case(
        "M3",
        facts(GAP, [90.01, 100.0], [80.0, 90.0]),
        "In the year ending June 2019 robbery was 5.0 below the average of the group of forces, as in the year ending March 2016.",
    ),
    Case(
        "M3",
        facts(GAP, [90.0, 100.0], [80.0, 80.0]),
        "In the year ending June 2019 robbery was 5.0 below the average of the group of forces; in the year ending March 2016 it was in line with it.",
    ),
    Case(
        "M3",
        facts(UNKNOWN, [89.9, "x", 127.3], [66.1, 82.3, 89.7]),
        "For robbery, the gap to the group average cannot be set beside that of the year ending March 2016: figures for Beta can be shown in only one of the two years.",
    ),
    Case(
        "M3",
        facts(UNKNOWN, [89.9, (99.0, "b"), 127.3], [66.1, 82.3, 89.7]),
        "For robbery, the gap to the group average cannot be set beside that of the year ending March 2016: the series of Beta breaks between the two years.",
    ),
    Case(
        "M14",
        facts(CHANGE, [80.0, 100.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery fell by 20.0%, more than the fall of 10.0% in the average of the group of forces.",
    ),
    Case(
        "M14",
        facts(CHANGE, [120.0, 160.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery rose by 20.0%, less than the rise of 40.0% in the average of the group of forces.",
    ),
    Case(
        "M14",
        facts(CHANGE, [90.0, 160.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery fell by 10.0%, while the average of the group of forces rose by 25.0%.",
    ),
    Case(
        "M14",
        facts(CHANGE, [110.0, 110.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery rose by 10.0%, as much as the average of the group of forces.",
    ),
    Case(
        "M14",
        facts(CHANGE, [52.0, 51.0], [50.0, 50.0], unit=PERCENT, better="higher"),
        "Between the year ending March 2016 and the year ending June 2019 robbery rose by 2.0 percentage points, more than the rise of 1.5 percentage points in the average of the group of forces.",
    ),
    Case(
        "M14",
        facts(CHANGE, [100.01, 120.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery barely changed, while the average of the group of forces rose by 10.0%.",
    ),
    Case(
        "M14",
        facts(CHANGE, [120.0, 80.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery rose by 20.0%, while the average of the group of forces barely changed.",
    ),
    Case(
        "M14",
        facts(CHANGE, [100.0, 100.0], [100.0, 100.0]),
        "Between the year ending March 2016 and the year ending June 2019 robbery barely changed, and so did the average of the group of forces.",
    ),
    # Areas by name.
    Case(
        "M10",
        facts(beside("B"), [84.2, 85.0], unit=PERCENT, members="AB"),
        "In the year ending June 2019 robbery stood at 84.2%, 0.8 percentage points lower than in Beta (85.0%).",
    ),
    Case(
        "M12",
        facts(beside("BC"), [90.0, 110.0, 94.0]),
        "In the year ending June 2019 robbery stood at 90.0, lower than in Beta (110.0) and in Gamma (94.0).",
    ),
    Case(
        "M12",
        facts(beside("BCDE"), [90.0, 110.0, 90.02, 80.0, 95.0]),
        "In the year ending June 2019 robbery stood at 90.0, lower than in Beta (110.0) and in Epsilon (95.0), the same as in Gamma (90.0), and higher than in Delta (80.0).",
    ),
    Case(
        "M12",
        facts(beside("B"), [90.0, 90.0]),
        "In the year ending June 2019 robbery stood at 90.0, the same as in Beta (90.0).",
    ),
    Case(
        "M12",
        facts(beside("B"), [90.06, 90.04]),
        "In the year ending June 2019 robbery stood at 90.1, higher than in Beta (90.0).",
    ),
    Case(
        "M13",
        facts(beside("E", group=True), [2.1, 2.5, "c", 3.2, 2.2], members="ABCD"),
        "In the year ending June 2019 robbery stood at 2.1, lower than in Epsilon (2.2) and on average in the group of forces (2.6, without Gamma).",
    ),
    Case(
        "M17",
        facts(ranged, [90.0, 110.0, 94.0, 126.0]),
        "In the year ending June 2019 robbery ranged from 90.0 in Alpha to 126.0 in Delta, across the four members of the group of forces.",
    ),
    Case(
        "M17",
        facts(ranged, [90.0, "x", 90.0, 126.0]),
        "In the year ending June 2019 robbery ranged from 90.0 in Alpha and Gamma to 126.0 in Delta, across three of the four members of the group of forces, without Beta, for which there are no data.",
    ),
    Case(
        "M17",
        facts(ranged, [90.01, 90.02]),
        "In the year ending June 2019 robbery stood at 90.0 in both members of the group of forces.",
    ),
    # What does not compare, and several measures at once.
    Case(
        "M9",
        facts(excluded, [90.0], not_comparable="Each force counts it by rules of its own."),
        "Figures for robbery cannot be set beside those of other areas. Each force counts it by rules of its own.",
    ),
    Case(
        "M16",
        several(contrast, {"theft": [9.0, 8.0, 7.0, 6.0], "robbery": [2.0, 3.0, 1.0, 4.0]}),
        "In the year ending June 2019 Alpha was the highest of four in the group of forces for theft, but 2nd of four in the group of forces, lowest first, for robbery.",
    ),
    Case(
        "M16",
        several(contrast, {"robbery": [1.0, 3.0, 1.0, 4.0], "theft": [9.0, 8.0, 7.0, 6.0]}),
        "In the year ending June 2019 Alpha was the highest of four in the group of forces for theft, but level with Gamma as the lowest of four in the group of forces for robbery.",
    ),
    Case(
        "M18",
        several(
            counted_above,
            {"violence": [9.0, 8.0, 7.0, 6.0], "theft": [1.0, 2.0, 3.0, 4.0], "arson": [1.0, 1.0, 1.0, 1.0]},
        ),
        "Of three measures compared in the year ending June 2019, one is above the average of the group of forces: violence.",
    ),
    Case(
        "M18",
        several(counted_above, {"violence": [1.0, 2.0, 3.0, 4.0], "theft": [1.0, 2.0, 3.0, 4.0]}),
        "Of two measures compared in the year ending June 2019, none is above the average of the group of forces.",
    ),
    Case(
        "M18",
        several(counted_above, {"violence": [4.0, 3.0, 2.0, 1.0], "theft": [4.0, 3.0, 2.0, 1.0]}),
        "Of two measures compared in the year ending June 2019, both are above the average of the group of forces: violence and theft.",
    ),
]  # fmt: skip

# Every pattern of the group is worded.
NOT_WORDED: dict[str, str] = {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.patterns)
def test_facts_in_a_sentence_out(case: Case) -> None:
    assert case.told() == case.sentence


def test_every_pattern_is_worded_or_has_a_reason() -> None:
    worded = {pattern for case in CASES for pattern in case.patterns.split()}
    assert worded | set(NOT_WORDED) == {f"M{number}" for number in range(1, 19)}
    assert not worded & set(NOT_WORDED)


SILENT = {
    "a count": facts(standing, [90.0, 110.0], unit=OFFENCES),
    "own value missing": facts(standing, ["x", 110.0, 94.0]),
    "own value hidden": facts(standing, ["c", 110.0, 94.0]),
    "not in the group": facts(standing, [90.0, 110.0, 94.0], members="BC"),
    "the definition forbids": facts(standing, [90.0, 110.0], not_comparable="It differs."),
    "a member missing now": facts(RANK, [90.0, "x", 94.0], [90.0, 110.0, 94.0]),
    "a member missing then": facts(GAP, [90.0, 110.0, 94.0], [90.0, "x", 94.0]),
    "a member hidden then": facts(CHANGE, [90.0, 110.0, 94.0], [90.0, "c", 94.0]),
    "another member missing then": facts(RANK, [90.0, "x", 94.0], [90.0, 110.0, "x"]),
    "no base at all": facts(GAP, [90.0, 110.0]),
    "a break between": facts(GAP, [90.0, (110.0, "b")], [80.0, 90.0]),
    "nothing to explain": facts(UNKNOWN, [90.0, 110.0], [80.0, 90.0]),
    "nothing on one side": facts(UNKNOWN, [90.0, 110.0], ["x", 90.0]),
    "a base too small": facts(CHANGE, [60.0, 70.0], [50.0, 50.0]),
    "another area hidden": facts(beside("BC"), [90.0, "c", 94.0]),
    "another area unknown": facts(beside("E"), [90.0, 110.0]),
    "beside itself": facts(beside("A"), [90.0, 110.0]),
    "nobody beside": facts(beside(""), [90.0, 110.0]),
    "counts beside": facts(beside("B"), [90.0, 110.0], unit=OFFENCES),
    "a range of one": facts(ranged, [90.0, "x"]),
    "comparable": facts(excluded, [90.0]),
    "the middle is no end": several(contrast, {"theft": [8.0, 9.0, 7.0, "x"], "robbery": [1.0, 3.0, 2.0, "x"]}),
    "neither end is the very end": several(contrast, {"theft": [8.0, 9.0, 7.0, 6.0], "robbery": [2.0, 3.0, 1.0, 4.0]}),
    "all are equal": several(contrast, {"theft": [8.0, 8.0, 8.0, 8.0], "robbery": [1.0, 2.0, 3.0, 4.0]}),
    "of two each is at an end": several(contrast, {"theft": [8.0, 7.0, "x", "x"], "robbery": [1.0, 2.0, "x", "x"]}),
    "one measure": several(counted_above, {"theft": [8.0, 7.0, 6.0, 5.0], "robbery": ["x", 2.0, 3.0, 4.0]}),
}  # fmt: skip


@pytest.mark.parametrize("fact", SILENT.values(), ids=SILENT)
def test_where_a_needed_value_is_not_there_nothing_is_said(fact: Fact) -> None:
    assert fact()[1] is None


def test_a_contrast_looks_at_good_and_bad_ends_not_at_high_and_low() -> None:
    both = {"detections": [4.0, 3.0, 2.0, 1.0], "robbery": [4.0, 3.0, 2.0, 1.0]}
    _, found = several(contrast, both, better={"detections": "higher"})()
    assert found is not None
    assert found.measure == "robbery"
    assert several(contrast, both)()[1] is None


def test_a_comparison_with_another_group_than_the_papers_is_not_worded() -> None:
    teller, _ = facts(standing, [90.0, 110.0, 94.0])()
    other = against_group(teller.shelf["robbery"], area="A", members="AB", period=PERIOD)
    assert other is not None
    with pytest.raises(ValueError, match="group of the paper"):
        sentence(teller, other)
    alone = Teller(book(teller.shelf["robbery"]), teller.shelf)
    with pytest.raises(ValueError, match="without one"):
        sentence(alone, other)


def test_a_group_figure_opens_to_every_member() -> None:
    teller, found = facts(CHANGE, [80.0, 100.0], [(100.0, "p"), 100.0])()
    assert found is not None
    figures = [run.figure for run in sentence(teller, found) if isinstance(run, FigureRun)]
    own, average = figures
    assert own.provenance.areas == ("A",)
    assert average.provenance.areas == ("A", "B")
    assert average.provenance.periods == (BASE, PERIOD)
    assert average.marked_text == "10.0% [p]"


# Half of all rows lie so close together that many values and averages print alike.
CLOSE = st.sampled_from([90.0, 90.04, 90.06, 90.1, (90.02, "p")])
VALUES = st.one_of(st.floats(0, 300), CLOSE, st.sampled_from(["x", "c"]))
ROWS = st.one_of(st.lists(CLOSE, min_size=5, max_size=5), st.lists(VALUES, min_size=5, max_size=5))
MAKERS = st.sampled_from(
    [standing, RANK, GAP, CHANGE, UNKNOWN, ranged, beside("B"), beside("DE", group=True)]
)
NUMBER = r"(\d+\.\d)%?(?: \[p\])?"
SIDES = {"below": -1, "lower than": -1, "in line with": 0, "the same as": 0, "above": 1, "higher than": 1}  # fmt: skip


@given(
    MAKERS,
    ROWS,
    ROWS,
    st.sampled_from([RATE, PERCENT]),
    st.sampled_from(["lower", "higher", "neither"]),
    st.sampled_from([Average.MEAN_WITH_SELF, Average.MEAN_WITHOUT_SELF]),
)
def test_no_sentence_contradicts_its_figures(
    make: Callable[[Teller], Finding | None],
    now: list[Value],
    then: list[Value],
    unit: Unit,
    better: str,
    average: Average,
) -> None:
    teller, found = facts(
        make, now, then, unit=unit, better=better, average=average, members="ABCD"
    )()
    if found is None:
        return
    said = plain(sentence(teller, found))
    assert "−" not in said
    assert not re.search(r"\b[A-E]\b", said)
    assert said.count("(") == said.count(")")
    assert said.count("[") == said.count("]")
    assert said.endswith(".")
    assert said[0].isupper()
    value = re.search(rf"stood at {NUMBER}", said)
    if value is None or make is ranged:
        return
    stood, compared = float(value[1]), 0
    for side, clause in re.findall(rf"({'|'.join(SIDES)})((?: (?!{'|'.join(SIDES)})[^ ]+)+)", said):
        for other in re.findall(rf"(?:average of |\(){NUMBER}", clause):
            assert (stood > float(other)) - (stood < float(other)) == SIDES[side], said
            compared += 1
    assert compared, said


@given(ROWS, ROWS)
def test_a_gap_that_has_grown_is_larger_in_print(now: list[Value], then: list[Value]) -> None:
    teller, found = facts(GAP, now, then, members="ABCD")()
    if found is None:
        return
    said = plain(sentence(teller, found))
    # "just below" stands for a gap that would print as nothing
    told = said.replace("was just ", "was 0.0 ")
    sizes = [float(n) for n in re.findall(rf"was {NUMBER} (?:below|above)", told)]
    if "grown" in said or "narrowed" in said:
        assert sizes[0] != sizes[1]
        assert (sizes[0] > sizes[1]) == ("grown" in said)
    assert "was 0.0" not in said


@given(ROWS, ROWS)
def test_a_change_that_is_more_is_more_in_print(now: list[Value], then: list[Value]) -> None:
    teller, found = facts(CHANGE, now, then, unit=PERCENT, members="ABCD")()
    if found is None:
        return
    said = plain(sentence(teller, found))
    sizes = [float(n) for n in re.findall(rf"(?:by|of) {NUMBER} percentage points", said)]
    assert 0.0 not in sizes
    assert sizes or said.count("barely changed") == 1
    if "more than" in said or "less than" in said:
        assert (sizes[0] > sizes[1], sizes[0] < sizes[1]) == (
            "more than" in said,
            "less than" in said,
        )
