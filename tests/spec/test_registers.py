"""Registers: what they hold, every problem of a broken one at once, where entries stand."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.errors import BadDefinition, BadInput, Problem
from copperplate.inert import inert, revived
from copperplate.narrative.registers import facts, standing_words
from copperplate.periods import PeriodKind, financial_year
from copperplate.plan import ItemStatus, Link, Update
from copperplate.plan.registers import (
    ENTRIES,
    REGISTERS,
    Action,
    AuthorityStatus,
    Entry,
    Fund,
    Judgement,
    Means,
    Operation,
    OwnerBoard,
    Recommendation,
    Register,
    RegisterKind,
    as_yaml,
    cell,
    changes,
    columns,
    load_register,
    register_node,
    row,
    stand,
    standings,
)
from copperplate.sources import formats
from copperplate.unseen import UNSEEN
from copperplate.yamltext import parse

ACTIONS = """\
kind: actions
title: Actions of the board
entries:
  - id: A1
    title: Say which units call back
    owner: ACC Crime
    due: 2014-01-07
    status: complete
    closed: 2014-01-06
    raised: 2013-07-02
    response: Eight of ten.
    responded: 2014-01-06
    responding: ACC Crime
    updates:
      - {date: 2013-09-03, office: ACC Crime, text: Asked.}
      - {date: 2014-01-06, office: ACC Crime, text: Told.}
  - {id: A2, title: Set it out by unit, owner: TBC, raised: 2013-12-03, due: 2014-01-30}
"""
FUNDS = """\
kind: funds
title: Community fund
entries:
  - id: F1
    title: Fund of the north
    recipient: Board of the north
    year: 2013/14
    budget: 350000
    committed: 360000
    note: Some was carried forward.
"""
OPERATIONS = """\
kind: operations
title: Operations
entries:
  - {id: O1, title: Come Forward, starts: 2013-09-01, ends: 2013-12-01, aims: More reports.}
