"""What a plan holds: objectives, and under them aims and deliverables, as frozen values.

Also who leads and in which reports items are told. Knows no meeting: those are the
schedule's.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from copperplate.plan.items import Aim, Deliverable, Item
from copperplate.plan.parts import ItemId, Part, PlanId, Prose, Words

# Beyond these a year is a slip of the pen, and the calendar runs out.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class Holder(Part):
    """Who holds an office, for a workspace that wants names: the first and the last day."""

    name: Words
    since: date
    until: date | None = None


class Office(Part):
    """An office that leads items or owns reports.

    Attributes:
        title: Its name, by which leads refer to it.
        of: Whose it is: the force's or the commissioner's.
        held_by: Who holds it, where a workspace wants to say so.
    """

    title: Words
    of: Words
    held_by: tuple[Holder, ...] = ()


class Report(Part):
    """A series of papers in which items are reported.

    Attributes:
        id: By which routes name it.
        title: As printed, e.g. "ACC Operations Portfolio Report".
        owner: The office that writes it.
    """

    id: ItemId
    title: Words
    owner: Words | None = None


class Objective(Part):
    """What should be better: papers also say outcome, section, heading.

    Attributes:
        id, title: Its identity and its name.
        part_of: Id of the objective it is a section of, or None.
        label: Its letter or number in the plan; None where it has none.
        lead: The offices answerable for the whole of it.
        labels: Its letter in papers that had another, by the paper's name.
        titles: Its title in papers that had another, by the paper's name.
    """

    id: ItemId
    title: Words
    part_of: ItemId | None = None
    label: Words | None = None
    lead: tuple[Words, ...] = ()
    labels: dict[PlanId, Words] = Field(default_factory=dict)
    titles: dict[PlanId, Words] = Field(default_factory=dict)


class NationalPriority(Part):
    """A national requirement, and what in the plan answers it.

    Attributes:
        id, title: Its identity and its name.
        source: Who sets it, and where.
        applies: Whether it applies to this area.
        because: Why it does, or does not.
        items: Ids of the plan's items that answer it; empty exactly where it does not apply.
    """

    id: ItemId
    title: Words
    source: Words
    applies: bool = True
    because: Prose
    items: tuple[ItemId, ...] = ()

    @model_validator(mode="after")
    def _answered_where_it_applies(self) -> NationalPriority:
        if self.applies != bool(self.items):
            raise ValueError(
                f"the priority '{self.id}' names 'items' of the plan exactly where it applies"
            )
        return self


class Plan(Part):
    """A published commitment for stated years.

    Attributes:
        id: Its identity, e.g. ``2016-20``.
        title: As published.
        area: Code of the area it is for.
        starts, ends: First and last day.
        offices: Who leads; empty where a plan keeps no list, and then any lead is taken.
        reports: In which papers items are told; the first is the one that tells an item whose
            route names none.
        objectives: In the plan's order; empty where it has none.
        aims: Its measured items, in its order.
        deliverables: Its other items, in its order.
        national: National priorities and what answers them.
    """

    id: PlanId
    title: Words
    area: str
    starts: date
    ends: date
    offices: tuple[Office, ...] = ()
    reports: tuple[Report, ...] = ()
    objectives: tuple[Objective, ...] = ()
    aims: tuple[Aim, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    national: tuple[NationalPriority, ...] = ()

    @model_validator(mode="after")
    def _of_our_times(self) -> Plan:
        if self.starts.year < EARLIEST_YEAR or self.ends.year > LATEST_YEAR:
            raise ValueError(f"a plan lies between the years {EARLIEST_YEAR} and {LATEST_YEAR}")
        return self

    @model_validator(mode="after")
    def _promises_something(self) -> Plan:
        if not self.aims and not self.deliverables:
            raise ValueError("a plan holds at least one entry in 'aims' or 'deliverables'")
        return self

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Return aims and deliverables, parts of others too, in the order of the file."""
        return (*self.aims, *self.deliverables)

    @property
    def items(self) -> tuple[Item, ...]:
        """Return what a paper has to account for: the items that are part of no other.

        In the order of the objectives, aims before deliverables; those of none come first.
        """
        place = {one.id: number for number, one in enumerate(self.objectives)}
        own = [one for one in self.all_items if one.part_of is None]
        return tuple(sorted(own, key=lambda one: place.get(one.objective or "", -1)))

    def item(self, identity: str) -> Item | None:
        """Return an item by id, or None."""
        return next((one for one in self.all_items if one.id == identity), None)

    def parts_of(self, identity: str) -> tuple[Item, ...]:
        """Return the parts of an item, in the order of the file."""
        return tuple(one for one in self.all_items if one.part_of == identity)

    def aim(self, identity: str) -> Aim | None:
        """Return an aim by id, or None."""
        return next((aim for aim in self.aims if aim.id == identity), None)

    def objective(self, identity: str) -> Objective | None:
        """Return an objective by id, or None."""
        return next((one for one in self.objectives if one.id == identity), None)

    def report(self, identity: str | None) -> Report | None:
        """Return a report by id, the first where none is named; None where there is no such."""
        if identity is None:
            return self.reports[0] if self.reports else None
        return next((one for one in self.reports if one.id == identity), None)
