"""The aims without figures: why there is none, and when one is due."""

from __future__ import annotations

from copperplate.findings.availability import awaits
from copperplate.narrative.runs import Text
from copperplate.periods import long_date
from copperplate.plan import Aim
from copperplate.report.blocks import Column, Heading, Row, Section, Table
from copperplate.report.material import Material

HELD = "Figures are held, but this paper gives the aim no page."


def awaited_sections(material: Material) -> tuple[Section, ...]:
    """One compact page: the aims without figures, why, and when they are due."""
    reported = {page.aim for page in material.paper.pages}
    waiting = [aim for aim in material.plan.aims if aim.id not in reported]
    if not waiting:
        return ()
    rows = tuple(
        Row(
            cells=(
                (Text(aim.title),),
                (Text(aim.measured_by),),
                (Text(f"{aim.source}; {aim.frequency}"),),
                (Text(_why(aim)),),
                (Text(_due(material, aim)),),
            )
        )
        for aim in waiting
    )
    return (
        Section(
            heading=Heading(level=2, text="Aims without figures in this paper", identity="awaited"),
            blocks=(
                Table(
                    identity="awaited-table",
                    caption="Every other headline aim of the plan: who holds the figures, why "
                    "none is printed here, and when the next are due",
                    columns=(
                        Column(title="Aim"),
                        Column(title="Measured by"),
                        Column(title="Source"),
                        Column(title="Why there is no figure"),
                        Column(title="Next due"),
                    ),
                    rows=rows,
                ),
            ),
            new_page=True,
        ),
    )


def _why(aim: Aim) -> str:
    if aim.awaited is None:
        return HELD
    return " ".join(part for part in (aim.awaited.why, aim.awaited.note) if part)


def _due(material: Material, aim: Aim) -> str:
    """Say when figures are due, as of the meeting: a date gone by is overdue, not to come."""
    found = awaits(aim, area=material.book.context.area, on=material.paper.meeting)
    if found is None or found.due is None:
        return "No date announced"
    day = long_date(found.due)
    return f"Were due {day}; not loaded" if found.overdue else day
