"""The one way anything that lasts is written.

A fresh folder (or file) is filled beside its target, every file and the folder are
flushed to disk, one rename makes it visible, and the parent is flushed. A process
killed at any moment leaves the old state or the new, never a mixture. No other
module opens a file for writing. Knows nothing of what it writes.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

STAGING_PREFIX = ".copperplate-staging-"

# renameat2(2): swap two names in one step. Value from linux/fs.h.
RENAME_EXCHANGE = 2
AT_FDCWD = -100


class AlreadyThere(Exception):
    """A create-only target exists; the caller says what that means in the user's words."""


class AlreadyHeld(Exception):
    """Another process holds the lock."""


class NotWritable(Exception):
    """The lock's folder cannot be written; the text says why."""


class Staging:
    """A folder being filled, not yet visible under its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return where `name` is to be written by an outside writer; parents are made."""
        target = self.folder / name
        if not target.resolve().is_relative_to(self.folder.resolve()):
            raise ValueError(f"{name!r} leaves the folder being written")
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def write(self, name: str, data: bytes) -> None:
        """Write one file of the folder, durably."""
        _write_durably(self.path(name), data)

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Open one file of the folder to be written piece by piece; durable when the block ends."""
        with _durable_stream(self.path(name)) as stream:
            yield stream


@contextmanager
def new_folder(target: Path, *, read_only: bool = False) -> Iterator[Staging]:
    """Create `target` whole or not at all.

    Args:
        target: The folder to appear; must not exist (it is create-only).
        read_only: Take the write permission from every file before it appears.

    Raises:
        AlreadyThere: The target exists, before or by the time of the rename.
    """
    if target.exists():
        raise AlreadyThere(str(target))
    with _staging_beside(target) as staging:
        yield staging
        _settle(staging.folder, read_only=read_only)
        try:
            staging.folder.rename(target)  # the commit point
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise AlreadyThere(str(target)) from error
            raise
        _flush_folder(target.parent)


@contextmanager
def replaced_folder(target: Path) -> Iterator[Staging]:
    """Replace the folder `target` whole, or create it; for things that can be rebuilt."""
    with _staging_beside(target) as staging:
        yield staging
        _settle(staging.folder, read_only=False)
        if target.exists():
            _exchange(staging.folder, target)  # the commit point; staging now holds the old
        else:
            staging.folder.rename(target)
        _flush_folder(target.parent)


def replace_file(target: Path, data: bytes, *, private: bool = False) -> None:
    """Write one file so that its name always holds the old bytes or the new.

    Args:
        target: The file.
        data: Its bytes.
        private: Let nobody but its owner read it.
    """
    _make_folder(target.parent)
    staged = target.parent / f"{STAGING_PREFIX}{uuid.uuid4().hex}"
    try:
        _write_durably(staged, data, mode=0o600 if private else 0o666)
        staged.replace(target)  # the commit point
    finally:
        staged.unlink(missing_ok=True)
    _flush_folder(target.parent)


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """Create one file whole or not at all, written piece by piece, for its owner alone to read.

    Raises:
        AlreadyThere: The target exists, before or by the time of the rename.
    """
    if target.exists():
        raise AlreadyThere(str(target))
    _make_folder(target.parent)
    staged = target.parent / f"{STAGING_PREFIX}{uuid.uuid4().hex}"
    try:
        with _durable_stream(staged, mode=0o600) as stream:
            yield stream
        if target.exists():
            raise AlreadyThere(str(target))
        staged.rename(target)  # the commit point
    finally:
        staged.unlink(missing_ok=True)
    _flush_folder(target.parent)


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Hold a lock file while the block runs; the system lets go of a killed process's lock.

    Raises:
        AlreadyHeld: Another process holds it.
        NotWritable: The file cannot be made.
    """
    try:
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise NotWritable(error.strerror or "unknown reason") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyHeld(str(lock)) from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """Make a private folder beside a target for as long as the block runs.

    A killed process's is removed by `sweep`, like anything else unfinished.
    """
    with _staging_beside(beside) as staging:
        staging.folder.chmod(0o700)
        yield staging.folder


def sweep(folder: Path) -> None:
    """Remove what killed processes left unfinished under `folder`; call it under the lock."""
    if not folder.is_dir():
        return
    for left in folder.rglob(f"{STAGING_PREFIX}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


@contextmanager
def _staging_beside(target: Path) -> Iterator[Staging]:
    _make_folder(target.parent)
    folder = target.parent / f"{STAGING_PREFIX}{uuid.uuid4().hex}"
    folder.mkdir()
    try:
        yield Staging(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_durably(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    with _durable_stream(path, mode=mode) as stream:
        stream.write(data)


@contextmanager
def _durable_stream(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _settle(folder: Path, *, read_only: bool) -> None:
    """Flush every file and folder below `folder`, outside writers' files included."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            _flush_folder(path)
            continue
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        if read_only:
            path.chmod(0o444)
    _flush_folder(folder)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each name flushed to disk.

    What lies below a name that power loss forgets is lost with it.
    """
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(new: Path, old: Path) -> None:
    """Swap two folders in one step where the system can; else in two, restored on failure."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            names = (os.fsencode(new), os.fsencode(old))
            if libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
                return
            if ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS):
                raise OSError(ctypes.get_errno(), "could not exchange folders", str(old))
    # Not every file system can exchange. Between the two renames neither name is there;
    # the old folder is put back if the second one fails.
    aside = old.parent / f"{STAGING_PREFIX}{uuid.uuid4().hex}"
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)
