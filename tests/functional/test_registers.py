"""Registers as people use them: listed, held against the plan, out to a spreadsheet and back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from copperplate.plan.registers import AuthorityStatus, Entry, Fund, Operation
from copperplate.synthetic.plants import planted
from copperplate.synthetic.world import SEED
from copperplate.workspace import Workspace
from tests import synthetic
from tests.commands import Ran, run

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
REGISTERS = "board-actions", "operations", "funds"
ACTIONS = "registers/board-actions.yaml"


@pytest.fixture
def folder(tmp_path: Path, examples: Path) -> Path:
    copy = tmp_path / "w"
    made = shutil.ignore_patterns("out", "releases", "truth", "extracts", "*.key", ".copperplate-*")
    shutil.copytree(examples / "brumshire-2013-14", copy, ignore=made)
    return copy


def registers(folder: Path, *words: object) -> Ran:
    return run("--workspace", folder, "registers", *words)


def rows(output: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output)))


def edit(folder: Path, right: str, wrong: str, name: str = ACTIONS) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_a_line_a_register_judged_on_the_day_asked_and_never_on_today(folder: Path) -> None:
    (found,) = (
        row
        for row in rows(registers(folder, "--to", "2014-03-14", "--format", "csv").output)
        if row["register"] == "board-actions"
    )
    assert (found["entries"], found["open"], found["overdue"]) == ("3", "2", "1")
    # No release is loaded: nothing says what day it is.
    without = json.loads(registers(folder, "--format", "json").output)
    assert {(one["to"], one["overdue"]) for one in without} == {(None, None)}
    assert "No release says what day it is" in registers(folder).output


def test_the_day_is_that_of_the_newest_release(tmp_path: Path, examples: Path) -> None:
    copy = tmp_path / "w"
    shutil.copytree(examples / "west-midlands-2019", copy, ignore=shutil.ignore_patterns("out"))
    (copy / "registers").mkdir()
    shutil.copy(examples / "brumshire-2013-14" / "registers" / "audit.yaml", copy / "registers")
    (told,) = json.loads(registers(copy, "--format", "json").output)
    assert told["to"] == max(
        json.loads(path.read_bytes())["published"]
        for path in (copy / "releases").rglob("release.json")
    )


def test_a_register_shows_what_is_overdue_first(folder: Path) -> None:
    told = registers(folder, "board-actions", "--to", "2014-03-14").output
    table = told.split("---\n")[1].splitlines()
    assert table[0].startswith("overdue by 43 days  30 January 2014  A2  Bring the update")
    assert [line[:8] for line in table if line[0] != " "] == ["overdue ", "open    ", "complete"]
    assert max(map(len, told.splitlines())) <= 96


def test_the_entries_of_one_office(folder: Path) -> None:
    told = rows(registers(folder, "operations", "--owner", "acc crime", "--format", "csv").output)
    assert [row["id"] for row in told] == ["come-forward"]
    refused = registers(folder, "operations", "--owner", "ACC Crim")
    assert (refused.code, "P311" in refused.errors) == (5, True)
    assert "'ACC Crim' is not an owner of an entry known here." in refused.errors
    assert "Did you mean 'ACC Crime'?" in refused.errors


def test_a_register_that_is_not_there(folder: Path) -> None:
    refused = registers(folder, "operation")
    assert (refused.code, "P307" in refused.errors) == (5, True)
    assert "'operation' is not a register known here." in refused.errors


NAMES = [
    ("owner: ACC Local Policing", "owner: ACC Local", "P303", "'ACC Local' is not an office known here."),
    ("items: [2013-14:D6]", "items: [D6, D99]", "P304", "'D99' is not an item of a plan known here."),
    ("items: [2013-14:D6]", "items: [D1]", "P304", None),
    ("title: Actions of", "plan: 2012-13\ntitle: Actions of", "P114", "'2012-13' is not a plan known here."),
    ("id: A2", "id: A1", "P302", "The entry 'A1' is there already, at registers/board-actions.yaml:5:9."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "code", "what"), NAMES)
def test_check_says_what_names_lead_nowhere(
    folder: Path, right: str, wrong: str, code: str, what: str | None
) -> None:
    before = run("--workspace", folder, "check").errors
    edit(folder, right, wrong)
    after = run("--workspace", folder, "check").errors
    if what is None:  # an id that one plan has is enough
        assert code not in after
        return
    assert code not in before
    assert f"  {code}\n  {what}\n" in after


def test_an_id_of_two_plans_asks_which(folder: Path) -> None:
    edit(folder, "id: D6\n", "id: C1\n", "plan.yaml")
    edit(folder, "items: [2013-14:D6]", "items: [C1]")
    said = run("--workspace", folder, "check").errors
    assert f"{ACTIONS}:21:13  P304\n  Items of 2 plans are called 'C1'." in said
    assert "They are 2013-14:C1, 2014-15:C1." in said


def test_areas_and_measures_of_operations_are_known(folder: Path) -> None:
    name = "registers/operations.yaml"
    edit(folder, "areas: [X10000006]", "areas: [X10000099]", name)
    edit(folder, "measures: [force_burglary_dwelling,", "measures: [force_burglry,", name)
    said = run("--workspace", folder, "check").errors
    assert "'X10000099' is not an area known here." in said
    assert "'force_burglry' is not a measure known here." in said


def test_every_problem_of_every_register_is_said_at_once(folder: Path) -> None:
    edit(folder, "kind: actions", "kind: acts")
    edit(folder, "note: 14,000", "nota: 14,000", "registers/funds.yaml")
    (folder / "registers" / "a b.yaml").write_text("kind: funds\n")
    refused = registers(folder)
    assert refused.code == 3
    for said in (
        "'acts' is not a kind of register.",
        "'nota' is not a field known here.",
        "registers/a b.yaml  P308\n  This is no name for a register.",
    ):
        assert said in refused.errors


@pytest.mark.parametrize("name", REGISTERS)
def test_what_is_exported_comes_back_as_the_same_entries(
    folder: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "r.csv"
    assert registers(folder, "export", file, name).code == 0
    before = (folder / "registers" / f"{name}.yaml").read_bytes()
    taken = registers(folder, "import", file, name, "--accept")
    assert taken.output.endswith(
        f"Nothing to do: registers/{name}.yaml holds exactly this already.\n"
    )
    # Nothing changed, so nothing was written: its comments are there.
    assert (folder / "registers" / f"{name}.yaml").read_bytes() == before


@pytest.mark.parametrize("name", REGISTERS)
def test_a_spreadsheet_program_may_save_it_as_a_workbook(
    folder: Path, tmp_path: Path, name: str
) -> None:
    edit(folder, "title: Shop Radio", "title: =Shop Radio", "registers/operations.yaml")
    registers(folder, "export", tmp_path / "r.csv", name)
    book = openpyxl.Workbook()
    for values in csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))):
        days = (date.fromisoformat(one) if DAY.fullmatch(one) else one for one in values)
        book.active.append(list(days))
    book.save(tmp_path / "r.xlsx")
    assert "Nothing to do" in registers(folder, "import", tmp_path / "r.xlsx", name).output


def test_an_import_says_what_changes_and_writes_only_what_is_accepted(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "r.csv"
    registers(folder, "export", file, "board-actions")
    text = file.read_text(encoding="utf-8-sig")
    lines = text.replace("Set out by unit", "=Set out by unit").splitlines()
    kept = [line for line in lines if not line.startswith("A1,")]
    added = kept[-1].replace("A3,", "A4,")
    file.write_text("\n".join([*kept, added]) + "\n", encoding="utf-8")
    before = (folder / ACTIONS).read_bytes()
    told = registers(folder, "import", file, "board-actions").output
    assert [line for line in told.splitlines() if line[0] != " "][1:] == [
        "added    A4",
        "gone     A1",
        "changed  A3, title",
        f"Nothing is written yet; --accept writes {ACTIONS}.",
    ]
    assert "         now: =Set out by unit where violence with injury has risen\n" in told
    assert (folder / ACTIONS).read_bytes() == before
    assert registers(folder, "import", file, "board-actions", "--accept").code == 0
    shown = rows(registers(folder, "board-actions", "--format", "csv").output)
    # What a spreadsheet would run is harmless again on the way out.
    assert {row["id"]: row["title"][:5] for row in shown} == {
        "A2": "Bring", "A3": "'=Set", "A4": "'=Set"
    }  # fmt: skip
    assert registers(folder, "board-actions").code == 0


def test_a_workbook_is_taken_as_a_new_register(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "id", "recipient", "year", "budget", "committed", "note"])
    book.active.append(["Fund of the north", "north", "Board", "2013/14", 80000, 81000, "Why."])
    book.save(tmp_path / "grants.xlsx")
    where = (folder, "import", tmp_path / "grants.xlsx", "grants")
    refused = registers(*where)
    assert (refused.code, "P310" in refused.errors) == (4, True)
    assert "nothing says of what kind it is." in refused.errors
    assert "'fund' is not a kind of register." in registers(*where, "--kind", "fund").errors
    taken = registers(*where, "--kind", "funds", "--title", "Grants", "--accept")
    assert taken.output.endswith("added    north\nWrote registers/grants.yaml.\n")
    (told,) = rows(registers(folder, "grants", "--format", "csv").output)
    assert (told["budget"], told["committed"], told["note"]) == ("80000", "81000", "Why.")
    other = registers(*where, "--kind", "boards")
    assert "P310\n  The register there is of funds." in other.errors


def test_a_table_is_held_against_the_plan_too(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    registers(folder, "export", file, "board-actions")
    text = file.read_text(encoding="utf-8-sig").replace("Commissioner's Office, Policy", "Policy")
    file.write_text(text, encoding="utf-8")
    refused = registers(folder, "import", file, "board-actions", "--accept")
    assert (refused.code, "r.csv:3:3  P303" in refused.errors) == (3, True)


HOSTILE = {
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "S005"),
    "a bomb of a zip": (b"PK\x03\x04" + b"\0" * 600, "S006"),
    "a page": (b"<html><table><tr><td>id</td></tr></table></html>", "S004"),
    "nothing": (b"", "S003"),
    "a quotation mark that is not closed": (b'id,title\nA1,"x\n', "S012"),
    "no heading": (b"A1,Title\n", "P309"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_table_changes_nothing(folder: Path, tmp_path: Path, name: str) -> None:
    data, code = HOSTILE[name]
    (tmp_path / "r.csv").write_bytes(data)
    before = (folder / ACTIONS).read_bytes()
    refused = registers(folder, "import", tmp_path / "r.csv", "board-actions", "--accept")
    assert (refused.code, code in refused.errors) == (4, True)
    assert (folder / ACTIONS).read_bytes() == before


@pytest.mark.parametrize("name", ["../plan", "a/b", "", ".", "a.b", "-a-"])
def test_a_name_cannot_lead_elsewhere(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "r.csv").write_text("id,title,aims\nO1,One,Peace\n")
    plan = (folder / "plan.yaml").read_bytes()
    words = ("import", "--kind", "operations", "--accept", "--", tmp_path / "r.csv", name)
    refused = registers(folder, *words)
    assert (refused.code, "P308" in refused.errors) == (3, True)
    assert (folder / "plan.yaml").read_bytes() == plan


def test_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.move(folder / "registers", outside)
    (folder / "registers").symlink_to(outside)
    (tmp_path / "r.csv").write_text("id,title,aims\nO1,One,Peace\n")
    refused = registers(folder, "import", tmp_path / "r.csv", "operations", "--accept")
    assert (refused.code, "K008" in refused.errors) == (6, True)
    assert "Peace" not in (outside / "operations.yaml").read_text()


def test_another_format_is_refused(folder: Path, tmp_path: Path) -> None:
    refused = registers(folder, "export", tmp_path / "r.ods", "funds")
    assert (refused.code, "neither in .csv nor in .xlsx" in refused.errors) == (2, True)
    assert not (tmp_path / "r.ods").exists()


@pytest.mark.parametrize("name", REGISTERS)
def test_a_workbook_comes_back_as_the_same_entries_and_the_same_bytes(
    folder: Path, tmp_path: Path, name: str
) -> None:
    edit(folder, "title: Shop Radio", "title: =Shop Radio", "registers/operations.yaml")
    for file in ("one.xlsx", "two.xlsx"):
        assert registers(folder, "export", tmp_path / file, name).code == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert "Nothing to do" in registers(folder, "import", tmp_path / "one.xlsx", name).output
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # no formula
    assert book.properties.description == "Synthetic: Brumshire Police does not exist"


# Operations on charts ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with records, and an operation in one of its two units."""
    return synthetic.workspace(tmp_path_factory.mktemp("operations"))


