"""What needs attention: the news on the control charts of every measure, of an area and below it.

Counts by the same road as `charting`, every measure once for all areas. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from copperplate.areas import Area, AreaKind, AreaRegister
from copperplate.compare import Average
from copperplate.disclosure import Audience, Policy, Publishable, publish
from copperplate.findings.attention import Looked, Noted, noted
from copperplate.findings.by_chance import events_of, expected_signs
from copperplate.findings.charted import charts_together
from copperplate.findings.thresholds import DAYS_OF_NOW
from copperplate.measures import Measure
from copperplate.narrative.attention import also_in, by_chance, carried, chart_figures
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import Runs
from copperplate.narrative.sentences import Teller
from copperplate.narrative.suggestions import Told, tell_all
from copperplate.periods import PeriodKind
from copperplate.pipeline.collecting import charted_by
from copperplate.pipeline.counting import area_asked, count, count_ahead, newest, open_releases
from copperplate.query import Answer
from copperplate.series import Figure, Provenance
from copperplate.series.evidence import Evidence
from copperplate.sources.release import Release, known_on
from copperplate.spc.rule_sets import SFN
from copperplate.workspace import Workspace
from copperplate.workspace.decisions import decided

BELOW = (
    AreaKind.NEIGHBOURHOOD_POLICING_UNIT,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.PRIORITY_AREA,
    AreaKind.IMPACT_AREA,
)
"""The kinds of area looked at below the one asked for, in their order."""
_MADE_OF_WARDS = frozenset(BELOW[:2])
_ABOVE_FORCES = frozenset({AreaKind.COUNTRY, AreaKind.REGION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that needs attention.

    Attributes:
        measure: What it is of.
        area: Where.
        noted: The fact.
        told: Its sentence.
        beside: Sentences that must be heard with it: that the whole stepped too, that one part
            carries it, where else it is seen.
        also: The areas below that show the same.
        carried_by: The part that makes up more than half of it; None where none does.
    """

    measure: Measure
    area: Area
    noted: Noted
    told: Told
    beside: tuple[Runs, ...]
    also: tuple[Area, ...]
    carried_by: Area | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attention:
    """What needs attention, the strongest first.

    Attributes:
        area: The area asked for.
        entries: What was found.
        charts: How many control charts were looked at.
        expected: How many entries there would be if nothing had changed anywhere.
        by_chance: Both in a sentence.
        policy: The policy all of it passed.
        audience: For whom.
        licence: Attribution to print.
        synthetic: What must stand by it because areas it speaks of do not exist.
    """

    area: Area
    entries: tuple[Entry, ...]
    charts: Figure
    expected: Figure
    by_chance: Runs
    policy: Policy
    audience: Audience
    licence: str
    synthetic: tuple[str, ...]


