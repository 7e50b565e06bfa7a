"""The shapes that synthetic records are drawn from: complete, whole, and loud where they are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

import pytest

from copperplate.reference.offences import offences
from copperplate.reference.outcomes import outcome_types
from copperplate.schema.crimes import LOCATION_KINDS, MARKERS
from copperplate.schema.offences import LEAVES
from copperplate.synthetic.days import Quarter
from copperplate.synthetic.shapes import WHOLE, WITHIN, read, shapes, shipped

GROUPS = [group for group in LEAVES if group != "fraud"]


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_every_shape(group: str) -> None:
    held = shapes()
    assert any(group in cells for cells in held.quarters.values())
    for weights, size in [
        (held.months[group], 12),
        (held.weekdays[group], 7),
        (held.hours[group], 24),
        (held.locations[group], len(LOCATION_KINDS)),
        (held.offences[group].weights, len(held.offences[group].names)),
        (held.outcomes[group].weights, len(held.outcomes[group].names)),
    ]:
        assert weights.shape == (size,)
        assert weights.dtype == "int64"
        assert weights.sum() == WHOLE
        assert weights.min() >= 0
    # No month, day or hour is without crime, and no code or outcome is listed for nothing.
    for weights in (held.months, held.weekdays, held.hours):
        assert weights[group].min() > 0
    assert held.offences[group].weights.min() > 0
    assert held.outcomes[group].weights.min() > 0
    assert list(held.marked[group]) == [marker.name for marker in MARKERS]
    assert all(0 <= chance <= WHOLE for chance in held.marked[group].values())


def test_codes_are_of_their_group_and_of_the_years_before_2014() -> None:
    for group, codes in shapes().offences.items():
        for code in codes.names:
            assert offences()[code].group == group
            if "residential" not in group:  # counted from April 2017
                known = offences()[code]
                assert known.valid_to is None or known.valid_to >= date(2014, 6, 30)
                assert known.to_2013 or code == "49A"
    # Half of other theft but for this code of 2013 would have no filling station in it.
    assert "49A" in shapes().offences["other_theft"].names


def test_outcomes_are_of_types_in_use_by_2014_and_have_delays() -> None:
    seen = {name for ends in shapes().outcomes.values() for name in ends.names}
    assert "" in seen
    for name in seen - {""}:
        assert outcome_types()[name].valid_from is None
        assert sum(weight for weight, _, _ in shapes().delays[name]) == WHOLE
    for name, bands in shapes().delays.items():
        days = [(first, last) for _, first, last in bands]
        assert days[0][0] == 0, name
        assert all(before[1] + 1 == after[0] for before, after in pairwise(days))


def test_own_shapes_of_codes_are_of_codes_that_are_drawn() -> None:
    drawn = {code for codes in shapes().offences.values() for code in codes.names}
    assert shapes().locations_of.keys() <= drawn
    assert shapes().marked_of.keys() <= drawn
    assert shapes().locations_of["58A"][LOCATION_KINDS.index("dwelling")] == WHOLE
    assert shapes().marked_of["9B"]["hate_race_perceived"] == WHOLE


def test_what_lies_within_another_is_the_rarer_one() -> None:
    assert WITHIN["hate_race_actual"] == "hate_race_perceived"
    assert len(WITHIN) == 6
    for chances in (*shapes().marked.values(), *shapes().marked_of.values()):
        for inner, outer in WITHIN.items():
            assert chances.get(inner, 0) <= chances.get(outer, 0)


@pytest.mark.parametrize(
    ("group", "hours", "least", "most"),
    [
        # Of a hundred crimes of an even day, each hour would have four.
        ("violence_with_injury", (*range(19, 24), *range(4)), 50, 65),
        ("violence_with_injury", range(5, 9), 4, 10),
        ("shoplifting", range(9, 20), 75, 90),
        ("shoplifting", range(6), 0, 2),
        ("burglary_non_domestic", (*range(22, 24), *range(6)), 50, 65),
        ("burglary_domestic", range(8, 22), 60, 75),
        ("robbery", range(15, 24), 50, 65),
        ("vehicle_offences", (*range(18, 24), *range(6)), 60, 75),
        ("criminal_damage_and_arson", range(17, 24), 40, 55),
    ],
)
def test_hours_look_like_what_is_publicly_known(
    group: str, hours: Iterable[int], least: int, most: int
) -> None:
    share = sum(int(shapes().hours[group][hour]) for hour in hours)
    assert least * 100 <= share <= most * 100


@pytest.mark.parametrize(
    ("group", "days", "least", "most"),
    [
        # Two days of an even week would have 29 of a hundred.
        ("violence_with_injury", (5, 6), 35, 40),
        ("criminal_damage_and_arson", (5, 6), 32, 36),
        ("burglary_domestic", (5, 6), 24, 28),
        ("shoplifting", (6,), 9, 12),
        ("vehicle_offences", (5, 6), 27, 29),
        ("robbery", (4, 5), 29, 32),
    ],
)
def test_weekdays_look_like_what_is_publicly_known(
    group: str, days: Iterable[int], least: int, most: int
) -> None:
    share = sum(int(shapes().weekdays[group][day]) for day in days)
    assert least * 100 <= share <= most * 100


def test_a_group_is_left_out_of_quarters_it_was_not_counted_in() -> None:
    before, after = (shapes().quarters[Quarter(date(2017, month, 1))] for month in (1, 4))
    assert "burglary_domestic" in before
    assert "burglary_residential" not in before
    assert "burglary_residential" in after
    assert "burglary_domestic" not in after
    assert len(shapes().quarters) == 51


def test_weights_cannot_be_written_over() -> None:
    with pytest.raises(ValueError, match="read-only"):
        shapes().months["robbery"][0] = 1


def spoilt(file: str, old: str, new: str) -> Callable[[str], str]:
    def text(name: str) -> str:
        said = shipped(name)
        if name != file:
            return said
        changed = re.sub(old, new, said, flags=re.MULTILINE)
        assert changed != said
        return changed

    return text


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("months.csv", "^robbery,.*\n", "", "shapes/months.csv: robbery: no rows"),
        ("offences.csv", "^robbery,.*\n", "", "shapes/offences.csv: robbery: no rows"),
        ("outcomes.csv", "^robbery,.*\n", "", "shapes/outcomes.csv: robbery: no rows"),
        ("locations.csv", "^robbery,.*\n", "", "shapes/locations.csv: robbery: no rows"),
        ("delays.csv", "^18,.*\n", "", "shapes/delays.csv: 18: no rows"),
        ("hours.csv", "^robbery,7,.*\n", "", "shapes/hours.csv: robbery: wants hour 0 to 23, in order"),
        ("weekdays.csv", "^robbery,1,", "robbery,8,", "shapes/weekdays.csv: robbery: wants weekday 1 to 7, in order"),
        ("months.csv", "^robbery,1,.*$", "robbery,1,-5", "shapes/months.csv: robbery: weight is no whole number from 0"),
        ("months.csv", "^robbery,1,.*$", "robbery,1,1", "shapes/months.csv: robbery: weights add up to 9074, not 10000"),
        ("quarters.csv", "^robbery,2006-04-01,.*$", "robbery,2006-04-01,-3", "shapes/quarters.csv: robbery: crimes is no whole number from 0"),
        ("markers.csv", "^robbery,knife,.*\n", "", "shapes/markers.csv: robbery: wants a chance of every marker, in order"),
        ("markers.csv", "^robbery,knife,.*$", "robbery,knife,10001", "shapes/markers.csv: robbery: a chance above 10000, or of no marker"),
        ("code_markers.csv", "^9B,hate_race_actual", "9B,spite", "shapes/code_markers.csv: 9B: a chance above 10000, or of no marker"),
        ("locations.csv", "^robbery,dwelling", "robbery,castle", "shapes/locations.csv: robbery: a kind of place is none of"),
        ("delays.csv", "^18,1,7", "18,9,7", "shapes/delays.csv: 18: a band ends before it begins"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read(spoilt(file, old, new))
