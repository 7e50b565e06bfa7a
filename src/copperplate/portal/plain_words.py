"""What a refusal says, for whoever reads pages: without commands, options, files and identifiers.

Knows what our own messages look like, and no page.
"""

from __future__ import annotations

import re

from copperplate.errors import Refusal
from copperplate.portal.desk import Desk
from copperplate.portal.rights import Right

# What only who keeps the workspace can use: a command, an option, a file.
_NOT_FOR_READERS = re.compile(r"\bcopperplate [a-z]|(?<![\w-])--[a-z]|\w\.(?:yaml|csv|json|md)\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z'“])")
_QUOTED = re.compile(r"'([a-z][a-z0-9_]*)'")
_WORDS = (
    (re.compile(r"\bNo release known holds\b"), "Nothing is known of"),
    (re.compile(r"\bof the shape '([a-z-]+)'"), r"of this kind (\1)"),
)


def for_readers(text: str, desk: Desk | None) -> str:
    """Return a message in a reader's words; empty where nothing of it is for readers.

    Args:
        text: Sentences of our own.
        desk: Of the reader, which tells titles of measures; None where there is none.
    """
    kept = [one for one in _SENTENCE.split(text) if not _NOT_FOR_READERS.search(one)]
    said = " ".join(kept)
    for words, plainer in _WORDS:
        said = words.sub(plainer, said)
    if desk is None or not desk.may(Right.FIGURES):
        return said
    titles = {one.id: one.title for one in desk.measures()}
    return _QUOTED.sub(lambda one: f"“{titles[one[1]]}”" if one[1] in titles else one[0], said)


def why_of(refusal: Refusal, desk: Desk | None) -> list[str]:
    """Return why something is not shown, a text a problem; at least one."""
    said = [for_readers(problem.what, desk) for problem in refusal.problems]
    return [one for one in said if one] or ["This cannot be shown."]
