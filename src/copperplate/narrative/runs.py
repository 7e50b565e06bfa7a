"""Running text: words, figures and links, before any block or format.

Shared by sentences the machine makes and words people write, so that a number in either
is a `Figure`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from copperplate.narrative.wording import number_word
from copperplate.series import Figure

# A full stop, but none after an initial or a short title: "e.g.", "J.", "St.", "Dr.".
_SENTENCE_END = re.compile(r"(?<!\b[A-Za-z])(?<!\b[A-Z][a-z])\. (?=[^a-z]|$)")


class Stress(StrEnum):
    """How a run of text is set."""

    PLAIN = "plain"
    EMPHASIS = "emphasis"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Text:
    """Words."""

    text: str
    stress: Stress = Stress.PLAIN


@dataclass(frozen=True, slots=True)
class FigureRun:
    """A figure in running text; it opens to its provenance."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address (http or https) or to a block (``#identity``)."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page or of the paper; it stands where it is called."""

    runs: tuple[Text | FigureRun, ...]

    @property
    def text(self) -> str:
        """What stands in the running text itself: nothing but the call."""
        return ""


Run = Text | FigureRun | Link | Footnote
Runs = tuple[Run, ...]


def joined(items: Sequence[Runs], more: int = 0) -> Runs:
    """Return running texts as readers list them: ``a``, ``a and b``, ``a, b and c``.

    Args:
        items: Those named.
        more: How many are not; they are counted at the end.
    """
    others: Runs = (Text(f"{number_word(more)} other{'' if more == 1 else 's'}"),)
    listed = [*items, others] if more else list(items)
    said: list[Run] = []
    for position, item in enumerate(listed):
        if position:
            said.append(Text(" and " if position == len(listed) - 1 else ", "))
        said += item
    return tuple(said)


def first_sentence(runs: Runs) -> tuple[Runs, Runs]:
    """Return the first sentence without its full stop, and what follows it.

    Words that machines make end a sentence with a full stop and a space inside one `Text`;
    those of people hold "St. Helens" and "e.g. x" besides, which end none.
    """
    for number, run in enumerate(runs):
        last = number == len(runs) - 1
        if not isinstance(run, Text):
            continue
        ends = _SENTENCE_END.search(run.text)
        if ends is None and not (last and run.text[-1:] == "."):
            continue
        head = run.text[:-1] if ends is None else run.text[: ends.start()]
        rest = "" if ends is None else run.text[ends.end() :]
        after = (Text(rest, run.stress), *runs[number + 1 :]) if rest else runs[number + 1 :]
        return (*runs[:number], Text(head, run.stress)), after
    return runs, ()


def capital(runs: Runs) -> Runs:
    """Return running text that begins with words with their first letter raised."""
    first, *rest = runs
    if not isinstance(first, Text):
        return runs
    return (Text(first.text[:1].upper() + first.text[1:], first.stress), *rest)


def plain(runs: Runs) -> str:
    """Return running text as a string, figures as readers see them: for alt texts."""
    return "".join(
        run.figure.marked_text if isinstance(run, FigureRun) else run.text for run in runs
    )
