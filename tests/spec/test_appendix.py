"""The reporting schedule of a plan, and the forty rows that a real paper printed.

The paper is that of June 2014 to the Strategic Policing and Crime Board; its body tells eleven
items, and its appendix says where the others are reported.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from copperplate.narrative.routes import frequency_words, lead_words, route_words
from copperplate.plan import AppendixBlock, Plan, appendix, load_plan
from copperplate.yamltext import parse

LP, CR = "ACC Local Policing", "ACC Crime"
BOTH = f"{LP} and {CR}"
OP, SE, DCC = "ACC Operations", "ACC Security", "DCC"
DR, PCC = "Director of Resources", "PCC"
UNSAID, NONE = "not said", "no route yet"

QUARTERLY, SIX = "quarterly (proposed)", "six-monthly (proposed)"
UNTIL = "quarterly until complete (proposed)"

LP_JULY = "ACC Local Policing Portfolio Report, July 2014"
DCC_JULY = "DCC Portfolio Report, July 2014"
WMOPC_JULY, WMOPC_SEPT = "WMOPC update, July 2014", "WMOPC update, September 2014"
OP_SEPT = "ACC Operations Portfolio Report, September 2014"
DR_DEC = "Performance Report, September 2014, then Director of Resources Report, December 2014"
CR_OCT = "Performance Report, July 2014, then ACC Crime Portfolio Report, October 2014"
SE_NOV = "Performance Report, July 2014, then ACC Security Portfolio Report, November 2014"

# fmt: off
PRINTED = [
    ("confidence", [
        ("D14-12", LP, "six-monthly", "July 2014"),
        ("D14-13", OP, UNSAID, f"{OP_SEPT} (or a Professional Standards Report)"),
        ("D14-14", UNSAID, UNSAID, DCC_JULY),
        ("D14-15", UNSAID, UNSAID, DCC_JULY),
    ]),
    ("partnerships", [
        ("D14-16", "WMOPC", UNSAID, WMOPC_JULY),
        ("D14-17", UNSAID, UNSAID, DCC_JULY),
        ("D14-18", DCC, QUARTERLY, DCC_JULY),
        ("D14-19", DCC, QUARTERLY, DCC_JULY),
        ("D14-20", BOTH, QUARTERLY, LP_JULY),
        ("D14-21", CR, SIX, CR_OCT),
        ("D14-22", LP, SIX, LP_JULY),
    ]),
    ("identity", [
        ("D14-23", PCC, QUARTERLY, WMOPC_SEPT),
        ("D14-24", PCC, QUARTERLY, WMOPC_SEPT),
        ("D14-25", BOTH, QUARTERLY, LP_JULY),
        ("D14-26", PCC, SIX, WMOPC_SEPT),
        ("D14-27", "TBC", "as required (proposed)", NONE),
        ("D14-28", DR, QUARTERLY, DR_DEC),
    ]),
    ("value", [
        ("D14-29", DR, QUARTERLY, DR_DEC),
        ("D14-30", DR, QUARTERLY, DR_DEC),
        ("D14-31", DR, QUARTERLY, DR_DEC),
        ("D14-32", PCC, QUARTERLY, WMOPC_JULY),
        ("D14-33", DCC, QUARTERLY, DCC_JULY),
    ]),
    ("responsibility", [
        ("D14-34", DR, QUARTERLY, DR_DEC),
        ("D14-35", PCC, UNTIL, WMOPC_JULY),
        ("D14-36", LP, QUARTERLY, LP_JULY),
        ("D14-37", DR, QUARTERLY, DR_DEC),
    ]),
    ("protection", [
        ("D14-38", CR, QUARTERLY, CR_OCT),
        ("D14-39", BOTH, QUARTERLY, LP_JULY),
        ("D14-40", SE, QUARTERLY, SE_NOV),
    ]),
    ("service", [
        ("D14-41", OP, QUARTERLY, OP_SEPT),
        ("D14-42", OP, QUARTERLY, OP_SEPT),
        ("D14-43", OP, QUARTERLY, f"{OP_SEPT} (at first)"),
        ("D14-44", LP, QUARTERLY, f"{LP_JULY} (or as the Estates Review requires)"),
    ]),
    ("communities", [
        ("D14-45", OP, QUARTERLY, OP_SEPT),
        ("D14-46", LP, QUARTERLY, LP_JULY),
        ("D14-47", LP, QUARTERLY, LP_JULY),
        ("D14-48", "Various", QUARTERLY, WMOPC_JULY),
    ]),
    ("national", [
        ("D14-49", SE, QUARTERLY, SE_NOV),
        ("D14-50", SE, QUARTERLY, SE_NOV),
        ("D14-51", DCC, QUARTERLY, DCC_JULY),
    ]),
]
# fmt: on
ROWS = [row for _, rows in PRINTED for row in rows]
TOLD = [f"D14-{number:02}" for number in range(1, 12)]


@pytest.fixture(scope="module")
def blocks(examples: Path) -> tuple[AppendixBlock, ...]:
    name = "plans/2014-15.yaml"
    text = (examples / "plans" / name).read_text(encoding="utf-8")
    return appendix(load_plan(parse(text, file=name)), told=TOLD)


def test_the_reporting_schedule_of_june_2014(blocks: tuple[AppendixBlock, ...]) -> None:
    made = [
        (
            block.objective.id if block.objective else None,
            [
                (row.item.id, lead_words(row.item), frequency_words(row.item), route_words(row))
                for row in block.rows
            ],
        )
        for block in blocks
    ]
    assert made == PRINTED


def test_its_routes_counted(blocks: tuple[AppendixBlock, ...]) -> None:
    routes = Counter(
        tuple((step.report.id, str(step.due)) for step in row.steps if step.report)
        for block in blocks
        for row in block.rows
    )
    assert routes == {
        (("local-policing", "July 2014"),): 8,
        (("dcc", "July 2014"),): 7,
        (("performance", "September 2014"), ("resources", "December 2014")): 6,
        (("operations", "September 2014"),): 5,
        (("wmopc", "July 2014"),): 4,
        (("wmopc", "September 2014"),): 3,
        (("performance", "July 2014"), ("security", "November 2014")): 3,
        (("performance", "July 2014"), ("crime", "October 2014")): 2,
        (): 2,  # "July", and none
    }
    assert routes.total() == 40


def test_it_is_what_was_read_from_the_paper(shared: Path) -> None:
    listed = shared.parent / "papers" / "plans.md"
    if not listed.is_file():
        pytest.skip("the reading of the papers does not lie beside the project")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in listed.read_text(encoding="utf-8").splitlines()
        if line.startswith("| D14-") and len(line.strip("|").split("|")) == 6
    ]
    assert [(row[0], _lead(row[3]), _frequency(row[4]), _route(row[5])) for row in cells] == [
        (identity, lead, often.removesuffix(" (proposed)"), route.partition(" (")[0])
        for identity, lead, often, route in ROWS
    ]


def _lead(text: str) -> str:
    # A person beside an office is no lead of the plan, which names offices.
    offices = text.removesuffix("/ACC Beale").replace("/", " and ACC ")
    return offices or UNSAID


def _frequency(text: str) -> str:
    return text.lower().replace("6 monthly", "six-monthly") or UNSAID


def _route(text: str) -> str:
    if text == "(none)":
        return NONE
    if text == "To Report in July":
        return "July 2014"
    text = re.sub(r" \(or .*\)", "", text).removeprefix("initially ")
    text = re.sub(r"WMOPC to (provide )?update", "WMOPC update", text)
    text = text.replace("DoR", DR).replace("Performance Reports", "Performance Report")
    text = re.sub(r" (\w+ 2014)", r", \1", text)
    return text.replace(" then ", ", then ")


SMALL = """\
id: 2020-21
title: A plan
area: E23000014
starts: 2020-04-01
ends: 2021-03-31
reports:
  - {id: first, title: First Report}
