"""Same inputs, same bytes; no network; the new state or the old."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import run, run_apart

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    copy = tmp_path_factory.mktemp("example") / "w"
    shutil.copytree(examples / "west-midlands-2019", copy, ignore=shutil.ignore_patterns("out"))
    return copy


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


VARIATIONS = {
    "zone": {"TZ": "Pacific/Auckland"},
    "locale": {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
    "plain locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "hash seed": {"PYTHONHASHSEED": "4242"},
    "home and user": {"HOME": "/nonexistent", "USER": "somebody", "HOSTNAME": "elsewhere"},
}


@pytest.fixture(scope="module")
def first(example: Path) -> dict[str, str]:
    built = run_apart("--workspace", example, "build", "2019-11")
    assert built.code == 0, built.errors
    return digests(example / "out" / "2019-11")


@pytest.mark.parametrize("variation", VARIATIONS)
def test_a_build_gives_the_same_bytes_elsewhere(
    tmp_path: Path, example: Path, first: dict[str, str], variation: str
) -> None:
    copy = tmp_path / f"another folder, {variation}"
    # Copying in reverse order gives the file system another order to list the files in.
    for path in sorted(example.rglob("*"), reverse=True):
        if path.is_file() and "out" not in path.relative_to(example).parts:
            target = copy / path.relative_to(example)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    built = run_apart("build", "2019-11", folder=copy, environment=VARIATIONS[variation])
    assert built.code == 0, built.errors
    assert digests(copy / "out" / "2019-11") == first


def test_the_manifest_names_what_went_in_and_what_came_out(example: Path, first: object) -> None:
    folder = example / "out" / "2019-11"
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name, digest in manifest["outputs"].items():
        assert digest == "sha256:" + hashlib.sha256((folder / name).read_bytes()).hexdigest()
    for name, digest in manifest["inputs"].items():
        assert digest == "sha256:" + hashlib.sha256((example / name).read_bytes()).hexdigest()
    assert {"plan.yaml", "papers/2019-11.yaml", "words/2019-11/h1-response.md"} <= set(
        manifest["inputs"]
    )
    assert "ons-pfa/2019-06-published-2019-10-17" in manifest["releases"]
    assert set(manifest["software"]) >= {"copperplate", "typst", "duckdb"}
    assert str(example) not in json.dumps(manifest)


WATCH = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        sys.stderr.write(f"network: {event}\\n")
        sys.stderr.flush()
        import os; os._exit(99)
sys.addaudithook(watch)
from copperplate.cli import main
main()
"""


def test_no_network_is_touched(example: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, "--workspace", str(example), "build", "2019-11"],
        capture_output=True,
        text=True,
        env={**os.environ},
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_watch_for_the_network_would_see_it() -> None:
    attempt = WATCH.split("from copperplate")[0] + (
        "import socket; socket.getaddrinfo('localhost', 80)"
    )
    done = subprocess.run([sys.executable, "-c", attempt], capture_output=True, check=False)
    assert done.returncode == 99


def test_a_second_build_replaces_the_first_whole(example: Path, first: object) -> None:
    folder = example / "out" / "2019-11"
    (folder / "stray.txt").write_text("left by someone")
    assert run("--workspace", example, "build", "2019-11").code == 0
    assert sorted(digests(folder)) == ["document.json", "manifest.json", "paper.html", "paper.pdf"]


def test_a_refused_build_leaves_the_last_one(example: Path, first: dict[str, str]) -> None:
    words = example / "words" / "2019-11" / "h1-commentary.md"
    right = words.read_text()
    words.write_text(right + "\n\n{no.such}\n")
    try:
        ended = run("--workspace", example, "build", "2019-11")
    finally:
        words.write_text(right)
    assert (ended.code, "N101" in ended.errors) == (3, True)
    assert digests(example / "out" / "2019-11") == first


def test_two_writers_do_not_meet(example: Path) -> None:
    from copperplate.workspace import Workspace

    with Workspace.at(example).writing():
        ended = run_apart("--workspace", example, "build", "2019-11")
    assert ended.code == 6
    assert "K002" in ended.errors
