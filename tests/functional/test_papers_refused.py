"""Papers that cannot be so are refused with the whole list: each of these was printed once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from copperplate.pipeline.problems import paper_problems
from copperplate.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "examples" / "brumshire-2013-14"
UPDATE = "---\nitem: {item}\nvoice: update\noffice: ACC Crime\ndate: 2014-03-20\n---\n{words}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The example without its records: what files say of each other needs none."""
    folder = tmp_path / "w"
    kept = shutil.ignore_patterns("out", "releases", "truth", "*.key", ".copperplate-*")
    shutil.copytree(EXAMPLE, folder, ignore=kept)
    return folder


def problems(folder: Path, name: str = "2014-04") -> list[tuple[str, str]]:
    workspace = Workspace.at(folder)
    found = paper_problems(workspace, name, workspace.paper(name))
    return sorted((problem.code, problem.what) for problem in found)


@pytest.mark.parametrize("name", ["2013-05", "2014-04", "2014-06"])
def test_the_examples_papers_are_refused_nothing(workspace: Path, name: str) -> None:
    assert problems(workspace, name) == []


def test_every_slip_of_a_paper_is_said_at_once(workspace: Path) -> None:
    words = workspace / "words" / "2014-04"
    (words / "d12.md").write_text(
        UPDATE.format(
            item="D12",
            words="The board will meet on 9 September 2013.\n\n"
            "Four projects are funded:\n\n- one\n- two\n- three\n- four\n- five",
        )
    )
    (words / "d6.md").unlink()
    (words / "again.md").write_text(UPDATE.format(item="D99", words="Nobody knows it."))
    paper = workspace / "papers" / "2014-04.yaml"
    text = paper.read_text()
    paper.write_text(
        text.replace("table_at: crime", "table_at: crimes").replace(
            "  - {aim: E1, lines",
            "  - {aim: E2, lines: force_burglary_dwelling}\n  - {aim: E1, lines",
        )
    )
    assert problems(workspace) == [
        ("R114", "The aim 'E2' has a page already."),
        ("R116", "The item 'D6' is due in this paper, and the paper does not tell it."),
        ("R117", "'D99' is not an item of the plan known here."),
        ("R118", "'crimes' is not an objective known here."),
        ("R119", "'on 9 September 2013' is said as to come, and it lies before the meeting."),
        ("R120", "The words say 'Four projects', and the list below has 5."),
    ]


def test_an_item_told_by_two_files_is_refused(workspace: Path) -> None:
    from copperplate.errors import BadDefinition
    from copperplate.narrative.words import fill_all
    from tests.builders import book

    again = workspace / "words" / "2014-04" / "x.md"
    again.write_text(UPDATE.format(item="D12", words="Once more."))
    with pytest.raises(BadDefinition) as caught:
        fill_all(Workspace.at(workspace).words("2014-04"), book())
    assert [problem.code for problem in caught.value.problems] == ["W108"]
    assert (
        caught.value.problems[0].what == "'words/2014-04/d12.md' holds the update on 'D12' already."
    )


def test_a_layout_of_pages_takes_no_updates_and_needs_pages(workspace: Path) -> None:
    paper = workspace / "papers" / "2014-04.yaml"
    head, _, tail = paper.read_text().partition("pages:\n")
    text = (
        head.replace("milestones-2013", "headline-2019")
        + "implications:"
        + tail.partition("implications:")[2]
    )
    paper.write_text(text)
    found = {code for code, _ in problems(workspace)}
    assert {"R115", "R121"} <= found


@pytest.mark.parametrize(
    ("cut_off", "code"), [("2013-12-31", "R123"), ("2014-06-20", "R122"), ("2014-05-25", None)]
)
def test_a_paper_counts_to_a_day_it_knows_and_of_its_plan(
    workspace: Path, cut_off: str, code: str | None
) -> None:
    paper = workspace / "papers" / "2014-06.yaml"
    paper.write_text(paper.read_text().replace("cut_off: 2014-05-25", f"cut_off: {cut_off}"))
    assert [found for found, _ in problems(workspace, "2014-06")] == ([code] if code else [])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("meeting: 2014-06-03", "meeting: 2014-06-04"), ("report: performance", "report: operations")],
)
def test_a_paper_comes_to_a_meeting_that_takes_it(workspace: Path, right: str, wrong: str) -> None:
    paper = workspace / "papers" / "2014-06.yaml"
    paper.write_text(paper.read_text().replace(right, wrong))
    assert "R124" in {found for found, _ in problems(workspace, "2014-06")}
