"""Two measures, or one measure of two areas, one above the other on one time axis."""

from __future__ import annotations

from collections.abc import Mapping

from copperplate.errors import Refusal
from copperplate.portal.asked import Asked, choices, day_of, kinds_of
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Page
from copperplate.portal.performance.measures import beyond_headline
from copperplate.portal.plain_words import why_of


def compare(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return two control charts and their tables; the form alone where two are not chosen yet."""
    area = desk.area(query.get("area") or None)
    other_area = desk.area(query.get("right_area") or area.code)
    left, right = query.get("left", ""), query.get("right", "")
    right = right or (left if other_area.code != area.code else "")
    asked = Asked(
        area=area,
        to=day_of(query.get("to")),
        known=day_of(query.get("known")),
        chosen={key: query[key] for key in ("area", "to", "known") if query.get(key)},
    )
    setter = Setter()
    said: dict[str, object] = {}
    synthetic = desk.workspace.register.stamps([area.code, other_area.code])
    if left and right:
        sides = (desk.measure(left), area), (desk.measure(right), other_area)
        try:
            drawn = desk.compared(*sides, to=asked.to, known=asked.known)
        except Refusal as refusal:
            said = {"why": why_of(refusal, desk)}
        else:
            said = {
                "chart": setter.block(drawn.block),
                "sentences": [setter.words(one) for one in beyond_headline(drawn)],
                "passed": drawn.passed,
            }
    return Page(
        template="compare.html",
        title="Compare",
        crumbs=(("Measures", asked.address("/measures/")),),
        synthetic=synthetic,
        said={
            **choices(desk, asked),
            **said,
            "areas": kinds_of(desk),
            "right_area": other_area,
            "left": left,
            "right": right,
            "measures": sorted(
                ((one.id, one.title) for one in desk.measures()), key=lambda pair: pair[1]
            ),
            "to": query.get("to", ""),
            "known": query.get("known", ""),
            "entries": setter.end(),
        },
    )
