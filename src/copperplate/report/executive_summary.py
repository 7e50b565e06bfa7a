"""The executive summary: where the milestones stand comes first, and no office can leave it out."""

from __future__ import annotations

from itertools import count

from copperplate.narrative.accounts import count_of_missing, missing_words
from copperplate.narrative.positions_together import WORST_FIRST, positions_together
from copperplate.narrative.runs import Link, Runs, Stress, Text
from copperplate.plan import Account, Aim
from copperplate.report.blocks import Block, Bullets, Heading, Paragraph, Section
from copperplate.report.material import Material
from copperplate.report.objectives import Positioned
from copperplate.report.positions import position_of


def executive_summary(material: Material, numbers: count[int]) -> Section:
    """Return the positions together and each by itself, what is missing, then the paper's own."""
    blocks: list[Block] = []
    stands = _positions(material)
    together = positions_together(
        [(found.found.code, Link(aim.title, f"#aim-{aim.id.lower()}")) for aim, found in stands]
    )
    if together:
        blocks.append(Paragraph(runs=together, number=next(numbers)))
        ranked = sorted(stands, key=lambda pair: WORST_FIRST.index(pair[1].found.code))
        blocks.append(Bullets(items=tuple(_line(aim, found) for aim, found in ranked)))
    missing = [found for found in material.accounts if found.owed is not None]
    if missing:
        said = Text(f"{count_of_missing(len(missing))} due and not reported:")
        blocks.append(Paragraph(runs=(said,), number=next(numbers)))
        plan = material.plan
        blocks.append(Bullets(items=tuple((Text(missing_words(plan, one)),) for one in missing)))
    blocks += [
        Paragraph(runs=(Text(said),), number=next(numbers)) for said in material.paper.summary
    ]
    heading = Heading(level=2, text="Executive summary", identity="summary")
    return Section(heading=heading, blocks=tuple(blocks))


def _positions(material: Material) -> list[tuple[Aim, Positioned]]:
    """Return the aims this paper tells with their positions, in the plan's order."""
    told = {found.item.id for found in material.accounts if found.account is Account.HERE}
    found = []
    for aim in material.plan.aims:
        stands = position_of(material, aim)
        if stands is not None and (aim.part_of or aim.id) in told:
            found.append((aim, stands))
    return found


def _line(aim: Aim, found: Positioned) -> Runs:
    return (Text(aim.title, Stress.STRONG), Text(" is "), *found.words, Text("."))
