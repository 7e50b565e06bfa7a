"""Plan and schedule files: what they hold, and every problem of a broken one at once."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.errors import BadDefinition
from copperplate.periods import month
from copperplate.plan import Frequency, ItemStatus, load_plan, load_schedule
from copperplate.yamltext import parse

PLAN = """\
id: 2014-15
title: Police and Crime Plan 2014/15
area: E23000014
starts: 2014-04-01
ends: 2015-03-31
offices:
  - {title: ACC Operations, of: the force}
  - {title: Director of Resources, of: the force}
reports:
  - {id: performance, title: Performance Report}
  - {id: resources, title: Director of Resources Report, owner: Director of Resources}
objectives:
  - {id: confidence, title: Improving confidence, label: A, lead: [ACC Operations]}
  - {id: value, title: Better value, label: D, titles: {2014-04: Value for money}}
aims:
  - id: M1
    title: Spend less on paper
    objective: value
    lead: [ACC Operations]
    reported: monthly
    measured_by: Pages printed
    source: The force
    frequency: each month
    milestone: {kind: level, level: 88, text: 88 per cent}
    awaited: {why: Nobody counts pages yet.}
deliverables:
  - id: D1
    title: Find out what stands in the way of confidence
    objective: confidence
    lead: [TBC]
    reported: quarterly
    proposed: true
    route:
      - {report: performance, due: September 2014}
      - {report: resources, due: December 2014, note: or sooner}
  - id: D2
    title: A part of the first
    part_of: D1
    status: complete
    closed: 2014-09-30
    updates:
      - {date: 2014-05-01, office: ACC Operations, text: Begun.}
      - {date: 2014-09-30, office: ACC Operations, text: Done.}
national:
  - {id: order, title: Public order, source: Home Office, because: It is a force., items: [D1]}
"""


def problems(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(BadDefinition) as caught:
        load_plan(parse(text, file="plan.yaml"))
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


def test_a_plan_of_objectives_aims_and_deliverables() -> None:
    plan = load_plan(parse(PLAN, file="plan.yaml"))
    # In the order of the objectives; a part of another item is none of its own.
    assert [item.id for item in plan.items] == ["D1", "M1"]
    assert [item.id for item in plan.all_items] == ["M1", "D1", "D2"]
    first = plan.item("D1")
    assert first is not None
    assert (first.reported, first.proposed, first.lead) == (Frequency.QUARTERLY, True, ("TBC",))
    assert [(step.report, step.due) for step in first.route] == [
        ("performance", month(2014, 9)),
        ("resources", month(2014, 12)),
    ]
    assert [part.status for part in plan.parts_of("D1")] == [ItemStatus.COMPLETE]


def test_every_name_that_leads_nowhere_is_said_at_once_even_beside_a_bad_field() -> None:
    broken = (
        PLAN.replace("objective: value", "objective: valu")
        .replace("lead: [ACC Operations]\n    reported", "lead: [ACC Operation]\n    reported")
        .replace("report: resources, due", "report: resorces, due")
        .replace("part_of: D1", "part_of: D9")
        .replace("items: [D1]", "items: [D1, D8]")
        .replace("  - id: D2\n", "  - id: M1\n")
        .replace("reported: quarterly", "reported: quaterly")
    )
    assert sorted(problems(broken)) == [
        ("P101", 31),
        ("P102", 36),
        ("P103", 38),
        ("P107", 18),
        ("P108", 35),
        ("P109", 19),
        ("P110", 45),
    ]


BROKEN = [
    ("ends: 2015-03-31", "ends: 9999-12-31", "P101"),
    ("starts: 2014-04-01", "starts: 0001-01-01", "P101"),
    ("due: September 2014", "due: January 2015", "P111"),
    ("due: September 2014", "due: 2014/15", "P101"),
    ("kind: level, level: 88", "kind: level", "P101"),
    ("kind: level, level: 88", "kind: rank, rank: 0", "P101"),
    ("kind: level, level: 88", "kind: direction, level: 88", "P101"),
    ("status: complete\n    closed", "status: open\n    closed", "P101"),
    ("date: 2014-05-01", "date: 2014-10-01", "P101"),
    ("label: D,", "label: D, part_of: value,", "P104"),
    ("because: It is a force., items: [D1]", "because: It is a force.", "P101"),
    ("title: Director of Resources, of", "title: ACC Operations, of", "P102"),
]


@pytest.mark.parametrize(("right", "wrong", "code"), BROKEN)
def test_a_slip_is_refused(right: str, wrong: str, code: str) -> None:
    assert right in PLAN
    assert code in {found for found, _ in problems(PLAN.replace(right, wrong, 1))}


SCHEDULE = """\
board: Board
meetings:
  - {date: 2014-07-01, papers_due: 2014-06-19, cut_off: 2014-06-13, reports: [performance]}
  - date: 2014-06-03
    reports: [performance, resources]
    told:
      - {report: resources, items: [D1]}
"""


def test_meetings_stand_in_order_of_their_days() -> None:
    schedule = load_schedule(parse(SCHEDULE, file="schedule.yaml"))
    assert [meeting.date for meeting in schedule.meetings] == [date(2014, 6, 3), date(2014, 7, 1)]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("papers_due: 2014-06-19", "papers_due: 2014-07-02", "P201"),
        ("cut_off: 2014-06-13", "cut_off: 2014-06-20", "P201"),
        ("items: [D1]", "items: []", "P201"),
        ("date: 2014-06-03", "date: 2014-07-01", "P202"),
    ],
)
def test_a_slip_of_the_schedule_is_refused(right: str, wrong: str, code: str) -> None:
    with pytest.raises(BadDefinition) as caught:
        load_schedule(parse(SCHEDULE.replace(right, wrong), file="schedule.yaml"))
    assert {problem.code for problem in caught.value.problems} == {code}
