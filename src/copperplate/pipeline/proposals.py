"""What a new milestone on a measure would rest on: counted, through disclosure together.

Prints nothing, and proposes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from copperplate.areas import PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import Audience, Publishable, publish
from copperplate.errors import BadDefinition, Place, Problem
from copperplate.findings.charted import Charted, chart_of
from copperplate.findings.peers import against_group
from copperplate.findings.proposal import proposal
from copperplate.measures import CountMeasure, Measure, RateMeasure
from copperplate.narrative.figure_maker import Context, Maker
from copperplate.narrative.milestone_words import place_in_group
from copperplate.narrative.proposals import (
    NO_GROUP,
    NO_PROCESS,
    asked_figures,
    process_now,
    seen_words,
    trend,
    volume_now,
    year_figures,
)
from copperplate.narrative.runs import Runs, Text
from copperplate.periods import PeriodKind, financial_year_of
from copperplate.pipeline.collecting import charted_by
from copperplate.pipeline.counting import area_asked, count, newest, open_releases
from copperplate.report.proposals import AskedRow, ProposalSheet, YearRow
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace
from copperplate.workspace.decisions import decided

_YEARS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.YEAR_TO_DATE, PeriodKind.YEAR_ENDING)
_WHOLE, _NOW, _BY_PERIOD, _RATE = "whole years", "now", "by period", "rate"
Shown = Mapping[str, Publishable[Evidence]]


def proposed(
    workspace: Workspace,
    identity: str,
    *,
    area: str | None,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> ProposalSheet:
    """Return what a new milestone on a measure would rest on.

    Args:
        workspace: Where it is counted.
        identity: The measure's id.
        area: Code or name; the workspace's force if None.
        to: Last day counted; the newest known if None.
        known: Only what was known on this day is used, decisions included.
        audience: For whom it is.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102).
        BadDefinition: The measure is no count, or is not counted by a shape of period that holds
            financial years (O116).
        NotPublishable: The audience may not see it (D002).
    """
    measure = workspace.measures.find(identity, place=Place(file="--propose"))
    kind = next((one for one in _YEARS if one in measure.periods), None)
    if not isinstance(measure, CountMeasure) or kind is None:
        raise BadDefinition(_no_years(measure))
    code, settings = area_asked(workspace, area), workspace.settings
    on = known or newest(known_on(workspace.releases, known))
    group = settings.group_on(on) if code == settings.force else None
    rate = _rate_of(workspace, measure) if group is not None else None
    counted = _count(
        workspace, measure, kind=kind, area=code, rate=rate, group=group, to=to, known=known
    )
    policy = settings.policy(audience, file="copperplate.yaml")
    shown = publish(counted, policy=policy, audience=audience)
    context = Context(
        area=code,
        names=workspace.register,
        group=group,
        average=Average.MEAN_WITH_SELF,
        base=None,
    )
    maker = Maker(context, shown[_WHOLE], code)
    found = proposal(shown[_WHOLE], area=code)
    before = {one.year: one for one in found.years}
    now = next(iter(reversed(shown[_NOW].shown.series.periods)), None)
    charted = _charted(workspace, shown, measure, area=code, on=on)
    process, average = (
        (_no(NO_PROCESS), None)
        if charted is None
        else process_now(Maker(context, shown[_BY_PERIOD], code), charted)
    )
    said = {
        "trend": trend(maker, found),
        "now": () if now is None else volume_now(Maker(context, shown[_NOW], code), now),
        "process": process,
        "group": _place(shown, context, code),
    }
    return ProposalSheet(
        area=workspace.register[code],
        evidence=shown[_WHOLE].shown,
        found=found,
        years=tuple(
            YearRow(found=one, figures=year_figures(maker, one, before.get(one.year.back(1))))
            for one in found.recent
        ),
        now=now,
        said={name: one for name, one in said.items() if one},
        average=average,
        process_since=None
        if charted is None
        else charted.periods[charted.chart.segments[-1].first],
        asked=tuple(
            AskedRow(
                found=one,
                figures=asked_figures(maker, one, found.years[-1]),
                seen=seen_words(one, found),
            )
            for one in found.asked
        ),
        policy=policy,
        audience=audience,
        releases=tuple(
            dict.fromkeys(note for one in shown.values() for note in one.shown.releases)
        ),
    )


def _no(words: str) -> Runs:
    return (Text(words),)


def _no_years(measure: Measure) -> Problem:
    return Problem(
        code="O116",
        place=Place(file="--propose"),
        what=f"'{measure.id}' is no count that is had by financial year.",
        allowed="A measure of kind 'count' whose periods hold one of: "
        f"{', '.join(one.value for one in _YEARS)}.",
        remedy="Name a count, or add one of these to the measure's 'periods'.",
    )


def _rate_of(workspace: Workspace, measure: Measure) -> RateMeasure | None:
    """Return a rate of the count by residents or households, or None."""
    return next(
        (
            one
            for one in workspace.measures
            if isinstance(one, RateMeasure)
            and one.numerator == measure.id
            and one.denominator.count is None
        ),
        None,
    )


def _count(
    workspace: Workspace,
    measure: Measure,
    *,
    kind: PeriodKind,
    area: str,
    rate: RateMeasure | None,
    group: PeerGroup | None,
    to: date | None,
    known: date | None,
) -> dict[str, Evidence]:
    """Count whole years, the year now, the months or quarters, and the group's rates."""
    releases = known_on(workspace.releases, known)
    with open_releases(releases) as engine:

        def one(
            asked: Measure, kind: PeriodKind, to: date | None, areas: tuple[str, ...]
        ) -> Evidence:
            return count(
                workspace,
                asked,
                engine=engine,
                releases=releases,
                areas=areas,
                kind=kind,
                to=to,
            )

        by_date = PeriodKind.YEAR_TO_DATE in measure.periods
        now = one(measure, PeriodKind.YEAR_TO_DATE if by_date else kind, to, (area,))
        found = {_NOW: now, _WHOLE: now}
        if kind is PeriodKind.YEAR_TO_DATE and now.series.periods:
            year = now.series.periods[-1]
            whole = year.end == financial_year_of(year.end).end
            last = year.end if whole else year.start - timedelta(days=1)
            found[_WHOLE] = one(measure, kind, last, (area,))
        elif by_date:
            found[_WHOLE] = one(measure, kind, to, (area,))
        if charted_by(measure) in measure.periods:
            found[_BY_PERIOD] = one(measure, charted_by(measure), to, (area,))
        if rate is not None and group is not None:
            found[_RATE] = one(rate, rate.periods[0], to, group.members)
    return found


def _charted(
    workspace: Workspace, shown: Shown, measure: Measure, *, area: str, on: date
) -> Charted | None:
    if _BY_PERIOD not in shown:
        return None
    verdicts = decided(
        workspace.decisions,
        measure=measure.id,
        area=area,
        force=workspace.settings.force,
        on=on,
    )
    return chart_of(shown[_BY_PERIOD], area=area, verdicts=verdicts)


def _place(shown: Shown, context: Context, area: str) -> Runs:
    if _RATE not in shown or context.group is None or not shown[_RATE].shown.series.periods:
        return _no(NO_GROUP)
    rates = shown[_RATE]
    fact = against_group(
        rates, area=area, members=context.group.members, period=rates.shown.series.periods[-1]
    )
    return _no(NO_GROUP) if fact is None else place_in_group(Maker(context, rates, area), fact)
