"""The layout of 2014/15: what is due at this meeting, and an appendix with the rest.

Cover, purpose, executive summary with the milestones' positions first, background, the
items told in this paper under their objectives, implications, recommendations, the account
of the plan, the reporting schedule and the notes.
"""

from __future__ import annotations

from itertools import count

from copperplate.plan import Account
from copperplate.report.accounting import account_section, schedule_section
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
SET_OUT = frozenset({Account.HERE})


def build(material: Material) -> Document:
    """Lay the material out."""
    numbers = count(1)
    objectives = frozenset(
        found.item.objective or "" for found in material.accounts if found.account in SET_OUT
    )
    schedule = schedule_section(material)
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
            *(() if schedule is None else (schedule,)),
            notes_section(material),
        ),
        running_title=running_title(material),
        licence=material.licence,
    )
