"""Text that a spreadsheet program would run, made harmless for CSV, and made itself again.

Knows no table. Source: OWASP, "CSV injection": a quotation mark before what begins a formula.
"""

from __future__ import annotations

import re

# What begins a formula, wide forms of it too; after quotation marks of its own, so that no two
# texts are written alike.
_RUNS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def inert(text: str) -> str:
    """Return text no spreadsheet program runs.

    Example:
        >>> inert("=1+1"), inert("one")
        ("'=1+1", 'one')
    """
    return f"'{text}" if _RUNS.match(text) else text


def revived(text: str) -> str:
    """Return the text that `inert` was given.

    Example:
        >>> revived("'=1+1"), revived("'tis")
        ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
