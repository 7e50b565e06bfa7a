"""Outcome types, the texts of data.police.uk, and the sets they belong to."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.reference.outcomes import (
    OutcomeSet,
    Stage,
    find_outcome_text,
    find_outcome_type,
    outcome_texts,
    outcome_types,
    texts_in,
    types_in,
)


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        (OutcomeSet.CHARGED, "1 1A"),
        # Community resolutions do not count in sanction detections and do in solved and
        # resolved: paragraph 49 of the March 2014 performance report of West Midlands Police.
        (OutcomeSet.SANCTION_DETECTION, "1 1A 2 2A 3 3A 4 6 7"),
        (OutcomeSet.SOLVED_AND_RESOLVED, "1 1A 2 2A 3 3A 4 6 7 8"),
        (OutcomeSet.POSITIVE, "1 1A 2 2A 3 3A 4 6 7 8 22"),
    ],
)
def test_the_sets(which: OutcomeSet, numbers: str) -> None:
    assert types_in(which) == tuple(numbers.split())


def test_there_are_22_types_three_of_them_with_an_alternate() -> None:
    assert [n for n in outcome_types() if n.isdigit()] == [str(n) for n in range(1, 23)]
    assert [n for n in outcome_types() if not n.isdigit()] == ["1A", "2A", "3A"]
    assert outcome_types()["22"].valid_from == date(2019, 4, 1)


@pytest.mark.parametrize(
    ("written", "number"), [("8", "8"), ("08", "8"), ("1a ", "1A"), ("23", None), ("", None)]
)
def test_a_type_by_its_number(written: str, number: str | None) -> None:
    found = find_outcome_type(written)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("text", "stage", "types", "sets"),
    [
        ("Offender sent to prison", "court", "1 1A", 4),
        # A charge is one whatever the court then finds.
        ("Defendant found not guilty", "court", "1 1A", 4),
        ("Offender imprisoned", "court", "1 1A", 4),  # before 2014
        ("imprisoned", "court", "1 1A", 4),  # the interface
        ("Suspect charged as part of another case", "police", "1 1A 4", 3),
        ("Offender given a caution", "police", "2 2A 3 3A", 3),
        ("Offender given a penalty notice", "police", "6", 3),
        ("local resolution ", "police", "8", 2),
        ("Further action is not in the public interest", "police", "22", 1),
        ("Formal action is not in the public interest", "police", "9 10", 0),
        ("Unable to prosecute suspect", "police", "5 11 12 13 14 15 16 17", 0),
        ("Investigation complete; no suspect identified", "police", "18", 0),
        ("Under investigation", "none", "", 0),
        ("Status update unavailable", "none", "", 0),
    ],
)
def test_what_a_text_means(text: str, stage: str, types: str, sets: int) -> None:
    found = find_outcome_text(text)
    assert found is not None
    assert (found.stage, found.types) == (Stage(stage), tuple(types.split()))
    # Each set lies within the next.
    assert found.sets == set(list(OutcomeSet)[4 - sets :])


def test_what_is_no_text_is_none() -> None:
    assert find_outcome_text("") is None
    assert find_outcome_text("Let go with a wink") is None


def test_a_court_stage_means_charged_and_only_that() -> None:
    for text in outcome_texts().values():
        if text.stage is Stage.COURT:
            assert OutcomeSet.CHARGED in text.sets
        if text.stage is Stage.NONE:
            assert not text.types
        assert set(text.types) <= set(outcome_types())
    assert "Local resolution" in texts_in(OutcomeSet.SOLVED_AND_RESOLVED)
    assert "Local resolution" not in texts_in(OutcomeSet.SANCTION_DETECTION)
