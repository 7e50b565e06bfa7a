"""Replacing a folder where the system cannot swap two names in one step."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from copperplate import atomic


def contents(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    with atomic.replaced_folder(tmp_path / "out" / "paper") as staging:
        staging.write("a.txt", b"old")
    return tmp_path / "out" / "paper"


def replace(target: Path) -> None:
    with atomic.replaced_folder(target) as staging:
        staging.write("b.txt", b"new")


def test_without_the_swap_the_folder_is_replaced_in_two_steps(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        replace(target)
    assert contents(target.parent) == {"paper/b.txt": "new"}


def test_the_old_folder_is_put_back_where_the_second_step_fails(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, calls = Path.rename, []

    def second_fails(path: Path, new: Path) -> Path:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, new)

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        elsewhere.setattr(Path, "rename", second_fails)
        with pytest.raises(OSError, match="Input/output"):
            replace(target)
    assert len(calls) == 3
    assert contents(target.parent) == {"paper/a.txt": "old"}
