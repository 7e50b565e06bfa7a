"""The days of one area on which far more, or fewer, were counted than on days of their kind.

Counts by the same road as `showing`. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from copperplate.areas import Area
from copperplate.disclosure import Audience, Publishable, publish
from copperplate.errors import BadDefinition, Place, Problem, UnknownName
from copperplate.findings.high_days import HighCrimeDays, high_crime_days
from copperplate.periods import PeriodKind
from copperplate.pipeline.counting import area_asked, count, open_releases
from copperplate.pipeline.showing import no_such_period
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """The days of an area, judged.

    Attributes:
        evidence: The measure by day, through disclosure.
        area: Whose they are.
        found: The days beyond their limits, and how many chance alone would make.
    """

    evidence: Publishable[Evidence]
    area: Area
    found: HighCrimeDays


def high_days(
    workspace: Workspace,
    identity: str,
    *,
    area: str | None,
    to: date | None,
    known: date | None,
    as_sundays: Collection[date],
    audience: Audience,
) -> Judged:
    """Return the days of an area beyond the limits of their day of the week.

    Args:
        workspace: Where they are counted.
        identity: The measure's id.
        area: Code or name; the workspace's force if None.
        to: Last day counted.
        known: Only what was known on this day is used.
        as_sundays: Days judged as Sundays are: bank holidays.
        audience: For whom it is.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102), or no days known (C103).
        BadDefinition: It is not counted by day (M107).
        NotPublishable: The audience may not see it.
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    settings, register = workspace.settings, workspace.register
    if PeriodKind.DAY not in measure.periods:
        raise BadDefinition(no_such_period(measure, PeriodKind.DAY))
    code = area_asked(workspace, area)
    releases = known_on(workspace.releases, known)
    policy = settings.policy(audience, file="copperplate.yaml")
    with open_releases(releases) as engine:
        counted = count(
            workspace,
            measure,
            engine=engine,
            releases=releases,
            areas=(code,),
            kind=PeriodKind.DAY,
            to=to,
        )
    (evidence,) = publish({measure.id: counted}, policy=policy, audience=audience).values()
    found = high_crime_days(evidence, code, as_sundays=as_sundays)
    if found is None or not found.judged:
        raise UnknownName(_too_few(measure.id, register[code].name))
    return Judged(evidence=evidence, area=register[code], found=found)


def _too_few(measure: str, area: str) -> Problem:
    return Problem(
        code="C103",
        place=Place(file="MEASURE"),
        what=f"Too few days of '{measure}' are known of {area} to judge any by those before it.",
        allowed="A day is judged by the days of its kind in the year before.",
        remedy="Load records that go back further, or choose another area; records that know "
        "only months have no days.",
    )
