"""The front and back of a paper to a board: cover, purpose, implications, recommendations."""

from __future__ import annotations

from itertools import count

from copperplate.narrative.runs import Link, Text
from copperplate.periods import MONTH_NAMES, long_date
from copperplate.report.blocks import Block, Bullets, Cover, Heading, Paragraph, Section
from copperplate.report.framework import framework
from copperplate.report.material import Material


def cover_of(material: Material) -> Cover:
    """Return the head of the paper."""
    paper = material.paper
    return Cover(
        board=paper.board,
        meeting=paper.meeting,
        agenda_item=paper.agenda_item,
        title=paper.title,
        authors=paper.authors,
        handling=_handling(material),
    )


def running_title(material: Material) -> str:
    """Return what stands at the head of each printed page."""
    meeting = material.paper.meeting
    return f"{material.paper.title}, {MONTH_NAMES[meeting.month - 1]} {meeting.year}"


def numbered(text: str, identity: str, paragraphs: tuple[str, ...], numbers: count[int]) -> Section:
    """Return a section of numbered paragraphs."""
    return Section(
        heading=Heading(level=2, text=text, identity=identity),
        blocks=tuple(Paragraph(runs=(Text(said),), number=next(numbers)) for said in paragraphs),
    )


def implications(material: Material, numbers: count[int]) -> tuple[Section, ...]:
    """Return what the paper says of money, law and equality, and what it recommends."""
    said = material.paper.implications
    return (
        numbered("Financial implications", "financial", (said.financial,), numbers),
        numbered("Legal implications", "legal", (said.legal,), numbers),
        numbered("Equalities implications", "equalities", (said.equalities,), numbers),
        numbered("Recommendations", "recommendations", material.paper.recommendations, numbers),
    )


def plan_background(material: Material, numbers: count[int], *, lead_to: frozenset[str]) -> Section:
    """Return the background: the paper's own paragraphs, and the plan's objectives.

    Args:
        material: What the paper is made of.
        numbers: The paper's paragraph numbers.
        lead_to: Ids of the objectives that have a section to lead to.
    """
    blocks: list[Block] = [
        Paragraph(runs=(Text(said),), number=next(numbers)) for said in material.paper.background
    ]
    said = Text(f"The objectives of the {material.plan.title} are:")
    blocks.append(Paragraph(runs=(said,), number=next(numbers)))
    blocks.append(
        Bullets(
            items=tuple(
                (
                    Link(objective.title, f"#objective-{objective.id}")
                    if objective.id in lead_to
                    else Text(objective.title),
                )
                for objective in material.plan.objectives
            )
        )
    )
    drawn = framework(material)
    blocks += () if drawn is None else (drawn,)
    heading = Heading(level=2, text="Background", identity="background")
    return Section(heading=heading, blocks=tuple(blocks))


def _handling(material: Material) -> tuple[str, ...]:
    paper = material.paper
    lines = [f"For: {paper.audience.value}. Disclosure policy: {material.policy[0]}."]
    lines.append(f"Uses only what was known on {long_date(paper.known_on)}.")
    if any(said.front.state == "draft" for said in material.words.values()):
        lines.append("Draft: some of the words in it are not final.")
    if paper.standing:
        lines.append(paper.standing)
    return tuple(lines)
