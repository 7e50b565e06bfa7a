"""What two extracts say differently, and why: every planted change is found, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run

MAPPING = """\
extracts:
  - name: crimes
    table: crimes
    title: Recorded crime, made up
    publisher: Force performance office
    force: West Midlands
    covers_from: 2013-04-01
    columns:
      crime: CRIME
      recorded_on: DAY
      offence: CODE
      knife: KNIFE
      outcome_on: CLEARED
"""
HEADING = ("CRIME", "DAY", "CODE", "KNIFE", "CLEARED")
# crime → how each extract, read on 14 February and on 14 March, has it; None where it has not.
Cells = tuple[str, str, str, str] | None
TOLD: Mapping[str, tuple[str, Cells, Cells]] = {
    "k1": ("same", ("2013-04-02", "34B", "Y", ""), ("2013-04-02", "34B", "Y", "")),
    "k2": ("late", None, ("2014-02-14", "45", "", "")),
    "k3": ("late", None, ("2013-05-01", "45", "", "")),
    "k4": ("new", None, ("2014-02-15", "45", "", "")),
    "k5": ("cancelled", ("2013-06-01", "45", "", ""), None),
    "k6": ("reclassified", ("2013-06-02", "8N", "", ""), ("2013-06-02", "8G", "", "")),
    "k7": ("reclassified", ("2013-06-03", "8N", "", ""), ("2013-06-03", "8G", "Y", "")),
    "k8": ("reclassified", ("2013-06-04", "", "", ""), ("2013-06-04", "46", "", "")),
    "k9": ("changed", ("2013-06-05", "46", "", ""), ("2013-06-05", "46", "", "2014-03-01")),
    "ka": ("changed", ("2013-06-05", "46", "N", ""), ("2013-06-06", "46", "N", "")),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("revisions") / "w"
    assert run("init", folder).code == 0
    (folder / "extract.yaml").write_text(MAPPING, encoding="utf-8")
    settings = folder / "copperplate.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("restricted: open-data", "restricted: holders-only"), encoding="utf-8"
    )
    for number, as_at in enumerate(("2014-02-14", "2014-03-14")):
        rows = [(crime, *cells) for crime, told in TOLD.items() if (cells := told[1 + number])]
        out = io.StringIO()
        csv.writer(out).writerows([HEADING, *rows])
        file = folder.parent / f"crimes-{as_at}.csv"
        file.write_text(out.getvalue(), encoding="utf-8")
        ran = run("--workspace", folder, "load", "extract", file, "--as-at", as_at)
        assert ran.code == 0, ran.errors
    return folder


def found(folder: Path, *more: str) -> dict[str, Any]:
    names = ("as-at-2014-03-14", "as-at-2014-02-14")  # in either order
    ran = run("--workspace", folder, "revisions", *names, "--format", "json", *more)
    assert ran.code == 0, ran.errors
    (table,) = json.loads(ran.output)
    return dict(table)


def test_every_record_is_told_why_it_differs(workspace: Path) -> None:
    told = found(workspace, "--records")
    assert told["listed"] == {
        why: [crime for crime, (reason, *_) in TOLD.items() if reason == why]
        for why in ("late", "new", "cancelled", "reclassified", "changed")
    }
    assert told["records"] == {
        **{why: len(names) for why, names in told["listed"].items()},
        "same": 1,
        "out of range": 0,
    }
    assert (told["earlier"][-10:], told["later"][-10:]) == ("2014-02-14", "2014-03-14")


def test_what_became_what_and_which_columns_say_otherwise(workspace: Path) -> None:
    told = found(workspace)
    assert told["reclassified"] == [
        {"before": "8N", "after": "8G", "records": 2},
        {"before": None, "after": "46", "records": 1},
    ]
    assert told["columns"]["offence"] == 3
    assert told["columns"]["knife"] == 1
    assert told["columns"]["outcome_from"] == 1
    assert told["columns"]["recorded_from"] == 1
    assert "hour" not in told["columns"]
    assert told["listed"] == {}
    months = {(row["month"], row["why"]): row["records"] for row in told["by_month"]}
    assert months["2013-06", "reclassified"] == 3
    assert months["2014-02", "late"] == months["2014-02", "new"] == 1


def test_it_is_for_those_who_hold_the_records(workspace: Path) -> None:
    refused = run("--workspace", workspace, "revisions", "02-14", "03-14", "--audience", "board")
    assert (refused.code, "D004" in refused.errors) == (7, True)
    shown = run("--workspace", workspace, "revisions", "02-14", "03-14")
    assert shown.output.startswith("For: restricted. Policy: holders-only.")
    assert "Late: in the later alone, of days both cover" in shown.output
    assert "k2" not in shown.output
    listed = run("--workspace", workspace, "revisions", "02-14", "03-14", "--records")
    assert "  k2\n" in listed.output


@pytest.mark.parametrize(
    ("names", "code"),
    [(("2014", "03-14"), "L101"), (("nothing", "03-14"), "L101"), (("03-14", "03-14"), "L102")],
)
def test_two_releases_must_be_meant(workspace: Path, names: tuple[str, str], code: str) -> None:
    refused = run("--workspace", workspace, "revisions", *names)
    assert code in refused.errors
