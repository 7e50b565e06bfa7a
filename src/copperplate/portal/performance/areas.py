"""Areas: the list of those held, and one area's objectives with where it lies."""

from __future__ import annotations

from collections.abc import Mapping

from copperplate.areas import Area
from copperplate.errors import Refusal
from copperplate.narrative.maps import KINDS
from copperplate.portal.asked import Asked, asked_of, choices, kinds_of
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
        said={
            "carried": asked.address(""),
            "kinds": [
                (kind, [(one.name, _address(asked, one)) for one in found])
                for kind, found in kinds_of(desk)
            ],
        },
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
        crumbs=(("Areas", asked.address("/areas/")),),
        synthetic=register.stamps([found.code]),
        said={
            **choices(desk, asked),
            **said,
            "kind": KINDS.get(found.kind, (found.kind.value.replace("-", " "), ""))[0],
            "above": (above.name, _address(asked, above)) if above in desk.areas() else None,
            "inside": [(one.name, _address(asked, one)) for one in inside],
            "attention": asked.address("/attention/"),
            "measures": asked.address("/measures/"),
            "entries": setter.end(),
        },
    )


def _address(asked: Asked, area: Area) -> str:
    """Return the address of an area's page on the days asked for."""
    return asked.address(f"/areas/{area.code}/", area="")
