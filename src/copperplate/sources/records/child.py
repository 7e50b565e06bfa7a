"""The process that reads files of records: limits first, then one answer a file.

Started by `importing.read_in_child`, never by hand. Reads jobs from standard input, a line of
JSON each, and answers likewise. Knows no source and no workspace.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from copperplate.areas import SYNTHETIC_KEY
from copperplate.sources.confined import take_limits
from copperplate.sources.limits import (
    RECORDS_CHILD_MEMORY,
    RECORDS_CHILD_SECONDS,
    RECORDS_MEMORY,
    RECORDS_THREADS,
)

LIMITS = {
    resource.RLIMIT_AS: RECORDS_CHILD_MEMORY,
    resource.RLIMIT_CPU: RECORDS_CHILD_SECONDS,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_CORE: 0,
}
"""Memory, processor time, open files; what is written, is Parquet in a private folder."""


def main() -> None:
    """Answer every job on standard input."""
    take_limits(LIMITS)
    # What reads is there before the first file is.
    importlib.import_module("copperplate.engines.importing")
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


class _Heading(Exception):
    """A file's heading lacks columns, or names one twice; `answer` says what is missing."""

    def __init__(self, path: str, missing: list[str]) -> None:
        super().__init__()
        self.answer = {"missing": missing, "path": path}


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    from copperplate.engines.expressions import Doubt, Lookup
    from copperplate.engines.importing import Delivery, DiskFull, import_rows
    from copperplate.engines.reading import READERS, NotCsv, count_rows, keys_of

    reader = READERS[job["reader"]]
    if job["only_count"]:
        return {"counted": count_rows(reader.rows(Path(job["path"])))}
    try:
        keys = keys_of(Path(job["path"]), reader)
        done = import_rows(
            _rows(job),
            [
                Delivery(
                    **{**delivery, "doubts": tuple(Doubt(**one) for one in delivery["doubts"])}
                )
                for delivery in job["deliveries"]
            ],
            [Lookup(**lookup) for lookup in job["lookups"]],
            job["steps"],
            into=Path(job["into"]),
            stem=job["stem"],
            memory=RECORDS_MEMORY,
            threads=RECORDS_THREADS,
            apart=job["beside"] is None and reader.apart(Path(job["path"])),
        )
    except _Heading as refused:
        return refused.answer
    except NotCsv as refused:
        return {"not_csv": refused.line, "path": refused.path}
    except DiskFull:
        return {"disk_full": True}
    return {
        "seen": done.seen,
        "synthetic": SYNTHETIC_KEY in keys,
        "rows": dict(done.rows),
        "rejects": [list(reject) for reject in done.rejects],
        "reasons": dict(done.reasons),
        "doubted": [asdict(doubted) for doubted in done.doubted],
    }


def _rows(job: dict[str, Any]) -> str:
    """Return the rows of a job as SQL, those of the file beside it with them.

    Raises:
        _Heading: A heading is not as it must be.
        NotCsv: A file has none that can be read.
    """
    from copperplate.engines.beside import with_beside

    rows, beside = _called(job), job["beside"]
    if beside is None:
        return rows
    return with_beside(rows, _called(beside), key=beside["key"], columns=beside["heading"])


def _called(file: dict[str, Any]) -> str:
    from copperplate.engines.beside import as_called
    from copperplate.engines.reading import READERS, heading_of

    path, reader = Path(file["path"]), READERS[file["reader"]]
    heading = heading_of(path, reader)
    rows, names = as_called(
        reader.rows(path), heading, also=file["also"], may_lack=file["may_lack"]
    )
    missing = [name for name in file["heading"] if name not in names]
    if missing or len(set(heading)) != len(heading):
        raise _Heading(file["path"], missing)
    return rows