"""


def found(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadDefinition) as caught:
        load_register(parse(text, file="registers/r.yaml"))
    return caught.value.problems


BROKEN = [
    (ACTIONS, "owner: ACC Crime\n    due", "due", "P301", "'owner' is missing."),
    (ACTIONS, "responded: 2014-01-06\n    ", "", "P301", "A 'response' comes with the day it was 'responded' and the office 'responding'."),
    (ACTIONS, "raised: 2013-07-02", "raised: 2014-02-02", "P301", "'due' is before the action was 'raised'."),
    (ACTIONS, "status: complete", "status: open", "P301", "'A1' has a day on which it was 'closed', and is 'open'."),
    (ACTIONS, "date: 2013-09-03", "date: 2014-09-03", "P301", "The updates of 'A1' do not stand in order of their days."),
    (ACTIONS, "id: A2", "id: A1", "P302", "The entry 'A1' is there already, at registers/r.yaml:4:9."),
    (ACTIONS, "kind: actions", "kind: action", "P306", "'action' is not a kind of register."),
    (ACTIONS, "kind: actions\n", "", "P306", "Nothing says of what kind the register is."),
    (FUNDS, "    note: Some was carried forward.\n", "", "P305", "'committed' of 'F1' is above the budget of 2013/14, and no 'note' says why."),
    (FUNDS, "year: 2013/14", "year: April 2013", "P301", "'year' is a financial year, e.g. '2013/14'."),
    (FUNDS, "budget: 350000", "budget: -1", "P301", "'budget' cannot be read: input should be greater than or equal to 0."),
    (OPERATIONS, "ends: 2013-12-01", "ends: 2013-08-01", "P301", "An operation 'ends' on or after the day it 'starts'."),
    (OPERATIONS, "starts: 2013-09-01, ", "", "P301", "An operation 'ends' on or after the day it 'starts'."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong", "code", "what"), BROKEN)
def test_a_slip_is_said_in_its_own_words(
    text: str, right: str, wrong: str, code: str, what: str
) -> None:
    assert right in text
    (problem,) = found(text.replace(right, wrong, 1))
    assert (problem.code, problem.what) == (code, what)


def test_every_slip_of_a_file_is_said_at_once() -> None:
    broken = ACTIONS.replace("id: A2", "id: A1").replace("raised: 2013-12-03", "risen: yes")
    assert sorted(one.code for one in found(broken)) == ["P301", "P301", "P302"]


# a day, and where the entry stands on it
STANDS = [
    (Entry(id="a", title="t", due=date(2014, 1, 30)), date(2014, 1, 30), "open"),
    (Entry(id="a", title="t", due=date(2014, 1, 30)), date(2014, 1, 31), "overdue by 1 day"),
    (Entry(id="a", title="t", due=date(2014, 1, 30)), date(2017, 1, 30), "overdue by 1,096 days"),
    (Entry(id="a", title="t", due=date(2014, 1, 30)), None, "open"),
    (Entry(id="a", title="t", status="not-started"), date(2014, 1, 1), "not started"),
    (Entry(id="a", title="t", status="complete", due=date(2014, 1, 1)), date(2015, 1, 1), "complete"),
    # Closed later than the day asked: on that day it was still open, and late.
    (Entry(id="a", title="t", status="complete", closed=date(2014, 3, 1), due=date(2014, 1, 1)), date(2014, 1, 3), "overdue by 2 days"),
    (Operation(id="a", title="t", aims="x", starts=date(2014, 1, 2)), date(2014, 1, 1), "to come"),
    (Operation(id="a", title="t", aims="x", starts=date(2014, 1, 2)), date(2014, 1, 2), "open"),
    (Operation(id="a", title="t", aims="x", starts=date(2014, 1, 2), ends=date(2014, 1, 3)), date(2014, 1, 4), "over"),
    (Fund(id="a", title="t", recipient="x", year=financial_year(2013), budget=1), date(2014, 4, 1), "over"),
    (Action(id="a", title="t", owner="x", raised=date(2014, 1, 2)), date(2014, 1, 1), "to come"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "to", "said"), STANDS)
def test_where_an_entry_stands(entry: Entry, to: date | None, said: str) -> None:
    assert standing_words(stand(entry, to)) == said


def test_the_longest_overdue_stands_first_and_what_is_closed_last() -> None:
    entries = [
        Entry(id="closed", title="t", status=ItemStatus.COMPLETE, due=date(2013, 1, 1)),
        Entry(id="open", title="t"),
        Entry(id="soon", title="t", due=date(2014, 5, 1)),
        Entry(id="late", title="t", due=date(2014, 2, 1)),
        Entry(id="later", title="t", due=date(2014, 1, 1)),
    ]
    order = [one.entry.id for one in standings(entries, date(2014, 3, 14))]
    assert order == ["later", "late", "soon", "open", "closed"]


FACTS = [
    (Action(id="a", title="t", owner="x", raised=date(2013, 12, 3), meeting="Crime Board"), "raised on 3 December 2013; Crime Board"),
    (Recommendation(id="a", title="t", means=Means.AUDIT, source="Audit of fuel", made=date(2013, 5, 1)), "audit: Audit of fuel; made on 1 May 2013"),
    (Operation(id="a", title="t", aims="x"), "its days are not known"),
    (Operation(id="a", title="t", aims="x", starts=date(2013, 9, 1), areas=("X1", "X2"), measures=("m",)), "since 1 September 2013; North, X2; for m"),
    (Judgement(id="a", title="t", body="Body", inspection="Look", judged="Value", grade="good"), "Body, Look; Value: good"),
    (Fund(id="a", title="t", recipient="R", year=financial_year(2013), budget=350000, committed=0), "R, 2013/14; budget £350,000; committed £0"),
    (AuthorityStatus(id="a", title="t", area="X1", stands="not yet met", since=date(2013, 9, 1)), "North: not yet met; since 1 September 2013"),
    (OwnerBoard(id="a", title="t", chair="DCC", meets="every month", measures=("m", "n"), pack_periods=("month",)), "chaired by DCC; meets every month; owns m, n; pack by month"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "said"), FACTS)
def test_what_is_said_of_each_kind(entry: Entry, said: str) -> None:
    assert facts(entry, {"X1": "North"}) == said


# There and back ------------------------------------------------------------------------------

_seen = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXT = (
    st.text(st.one_of(st.sampled_from("=+-@'|\\;,\"\n #:n"), _seen), min_size=1, max_size=30)
    .map(lambda text: UNSEEN.sub("", text).strip())
    .filter(bool)
)
IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,8}", fullmatch=True)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
POUNDS = st.integers(0, 10**9)
LINKS = st.builds(
    Link, title=TEXT, url=st.sampled_from(["https://a.org/b", "http://c.uk/d|e?f=\\g"])
)
NAMES = st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), max_size=3).map(tuple)
COMMON = {
    "id": IDS,
    "title": TEXT,
    "owner": TEXT,
    "status": st.sampled_from(ItemStatus),
    "items": st.lists(IDS | st.builds("2013-14:{}".format, IDS), max_size=3).map(tuple),
    "evidence": st.lists(LINKS, max_size=2).map(tuple),
    "updates": st.lists(
        st.builds(
            Update,
            date=DAYS,
            office=TEXT,
            text=TEXT,
            evidence=st.lists(LINKS, max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(lambda found: tuple(sorted(found, key=lambda one: one.date))),
}


@st.composite
def entries(draw: st.DrawFn, kind: RegisterKind) -> Entry:
    said = {name: draw(strategy) for name, strategy in COMMON.items()}
    start = draw(DAYS)
    later = st.integers(0, 400).map(lambda days: start + timedelta(days=days))
    maybe = {name: draw(st.none() | later) for name in ("due", "closed")}
    said |= {"due": maybe["due"], "closed": maybe["closed"] if said["status"].closed else None}
    if kind is not RegisterKind.ACTIONS:
        said["owner"] = draw(st.none() | st.just(said["owner"]))
    match kind:
        case RegisterKind.ACTIONS:
            answer = {"response": draw(TEXT), "responded": draw(later), "responding": draw(TEXT)}
            said |= {"raised": start, "meeting": draw(st.none() | TEXT)}
            said |= draw(st.sampled_from([{}, answer]))
        case RegisterKind.RECOMMENDATIONS:
            said |= {"means": draw(st.sampled_from(Means)), "source": draw(TEXT)}
            said |= {"made": draw(st.none() | DAYS)}
        case RegisterKind.OPERATIONS:
            said |= {"starts": start, "ends": draw(st.none() | later), "aims": draw(TEXT)}
            said |= {"areas": draw(NAMES.map(lambda n: tuple(one.replace("_", "X") for one in n)))}
            said |= {"measures": draw(NAMES)}
        case RegisterKind.JUDGEMENTS:
            said |= {name: draw(TEXT) for name in ("body", "inspection", "judged")}
            said |= {"grade": draw(st.none() | TEXT), "on": draw(st.none() | DAYS)}
        case RegisterKind.FUNDS:
            said |= {
                "recipient": draw(TEXT),
                "year": financial_year(start.year),
                "note": draw(TEXT),
            }
            said |= {name: draw(POUNDS) for name in ("budget", "committed")}
            said |= {"allocated": draw(st.none() | POUNDS)}
        case RegisterKind.AUTHORITIES:
            said |= {"area": "E08000025", "stands": draw(TEXT), "since": draw(st.none() | DAYS)}
        case RegisterKind.BOARDS:
            said |= {"chair": draw(st.none() | TEXT), "meets": draw(st.none() | TEXT)}
            said |= {"measures": draw(NAMES), "pack_measures": draw(NAMES)}
            said |= {
                "pack_periods": draw(st.lists(st.sampled_from(PeriodKind), max_size=2).map(tuple))
            }
    return ENTRIES[kind](**said)


@st.composite
def some_register(draw: st.DrawFn) -> Register:
    kind = draw(st.sampled_from(RegisterKind))
    held = draw(st.lists(entries(kind), max_size=3, unique_by=lambda one: one.id))
    return REGISTERS[kind](kind=kind, title=draw(TEXT), plan=None, entries=tuple(held))


def cells(register: Register) -> list[list[str | int]]:
    names = columns(register.kind)
    rows = [row(entry, names) for entry in register.entries]
    return [
        list(names),
        *([inert(one) if isinstance(one, str) else one for one in values] for values in rows),
    ]


def as_csv(register: Register) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(cells(register))
    return out.getvalue().encode("utf-8-sig")


def as_workbook(register: Register) -> bytes:
    """Return the same table as a program saves it."""
    book = openpyxl.Workbook()
    for values in cells(register):
        book.active.append(values)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def back(register: Register, data: bytes) -> Register:
    _, grids = formats.read(data, Path("unused"))
    node = register_node(
        register.kind,
        grids[0].rows,
        title=register.title,
        plan=None,
        file="f",
        lines=grids[0].lines,
    )
    return load_register(node)


@settings(max_examples=300)
@given(some_register())
def test_what_goes_out_as_csv_comes_back_as_the_same_entries(register: Register) -> None:
    data = as_csv(register)
    assert back(register, data) == register
    starts = {one[:1] for line in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for one in line}
    assert not starts & set("=+-@\t\r")


@settings(max_examples=25, deadline=None)
@given(some_register())
def test_what_stands_in_a_workbook_comes_back_as_the_same_entries(register: Register) -> None:
    assert back(register, as_workbook(register)) == register


@settings(max_examples=300)
@given(some_register())
def test_what_is_written_is_read_as_the_same_register(register: Register) -> None:
    assert load_register(parse(as_yaml(register), file="r.yaml")) == register


@given(st.text(max_size=6) | st.text("'=+-@\t", max_size=4))
def test_no_two_texts_are_made_harmless_alike(text: str) -> None:
    assert revived(inert(text)) == text
    assert inert(text)[:1] not in tuple("=+-@\t\r")


HEADINGS = [
    ([["title", "id", "titel"]], 3, "'titel' is not a field of a register of funds.", "Did you mean 'title'?"),
    ([["id", "title", "id"]], 3, "The column is there twice.", "Export the register, and fill in the table that comes out."),
    ([["F1", "Fund"]], None, "The first row does not name the fields, or not 'id'.", "Export the register, and fill in the table that comes out."),
    ([], None, "The first row does not name the fields, or not 'id'.", "Export the register, and fill in the table that comes out."),
    ([["id"], ["F1", "Fund"]], None, "The row has more cells than the heading has names.", "Export the register, and fill in the table that comes out."),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "column", "what", "remedy"), HEADINGS)
def test_a_table_that_is_none_of_a_register_is_refused(
    rows: list[list[str]], column: int | None, what: str, remedy: str
) -> None:
    with pytest.raises(BadInput) as caught:
        register_node(RegisterKind.FUNDS, rows, title="t", plan=None, file="f.csv")
    (problem,) = caught.value.problems
    told = (problem.code, problem.place.column, problem.what, problem.remedy)
    assert told == ("P309", column, what, remedy)


def test_a_table_of_records_is_refused_in_few_words() -> None:
    wide = [[f"column {number} {'x' * 200}" for number in range(500)], *([["a"] * 500] * 9)]
    wide[0][0] = "id"
    long = [["id", "title"], *([["A1", "One"]] * 20_000)]
    for rows, problems in ((wide, 10), (long, 1)):
        with pytest.raises(BadInput) as caught:
            register_node(RegisterKind.FUNDS, rows, title="t", plan=None, file="f")
        assert [one.code for one in caught.value.problems] == ["P309"] * problems
        assert max(len(one.what) for one in caught.value.problems) < 120


def test_a_cell_that_is_wrong_is_said_by_its_row_and_column() -> None:
    rows = [
        ["id", "title", "recipient", "year", "budget", "evidence"],
        ["F1", "Fund", "Board", "2013/14", "many", "A page | https://a.org/b"],
        [None, None],
        ["F2", "Fund", "Board", "2013/14", 12.0, "A page"],
    ]
    node = register_node(RegisterKind.FUNDS, rows, title="t", plan=None, file="f.csv")
    with pytest.raises(BadDefinition) as caught:
        load_register(node)
    assert [(str(one.place), one.what) for one in caught.value.problems] == [
        ("f.csv:2:5", "'budget' cannot be read: input should be a valid integer, unable to parse string as an integer."),
        ("f.csv:4:6", "'url' is missing."),
    ]  # fmt: skip


def test_what_would_change_is_said_by_entry_and_field() -> None:
    before = load_register(parse(ACTIONS, file="r"))
    after = load_register(
        parse(
            ACTIONS.replace("Set it out by unit", "Set it out").replace("id: A1", "id: A3"),
            file="r",
        )
    )
    found = changes(before, after)
    assert (found.added, found.gone, found.moved) == (("A3",), ("A1",), False)
    assert [(one.entry, one.field, one.before, one.after) for one in found.changed] == [
        ("A2", "title", "Set it out by unit", "Set it out")
    ]
    assert not changes(before, before).any
    turned = before.model_copy(update={"entries": before.entries[::-1]})
    assert changes(before, turned).moved
    assert changes(None, before).added == ("A1", "A2")


def test_lists_stand_between_semicolons_and_a_stroke_that_is_meant_behind_a_backslash() -> None:
    assert cell(("a", "b")) == "a; b"
    update = Update(date=date(2014, 3, 1), office="DCC", text="either|or\nboth")
    assert cell((update,)) == "2014-03-01 | DCC | either\\|or\\nboth"
