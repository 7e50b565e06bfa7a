"""The workspace as it is now, and what was asked of it before, kept until it changes.

One of these in each process. Knows no person: whoever asks says for which audience.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from copperplate.workspace import Workspace

T = TypeVar("T")

# How long the files of a workspace are taken as unchanged: reading their dates takes some
# milliseconds, and nobody sees a paper's words sooner than this after saving them.
SECONDS_UNSEEN = 2.0
MOST_ANSWERS = 200
MOST_PAGE_BYTES = 192 * 1024 * 1024
# The files that decide what any answer is. Of a release its folder's name is enough: what lies
# in it never changes.
_DECIDING = (
    "*.yaml",
    "plans/*.yaml",
    "measures/*.yaml",
    "registers/*.yaml",
    "papers/*.yaml",
    "areas/*",
    "words/*/*",
    "out/*",
    "releases/*/*",
)


class Kept(Generic[T]):
    """Values by key, the least recently asked for dropped first; made once however many ask."""

    def __init__(self, *, most: int, weight: Callable[[T], int]) -> None:
        """Start empty.

        Args:
            most: The weight of all that is kept together.
            weight: Of one value.
        """
        self._most, self._weigh = most, weight
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._weight = 0
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        """Return what is kept under a key, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key; made first where nothing is.

        Whoever asks for the same at the same time waits for it and makes nothing. Where making
        fails, nothing is kept and each is told.
        """
        found = self.get(key)
        if found is not None:
            return found
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                found = self.get(key)
                if found is None:
                    found = make()
                    self._keep(key, found)
        finally:
            with self._lock:
                self._making.pop(key, None)
        return found

    def _keep(self, key: Hashable, value: T) -> None:
        with self._lock:
            replaced = self._held.pop(key, None)
            self._held[key] = value
            self._weight += self._weigh(value) - (0 if replaced is None else self._weigh(replaced))
            while self._weight > self._most and self._held:
                _, dropped = self._held.popitem(last=False)
                self._weight -= self._weigh(dropped)


@dataclass(frozen=True, kw_only=True)
class State:
    """A workspace at one moment.

    Attributes:
        digest: Of the names, sizes and dates of the files that decide every answer.
        workspace: The workspace, its parts read when first asked for.
        answers: What was asked of it.
        pages: What was made of them.
    """

    digest: str
    workspace: Workspace
    answers: Kept[Any] = field(default_factory=lambda: Kept(most=MOST_ANSWERS, weight=lambda _: 1))
    pages: Kept[Any] = field(
        default_factory=lambda: Kept(most=MOST_PAGE_BYTES, weight=lambda page: page.weight)
    )


class Answers:
    """The state of one workspace, made anew when its files change."""

    def __init__(self, root: Path) -> None:
        """Watch a folder."""
        self._root = root
        self._state: State | None = None
        self._seen = 0.0
        self._lock = threading.Lock()

    def at_present(self) -> State:
        """Return the workspace as it is now, at most `SECONDS_UNSEEN` old.

        Raises:
            BadWorkspace: The folder is no workspace (K001).
        """
        state = self._state
        if state is not None and time.monotonic() - self._seen < SECONDS_UNSEEN:
            return state
        with self._lock:
            digest = _digest(self._root)
            if self._state is None or self._state.digest != digest:
                self._state = State(digest=digest, workspace=Workspace.at(self._root))
            self._seen = time.monotonic()
            return self._state


def _digest(root: Path) -> str:
    return hashlib.sha256("\n".join(_seen(root)).encode("utf-8", "surrogateescape")).hexdigest()


def _seen(root: Path) -> Iterator[str]:
    for pattern in _DECIDING:
        for path in sorted(root.glob(pattern)):
            try:
                found = path.stat()
            except OSError:
                continue  # gone since it was listed
            yield f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns} {found.st_ino}"
