"""One measure through disclosure, for a person or a program to read.

Needs nothing of papers, so it answers in half the time a paper takes. Prints nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from copperplate.areas import Area, PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import Audience, Policy, Publishable, publish
from copperplate.errors import BadDefinition, Place, Problem, unknown_name
from copperplate.measures import Measure
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.periods import PeriodKind
from copperplate.pipeline.counting import area_asked, count, newest, no_group, open_releases
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What `show` prints: a measure through disclosure, and whom it is compared with."""

    evidence: Publishable[Evidence]
    areas: tuple[Area, ...]
    group: PeerGroup | None
    policy: Policy
    book: FigureBook


def show(
    workspace: Workspace,
    identity: str,
    *,
    area: str | None,
    peers: bool,
    kind: PeriodKind | None,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> Shown:
    """Return a measure's series for an area, its group beside it where `peers`.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102).
        BadDefinition: The period is not one of the measure's (M107); no group is set (K103).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    register, settings = workspace.register, workspace.settings
    code = area_asked(workspace, area)
    chosen = kind or measure.periods[0]
    if chosen not in measure.periods:
        raise BadDefinition(no_such_period(measure, chosen))
    releases = known_on(workspace.releases, known)
    group = settings.group_on(known or newest(releases)) if code == settings.force else None
    if peers and group is None:
        raise BadDefinition(no_group(workspace, code, known or newest(releases)))
    codes = (code, *group.others) if peers and group is not None else (code,)
    policy = settings.policy(audience, file="copperplate.yaml")
    with open_releases(releases) as engine:
        evidence = count(
            workspace,
            measure,
            engine=engine,
            releases=releases,
            areas=codes,
            kind=chosen,
            to=to,
        )
    shown = publish({measure.id: evidence}, policy=policy, audience=audience)
    context = Context(
        area=code,
        names=register,
        group=group if peers else None,
        average=Average.MEAN_WITH_SELF,
        base=None,
    )
    return Shown(
        evidence=shown[measure.id],
        areas=tuple(register[code] for code in codes),
        group=group if peers else None,
        policy=policy,
        book=FigureBook(shown, context),
    )


def no_such_period(measure: Measure, kind: PeriodKind) -> Problem:
    """Return the problem of a shape of period that a measure is not counted in (M107)."""
    return unknown_name(
        code="M107",
        place=Place(file="--period"),
        kind=f"period of '{measure.id}'",
        name=kind.value,
        known=[period.value for period in measure.periods],
        remedy="Choose one of these, or add the period to the measure's file.",
    )
