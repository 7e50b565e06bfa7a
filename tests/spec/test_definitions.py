"""Measure and plan files: what is right, and every problem of what is not, at once."""

from __future__ import annotations

import re
import time
from importlib import resources

import pytest

from copperplate.errors import BadDefinition
from copperplate.measures import load_measures
from copperplate.plan import load_plan
from copperplate.sources.adapters import ADAPTERS
from copperplate.yamltext import parse

CATALOGUE = resources.files("copperplate.measures").joinpath("catalogue", "recorded-crime.yaml")


def measure_problems(text: str) -> list[tuple[str, int | None, str]]:
    with pytest.raises(BadDefinition) as caught:
        load_measures([parse(text, file="measures/x.yaml")], sources=ADAPTERS)
    return [(p.code, p.place.line, p.what) for p in caught.value.problems]


def plan_problems(text: str) -> list[tuple[str, int | None, str]]:
    with pytest.raises(BadDefinition) as caught:
        load_plan(parse(text, file="plan.yaml"))
    return [(p.code, p.place.line, p.what) for p in caught.value.problems]


def test_the_shipped_measures_load() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    book = load_measures([parse(text, file="measures/recorded-crime.yaml")], sources=ADAPTERS)
    assert {"recorded_crime", "recorded_crime_rate", "burglary", "robbery"} <= set(book.measures)
    for measure in book:
        assert measure.question.endswith("?")
        assert measure.definition.endswith(".")


def test_a_measure_with_a_plural_name_says_so() -> None:
    """Whose first noun ends as plurals do, up to the word that tells of which."""
    singular = {"harassment", "the impact areas' share"}
    one = re.compile(
        r" (?:of|in|per|on|from|with|by|so|to|aged|killed|solved|detected|carried)\b.*"
    )
    many = {"people"}
    for file in CATALOGUE.parent.iterdir():  # type: ignore[attr-defined]
        for short, plural in re.findall(
            r"^ +short: (.+)\n( +plural: true)?", file.read_text(encoding="utf-8"), re.M
        ):
            noun = one.sub("", short.strip("\"'"))
            ends = noun.endswith("s") and not noun.endswith("ss")
            assert bool(plural) is (noun not in singular and (ends or noun in many)), short


