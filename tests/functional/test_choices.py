"""The file in which offices take, edit or refuse sentences, as people may leave it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run

pytestmark = pytest.mark.slow

KEY = "burglary.record.2018-12"
FILE = "words/2019-11/suggestions.yaml"


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    left_out = shutil.ignore_patterns("out", "suggestions.yaml")
    return Path(shutil.copytree(examples / "west-midlands-2019", tmp_path / "w", ignore=left_out))


def choice(**changed: str) -> str:
    fields = {"finding": KEY, "office": "Office", "date": "2019-11-08", **changed}
    lines = "\n    ".join(f"{name}: {value}" for name, value in fields.items())
    return f"suggestions:\n  - {lines}\n"


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "nothing.yaml")


@pytest.mark.parametrize(("put", "code"), [(a_folder, "K009"), (a_link_to_nothing, "K004")])
@pytest.mark.parametrize("name", [FILE, "decisions.yaml"])
def test_what_stands_in_the_files_place_is_not_passed_over(
    folder: Path, put: Callable[[Path], None], code: str, name: str
) -> None:
    (folder / name).unlink(missing_ok=True)
    put(folder / name)
    ended = run("--workspace", folder, "build", "2019-11")
    assert ended.code != 0
    assert f"{name}  {code}" in ended.errors


WRONG = [
    (choice(decision="refused", reason="R.", date="2019-11-20"), "4:11  R113"),
    (choice(decision="edited", words="W.", office="O" * 121), "3:13  W110"),
    (choice(decision="refused", reason="R.", office="O" * 121), "3:13  W110"),
    ("- a\n", "1:1  W110\n  Fields belong here, and something else stands here.\n  Fields: sugg"),
    ("suggestions: [a]\n", "1:15  W110\n  Fields belong here, and something else stands here.\n"),
    ("suggestions: none\n", "1:14  W110\n  'suggestions' cannot be read: it is no list.\n"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_place(folder: Path, text: str, said: str) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")
    ended = run("--workspace", folder, "build", "2019-11")
    assert ended.code == 3
    assert f"{FILE}:{said}" in ended.errors


def test_a_choice_of_the_meetings_day_is_used(folder: Path) -> None:
    (folder / FILE).write_text(choice(decision="taken", date="2019-11-19"), encoding="utf-8")
    assert run("--workspace", folder, "build", "2019-11").code == 0
    manifest = json.loads((folder / "out/2019-11/manifest.json").read_bytes())
    assert FILE in manifest["inputs"]


def test_a_numeral_typed_into_an_edited_sentence_is_listed(folder: Path) -> None:
    (folder / FILE).write_text(
        choice(decision="edited", words="Burglary rose by 27%, to {burglary.value}."),
        encoding="utf-8",
    )
    assert f"{FILE}:6  27% is typed" in run("--workspace", folder, "check").output


HEADS = [
    ("", True),
    ("area: E23000014\n", True),
    ("period: October to December 2016\n", True),
    ("area: Merseyside\n", False),
    ("period: year ending June 2019\n", False),
]


@pytest.mark.parametrize(("head", "is_said"), HEADS)
def test_a_finding_s_figure_is_not_said_of_another_area_or_period(
    folder: Path, head: str, is_said: bool
) -> None:
    (folder / "words/2019-11/h2a-response.md").write_text(
        f"---\naim: H2a\nvoice: response\noffice: O\ndate: 2019-11-08\n{head}---\n"
        "On average {burglary.process_average} a quarter.\n",
        encoding="utf-8",
    )
    ended = run("--workspace", folder, "build", "2019-11")
    assert (ended.code == 0, "W104" not in ended.errors) == (is_said, is_said)


def test_words_with_figures_of_findings_are_not_blamed_for_another_problem(folder: Path) -> None:
    (folder / "words/2019-11/h2a-response.md").write_text(
        "---\naim: H2a\nvoice: response\noffice: O\ndate: 2019-11-30\n---\n"
        'On average {burglary.process_average} a quarter, {burglary.value period="October to '
        'December 2018"} in the last.\n',
        encoding="utf-8",
    )
    ended = run("--workspace", folder, "build", "2019-11")
    assert "R108" in ended.errors
    assert "N101" not in ended.errors
    assert "W106" not in ended.errors


def test_an_aim_has_one_page(folder: Path) -> None:
    paper = folder / "papers/2019-11.yaml"
    said = paper.read_text(encoding="utf-8")
    paper.write_text(said.replace("aim: H2b", "aim: H2a"), encoding="utf-8")
    ended = run("--workspace", folder, "build", "2019-11")
    assert ended.code == 3
    assert "papers/2019-11.yaml:25:11  R114" in ended.errors


def test_a_link_to_nothing_is_said_where_it_stands(folder: Path) -> None:
    said = choice(decision="edited", words="'[There](#nowhere), [here](#summary), [so](#ö).'")
    (folder / FILE).write_text(said, encoding="utf-8")
    words = folder / "words/2019-11/h2a-commentary.md"
    words.write_text(
        words.read_text(encoding="utf-8") + "\n[There](#no-where).\n", encoding="utf-8"
    )
    ended = run("--workspace", folder, "build", "2019-11")
    assert ended.code == 3
    assert f"{FILE}:6  W114" in ended.errors
    assert "words/2019-11  W114" in ended.errors
    assert "words/2019-11/h2a-commentary.md:14  W114" in ended.errors
