"""What needs attention in whole forces: what was planted stands high, and noise stays noise."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from bench.planted_force import CODES, Counts, counted, months, truth

from copperplate.disclosure import POLICIES, Audience, Publishable, publish
from copperplate.findings.attention import Looked, Noted, noted
from copperplate.findings.by_chance import events_of, expected_signs
from copperplate.findings.charted import charts_of
from copperplate.series.evidence import Evidence
from copperplate.series.model import SeriesSet
from copperplate.series.units import OFFENCES
from copperplate.synthetic.places import FORCE_CODE, MARK
from copperplate.synthetic.world import World, brumshire, quiet
from tests import synthetic
from tests.builders import about
from tests.commands import run
from tests.synthetic import DUNFERROW, FORCE, QUILLMARSH, STAMP, WEST_MIDLANDS

SEEDS = (1, 2)


def published(counts: Counts, group: str) -> Publishable[Evidence]:
    """Return the months of a group of offences, of the force and of its units."""
    units = counts.monthly[:, counts.groups.index(group)].astype(float)
    values = np.vstack([units.sum(axis=0), units])
    series = SeriesSet(
        measure=group,
        unit=OFFENCES,
        areas=(FORCE_CODE, *CODES),
        periods=months(),
        values=values,
        marks=np.zeros(values.shape, dtype=np.uint16),
        releases=np.full(values.shape, -1, dtype=np.int32),
        release_ids=(),
    )
    held = Evidence(
        about=about(group),
        series=series,
        query="Drawn.",
        releases=(),
        already_public=False,
        synthetic=(MARK,),
    )
    passed = publish({group: held}, policy=POLICIES["holders-only"], audience=Audience.RESTRICTED)
    return passed[group]


def looked_at(world: World) -> dict[str, dict[str, Looked]]:
    """Return the charts of every group, of the force and of its units."""
    counts, found = counted(world), {}
    for group in counts.groups:
        of_group = published(counts, group)
        charts = charts_of(of_group, areas=(FORCE_CODE, *CODES))
        events = dict(zip(of_group.shown.series.areas, events_of(of_group), strict=True))
        found[group] = {
            code: Looked(
                charted=chart,
                above="" if code == FORCE_CODE else FORCE_CODE,
                events=float(events[code]),
            )
            for code, chart in charts.items()
        }
    return found


def news(looked: Mapping[str, Mapping[str, Looked]]) -> list[Noted]:
    return sorted((one for of in looked.values() for one in noted(of)), key=lambda one: one.rank)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rise_that_one_unit_carries_stands_among_the_first(seed: int) -> None:
    """Among 209 charts: in the first five entries, of the unit or of the force that it carries."""
    world = brumshire(seed=seed)
    (planted,) = [one for one in truth(world)["planted"] if one["kind"] == "carried"]
    (group,) = planted["offence_groups"]
    found = news(looked_at(world))
    places = [
        place
        for place, one in enumerate(found, start=1)
        if one.finding.measure == group
        and one.finding.turn.value == "up"
        and planted["unit"] in (one.finding.area, one.carried_by and one.carried_by.area)
    ]
    assert places
    assert places[0] <= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nothing_changes_no_more_stands_there_than_the_number_says(seed: int) -> None:
    looked = looked_at(quiet(seed=seed, crimes=400_000))
    charts = [one for of in looked.values() for one in of.values()]
    expected = expected_signs(charts)
    assert len(charts) > 190
    assert 0 < expected < 0.1 * len(charts)
    # Three standard deviations: a force and its units share their records, and add up.
    assert len(news(looked)) <= expected + 3 * np.sqrt(expected)


# The command ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.workspace(tmp_path_factory.mktemp("attention"))


def answer(workspace: Path, *words: str) -> dict[str, object]:
    ran = run("--workspace", workspace, "attention", "--format", "json", *words)
    assert ran.code == 0, ran.errors
    told: dict[str, object] = json.loads(ran.output)
    return told


def test_every_entry_is_a_sentence_with_its_figures(workspace: Path) -> None:
    told = answer(workspace)
    entries = told["entries"]
    assert isinstance(entries, list)
    assert entries
    for one in entries:
        assert one["sentence"].endswith(".")
        assert one["area"] in {FORCE, QUILLMARSH, DUNFERROW}
        assert all(figure["text"] in one["sentence"] for figure in one["figures"])
    charts = told["charts"]
    assert told["by_chance"].startswith(f"Of {charts} charts about ")  # type: ignore[attr-defined]


def test_the_lines_are_those_of_the_objects(workspace: Path) -> None:
    entries = answer(workspace, "--audience", "board")["entries"]
    ran = run("--workspace", workspace, "attention", "--audience", "board")
    said = " ".join(ran.output.split())
    assert isinstance(entries, list)
    assert all(one["sentence"] in said for one in entries)
    assert ran.output.splitlines()[0] == STAMP


def test_what_was_not_known_yet_is_not_news(workspace: Path) -> None:
    earlier = answer(workspace, "--known-on", "2014-03-01")
    assert answer(workspace) != earlier
    nothing = answer(workspace, "--known-on", "2010-01-01")
    assert (nothing["charts"], nothing["entries"]) == (0, [])
    assert nothing["by_chance"] == "Of 0 charts about 0 entries would stand here by chance alone."


def test_an_area_is_asked_for_by_code_or_name_and_a_real_one_bears_no_stamp(
    workspace: Path,
) -> None:
    assert answer(workspace, "--area", "Dunferrow") == answer(workspace, "--area", DUNFERROW)
    assert "synthetic" not in answer(workspace, "--area", WEST_MIDLANDS)
    assert "A101" in run("--workspace", workspace, "attention", "--area", "Nowhere").errors


def test_a_policy_for_what_is_published_says_why_it_passes_nothing(
    workspace: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "w"
    shutil.copytree(workspace, copy)
    settings = copy / "copperplate.yaml"
    settings.write_text(settings.read_text().replace("public: small-numbers", "public: open-data"))
    ran = run("--workspace", copy, "attention", "--audience", "public")
    assert ran.code != 0
    assert "D002" in ran.errors


def test_an_answer_is_the_same_every_time(workspace: Path) -> None:
    assert answer(workspace) == answer(workspace)


@pytest.mark.slow
def test_published_statistics_have_news_of_their_own(examples: Path) -> None:
    """Quarters of published counts: what needs attention in November 2019."""
    told = answer(examples / "west-midlands-2019", "--known-on", "2019-11-19")
    assert told["entries"]
    assert "synthetic" not in told
