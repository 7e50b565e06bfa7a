"""Counts of records split: parts that add up to the whole, and flags that never do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.engines.duckdb import Engine
from copperplate.errors import BadDefinition
from copperplate.measures import CountMeasure
from copperplate.periods import PeriodKind
from copperplate.query import Breakdown, Territory, break_down
from copperplate.query.breakdowns import Part
from tests.builders import engine_over, release
from tests.spec.recorded import FORCE, OURS, book, count, covers, crime

COVERED = covers("crimes", ("2013-01-01", "2013-03-31", "day"))
NEWER = release("extract", "2014-04-01", "newer")


def split(
    folder: Path,
    rows: list[list[object]],
    *by: str,
    of_which: bool = False,
    more: str = "",
    kind: str = "month",
    tables: dict[str, dict[str, list[list[object]]]] | None = None,
) -> Breakdown:
    made = tables or {"crimes": {OURS.identity: rows}, "coverage": {OURS.identity: COVERED}}
    with engine_over(folder, made) as engine:
        return split_over(engine, *by, of_which=of_which, more=more, kind=kind)


def split_over(
    engine: Engine, *by: str, of_which: bool = False, more: str = "", kind: str = "month"
) -> Breakdown:
    measures = book(crimes=count(more=more))
    measure = measures["crimes"]
    assert isinstance(measure, CountMeasure)
    (found,) = break_down(
        measure,
        measures.conditions["crimes"],
        by=by,
        engine=engine,
        releases=[OURS, NEWER],
        territories={FORCE: Territory(column="force", force=FORCE)},
        kind=PeriodKind(kind),
        of_which=of_which,
    )
    return found


def shown(found: Breakdown) -> dict[Part, list[int]]:
    return dict(zip(found.parts, found.counts.tolist(), strict=True))


ROWS = [
    crime("2013-01-05", category="burglary", hour=23, knife=True, weekday=6),
    crime("2013-01-06", category="burglary", hour=2, knife=False, weekday=7, alcohol=True),
    crime("2013-02-06", category="robbery", knife=True, weekday=3, alcohol=True),
    crime("2013-02-07", weekday=4),
    crime("2013-02-28", "2013-03-01", category="drugs", weekday=4),  # of neither month
]
SPLITS: list[tuple[tuple[str, ...], dict[Part, list[int]]]] = [
    # by, counts of January, February and March by part
    (("category",), {("burglary",): [2, 0, 0], ("robbery",): [0, 1, 0], (None,): [0, 1, 0]}),
    (("knife",), {(False,): [1, 0, 0], (True,): [1, 1, 0], (None,): [0, 1, 0]}),
    (("hour",), {(2,): [1, 0, 0], (23,): [1, 0, 0], (None,): [0, 2, 0]}),
    (
        ("knife", "weekday"),
        {(False, 7): [1, 0, 0], (True, 3): [0, 1, 0], (True, 6): [1, 0, 0], (None, 4): [0, 1, 0]},
    ),
    (("force",), {(FORCE,): [2, 2, 0]}),
]


@pytest.mark.parametrize(("by", "expected"), SPLITS)
def test_the_parts_of_a_column_are_the_whole(
    tmp_path: Path, by: tuple[str, ...], expected: dict[Part, list[int]]
) -> None:
    """What is not said is a part of its own, and comes last."""
    found = split(tmp_path, ROWS, *by)
    assert shown(found) == expected
    assert list(shown(found)) == list(expected)
    assert found.whole.tolist() == [2, 2, 0]
    assert found.astride.tolist() == [0, 1, 1]
    assert [period.iso for period in found.periods] == ["2013-01", "2013-02", "2013-03"]
    assert found.releases == (OURS.identity,) * 3
    assert "GROUP BY" in found.query


def test_flags_are_each_a_share_of_the_whole(tmp_path: Path) -> None:
    found = split(tmp_path, ROWS, "knife", "alcohol", "gang", of_which=True)
    assert shown(found) == {("knife",): [1, 1, 0], ("alcohol",): [1, 1, 0], ("gang",): [0, 0, 0]}
    assert found.unsaid.tolist() == [[0, 1, 0], [1, 1, 0], [2, 2, 0]]
    assert (found.of_which, found.whole.tolist()) == (True, [2, 2, 0])


def test_a_breakdown_keeps_the_condition_and_the_newest_release(tmp_path: Path) -> None:
    tables = {
        "crimes": {OURS.identity: ROWS, NEWER.identity: ROWS[:1]},
        "coverage": {
            OURS.identity: COVERED,
            NEWER.identity: covers("crimes", ("2013-01-01", "2013-01-31", "day")),
        },
    }
    found = split(tmp_path, [], "category", more="where: knife = true", tables=tables)
    assert shown(found) == {("burglary",): [1, 0, 0], ("robbery",): [0, 1, 0]}
    assert found.releases == (NEWER.identity, OURS.identity, OURS.identity)


def test_an_area_that_a_release_never_names_is_not_known_and_not_zero(tmp_path: Path) -> None:
    """One release names wards, a newer one of the same days none."""
    ours, theirs = "E05000001", "E05000002"
    rows = [crime("2013-01-05", ward=ours), crime("2013-01-06"), crime("2013-02-06", ward=ours)]
    tables = {
        "crimes": {OURS.identity: rows, NEWER.identity: [crime("2013-03-09")]},
        "coverage": {
            OURS.identity: covers("crimes", ("2013-01-01", "2013-02-28", "day")),
            NEWER.identity: covers("crimes", ("2013-03-01", "2013-03-31", "day")),
        },
    }
    measures = book(crimes=count())
    measure = measures["crimes"]
    assert isinstance(measure, CountMeasure)
    with engine_over(tmp_path, tables) as engine:
        found = break_down(
            measure,
            None,
            by=["category"],
            engine=engine,
            releases=[OURS, NEWER],
            territories={code: Territory(column="ward", force=FORCE) for code in (ours, theirs)},
            kind=PeriodKind.MONTH,
        )
    for one, whole in zip(found, ([1, 1], [0, 0]), strict=True):
        assert [period.iso for period in one.periods] == ["2013-01", "2013-02"]
        assert one.whole.tolist() == whole


def test_repeats_are_split_too(tmp_path: Path) -> None:
    rows = [
        crime("2013-03-01", victim="ann", category="drugs"),
        crime("2013-03-05", victim="ann", category="robbery"),
        crime("2013-03-09", victim="ann"),
    ]
    found = split(tmp_path, rows, "category", more="repeats: {of: victim, within_days: 30}")
    assert shown(found) == {("robbery",): [0, 1], (None,): [0, 1]}
    assert found.periods[0].iso == "2013-02"


def test_a_value_is_closed_and_compares_by_what_it_holds(tmp_path: Path) -> None:
    one, two = (split(tmp_path, ROWS, "category") for _ in range(2))
    assert one == two
    assert one != split(tmp_path, ROWS, "knife")
    with pytest.raises(ValueError, match="read-only"):
        one.counts[0, 0] = 9


REFUSED = [
    # column, whether as a flag
    *(("victim", False), ("location", False), ("longitude", False), ("harm", False)),
    *(("recorded_from", False), ("committed_from", False), ("row", False), ("nothing", False)),
    *(("category", True), ("hour", True)),
]


@pytest.mark.parametrize(("column", "of_which"), REFUSED)
def test_what_leads_to_somebody_or_is_no_word_splits_nothing(
    tmp_path: Path, column: str, of_which: bool
) -> None:
    with pytest.raises(BadDefinition) as caught:
        split(tmp_path, ROWS, column, of_which=of_which)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("M123", "breakdown of 'crimes'")
    assert column in problem.what


def test_amounts_are_not_split(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not of amounts"):
        split(tmp_path, ROWS, "category", more="sums: harm")


drawn = st.lists(
    st.tuples(
        st.integers(1, 28),
        st.integers(1, 3),
        st.sampled_from(["burglary", "robbery", "drugs", None]),
        st.sampled_from([True, False, None]),
        st.sampled_from([0, 7, 23, None]),
    ),
    max_size=40,
)


@given(drawn, st.sampled_from(["day", "week", "month", "quarter", "year-to-date"]))
@settings(max_examples=15, deadline=None)
def test_every_record_is_in_one_part(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[tuple[int, int, str | None, bool | None, int | None]],
    kind: str,
) -> None:
    folder = tmp_path_factory.mktemp("split")
    rows = [
        crime(f"2013-{month:02}-{day:02}", category=category, knife=knife, hour=hour)
        for day, month, category, knife, hour in records
    ]
    made = {"crimes": {OURS.identity: rows}, "coverage": {OURS.identity: COVERED}}
    with engine_over(folder, made) as engine:
        splits = [
            split_over(engine, *by, kind=kind)
            for by in (("category",), ("knife",), ("hour",), ("category", "knife"))
        ]
        flags = split_over(engine, "knife", kind=kind, of_which=True)
    for found in splits:
        np.testing.assert_array_equal(found.counts.sum(axis=0), found.whole)
        np.testing.assert_array_equal(found.whole, flags.whole)
    by_hand = {
        (category, knife): [
            sum(
                p.start.month <= month <= p.end.month
                and (p.start.month, p.start.day) <= (month, day) <= (p.end.month, p.end.day)
                and (said, known) == (category, knife)
                for day, month, said, known, _ in records
            )
            for p in splits[3].periods
        ]
        for _, _, category, knife, _ in records
    }
    assert shown(splits[3]) == {part: n for part, n in by_hand.items() if any(n)}
    for part, row in zip(splits[1].parts, splits[1].counts, strict=True):
        if part != (False,):
            same = flags.counts[0] if part == (True,) else flags.unsaid[0]
            np.testing.assert_array_equal(row, same)
