"""A portal with a database of its own, worked at by processes of their own.

For what a transaction that is undone cannot show: several writers, kills, backups.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgresql
from tests.commands import Ran, run_apart
from tests.portal.conftest import DATABASE

ROOT = Path(__file__).parents[2]


def empty_database() -> str:
    """Return the URL of a database without tables; empty where these run on SQLite."""
    return postgresql.fresh(DATABASE, f"t{uuid.uuid4().hex}") if DATABASE else ""


@dataclass(frozen=True)
class Store:
    """A workspace and its portal's database; what answers beforehand, only where it `warms`."""

    workspace: Path
    database: str
    warms: bool = False

    @property
    def environment(self) -> dict[str, str]:
        return {
            "COPPERPLATE_WORKSPACE": str(self.workspace),
            "COPPERPLATE_DATABASE": self.database,
            "COPPERPLATE_HOSTS": "",
            "COPPERPLATE_PLAIN_HTTP": "1",
            "COPPERPLATE_BEHIND_PROXY": "",
            "COPPERPLATE_WARM": "" if self.warms else "0",
        }

    def started(self, *words: object) -> subprocess.Popen[str]:
        """Start a process at this store; see `at_store`."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.portal.at_store", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            text=True,
        )

    def does(self, *words: object) -> str:
        """Do something at this store, and return what it said."""
        process = self.started(*words)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return said.strip()

    def tells(self, *words: object) -> Any:
        """Do something that says JSON."""
        return json.loads(self.does(*words))

    def runs(self, *words: object) -> Ran:
        """Run a command of ours on this store."""
        return run_apart("--workspace", self.workspace, *words, environment=self.environment)


def copied(workspace: Path, folder: Path) -> Store:
    """Copy a workspace without its portal, and give it an empty database."""
    shutil.copytree(workspace, folder, ignore=shutil.ignore_patterns("portal"))
    return Store(folder, empty_database())
