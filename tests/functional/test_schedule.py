"""The schedule of real plans and of Brumshire's: what is flagged, and every form it is printed in."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from copperplate import pipeline
from copperplate.plan import DueState, Flag, Flagged, Scheduled
from copperplate.terminal import schedule_as_ics, schedule_as_json
from copperplate.terminal.calendars import LONGEST_LINE
from copperplate.workspace import Workspace
from tests.commands import Ran, run

APRIL, JUNE = date(2014, 4, 1), date(2014, 6, 3)


@pytest.fixture(scope="module")
def real(examples: Path) -> Workspace:
    return Workspace.at(examples / "plans")


@pytest.fixture(scope="module")
def brumshire(examples: Path) -> Workspace:
    return Workspace.at(examples / "brumshire-2013-14")


def numbers(letters: str, *found: int) -> list[str]:
    return [f"{letters}-{number:02}" for number in found]


def flagged(found: Scheduled, flag: Flag) -> list[Flagged]:
    return [one for one in found.flags if one.flag is flag]


def items(found: Scheduled, flag: Flag) -> list[str]:
    return [one.item or "" for one in flagged(found, flag)]


# Real plans -------------------------------------------------------------------------------

# The day, a plan, what was due and not reported; each with its month.
DUE = [
    (
        APRIL,
        "2013-14",
        [
            *("D13-01 January 2014", "D13-02 January 2014", "D13-08 December 2013"),
            *("D13-14 January 2014", "D13-15 March 2014", "D13-17 March 2014"),
            *("D13-18 March 2014", "D13-19 December 2013", "D13-23 February 2014"),
            *("D13-24 January 2014", "D13-25 January 2014"),
        ],
    ),
    (
        JUNE,
        "2013-14",
        [
            *("D13-01 January 2014", "D13-02 January 2014", "D13-05 April 2014"),
            *("D13-08 December 2013", "D13-09 April 2014", "D13-10 April 2014"),
            *("D13-14 January 2014", "D13-15 March 2014", "D13-16 April 2014"),
            *("D13-17 March 2014", "D13-18 March 2014", "D13-19 December 2013"),
            *("D13-19 April 2014", "D13-23 February 2014", "D13-24 January 2014"),
            *("D13-25 January 2014", "D13-26 April 2014"),
        ],
    ),
    (APRIL, "2014-15", []),
    (JUNE, "2014-15", []),
]


@pytest.mark.parametrize(("to", "plan", "due"), DUE)
def test_real_plans_due_and_not_reported(
    real: Workspace, to: date, plan: str, due: list[str]
) -> None:
    found = flagged(pipeline.schedule(real, plan=plan, to=to), Flag.DUE_NOT_REPORTED)
    assert [f"{one.item} {one.due and one.due.month}" for one in found] == due


COUNTS = [
    # The day, a plan, how many of every flag there is.
    (
        APRIL,
        "2013-14",
        {
            Flag.DUE_NOT_REPORTED: 11,
            Flag.CHAIN_BROKEN: 15,
            Flag.NEVER_SCHEDULED: 2,
            Flag.NO_MEETING: 109,
            Flag.FIRST_TOO_LATE: 17,
            Flag.LEAD_MISSING: 2,
        },
    ),
    (
        JUNE,
        "2013-14",
        {
            Flag.DUE_NOT_REPORTED: 17,
            Flag.CHAIN_BROKEN: 16,
            Flag.NEVER_SCHEDULED: 2,
            Flag.NO_MEETING: 109,
            Flag.FIRST_TOO_LATE: 17,
            Flag.LEAD_MISSING: 2,
        },
    ),
]


@pytest.mark.parametrize(("to", "plan", "flags"), COUNTS)
def test_real_plans_every_flag(
    real: Workspace, to: date, plan: str, flags: dict[Flag, int]
) -> None:
    found = pipeline.schedule(real, plan=plan, to=to)
    assert Counter(one.flag for one in found.flags) == flags


def test_what_the_real_plan_of_2014_15_leaves_open(real: Workspace) -> None:
    found = pipeline.schedule(real, plan="2014-15", to=JUNE)
    assert Counter(one.flag for one in found.flags) == {
        Flag.CHAIN_BROKEN: 38,
        Flag.NEVER_SCHEDULED: 1,
        Flag.NO_MEETING: 132,
        Flag.LEAD_MISSING: 5,
        Flag.FIRST_TOO_LATE: 12,
    }
    leads = {one.item: one.said for one in flagged(found, Flag.LEAD_MISSING)}
    nobody = dict.fromkeys(numbers("D14", 14, 15, 17))
    assert leads == {**nobody, "D14-27": "TBC", "D14-48": "Various"}
    # Quarterly, and told in the sixth month, by the paper's own schedule.
    late = {one.item: one.month for one in flagged(found, Flag.FIRST_TOO_LATE)}
    assert late == dict.fromkeys(numbers("D14", 23, 24, *range(28, 32), 34, 37, 41, 42, 43, 45), 6)
    # Every route but those of June leads to meetings whose day no paper prints.
    ahead = [one for one in flagged(found, Flag.NO_MEETING) if one.due and one.due.step]
    assert {str(one.due.month) for one in ahead if one.due} == {
        *("July 2014", "September 2014", "October 2014", "November 2014", "December 2014"),
    }


def test_of_real_plans_it_is_judged_on_the_day_of_the_last_meeting_told(real: Workspace) -> None:
    assert pipeline.schedule(real).to == date(2019, 11, 19)


# Brumshire --------------------------------------------------------------------------------

NO_AUGUST = [f"{month}: {item}" for month in ("April 2013", "August 2013") for item in ("E1", "E2", "E3", "E4", "E5", "G1", "G2")]  # fmt: skip
NEXT_YEAR = [f"{month}: {item}" for month in ("April 2014", "August 2014") for item in ("C1", "C2", "C3", "C4", "S1")]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "broken"), [(APRIL, True), (JUNE, True), (date(2013, 12, 4), False)]
)
def test_the_one_telling_that_brumshire_left_out_is_found(
    brumshire: Workspace, to: date, broken: bool
) -> None:
    found = pipeline.schedule(brumshire, to=to)
    (owed,) = flagged(found, Flag.DUE_NOT_REPORTED)
    assert owed.due is not None
    assert (owed.plan, owed.item, owed.due.report) == ("2013-14", "D6", "office")
    assert (owed.due.meeting, owed.due.step, owed.due.steps) == (date(2013, 12, 3), 2, 3)
    assert items(found, Flag.CHAIN_BROKEN) == ["D6"] * broken


@pytest.mark.parametrize("to", [APRIL, JUNE])
def test_brumshire_every_flag(brumshire: Workspace, to: date) -> None:
    found = pipeline.schedule(brumshire, to=to)
    assert set(Flag) - {one.flag for one in found.flags} == {
        *(Flag.REPORTED_LATE, Flag.CLASH, Flag.DEAD_REFERENCE, Flag.STALE_TEXT),
        Flag.MISCOUNTED_LIST,
    }
    assert items(found, Flag.NEVER_SCHEDULED) == ["D13"]
    assert items(found, Flag.LEAD_MISSING) == ["D13", "N16"]
    assert items(found, Flag.FIRST_TOO_LATE) == [
        *("D4", "D7", "D8", "D11", "D12", "D14", "D15", "D16"),
        *("N6", "N7", "N8", "N9", "N13", "N14", "N15"),
    ]
    without = [
        f"{one.due and one.due.month}: {one.item}" for one in flagged(found, Flag.NO_MEETING)
    ]
    assert sorted(without) == sorted([*NO_AUGUST, *NEXT_YEAR])


def test_a_meeting_has_what_is_due_there_in_the_order_of_the_plan(brumshire: Workspace) -> None:
    found = pipeline.schedule(brumshire, meeting=date(2014, 7, 1))
    (sitting,) = found.sittings
    assert [one.due.item for one in sitting.due] == [
        *("N2", "N3", "N4", "N5", "N10", "C1", "C2", "C3", "C4", "N12", "S1", "N17"),
    ]
    assert {one.state for one in sitting.due} == {DueState.TO_COME}
    assert (found.unscheduled, found.flags) == ((), ())


def test_an_office_has_its_own_items(brumshire: Workspace) -> None:
    found = pipeline.schedule(brumshire, lead="Commissioner's Office, Policy")
    assert {one.due.item for sitting in found.sittings for one in sitting.due} == {"D6", "N6"}
    assert {one.item for one in found.flags} == {"D6", "N6"}
    assert all(sitting.due for sitting in found.sittings)


# Words that are past -------------------------------------------------------------------------


@pytest.fixture
def copy(brumshire: Workspace, tmp_path: Path) -> Path:
    """Brumshire's plans and meetings alone."""
    for name in ("copperplate.yaml", "plan.yaml", "schedule.yaml"):
        shutil.copy(brumshire.root / name, tmp_path / name)
    for name in ("plans", "areas", "measures"):
        shutil.copytree(brumshire.root / name, tmp_path / name)
    return tmp_path


