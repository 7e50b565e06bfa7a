"""What a plan asks to be told, when and where, what became of it, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.plan import (
    Account,
    DueState,
    Flag,
    Flagged,
    Plan,
    ScheduleFile,
    Telling,
    account_for,
    dues,
    judge,
    judge_all,
    load_plan,
    load_schedule,
    sittings,
    watch,
)
from copperplate.yamltext import parse

HEAD = """\
id: P
title: A plan
area: E23000014
starts: 2013-04-01
ends: 2014-03-31
reports:
  - {id: main, title: Main Report}
  - {id: crime, title: Crime Report}
  - {id: lost, title: Lost Report}
deliverables:
"""
MEETINGS = """\
board: Board
meetings:
  - {date: 2013-04-01, reports: [main]}
  - {date: 2013-05-07, papers_due: 2013-05-02, reports: [main]}
  - {date: 2013-06-04, reports: [main]}
  - {date: 2013-07-02, reports: [main, crime]}
  - {date: 2013-09-03, reports: [main, crime]}
  - {date: 2013-12-03, reports: [main]}
  - {date: 2014-03-04, reports: [main, crime]}
  - {date: 2014-04-01, reports: [main]}
"""
NEVER = date(2015, 1, 1)


def a_plan(*items: str) -> Plan:
    """Return a plan of items D1, D2 … of which the fields are given."""
    lines = [
        f"  - {{id: D{number}, title: Item {number}, lead: [ACC], {fields}}}\n".replace(", }", "}")
        for number, fields in enumerate(items, start=1)
    ]
    return load_plan(parse(HEAD + "".join(lines), file="plan.yaml"))


def the_schedule(text: str = MEETINGS) -> ScheduleFile:
    return load_schedule(parse(text, file="schedule.yaml"))


def told(*tellings: str, item: str = "D1") -> list[Telling]:
    """Return tellings, each written "2013-05-07 main"."""
    found = []
    for one in tellings:
        day, report = one.split()
        found.append(Telling(on=date.fromisoformat(day), plan="P", item=item, report=report))
    return found


def route(*steps: str) -> str:
    """Return a route whose steps are written "main May 2013"; without a month, "main"."""
    said = []
    for one in steps:
        report, _, month = one.partition(" ")
        said.append(
            "{"
            + ", ".join([f"report: {report}"] * (report != "-") + [f"due: {month}"] * bool(month))
            + "}"
        )
    return f"route: [{', '.join(said)}]"


# What is due ------------------------------------------------------------------------------

ASKED = [
    # the item's fields; report, months, meeting of each telling asked for
    (
        route("main May 2013", "crime July 2013"),
        ["main May 2013 2013-05-07", "crime July 2013 2013-07-02"],
    ),
    # Without a report the plan's first is meant; without a month, nothing is due on a day.
    (route("- July 2013"), ["main July 2013 2013-07-02"]),
    (route("crime"), []),
    # No meeting in the month; no meeting in the month that takes the report.
    (route("main August 2013", "crime May 2014"), ["main August 2013 -", "crime May 2014 -"]),
    (route("crime June 2013"), ["crime June 2013 -"]),
    # Intervals count from the plan's first month; the last meeting of each is the day.
    (
        "reported: quarterly",
        [
            "main April to June 2013 2013-06-04",
            "main July to September 2013 2013-09-03",
            "main October to December 2013 2013-12-03",
            "main January to March 2014 2014-03-04",
        ],
    ),
    ("reported: yearly", ["main April to March 2014 2014-03-04"]),
    (
        "reported: six-monthly",
        [
            "main April to September 2013 2013-09-03",
            "main October to March 2014 2014-03-04",
        ],
    ),
    ("reported: as-required", []),
    ("", []),
    # With a route, a frequency says only how often.
    (f"reported: quarterly, {route('main July 2013')}", ["main July 2013 2013-07-02"]),
    # Closed before: not asked for. Closed in the month, or after it: asked for.
    (f"status: complete, closed: 2013-06-30, {route('main July 2013')}", []),
    (
        f"status: complete, closed: 2013-07-01, {route('main July 2013')}",
        ["main July 2013 2013-07-02"],
    ),
    # Closed nobody says when: it was closed all along.
    (f"status: withdrawn, {route('main July 2013')}", []),
]


@pytest.mark.parametrize(("fields", "asked"), ASKED)
def test_what_is_asked_for(fields: str, asked: list[str]) -> None:
    def said(first: str, last: str) -> str:
        return last if first == last else f"{first.split()[0]} to {last}"

    assert [
        f"{due.report} {said(str(due.first), str(due.month))} {due.meeting or '-'}"
        for due in dues(a_plan(fields), the_schedule())
    ] == asked


def test_a_month_without_a_meeting_and_the_first_day_of_the_plan_take_nothing() -> None:
    asked = dues(a_plan("reported: monthly"), the_schedule())
    # Nothing is told on the plan's first day, though the board meets.
    assert [due.meeting for due in asked if due.meeting] == [
        date(2013, 5, 7),
        date(2013, 6, 4),
        date(2013, 7, 2),
        date(2013, 9, 3),
        date(2013, 12, 3),
        date(2014, 3, 4),
    ]
    assert len(asked) == 12


def test_without_a_schedule_what_is_due_has_its_month() -> None:
    (due,) = dues(a_plan(route("main May 2013")), None)
    assert (due.meeting, due.by) == (None, date(2013, 5, 31))


def test_what_is_due_stands_in_order_of_months_then_of_the_plan() -> None:
    plan = a_plan(route("main July 2013"), route("main May 2013"), route("crime July 2013"))
    assert [due.item for due in dues(plan, the_schedule())] == ["D2", "D1", "D3"]


# What became of it -----------------------------------------------------------------------

T, L, N, C, X = (
    DueState.TOLD,
    DueState.LATE,
    DueState.NOT_TOLD,
    DueState.TO_COME,
    DueState.NO_MEETING,
)
CHAIN = route("main May 2013", "crime July 2013", "main December 2013")
QUARTERLY = "reported: quarterly"
JUDGED = [
    # the item's fields, judged on, what was told, what became of each telling
    (CHAIN, "2013-05-07", [], [C, C, C]),  # its day has not passed yet
    (CHAIN, "2013-05-08", [], [N, C, C]),
    (CHAIN, "2013-05-08", ["2013-05-07 main"], [T, C, C]),
    (CHAIN, "2013-05-08", ["2013-05-07 crime"], [N, C, C]),  # another report than the route's
    (CHAIN, "2013-08-01", ["2013-06-04 main", "2013-07-02 crime"], [L, T, C]),
    (CHAIN, "2013-05-20", ["2013-06-04 main"], [N, C, C]),  # what comes after is not known yet
    (CHAIN, "2014-01-01", ["2013-12-03 main"], [N, N, T]),  # told once, it meets one
    (CHAIN, "2014-01-01", ["2013-09-03 main", "2013-12-03 main"], [L, N, T]),
    (CHAIN, "2014-06-01", ["2013-04-01 main"], [N, N, N]),  # before it was due
    (QUARTERLY, "2013-08-01", ["2013-05-07 main"], [T, C, C, C]),
    (QUARTERLY, "2013-08-01", ["2013-05-07 crime"], [T, C, C, C]),  # in any report
    (QUARTERLY, "2013-08-01", ["2013-07-02 main"], [N, T, C, C]),
    (QUARTERLY, "2013-10-01", ["2013-07-02 main", "2013-09-03 main"], [L, T, C, C]),
    (QUARTERLY, "2014-02-01", ["2013-12-03 main", "2013-12-04 main"], [N, L, T, C]),
    (route("main August 2013"), "2013-08-31", [], [C]),
    (route("main August 2013"), "2013-09-01", [], [N]),
    (route("main August 2013"), "2013-09-03", ["2013-09-03 main"], [L]),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "to", "tellings", "states"), JUDGED)
def test_what_became_of_it(
    fields: str, to: str, tellings: list[str], states: list[DueState]
) -> None:
    asked = dues(a_plan(fields), the_schedule())
    found = judge_all(asked, told(*tellings), to=date.fromisoformat(to))
    assert [one.state for one in found] == states
    assert all((one.told is not None) == (one.state in (T, L)) for one in found)


def test_what_is_asked_at_intervals_without_a_meeting_is_nobodys_omission() -> None:
    asked = dues(a_plan("reported: monthly"), the_schedule())
    states = [one.state for one in judge_all(asked, [], to=date(2013, 9, 30))]
    assert states == [X, N, N, N, X, N, X, X, C, X, X, C]


def test_what_is_told_of_another_item_or_plan_meets_nothing() -> None:
    (due,) = dues(a_plan(route("main May 2013")), the_schedule())
    other = Telling(on=date(2013, 5, 7), plan="Q", item="D1", report="main")
    assert judge(due, [other, *told("2013-05-07 main", item="D2")], to=NEVER).state is N


# An account of the whole plan ------------------------------------------------------------

ACCOUNTS = [
    # the item's fields, what others told, whether this paper tells it; what it is, last, next, owed
    (CHAIN, ["2013-05-07 main"], False, Account.ELSEWHERE, "2013-05-07", "2013-12-03", None),
    (CHAIN, [], False, Account.MISSING, None, "2013-12-03", "2013-05-07"),
    (CHAIN, [], True, Account.HERE, None, "2013-12-03", None),
    (QUARTERLY, ["2013-05-07 main"], False, Account.ELSEWHERE, "2013-05-07", "2013-09-03", None),
    ("status: complete", [], False, Account.COMPLETE, None, None, None),
    ("reported: as-required", [], False, Account.AS_REQUIRED, None, None, None),
    ("", [], False, Account.UNSCHEDULED, None, None, None),
]


@pytest.mark.parametrize(
    ("fields", "tellings", "here", "account", "last", "coming", "owed"), ACCOUNTS
)
def test_a_paper_accounts_for_an_item(
    fields: str,
    tellings: list[str],
    here: bool,
    account: Account,
    last: str | None,
    coming: str | None,
    owed: str | None,
) -> None:
    (one,) = account_for(
        a_plan(fields.replace(", {report: crime, due: July 2013}", "")),
        the_schedule(),
        told(*tellings),
        here=["D1"] if here else [],
        report="main",
        meeting=date(2013, 7, 2),
    )
    days = (one.last and one.last.on, one.next and one.next.by, one.owed and one.owed.by)
    assert (one.account, *(day and str(day) for day in days)) == (account, last, coming, owed)


def test_no_month_without_a_meeting_is_owed_or_next() -> None:
    (one,) = account_for(
        a_plan("reported: monthly"),
        the_schedule(),
        told("2013-05-07 main", "2013-06-04 main"),
        here=[],
        report="crime",
        meeting=date(2013, 7, 15),
    )
    assert one.account is Account.MISSING  # July
    assert one.next is not None
    assert one.next.by == date(2013, 9, 3)


# Meeting by meeting ----------------------------------------------------------------------


def test_meetings_stand_with_what_is_due_and_months_without_one_after_theirs() -> None:
    plan = a_plan(route("crime June 2013"), route("main July 2013"), route("crime July 2013"))
    asked = judge_all(dues(plan, the_schedule()), [], to=NEVER)
    found = [
        (str(one.day), one.meeting is not None, [due.due.item for due in one.due])
        for one in sittings([plan], the_schedule(), asked)
    ]
    assert found[2:5] == [
        ("2013-06-04", True, []),
        ("2013-06-30", False, ["D1"]),
        ("2013-07-02", True, ["D2", "D3"]),
    ]
    assert found[-1][0] == "2014-03-04"  # what lies outside the plan's years is left out


# What is wrong ---------------------------------------------------------------------------


def flags(
    plan: Plan, tellings: list[Telling], to: str = "2015-01-01", meetings: str = MEETINGS
) -> list[Flagged]:
    schedule, day = the_schedule(meetings), date.fromisoformat(to)
    judged = judge_all(dues(plan, schedule), tellings, to=day)
    return list(watch([plan], schedule, judged, to=day))


def codes(found: list[Flagged]) -> list[Flag]:
    return [one.flag for one in found]


F = Flag
WRONG = [
    # the item's fields, judged on, what was told, the flags
    (route("main May 2013"), "2013-06-01", ["2013-05-07 main"], []),
    (route("main May 2013"), "2013-05-07", [], []),
    (route("main May 2013"), "2013-05-08", [], [F.DUE_NOT_REPORTED]),
    (route("main May 2013"), "2013-07-01", ["2013-06-04 main"], [F.REPORTED_LATE]),
    (route("main August 2013"), "2013-05-01", [], [F.NO_MEETING]),
    (route("main August 2013"), "2013-10-01", [], [F.DUE_NOT_REPORTED, F.NO_MEETING]),
    (route("main August 2013"), "2013-10-01", ["2013-09-03 main"], [F.REPORTED_LATE]),
    ("", "2013-05-01", [], [F.NEVER_SCHEDULED]),
    ("status: complete", "2013-05-01", [], []),
    ("status: complete, closed: 2013-06-01", "2013-05-01", [], [F.NEVER_SCHEDULED]),
    ("reported: as-required", "2013-05-01", [], []),
    # A chain: an earlier step was never told, a later one is told or past.
    (CHAIN, "2013-06-01", [], [F.DUE_NOT_REPORTED]),
    (CHAIN, "2013-08-01", ["2013-07-02 crime"], [F.DUE_NOT_REPORTED, F.CHAIN_BROKEN]),
    (CHAIN, "2013-08-01", [], [F.DUE_NOT_REPORTED, F.DUE_NOT_REPORTED, F.CHAIN_BROKEN]),
    (CHAIN, "2013-08-01", ["2013-06-04 main", "2013-07-02 crime"], [F.REPORTED_LATE]),
    # Its report comes to no meeting since the plan began, with a month or without.
    (route("main May 2013", "lost March 2014"), "2013-05-01", [], [F.CHAIN_BROKEN, F.NO_MEETING]),
    (route("lost"), "2013-05-01", [], [F.CHAIN_BROKEN]),
    # One item in two reports of one month.
    (route("main July 2013", "crime July 2013"), "2013-05-01", [], [F.CLASH]),
    # First due: a quarterly item has four months.
    (f"reported: quarterly, {route('main July 2013')}", "2013-05-01", [], []),
    (f"reported: quarterly, {route('main September 2013')}", "2013-05-01", [], [F.FIRST_TOO_LATE]),
    (f"reported: six-monthly, {route('main September 2013')}", "2013-05-01", [], []),
]


@pytest.mark.parametrize(("fields", "to", "tellings", "wrong"), WRONG)
def test_what_is_wrong(fields: str, to: str, tellings: list[str], wrong: list[Flag]) -> None:
    assert codes(flags(a_plan(fields), told(*tellings), to)) == wrong


@pytest.mark.parametrize(
    ("lead", "said"), [("[]", None), ("[TBC]", "TBC"), ("[ACC, Various]", "ACC, Various")]
)
def test_nobody_leads_it(lead: str, said: str | None) -> None:
    text = HEAD + f"  - {{id: D1, title: Item, lead: {lead}, reported: as-required}}\n"
    (found,) = flags(load_plan(parse(text, file="plan.yaml")), [])
    assert (found.flag, found.said) == (F.LEAD_MISSING, said)


def test_a_flag_carries_its_facts() -> None:
    plan = a_plan(CHAIN, f"reported: quarterly, {route('main September 2013')}")
    tellings = told("2013-07-02 crime", "2013-12-04 main")
    not_told, broken, late, first = flags(plan, [*tellings, *told("2013-12-03 main", item="D2")])
    assert (late.item, late.told and str(late.told.on)) == ("D2", "2013-12-03")
    assert not_told.due is broken.due is not None
    assert str(not_told.due.meeting) == "2013-05-07"
    assert broken.later is not None
    assert (broken.later.report, broken.later.step) == ("crime", 2)
    assert (first.item, first.month) == ("D2", 6)
    assert not_told.when == date(2013, 5, 7)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("date: 2014-05-06", "date: 2014-05-13, papers_due: 2014-05-08", False),
        ("date: 2014-05-06", "date: 2014-05-13, papers_due: 2014-05-06", True),
        ("date: 2014-05-06", "date: 2014-05-13, papers_due: 2014-04-29", True),
        ("date: 2014-05-06", "date: 2014-05-06, board: Panel", False),
        ("date: 2014-05-06", "date: 2014-05-13, papers_due: 2014-05-01, board: Panel", False),
    ],
)
def test_two_meetings_of_one_board_in_each_others_days(one: str, other: str, clash: bool) -> None:
    meetings = f"board: Board\nmeetings:\n  - {{{other}}}\n  - {{{one}}}\n"
    found = flags(a_plan("reported: as-required"), [], meetings=meetings)
    assert [(f.flag, [str(day) for day in f.meetings]) for f in found] == (
        [(F.CLASH, ["2014-05-06", "2014-05-13"])] if clash else []
    )


REFERENCES = [
    # what an update says, and the reference that leads nowhere
    ("It goes on from D14-01.", None),
    ("It goes on from D14-99.", "D14-99"),
    ("See D14-99, and D14-98.", "D14-99"),
    ("It goes on from P:D14-02.", "P:D14-02"),
    ("It goes on from P:D14-01.", None),
    ("COVID-19 was told in 2014-15, under A34-2.", None),
    ("See MG-11 and X99-01.", None),
]


@pytest.mark.parametrize(("text", "lost"), REFERENCES)
def test_a_text_names_an_item_that_no_plan_holds(text: str, lost: str | None) -> None:
    item = (
        "  - {id: D14-01, title: Item, lead: [ACC], reported: as-required, updates: "
        f"[{{date: 2013-05-01, office: ACC, text: '{text}'}}]}}\n"
    )
    plan = load_plan(parse(HEAD + item, file="plan.yaml"))
    found = flags(plan, [])
    assert [one.said for one in found][:1] == ([lost] if lost else [])
    assert all((one.flag, one.written) == (F.DEAD_REFERENCE, date(2013, 5, 1)) for one in found)
    assert flags(plan, [], to="2013-04-30") == []  # it was not written then


def test_an_item_goes_on_from_one_that_no_plan_holds() -> None:
    plan = a_plan("reported: as-required, continues: '2012-13:D9'")
    assert [(one.flag, one.said) for one in flags(plan, [])] == [(F.DEAD_REFERENCE, "2012-13:D9")]


def test_flags_come_the_gravest_first() -> None:
    plan = a_plan("", route("main May 2013"), route("main August 2013"))
    found = codes(flags(plan, []))
    assert found == sorted(found, key=list(Flag).index)
    assert found[0] is F.DUE_NOT_REPORTED