def chart(folder: Path, area: str) -> Ran:
    return run("--workspace", folder, "chart", "force_total_crime", "--area", area)


def test_an_operation_marks_the_chart_of_its_area_and_no_larger_one(counted: Path) -> None:
    own = chart(counted, "Quillmarsh")
    assert "1: Longbow, since 1 June 2013" in own.output  # in the picture
    assert re.search(r"\nJune 2013 +\d+  operation 1, Longbow, begins\n", own.errors)
    assert "\nOperation 1: Longbow, since 1 June 2013.\n" in own.errors
    described = ElementTree.fromstring(own.output).findtext("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert described.endswith("Operation 1: Longbow, since 1 June 2013.")
    for area in ("Dunferrow", synthetic.FORCE):
        assert "Longbow" not in chart(counted, area).output


def test_an_operation_of_the_force_marks_its_papers_and_is_one_of_their_inputs(
    counted: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(counted, folder)
    file = folder / "registers" / "operations.yaml"
    text = file.read_text(encoding="utf-8")
    by_item = text.replace(f"areas: [{synthetic.QUILLMARSH}]", "items: [CRIME]")
    file.write_text(by_item.replace("measures: [force_total_crime]", "measures: []"))
    assert run("--workspace", folder, "build", "march").code == 0
    out = folder / "out" / "march"
    page = (out / "paper.html").read_text(encoding="utf-8")
    assert page.count("1: Longbow, since 1 June 2013") >= 2
    assert "operation 1, Longbow, begins" in page
    assert "registers/operations.yaml" in (out / "manifest.json").read_text(encoding="utf-8")
    # The measure came by way of an item; in a part of the force alone, nothing is marked.
    file.write_text(text)
    assert run("--workspace", folder, "build", "march").code == 0
    assert "Longbow" not in (out / "paper.html").read_text(encoding="utf-8")


# The examples --------------------------------------------------------------------------------


def held(examples: Path, workspace: str, name: str) -> dict[str, Entry]:
    found = Workspace.at(examples / workspace).registers[name]
    return {entry.id: entry for entry in found.entries}


def test_the_operations_of_brumshire_are_what_is_planted_in_its_records(examples: Path) -> None:
    entries = held(examples, "brumshire-2013-14", "operations")
    plants = planted(SEED)
    interventions = {one.id: one for one in plants.units if one.kind == "intervention"}
    assert {*entries} == {"come-forward", *interventions}
    for identity, plant in interventions.items():
        entry = entries[identity]
        assert isinstance(entry, Operation)
        assert (entry.areas, entry.starts, entry.ends) == ((plant.unit,), plant.start, plant.end)
    (campaign,) = (one for one in plants.markers if one.kind == "campaign")
    come_forward = entries["come-forward"]
    assert isinstance(come_forward, Operation)
    assert (come_forward.areas, come_forward.starts) == ((), campaign.start)
    assert "force_domestic_abuse_crimes" in come_forward.measures


def test_the_funds_of_the_west_midlands_are_as_printed(examples: Path) -> None:
    entries = held(examples, "plans", "funds")
    saving, citizens = entries["invest-to-save-2013-14"], entries["active-citizens-2018-19"]
    assert isinstance(saving, Fund)
    assert isinstance(citizens, Fund)
    # Paper of 1 April 2014, paragraph 19; paper of 19 November 2019, its last aim.
    assert (saving.budget, saving.allocated) == (350_000, 350_000)
    assert (citizens.budget, citizens.committed) == (720_000, 834_987)
    assert citizens.above_budget == ("committed",)
    assert citizens.note is not None


def test_seven_authorities_had_a_board_and_one_a_board_without_the_police(examples: Path) -> None:
    entries = held(examples, "plans", "local-boards").values()
    stands: dict[str, list[str]] = {}
    for one in entries:
        assert isinstance(one, AuthorityStatus)
        stands.setdefault(one.title, []).append(one.stands)
    assert stands["Local policing and crime board"] == ["established by April 2014"] * 7
    without = [
        said for said in stands["Health and wellbeing board"] if said.startswith("no member")
    ]
    assert (len(stands["Health and wellbeing board"]), len(without)) == (7, 1)
