"""One measure of one area as a control chart, with what the chart says.

Counts by the same road as `showing`, charts by the same as papers. Prints nothing and writes
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from copperplate.compare import Average
from copperplate.disclosure import Audience, Policy, Publishable, publish
from copperplate.errors import BadDefinition, NotPublishable, Place, Problem, UnknownName
from copperplate.findings.charted import Charted, chart_of
from copperplate.findings.of_aim import Watched, in_time
from copperplate.measures import Measure
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import Runs, Text
from copperplate.narrative.sentences import Teller
from copperplate.narrative.suggestions import tell_all
from copperplate.periods import PeriodKind
from copperplate.pipeline.collecting import charted_by
from copperplate.pipeline.counting import area_asked, count, force_of, newest, open_releases
from copperplate.pipeline.drawn import Drawn
from copperplate.pipeline.marking import operations_of
from copperplate.pipeline.showing import no_such_period
from copperplate.report.control import control_chart, untold_steps
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace
from copperplate.workspace.decisions import decided


def chart(
    workspace: Workspace,
    identity: str,
    *,
    area: str | None,
    kind: PeriodKind | None,
    to: date | None,
    known: date | None,
    audience: Audience,
    beside_whole: bool = True,
) -> Drawn:
    """Return the control chart of a measure.

    Args:
        workspace: Where it is counted.
        identity: The measure's id.
        area: Code or name; the workspace's force if None.
        kind: The shape of period; the measure's months, else its quarters, if None.
        to: Last day counted.
        known: Only what was known on this day is used, decisions included.
        audience: For whom it is.
        beside_whole: Whether it may say how the force moved that the area lies in.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102), or nothing known (C101).
        BadDefinition: The period is not one of the measure's (M107), or overlaps with its
            neighbours (C102).
        NotPublishable: The audience may not see it (D002), or not some of its values (D006).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    settings, register = workspace.settings, workspace.register
    code = area_asked(workspace, area)
    chosen = shape_charted(measure, kind)
    releases = known_on(workspace.releases, known)
    policy = settings.policy(audience, file="copperplate.yaml")
    # Each area goes through disclosure by itself: what is asked of one hides nothing of another.
    with open_releases(releases) as engine:
        seen = {
            one: publish(
                {
                    measure.id: count(
                        workspace,
                        measure,
                        engine=engine,
                        releases=releases,
                        areas=(one,),
                        kind=chosen,
                        to=to,
                    )
                },
                policy=policy,
                audience=audience,
            )[measure.id]
            for one in dict.fromkeys(
                (code, force_of(register, register[code]) if beside_whole else code)
            )
        }
    whole = next((one for one in seen if one != code), None)
    on = known or newest(releases)
    told = told_of(
        workspace,
        seen[code],
        area=code,
        home=code,
        around=None if whole is None else charted_of(workspace, seen[whole], area=whole, on=on),
        on=on,
    )
    untold = untold_steps(told.charted)
    return Drawn(
        block=control_chart(
            told.book,
            told.evidence,
            told.charted,
            told.said,
            identity=f"{measure.id}-control",
            operations=operations_of(workspace, measure.id, code),
        ),
        policy=policy,
        audience=audience,
        licence=settings.licence,
        said=(*told.said, (Text(untold),)) if untold else told.said,
        caveats=(*told.evidence.shown.caveats, *told.evidence.shown.remarks),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldChart:
    """One measure of one area, charted, and what its chart says.

    Attributes:
        book: Makes its figures.
        evidence: The measure, through disclosure.
        charted: Its chart.
        said: Sentences, the headline first.
    """

    book: FigureBook
    evidence: Publishable[Evidence]
    charted: Charted
    said: tuple[Runs, ...]


def shape_charted(measure: Measure, kind: PeriodKind | None) -> PeriodKind:
    """Return the shape of period a measure is charted in: the one asked for, else its own.

    Raises:
        BadDefinition: It is not one of the measure's (M107), or overlaps with its neighbours
            (C102).
    """
    chosen = kind or charted_by(measure)
    if chosen not in measure.periods:
        raise BadDefinition(no_such_period(measure, chosen))
    if chosen.overlaps:
        raise BadDefinition(_overlapping(chosen))
    return chosen


def charted_of(
    workspace: Workspace, evidence: Publishable[Evidence], *, area: str, on: date
) -> Charted | None:
    """Return the chart of an area with what people decided by a day; None where it has none."""
    return chart_of(
        evidence,
        area=area,
        verdicts=decided(
            workspace.decisions,
            measure=evidence.shown.about.id,
            area=area,
            force=workspace.settings.force,
            on=on,
        ),
    )


def told_of(
    workspace: Workspace,
    evidence: Publishable[Evidence],
    *,
    area: str,
    home: str,
    around: Charted | None,
    on: date,
) -> ToldChart:
    """Return a measure of an area with its chart and what that says.

    Args:
        workspace: Whose decisions and names.
        evidence: The measure, through disclosure.
        area: Code.
        home: Code of the area that sentences do not name.
        around: The chart of what the area lies in; None for none.
        on: The day whose decisions hold.

    Raises:
        NotPublishable: Some of its values are hidden (D006).
        UnknownName: Nothing is known of it (C101).
    """
    register, about = workspace.register, evidence.shown.about
    charted = charted_of(workspace, evidence, area=area, on=on)
    hidden = sum(Mark.CONFIDENTIAL in one.marks for one in evidence.shown.series[area].observations)
    if hidden and evidence.policy.hides_small:
        raise NotPublishable(_hidden(about.id, hidden, evidence.policy))
    if charted is None:
        raise UnknownName(nothing_known(about.id, register[area].name))
    context = Context(
        area=home, names=register, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    book = FigureBook({about.id: evidence}, context)
    watched = Watched(
        area=area,
        leading=evidence,
        period=charted.periods[-1],
        by_period=evidence,
        charted=charted,
        around=around,
    )
    told = tell_all(Teller(book, {about.id: evidence}), in_time(watched))
    return ToldChart(
        book=book, evidence=evidence, charted=charted, said=tuple(one.runs for one in told)
    )


def _overlapping(kind: PeriodKind) -> Problem:
    return Problem(
        code="C102",
        place=Place(file="--period"),
        what=f"Periods of the shape '{kind.value}' share days with their neighbours, so that no "
        "limits, runs or steps apply to them.",
        remedy="Chart the months or quarters they are made of.",
    )


def _hidden(measure: str, hidden: int, policy: Policy) -> Problem:
    return Problem(
        code="D006",
        place=Place(file=f"measure {measure}"),
        what=f"{hidden:,} of its values are hidden under the policy '{policy.name}', so it has no "
        "control chart: limits of the others alone would mislead.",
        remedy="Chart longer periods or a larger area, or ask as the audience 'restricted'.",
    )


def nothing_known(measure: str, area: str) -> Problem:
    """Return the problem of a chart of nothing (C101)."""
    return Problem(
        code="C101",
        place=Place(file="MEASURE"),
        what=f"No release known holds '{measure}' of {area}.",
        remedy="Load one, or choose another area or measure; --known-on may be too early.",
    )
