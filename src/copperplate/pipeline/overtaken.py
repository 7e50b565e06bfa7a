"""Words of a paper that cannot be so: days said as to come that are past, counts a list belies.

Hands text to `narrative.dated` and says where it stands; judges nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from copperplate.errors import Place, Problem
from copperplate.narrative.dated import counts_five_lists, stale_dates
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.narrative.words import Words
    from copperplate.report.paper import Paper

_OWN_PARAGRAPHS = ("purpose", "summary", "background", "recommendations")
_OWN_ANSWERS = ("financial", "legal", "equalities")
_BETWEEN = re.compile(r"\n\s*\n|\n(?=- )")
_BULLET = "- "


def overtaken_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return what a paper's own paragraphs and its words say against the calendar or a list."""
    found = [
        _stale(place, said)
        for place, text, written in _texts(workspace, name, paper)
        for said in (one.said for one in stale_dates(text, paper.meeting, written=written))
    ]
    for words in workspace.words(name):
        for miscount in counts_five_lists(_passages(words)):
            found.append(
                Problem(
                    code="R120",
                    place=Place(file=words.file, line=words.first_line),
                    what=f"The words say '{miscount.said}', and the list below has "
                    f"{miscount.listed}.",
                    remedy="Correct the number, or the list.",
                )
            )
    return found


def _texts(
    workspace: Workspace, name: str, paper: Paper
) -> Iterator[tuple[Place, str, date | None]]:
    """Yield every paragraph that people wrote, where it stands, and when it was written."""
    node = workspace.paper_node(name)
    for field in _OWN_PARAGRAPHS:
        for number, text in enumerate(getattr(paper, field)):
            yield node.at((field, number)).place, text, None
    for field in _OWN_ANSWERS:
        place = node.at(("implications", field)).place
        yield place, getattr(paper.implications, field), None
    for words in workspace.words(name):
        yield Place(file=words.file, line=words.first_line), words.body, words.front.date


def _stale(place: Place, said: str) -> Problem:
    return Problem(
        code="R119",
        place=place,
        what=f"'{said}' is said as to come, and it lies before the meeting.",
        remedy="Say what happened on it, or when it is to be now.",
    )


def _passages(words: Words) -> list[str | list[str]]:
    """Return a body's paragraphs, and its lists as lists of their items."""
    found: list[str | list[str]] = []
    for part in _BETWEEN.split(words.body.strip()):
        text = part.strip()
        if not text.startswith(_BULLET):
            found.append(text)
        elif found and isinstance(found[-1], list):
            found[-1].append(text.removeprefix(_BULLET))
        else:
            found.append([text.removeprefix(_BULLET)])
    return found
