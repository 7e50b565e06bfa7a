"""Records of Brumshire are loaded like any force's: through a mapping, and counted by measures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from copperplate.engines.columns import write_columns
from copperplate.synthetic import casualties, complaints, counts, funds, incidents, places, stops
from copperplate.synthetic.streams import number_of
from tests.commands import run

SEED = 2013
FIRST, LAST = date(2013, 9, 1), date(2013, 10, 31)
DAYS = np.arange(number_of(FIRST), number_of(LAST) + 1)
MAPPING = Path(__file__).parents[2] / "examples" / "brumshire-2013-14" / "extract.yaml"

STREAMS = {
    "incidents": lambda: incidents.incidents(SEED, DAYS),
    "stops": lambda: stops.stops(SEED, DAYS),
    "casualties": lambda: casualties.casualties(SEED, DAYS),
    "complaints": lambda: complaints.complaints(SEED, DAYS, number_of(LAST)),
    "funds": lambda: funds.funds(SEED, DAYS),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace of Brumshire's into which everything of two months is loaded."""
    folder = tmp_path_factory.mktemp("brumshire") / "w"
    assert run("init", folder).code == 0
    settings = folder / "copperplate.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    named = [f"force: {places.FORCE_CODE}" if one.startswith("force:") else one for one in lines]
    settings.write_text("\n".join([*named, ""]), encoding="utf-8")
    (folder / "areas" / "register.csv").write_text(places.register(), encoding="utf-8")
    (folder / "extract.yaml").write_text(MAPPING.read_text(encoding="utf-8"), encoding="utf-8")
    for name, stream in STREAMS.items():
        file = folder.parent / f"{name}.parquet"
        write_columns(file, stream(), said={"mark": places.MARK})
        ran = run(
            *("--workspace", folder, "load", "extract", file, "--mapping", name),
            *("--as-at", LAST.isoformat()),
        )
        assert ran.code == 0, ran.errors + ran.output
    sent = folder.parent / "counts.csv"
    days = np.arange(number_of(date(2012, 4, 1)), number_of(LAST) + 1)
    sent.write_text(counts.as_csv(counts.counts(SEED, days)), encoding="utf-8")
    ran = run("--workspace", folder, "load", "counts", sent, "--as-at", LAST.isoformat())
    assert ran.code == 0, ran.errors + ran.output
    return folder


def test_it_loads(workspace):
    assert run("--workspace", workspace, "check").output
