"""The process that reads files of records: limits first, then one answer a file.

Started by `importing.read_in_child`, never by hand. Reads jobs from standard input, a line of
JSON each, and answers likewise. Knows no source and no workspace.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

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
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    from copperplate.engines.expressions import Doubt, Lookup
    from copperplate.engines.importing import Delivery, DiskFull, import_rows
    from copperplate.engines.reading import READERS, NotCsv, count_rows, heading_of

    path, reader = Path(job["path"]), READERS[job["reader"]]
    if job["only_count"]:
        return {"counted": count_rows(reader.rows(path))}
    try:
        heading = heading_of(path, reader)
        missing = [name for name in job["heading"] if name not in heading]
        if missing or len(set(heading)) != len(heading):
            return {"missing": missing, "twice": len(set(heading)) != len(heading)}
        done = import_rows(
            reader.rows(path),
            [
                Delivery(
                    **{**delivery, "doubts": tuple(Doubt(**one) for one in delivery["doubts"])}
                )
                for delivery in job["deliveries"]
            ],
            [Lookup(**lookup) for lookup in job["lookups"]],
            into=Path(job["into"]),
            stem=job["stem"],
            memory=RECORDS_MEMORY,
            threads=RECORDS_THREADS,
            apart=reader.apart,
        )
    except NotCsv as refused:
        return {"not_csv": refused.line}
    except DiskFull:
        return {"disk_full": True}
    return {
        "seen": done.seen,
        "rows": dict(done.rows),
        "rejects": [list(reject) for reject in done.rejects],
        "reasons": dict(done.reasons),
        "doubted": [asdict(doubted) for doubted in done.doubted],
    }
