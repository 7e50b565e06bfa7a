"""Running the command line in a test, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from copperplate.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, standard output, and standard error."""

    code: int
    output: str
    errors: str


def run(*words: object) -> Ran:
    """Run a command in this process; a fault of ours is raised, not caught."""
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def run_apart(
    *words: object, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a command in a process of its own, in a folder and with environment variables."""
    done = subprocess.run(
        [sys.executable, "-c", "from copperplate.cli import main; main()", *map(str, words)],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
