"""Where each shipped file comes from: publication, edition, licence, attribution.

Reads the index; knows nothing of what the files say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from copperplate.reference import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One publication a shipped file was made from. A file may have several.

    Attributes:
        file: Path in the package, e.g. ``offences.csv``.
        title: The publication.
        publisher: Who published it.
        edition: Which edition: a year, or what is known of it.
        licence: Its licence, by name.
        attribution: The words the licence asks for, to be printed where the data are used.
        obtained: The public copy it was read from, as repository@commit; empty if typed from the
            publication.
    """

    file: str
    title: str
    publisher: str
    edition: str
    licence: str
    attribution: str
    obtained: str = ""


@cache
def editions() -> tuple[Edition, ...]:
    """Return every publication of every shipped file, in the order of the index."""
    return tuple(Edition(**row) for row in shipped.rows("index.csv"))


def editions_of(file: str) -> tuple[Edition, ...]:
    """Return the publications a file was made from."""
    return tuple(edition for edition in editions() if edition.file == file)
