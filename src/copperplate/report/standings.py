"""Where an aim stands in a paper: its milestone, and its change since the base.

Shared by whatever part of a layout speaks of it, so that no two parts can disagree.
"""

from __future__ import annotations

from copperplate.findings import Standing, standing
from copperplate.periods import Period
from copperplate.plan import Aim
from copperplate.report.material import Material
from copperplate.report.paper import AimPage
from copperplate.series import Figure

STANDING_WORDS = {
    Standing.MET: "Met",
    Standing.NOT_MET: "Not met",
    Standing.NOT_KNOWN: "Not known",
}


def aim_of(material: Material, page: AimPage) -> Aim:
    """Return the aim a page is of."""
    aim = material.plan.aim(page.aim)
    if aim is None:
        raise ValueError(page.aim)  # pipeline refuses a page for an aim the plan lacks
    return aim


def standing_of(material: Material, page: AimPage) -> Standing | None:
    """Return how an aim's milestone stands; None for one that figures cannot settle."""
    aim, book = aim_of(material, page), material.book
    return standing(
        aim.milestone.kind,
        better=book.evidence[page.lines].shown.about.better,
        percent=aim.milestone.percent,
        rank=aim.milestone.rank,
        change=book.change(page.lines, base=aim.milestone.base),
        against=book.against(page.lines),
    )


def change_of(material: Material, measure: str, period: Period) -> Figure:
    """Return the change since the base with its sign; in number where the base is small."""
    book = material.book
    found = book.change(measure, period)
    kind = "change" if found is not None and found.proportion is None else "change_percent"
    return book.figure(f"{measure}.{kind}", period=period).with_sign()
