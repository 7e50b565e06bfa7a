"""Power loss: what a load said it had done is there, whatever of it was still in memory.

A kill loses nothing the system already holds, so it cannot find a missing flush. Here the
system calls of a real load are recorded, and judged by what a disk may forget: the content
of a file until the file is flushed, a name until its folder is.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from copperplate.atomic import STAGING_PREFIX

pytestmark = pytest.mark.slow

_CALLS = "openat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,mkdir,unlink,rmdir"
_NAMED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ON_FILE = re.compile(r"\b(?P<call>write|pwrite64|writev|fsync|fdatasync)\(\d+<(?P<path>[^>]*)>")
_ON_NAME = re.compile(
    r"\b(?P<call>openat|rename|renameat|renameat2|mkdir)\((?P<rest>.*)\) = (?!-1)"
)

LOAD = """
import sys
from datetime import date
from pathlib import Path
from copperplate.areas import england_and_wales
from copperplate.sources.release import load_release
load_release("counts", [Path(sys.argv[2])], releases_folder=Path(sys.argv[1]), as_at=None,
             published=date(2020, 1, 31), register=england_and_wales(), today=date(2030, 1, 1))
"""

Event = tuple[str, str, str]


def traced(program: str, *arguments: Path, folder: Path) -> list[Event]:
    """Run a Python program and return its calls on anything below a folder, in order."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    log = folder.parent / "trace"
    command = [strace, "-f", "-y", "-qq", "-s", "0", "-e", f"trace={_CALLS}", "-o", str(log)]
    run = subprocess.run(
        [*command, sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
    )
    if "ptrace" in run.stderr:
        pytest.skip("this system lets no process be traced")
    assert run.returncode == 0, run.stderr
    events = [event for line in log.read_text().splitlines() if (event := parsed(line))]
    return [event for event in events if event[1].startswith(str(folder))]


def parsed(line: str) -> Event | None:
    """Return a call, its path and for a rename the new path; None for what changes nothing."""
    if found := _ON_FILE.search(line):
        return ("flush" if "sync" in found["call"] else "write"), found["path"], ""
    if found := _ON_NAME.search(line):
        names = _NAMED.findall(found["rest"])
        if found["call"] == "openat":
            return ("create", names[0], "") if "O_CREAT" in found["rest"] else None
        if found["call"] == "mkdir":
            return "create", names[0], ""
        return "rename", names[0], names[1]
    return None


def forgotten(events: list[Event]) -> list[str]:
    """Return what a power loss could take from a state the load had shown or reported.

    A rename shows a folder: by then every file below it and every name in it must be on
    the disk. By the end the names on the way to it must be, too.
    """
    contents: set[str] = set()
    names: set[str] = set()
    lost = []
    for call, path, new in events:
        if call == "create":
            names.add(path)
        elif call == "write":
            contents.add(path)
        elif call == "flush":
            contents.discard(path)
            names = {name for name in names if str(Path(name).parent) != path}
        else:
            below = f"{path}/"
            lost += [f"content of {Path(p).name}" for p in contents if p.startswith(below)]
            lost += [f"name of {Path(p).name}" for p in names if p.startswith(below)]
            names = {name for name in names if name != path and not name.startswith(below)}
            names.add(new)
    lost += [f"name of {Path(p).name} at the end" for p in names if STAGING_PREFIX not in p]
    return sorted(lost)


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text("measure,area,period,value\na,E23000014,2018,2\n")
    return path


def test_power_loss_takes_nothing_a_load_had_shown(figures: Path, tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    events = traced(LOAD, folder / "releases", figures, folder=folder)
    calls = [call for call, _, _ in events]
    assert calls.count("rename") == 1  # one commit point
    assert calls.count("write") >= 2
    assert forgotten(events) == []


@pytest.mark.parametrize(
    ("left_out", "lost"),
    [
        ("os.fsync = lambda descriptor: None", ["content of counts.parquet"]),
        ("atomic._flush_folder = lambda folder: None", ["name of counts.parquet"]),
    ],
)
def test_a_load_that_flushes_less_is_found_out(
    figures: Path, tmp_path: Path, left_out: str, lost: list[str]
) -> None:
    """The judgement must be able to fail."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    program = f"import os\nfrom copperplate import atomic\n{left_out}\n{LOAD}"
    found = forgotten(traced(program, folder / "releases", figures, folder=folder))
    assert set(lost) <= set(found)


# A build, twice: the first makes the folder, the second replaces it. One of its files is of
# a writer that flushes nothing.
BUILD = """
import sys
from pathlib import Path
from copperplate import atomic
for number in ("1", "2"):
    with atomic.replaced_folder(Path(sys.argv[1]) / "paper") as staging:
        staging.write("paper.html", number.encode())
        staging.path("paper.pdf").write_bytes(number.encode())
"""


def test_power_loss_takes_nothing_a_build_had_shown(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    events = traced(BUILD, folder / "out", folder=folder)
    assert [call for call, _, _ in events].count("rename") == 2
    assert forgotten(events) == []


def test_a_build_that_does_not_settle_is_found_out(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    program = f"from copperplate import atomic\natomic._settle = lambda *a, **k: None\n{BUILD}"
    assert "content of paper.pdf" in forgotten(traced(program, folder / "out", folder=folder))
