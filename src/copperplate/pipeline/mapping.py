"""One measure of many areas in one period, through disclosure, as a map with its table.

Counts by the same road as `showing`. Prints nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from copperplate.areas import Area, AreaKind
from copperplate.compare import Average
from copperplate.disclosure import Audience, publish
from copperplate.errors import BadDefinition, Place, Problem, UnknownName
from copperplate.measures import Measure
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.maps import KINDS
from copperplate.periods import Period, PeriodKind
from copperplate.pipeline.counting import count, open_releases
from copperplate.pipeline.drawn import Drawn
from copperplate.pipeline.showing import no_such_period
from copperplate.reference.boundaries import Boundaries, Outlines, shipped_outlines
from copperplate.report.maps import Backdrop, area_map
from copperplate.series import Mark
from copperplate.series.model import SeriesSet
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace

OF = MappingProxyType(
    {
        "districts": AreaKind.LOCAL_AUTHORITY,
        "wards": AreaKind.WARD,
        "forces": AreaKind.POLICE_FORCE_AREA,
        "units": AreaKind.NEIGHBOURHOOD_POLICING_UNIT,
        "priority-areas": AreaKind.PRIORITY_AREA,
    }
)
"""What a map can be of, as it is asked for."""

_SHIPPED = MappingProxyType(
    {
        AreaKind.POLICE_FORCE_AREA: Boundaries.POLICE_FORCE_AREAS,
        AreaKind.LOCAL_AUTHORITY: Boundaries.DISTRICTS,
        AreaKind.WARD: Boundaries.WARDS_WEST_MIDLANDS,
    }
)
# What shows where areas lie that do not cover the map: the first of which boundaries are held.
_BEHIND = (
    AreaKind.NEIGHBOURHOOD_POLICING_UNIT,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.POLICE_FORCE_AREA,
)


def map_of(
    workspace: Workspace,
    identity: str,
    *,
    of: str,
    area: str | None,
    period: PeriodKind | Period | None,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> Drawn:
    """Return a map of a measure.

    Args:
        workspace: Where it is counted.
        identity: The measure's id.
        of: One of `OF`.
        area: The area whose parts are drawn; by default the force, or all areas if `of` forces.
        period: The one mapped, or a shape of period, whose newest is; the measure's first shape
            by default.
        to: Last day counted.
        known: Use only what was known on this day.
        audience: For whom it is.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102); nothing known of the areas in
            the period (G103).
        BadDefinition: The period is not one of the measure's (M107); the area holds none of what
            is to be drawn (G101), no boundary of them is held (G102), or the workspace's
            boundaries cannot be read (G104 to G111).
        NotPublishable: The audience may not see it (D002).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    settings = workspace.settings
    kind = period.kind if isinstance(period, Period) else period or measure.periods[0]
    if kind not in measure.periods:
        raise BadDefinition(no_such_period(measure, kind))
    around = around_of(workspace, of, area)
    releases = known_on(workspace.releases, known)
    areas = areas_of(workspace, around, of, option="--of")
    outlines = _outlines_of_some(workspace, around, areas, of)
    policy = settings.policy(audience, file="copperplate.yaml")
    with open_releases(releases) as engine:
        evidence = count(
            workspace,
            measure,
            engine=engine,
            releases=releases,
            areas=[one.code for one in areas],
            kind=kind,
            to=to,
        )
    shown = publish({measure.id: evidence}, policy=policy, audience=audience)
    series = shown[measure.id].shown.series
    context = Context(
        area=settings.force,
        names=workspace.register,
        group=None,
        average=Average.MEAN_WITH_SELF,
        base=None,
    )
    chosen = _period(series, period, measure, of)
    block = area_map(
        FigureBook(shown, context),
        measure.id,
        [area for area in areas if area.code in outlines.shapes or area.in_use(chosen.end)],
        chosen,
        within=around,
        identity=f"{measure.id}-{of}",
        outlines=outlines,
        behind=_behind(workspace, around) if OF[of] is AreaKind.PRIORITY_AREA else None,
    )
    return Drawn(block=block, policy=policy, audience=audience, licence=settings.licence)


