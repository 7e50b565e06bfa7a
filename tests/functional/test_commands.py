"""The commands as a person uses them: what they print, what they exit with."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from copperplate.areas import AreaKind, england_and_wales
from copperplate.cli import main
from tests.commands import Ran, run, run_apart

FORCE = "E23000014"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    copy = tmp_path_factory.mktemp("example") / "west-midlands-2019"
    shutil.copytree(examples / "west-midlands-2019", copy, ignore=shutil.ignore_patterns("out"))
    return copy


def show(example: Path, *words: object) -> Ran:
    return run("--workspace", example, "show", *words)


def test_json_is_a_list_of_observations(example: Path) -> None:
    shown = show(
        example, "burglary", "--area", FORCE, "--period", "year-ending", "--format", "json"
    )
    rows = json.loads(shown.output)
    assert set(rows[0]) == {"measure", "area", "period", "value", "marks", "release"}
    assert {row["area"] for row in rows} == {FORCE}
    (june,) = [row for row in rows if row["period"].endswith("2019-06")]
    assert june == {
        "measure": "burglary",
        "area": FORCE,
        "period": "2018-07/2019-06",
        "value": 28675,
        "marks": [],
        "release": "ons-pfa/2019-06-published-2019-10-17",
    }


def test_json_values_are_not_rounded_and_absent_ones_say_why(example: Path) -> None:
    shown = show(example, "recorded_crime_rate", "--peers", "--format", "json")
    rows = {(row["area"], row["period"]): row for row in json.loads(shown.output)}
    assert rows[FORCE, "2018-07/2019-06"]["value"] == 262_558 / 2_916_500 * 1000
    missing = rows["E23000005", "2018-10/2019-09"]
    assert (missing["value"], missing["marks"]) == (None, ["x"])


def test_known_on_and_to_limit_what_is_used(example: Path) -> None:
    early = show(example, "burglary", "--known-on", "2019-06-30", "--format", "json")
    assert json.loads(early.output)[-1]["period"].endswith("2018-12")
    cut = show(example, "burglary", "--to", "2016-03-31", "--format", "json")
    assert json.loads(cut.output)[-1]["period"].endswith("2016-03")
    none = show(example, "burglary", "--known-on", "2001-01-01", "--format", "json")
    assert json.loads(none.output) == []


def test_csv_holds_the_same(example: Path) -> None:
    shown = show(example, "recorded_crime_rate", "--peers", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.output)))
    as_json = json.loads(show(example, "recorded_crime_rate", "--peers", "--format", "json").output)
    assert [(r["area"], r["period"], r["release"]) for r in rows] == [
        (r["area"], r["period"], r["release"]) for r in as_json
    ]
    assert {r["value"] for r in rows if r["marks"] == "[x]"} == {""}


def test_the_table_names_audience_and_policy_and_explains_its_marks(example: Path) -> None:
    table = show(example, "recorded_crime_rate", "--peers", "--audience", "board").output
    assert "For: board. Policy: open-data." in table
    june = next(line for line in table.splitlines() if line.startswith("year ending June 2019"))
    assert june.split()[4:] == ["90.03", "116.71", "93.65", "127.64", "107.01", "1st", "of", "4"]
    assert "[x] not available" in table


UNKNOWN = [
    (("show", "burglry"), 5, "M103", "Did you mean 'burglary'?"),
    (("show", "burglary", "--area", "E23000099"), 5, "A101", "Did you mean 'E230000"),
    (("show", "burglary", "--area", "West Midlands"), 5, "A102", "Give the code."),
    (("show", "burglary", "--area", "NO"), 5, "A101", "'NO' is not an area known here."),
    (("show", "burglary", "--area", "012"), 5, "A101", "'012' is not an area known here."),
    (("show", "burglary", "--period", "month"), 3, "M107", "Known: quarter, year-ending."),
    (("show", "burglary", "--period", "fortnight"), 2, "", "is not a shape of period"),
    (("show", "burglary", "--to", "2019-02-30"), 2, "", "is not a date that exists"),
    (("show", "burglary", "--area", "E23000004", "--peers"), 3, "K103", "Merseyside (E23000004)"),
    (("build", "2019-12"), 5, "R101", "Did you mean '2019-11'?"),
    (("load", "ons", "x.xlsx", "--published", "2019-10-17"), 5, "S102", "ons-pfa"),
    (("load", "ons-pfa", "x.xlsx"), 4, "S101", "--published"),
    (
        ("load", "ons-pfa", "x.xlsx", "--published", "2019-10-17"),
        4,
        "S001",
        "There is no such file",
    ),
    (("load", "ons-pfa", "x.xlsx", "--published", "17/10/2019"), 2, "", "Write year-month-day"),
]


@pytest.mark.parametrize(("words", "code", "problem", "said"), UNKNOWN)
def test_a_slip_is_answered_with_a_remedy_and_an_exit_code(
    example: Path, words: tuple[str, ...], code: int, problem: str, said: str
) -> None:
    ended = run("--workspace", example, *words)
    assert ended.code == code
    assert problem in ended.errors
    assert said in ended.errors
    assert "Traceback" not in ended.errors


def test_outside_a_workspace_it_says_where_to_go(tmp_path: Path) -> None:
    ended = run("--workspace", tmp_path, "check")
    assert ended.code == 6
    assert "K001" in ended.errors
    assert "copperplate init" in ended.errors


FORCES = [area for area in england_and_wales() if area.kind is AreaKind.POLICE_FORCE_AREA]


def test_every_force_gets_a_workspace_that_checks(tmp_path: Path) -> None:
    for area in FORCES:
        folder = tmp_path / area.code
        made = run("init", folder, "--force", area.name.lower())
        assert made.code == 0
        assert f"{area.name} ({area.code})" in made.output
    for folder in (tmp_path / "E23000014", tmp_path / "W15000004"):
        checked = run("--workspace", folder, "check")
        assert "R106" in checked.errors  # nothing is loaded yet, and it says so
        assert checked.errors.count("No release known to this paper holds") == 4


def test_peers_stay_empty_with_a_comment_unless_shipped(tmp_path: Path) -> None:
    run("init", tmp_path / "wm", "--force", FORCE)
    run("init", tmp_path / "kent", "--force", "Kent")
    assert "members: [E23000014" in (tmp_path / "wm" / "copperplate.yaml").read_text()
    kent = (tmp_path / "kent" / "copperplate.yaml").read_text()
    assert "groups: []" in kent
    assert "# No group for this force ships with the product." in kent


def test_init_overwrites_nothing_and_knows_the_forces(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    ended = run("init", tmp_path, "--force", "Kent")
    assert (ended.code, [p.name for p in tmp_path.iterdir()]) == (6, ["note.txt"])
    ended = run("init", tmp_path / "x", "--force", "Wessex")
    assert ended.code == 5
    assert "one of the 43 police forces" in ended.errors
    assert not (tmp_path / "x").exists()


def test_check_lists_what_it_looked_at(example: Path) -> None:
    checked = run("--workspace", example, "check")
    assert checked.code == 0
    assert "plan: 14 aims" in checked.output
    assert checked.output.endswith("No problems.\n")


def test_check_collects_the_problems_of_all_files(tmp_path: Path, example: Path) -> None:
    copy = tmp_path / "w"
    shutil.copytree(example, copy)
    for name, right, wrong in (
        ("plan.yaml", "[robbery, robbery_rate]", "[robery, robbery_rate]"),
        ("measures/recorded-crime.yaml", "better: lower", "better: down"),
        ("papers/2019-11.yaml", "aim: H2b", "aim: H2c"),
        ("words/2019-11/h2a-commentary.md", "{burglary.value}", "{burglary.valu}"),
    ):
        text = (copy / name).read_text()
        assert right in text
        (copy / name).write_text(text.replace(right, wrong, 1))
    ended = run("--workspace", copy, "check")
    assert ended.code == 3
    # Without its measures a plan cannot be judged by them; all else is said at once.
    for code, times in (("M101", 1), ("R104", 1), ("R105", 2)):
        assert ended.errors.count(f"  {code}\n") == times, code
    (copy / "measures" / "recorded-crime.yaml").write_text(
        (example / "measures" / "recorded-crime.yaml").read_text()
    )
    ended = run("--workspace", copy, "check")
    for code, times in (("M103", 1), ("R104", 1), ("R105", 2), ("N101", 1)):
        assert ended.errors.count(f"  {code}\n") == times, code


def test_a_plan_that_cannot_be_read_hides_no_problem_of_the_words(
    tmp_path: Path, example: Path
) -> None:
    copy = tmp_path / "w"
    shutil.copytree(example, copy)
    (copy / "plan.yaml").write_text("aims: []\n")
    words = copy / "words" / "2019-11" / "h2a-commentary.md"
    words.write_text(words.read_text().replace("{burglary.value}", "{burglary.valu}"))
    ended = run("--workspace", copy, "check")
    assert "P101" in ended.errors
    assert ended.errors.count("  N101\n") == 1


def test_demo_says_in_three_lines_what_where_and_what_next(tmp_path: Path) -> None:
    ended = run_apart("demo", "--into", tmp_path / "demo", folder=tmp_path)
    assert ended.code == 0, ended.errors
    lines = ended.output.splitlines()
    assert len(lines) == 3
    assert "paper.html, paper.pdf, document.json, manifest.json" in lines[0]
    assert str(tmp_path / "demo" / "out" / "2019-11") in lines[1]
    assert lines[2].startswith("Next: ")
    assert "show recorded_crime_rate --peers" in lines[2]
    made = {path.name for path in (tmp_path / "demo" / "out" / "2019-11").iterdir()}
    assert made == {"paper.html", "paper.pdf", "document.json", "manifest.json"}


def test_every_command_has_help_that_teaches() -> None:
    for name, command in main.commands.items():
        shown = run(name, "--help")
        assert shown.code == 0
        assert len((command.help or "").split()) > 8, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", ""), f"{name} {parameter.name}"
    assert "home-office-pfa" in run("load", "--help").output
    assert "Exit codes" in run("--help").output


def test_a_plan_for_another_area_than_the_force_is_refused(tmp_path: Path, example: Path) -> None:
    copy = tmp_path / "w"
    shutil.copytree(example, copy)
    plan = (copy / "plan.yaml").read_text()
    (copy / "plan.yaml").write_text(plan.replace("area: E23000014", "area: E23000005"))
    ended = run("--workspace", copy, "check")
    assert (ended.code, ended.errors.count("P106")) == (3, 1)
    assert run("--workspace", copy, "build", "2019-11").code == 3


def test_check_reads_the_rows_of_every_release(tmp_path: Path, example: Path) -> None:
    copy = tmp_path / "w"
    shutil.copytree(example, copy)
    description = next(iter(sorted((copy / "releases").rglob("release.json"))))
    said = json.loads(description.read_bytes())
    description.chmod(0o644)
    description.write_text(json.dumps(said | {"rows_sha256": "0" * 64}))
    checked = run("--workspace", copy, "check")
    assert checked.code == 3
    assert checked.errors.count("S110") == 1
    assert said["identity"] in checked.errors
