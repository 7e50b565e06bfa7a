"""A file of somebody else's making to cells, read in a child process with limits.

Whatever the bytes do to the parser (abort, hang, ask for all memory), the parent gets
cells or one problem with a place and a remedy. Knows no layout.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path
from typing import IO, Any

import copperplate
from copperplate.errors import BadInput, Place, Problem
from copperplate.sources.limits import CHILD_WALL_SECONDS, MAXIMUM_ANSWER, MAXIMUM_FILE
from copperplate.sources.reading import Cell, Sheet, Workbook

# Run with -I: no user site, no PYTHON* variables, no current folder on the path. The folder
# of this very package is named, so that an installed copy and a source tree both work.
_START = (
    "import sys; sys.path.append(sys.argv[1]); from copperplate.sources.child import main; main()"
)


def read_cells(path: Path, shown_as: str) -> Workbook:
    """Return the cells of an XLSX, ODS, CSV or Parquet file.

    Args:
        path: The file.
        shown_as: Its name as the user knows it, for messages.

    Raises:
        BadInput: One problem, S001 to S012; see docs/reference/errors-sources.md.
    """
    data = _read_bytes(path, shown_as)
    # A file without a name: whatever kills this process leaves no copy behind.
    with tempfile.TemporaryFile() as copy:
        copy.write(data)
        copy.seek(0)
        answer = _ask_child(copy, shown_as)
    if "refused" in answer:
        refused = answer["refused"]
        place = Place(file=shown_as, line=refused["line"] or None, spot=refused["spot"])
        raise BadInput(
            Problem(
                code=refused["code"], place=place, what=refused["what"], remedy=refused["remedy"]
            )
        )
    return Workbook(
        shown_as=shown_as,
        format=answer["format"],
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=tuple(
            Sheet(
                name=sheet["name"],
                rows=tuple(tuple(_cell(cell) for cell in row) for row in sheet["rows"]),
                lines=tuple(sheet["lines"]),
            )
            for sheet in answer["sheets"]
        ),
    )


def _read_bytes(path: Path, shown_as: str) -> bytes:
    """Return the file's bytes, once: what is checksummed is what is parsed."""
    place = Place(file=shown_as)
    try:
        if not path.is_file():
            raise FileNotFoundError
        if path.stat().st_size > MAXIMUM_FILE:
            raise BadInput(
                Problem(
                    code="S002",
                    place=place,
                    what=f"It is larger than {MAXIMUM_FILE / 1e6:,.0f} MB.",
                    remedy="Load published tables or counts, not records; or split it by period.",
                )
            )
        with path.open("rb") as stream:
            return stream.read(MAXIMUM_FILE)
    except OSError:
        raise BadInput(
            Problem(
                code="S001",
                place=place,
                what="There is no such file, or it may not be read.",
                remedy="Check the name, the folder and the permissions.",
            )
        ) from None


def _ask_child(copy: IO[bytes], shown_as: str) -> dict[str, Any]:
    """Return the child's answer, or refuse the file it stopped on."""
    package = str(Path(copperplate.__file__).parents[1])
    process = subprocess.Popen(  # noqa: S603 (the command is ours, the bytes are its input)
        [sys.executable, "-I", "-c", _START, package],
        stdin=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd="/",
    )
    clock = threading.Timer(CHILD_WALL_SECONDS, process.kill)
    clock.start()
    try:
        with process:
            answer = process.stdout.read(MAXIMUM_ANSWER + 1) if process.stdout else b""
            if len(answer) > MAXIMUM_ANSWER:
                process.kill()
        code = process.returncode
    finally:
        clock.cancel()
        process.kill()
    if code == 0:
        try:
            read = json.loads(answer)
        except (ValueError, RecursionError):
            read = None
        if isinstance(read, dict):
            return read
    raise BadInput(
        Problem(
            code="S010",
            place=Place(file=shown_as),
            what="Its reader ran out of memory or time, or broke on it, and was stopped.",
            allowed="Nothing was loaded, and nothing else was touched.",
            remedy="Open it in a spreadsheet program, copy the table to a new workbook, "
            "and load that.",
        )
    )


def environment() -> dict[str, str]:
    """Return the little a Python needs to start; no secret, no locale, no proxy."""
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(type(value).__name__)