def change(file: Path, right: str, wrong: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("to", "said"),
    [("2013-09-30", []), ("2013-10-01", ["in September"]), ("2014-01-06", ["in September"]), ("2014-01-07", [])],
)  # fmt: skip
def test_the_newest_update_says_as_to_come_what_is_past(
    copy: Path, to: str, said: list[str]
) -> None:
    change(
        copy / "plan.yaml",
        "Focus groups were held in all ten units.",
        "Focus groups will end in September.",
    )
    found = pipeline.schedule(Workspace.at(copy), to=date.fromisoformat(to))
    stale = flagged(found, Flag.STALE_TEXT)
    assert [one.said for one in stale] == said
    assert all((one.item, str(one.written)) == ("D1", "2013-06-20") for one in stale)


def test_the_newest_update_counts_its_list_wrongly(copy: Path) -> None:
    change(
        copy / "plan.yaml",
        ">-\n          All of the fund",
        "|-\n          Two boards have met:\n\n          - Quillmarsh\n\n          All of the fund",
    )
    change(
        copy / "plan.yaml",
        ">-\n          Four boards have met.",
        "|-\n          Four boards have met:\n          - Quillmarsh\n          - Dunferrow\n            and its neighbours",
    )
    found = pipeline.schedule(Workspace.at(copy), to=APRIL)
    assert [(one.item, one.said, one.listed) for one in flagged(found, Flag.MISCOUNTED_LIST)] == [
        ("D6", "Four boards", 2)  # D3 is closed
    ]


