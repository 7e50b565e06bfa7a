"""Running text: words, figures and links, before any block or format.

Shared by sentences the machine makes and words people write, so that a number in either
is a `Figure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from copperplate.series import Figure


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


Run = Text | FigureRun | Link
Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """Return running text as a string, figures as readers see them: for alt texts."""
    return "".join(
        run.figure.marked_text if isinstance(run, FigureRun) else run.text for run in runs
    )