def attention(
    workspace: Workspace,
    *,
    area: str | None,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> Attention:
    """Return what is news on the control charts of all measures, each piece of news once.

    A measure of which nothing is known, or nothing of the last year, is passed by; so is a chart
    of too few values for limits, or with a value the audience may not see.

    Args:
        workspace: Where it is counted.
        area: Code or name; the workspace's force if None. The units and other areas that lie in
            it are looked at too; wards, where it is a unit or a local authority.
        to: Last day counted.
        known: Only what was known on this day is used, decisions included.
        audience: For whom it is.

    Raises:
        UnknownName: No such area (A101, A102).
        NotPublishable: The audience may see none of it (D002).
    """
    settings, register = workspace.settings, workspace.register
    asked = register[area_asked(workspace, area)]
    releases = known_on(workspace.releases, known)
    on = min(to or date.max, known or newest(releases))
    areas = areas_looked_at(register, asked, on)
    policy = settings.policy(audience, file="copperplate.yaml")
    counted = _counted(workspace, releases, areas, to)
    # All at once: what is hidden of one measure may follow from another.
    seen = publish(_passing(counted, policy), policy=policy, audience=audience)
    looked = _looked(workspace, seen, areas, on=on, decisions_by=known or newest(releases))
    found = [one for held in looked.values() for one in noted(held)]
    found.sort(key=lambda one: one.rank)
    every = [one for held in looked.values() for one in held.values()]
    charts, expected = chart_figures(
        len(every), expected_signs(every), _provenance(workspace, seen.values(), every, areas)
    )
    context = Context(
        area=asked.code, names=register, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    teller = Teller(FigureBook(seen, context), seen)
    return Attention(
        area=asked,
        entries=tuple(_entry(workspace, teller, one) for one in found),
        charts=charts,
        expected=expected,
        by_chance=by_chance(charts, expected),
        policy=policy,
        audience=audience,
        licence=settings.licence,
        synthetic=register.stamps(one.code for one in areas),
    )


def areas_looked_at(register: AreaRegister, asked: Area, on: date) -> tuple[Area, ...]:
    """Return an area and those below it that are looked at with it, larger kinds first.

    Below a country or a region those are its forces. An area that is not in use is passed by.
    """
    kinds: tuple[AreaKind, ...] = BELOW
    if asked.kind in _ABOVE_FORCES:
        kinds = (AreaKind.POLICE_FORCE_AREA,)
    elif asked.kind in _MADE_OF_WARDS:
        kinds = (*BELOW, AreaKind.WARD)
    below = (one for kind in kinds for one in register.within(asked.code, kind=kind, on=on))
    return (asked, *below)


def _counted(
    workspace: Workspace, releases: Sequence[Release], areas: Sequence[Area], to: date | None
) -> dict[str, Evidence]:
    """Return the measures that have months or quarters, counted for all areas, where known."""
    answered: dict[tuple[str, PeriodKind], Answer] = {}
    codes = [one.code for one in areas]
    charted = [one for one in workspace.measures if charted_by(one) in one.periods]
    with open_releases(releases) as engine:
        count_ahead(
            workspace,
            [(measure, charted_by(measure)) for measure in charted],
            engine=engine,
            releases=releases,
            areas=codes,
            to=to,
        )
        found = {
            measure.id: count(
                workspace,
                measure,
                engine=engine,
                releases=releases,
                areas=codes,
                kind=charted_by(measure),
                to=to,
                answered=answered,
            )
            for measure in charted
        }
    return {identity: one for identity, one in found.items() if one.series.periods}


def _passing(counted: Mapping[str, Evidence], policy: Policy) -> Mapping[str, Evidence]:
    """Return what a policy lets pass at all; everything where it lets nothing pass.

    Then the door says why.
    """
    if not policy.only_published:
        return counted
    public = {identity: one for identity, one in counted.items() if one.already_public}
    return public or counted


def _looked(
    workspace: Workspace,
    seen: Mapping[str, Publishable[Evidence]],
    areas: Sequence[Area],
    *,
    on: date,
    decisions_by: date,
) -> dict[str, dict[str, Looked]]:
    """Return the charts that say something of now, by measure and area."""
    codes, force = [one.code for one in areas], workspace.settings.force
    made = charts_together(
        seen,
        areas=codes,
        verdicts={
            measure: {
                code: decided(
                    workspace.decisions, measure=measure, area=code, force=force, on=decisions_by
                )
                for code in codes
            }
            for measure in seen
        },
    )
    oldest = on - timedelta(days=DAYS_OF_NOW)
    found = {}
    for measure, charts in made.items():
        events = dict(zip(codes, events_of(seen[measure]), strict=True))
        of_now = {
            code: charted
            for code, charted in charts.items()
            if charted.known >= SFN.fewest_for_limits and charted.newest.end >= oldest
        }
        found[measure] = {
            code: Looked(
                charted=charted,
                above=_above(workspace.register, code, of_now),
                events=float(events[code]),
            )
            for code, charted in of_now.items()
        }
    return found


def _above(register: AreaRegister, code: str, among: Iterable[str]) -> str:
    """Return the nearest area that an area lies in, of some; empty where it lies in none."""
    above = register[code].parent
    while above in register and above not in among:
        above = register[above].parent
    return above if above in among else ""


def _provenance(
    workspace: Workspace,
    seen: Iterable[Publishable[Evidence]],
    looked: Sequence[Looked],
    areas: Sequence[Area],
) -> Provenance:
    """Return where the number of charts comes from."""
    published = list(seen)
    notes = {note.identity: note for one in published for note in one.shown.releases}
    codes = tuple(one.code for one in areas)
    return Provenance(
        measure="attention",
        title="What needs attention",
        definition="The control charts of every measure that has months or quarters, and of every "
        "area looked at.",
        method="",
        areas=codes,
        area_names=tuple(one.name for one in areas),
        periods=tuple(sorted({one.charted.newest for one in looked})),
        releases=tuple(sorted(notes.values(), key=lambda note: note.identity)),
        query="",
        policy=published[0].policy.name if published else "",
        audience=published[0].audience.value if published else "",
        synthetic=workspace.register.stamps(codes),
    )


def _entry(workspace: Workspace, teller: Teller, found: Noted) -> Entry:
    register = workspace.register
    (told,) = tell_all(teller, (found.finding,))
    also = tuple(register[code] for code in found.also)
    part = register[found.carried_by.area] if found.carried_by else None
    beside = (
        *(one.runs for one in tell_all(teller, () if found.whole is None else (found.whole,))),
        carried(part.name if part else ""),
        also_in([one.name for one in also]),
    )
    return Entry(
        measure=workspace.measures[found.finding.measure],
        area=register[found.finding.area],
        noted=found,
        told=told,
        beside=tuple(one for one in beside if one),
        also=also,
        carried_by=part,
    )