# Names nobody has ------------------------------------------------------------------------


def asked(folder: Path, *words: str) -> Ran:
    return run("--workspace", folder, "schedule", *words)


def test_items_and_reports_that_no_plan_has_are_said_all_at_once_with_places(copy: Path) -> None:
    change(
        copy / "schedule.yaml",
        "reports: [performance, crime, office]",
        "reports: [performance, crim, office]",
    )
    change(
        copy / "schedule.yaml",
        "{report: crime, items: [D11, D12]}",
        "{report: crim, items: [D11, D99]}",
    )
    change(copy / "schedule.yaml", "items: [D10]", "items: ['2013-14:D10', '2014-15:D10']")
    for ran in (run("--workspace", copy, "check"), asked(copy)):
        assert ran.code == 3
        found = re.findall(r"schedule\.yaml:(\d+):\d+  (P\d+)\n  ('[^']+')", ran.errors)
        assert found == [
            ("27", "P204", "'crim'"),
            ("30", "P204", "'crim'"),
            ("30", "P203", "'D99'"),
            ("31", "P203", "'2014-15:D10'"),
        ]
    assert "Did you mean 'crime'?" in ran.errors


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--plan", "2014-16"], "P114", "Did you mean '2014-15'?"),
        (["--meeting", "2014-07-08"], "P205", "2014-06-03, 2014-07-01, 2014-09-02"),
        (["--lead", "ACC Crimes"], "P206", "Did you mean 'ACC Crime'?"),
    ],
)
def test_a_plan_meeting_or_office_nobody_has(
    copy: Path, words: list[str], code: str, said: str
) -> None:
    ran = asked(copy, *words)
    assert (ran.code, ran.output) == (5, "")
    assert f"{words[0]}  {code}" in ran.errors
    assert said in ran.errors