def around_of(workspace: Workspace, of: str, area: str | None) -> Area:
    """Return the area whose parts are drawn."""
    register, force = workspace.register, workspace.register[workspace.settings.force]
    if area is not None:
        return register.find(area, place=Place(file="--area"))
    if OF[of] is not AreaKind.POLICE_FORCE_AREA:
        return force
    around = force
    while around.parent in register:
        around = register[around.parent]
    return around


def outlines_of(workspace: Workspace, kind: AreaKind) -> Outlines | None:
    """Return the boundaries held of a kind, the workspace's own before those that ship, or None."""
    own = workspace.outlines(kind)
    if own is not None:
        return own
    return shipped_outlines(_SHIPPED[kind]) if kind in _SHIPPED else None


def areas_of(workspace: Workspace, around: Area, of: str, *, option: str) -> tuple[Area, ...]:
    """Return the areas of a kind of `OF` that lie in one, every one there ever was.

    Raises:
        BadDefinition: There is none (G101); `option` is where they were asked for.
    """
    kind = OF[of]
    found = workspace.register.within(around.code, kind=kind)
    if not found:
        raise BadDefinition(
            Problem(
                code="G101",
                place=Place(file=option, spot=of),
                what=f"No {KINDS[kind][0]} lies in {around.name} ({around.code}).",
                allowed="What lies where stands in areas/register.csv.",
                remedy="Choose another area, or add the areas to the register.",
            )
        )
    return found


def _outlines_of_some(
    workspace: Workspace, around: Area, found: Sequence[Area], of: str
) -> Outlines:
    """Return boundaries that hold one of these areas at least."""
    kind = OF[of]
    outlines = outlines_of(workspace, kind)
    if outlines is None or not any(area.code in outlines.shapes for area in found):
        raise BadDefinition(
            Problem(
                code="G102",
                place=Place(file="--of", spot=of),
                what=f"No boundary is held of any {KINDS[kind][0]} in {around.name} "
                f"({around.code}).",
                allowed="Boundaries ship of all force areas, of the districts of the West Midlands "
                "and its group of forces, and of the wards of the West Midlands; a workspace holds "
                f"others in areas/{kind.value}.geojson.",
                remedy="Put the boundaries into that file, draw another set with --of, or print "
                "the table with 'copperplate show'.",
            )
        )
    return outlines


def _behind(workspace: Workspace, around: Area) -> Backdrop | None:
    """Return the larger areas that an area is made of, or is; None if no boundary is held."""
    for kind in _BEHIND:
        areas = workspace.register.within(around.code, kind=kind)
        if around.kind is kind:
            areas = (around, *areas)
        outlines = outlines_of(workspace, kind)
        held = [area for area in areas if outlines and area.code in outlines.shapes]
        if outlines and held:
            return Backdrop(areas=tuple(held), outlines=outlines)
    return None


def _period(
    series: SeriesSet, asked: Period | PeriodKind | None, measure: Measure, of: str
) -> Period:
    """Return the period mapped: the one asked for, or the newest of which anything is known.

    A figure that is hidden is known; where none is, nothing would be drawn.
    """
    known: list[Period] = [
        seen[0].period
        for seen in zip(*(row.observations for row in series), strict=True)
        if any(one.value is not None or Mark.CONFIDENTIAL in one.marks for one in seen)
    ]
    if isinstance(asked, Period) and asked in known:
        return asked
    if known and not isinstance(asked, Period):
        return known[-1]
    raise UnknownName(_nothing_known(measure, asked, of, known))


def _nothing_known(
    measure: Measure, asked: Period | PeriodKind | None, of: str, held: Sequence[Period]
) -> Problem:
    when = f" for {asked}" if isinstance(asked, Period) else ""
    return Problem(
        code="G103",
        place=Place(file="--period" if held else "MEASURE"),
        what=f"No release known holds '{measure.id}' by {of}{when}.",
        allowed=f"Held: {held[0]} to {held[-1]}." if held else "",
        remedy="Choose another period, --of or measure; --known-on may be too early.",
    )
