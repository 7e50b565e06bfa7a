"""What the real papers say of themselves: summary, suggestions, decisions, live sentences."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from copperplate import pipeline
from copperplate.narrative.runs import plain
from copperplate.narrative.words import Front, Voice, Words, fill
from copperplate.pipeline.building import gather
from copperplate.report.blocks import Bullets, Paragraph, Section, Table, walk
from copperplate.workspace import Workspace
from tests.commands import run

pytestmark = pytest.mark.slow

PAPERS = ["2019-11", "2020-02"]

# Of November 2019, a blank line between sentences.
SUMMARY = """
A lower recorded crime rate than similar forces (below the average of the most similar group of
forces): met.

Recorded crime per 1,000 residents stood at 90.0 in the year ending June 2019: 36.2% higher than
the 66.1 of the year ending March 2016, and 9.7% higher than the 82.0 of the year ending June
2018.

In the year ending June 2019 recorded crime per 1,000 residents stood at 90.0, the lowest of
four in the most similar group of forces and below the group average of 107.0.

Of the 77,094 crimes by which the yearly total has grown since the year ending March 2016, 48.5%
are violence against the person; only drug offences fell, by 711.

Less burglary (fewer than in 2015/16): not met.

Burglary stood at 28,675 in the year ending June 2019: 28.4% higher (6,338 more) than the 22,337
of the year ending March 2016, and about the same as the 28,123 of the year ending June 2018.

In the year ending June 2019 West Midlands ranked 2nd of four in the most similar group of
forces for burglary per 1,000 residents, lowest first, one place worse than in the year ending
March 2016, when it ranked 1st.

Burglary shows a step change up that began in October to December 2016: an average of 7,130 a
quarter, 26.0% above the 5,660 before. The step was seen in July to September 2018, the eighth
quarter running above the average.

Less robbery (fewer than in 2015/16): not met.

Robbery stood at 8,945 in the year ending June 2019: 81.9% higher (4,028 more) than the 4,917 of
the year ending March 2016, and 16.2% higher (1,246 more) than the 7,699 of the year ending June
2018.

In the year ending June 2019 robbery per 1,000 residents stood at 3.1, the highest of four in
the most similar group of forces and above the group average of 2.1.

Robbery shows a possible step change up that began in July to September 2016: an average of
1,831 a quarter, 35.5% above the 1,352 before. The step was seen in April to June 2018, the
eighth quarter running above the average. A separate test of the counts supports it strongly, and
puts its beginning at about January to March 2017.

Of the plan's 14 aims 11 have no figures here: see the aims without figures.

