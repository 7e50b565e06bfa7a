"""The grammar of a measure's condition: what it means, and everything it has no word for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copperplate.errors import Place
from copperplate.measures.where import MAXIMUM_LENGTH, NotACondition, parse_where
from copperplate.periods import PeriodKind
from copperplate.query.compile import compile_count
from copperplate.schema import TABLES
from tests.builders import count_measure

TABLE = TABLES["recorded_crime"]
HERE = Place(file="measures/x.yaml", line=7, column=12)

MEANINGS = [
    ("offence = 'robbery'", '("offence" = ?)', ["robbery"]),
    ("offence in ('robbery', 'burglary')", '("offence" IN (?, ?))', ["robbery", "burglary"]),
    ("offence not in ('fraud')", 'NOT COALESCE(("offence" IN (?)), FALSE)', ["fraud"]),
    ("offence <> 'fraud'", '("offence" <> ? OR "offence" IS NULL)', ["fraud"]),
    ("offence != 'fraud'", '("offence" <> ? OR "offence" IS NULL)', ["fraud"]),
    ("offence is not null", '"offence" IS NOT NULL', []),
    (
        "not (offence = 'fraud' or offence = 'robbery') and offence <> 'burglary'",
        (
            '(NOT COALESCE((("offence" = ?) OR ("offence" = ?)), FALSE) '
            'AND ("offence" <> ? OR "offence" IS NULL))'
        ),
        ["fraud", "robbery", "burglary"],
    ),
]


@pytest.mark.parametrize(("written", "sql", "values"), MEANINGS)
def test_a_condition_becomes_bound_values_and_quoted_names(
    written: str, sql: str, values: list[str]
) -> None:
    condition = parse_where(written, TABLE, place=HERE)
    compiled = compile_count(
        count_measure(where=written), condition, kind=PeriodKind.YEAR_ENDING, areas=("E1",)
    )
    assert sql in compiled.sql
    assert list(compiled.parameters) == ["year-ending", *values, "E1"]


def test_no_condition_is_every_row() -> None:
    assert parse_where("  ", TABLE, place=HERE) is None


ATTACKS = [
    "length((select content from read_text('/etc/passwd')))>0",
    "offence = 'robbery'; drop table recorded_crime",
    "offence = 'robbery' union select 1",
    "offence = (select 1)",
    "offence = 'robbery' -- and more",
    "offence = 'robbery' /* and more */",
    "offence like '%'",
    "offence = \"robbery\"",
    "offence = $1",
    "offence = ?",
    "exists(select 1)",
    "read_csv('/etc/passwd') is null",
    "'a' = 'a'",
    "1 = 1",
    "true",
    "offence",
    "offence =",
    "offence = 'robbery",
    "(offence = 'robbery'",
    "offence in ()",
    "offence = 'robbery' or",
    "offence collate nocase = 'robbery'",
    "offence::int = 1",
    "recorded_crime.offence = 'robbery'",
    "offence = E'\\x41'",
    "offence = 'rob' || 'bery'",
    "offence between 'a' and 'b'",
    "\u202eoffence = 'robbery'",
    "offence\x00 = 'robbery'",
    "offence = 1",
]  # fmt: skip


@pytest.mark.parametrize("written", ATTACKS)
def test_the_grammar_has_no_word_for_anything_else(written: str) -> None:
    with pytest.raises(NotACondition) as caught:
        parse_where(written, TABLE, place=HERE)
    problem = caught.value.problem
    assert problem.code in {"M110", "M112"}
    assert problem.place.line == 7
    assert (problem.place.column or 0) >= 12


def test_a_file_read_is_refused_at_its_own_column() -> None:
    with pytest.raises(NotACondition) as caught:
        parse_where("offence = 'robbery' and read_text('/etc/passwd') = 'x'", TABLE, place=HERE)
    assert caught.value.problem.place.column == 12 + len("offence = 'robbery' and ")
    assert "functions are not part of a condition" in caught.value.problem.what


def test_an_unknown_column_or_value_is_answered_with_what_there_is() -> None:
    with pytest.raises(NotACondition) as caught:
        parse_where("ofence = 'robbery'", TABLE, place=HERE)
    assert (caught.value.problem.code, caught.value.problem.remedy) == (
        "M112",
        "Did you mean 'offence'?",
    )
    with pytest.raises(NotACondition) as caught:
        parse_where("offence = 'robery'", TABLE, place=HERE)
    assert (caught.value.problem.code, caught.value.problem.remedy) == (
        "M113",
        "Did you mean 'robbery'?",
    )


def test_depth_and_length_are_limited() -> None:
    with pytest.raises(NotACondition) as caught:
        parse_where("(" * 3000 + "offence = 'robbery'" + ")" * 3000, TABLE, place=HERE)
    assert caught.value.problem.code == "M111"
    deep = "(" * 40 + "offence = 'robbery'" + ")" * 40
    assert len(deep) < MAXIMUM_LENGTH
    with pytest.raises(NotACondition) as caught:
        parse_where(deep, TABLE, place=HERE)
    assert caught.value.problem.code == "M111"


@given(st.text(max_size=200))
def test_any_text_is_a_condition_or_a_problem(written: str) -> None:
    try:
        parse_where(written, TABLE, place=HERE)
    except NotACondition as refusal:
        assert refusal.problem.place.line == 7