def test_without_meetings_there_is_no_schedule(copy: Path) -> None:
    (copy / "schedule.yaml").unlink()
    ran = asked(copy)
    assert (ran.code, "K011" in ran.errors) == (6, True)


# The day it is judged on --------------------------------------------------------------------


def test_without_anything_told_it_is_the_plans_first_day(copy: Path) -> None:
    (copy / "schedule.yaml").write_text("board: Board\nmeetings: [{date: 2013-05-07}]\n")
    assert pipeline.schedule(Workspace.at(copy)).to == date(2013, 4, 1)


# Forms ---------------------------------------------------------------------------------------


def test_as_text_what_was_not_reported_comes_first(examples: Path) -> None:
    ran = asked(examples / "brumshire-2013-14", "--plan", "2013-14", "--to", "2014-06-03")
    assert ran.code == 0, ran.errors
    assert ran.output.startswith(
        """\
Synthetic: Brumshire Police does not exist
Schedule of the Police and Crime Plan 2013/14
Strategic Policing and Crime Board. Judged on 3 June 2014.

Due and not reported: 1
  D6, Set up a local policing board in every unit: was due on 3 December 2013 in the Update from
    the Commissioner's Office, step 2 of 3, and was not reported.

Chain of reports broken: 1
"""
    )
    assert (
        """
3 December 2013
Papers due 28 November 2013.
Performance Report; Director of Resources Report; Update from the Commissioner's Office
  D6, Set up a local policing board in every unit
      Commissioner's Office, Policy; Update from the Commissioner's Office, step 2 of 3; not
      reported
  D7, Spend now where it saves later
      Director of Resources; Director of Resources Report, step 1 of 2; reported
"""
        in ran.output
    )
    assert ran.output.endswith(
        """
Not scheduled: 2
  D3, Share out the community fund. Commissioner's Office, Finance; complete since 30 June 2013
  D13, See that fewer people are victims twice. TBC; never scheduled
"""
    )


def test_as_json_it_is_whole(brumshire: Workspace) -> None:
    found = pipeline.schedule(brumshire, to=JUNE)
    told = json.loads(schedule_as_json(found))
    assert list(told) == [
        *("to", "board", "synthetic", "meeting", "lead", "plans", "flags", "sittings"),
        "not_scheduled",
    ]
    assert told["to"] == "2014-06-03"
    assert [one["flag"] for one in told["flags"]] == [one.flag.value for one in found.flags]
    due = [one for sitting in told["sittings"] for one in sitting["due"]]
    assert len(due) == sum(len(sitting.due) for sitting in found.sittings)
    (owed,) = [one for one in due if one["state"] == "not-told"]
    assert owed == {
        "plan": "2013-14",
        "item": "D6",
        "report": "office",
        "first_month": "2013-12",
        "month": "2013-12",
        "meeting": "2013-12-03",
        "step": 2,
        "steps": 3,
        "title": "Set up a local policing board in every unit",
        "lead": ["Commissioner's Office, Policy"],
        "state": "not-told",
        "told": None,
    }
    mine = next(one for one in due if (one["item"], one["month"]) == ("E1", "2014-03"))
    assert mine["told"] == {"on": "2014-03-04", "report": "performance", "paper": None}
    mine = next(one for one in due if (one["item"], one["step"]) == ("D6", 3))
    assert mine["told"] == {"on": "2014-04-01", "report": "performance", "paper": "2014-04"}