How sure: a step change is possible until an office confirms it. Had nothing changed, fewer than
one of two charts as long as these would show a possible one by chance.
"""


@pytest.fixture(scope="module")
def workspace(examples: Path) -> Workspace:
    return Workspace.at(examples / "west-midlands-2019")


@pytest.fixture(scope="module", params=PAPERS)
def built(workspace: Workspace, request: pytest.FixtureRequest) -> pipeline.Built:
    return pipeline.compose(workspace, str(request.param))


@pytest.fixture(scope="module")
def november(workspace: Workspace) -> pipeline.Built:
    return pipeline.compose(workspace, "2019-11")


def section(built: pipeline.Built, identity: str) -> Section:
    return next(
        block
        for block in walk(built.document)
        if isinstance(block, Section) and block.heading.identity == identity
    )


def sentences(block: Section) -> list[str]:
    found: list[str] = []
    for one in block.blocks:
        if isinstance(one, Bullets):
            found += [plain(item) for item in one.items]
        if isinstance(one, Paragraph):
            found.append(plain(one.runs))
    return found


def test_the_summary_tells_what_changed_against_whom_and_how_sure(
    november: pipeline.Built,
) -> None:
    """Golden figures of the Office for National Statistics, in sentences."""
    told = [" ".join(one.split()) for one in SUMMARY.strip().split("\n\n")]
    assert sentences(section(november, "summary")) == told


def test_every_aim_with_figures_says_what_they_show(built: pipeline.Built) -> None:
    for aim in ("h1", "h2a", "h2b"):
        assert any(isinstance(one, Bullets) for one in section(built, f"aim-{aim}").blocks), aim


@pytest.mark.parametrize("name", PAPERS)
def test_a_suggestion_copied_into_a_file_of_words_says_the_same(
    workspace: Workspace, name: str
) -> None:
    material, _ = gather(workspace, name)
    copied = 0
    for aim, found in pipeline.suggest(workspace, name):
        for one in found:
            front = Front.model_validate(
                {"aim": aim.id, "voice": Voice.COMMENTARY, "office": "O", "date": "2019-11-08"}
            )
            words = Words(file="words/p/x.md", front=front, body=one.live, first_line=1)
            (passage,) = fill(words, material.book).passages
            assert plain(passage.items[0]) == plain(one.told.runs)
            copied += one.live.count("{")
    assert copied > 60


def test_suggest_prints_names_sentences_and_evidence(examples: Path) -> None:
    ran = run("--workspace", examples / "west-midlands-2019", "suggest", "2019-11")
    assert ran.code == 0
    for part in (
        "H2a  Less burglary",
        "burglary.change-on-two-bases.2019-06\n    (printed)",
        "live: Burglary stood at {burglary.value} in the {burglary.period}:",
        "burglary.value = 28675, year ending June 2019; ons-pfa/2019-06-published-2019-10-17",
        "(edited by Worked example on 8 November 2019)",
        "(refused by Worked example on 8 November 2019: Burglary is high every autumn",
        "(not printed: others are stronger)",
    ):
        assert part in ran.output


def test_suggest_as_json_is_for_programs(examples: Path) -> None:
    ran = run(
        "--workspace", examples / "west-midlands-2019", "suggest", "2019-11", "--format", "json"
    )
    rows = json.loads(ran.output)
    (one,) = [row for row in rows if row["finding"] == "burglary.change-on-two-bases.2019-06"]
    assert one["aim"] == "H2a"
    assert one["printed"] is True
    assert one["decision"] is None
    assert {figure["name"]: figure["value"] for figure in one["figures"]}[
        "burglary.change_size"
    ] == 6338
    assert {row["decision"] for row in rows} == {None, "edited", "refused"}


def test_a_refused_sentence_is_not_printed_and_a_taken_one_is(
    tmp_path: Path, examples: Path
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(examples / "west-midlands-2019", folder, ignore=shutil.ignore_patterns("out"))
    gap = "In the year ending June 2019 robbery per 1,000 residents was 1.0 above the average"
    spread = "In the year ending June 2019 robbery per 1,000 residents ranged from 1.0"

    def printed() -> str:
        return pipeline.compose(Workspace.at(folder), "2019-11").files["paper.html"].decode()

    def plain_text(page: str) -> str:
        return re.sub(r"<[^>]+>", "", page)

    before = plain_text(printed())
    assert (gap in before, spread in before) == (True, False)
    (folder / "words/2019-11/suggestions.yaml").write_text(
        "suggestions:\n"
        "  - {finding: robbery_rate.gap-trend.2019-06, decision: refused, office: O, date: 2019-11-08,"
        " reason: R.}\n"
        "  - {finding: robbery_rate.group-range.2019-06, decision: taken, office: O,"
        " date: 2019-11-08}\n",
        encoding="utf-8",
    )
    after = plain_text(printed())
    assert (gap in after, spread in after) == (False, True)


def test_a_chart_whose_sentences_are_all_refused_is_not_called_quiet(
    tmp_path: Path, examples: Path
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(examples / "west-midlands-2019", folder, ignore=shutil.ignore_patterns("out"))
    keys = ("stepped.2016-09", "decided.2014-09", "breached.2018-12", "record.2018-12")
    (folder / "words/2019-11/suggestions.yaml").write_text(
        "suggestions:\n"
        + "".join(
            f"  - {{finding: robbery.{key}, decision: refused, office: O, date: 2019-11-08,"
            " reason: R.}\n"
            for key in (*keys, "unimproved.2011-09")
        ),
        encoding="utf-8",
    )
    page = pipeline.compose(Workspace.at(folder), "2019-11").files["paper.html"].decode()
    assert "The chart shows no step" not in page
    assert "Robbery by quarter" in page


def test_decisions_about_steps_are_told_with_their_reason(november: pipeline.Built) -> None:
    told = sentences(section(november, "aim-h2b-quarters"))
    assert told[-2] == (
        "The possible step change down of robbery that began in July to September 2014 was "
        "refused on 8 November 2019 (Worked example): The fall did not last: from the end of 2016 "
        "on, every quarter has stood above the average before it."
    )


def test_no_update_is_said_with_the_next_date(workspace: Workspace) -> None:
    page = pipeline.compose(workspace, "2020-02").files["paper.html"].decode()
    assert "No update for this paper. The next is due on 19 May 2020." in page


def record(built: pipeline.Built) -> Any:
    return json.loads(built.files["document.json"])


def texts_and_figures(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every run of text, and every figure as it is printed, of a record."""
    if isinstance(value, dict):
        if value.get("kind") == "Text":
            yield "text", value["text"]
        elif value.get("kind") == "FigureRun":
            yield "figure", value["figure"]["name"]
        for inner in value.values():
            yield from texts_and_figures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_and_figures(inner)


