"""Four plans as five real papers printed them: nothing lost, everything in its place."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from copperplate.errors import Place
from copperplate.plan import Aim, Frequency, Item, ItemStatus, Plan
from copperplate.workspace import Workspace
from tests.commands import run

PAPERS = ("2013-05", "2014-04", "2014-06", "2015-12", "2019-11")


@pytest.fixture(scope="module")
def workspace(examples: Path) -> Workspace:
    return Workspace.at(examples / "plans")


def named(workspace: Workspace, identity: str) -> Plan:
    return workspace.plan_named(identity, place=Place(file="test"))


def held(workspace: Workspace, identity: str, item: str) -> Item:
    found = named(workspace, identity).item(item)
    assert found is not None
    return found


def numbered(letters: str, *numbers: int, digits: int = 2) -> list[str]:
    return [f"{letters}-{number:0{digits}}" for number in numbers]


def test_check_finds_nothing_wrong_with_plans_alone(examples: Path) -> None:
    ran = run("--workspace", examples / "plans", "check")
    assert (ran.code, ran.errors) == (0, "")
    assert (
        "plan: 2016-20, 14 aims; 2013-14, 8 aims, 26 deliverables; "
        "2014-15, 8 aims, 43 deliverables, 4 parts of these; "
        "2015-16, 7 aims, 12 deliverables, 3 parts of these"
    ) in ran.output
    assert "schedule: 7 meetings" in ran.output
    assert ran.output.endswith("No problems.\n")


# plan, its aims, its deliverables, both in the order of the paper within an objective
ORDERS = [
    (
        "2013-14",
        [f"M13-{number}" for number in (1, 2, 3, 4, 5, 7, 8, 6)],
        numbered("D13", *range(1, 27)),
    ),
    (
        "2014-15",
        numbered("D14", 1, 2, 4, 5, 6, 7, 10, 11),
        # Under their objectives: what the body tells of one stands before the appendix.
        numbered("D14", 3, *range(12, 38), 8, 9, *range(38, 52)),
    ),
    ("2015-16", numbered("D15", 1, 2, 7, 13, 14, 15, 16), numbered("D15", 3, 4, 5, 6, *range(8, 13), 17, 18, 19)),
    ("2016-20", ["H1", "H2a", "H2b", "H3", "H4", "H5", "H6", "H7a", "H7b", "H8", "H9", "H10", "H11", "H12"], []),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "aims", "deliverables"), ORDERS)
def test_no_item_is_lost(
    workspace: Workspace, plan: str, aims: list[str], deliverables: list[str]
) -> None:
    items = named(workspace, plan).items
    assert [item.id for item in items if isinstance(item, Aim)] == aims
    assert [item.id for item in items if not isinstance(item, Aim)] == deliverables


def test_what_an_aim_of_several_kinds_holds_is_parts_and_no_items(workspace: Workspace) -> None:
    parts = {
        (plan.id, item.id): [part.id for part in plan.parts_of(item.id)]
        for plan in workspace.plans
        for item in plan.items
        if plan.parts_of(item.id)
    }
    assert parts == {
        ("2014-15", "D14-07"): ["D14-07a", "D14-07b", "D14-07c", "D14-07d"],
        ("2015-16", "D15-16"): ["D15-16a", "D15-16b", "D15-16c"],
    }


def test_titles_are_those_read_from_the_papers(workspace: Workspace, shared: Path) -> None:
    listed = shared.parent / "papers" / "plans.md"
    if not listed.is_file():
        pytest.skip("the reading of the papers does not lie beside the project")
    # Column of the title by the letters of the id; a row of 2014/15 has a second table.
    column = {"M13": 2, "D13": 2, "D14": 2, "D15": 3}
    read: dict[str, str] = {}
    for line in listed.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if (letters := cells[0].partition("-")[0]) in column:
            read[cells[0]] = cells[column[letters]]
    ours = {
        item.id: item.title
        for plan in workspace.plans
        for item in plan.items
        if not item.id.startswith("H")
    }
    assert read.keys() == ours.keys()
    # What the reading adds in brackets; milestones have their number in the title.
    added = re.compile(
        r"\(the\) | \((Safer Travel Plan agreed|Project Opera|confidence,).*?\)|^\(confidence.*"
    )
    different = {
        identity: (title, ours[identity])
        for identity, title in read.items()
        if not ours[identity].startswith(added.sub("", title).strip())
    }
    assert different == {}
    assert ours["D14-01"] == "Improving confidence in policing"


def test_every_paper_that_printed_an_item_is_a_meeting_that_was_told(workspace: Workspace) -> None:
    met = {f"{meeting.date:%Y-%m}" for meeting in workspace.schedule.meetings if meeting.told}
    printed = {
        one.paper for plan in workspace.plans for item in plan.all_items for one in item.printed
    }
    assert printed == set(PAPERS)
    assert printed <= met
    labelled = {
        paper
        for plan in workspace.plans
        for objective in plan.objectives
        for paper in (*objective.labels, *objective.titles)
    }
    assert labelled <= printed
    for plan in workspace.plans:
        assert [item.id for item in plan.all_items if not item.printed] == []


def test_what_a_meeting_was_told_are_items_and_reports_of_the_plans(workspace: Workspace) -> None:
    items = {item.id for plan in workspace.plans for item in plan.items}
    assert sum(len(plan.items) for plan in workspace.plans) == len(items) == 118
    reports = {report.id for plan in workspace.plans for report in plan.reports}
    for meeting in workspace.schedule.meetings:
        assert set(meeting.reports) == {told.report for told in meeting.told} <= reports
        assert {item for told in meeting.told for item in told.items} <= items


@pytest.mark.parametrize(
    ("day", "plan", "untold"),
    [
        ("2013-05-14", "2013-14", []),
        ("2014-04-01", "2013-14", numbered("D13", 5, 9, 10, 12, 14, 16, 21, 22)),
        ("2014-06-03", "2014-15", numbered("D14", *range(12, 52))),
        ("2015-12-01", "2015-16", []),
        ("2019-11-19", "2016-20", ["H10", "H11"]),
    ],
)
def test_what_each_paper_left_to_others(
    workspace: Workspace, day: str, plan: str, untold: list[str]
) -> None:
    meeting = next(one for one in workspace.schedule.meetings if str(one.date) == day)
    told = {item for one in meeting.told for item in one.items}
    assert sorted({item.id for item in named(workspace, plan).items} - told) == sorted(untold)


def test_leads_are_offices_and_never_a_person(workspace: Workspace) -> None:
    def leads(plan: str) -> Counter[str]:
        return Counter(lead for item in named(workspace, plan).items for lead in item.lead)

    assert leads("2013-14") == {
        "ACC Local Policing": 12,
        "ACC Crime": 8,
        "ACC Security": 3,
        "WMOPC": 4,
        "Director of Resources": 4,
        "DCC": 2,
        "ACC Operations": 1,
    }
    assert leads("2014-15") == {
        "ACC Local Policing": 19,
        "ACC Crime": 9,
        "ACC Operations": 6,
        "ACC Security": 3,
        "DCC": 4,
        "Director of Resources": 6,
        "PCC": 5,
        "WMOPC": 1,
        "TBC": 1,
        "Various": 1,
    }
    assert not leads("2015-16") + leads("2016-20")
    people = re.compile(r"\b(Forsyth|Rowe|Burgess|Beale|Cann|Thompson|Wilkin|Fuller|Williams)\b")
    for name in ("schedule.yaml", *workspace.plan_files):
        assert not people.search((workspace.root / name).read_text(encoding="utf-8")), name


def test_frequencies_and_which_of_them_are_proposed(workspace: Workspace) -> None:
    def often(plan: str) -> Counter[tuple[Frequency | None, bool]]:
        return Counter((item.reported, item.proposed) for item in named(workspace, plan).items)

    assert often("2013-14") == {
        (Frequency.MONTHLY, False): 4,
        (Frequency.MONTHLY, True): 3,
        (Frequency.QUARTERLY, False): 16,
        (Frequency.QUARTERLY, True): 1,
        (Frequency.SIX_MONTHLY, False): 4,
        (Frequency.SIX_MONTHLY, True): 3,
        (None, False): 3,
    }
    assert often("2014-15") == {
        (Frequency.MONTHLY, True): 7,
        (Frequency.QUARTERLY, True): 30,
        (Frequency.QUARTERLY_UNTIL_COMPLETE, True): 1,
        (Frequency.SIX_MONTHLY, False): 3,
        (Frequency.SIX_MONTHLY, True): 3,
        (Frequency.AS_REQUIRED, True): 1,
        (None, False): 6,
    }
    # Proposed as quarterly, agreed as six-monthly.
    changed = held(workspace, "2013-14", "D13-25")
    assert changed.reported is Frequency.SIX_MONTHLY
    first = changed.printed[0]
    assert (first.reported, first.proposed) == (Frequency.QUARTERLY, True)


def test_letters_of_objectives_moved_between_two_papers(workspace: Workspace) -> None:
    letters = [
        "".join(one.labels.get(paper, "-") for paper in ("2013-05", "2014-04"))
        for one in named(workspace, "2013-14").objectives
    ]
    assert letters == ["AA", "BB", "C-", "DC", "ED", "FE", "GF", "HG", "IH", "J-"]


def test_the_one_item_that_was_done(workspace: Workspace) -> None:
    done = held(workspace, "2013-14", "D13-03")
    assert done.status is ItemStatus.COMPLETE
    assert [one.says for one in done.printed] == ["milestone achieved", "complete for 2013-14"]
    others = [item for plan in workspace.plans for item in plan.items if item is not done]
    assert {item.status for item in others} == {ItemStatus.OPEN}


def test_routes_of_2013_14_as_words_and_as_steps(workspace: Workspace) -> None:
    items = named(workspace, "2013-14").items
    worded = {item.id: item.printed[-1].route for item in items if item.printed[-1].route}
    stepped = {item.id for item in items if item.route}
    # A word without a month of the plan, or without a report, is no step.
    assert sorted(worded.keys() - stepped) == numbered("D13", 6, 7, 11, 13, 20)
    assert stepped <= worded.keys()
    chain = held(workspace, "2013-14", "D13-19").route
    assert [(step.report, str(step.due)) for step in chain] == [
        ("crime", "December 2013"),
        ("sentinel", "April 2014"),
    ]


@pytest.mark.parametrize("plan", ["2013-14", "2014-15"])
def test_the_strategic_policing_requirement_is_answered(workspace: Workspace, plan: str) -> None:
    national = named(workspace, plan).national
    assert [one.title for one in national] == [
        "Terrorism",
        "Other civil emergencies",
        "Organised crime",
        "Public order",
        "Large scale cyber incidents",
    ]
    # One item of each plan names all five.
    whole = {"2013-14": "D13-26", "2014-15": "D14-49"}[plan]
    assert all(one.applies and whole in one.items for one in national)


def test_an_item_goes_on_from_an_earlier_plan(workspace: Workspace) -> None:
    earlier = {
        f"{plan.id}:{item.id}": item.continues
        for plan in workspace.plans
        for item in plan.all_items
    }
    chain = ["2016-20:H2a"]
    while (before := earlier[chain[-1]]) is not None:
        chain.append(before)
    assert chain == ["2016-20:H2a", "2015-16:D15-16a", "2014-15:D14-07a", "2013-14:M13-4"]
    assert Counter(name.partition(":")[0] for name, before in earlier.items() if before) == {
        "2014-15": 20,
        "2015-16": 9,
        "2016-20": 6,
    }


def test_the_headline_aims_are_those_of_the_worked_example(
    workspace: Workspace, examples: Path
) -> None:
    worked = Workspace.at(examples / "west-midlands-2019").plan
    ours = named(workspace, "2016-20")
    for one, other in zip(ours.aims, worked.aims, strict=True):
        for name in ("id", "title", "measured_by", "source", "frequency", "milestone"):
            assert getattr(one, name) == getattr(other, name)


def test_the_appendix_and_the_items_of_one_report_are_printed(examples: Path) -> None:
    said = run(
        "--workspace", examples / "plans", "appendix", "--plan", "2014-15", "--format", "json"
    )
    assert said.code == 0, said.errors
    items = {item["item"]: item for item in json.loads(said.output)["items"]}
    assert len(items) == 51
    assert items["D14-29"]["route"] == (
        "Performance Report, September 2014, then Director of Resources Report, December 2014"
    )
    ours = ("--plan", "2014-15", "--report", "operations", "--format", "csv")
    listed = run("--workspace", examples / "plans", "appendix", *ours).output.splitlines()
    assert [line.split(",")[2] for line in listed[1:]] == [
        "D14-13",
        "D14-41",
        "D14-42",
        "D14-43",
        "D14-45",
    ]
    refused = run(
        "--workspace", examples / "plans", "appendix", "--plan", "2014-15", "--report", "nobody"
    )
    assert (refused.code != 0, "P207" in refused.errors) == (True, True)
