"""What asks the database once more, on PostgreSQL: what holds of one holds of the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgresql

ROOT = Path(__file__).parents[2]
# What no database has a part in: how pages look, what heads an answer, how the server listens.
WITHOUT = ("deployed", "headers", "on_postgresql", "pages", "server", "the_reference_page")
ASKING = sorted(
    str(file.relative_to(ROOT))
    for file in Path(__file__).parent.glob("test_*.py")
    if file.stem.removeprefix("test_") not in WITHOUT
)


@pytest.mark.slow
@pytest.mark.skipif(
    bool(os.environ.get("COPPERPLATE_TEST_DATABASE")), reason="this is already the run on a server"
)
def test_the_portals_tests_hold_on_postgresql() -> None:
    with postgresql.server() as folder:
        url = postgresql.fresh(postgresql.address(folder), "portal")
        ran = subprocess.run(
            # One process: all of them share the one database of the portal.
            [sys.executable, "-m", "pytest", "-q", "--numprocesses=0", *ASKING],
            cwd=ROOT,
            env={**os.environ, "COPPERPLATE_TEST_DATABASE": url},
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout
