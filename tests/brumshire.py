"""The example of a force that does not exist, with all its records, drawn once for all tests."""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from copperplate.pipeline.synthesising import fill_brumshire
from copperplate.workspace import Workspace

EXAMPLE = Path(__file__).parents[1] / "examples" / "brumshire-2013-14"


def filled(factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of its own: 1.7 million crimes, as known on six days.

    Drawing them takes a minute, so that whichever process asks first draws them for all; each
    gets its own folder of links to them.
    """
    shared = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    drawn = shared / "brumshire-drawn"
    with (shared / "brumshire.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not drawn.is_dir():
            _draw(shared / "brumshire-half")
            (shared / "brumshire-half").rename(drawn)
    own = factory.mktemp("brumshire") / "w"
    # What is drawn is never written to; definitions are copied, for tests that change them.
    shutil.copytree(drawn, own, ignore=shutil.ignore_patterns("releases", "truth"))
    for large in ("releases", "truth"):
        shutil.copytree(drawn / large, own / large, copy_function=os.link)
    return own


def _draw(folder: Path) -> None:
    kept = shutil.ignore_patterns("out", "releases", "truth", "portal", "*.key", ".copperplate-*")
    shutil.copytree(EXAMPLE, folder, ignore=kept)
    fill_brumshire(Workspace.at(folder), today=date(2026, 1, 1), said=lambda _: None)
