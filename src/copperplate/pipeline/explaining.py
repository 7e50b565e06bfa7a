"""Where a figure of a paper or a table comes from, for whoever holds the paper and doubts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copperplate.errors import Place, UnknownName, unknown_name
from copperplate.pipeline.building import lay_out
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.report.find import Found
    from copperplate.report.objectives import ObjectivesTable
    from copperplate.series import Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """One figure of a paper.

    Attributes:
        figure: The figure with its provenance.
        places: Where it stands, in reading order; the same words are given once.
        printed: As it is printed there, where that is not the house's way; else empty.
    """

    figure: Figure
    places: tuple[Found, ...]
    printed: str = ""


def explain(workspace: Workspace, asked: str, *, paper: str) -> tuple[Explained, ...]:
    """Return the figures of a paper that have a name or print as a number.

    Args:
        workspace: Where the paper is.
        asked: A figure's name, or a number copied from the paper.
        paper: Its name.

    Raises:
        UnknownName: The paper has no such figure (N102); the nearest name is offered.
        Refusal: The paper cannot be built.
    """
    from copperplate.report.find import figure_names, find_figures

    document, _ = lay_out(workspace, paper)
    found = find_figures(document, asked)
    if not found:
        raise UnknownName(
            unknown_name(
                code="N102",
                place=Place(file=f"papers/{paper}.yaml"),
                kind="figure",
                name=asked,
                known=figure_names(document),
                remedy="Copy a number as it is printed, or name a figure of document.json.",
            )
        )
    places: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        provenance = one.figure.provenance
        key = (one.figure.name, one.figure.value, provenance.areas, provenance.periods)
        told = places.setdefault(key, [])
        if (one.section, one.words) not in {(seen.section, seen.words) for seen in told}:
            told.append(one)
    return tuple(Explained(figure=told[0].figure, places=tuple(told)) for told in places.values())


def newest_paper(workspace: Workspace) -> str:
    """Return the paper of the latest meeting; of one day, the last by name.

    Raises:
        UnknownName: There is no paper (R101).
    """
    papers = workspace.paper_names()
    if not papers:
        workspace.paper("")
    return max(papers, key=lambda name: (workspace.paper(name).meeting, name))


def explain_cell(table: ObjectivesTable, asked: str) -> tuple[Explained, ...]:
    """Return the cells of a table that have a name or print as a number.

    Raises:
        UnknownName: The table has no such figure (O109); the nearest name is offered.
    """
    from copperplate.report.find import Found, folded

    wanted = folded(asked).replace(" %", "%")
    found = []
    for block in table.blocks:
        for row in block.rows:
            for column, figure in row.figures.items():
                text = figure.in_style(block.style)
                number = folded(text).replace(" %", "%")
                if wanted in (figure.name, number, number.removesuffix("%")):
                    words = f"{row.objective}, {block.headings.get(column, column.heading)}"
                    place = Found(figure=figure, section=block.title, words=words)
                    found.append(Explained(figure=figure, places=(place,), printed=text))
    if not found:
        raise UnknownName(
            unknown_name(
                code="O109",
                place=Place(file="--explain"),
                kind="figure of this table",
                name=asked,
                known=[figure.name for figure in table.figures],
                remedy="Copy a number as it is printed, or name a measure and a column: "
                "burglary.variance.",
            )
        )
    return tuple(found)
