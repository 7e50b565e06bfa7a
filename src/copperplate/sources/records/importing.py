"""Files of records through the child: jobs out, answers back, every problem of every file.

Whatever a file does to the child, the parent gets counts or one problem with its place.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import copperplate
from copperplate.engines.importing import Doubted
from copperplate.errors import BadInput, Place, Problem, listed
from copperplate.sources.cells import environment
from copperplate.sources.reading import Reject
from copperplate.sources.records.copies import Copy
from copperplate.sources.records.layout import Beside, FileLayout
from copperplate.sources.rejecting import MOST_REJECTED, doubtful, too_many

_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from copperplate.sources.records.child import main; main()"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A file to be read.

    Attributes:
        copy: The file.
        layout: How it is read.
        beside: The file it is read beside; None where there is none.
    """

    copy: Copy
    layout: FileLayout
    beside: Copy | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What was read of one file.

    Attributes:
        copy: The file.
        beside: The file it was read beside; None where there is none.
        seen: Its rows, as they were counted before anything was looked up.
        rows: Rows kept, by table.
        parts: Where they lie.
        rejects: What was left out, by place; not all where there are very many.
        left_out: How many were.
        layout: How it was read.
        doubted: Why values of rows that were kept are not said.
        synthetic: Whether the file says of itself that its rows are of a force that does not exist.
    """

    copy: Copy
    beside: Copy | None
    seen: int
    rows: dict[str, int]
    parts: dict[str, Path]
    rejects: tuple[Reject, ...]
    left_out: int
    layout: FileLayout
    doubted: tuple[Doubted, ...]
    synthetic: bool


@contextmanager
def reader() -> Iterator[Reader]:
    """Start a child, so that it is ready once there is something to read; end it afterwards."""
    one = Reader()
    try:
        yield one
    finally:
        one.end()


class Reader:
    """A child that reads files, and another once it has died of one."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = _child()

    def asked(self, job: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the child's answer; None where it died of the job."""
        self._child = self._child or _child()
        answer = _asked(self._child, job)
        if answer is None:
            self.end()
        return answer

    def end(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            _end(self._child)
        self._child = None


def read_all(jobs: Sequence[Job], into: Path, by: Reader) -> list[Read]:
    """Read files, each of its layout.

    Args:
        jobs: The files.
        into: The folder their rows are written to.
        by: What reads them.

    Raises:
        BadInput: All problems of all files.
        OSError: There is no room for their rows.
    """
    problems: list[Problem] = []
    read: list[Read] = []
    for number, job in enumerate(jobs):
        answer = _answer(job, _said(job, number, into), by)
        if answer is not None and "disk_full" in answer:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        problem = _problem(job, answer)
        if problem is not None:
            problems.append(problem)
        elif answer is not None:
            read.append(_read(job, number, answer, into))
    if problems:
        raise BadInput(*problems)
    return read


def _answer(job: Job, said: Mapping[str, Any], by: Reader) -> dict[str, Any] | None:
    """Return what a file came to, and how many rows it had before anything was looked up.

    Where a row is a line they have been counted already.
    """
    answer = by.asked(said)
    if answer is None or "seen" not in answer:
        return answer
    if job.copy.lines is not None and answer["seen"] == job.copy.lines - 1:
        return {**answer, "counted": answer["seen"]}
    counted = by.asked({**said, "only_count": True})
    return None if counted is None else {**answer, **counted}


def _said(job: Job, number: int, into: Path) -> dict[str, Any]:
    """Return a job as the child is told it."""
    copy, layout = job.copy, job.layout
    return {
        **_file(copy, layout),
        "may_lack": layout.may_lack,
        "beside": None
        if job.beside is None or layout.beside is None
        else {**_file(job.beside, layout.beside), "may_lack": (), "key": layout.beside.key},
        "deliveries": [asdict(delivery) for delivery in layout.deliveries(copy.name)],
        "lookups": [asdict(lookup) for lookup in layout.lookups],
        "steps": dict(layout.steps),
        "into": str(into),
        "stem": f"{number:06}",
        "only_count": False,
    }


def _file(copy: Copy, layout: FileLayout | Beside) -> dict[str, Any]:
    return {
        "path": str(copy.path),
        "reader": copy.reader,
        "heading": layout.heading,
        "also": dict(layout.also),
    }


def _end(child: subprocess.Popen[str]) -> None:
    child.kill()
    with child, suppress(OSError):  # waits for it, and closes its pipes
        pass


def _child() -> subprocess.Popen[str]:
    package = str(Path(copperplate.__file__).parents[1])
    return subprocess.Popen(  # noqa: S603 (the command is ours, the file is its input)
        [sys.executable, "-I", "-c", _START, package],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd="/",
        text=True,
        encoding="utf-8",
    )


def _asked(child: subprocess.Popen[str], job: Mapping[str, Any]) -> dict[str, Any] | None:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("the child has no pipes")
    try:
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
        answer = json.loads(child.stdout.readline())
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def _problem(job: Job, answer: dict[str, Any] | None) -> Problem | None:
    name = job.copy.name
    if answer is not None and job.beside is not None:
        name = job.beside.name if answer.get("path") == str(job.beside.path) else name
    place = Place(file=name)
    if answer is None:
        return Problem(
            code="S010",
            place=place,
            what="Its reader ran out of memory or time, or broke on it, and was stopped.",
            allowed="Nothing was loaded, and nothing else was touched.",
            remedy="Split it by period, and see which part it breaks on.",
        )
    if "not_csv" in answer:
        return Problem(
            code="S012",
            place=Place(file=name, line=answer["not_csv"] or None),
            what="A row does not split into the cells its heading has, or is not text in UTF-8.",
            remedy="Look for a quotation mark that is not closed, or a comma too many, and fetch "
            "the file again.",
        )
    if "missing" in answer:
        return Problem(
            code="S021",
            place=place,
            what=f"Its heading lacks {listed(answer['missing'])}."
            if answer["missing"]
            else "Its heading names a column twice.",
            remedy="Check that it is the file you meant; a column must not be renamed.",
        )
    if not answer["seen"]:
        return Problem(
            code="S047",
            place=place,
            what="It has a heading and no row below it.",
            remedy="Fetch it again, or leave it out.",
        )
    first = f"row {answer['rejects'][0][0]}" if answer["rejects"] else ""
    kept = sum(answer["rows"].values())
    for one in answer["doubted"]:
        if one["rows"] > kept * MOST_REJECTED:
            return doubtful(name, one, kept)
    return too_many(name, seen=answer["seen"], reasons=answer["reasons"], first=first, what="rows")


def _read(job: Job, number: int, answer: dict[str, Any], into: Path) -> Read:
    left_out = sum(answer["reasons"].values())
    kept = sum(answer["rows"].values())
    if not answer["counted"] == answer["seen"] == kept + left_out:
        raise AssertionError("rows were lost between file and tables")
    return Read(
        copy=job.copy,
        beside=job.beside,
        seen=answer["seen"],
        rows={table: rows for table, rows in answer["rows"].items() if rows},
        parts={
            table: into / f"{table}-{number:06}.parquet"
            for table, rows in answer["rows"].items()
            if rows
        },
        rejects=tuple(
            Reject(place=f"row {number}", reason=reason) for number, reason in answer["rejects"]
        ),
        left_out=left_out,
        layout=job.layout,
        synthetic=bool(answer["synthetic"]),
        doubted=tuple(
            Doubted(**{**one, "values": tuple((value, count) for value, count in one["values"])})
            for one in answer["doubted"]
        ),
    )
