"""What is left out of a load, and when too much of it is: by place and reason, never by value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from copperplate.errors import Place, Problem
from copperplate.inert import inert
from copperplate.sources.reading import Reject

# A file of which more than this share cannot be read is not the file it claims to be.
MOST_REJECTED = 0.10
# A list of problems longer than this is not read to its end.
MOST_PROBLEMS_OF_A_KIND = 10
_REASONS_SAID = 3


def rejects_csv(rejects: Iterable[tuple[str, Reject]]) -> bytes:
    """Return the files, places and reasons of what was left out, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "place", "reason"))
    for file, reject in rejects:
        writer.writerow(inert(cell) for cell in (file, reject.place, reject.reason))
    return text.getvalue().encode()


def too_many(
    name: str, *, seen: int, reasons: Mapping[str, int], first: str, what: str = "values"
) -> Problem | None:
    """Return the problem of a file that lost too much; None where it did not.

    Args:
        name: The file.
        seen: How many values or rows were looked at.
        reasons: How many were left out, by reason.
        first: Where the first of them stands.
        what: What was looked at.
    """
    lost = sum(reasons.values())
    if lost <= seen * MOST_REJECTED:
        return None
    common = Counter(reasons).most_common(_REASONS_SAID)
    said = "; ".join(f"{reason} ({count:,} times)" for reason, count in common)
    return Problem(
        code="S046",
        place=Place(file=name, spot=first),
        what=f"{lost:,} of {seen:,} {what} cannot be read. {said}".strip(),
        allowed=f"At most {MOST_REJECTED:.0%} may be left out.",
        remedy="Check that it is the right file, and correct it; the first stands at this place.",
    )


def doubtful(name: str, doubt: Mapping[str, Any], kept: int) -> Problem:
    """Return the problem of a column that could not be read in too many rows."""
    return Problem(
        code="S050",
        place=Place(file=name, spot=f"row {doubt['first']}"),
        what=f"{doubt['what']}, in {doubt['rows']:,} of {kept:,} rows.",
        allowed=f"At most {MOST_REJECTED:.0%} of the rows may be kept without such a value.",
        remedy="Correct how the mapping reads the column, or the file; the first stands here.",
    )


def shortened(problems: list[Problem]) -> list[Problem]:
    """Return problems with at most a few of each kind, and how many more there are."""
    kept: list[Problem] = []
    seen: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    for problem in problems:
        kind = (problem.code, problem.place.file)
        seen[kind] += 1
        if seen[kind] <= MOST_PROBLEMS_OF_A_KIND:
            last[kind] = len(kept)
            kept.append(problem)
    for kind, at in last.items():
        more = seen[kind] - MOST_PROBLEMS_OF_A_KIND
        if more > 0:
            kept[at] = replace(
                kept[at], remedy=f"{kept[at].remedy} The same holds of {more:,} more."
            )
    return kept
