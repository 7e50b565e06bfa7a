"""The objectives table from its declaration to figures in rows, through disclosure.

Counts every measure of the table at once, so that its audience's policy sees all of it.
Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from copperplate.compare import Average
from copperplate.disclosure import Audience, Policy, Publishable, publish
from copperplate.errors import BadDefinition, Place, Problem, Refusal, UnknownName
from copperplate.findings.position import counts_a_year
from copperplate.measures import PercentageMeasure, ProportionMeasure
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.profiles import Profile
from copperplate.periods import Period, PeriodKind, year_to_date
from copperplate.pipeline.counting import area_asked, count, count_ahead, open_releases
from copperplate.plan import Aim, Block, Columns, Plan, RowAsked
from copperplate.report.objectives import (
    ObjectivesTable,
    Watched,
    newest_to_date,
    objectives_block,
)
from copperplate.series.evidence import Evidence
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace
from copperplate.workspace.folder import OBJECTIVES

# Extracts of two years are rarely read on the same day of it.
GRACE = timedelta(days=7)
# A measure is counted up to three times: to the day, as it was known then, and in whole years.
_THEN, _WHOLE = " then", " whole years"


def objectives(
    workspace: Workspace,
    *,
    area: str | None,
    to: date | None,
    known: date | None,
    audience: Audience,
    profile: Profile,
) -> ObjectivesTable:
    """Return the objectives table of an area.

    Args:
        workspace: Where the table, its measures and its releases are.
        area: Code or name; the workspace's force if None.
        to: Last day counted; the newest day any row is counted to if None.
        known: Only what was known on this day is used.
        audience: For whom it is.
        profile: How it is printed.

    Raises:
        BadWorkspace: No table is declared (K010).
        BadDefinition: The declaration (O101 to O107).
        UnknownName: No such area (A101, A102), or nothing known for the table (O108).
        NotPublishable: The audience may not see it (D002).
    """
    counted = count_objectives(workspace, area=area, to=to, known=known)
    policy = workspace.settings.policy(audience, file="copperplate.yaml")
    shown = publish(counted.evidence, policy=policy, audience=audience)
    return counted.arranged(shown, policy=policy, audience=audience, profile=profile)


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedObjectives:
    """Everything a table is made of, before anyone may see it.

    Attributes:
        workspace: Where it is declared.
        area: Code.
        period: This year to date.
        blocks: Those that stand in a table of this period.
        evidence: What was counted, by name; a paper judges it together with its own.
    """

    workspace: Workspace
    area: str
    period: Period
    blocks: tuple[Block, ...]
    evidence: Mapping[str, Evidence]

    def arranged(
        self,
        shown: Mapping[str, Publishable[Evidence]],
        *,
        policy: Policy,
        audience: Audience,
        profile: Profile,
    ) -> ObjectivesTable:
        """Return the table of what disclosure let through."""
        workspace = self.workspace
        context = Context(
            area=self.area,
            names=workspace.register,
            group=None,
            average=Average.MEAN_WITH_SELF,
            base=None,
        )
        return ObjectivesTable(
            area=workspace.register[self.area],
            period=self.period,
            blocks=tuple(
                objectives_block(
                    block.title,
                    block.columns,
                    [_watched(workspace, block, row, shown, self.period) for row in block.rows],
                    period=self.period,
                    context=context,
                    profile=profile,
                )
                for block in self.blocks
            ),
            profile=profile,
            policy=policy,
            audience=audience,
            as_known_then=any(name.endswith(_THEN) for name in self.evidence),
        )


def count_objectives(
    workspace: Workspace, *, area: str | None, to: date | None, known: date | None
) -> CountedObjectives:
    """Count everything a table is made of; see `objectives`."""
    problems = objectives_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    code = area_asked(workspace, area)
    blocks = workspace.objectives.blocks
    standing = [block for block in blocks if to is None or _holds(workspace, block, to)]
    rows = list(chain.from_iterable(block.rows for block in standing))
    releases = known_on(workspace.releases, known)
    with open_releases(releases) as engine:

        def to_date(identity: str, last: date | None) -> Evidence:
            return count(
                workspace,
                workspace.measures[identity],
                engine=engine,
                releases=releases,
                areas=(code,),
                kind=PeriodKind.YEAR_TO_DATE,
                to=last,
            )

        wanted = _measures_of(workspace, rows)
        count_ahead(
            workspace,
            [(workspace.measures[one], PeriodKind.YEAR_TO_DATE) for one in wanted],
            engine=engine,
            releases=releases,
            areas=(code,),
            to=to,
        )
        counted = {identity: to_date(identity, to) for identity in wanted}
        period = _this_year(counted.values(), to)
        before = period.start - timedelta(days=1)
        promised = _promised(workspace, standing, counted, period)
        whole = {identity: to_date(identity, before) for identity in promised}
    then = _known_then(workspace, rows, counted, period, area=code)
    return CountedObjectives(
        workspace=workspace,
        area=code,
        period=period,
        blocks=tuple(block for block in standing if _holds(workspace, block, period.end)),
        evidence={
            **counted,
            **{identity + _THEN: one for identity, one in then.items()},
            **{identity + _WHOLE: one for identity, one in whole.items()},
        },
    )


def objectives_problems(workspace: Workspace) -> list[Problem]:
    """Return what the declared table asks of measures that they cannot give."""
    declared, node = workspace.objectives, workspace.node(OBJECTIVES)
    problems: list[Problem] = []
    for number, block in enumerate(declared.blocks):
        for position, row in enumerate(block.rows):
            here = node.at(("blocks", number, "rows", position))
            place = here.at(("measure",)).place if row.measure else here.place
            try:
                measure = workspace.measures.find(row.measure or "", place=place)
            except Refusal as refusal:
                problems += refusal.problems
                continue
            if block.columns is Columns.DETECTION and not isinstance(measure, ProportionMeasure):
                problems.append(
                    Problem(
                        code="O106",
                        place=place,
                        what=f"'{measure.id}' is no proportion, and this block prints recorded, "
                        "detected and one as a percentage of the other.",
                        remedy="Name a measure of kind 'proportion', or give the block "
                        "'columns: change'.",
                    )
                )
            elif isinstance(measure, PercentageMeasure) and measure.of != "change":
                problems.append(
                    Problem(
                        code="O106",
                        place=place,
                        what=f"'{measure.id}' is a share published as it stands, and this block "
                        "compares two years.",
                        remedy="Name a count, a rate, a proportion, or a percentage of a change.",
                    )
                )
            if PeriodKind.YEAR_TO_DATE not in measure.periods:
                problems.append(
                    Problem(
                        code="O107",
                        place=place,
                        what=f"'{measure.id}' is not counted by year to date.",
                        allowed=f"Its periods: {', '.join(measure.periods)}.",
                        remedy=f"Add '{PeriodKind.YEAR_TO_DATE}' to the measure's 'periods'.",
                    )
                )
    return list(dict.fromkeys(problems))


def _measures_of(workspace: Workspace, rows: Iterable[RowAsked]) -> list[str]:
    """Return the measures a table counts, with the two counts of each proportion."""
    wanted: list[str] = []
    for row in rows:
        measure = workspace.measures[row.measure or ""]
        wanted.append(measure.id)
        if isinstance(measure, ProportionMeasure):
            wanted += [measure.of, measure.numerator]
    return list(dict.fromkeys(wanted))


def _known_then(
    workspace: Workspace,
    rows: Iterable[RowAsked],
    counted: Mapping[str, Evidence],
    period: Period,
    *,
    area: str,
) -> dict[str, Evidence]:
    """Return measures as they were known in their base years; none where the table compares as now.

    A base year is read from what was known as long after its last day as this year's newest
    release was after this year's, give or take a week.
    """
    if workspace.objectives.like_for_like == "now":
        return {}
    found: dict[str, Evidence] = {}
    for row in rows:
        identity = row.measure or ""
        mine = counted[identity].series
        if not mine.periods or identity in found:
            continue
        newest = mine[area].observations[-1]
        years = 1 if row.base is None else period.start.year - row.base.start.year
        read = next(one for one in workspace.releases if one.identity == newest.release)
        lag = read.known_from - newest.period.end
        base = newest.period.back(years).end
        releases = known_on(workspace.releases, base + lag + GRACE)
        with open_releases(releases) as engine:
            found[identity] = count(
                workspace,
                workspace.measures[identity],
                engine=engine,
                releases=releases,
                areas=(area,),
                kind=PeriodKind.YEAR_TO_DATE,
                to=base,
            )
    return found


def _this_year(counted: Iterable[Evidence], to: date | None) -> Period:
    """Return the year to date the table is of: to the day asked for, or the newest held."""
    newest = newest_to_date(list(counted))
    if to is not None:
        asked = year_to_date(to)
        # Held to an earlier day of the same year, the table says that day.
        return newest if newest is not None and newest.start == asked.start else asked
    if newest is None:
        raise UnknownName(
            Problem(
                code="O108",
                place=Place(file=OBJECTIVES),
                what="No release known holds a year to date of any measure of the table.",
                remedy="Load one with 'copperplate load'; --known-on may be too early.",
            )
        )
    return newest


def _plan_of(workspace: Workspace, block: Block) -> Plan:
    return workspace.plan_named(block.plan, place=Place(file=OBJECTIVES))


def _holds(workspace: Workspace, block: Block, on: date) -> bool:
    """Whether a block stands in a table to a day: one of a named plan, in that plan's years."""
    plan = _plan_of(workspace, block)
    return block.plan is None or plan.starts <= on <= plan.ends


