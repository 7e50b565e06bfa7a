"""The schedule as declared: meetings of boards, and which reports come to each.

``schedule.yaml``. What is due at a meeting follows from it and from the plans: `due`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field, model_validator

from copperplate.errors import BadDefinition, Problem, unknown_name
from copperplate.plan.model import Plan
from copperplate.plan.parts import ItemId, Part, Words
from copperplate.yamltext import Node, bind

Day = date  # under its own name where a field is called "date"


class Told(Part):
    """A report that came to a meeting and was not built in this workspace.

    Attributes:
        report: Its id in the plan.
        items: Ids of the items it accounted for; as ``PLAN:ITEM`` where two plans share an id.
    """

    report: ItemId
    items: tuple[Words, ...] = Field(min_length=1)


class Meeting(Part):
    """A meeting of a board.

    Attributes:
        date: Its day.
        board: Which board; the schedule's if left out.
        papers_due: The day papers have to be in; None where none is set.
        cut_off: The last day counted in its papers; None where each decides.
        reports: Ids of the reports that come to it.
        told: What reports of other makers accounted for; those of this workspace's own papers
            are read from the papers.
    """

    date: Day
    board: Words | None = None
    papers_due: Day | None = None
    cut_off: Day | None = None
    reports: tuple[ItemId, ...] = ()
    told: tuple[Told, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Meeting:
        due = self.papers_due or self.date
        if due > self.date:
            raise ValueError("'papers_due' is after the meeting")
        if self.cut_off is not None and self.cut_off > due:
            raise ValueError("'cut_off' is after the day papers are due, so nothing could be told")
        return self


class ScheduleFile(Part):
    """All meetings.

    Attributes:
        board: The board that meets, where a meeting does not say.
        meetings: In order of their days.
    """

    board: Words
    meetings: tuple[Meeting, ...] = Field(min_length=1)


def load_schedule(node: Node) -> ScheduleFile:
    """Read a schedule, its meetings put in order of their days.

    Raises:
        BadDefinition: A field, or days of a meeting that contradict each other (P201), a board
            that meets twice on a day (P202).
    """
    declared = bind(ScheduleFile, node, code="P201")
    seen: set[tuple[str, date]] = set()
    problems = []
    for number, meeting in enumerate(declared.meetings):
        key = (meeting.board or declared.board, meeting.date)
        if key in seen:
            problems.append(
                Problem(
                    code="P202",
                    place=node.at(("meetings", number, "date")).place,
                    what="The board meets on this day already.",
                    remedy="Put the reports of both under one meeting.",
                )
            )
        seen.add(key)
    if problems:
        raise BadDefinition(*problems)
    in_order = sorted(declared.meetings, key=lambda meeting: meeting.date)
    return declared.model_copy(update={"meetings": tuple(in_order)})


def told_problems(node: Node, plans: Sequence[Plan]) -> list[Problem]:
    """Return what a schedule names that no plan has: items that were told, reports.

    Args:
        node: The schedule's file.
        plans: Every plan there is.

    Returns:
        A problem for each: an item (P203), named as its id or as ``PLAN:ITEM``; a report (P204).
        Where no plan keeps a list of reports, any is taken.

    Raises:
        BadDefinition: The file cannot be read (P201).
    """
    items = {item.id for plan in plans for item in plan.all_items}
    named = {f"{plan.id}:{item.id}" for plan in plans for item in plan.all_items}
    reports = {report.id for plan in plans for report in plan.reports}
    problems: list[Problem] = []

    def look(name: str, known: set[str], code: str, kind: str, *path: str | int) -> None:
        if known and name not in known:
            problems.append(
                unknown_name(
                    code=code,
                    place=node.at(("meetings", *path)).place,
                    kind=kind,
                    name=name,
                    known=sorted(named if ":" in name else known),
                    remedy=f"Write the {kind}'s id as a plan of this workspace has it.",
                )
            )

    # In the order of the file, whose places are meant.
    for at, meeting in enumerate(bind(ScheduleFile, node, code="P201").meetings):
        for number, report in enumerate(meeting.reports):
            look(report, reports, "P204", "report", at, "reports", number)
        for number, told in enumerate(meeting.told):
            look(told.report, reports, "P204", "report", at, "told", number, "report")
            for place, item in enumerate(told.items):
                look(item, items | named, "P203", "item", at, "told", number, "items", place)
    return problems
