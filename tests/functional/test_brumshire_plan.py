"""Brumshire's plan at work: where its milestones stand, and papers that account for every item."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

import page
import pytest

from copperplate.errors import BadDefinition
from copperplate.pipeline.building import compose
from copperplate.pipeline.reporting import accounts
from copperplate.workspace import Workspace
from tests.brumshire import filled
from tests.commands import run

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "examples" / "brumshire-2013-14"
PAPERS = ("2013-05", "2014-04", "2014-06")


@pytest.fixture(scope="module")
def brumshire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with all its records: 1.7 million crimes, as known on six days."""
    return filled(tmp_path_factory)


def rows(brumshire: Path, *words: str) -> dict[str, dict[str, Any]]:
    ran = run("--workspace", brumshire, "objectives", *words, "--format", "json")
    assert ran.code == 0, ran.errors
    blocks = json.loads(ran.output)["blocks"]
    return {row["aim"]: row for block in blocks for row in block["rows"] if row["aim"]}


POSITIONS = [
    # to, known on; E1 all crime, E2 burglary, E3 violence with injury, E4 business, E5 priority areas
    (
        "2014-03-14",
        "2014-03-14",
        {
            "E1": "already_missed",
            "E2": "out_of_reach",
            "E3": "already_missed",
            "E4": "already_missed",
            "E5": "already_missed",
        },
    ),
    ("2013-12-31", "2013-12-31", dict.fromkeys(("E1", "E2", "E3", "E4", "E5"), "out_of_reach")),
    # What is known later changes neither.
    (
        "2014-03-14",
        "2014-06-03",
        {
            "E1": "already_missed",
            "E2": "out_of_reach",
            "E3": "already_missed",
            "E4": "already_missed",
            "E5": "already_missed",
        },
    ),
]


@pytest.mark.parametrize(("to", "known", "stand"), POSITIONS)
def test_where_the_five_reduction_milestones_stand(
    brumshire: Path, to: str, known: str, stand: dict[str, str]
) -> None:
    found = rows(brumshire, "--to", to, "--known-on", known)
    assert {aim: row["position"] for aim, row in found.items()} == stand


def test_what_burglary_would_need_is_less_than_was_ever_seen(brumshire: Path) -> None:
    row = rows(brumshire, "--to", "2014-03-14", "--known-on", "2014-03-14")["E2"]
    numbers = {name: cell["value"] for name, cell in row["position_figures"].items()}
    assert numbers["left"] == pytest.approx(numbers["target"] - row["cells"]["this_year"]["value"])
    assert numbers["rate_needed"] == pytest.approx(numbers["left"] / 17)
    assert numbers["rate_needed"] < numbers["rate_seen"]
    assert row["position_words"].startswith("out of reach at the usual rate: 12,136 by 14 March")


@pytest.fixture(scope="module")
def built(brumshire: Path) -> dict[str, Any]:
    workspace = Workspace.at(brumshire)
    return {name: compose(workspace, name) for name in PAPERS}


def paragraphs(html: bytes, identity: str) -> list[str]:
    """Return the paragraphs and bullets of a section, without their markup."""
    section = html.decode().split(f'id="{identity}"')[1].split("</section>")[0]
    found = re.findall(r"<(?:p|li)[ >].*?</(?:p|li)>", section, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def test_the_executive_summary_says_first_what_is_missed(built: dict[str, Any]) -> None:
    first, *bullets = paragraphs(built["2014-04"].files["paper.html"], "summary")
    assert first.split(" ", 1)[1] == (
        "Of the plan's six milestones with figures here four are already missed (Reduce Total "
        "Recorded Crime, Reduce Violence With Injury, Reduce Business Crime and Reduce Crime In "
        "Priority Areas), one is out of reach at the usual rate (Reduce Burglary Dwelling) and "
        "one is behind (Raise confidence in policing)."
    )
    assert bullets[0].startswith("Reduce Total Recorded Crime is already missed: ")
    assert bullets[4].startswith("Reduce Burglary Dwelling is out of reach at the usual rate: ")


ACCOUNTS = {
    "2013-05": {"here": 9, "elsewhere": 13, "unscheduled": 2},
    "2014-04": {"here": 10, "elsewhere": 12, "complete": 1, "unscheduled": 1},
    "2014-06": {"here": 7, "elsewhere": 15, "as-required": 1},
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_accounts_for_every_item_of_its_plan(
    brumshire: Path, built: dict[str, Any], name: str
) -> None:
    workspace = Workspace.at(brumshire)
    paper = workspace.paper(name)
    found = accounts(workspace, name, paper)
    plan = workspace.plan_named(paper.plan, place=workspace.paper_node(name).place)
    assert [one.item.id for one in found] == [item.id for item in plan.items]
    assert Counter(one.account.value for one in found) == ACCOUNTS[name]
    account = built[name].files["paper.html"].decode().split('id="account"')[1]
    assert [
        item.title for item in plan.items if escape(item.title, quote=False) not in account
    ] == []


def test_the_second_years_paper_sets_out_what_is_due_and_schedules_the_rest(
    built: dict[str, Any],
) -> None:
    document = built["2014-06"].document
    headings = {section.heading.identity for section in document.sections}
    assert {"objective-confidence", "objective-crime", "objective-harm", "schedule"} <= headings
    assert "objective-value" not in headings
    schedule = next(one for one in document.sections if one.heading.identity == "schedule")
    assert sum(len(table.rows) for table in schedule.blocks) == 23 - 7


def test_an_update_that_never_came_is_said_though_the_item_is_told_now(
    built: dict[str, Any],
) -> None:
    said = paragraphs(built["2014-04"].files["paper.html"], "summary")
    number = next(n for n, one in enumerate(said) if one.endswith("due and not reported:"))
    assert said[number].endswith("One update was due and not reported:")
    assert said[number + 1] == (
        "Set up a local policing board in every unit "
        "(the Update from the Commissioner's Office, December 2013)"
    )


@pytest.mark.parametrize("left_out", ["d12.md", "d6.md"])
def test_a_paper_that_leaves_out_a_due_item_is_refused(
    brumshire: Path, tmp_path: Path, left_out: str
) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    for part in brumshire.iterdir():
        if part.name != "words":
            (folder / part.name).symlink_to(part)
    shutil.copytree(brumshire / "words", folder / "words")
    (folder / "words" / "2014-04" / left_out).unlink()
    with pytest.raises(BadDefinition) as caught:
        compose(Workspace.at(folder), "2014-04")
    (problem,) = caught.value.problems
    assert problem.code == "R116"
    assert problem.what.startswith(f"The item '{left_out[:-3].upper()}' is due in this paper")


@pytest.mark.parametrize("name", PAPERS)
def test_the_papers_pass_every_check_of_pdf_ua_1(built: dict[str, Any], name: str) -> None:
    report = page.validate_pdf_bytes(
        built[name].files["paper.pdf"], profile=page.ValidationProfile.PDF_UA_1
    )
    assert (report.is_compliant, list(report.failures)) == (True, [])
