"""One milestone of a plan in full: counted, through disclosure together, arranged.

Counts by the same road as the objectives table. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from copperplate.areas import Area, PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import Audience, Publishable, publish
from copperplate.errors import BadDefinition, Place, Problem, UnknownName
from copperplate.findings.milestones import standing
from copperplate.findings.peers import against_group
from copperplate.findings.position import (
    SETTLED_BY_LEVEL,
    Position,
    position_of_level,
    position_of_standing,
    position_to_date,
)
from copperplate.findings.target_profile import target_profile
from copperplate.narrative.figure_maker import Context, Maker
from copperplate.narrative.milestone_words import place_in_group
from copperplate.narrative.runs import Runs
from copperplate.narrative.target_profiles import NoProfile
from copperplate.periods import Period, PeriodKind, long_date
from copperplate.pipeline.counting import area_asked, count, newest, open_releases
from copperplate.pipeline.drawn import Drawn
from copperplate.pipeline.milestone_asked import (
    Asked,
    areas_below,
    asked_of,
    refuse_whole_area_s,
)
from copperplate.plan import MilestoneKind
from copperplate.report.milestones import (
    AreaStands,
    MilestoneSheet,
    Profile,
    positioned,
    profile_chart,
    profile_of,
    recorded_figure,
    rests_of,
)
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace

_GROUPED = (MilestoneKind.RANK, MilestoneKind.AGAINST_GROUP)
_TO_DATE, _WHOLE, _MONTHS = "to date", "whole years", "by month"


def milestone(
    workspace: Workspace,
    identity: str,
    *,
    plan: str | None,
    area: str | None,
    by: str | None,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> MilestoneSheet:
    """Return one milestone in full.

    Args:
        workspace: Where its plan, its measure and its releases are.
        identity: The aim's id.
        plan: Id of the plan; the workspace's own, else the newest that holds the aim, if None.
        area: Code or name; the workspace's force if None.
        by: One of `BY`, for a table of the areas below; None for none.
        to: Last day counted; the newest known, and never later than the plan's last, if None.
        known: Only what was known on this day is used.
        audience: For whom it is.

    Raises:
        UnknownName: No such plan (P114), aim (O110), measure (M103) or area (A101, A102); nothing
            known of the plan's years (O113).
        BadDefinition: The aim has no measure (O111), or one that is not counted by year to date
            (O112); the milestone is the whole area's and says nothing of one below it (O114);
            no such area lies in it (G101).
        NotPublishable: The audience may not see it (D002).
    """
    asked = asked_of(workspace, identity, plan)
    code = area_asked(workspace, area)
    below = areas_below(workspace, code, by)
    if below or code != asked.plan.area:
        refuse_whole_area_s(asked)
    ended = to is None or to > asked.plan.ends
    last = asked.plan.ends if to is None else min(to, asked.plan.ends)
    group = _group(workspace, asked, code, known)
    counted = _count(
        workspace,
        asked,
        codes=[code, *(group.others if group else ()), *(one.code for one in below)],
        code=code,
        last=last,
        known=known,
    )
    policy = workspace.settings.policy(audience, file="copperplate.yaml")
    shown = publish(counted, policy=policy, audience=audience)
    context = Context(
        area=code,
        names=workspace.register,
        group=group,
        average=Average.MEAN_WITH_SELF,
        base=None,
    )
    period = shown[_TO_DATE].shown.series.periods[-1]
    found = _position(asked, shown, area=code, period=period, group=group)
    maker = Maker(context, shown[_TO_DATE], code, beside=shown.get(_WHOLE))
    profile, why = _profile(asked, shown, found, context=context, area=code)
    return MilestoneSheet(
        plan=asked.plan,
        aim=asked.aim,
        area=workspace.register[code],
        evidence=shown[_TO_DATE].shown,
        positioned=positioned(maker, found),
        recorded=recorded_figure(maker, period),
        rests=rests_of(maker, found),
        beside=_beside(shown, maker, period, group),
        profile=profile,
        no_profile=why,
        by=by or "",
        areas=tuple(
            _area(workspace, asked, shown, one, period=period, context=context)
            for one in below
            if one.in_use(period.end)
        ),
        ended=ended and period.end == asked.plan.ends,
        policy=policy,
        audience=audience,
        licence=workspace.settings.licence,
        releases=tuple(
            dict.fromkeys(note for one in shown.values() for note in one.shown.releases)
        ),
    )


def milestone_drawn(sheet: MilestoneSheet) -> Drawn:
    """Return a milestone's profile as a drawing that stands alone.

    Raises:
        BadDefinition: It has no profile, or no month of it is recorded (O115).
    """
    if sheet.profile is None or sheet.profile.found.newest is None:
        raise BadDefinition(
            Problem(
                code="O115",
                place=Place(file="--format", spot="svg"),
                what=f"The milestone of '{sheet.aim.id}' has no profile through the year to draw.",
                allowed="A milestone on a count of a financial year, by a measure that is counted "
                "by month, of which a whole month is recorded.",
                remedy="Ask for '--format text', which says why.",
            )
        )
    return Drawn(
        block=profile_chart(sheet, sheet.profile),
        policy=sheet.policy,
        audience=sheet.audience,
        licence=sheet.licence,
        said=sheet.profile.said,
    )


def _group(workspace: Workspace, asked: Asked, code: str, known: date | None) -> PeerGroup | None:
    if asked.aim.milestone.kind not in _GROUPED or code != workspace.settings.force:
        return None
    on = known or newest(known_on(workspace.releases, known))
    return workspace.settings.group_on(on)


def _count(
    workspace: Workspace,
    asked: Asked,
    *,
    codes: Sequence[str],
    code: str,
    last: date,
    known: date | None,
) -> dict[str, Evidence]:
    """Count everything a sheet is made of: what is promised, whole years, months."""
    releases = known_on(workspace.releases, known)
    with open_releases(releases) as engine:

        def one(kind: PeriodKind, to: date, areas: Sequence[str]) -> Evidence:
            return count(
                workspace,
                asked.measure,
                engine=engine,
                releases=releases,
                areas=areas,
                kind=kind,
                to=to,
            )

        found = {_TO_DATE: one(asked.kind, last, codes)}
        periods = found[_TO_DATE].series.periods
        if not periods or periods[-1].end < asked.plan.starts:
            raise UnknownName(_nothing_known(asked))
        if asked.fills_up:
            before = periods[-1].start - timedelta(days=1)
            found[_WHOLE] = one(PeriodKind.YEAR_TO_DATE, before, codes)
            if PeriodKind.MONTH in asked.measure.periods:
                found[_MONTHS] = one(PeriodKind.MONTH, periods[-1].end, (code,))
    return found


def _nothing_known(asked: Asked) -> Problem:
    starts, ends = long_date(asked.plan.starts), long_date(asked.plan.ends)
    return Problem(
        code="O113",
        place=Place(file="AIM"),
        what=f"No release known holds '{asked.measure.id}' in the years of the plan "
        f"'{asked.plan.id}', {starts} to {ends}.",
        remedy="Load one with 'copperplate load', or name another plan with --plan; --to or "
        "--known-on may be too early.",
    )


def _position(
    asked: Asked,
    shown: Mapping[str, Publishable[Evidence]],
    *,
    area: str,
    period: Period,
    group: PeerGroup | None = None,
) -> Position:
    """Return where the milestone stands for an area."""
    promised, evidence = asked.aim.milestone, shown[_TO_DATE]
    last = period.end >= asked.plan.ends
    if asked.fills_up:
        years = 1 if asked.base is None else period.start.year - asked.base.start.year
        return position_to_date(
            evidence,
            shown.get(_WHOLE),
            area=area,
            period=period,
            years=years,
            milestone=promised,
        )
    if promised.kind in SETTLED_BY_LEVEL:
        return position_of_level(evidence, area=area, period=period, milestone=promised, last=last)
    better = evidence.shown.about.better
    stands = None
    if promised.kind in _GROUPED and group is not None:
        stands = standing(
            promised.kind,
            better=better,
            rank=promised.rank,
            change=None,
            against=against_group(evidence, area=area, members=group.members, period=period),
        )
    return position_of_standing(stands, milestone=promised, period=period, better=better, last=last)


def _beside(
    shown: Mapping[str, Publishable[Evidence]],
    maker: Maker,
    period: Period,
    group: PeerGroup | None,
) -> tuple[Runs, ...]:
    if group is None:
        return ()
    fact = against_group(shown[_TO_DATE], area=maker.area, members=group.members, period=period)
    return () if fact is None else (place_in_group(maker, fact),)


def _profile(
    asked: Asked,
    shown: Mapping[str, Publishable[Evidence]],
    found: Position,
    *,
    context: Context,
    area: str,
) -> tuple[Profile | None, NoProfile | None]:
    if not asked.fills_up:
        return None, NoProfile.NO_YEAR
    if _MONTHS not in shown:
        return None, NoProfile.NO_MONTHS
    if found.target is None:
        return None, NoProfile.NO_TARGET
    profile = target_profile(shown[_MONTHS], area=area, period=found.period, target=found.target)
    return (
        profile_of(shown[_MONTHS], profile, context=context, area=area, rising=found.rising),
        None,
    )


def _area(
    workspace: Workspace,
    asked: Asked,
    shown: Mapping[str, Publishable[Evidence]],
    one: Area,
    *,
    period: Period,
    context: Context,
) -> AreaStands:
    found = _position(asked, shown, area=one.code, period=period)
    maker = Maker(context, shown[_TO_DATE], one.code, beside=shown.get(_WHOLE))
    return AreaStands(
        area=workspace.register[one.code],
        positioned=positioned(maker, found),
        recorded=recorded_figure(maker, period),
    )
