"""What is written lies below the workspace's own folders, whatever names and links say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands import run, run_apart


@pytest.fixture
def example(tmp_path: Path, examples: Path) -> Path:
    copy = tmp_path / "w"
    shutil.copytree(examples / "west-midlands-2019", copy, ignore=shutil.ignore_patterns("out"))
    return copy


def build(example: Path, paper: str = "2019-11") -> tuple[int, str]:
    ended = run("--workspace", example, "build", paper)
    return ended.code, ended.errors


@pytest.mark.parametrize("name", [".", "..", ".hidden", "a b", "a.", "-x", "a\nb", "é"])
def test_a_file_whose_name_could_lead_elsewhere_is_no_paper(example: Path, name: str) -> None:
    shutil.copy(example / "papers" / "2019-11.yaml", example / "papers" / f"{name}.yaml")
    (example / "out" / "2019-11").mkdir(parents=True)
    (example / "out" / "2019-11" / "paper.pdf").write_text("mine")
    ended = run("--workspace", example, "build", "--", name)
    assert ended.code == 5
    assert "R101" in ended.errors
    assert (example / "out" / "2019-11" / "paper.pdf").read_text() == "mine"


def test_dots_inside_a_papers_name_are_welcome(example: Path) -> None:
    shutil.copy(example / "papers" / "2019-11.yaml", example / "papers" / "v1.2_a-b.yaml")
    assert build(example, "v1.2_a-b") == (0, "")


@pytest.mark.parametrize("name", ["out", "out/2019-11"])
def test_a_link_is_not_written_through(tmp_path: Path, example: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (outside / "2019-11").mkdir(parents=True)
    (outside / "2019-11" / "precious.txt").write_text("mine")
    link = example / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / link.relative_to(example / "out"))
    code, said = build(example)
    assert (code, "K008" in said) == (6, True)
    assert [p.name for p in (outside / "2019-11").iterdir()] == ["precious.txt"]
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["releases", "releases/counts"])
def test_a_load_writes_through_no_link(tmp_path: Path, example: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    if name == "releases":
        shutil.rmtree(example / "releases")
    (example / name).symlink_to(outside)
    figures = tmp_path / "figures.csv"
    figures.write_text("measure,area,period,value\na,E23000014,2018,2\n")
    ended = run("--workspace", example, "load", "counts", figures, "--published", "2019-10-17")
    assert (ended.code, "K008" in ended.errors) == (6, True)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["out", "out/2019-11"])
def test_a_file_in_the_place_of_a_folder_is_left_alone(example: Path, name: str) -> None:
    (example / name).parent.mkdir(exist_ok=True)
    (example / name).write_text("mine")
    code, said = build(example)
    assert (code, "K009" in said) == (6, True)
    assert (example / name).read_text() == "mine"


def test_a_file_in_the_place_of_the_releases_is_said_by_every_command(
    tmp_path: Path, example: Path
) -> None:
    shutil.rmtree(example / "releases")
    (example / "releases").write_text("mine")
    for words in (
        ("check",),
        ("show", "burglary"),
        ("build", "2019-11"),
        ("load", "counts", tmp_path / "x.csv", "--published", "2019-10-17"),
    ):
        ended = run("--workspace", example, *words)
        assert "releases  K009" in ended.errors, words


@pytest.mark.parametrize(
    "name",
    ["measures/x.yaml", "papers/x.yaml", "words/2019-11/x.md", "plan.yaml", "areas/register.csv"],
)
def test_a_folder_in_the_place_of_a_file_is_one_problem_of_the_check(
    example: Path, name: str
) -> None:
    (example / name).unlink(missing_ok=True)
    (example / name).mkdir()
    ended = run("--workspace", example, "check")
    assert f"{name}  K009" in ended.errors
    assert ended.code == 3


def test_a_workspace_in_the_current_folder_is_refused_in_words(tmp_path: Path) -> None:
    ended = run_apart("init", ".", folder=tmp_path)
    assert (ended.code, list(tmp_path.iterdir())) == (6, [])
    assert "K006" in ended.errors
    assert "the folder you are in" in ended.errors


def test_a_mark_of_the_encoding_at_the_start_of_a_file_is_dropped(example: Path) -> None:
    for name in (
        "copperplate.yaml",
        "plan.yaml",
        "areas/register.csv",
        "papers/2019-11.yaml",
        "measures/recorded-crime.yaml",
        "words/2019-11/h2a-commentary.md",
    ):
        (example / name).write_bytes(b"\xef\xbb\xbf" + (example / name).read_bytes())
    assert run("--workspace", example, "check").errors == ""