def _aim(plan: Plan, row: RowAsked, period: Period) -> Aim | None:
    """Return the aim whose milestone holds for a row; a plan promises for its own years."""
    runs = plan.starts <= period.end <= plan.ends
    return plan.aim(row.aim) if row.aim is not None and runs else None


def _promised(
    workspace: Workspace,
    blocks: Iterable[Block],
    counted: Mapping[str, Evidence],
    period: Period,
) -> list[str]:
    """Return the measures of which something is promised for a whole year."""
    found = []
    for block in blocks:
        for row in block.rows:
            aim = _aim(_plan_of(workspace, block), row, period)
            identity = row.measure or ""
            if aim is not None and counts_a_year(counted[identity].series.unit.kind, aim.milestone):
                found.append(identity)
    return list(dict.fromkeys(found))


def _watched(
    workspace: Workspace,
    block: Block,
    row: RowAsked,
    shown: Mapping[str, Publishable[Evidence]],
    period: Period,
) -> Watched:
    measure = workspace.measures[row.measure or ""]
    plan = _plan_of(workspace, block)
    aim = _aim(plan, row, period)
    counts = measure if isinstance(measure, ProportionMeasure) else None
    return Watched(
        row=row,
        milestone=aim.milestone if aim is not None else None,
        evidence=shown[measure.id],
        known_then=shown.get(measure.id + _THEN),
        whole_years=shown.get(measure.id + _WHOLE),
        plan_ends=plan.ends,
        recorded=shown[counts.of] if counts else None,
        detected=shown[counts.numerator] if counts else None,
    )