def test_every_problem_of_a_measure_file_comes_at_once() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    for right, wrong in (
        ("better: lower", "better: lowest"),
        ("    question: How many burglaries do the police record?\n", ""),
        ("where: offence = 'robbery'", "where: offence = 'robery'"),
        ("numerator: burglary", "numerator: burglry"),
        ("known: home-office-quarters}", "known: home-ofice-quarters}"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    found = measure_problems(text)
    assert sorted({code for code, _, _ in found}) == ["M101", "M103", "M113"]
    said = " ".join(what for _, _, what in found)
    for part in ("'lowest'", "'question' is missing", "'robery'", "'burglry'"):
        assert part in said
    assert all(line for _, line, _ in found)


def test_a_measure_defined_twice_says_where_the_first_one_is() -> None:
    text = CATALOGUE.read_text(encoding="utf-8").replace("id: robbery\n", "id: burglary\n", 1)
    found = measure_problems(text)
    line = text.splitlines().index(
        "  - id: burglary", text.splitlines().index("  - id: burglary") + 1
    )
    assert ("M102", line + 1) in [(code, at) for code, at, _ in found]
    assert "defined already at measures/x.yaml:" in found[0][2]


def test_a_table_nobody_knows_is_answered_with_the_nearest() -> None:
    text = CATALOGUE.read_text(encoding="utf-8").replace(
        "table: recorded_crime\n", "table: recorded_crimes\n", 1
    )
    with pytest.raises(BadDefinition) as caught:
        load_measures([parse(text, file="measures/x.yaml")], sources=ADAPTERS)
    problem = next(p for p in caught.value.problems if p.code == "M105")
    assert problem.remedy.startswith("Did you mean 'recorded_crime'?")
    assert "casualties, complaints, counts, crimes" in problem.allowed


PLAN = """\
id: p
title: Plan
area: E23000014
starts: 2016-04-01
ends: 2020-03-31
aims:
  - id: A
    title: Less crime
    measured_by: Crimes
    measures: [recorded_crime]
    source: Somebody
    frequency: yearly
    milestone: {kind: direction, text: fewer}
  - id: B
    title: More confidence
    part_of: A
    measured_by: A survey
    source: Somebody
    frequency: yearly
    milestone: {kind: none-set, text: none}
    awaited: {why: No survey yet.}
"""


def test_a_plan_loads() -> None:
    plan = load_plan(parse(PLAN, file="plan.yaml"))
    assert [aim.id for aim in plan.aims] == ["A", "B"]


def test_an_empty_plan_is_refused() -> None:
    assert plan_problems("")[0][0] == "Y002"
    head = PLAN.split("aims:")[0]
    what = "A plan holds at least one entry in 'aims' or 'deliverables'."
    assert plan_problems(head + "aims: []\n") == [("P101", 1, what)]
    assert plan_problems(head) == [("P101", 1, what)]


def test_aims_that_are_part_of_each_other_are_refused() -> None:
    text = PLAN.replace("    title: Less crime\n", "    title: Less crime\n    part_of: B\n")
    assert plan_problems(text) == [
        ("P104", 7, "Items are part of each other in a circle: A → B → A.")
    ]


def test_a_circle_is_reported_even_where_other_fields_are_wrong() -> None:
    text = PLAN.replace("    title: Less crime\n", "    part_of: B\n")
    assert [code for code, _, _ in plan_problems(text)] == ["P101", "P104"]


def test_other_slips_of_a_plan() -> None:
    text = (
        PLAN.replace("id: B", "id: A").replace("part_of: A", "part_of: C")
        .replace("ends: 2020", "ends: 2010")
    )  # fmt: skip
    assert [(code, line) for code, line, _ in plan_problems(text)] == [
        ("P102", 14),
        ("P103", 16),
        ("P105", 5),
    ]


def test_an_aim_has_measures_or_a_reason_and_not_both() -> None:
    text = PLAN.replace("    awaited: {why: No survey yet.}\n", "")
    ((code, line, what),) = plan_problems(text)
    assert (code, line) == ("P101", 14)
    assert "needs either 'measures' or 'awaited'" in what


def test_an_impossible_date_says_so_with_its_line() -> None:
    ((code, line, what),) = plan_problems(PLAN.replace("2016-04-01", "2016-04-31"))
    assert (code, line, what) == (
        "P101",
        4,
        "'starts' cannot be read: it is not a date that exists.",
    )


DOUBLE = [
    ("offence <> 'fraud'", "recorded_crime", "M114"),
    ("offence in ('burglary', 'theft_offences')", "recorded_crime", "M114"),
    ("offence in ('burglary', 'burglary_residential')", "recorded_crime", "M114"),
    ("offence in ('burglary', 'robbery')", "recorded_crime", None),
    ("offence in ('total_excluding_fraud', 'fraud')", "recorded_crime", None),
    ("", "recorded_crime", "M114"),
    ("", "counts", "M115"),
    ("basis = 'assigned' and offence = 'robbery'", "outcome_counts", None),
    ("basis = 'assigned' and offence in ('burglary', 'robbery')", "outcome_counts", None),
    ("offence = 'robbery' and outcome_type = '8'", "outcome_counts", "M114"),
    ("basis = 'recorded' and offence in ('burglary', 'theft_offences')", "outcome_counts", "M114"),
    ("basis = 'assigned' and outcome_type = '1'", "outcome_counts", "M114"),
    (
        "basis = 'assigned' and offence = 'robbery' and outcome_type = '23'",
        "outcome_counts",
        "M113",
    ),
    ("", "outcome_counts", "M114"),
]


@pytest.mark.parametrize(("where", "table", "code"), DOUBLE)
def test_a_condition_that_counts_twice_is_refused(where: str, table: str, code: str | None) -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    text = text.replace(
        "table: recorded_crime\n    where: offence = 'robbery'",
        f'table: {table}\n    where: "{where}"',
    )
    try:
        load_measures([parse(text, file="measures/x.yaml")], sources=ADAPTERS)
        found = None
    except BadDefinition as refusal:
        (found,) = {problem.code for problem in refusal.problems}
    assert found == code


def test_a_measure_without_an_id_is_a_problem_like_any_other() -> None:
    text = CATALOGUE.read_text(encoding="utf-8").replace("  - id: robbery\n    ", "  - ", 1)
    assert ("M101", "'id' is missing.") in [(c, what) for c, _, what in measure_problems(text)]


@pytest.mark.parametrize("table", ["population", "published_rates", "coverage"])
def test_a_measure_is_written_against_a_table_of_counts(table: str) -> None:
    text = CATALOGUE.read_text(encoding="utf-8").replace(
        "table: recorded_crime\n", f"table: {table}\n", 1
    )
    with pytest.raises(BadDefinition) as caught:
        load_measures([parse(text, file="measures/x.yaml")], sources=ADAPTERS)
    (problem,) = [p for p in caught.value.problems if p.code == "M105"]
    assert problem.allowed == (
        "Known: casualties, complaints, counts, crimes, funds, incidents, outcome_counts, "
        "outcomes, recorded_crime, stops."
    )


def chain(aims: int, last: str) -> str:
    head, _, aim = PLAN.partition("  - id: B\n")
    head = head.partition("  - id: A\n")[0]
    return head + "".join(
        f"  - id: A{n}\n" + aim.replace("part_of: A", f"part_of: {f'A{n + 1}' if n < aims - 1 else last}")
        for n in range(aims)
    )  # fmt: skip


def test_circles_beside_each_other_and_roads_into_them_are_told_apart() -> None:
    parents = {"A0": "A1", "A1": "A2", "A2": "A1", "A3": "A4", "A4": "A5", "A5": "A3", "A6": "A6"}
    text = chain(7, "A6")
    for aim, parent in parents.items():
        before, _, after = text.partition(f"id: {aim}\n")
        own, _, rest = after.partition("part_of: ")
        text = f"{before}id: {aim}\n{own}part_of: {parent}\n{rest.partition(chr(10))[2]}"
    assert [what.split(": ")[1] for _, _, what in plan_problems(text)] == [
        "A1 → A2 → A1.",
        "A3 → A4 → A5 → A3.",
        "A6 → A6.",
    ]


@pytest.mark.parametrize("last", ["A0", "A4999"])
def test_five_thousand_aims_in_a_chain_are_judged_at_once(last: str) -> None:
    node = parse(chain(5000, last), file="plan.yaml")
    before = time.process_time()
    with pytest.raises(BadDefinition) as caught:
        load_plan(node)
    assert time.process_time() - before < 2.0
    assert [problem.code for problem in caught.value.problems] == ["P104"]
    assert len(caught.value.problems[0].what) < 200
