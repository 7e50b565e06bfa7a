"""Characters a reader does not see: they hide text, print it backwards, or command a terminal.

Control characters but tab and line ends, soft hyphens, zero-width and direction marks, and
tags. Knows no file; whoever reads text says what becomes of them.
"""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def unseen_lines(text: str) -> list[tuple[int, str]]:
    r"""Return the 1-based lines that hold such a character, each with the first one's name.

    Example:
        >>> unseen_lines("plain\nturned \u202e round")
        [(2, 'U+202E')]
    """
    return [
        (number, point(found[0]))
        for number, line in enumerate(text.split("\n"), start=1)
        if (found := UNSEEN.search(line))
    ]


def point(character: str) -> str:
    """Return a character's code point, for messages that must not hold the character."""
    return f"U+{ord(character):04X}"
