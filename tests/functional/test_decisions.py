"""Step changes that an office decides of, and the parts of a total, in a real paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from copperplate import pipeline
from copperplate.errors import Refusal
from copperplate.report.blocks import figures
from copperplate.workspace import Workspace

pytestmark = pytest.mark.slow

STEP = "October to December 2016"


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    """The example, before anybody decided or chose anything."""
    left_out = shutil.ignore_patterns("out", "decisions.yaml", "suggestions.yaml")
    return Path(shutil.copytree(examples / "west-midlands-2019", tmp_path / "w", ignore=left_out))


def entry(**changed: str) -> str:
    fields = {
        "measure": "burglary",
        "began": STEP,
        "decision": "confirmed",
        "office": "Force performance office",
        "date": "2019-11-01",
        "reason": "Burglary rose in every local authority.",
    } | changed
    return "- " + "\n  ".join(f"{name}: {value}" for name, value in fields.items()) + "\n"


def decide(folder: Path, *entries: str) -> None:
    (folder / "decisions.yaml").write_text("decisions:\n" + "".join(entries), encoding="utf-8")


def page_of(folder: Path) -> str:
    return pipeline.compose(Workspace.at(folder), "2019-11").files["paper.html"].decode()


def codes(folder: Path) -> list[str]:
    with pytest.raises(Refusal) as caught:
        pipeline.compose(Workspace.at(folder), "2019-11")
    return [problem.code for problem in caught.value.problems]


POSSIBLE = f"Burglary shows a possible step change up that began in {STEP}"
CONFIRMED = f"Burglary shows a step change up that began in {STEP}"


def test_a_step_is_possible_until_an_office_decides(folder: Path) -> None:
    assert POSSIBLE in page_of(folder)
    decide(folder, entry())
    page = page_of(folder)
    assert CONFIRMED in page
    assert POSSIBLE not in page


def test_a_refused_step_is_none(folder: Path) -> None:
    decide(folder, entry(decision="refused"))
    page = page_of(folder)
    assert POSSIBLE not in page
    assert CONFIRMED not in page
    assert "a step the rule saw here was refused" in page


def test_a_paper_does_not_know_what_was_decided_after_its_day(folder: Path) -> None:
    decide(folder, entry(date="2019-12-01"))
    assert POSSIBLE in page_of(folder)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([entry(decision="yes")], "K110"),
        ([entry(), entry(decision="refused")], "K111"),
        ([entry(measure="burglery")], "K112"),
        ([entry(began="October to December 2015")], "K113"),
    ],
)
def test_a_decision_that_decides_nothing_is_refused(
    folder: Path, entries: list[str], code: str
) -> None:
    decide(folder, *entries)
    assert codes(folder) == [code]


def test_parts_by_growth_need_a_base(folder: Path) -> None:
    paper = folder / "papers" / "2019-11.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("base: year ending March 2016\n", ""), encoding="utf-8")
    for file in (folder / "words" / "2019-11").glob("*.md"):
        file.unlink()
    assert codes(folder) == ["R111"]


# Office for National Statistics, police force area tables, year ending June 2019, Table P1.
PUBLISHED = {
    "violence_against_the_person": 80_542,
    "sexual_offences": 7_737,
    "robbery": 8_945,
    "theft_offences": 112_467,
    "criminal_damage_and_arson": 25_590,
    "drug_offences": 5_000,
    "possession_of_weapons": 2_720,
    "public_order": 15_460,
    "miscellaneous": 4_097,
}


def test_offence_groups_stand_in_the_paper_as_published(folder: Path) -> None:
    built = pipeline.compose(Workspace.at(folder), "2019-11")
    june, march = "year ending June 2019", "year ending March 2016"
    found = {
        (figure.provenance.measure, str(figure.provenance.periods[-1])): figure.value
        for figure in figures(built.document)
        if figure.name.endswith(".value") and figure.provenance.method.startswith("As published")
    }
    assert {group: found[group, june] for group in PUBLISHED} == PUBLISHED
    # The parts are the whole, then as now.
    assert sum(PUBLISHED.values()) == 262_558
    assert sum(found[group, march] or 0 for group in PUBLISHED) == 185_464


def test_the_paper_names_the_publications_of_its_quarters_and_dates_the_newest(
    folder: Path,
) -> None:
    page = page_of(folder)
    sources = page[page.index("Publications this paper draws on") :]
    assert "quarters to March 2018" in sources[: sources.index("</table>")]
    assert "speak, is October to December 2018." in page
