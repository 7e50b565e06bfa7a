"""The sentences a paper's figures suggest, for an author to take, edit or refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copperplate.narrative.live import as_live
from copperplate.pipeline.building import gather
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.narrative.suggestions import Told
    from copperplate.plan import Aim


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """One sentence a paper may hold.

    Attributes:
        told: The finding in words, and what was chosen for it.
        live: The sentence as an author would write it, its figures in braces.
        printed: Whether the paper prints it.
        synthetic: What must stand by it because areas the paper speaks of do not exist.
    """

    told: Told
    live: str
    printed: bool
    synthetic: tuple[str, ...]


def suggest(workspace: Workspace, paper: str) -> tuple[tuple[Aim, tuple[Suggestion, ...]], ...]:
    """Return what a paper's figures suggest, aim by aim, the strongest first.

    Raises:
        Refusal: The paper cannot be built.
    """
    material, _ = gather(workspace, paper)
    synthetic = material.synthetic
    found = []
    for page in material.paper.pages:
        aim = material.plan.aim(page.aim)
        if aim is None:
            continue  # gather has refused a page without its aim
        printed = {one.key for one in material.printed(page.aim)}
        suggestions = tuple(
            Suggestion(
                told=one,
                live=as_live(one.runs, material.book),
                printed=one.key in printed,
                synthetic=synthetic,
            )
            for one in (*material.years[page.aim], *material.told_by_period[page.aim])
        )
        found.append((aim, suggestions))
    return tuple(found)
