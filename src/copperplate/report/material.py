"""Everything a layout arranges, gathered: the paper, the plan, figures and words.

A layout gets nothing else, so what it can print is what is in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from copperplate.narrative.figures import FigureBook
from copperplate.narrative.words import Said, Voice
from copperplate.plan import Plan
from copperplate.report.paper import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What a paper is made of.

    Attributes:
        identity: The paper's id, e.g. ``2019-11``.
        paper: Its own file.
        plan: The plan it reports on.
        book: The figures it may speak of, already through disclosure.
        words: What each office says of each aim.
        policy: Name and statement of the disclosure policy.
        reconciliations: Where a publisher's own numbers disagree, sentences; empty where
            they agree.
        licence: Attribution of the data.
    """

    identity: str
    paper: Paper
    plan: Plan
    book: FigureBook
    words: Mapping[tuple[str, Voice], Said]
    policy: tuple[str, str]
    reconciliations: tuple[str, ...]
    licence: str
