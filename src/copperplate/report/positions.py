"""Where the milestones of a paper stand: from its objectives table, else from its figures."""

from __future__ import annotations

from copperplate.findings.position import (
    SETTLED_BY_LEVEL,
    Position,
    position_of_level,
    position_of_standing,
)
from copperplate.narrative.figure_maker import Maker
from copperplate.narrative.positions import position_figures, position_runs
from copperplate.plan import Aim, MilestoneKind
from copperplate.report.material import Material
from copperplate.report.objectives import Positioned
from copperplate.report.standings import standing_of
from copperplate.series.units import UnitKind


def position_of(material: Material, aim: Aim) -> Positioned | None:
    """Return where an aim's milestone stands; None for an aim of which nothing is known here.

    A count that fills up through the year stands as the objectives table has it; without that
    table its position is not told, for figures of whole years do not settle it.
    """
    blocks = material.table.blocks if material.table is not None else ()
    for row in (row for block in blocks for row in block.rows):
        if row.aim == aim.id and row.position is not None:
            return row.position
    page = next((page for page in material.paper.pages if page.aim == aim.id), None)
    if page is None or aim.milestone.kind is MilestoneKind.NONE_SET:
        return None
    evidence = material.book.evidence[page.lines]
    period = material.book.latest(page.lines)
    last = period.end >= material.plan.ends
    found: Position
    if aim.milestone.kind not in SETTLED_BY_LEVEL:
        found = position_of_standing(
            standing_of(material, page),
            milestone=aim.milestone,
            period=period,
            better=evidence.shown.about.better,
            last=last,
        )
    elif evidence.shown.series.unit.kind is UnitKind.COUNT:
        return None
    else:
        found = position_of_level(
            evidence,
            area=material.book.context.area,
            period=period,
            milestone=aim.milestone,
            last=last,
        )
    maker = Maker(material.book.context, evidence, material.book.context.area)
    return Positioned(
        found=found, words=position_runs(maker, found), figures=position_figures(maker, found)
    )
