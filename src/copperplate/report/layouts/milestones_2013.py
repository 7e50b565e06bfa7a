"""The layout of 2013/14: the whole plan, objective by objective, item by item.

Cover, purpose, executive summary with the milestones' positions first, background, a section
an objective with every item in it: what it says, or where else it is told. Then
implications, recommendations, the account of the plan and the notes. Paragraphs are
numbered by machine through the paper.
"""

from __future__ import annotations

from itertools import count

from copperplate.plan import Account
from copperplate.report.accounting import account_section
from copperplate.report.blocks import Document
from copperplate.report.executive_summary import executive_summary
from copperplate.report.front_matter import (
    cover_of,
    implications,
    numbered,
    plan_background,
    running_title,
)
from copperplate.report.material import Material
from copperplate.report.notes import notes_section
from copperplate.report.plan_items import objective_sections

GOES_THROUGH_THE_PLAN = True
SET_OUT = frozenset(Account)


def build(material: Material) -> Document:
    """Lay the material out."""
    numbers = count(1)
    objectives = frozenset(found.item.objective or "" for found in material.accounts)
    return Document(
        identity=material.identity,
        language="en-GB",
        cover=cover_of(material),
        sections=(
            numbered("Purpose of report", "purpose", material.paper.purpose, numbers),
            executive_summary(material, numbers),
            plan_background(material, numbers, lead_to=objectives),
            *objective_sections(material, numbers, of=SET_OUT),
            *implications(material, numbers),
            account_section(material, set_out=SET_OUT),
            notes_section(material),
        ),
        running_title=running_title(material),
        licence=material.licence,
    )
