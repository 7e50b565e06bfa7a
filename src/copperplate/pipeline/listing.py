"""The records behind one figure, for those who hold them."""

from __future__ import annotations

from datetime import date

from copperplate.disclosure import Audience, Publishable, publish_to_holders
from copperplate.errors import BadDefinition, Place, Problem, UnknownName
from copperplate.measures import DatedMeasure, Measure
from copperplate.periods import Period
from copperplate.pipeline.counting import area_asked, count, open_releases, territories
from copperplate.pipeline.showing import no_such_period
from copperplate.query.listing import Listed, list_records
from copperplate.schema import TABLES
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace


def records(
    workspace: Workspace,
    identity: str,
    period: Period,
    *,
    area: str | None,
    known: date | None,
    audience: Audience,
) -> Publishable[Listed]:
    """Return the records a measure counts of an area in a period.

    Args:
        workspace: Where they are.
        identity: The measure's id; of a rate or a proportion, the records above the line.
        period: One the measure is counted by.
        area: Code or name; the workspace's force if None.
        known: Only what was known on this day is used.
        audience: For whom it is.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102), or no figure of it (L103).
        BadDefinition: It is not counted from records (L104), or not by such a period (M107).
        NotPublishable: The audience may not know (D004).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    counted = workspace.measures.counted(measure)
    if not isinstance(counted, DatedMeasure) or not TABLES[counted.table].of_records:
        raise BadDefinition(_not_of_records(measure))
    if period.kind not in counted.periods:
        raise BadDefinition(no_such_period(counted, period.kind))
    code = area_asked(workspace, area)
    releases = known_on(workspace.releases, known)
    with open_releases(releases) as engine:
        evidence = count(
            workspace,
            counted,
            engine=engine,
            releases=releases,
            areas=(code,),
            kind=period.kind,
            to=period.end,
        )
        seen = evidence.series[code].at(period) if evidence.series.periods else None
        if seen is None or seen.value is None:
            raise UnknownName(_no_figure(counted, code, period))
        listed = list_records(
            counted,
            workspace.measures.conditions[counted.id],
            engine=engine,
            area=code,
            territory=territories(workspace, (code,))[code],
            period=period,
            release=seen.release,
        )
    speaks = next(release for release in releases if release.identity == seen.release)
    return publish_to_holders(
        listed,
        policy=workspace.settings.policy(audience, file="copperplate.yaml"),
        audience=audience,
        already_public=speaks.published is not None,
        areas=(code,),
        names=workspace.register,
    )


def _not_of_records(measure: Measure) -> Problem:
    return Problem(
        code="L104",
        place=Place(file="MEASURE"),
        what=f"'{measure.id}' is not counted from records.",
        allowed="Of published figures, 'copperplate explain' says where each stands.",
        remedy="Name a measure on records.",
    )


def _no_figure(measure: Measure, area: str, period: Period) -> Problem:
    return Problem(
        code="L103",
        place=Place(file="PERIOD"),
        what=f"No release known holds '{measure.id}' of {area} for {period}.",
        remedy="'copperplate show' prints the periods there are; --known-on may be too early.",
    )
