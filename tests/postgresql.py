"""A server of PostgreSQL for tests alone, with a socket and no address, gone with the block."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

OFFICE = "office"
"""The server's one user, who may do anything."""


@contextmanager
def server() -> Iterator[Path]:
    """Start a server, and yield the folder of its socket; skips where none is installed.

    On a machine that tests for others (`CI=true`) there must be one.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        if os.environ.get("CI") == "true":
            pytest.fail("no server of PostgreSQL is installed on a machine that must have one")
        pytest.skip("no server of PostgreSQL is installed")
    # Not among pytest's own folders, which nobody but their owner may pass.
    folder = Path(tempfile.mkdtemp(prefix="copperplate-postgresql-"))
    folder.chmod(0o711)
    data = folder / "data"
    data.mkdir()
    become = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(data, "postgres")
        shutil.chown(folder, "postgres")
        become = ["runuser", "-u", "postgres", "--"]
    bin_ = programs[-1].parent
    quiet: dict[str, Any] = {"check": True, "capture_output": True, "cwd": folder}
    subprocess.run(
        [*become, bin_ / "initdb", "-D", data, "-U", OFFICE, "-A", "trust", "-E", "UTF8", "--no-sync"],
        **quiet,
    )  # fmt: skip
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    try:
        subprocess.run(
            [*become, bin_ / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        yield folder
    finally:
        quiet["check"] = False  # the server may be gone by now
        subprocess.run([*become, bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, name: str = "postgres") -> str:
    """Return the URL of a database of a server."""
    return f"postgresql://{OFFICE}@/{name}?host={folder}"


def fresh(url: str, name: str) -> str:
    """Make an empty database on the server of another, and return its URL."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as database:
        database.execute(f'CREATE DATABASE "{name}"'.encode())
    before, _, after = url.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{after}"