def test_as_a_calendar_it_is_read_by_another_program(brumshire: Workspace) -> None:
    found = pipeline.schedule(brumshire, to=JUNE)
    written = schedule_as_ics(found)
    calendar = Calendar.from_ical(written)
    events, tasks = calendar.walk("VEVENT"), calendar.walk("VTODO")
    assert not any(one.errors for one in (calendar, *events, *tasks))
    starts = Counter(one.decoded("DTSTART") for one in events)
    meetings = brumshire.schedule.meetings
    assert starts == Counter(
        day for one in meetings for day in (one.date, one.papers_due) if day is not None
    )
    asked = [
        one
        for sitting in found.sittings
        for one in sitting.due
        if one.state is not DueState.NO_MEETING
    ]
    assert Counter(one.decoded("DUE") for one in tasks) == Counter(one.due.by for one in asked)
    assert Counter(str(one["STATUS"]) for one in tasks) == {
        "COMPLETED": sum(one.told is not None for one in asked),
        "NEEDS-ACTION": sum(one.told is None for one in asked),
    }
    assert len({str(one["UID"]) for one in (*events, *tasks)}) == len(events) + len(tasks)
    # Of the data, not of the clock.
    assert {one.decoded("DTSTAMP").date() for one in (*events, *tasks)} == {JUNE}
    july = next(one for one in events if one.decoded("DTSTART") == date(2014, 7, 1))
    said = str(july["DESCRIPTION"])
    assert (
        "2014-15 N5, Share what partners know of risk. ACC Crime; Performance Report, step 1 of 2; to come."
        in said.splitlines()
    )


def test_a_calendars_lines_are_folded_and_its_text_escaped(copy: Path) -> None:
    change(
        copy / "plan.yaml",
        "title: Spend now where it saves later",
        r"title: 'Spend; now, where \ it saves – später und überall, für alle, heute'",
    )
    found = pipeline.schedule(Workspace.at(copy), plan="2013-14")
    written = schedule_as_ics(found).encode()
    lines = written.split(b"\r\n")
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, lines)) == LONGEST_LINE
    assert b"\n" not in b"".join(lines)
    assert rb"Spend\; now\, where \\ it saves" in written.replace(b"\r\n ", b"")
    titles = {str(one["SUMMARY"]) for one in Calendar.from_ical(written).walk("VTODO")}
    assert r"D7, Spend; now, where \ it saves – später und überall, für alle, heute" in titles


def test_what_stays_keeps_its_name_when_the_day_moves_on(brumshire: Workspace) -> None:
    def named(to: date) -> set[str]:
        written = schedule_as_ics(pipeline.schedule(brumshire, to=to))
        return {str(one["UID"]) for one in Calendar.from_ical(written).walk() if "UID" in one}

    assert named(APRIL) == named(JUNE)


def test_as_a_page_it_is_one_file_that_asks_the_network_for_nothing(examples: Path) -> None:
    ran = asked(examples / "brumshire-2013-14", "--format", "html", "--to", "2014-06-03")
    assert ran.code == 0, ran.errors
    assert "<h1>Schedule of the Police and Crime Plan 2013/14 and the" in ran.output
    assert "<dt>Judged on</dt><dd>3 June 2014</dd>" in ran.output
    assert 'id="due-not-reported"' in ran.output
    assert 'id="meeting-2014-07-01"' in ran.output
    assert not re.search(r'(?:src|href)="https?:', ran.output)
    assert ran.output.count("<table") == len(re.findall(r"<caption", ran.output)) > 20


@pytest.mark.parametrize("form", ["text", "json", "ics", "html"])
def test_the_same_data_give_the_same_bytes(examples: Path, form: str) -> None:
    first, again = (asked(examples / "plans", "--format", form) for _ in range(2))
    assert first.code == 0
    assert first.output == again.output


def test_where_no_plan_lists_reports_any_is_taken_and_any_meeting_takes_it(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    assert run("init", folder).code == 0
    fresh = asked(folder)
    assert (fresh.code, "Nothing is wrong with the schedule." in fresh.output) == (0, True)
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    change(folder / "plan.yaml", plan[plan.index("reports:") : plan.index("aims:")], "")
    ran = asked(folder)
    assert (ran.code, "Nothing is wrong with the schedule." in ran.output) == (0, True)
    assert "17 March 2020\nPapers due 6 March 2020.\nperformance\n" in ran.output
    assert "Chief Constable; once in April 2019 to March 2020; to come" in ran.output
