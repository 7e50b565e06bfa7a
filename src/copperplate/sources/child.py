"""The process that reads untrusted bytes: limits first, then bytes in, cells or one "no" out.

Started by `cells.read_cells`, never by hand. It takes limits on memory, time, files and
written bytes, reads a private copy of the file from standard input, and answers with
JSON on standard output. Knows no publisher and no workspace.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path

from copperplate.sources.confined import take_limits
from copperplate.sources.limits import CHILD_MEMORY, CHILD_SECONDS
from copperplate.sources.unreadable import Unreadable

# The reader of Parquet takes a path; the copy has no other name.
STANDARD_INPUT = Path("/dev/stdin")

LIMITS = {
    resource.RLIMIT_AS: CHILD_MEMORY,
    resource.RLIMIT_CPU: CHILD_SECONDS,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
"""Memory, processor time, open files, and what may be written: nothing."""


def main() -> None:
    """Read the file that is standard input and answer on standard output."""
    take_limits(LIMITS)
    from copperplate.sources import formats

    try:
        kind, grids = formats.read(sys.stdin.buffer.read(), STANDARD_INPUT)
        answer: dict[str, object] = {
            "format": kind,
            "sheets": [
                {"name": grid.name, "rows": grid.rows, "lines": grid.lines} for grid in grids
            ],
        }
    except Unreadable as refused:
        answer = {
            "refused": {
                "code": refused.code,
                "what": refused.what,
                "remedy": refused.remedy,
                "line": refused.line,
                "spot": refused.spot,
            }
        }
    json.dump(answer, sys.stdout, default=_date, ensure_ascii=True, separators=(",", ":"))
    sys.stdout.flush()


def _date(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)
