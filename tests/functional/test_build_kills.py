"""A build that is killed, or meets a full or failing disk, leaves the paper before or after."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from copperplate import atomic
from tests.commands import run, run_apart
from tests.stopping import DONE, FAILED, KILLED, REFUSED, Stopper, everything, visible

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A workspace with one release, whose paper has been built once."""
    folder = tmp_path_factory.mktemp("build") / "w"
    table = examples / "tables" / "policeforceareatablesyearendingjune2019.xlsx"
    assert run("init", folder, "--force", "Merseyside").code == 0
    loaded = run("--workspace", folder, "load", "ons-pfa", table, "--published", "2019-10-17")
    assert loaded.code == 0
    assert run_apart("--workspace", folder, "build", "first").code == 0
    return folder


@pytest.fixture(scope="module")
def stopper() -> Iterator[Stopper]:
    running = Stopper()
    yield running
    running.close()


def change_the_words(folder: Path) -> None:
    words = folder / "words" / "first" / "crime-commentary.md"
    words.write_text(words.read_text() + "\nAnother sentence.\n")


CASES = [
    pytest.param(None, True, id="killed while replacing a paper"),
    pytest.param(None, False, id="killed while making the first"),
    pytest.param(errno.ENOSPC, True, id="the disk is full"),
    pytest.param(errno.EIO, True, id="the disk is broken"),
]


@pytest.mark.parametrize(("error", "exists"), CASES)
def test_a_build_stopped_anywhere_leaves_the_old_paper_or_the_new(
    tmp_path: Path, force: Path, stopper: Stopper, error: int | None, exists: bool
) -> None:
    folder = tmp_path / "w"

    def begin() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(force, folder)
        change_the_words(folder)
        if not exists:
            shutil.rmtree(folder / "out")

    begin()
    old = paper(everything(folder))
    code, steps = stopper.build(folder, stop_at=0, error=None)
    assert code == DONE
    assert steps >= 8  # lock, folder, four files, their flushing, parent
    after = everything(folder)
    assert paper(after) != old
    seen_old = 0
    for step in range(1, steps + 1):
        begin()
        code, _ = stopper.build(folder, stop_at=step, error=error)
        assert code == KILLED if error is None else code in (DONE, REFUSED, FAILED)
        found = paper(visible(everything(folder)))
        assert found in (old, paper(after)), f"torn at step {step}"
        seen_old += found == old
        # The same command again completes, and leaves what it would have left.
        assert stopper.build(folder, stop_at=0, error=None)[0] == DONE
        assert everything(folder) == after, f"something was left behind at step {step}"
    assert seen_old >= 5


def paper(state: dict[str, str]) -> dict[str, str]:
    return {name: data for name, data in state.items() if name.startswith("out/first")}


def test_where_two_names_cannot_be_exchanged_the_old_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every file system can exchange two names; then the old one is moved aside first."""
    monkeypatch.setattr(atomic.sys, "platform", "another")
    target = tmp_path / "out"
    with atomic.replaced_folder(target) as staging:
        staging.write("paper", b"old")
    with atomic.replaced_folder(target) as staging:
        staging.write("paper", b"new")
    assert (target / "paper").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
