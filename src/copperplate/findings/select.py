"""Which findings to speak of first, and which make a summary.

Ranks by what a finding itself says it weighs; knows no kind of finding and no wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from copperplate.findings.finding import Finding, Question
from copperplate.findings.thresholds import MOST_IN_SUMMARY

F = TypeVar("F", bound=Finding)


def strongest_first(found: Iterable[F]) -> list[F]:
    """Return findings, the one to lead with in front; equals keep their order."""
    return sorted(found, key=rank)


def summary(pages: Sequence[Sequence[F]], most: int = MOST_IN_SUMMARY) -> tuple[tuple[F, ...], ...]:
    """Return the findings a summary holds, page by page, in the order readers ask.

    Of every page the strongest answer to each question is a candidate, so that a reader
    learns what changed, against whom, and whether it is routine. Where they are more than
    `most`, the weakest go first, but no page loses its last.
    """
    chosen = [_one_a_question(page) for page in pages]
    while sum(map(len, chosen)) > most:
        longest = [page for page in chosen if len(page) > 1]
        if not longest:
            break
        weakest = max((page[-1] for page in longest), key=rank)
        next(page for page in longest if page[-1] is weakest).pop()
    order = list(Question)
    return tuple(tuple(sorted(page, key=lambda one: order.index(one.question))) for page in chosen)


def _one_a_question(found: Iterable[F]) -> list[F]:
    asked: set[Question] = set()
    chosen = []
    for one in strongest_first(found):
        if one.question not in asked:
            asked.add(one.question)
            chosen.append(one)
    return chosen


def rank(finding: Finding) -> tuple[int, int, float, int]:
    """Return what findings are sorted by, the one to lead with first."""
    tier, age, size, persistence = finding.weight
    return (tier, age, -size, -persistence)
