"""A load that is killed, or meets a full or failing disk, leaves the old state or the new.

Each case runs the whole load in a forked process and stops it at one more of its steps
than the case before: at every opening for writing, write-through, rename, making and
removing that Python announces. Power loss (what was not flushed is gone) is another test's.
"""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from copperplate import atomic
from copperplate.areas import england_and_wales
from copperplate.sources.release import list_releases, load_release, read_release
from tests.stopping import DONE, FAILED, KILLED, everything, in_a_fork, visible

pytestmark = pytest.mark.slow


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a folder with an older release and something that is nobody's business."""
    folder = tmp_path / "workspace"
    (folder / "words").mkdir(parents=True)
    (folder / "words" / "mine.md").write_text("kept")
    (folder / "old.csv").write_text("measure,area,period,value\na,E23000014,2017,1\n")
    (folder / "new.csv").write_text("measure,area,period,value\na,E23000014,2018,2\n")
    load_release("counts", [folder / "old.csv"], **arguments(folder))  # type: ignore[arg-type]
    return folder


def arguments(folder: Path) -> dict[str, object]:
    return {
        "releases_folder": folder / "releases",
        "as_at": None,
        "published": date(2020, 1, 31),
        "register": england_and_wales(),
        "today": date(2030, 1, 1),
    }


def load_new(folder: Path) -> None:
    """Load ``new.csv``."""
    load_release("counts", [folder / "new.csv"], **arguments(folder))  # type: ignore[arg-type]


@pytest.fixture
def states(workspace: Path) -> tuple[dict[str, str], dict[str, str], int]:
    """Return the state before a load, the state after one that nothing stops, and its steps."""
    before = everything(workspace)
    code, steps = in_a_fork(workspace, stop_at=0, error=None, action=load_new)
    assert code == DONE
    assert steps >= 10  # folder, files, their flushing, read-only modes, rename, parent
    after = everything(workspace)
    undo(workspace, before)
    return before, after, steps


def undo(folder: Path, before: dict[str, str]) -> None:
    """Remove what was added since `before`."""
    for name in sorted(set(everything(folder)) - set(before), reverse=True):
        path = folder / name
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    assert everything(folder) == before


@pytest.mark.parametrize(
    "error", [None, errno.ENOSPC, errno.EIO, errno.EACCES], ids=["kill", "full", "broken", "denied"]
)
def test_a_load_stopped_anywhere_leaves_the_old_state_or_the_new(
    workspace: Path, states: tuple[dict[str, str], dict[str, str], int], error: int | None
) -> None:
    before, after, steps = states
    assert set(after) - set(before)
    seen_old = 0
    for step in range(1, steps + 1):
        code, _ = in_a_fork(workspace, stop_at=step, error=error, action=load_new)
        assert code == KILLED if error is None else code in (DONE, FAILED)
        found = everything(workspace)
        assert visible(found) in (before, after), f"torn at step {step}"
        if error is not None:
            assert found == visible(found), f"something was left behind at step {step}"
        is_new = visible(found) == after
        assert is_new or code != DONE, f"step {step} failed and the load said it was done"
        seen_old += not is_new
        # What is there can be read, and is whole.
        atomic.sweep(workspace / "releases")
        assert everything(workspace) == visible(found), "the sweep took too much or too little"
        assert len(list_releases(workspace / "releases")) == 1 + is_new
        # The same command again completes, and leaves what it would have left.
        release, already = load_release(
            "counts",
            [workspace / "new.csv"],
            **arguments(workspace),  # type: ignore[arg-type]
        )
        assert already == is_new
        assert everything(workspace) == after
        assert read_release(release.folder) == release
        undo(workspace, before)
    assert seen_old >= 8


def test_the_harness_finds_a_writer_that_is_not_atomic(workspace: Path) -> None:
    """The kills must be able to fail: a plain writer is torn by most of them."""

    def plain_writer(folder: Path) -> None:
        target = folder / "releases" / "counts" / "plain"
        target.mkdir()
        for name in ("counts.parquet", "release.json"):
            with (target / name).open("wb") as stream:
                stream.write(b"x")
            (target / name).chmod(0o444)

    before = everything(workspace)
    _, steps = in_a_fork(workspace, stop_at=0, error=None, action=plain_writer)
    after = everything(workspace)
    undo(workspace, before)
    torn = 0
    for step in range(1, steps + 1):
        in_a_fork(workspace, stop_at=step, error=None, action=plain_writer)
        torn += everything(workspace) not in (before, after)
        undo(workspace, before)
    assert (steps, torn) == (5, 3)


def test_two_loads_at_once_make_one_release(workspace: Path) -> None:
    processes = []
    for _ in range(4):
        process = os.fork()
        if process == 0:
            try:
                load_new(workspace)
            except BaseException:  # noqa: BLE001  (told by its exit code)
                os._exit(FAILED)
            os._exit(DONE)
        processes.append(process)
    codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
    assert codes == [DONE] * 4
    assert len(list_releases(workspace / "releases")) == 2
    state = everything(workspace)
    assert state == visible(state)


def test_a_folder_that_may_not_be_written_is_left_as_it_is(workspace: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    folder = workspace / "releases" / "counts"
    before = everything(workspace)
    folder.chmod(0o555)
    try:
        code, _ = in_a_fork(workspace, stop_at=0, error=None, action=load_new)
    finally:
        folder.chmod(0o755)
    assert code == FAILED
    assert everything(workspace) == before
