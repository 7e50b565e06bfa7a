"""A load of records that is killed, or whose disk fills up, leaves the old state or the new.

The disk is a real one of a few hundred kilobytes; kills are at every step that Python announces, each
in a fresh process, because the reader of records has threads.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copperplate.sources.release import list_releases, rows_problems
from tests.commands import Ran, run, run_apart

pytestmark = pytest.mark.slow

HEADING = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)


def file_of(folder: Path, rows: int) -> Path:
    path = folder / "2021-05-surrey-street.csv"
    lines = [
        f"{number:064x},2021-05,Surrey Police,Surrey Police,-0.{number:06},51.3,On or near Road "
        f"{number},E01030500,Guildford 001A,Burglary,Under investigation,"
        for number in range(rows)
    ]
    path.write_text("\n".join([HEADING, *lines]) + "\n", encoding="utf-8")
    return path


def state(folder: Path) -> dict[str, int]:
    """Return every file of a workspace but the lock, with its size."""
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".copperplate-lock"
    }


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    at = tmp_path / "disk"
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(at)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a disk of its own cannot be mounted here")
    yield at
    subprocess.run(["umount", "-l", str(at)], capture_output=True, check=False)


def load(folder: Path, file: Path) -> Ran:
    words = ("load", "police-uk", file, "--published", "2021-08-01")
    return run_apart("--workspace", folder, *words)


def test_a_disk_that_fills_up_at_any_point_leaves_nothing_behind(
    disk: Path, tmp_path: Path
) -> None:
    file = file_of(tmp_path, rows=6_000)
    folder = disk / "w"
    assert run("init", folder, "--force", "surrey").code == 0
    before = state(folder)
    ballast = disk / "ballast"
    seen = set()
    for free in (0, 64, 512, 900, 1_200, 1_400, 1_600, 1_800, 2_000, 2_400, 3_000):
        ballast.unlink(missing_ok=True)
        room = 6 * 1024 * 1024 - sum(p.stat().st_size for p in disk.rglob("*") if p.is_file())
        ballast.write_bytes(b"x" * max(0, room - 220_000 - free * 1024))
        ran = load(folder, file)
        seen.add(ran.code)
        if ran.code == 0:
            break
        assert ran.code == 6, ran.errors
        assert "Traceback" not in ran.errors
        assert "disk" in ran.errors.lower() or "space" in ran.errors.lower(), ran.errors
        assert state(folder) == before, free
    ballast.unlink(missing_ok=True)
    assert seen == {0, 6}, "no size was too small, or none enough"
    (release,) = list_releases(folder / "releases")
    assert release.tables["crimes"] == 6_000
    assert not rows_problems(release)


# Runs a load that is killed at its n-th announced change to the disk, and says how many there were.
KILLED_AT = """
import json, os, signal, sys
from datetime import date
from pathlib import Path
from copperplate.areas import read_register
from copperplate.sources.release import load_release
folder, file, stop = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
register = read_register((folder / "areas" / "register.csv").read_text(), file="register")
steps = 0
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"}
def step(event, details):
    global steps
    if event not in EVENTS and not (event == "open" and isinstance(details[2], int) and details[2] & WRITING):
        return
    if str(folder) not in " ".join(map(str, details)):
        return
    steps += 1
    if steps == stop:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(step)
load_release("police-uk", [file], releases_folder=folder / "releases", as_at=None,
             published=date(2021, 8, 1), register=register, today=date(2030, 1, 1))
print(json.dumps(steps))
"""


def killed(folder: Path, file: Path, stop: int) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(folder), str(file), str(stop)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, int(json.loads(done.stdout)) if done.stdout else 0


def test_a_load_killed_anywhere_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    file = file_of(tmp_path, rows=20)
    folder = tmp_path / "w"
    assert run("init", folder, "--force", "surrey").code == 0
    whole = tmp_path / "whole"
    assert run("init", whole, "--force", "surrey").code == 0
    _, steps = killed(whole, file, 0)
    assert steps >= 10
    (wanted,) = list_releases(whole / "releases")
    old = new = 0
    for stop in range(1, steps + 1):
        code, _ = killed(folder, file, stop)
        assert code == -9
        found = list_releases(folder / "releases")  # what was staged is no release
        assert [one.identity for one in found] in ([], [wanted.identity])
        old, new = old + (not found), new + bool(found)
        again = run("--workspace", folder, "load", "police-uk", file, "--published", "2021-08-01")
        assert again.code == 0, again.errors
        (release,) = list_releases(folder / "releases")
        assert release.rows_sha256 == wanted.rows_sha256
        assert not [name for name in state(folder) if "copperplate-staging" in name]
        shutil.rmtree(folder / "releases")
    assert old >= 8
    assert new >= 1
