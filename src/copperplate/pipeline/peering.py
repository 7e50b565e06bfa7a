"""A measure beside the force's group: the ranking of the newest period, and everybody over time.

Counts by the same road as `showing`. Prints nothing.
"""

from __future__ import annotations

from datetime import date

from copperplate.disclosure import Audience
from copperplate.errors import BadDefinition, Place, Problem
from copperplate.pipeline.drawn import Drawn
from copperplate.pipeline.showing import show
from copperplate.report.charts import over_time, ranking
from copperplate.series.units import UnitKind
from copperplate.workspace import Workspace


def beside_peers(
    workspace: Workspace,
    identity: str,
    *,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> tuple[Drawn, ...]:
    """Return a measure of the force and of its group: their ranking, then their lines.

    Raises:
        UnknownName: No such measure (M103).
        BadDefinition: No group is set (K103), or the measure is a count, which a larger force has
            more of (C110).
        NotPublishable: The audience may not see it (D002).
    """
    shown = show(
        workspace,
        identity,
        area=None,
        peers=True,
        kind=None,
        to=to,
        known=known,
        audience=audience,
    )
    evidence = shown.evidence.shown
    if evidence.series.unit.kind is UnitKind.COUNT:
        raise BadDefinition(
            Problem(
                code="C110",
                place=Place(file="MEASURE"),
                what=f"'{identity}' is a count, and a larger force has more of it.",
                allowed="A rate, a percentage or a mean.",
                remedy="Compare the rate that is worked out of it.",
            )
        )
    blocks = (
        ranking(shown.book, identity, identity=f"{identity}-ranking"),
        over_time(shown.book, identity, identity=f"{identity}-peers", peers=True),
    )
    return tuple(
        Drawn(
            block=block,
            policy=shown.policy,
            audience=audience,
            licence=workspace.settings.licence,
        )
        for block in blocks
    )