objectives:
  - {id: b, title: B}
  - {id: a, title: A}
deliverables:
  - {id: A1, title: One, objective: a, route: [{report: first}]}
  - {id: A2, title: Part of one, objective: a, part_of: A1}
  - {id: B1, title: Two, objective: b, lead: [X, Y, Z], reported: yearly, status: complete}
  - {id: N1, title: Of no objective, reported: monthly, route: [{due: May 2020, note: or later}]}
"""


@pytest.fixture(scope="module")
def small() -> Plan:
    return load_plan(parse(SMALL, file="plan.yaml"))


def test_a_part_has_no_row_and_what_serves_no_objective_comes_first(small: Plan) -> None:
    blocks = appendix(small)
    assert [
        (block.objective and block.objective.title, [row.item.id for row in block.rows])
        for block in blocks
    ] == [(None, ["N1"]), ("B", ["B1"]), ("A", ["A1"])]
    rows = [row for block in blocks for row in block.rows]
    assert [(lead_words(r.item), frequency_words(r.item), route_words(r)) for r in rows] == [
        (UNSAID, "monthly", "May 2020 (or later)"),
        ("X, Y and Z", "yearly", "complete"),
        (UNSAID, UNSAID, "First Report, as required"),
    ]


def test_an_objective_whose_items_are_told_has_no_block(small: Plan) -> None:
    assert [block.objective for block in appendix(small, told={"A1", "B1", "unknown"})] == [None]
    assert appendix(small, told={"A1", "B1", "N1"}) == ()
