"""Areas: the list of those held, and one area's objectives with where it lies."""

from __future__ import annotations

from collections.abc import Mapping

from copperplate.errors import Refusal
from copperplate.narrative.maps import KINDS
from copperplate.portal.asked import asked_of, choices
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Page
from copperplate.portal.performance.objectives import table_said


def areas(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the list of areas held, by kind."""
    asked = asked_of(desk, query)
    return Page(
        template="areas.html",
        title="Areas",
        synthetic=desk.workspace.register.stamps(one.code for one in desk.areas()),
        said={**choices(desk, asked), "chosen": asked.chosen},
    )


def area(desk: Desk, query: Mapping[str, str], code: str) -> Page:
    """Return an area's page: its objectives, what it lies in, what lies in it."""
    asked = asked_of(desk, {**dict(query.items()), "area": code})
    register, found = desk.workspace.register, asked.area
    setter = Setter()
    try:
        table = desk.objectives(found, to=asked.to, known=asked.known)
        said = table_said(desk, asked, table, setter)
    except Refusal as refusal:
        why = [problem.what for problem in refusal.problems]
        said = {"why_no_table": why if desk.workspace.has_objectives else []}
    above = register.get(found.parent)
    inside = [one for one in desk.areas() if one.parent == found.code]
    return Page(
        template="area.html",
        title=found.name,
        crumbs=(("Areas", "/areas/"),),
        synthetic=register.stamps([found.code]),
        said={
            **choices(desk, asked),
            **said,
            "kind": KINDS.get(found.kind, (found.kind.value.replace("-", " "), ""))[0],
            "above": above if above in desk.areas() else None,
            "inside": inside,
            "attention": asked.address("/attention/"),
            "measures": asked.address("/measures/"),
            "entries": setter.end(),
        },
    )
