"""What can go wrong, said in the reader's language.

A refusal carries every problem of a file at once; each problem has a code, a
place, what is wrong, what is allowed and what to do. Knows no file format and
no record: a value read from a record never enters a problem.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line tells the shell; listed in docs/reference/commands.md."""

    DONE = 0
    BUG = 1
    USAGE = 2
    DEFINITION = 3
    INPUT = 4
    NAME = 5
    WORKSPACE = 6
    DISCLOSURE = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a problem stands: a file and, where known, the spot inside it.

    Attributes:
        file: The file's name as the user knows it (relative to the workspace), or a
            command-line option such as ``--area``.
        line: 1-based line of a text file; None where the format has none.
        column: 1-based column of that line.
        spot: A spot in a format without lines, e.g. ``Table P1, row 34, 'Burglary'``.
    """

    file: str
    line: int | None = None
    column: int | None = None
    spot: str = ""

    def __str__(self) -> str:
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        if self.spot:
            text += f", {self.spot}"
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong, and its remedy.

    Attributes:
        code: Stable code, e.g. ``M103``; each has an entry in docs/reference/errors.md.
        place: Where it is.
        what: What is wrong, a full sentence. Never a value from a record.
        allowed: What would be right, a full sentence, or empty.
        remedy: What to do, a full sentence.
    """

    code: str
    place: Place
    what: str
    remedy: str
    allowed: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}  {self.code}", f"  {self.what}"]
        lines += [f"  {text}" for text in (self.allowed, self.remedy) if text]
        return "\n".join(lines)


class Refusal(Exception):
    """The base of every error a user can cause and mend.

    Attributes:
        problems: At least one, in the order of the places they stand at.
        exit_code: What the command line exits with.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("a refusal names at least one problem")
        self.problems: tuple[Problem, ...] = problems
        super().__init__("\n\n".join(str(problem) for problem in problems))


class BadDefinition(Refusal):
    """A plan, measure, area, paper or settings file does not say something usable."""

    exit_code = ExitCode.DEFINITION


class BadInput(Refusal):
    """A source file is missing, is not what it claims to be, or cannot be trusted."""

    exit_code = ExitCode.INPUT


class UnknownName(Refusal):
    """A measure, area, paper, figure or source was asked for that nobody defined."""

    exit_code = ExitCode.NAME


class BadWorkspace(Refusal):
    """The folder is not a workspace, is locked by another process, or is damaged."""

    exit_code = ExitCode.WORKSPACE


class NotPublishable(Refusal):
    """Disclosure control does not let a figure out."""

    exit_code = ExitCode.DISCLOSURE


# A name of which somebody typed only the beginning.
SHORTEST_BEGINNING = 3


def listed(names: Iterable[str], *, most: int = 12) -> str:
    """Return names as a list for a message: ``a, b, c``, cut after `most`."""
    known = sorted(names)
    text = ", ".join(known[:most])
    return text + (f" and {len(known) - most} more" if len(known) > most else "")


def nearest(name: str, known: Sequence[str] | Iterable[str]) -> str:
    """Return ``Did you mean 'x'?`` for the closest known name, or an empty string."""
    options = list(known)
    folded = {option.lower(): option for option in reversed(options)}
    if len(name) >= SHORTEST_BEGINNING:
        for option in options:
            if option.lower().startswith(name.lower()):
                return f"Did you mean '{option}'?"
    close = difflib.get_close_matches(name.lower(), list(folded), n=1, cutoff=0.6)
    return f"Did you mean '{folded[close[0]]}'?" if close else ""


def unknown_name(
    *, code: str, place: Place, kind: str, name: str, known: Iterable[str], remedy: str
) -> Problem:
    """Build the problem of a name nobody defined: what is known, the nearest, the remedy."""
    options = list(known)
    hint = nearest(name, options)
    return Problem(
        code=code,
        place=place,
        what=f"'{name}' is not {'an' if kind[0] in 'aeiou' else 'a'} {kind} known here.",
        allowed=f"Known: {listed(options)}." if options else f"No {kind} is known yet.",
        remedy=f"{hint} {remedy}".strip(),
    )
