"""Running something in a process that is stopped at its n-th change to the disk.

At every opening for writing, write-through, rename, making and removing that Python
announces, the process can be killed or be told of an error. What is run is forked, so
that many runs share one start; a program that has begun threads must not be forked, so
`Stopper` forks from a fresh process of its own.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from copperplate import atomic
from copperplate.errors import Refusal

# What Python announces of changes to the disk. Opening counts where it may write, and
# anywhere in the folder being filled, where it is opened to be flushed.
_STEPS = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink",
     "os.truncate"}
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

KILLED = -signal.SIGKILL
DONE, REFUSED, FAILED = 0, 3, 4


def in_a_fork(
    folder: Path, *, stop_at: int, error: int | None, action: Callable[[Path], None]
) -> tuple[int, int]:
    """Run an action in a forked process that is stopped at its `stop_at`-th step.

    Args:
        folder: Where steps are counted; given to the action.
        stop_at: From 1; 0 never stops.
        error: The error the step meets; None kills the process instead.
        action: What to run.

    Returns:
        What the process ended with, and how many steps it took.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        steps = 0
        active = True

        def step(event: str, details: tuple[object, ...]) -> None:
            nonlocal steps
            if not active:
                return
            where = " ".join(str(detail) for detail in details)
            if event == "open":
                writes = isinstance(details[2], int) and details[2] & _WRITING
                if not writes and atomic.STAGING_PREFIX not in where:
                    return
            elif event not in _STEPS:
                return
            # The reader's own copy of the input lies in the system's folder for such things.
            if str(folder) not in where:
                return
            steps += 1
            if steps == stop_at:
                if error is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(error, os.strerror(error))

        sys.addaudithook(step)
        try:
            action(folder)
            code = DONE
        except Refusal:
            code = REFUSED
        except OSError:
            code = FAILED
        active = False
        os.write(writing, steps.to_bytes(4, "big"))
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), int.from_bytes(told, "big")


class Stopper:
    """A fresh process that builds a paper again and again, stopped where it is told."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stopping"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )

    def build(self, folder: Path, *, stop_at: int, error: int | None) -> tuple[int, int]:
        """Build the paper ``first`` of a workspace; see `in_a_fork`."""
        pipes = self._process
        if pipes.stdin is None or pipes.stdout is None:
            raise RuntimeError("the process has no pipes")
        pipes.stdin.write(f"{stop_at} {error or 0} {folder}\n")
        pipes.stdin.flush()
        code, steps = pipes.stdout.readline().split()
        return int(code), int(steps)

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait(timeout=30)


def everything(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below a folder, and its folders."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }


def visible(state: dict[str, str]) -> dict[str, str]:
    """Return a state without what a killed process left unfinished."""
    return {name: data for name, data in state.items() if atomic.STAGING_PREFIX not in name}


def _serve() -> None:
    from copperplate import pipeline
    from copperplate.render import html, pdf, record  # imported once, before any fork
    from copperplate.workspace import Workspace

    assert html, (pdf, record)

    def build(folder: Path) -> None:
        pipeline.build(Workspace.at(folder), "first")

    for line in sys.stdin:
        stop_at, error, folder = line.rstrip("\n").split(" ", 2)
        code, steps = in_a_fork(
            Path(folder), stop_at=int(stop_at), error=int(error) or None, action=build
        )
        sys.stdout.write(f"{code} {steps}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
