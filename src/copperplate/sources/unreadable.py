"""How the child says no. A code and plain words that pass through a pipe."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that cannot be read as a table.

    Attributes:
        code: Of docs/reference/errors-sources.md.
        what: What is wrong, a sentence; never a value.
        remedy: What to do, a sentence.
        line: 1-based line of a text file, or 0.
        spot: A sheet or part of the file, or empty.
    """

    def __init__(self, code: str, what: str, remedy: str, *, line: int = 0, spot: str = "") -> None:
        super().__init__(code)
        self.code, self.what, self.remedy = code, what, remedy
        self.line, self.spot = line, spot
