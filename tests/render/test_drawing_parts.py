"""The parts of a drawing by themselves: widths, ticks, places of labels."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.drawing.labels import flags, numbered, spread, thinned
from copperplate.drawing.ticks import round_ticks
from copperplate.drawing.typeface import text_width, wrapped


@pytest.mark.parametrize(("face", "strong"), [("Regular", False), ("SemiBold", True)])
@pytest.mark.parametrize(
    "text", ["West Midlands 262,558", "Year ending June 2019 (−4.6%)", "£1.5m · “quoted” – ≤ 3"]
)
def test_widths_are_those_of_the_font_that_is_shipped(text: str, face: str, strong: bool) -> None:
    path = files("copperplate.render").joinpath("fonts", f"IBMPlexSans-{face}.ttf")
    font = pymupdf.Font(fontbuffer=path.read_bytes())
    assert text_width(text, 13, strong=strong) == pytest.approx(font.text_length(text, 13), abs=0.1)


def test_an_accented_letter_is_as_wide_as_the_letter() -> None:
    assert text_width("Llŷn Môn", 13) == text_width("Llyn Mon", 13)


@settings(deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=80),
    limit=st.integers(30, 200),
)
def test_wrapped_lines_fit(text: str, limit: int) -> None:
    assert all(text_width(line, 13) <= limit for line in wrapped(text, 13, limit))


def test_wrapping_loses_no_word_that_has_room() -> None:
    assert wrapped("Devon and Cornwall", 13, 80) == ("Devon and", "Cornwall")


def test_what_has_no_room_is_cut_and_says_so() -> None:
    lines = wrapped("one two three four five six seven", 13, 40, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("values", "most", "places", "from_zero", "labels"),
    [
        ([54.0, 127.6], 6, 0, True, ["0", "25", "50", "75", "100", "125", "150"]),
        ([54.0, 127.6], 4, 0, True, ["0", "50", "100", "150"]),
        ([262_558.0], 4, 0, True, ["0", "100,000", "200,000", "300,000"]),
        ([-4.4, 12.4], 4, 0, True, ["−5", "0", "5", "10", "15"]),
        ([0.12, 0.31], 4, 1, True, ["0.0", "0.1", "0.2", "0.3", "0.4"]),
        ([0.12, 0.31], 4, 0, True, ["0", "1"]),
        ([96.2, 98.9], 4, 0, False, ["96", "97", "98", "99"]),
        ([5.0, 5.0], 4, 0, False, ["5", "6"]),
        ([], 4, 0, True, []),
    ],
)
def test_ticks_are_round_and_few(
    values: list[float], most: int, places: int, from_zero: bool, labels: list[str]
) -> None:
    ticks = round_ticks(values, most=most, places=places, from_zero=from_zero)
    assert [tick.label for tick in ticks] == labels


@settings(deadline=None)
@given(
    values=st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1),
    most=st.integers(2, 8),
    places=st.integers(0, 3),
    from_zero=st.booleans(),
)
def test_ticks_enclose_the_values_and_are_not_many(
    values: list[float], most: int, places: int, from_zero: bool
) -> None:
    ticks = round_ticks(values, most=most, places=places, from_zero=from_zero)
    assert ticks[0].at <= min(values) <= max(values) <= ticks[-1].at
    assert 2 <= len(ticks) <= most + 3
    assert len({tick.label for tick in ticks}) == len(ticks)


def test_labels_with_room_stay_where_they_wish() -> None:
    assert spread([10, 50, 90], [10, 10, 10], low=0, high=100) == (10, 50, 90)


def test_crowded_labels_share_the_distance() -> None:
    assert spread([50, 50], [10, 10], low=0, high=100) == (45, 55)


def test_a_block_is_pushed_inside_its_ends() -> None:
    assert spread([99, 99], [10, 10], low=0, high=100) == (85, 95)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 30)), min_size=1, max_size=10))
def test_spread_labels_never_overlap_and_keep_their_order(
    wishes: list[tuple[float, float]],
) -> None:
    centres = [centre for centre, _ in wishes]
    heights = [height for _, height in wishes]
    found = spread(centres, heights, low=0, high=300)
    placed = sorted(zip(found, heights, centres, strict=True))
    for (one, high_one, wish_one), (two, high_two, wish_two) in pairwise(placed):
        assert one + high_one / 2 <= two - high_two / 2 + 1e-6
        assert wish_one <= wish_two
    assert placed[0][0] - placed[0][1] / 2 >= -1e-6
    assert placed[-1][0] + placed[-1][1] / 2 <= 300 + 1e-6


def test_thinning_counts_from_the_newest() -> None:
    assert thinned([0, 20, 40, 60, 80], [30] * 5, gap=5) == (0, 2, 4)
    assert thinned([0, 20, 40, 60], [30] * 4, gap=5) == (1, 3)
    assert thinned([0, 50], [30] * 2, gap=5) == (0, 1)


def test_flags_stand_right_of_their_line_or_left_at_the_edge() -> None:
    middle, edge = (
        flags([(100, "Base year"), (310, "Break")], size=13, low=0, high=320, gap=4) or ()
    )
    assert middle.start == 104
    assert edge.start < 310


def test_flags_that_would_touch_are_refused() -> None:
    marks = [(100.0, "Counting rules changed"), (110.0, "New chief constable")]
    assert flags(marks, size=13, low=80, high=200, gap=4) is None


def test_numbered_marks_too_close_share_a_head() -> None:
    known = numbered(
        [(100, "A"), (103, "B"), (106, "C"), (200, "D")], size=13, low=0, high=320, gap=4
    )
    assert [text for _, text in known.heads] == ["1 to 3", "4"]
    assert known.names == ("1: A", "2: B", "3: C", "4: D")
