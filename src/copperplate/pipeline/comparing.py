"""Two measures, or one measure of two areas, as two control charts on one time axis.

Counts and charts each as `charting` does; says of each what it would say alone, and of both
nothing. Prints nothing and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from copperplate.disclosure import Audience, publish
from copperplate.errors import BadDefinition, Place, Problem
from copperplate.measures import Measure
from copperplate.periods import PeriodKind
from copperplate.pipeline.charting import charted_of, shape_charted, told_of
from copperplate.pipeline.collecting import charted_by
from copperplate.pipeline.counting import area_asked, count, force_of, newest, open_releases
from copperplate.pipeline.drawn import Drawn
from copperplate.report.comparing import Compared, compared
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace

Asked = tuple[str, str | None]
"""A measure's id, and an area by code or name: the workspace's force if None."""
_UPPER, _LOWER = "upper", "lower"


def compare(
    workspace: Workspace,
    *,
    left: Asked,
    right: Asked,
    kind: PeriodKind | None,
    to: date | None,
    known: date | None,
    audience: Audience,
    beside_whole: tuple[bool, bool] = (True, True),
) -> Drawn:
    """Return two control charts one above the other, and one table of both.

    Args:
        workspace: Where they are counted.
        left: The measure and the area of the upper chart, of the first columns of the table.
        right: Those of the lower.
        kind: The shape of period of both; months where both measures have them, else quarters, if
            None.
        to: Last day counted.
        known: Only what was known on this day is used, decisions included.
        audience: For whom it is.
        beside_whole: Whether each may say how the force moved that its area lies in.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102), or nothing known of one (C101).
        BadDefinition: Both are the same (C104); the period is not one of a measure's (M107), or
            overlaps with its neighbours (C102).
        NotPublishable: The audience may not see one (D002), or not some of its values (D006).
    """
    settings, register = workspace.settings, workspace.register
    asked = {name: _found(workspace, one) for name, one in ((_UPPER, left), (_LOWER, right))}
    if asked[_UPPER] == asked[_LOWER]:
        raise BadDefinition(_the_same(asked[_UPPER]))
    chosen = _shape([one.measure for one in asked.values()], kind)
    releases = known_on(workspace.releases, known)
    policy = settings.policy(audience, file="copperplate.yaml")
    on = known or newest(releases)
    with open_releases(releases) as engine:

        def counted(sides: dict[str, _Side]) -> dict[str, Evidence]:
            return {
                name: count(
                    workspace,
                    one.measure,
                    engine=engine,
                    releases=releases,
                    areas=(one.area,),
                    kind=chosen,
                    to=to,
                )
                for name, one in sides.items()
            }

        # What is shown side by side goes through disclosure side by side; what it lies in, which
        # is only spoken of, by itself.
        seen = publish(counted(asked), policy=policy, audience=audience)
        around = {
            name: publish(
                counted({name: _Side(measure=one.measure, area=force)}),
                policy=policy,
                audience=audience,
            )[name]
            for (name, one), may in zip(asked.items(), beside_whole, strict=True)
            if may and (force := force_of(register, register[one.area])) != one.area
        }
    home = asked[_UPPER].area if asked[_UPPER].area == asked[_LOWER].area else ""
    sides = []
    for name, one in asked.items():
        whole = around.get(name)
        force = force_of(register, register[one.area])
        told = told_of(
            workspace,
            seen[name],
            area=one.area,
            home=home,
            around=None if whole is None else charted_of(workspace, whole, area=force, on=on),
            on=on,
        )
        sides.append(
            Compared(book=told.book, evidence=told.evidence, charted=told.charted, said=told.said)
        )
    return Drawn(
        block=compared(*sides, identity=f"{left[0]}-{right[0]}-compared"),
        policy=policy,
        audience=audience,
        licence=settings.licence,
        said=tuple(runs for one in sides for runs in one.said),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Side:
    """What one of the two charts is of; `area` is a code."""

    measure: Measure
    area: str


def _found(workspace: Workspace, asked: Asked) -> _Side:
    identity, area = asked
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    return _Side(measure=measure, area=area_asked(workspace, area))


def _shape(measures: list[Measure], kind: PeriodKind | None) -> PeriodKind:
    """Return the shape of period that both are charted in."""
    kinds = {charted_by(one) for one in measures}
    common = kind or (kinds.pop() if len(kinds) == 1 else PeriodKind.QUARTER)
    for one in measures:
        shape_charted(one, common)
    return common


def _the_same(side: _Side) -> Problem:
    return Problem(
        code="C104",
        place=Place(file="MEASURE"),
        what=f"Both charts would be of '{side.measure.id}' in the same area.",
        allowed="Two measures, or one measure in two areas.",
        remedy="Name a second measure, or the second area with --with-area.",
    )
