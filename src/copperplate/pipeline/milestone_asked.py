"""Which aim, plan and measure somebody asks a milestone of, and of which areas.

Refuses what cannot be told, before anything is counted. Counts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from copperplate.areas import Area, AreaKind
from copperplate.errors import BadDefinition, Place, Problem, UnknownName, unknown_name
from copperplate.findings.position import counts_a_year
from copperplate.measures import CountMeasure, Measure
from copperplate.narrative.maps import KINDS
from copperplate.periods import Period, PeriodKind
from copperplate.pipeline.mapping import OF
from copperplate.plan import Aim, MilestoneKind, Plan, RowAsked
from copperplate.series.units import UnitKind
from copperplate.workspace import Workspace

BY = MappingProxyType(
    {name: kind for name, kind in OF.items() if kind is not AreaKind.POLICE_FORCE_AREA}
)
"""What areas below the force are asked for by: as a map names them."""
_YEARS = (PeriodKind.YEAR_ENDING, PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR)
# What a plan promises of every area alike; a number, a level and a place are the whole area's.
_OWN_BASE = (MilestoneKind.PERCENT_CHANGE, MilestoneKind.DIRECTION, MilestoneKind.RISE_WANTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An aim, what it is counted by and how.

    Attributes:
        plan, aim: Whose milestone it is.
        measure: What it is counted by: its row's in the objectives table, else its first.
        base: What it is compared with, by the same; None for the year before.
        fills_up: Whether it is on a count that fills up through the financial year.
    """

    plan: Plan
    aim: Aim
    measure: Measure
    base: Period | None
    fills_up: bool

    @property
    def kind(self) -> PeriodKind:
        """The shape of period it is judged in."""
        return PeriodKind.YEAR_TO_DATE if self.fills_up else self.measure.periods[0]


def asked_of(workspace: Workspace, identity: str, plan: str | None) -> Asked:
    """Return what is asked.

    Args:
        workspace: Where the plan and the measures are.
        identity: The aim's id.
        plan: Id of its plan; the workspace's own, else the newest that holds it, if None.

    Raises:
        UnknownName: No such plan (P114), aim (O110) or measure (M103).
        BadDefinition: The aim has no measure (O111), or one that is not counted by year to date
            where its milestone is on a count of the year (O112).
    """
    found = _plan_of(workspace, identity, plan)
    aim = found.aim(identity)
    if aim is None:
        raise UnknownName(
            unknown_name(
                code="O110",
                place=Place(file="AIM"),
                kind=f"aim of the plan '{found.id}'",
                name=identity,
                known=[one.id for one in found.aims],
                remedy="Name an aim, or another plan with --plan.",
            )
        )
    row = _row(workspace, found, aim)
    named = row.measure if row is not None else next(iter(aim.measures), None)
    if named is None:
        raise BadDefinition(
            Problem(
                code="O111",
                place=Place(file="AIM"),
                what=f"The aim '{aim.id}' has no measure yet, so nothing tells where it stands.",
                remedy="Name its measure in the plan when there is one.",
            )
        )
    measure = workspace.measures.find(named, place=Place(file="AIM"))
    base = row.base if row is not None else aim.milestone.base
    return Asked(
        plan=found,
        aim=aim,
        measure=measure,
        base=base,
        fills_up=_fills_up(measure, aim, base),
    )


def _plan_of(workspace: Workspace, identity: str, plan: str | None) -> Plan:
    """Return the plan an aim is of; the workspace's own where none holds it."""
    own = workspace.plan_named(plan, place=Place(file="--plan"))
    if plan is not None or own.aim(identity) is not None:
        return own
    return next((one for one in reversed(workspace.plans) if one.aim(identity) is not None), own)


def _row(workspace: Workspace, plan: Plan, aim: Aim) -> RowAsked | None:
    """Return the row of the objectives table for an aim, or None."""
    if not workspace.has_objectives:
        return None
    own = workspace.plan.id
    return next(
        (
            row
            for block in workspace.objectives.blocks
            for row in block.rows
            if (block.plan or own) == plan.id and row.aim == aim.id
        ),
        None,
    )


def _fills_up(measure: Measure, aim: Aim, base: Period | None) -> bool:
    """Whether a milestone is on a count that fills up through the financial year.

    A count of years alone, beside another of its years, is judged as a level is.
    """
    counts = isinstance(measure, CountMeasure)
    if not counts or not counts_a_year(UnitKind.COUNT, aim.milestone):
        return False
    own = base is None or base.kind is PeriodKind.FINANCIAL_YEAR
    if own and PeriodKind.YEAR_TO_DATE in measure.periods:
        return True
    if aim.milestone.kind is MilestoneKind.COUNT or measure.periods[0] not in _YEARS:
        raise BadDefinition(
            Problem(
                code="O112",
                place=Place(file="AIM"),
                what=f"The milestone is on a count of the financial year, and '{measure.id}' is "
                "not counted by year to date.",
                allowed=f"Its periods: {', '.join(measure.periods)}.",
                remedy=f"Add '{PeriodKind.YEAR_TO_DATE}' to the measure's 'periods'.",
            )
        )
    return False


def areas_below(workspace: Workspace, code: str, by: str | None) -> tuple[Area, ...]:
    """Return the areas of a kind of `BY` that lie in one; none where none is asked for.

    Raises:
        BadDefinition: There is none (G101).
    """
    if by is None:
        return ()
    found = workspace.register.within(code, kind=BY[by])
    if not found:
        around = workspace.register[code]
        raise BadDefinition(
            Problem(
                code="G101",
                place=Place(file="--by", spot=by),
                what=f"No {KINDS[BY[by]][0]} lies in {around.name} ({around.code}).",
                allowed="What lies where stands in areas/register.csv.",
                remedy="Choose another kind of area, or add the areas to the register.",
            )
        )
    return found


def refuse_whole_area_s(asked: Asked) -> None:
    """Refuse a milestone that is promised of the plan's area and of no other (O114)."""
    kind = asked.aim.milestone.kind
    if kind not in _OWN_BASE:
        raise BadDefinition(
            Problem(
                code="O114",
                place=Place(file="AIM"),
                what=f"The milestone of '{asked.aim.id}' is of the kind '{kind.value}': it is "
                "promised for the plan's area as a whole, and says nothing of any other.",
                allowed="Milestones that ask for a change, which holds of each area's own base: "
                f"{', '.join(f'{one.value!r}' for one in _OWN_BASE)}.",
                remedy="Leave out --by and --area.",
            )
        )