# Numerals that are no figure of a measure: dates and years, "per 1,000", names of rules and
# ages, and what authors typed (which `check` lists).
NO_FIGURE = re.compile(
    r"\b(?:19|20)\d\d(?:/\d\d)?\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b|per 1,000|every 1,000|times 1,000"
)


def test_no_number_that_measures_give_stands_outside_a_figure(built: pipeline.Built) -> None:
    printed = {
        figure["text"]
        for figure in _figures(record(built))
        if len(re.sub(r"\D", "", figure["text"])) > 2
    }
    for kind, text in texts_and_figures(record(built)["sections"]):
        if kind != "text":
            continue
        for numeral in re.findall(r"\d[\d,]*(?:\.\d+)?%?", NO_FIGURE.sub(" ", text)):
            assert numeral.rstrip(",") not in printed, text


def _figures(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"value", "places", "provenance"} <= value.keys():
            number = value["value"]
            yield {"text": "" if number is None else f"{number:,.{value['places']}f}"}
        for inner in value.values():
            yield from _figures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _figures(inner)


def test_paragraphs_are_numbered_without_a_gap(built: pipeline.Built) -> None:
    numbers = [
        block.number
        for block in walk(built.document)
        if isinstance(block, Paragraph) and block.number is not None
    ]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_aim_stands_once_and_by_itself(built: pipeline.Built, workspace: Workspace) -> None:
    background = section(built, "background")
    (bullets,) = [block for block in background.blocks if isinstance(block, Bullets)]
    titles = [plain(item) for item in bullets.items]
    assert titles == [aim.title for aim in workspace.plan.aims]
    awaited = next(
        block
        for block in walk(built.document)
        if isinstance(block, Table) and block.identity == "awaited-table"
    )
    pages = Counter(
        block.heading.text
        for block in built.document.sections
        if block.heading.identity.startswith("aim-")
    )
    rows = Counter(plain(row.cells[0]) for row in awaited.rows)
    assert pages + rows == Counter(titles)


def test_a_section_prints_a_figure_to_one_precision(examples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(examples / "west-midlands-2019", folder, ignore=shutil.ignore_patterns("out"))
    assert "prints" not in run("--workspace", folder, "check").output
    words = folder / "words/2019-11/h2a-commentary.md"
    said = words.read_text(encoding="utf-8").replace(
        "{burglary_rate.value}", "{burglary_rate.value places=0}"
    )
    words.write_text(said, encoding="utf-8")
    assert (
        "'Less burglary' prints burglary_rate.value as 10 and 9.8"
        in run("--workspace", folder, "check").output
    )
