"""What pages say is what the road says: the same figures, sentences and tables as the commands."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands import run
from tests.synthetic import DUNFERROW, FORCE, QUILLMARSH, STAMP

if TYPE_CHECKING:
    from django.test import Client

CRIME = "force_total_crime"
Opened = Callable[[str], "Client"]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words(answer: bytes) -> str:
    """What a reader of a page sees, on one line."""
    parser = _Words()
    parser.feed(answer.decode())
    return re.sub(r"\s+", " ", "".join(parser.said))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return words(answer.content)


def told(portal: Path, *command: str) -> str:
    ran = run("--workspace", portal, *command)
    assert ran.code == 0, ran.errors
    return ran.output


def test_the_objectives_table_holds_the_figures_of_the_command(
    portal: Path, signed_in: Opened
) -> None:
    client = signed_in("board member")
    seen = page(client, "/objectives/")
    table = json.loads(told(portal, "objectives", "--audience", "board", "--format", "json"))
    for block in table["blocks"]:
        for row in block["rows"]:
            assert row["objective"] in seen
            for cell in row["cells"].values():
                assert cell["text"] in seen
            if row["position"]:
                assert f"{row['objective']} is {row['position_words']}." in seen


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/objectives.csv", ("objectives", "--format", "csv")),
        (
            f"/objectives.csv?area={DUNFERROW}&to=2014-02-28",
            ("objectives", "--area", DUNFERROW, "--to", "2014-02-28", "--format", "csv"),
        ),
        (f"/measures/{CRIME}.csv", ("show", CRIME, "--period", "month", "--format", "csv")),
        (
            f"/measures/{CRIME}.csv?known=2014-03-01",
            ("show", CRIME, "--known-on", "2014-03-01", "--format", "csv"),
        ),
        (
            f"/measures/{CRIME}/by/policing_unit.csv",
            ("breakdown", CRIME, "--by", "policing_unit", "--format", "csv"),
        ),
        ("/attention.csv", ("attention", "--format", "csv")),
        ("/schedule.ics", ("schedule", "--format", "ics")),
    ],
)
def test_a_download_is_what_the_command_prints(
    portal: Path, signed_in: Opened, address: str, command: tuple[str, ...]
) -> None:
    audience = () if command[0] == "schedule" else ("--audience", "board")
    answer = signed_in("board member").get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    said, printed = answer.content.decode(), told(portal, *command, *audience)
    assert said.split() == printed.split()


def test_a_measure_says_the_sentences_of_its_chart(portal: Path, signed_in: Opened) -> None:
    client = signed_in("force analyst")
    seen = page(client, f"/measures/{CRIME}/?area={QUILLMARSH}")
    ran = run("--workspace", portal, "chart", CRIME, "--area", QUILLMARSH, "--into", os.devnull)
    printed = re.sub(r"\s+", " ", ran.output)
    for sentence in re.findall(r"[A-Z][^.]*Quillmarsh[^.]*\.(?: |$)", printed):
        assert sentence.strip().rstrip(".") in seen


def test_what_made_it_change_is_the_sentences_of_the_breakdown(
    portal: Path, signed_in: Opened
) -> None:
    client = signed_in("force analyst")
    seen = page(client, f"/measures/{CRIME}/drivers/")
    found = json.loads(
        told(portal, "breakdown", CRIME, "--by", "policing_unit", "--format", "json")
    )
    for sentence in found["sentences"][:3]:
        assert sentence in seen


def test_the_plan_says_where_its_milestones_stand(portal: Path, signed_in: Opened) -> None:
    """On its last day, or the newest held; and so does the page of each."""
    client = signed_in("board member")
    table = json.loads(told(portal, "objectives", "--audience", "board", "--format", "json"))
    (row,) = [
        one for block in table["blocks"] for one in block["rows"] if one.get("aim") == "CRIME"
    ]
    seen = page(client, "/plans/plan/")
    assert "Positions are those of Brumshire on 14 March 2014" in seen
    assert row["position"].replace("_", " ").capitalize() in seen
    assert f"On 14 March 2014 it is {row['position_words']}" in page(client, "/plans/plan/CRIME/")


@pytest.mark.parametrize("address", ["/objectives/", "/attention/", f"/measures/{CRIME}/"])
def test_the_area_and_the_days_go_along_to_the_other_sections(
    signed_in: Opened, address: str
) -> None:
    chosen = f"?area={QUILLMARSH}&to=2014-02-28&known=2014-03-14"
    said = signed_in("board member").get(address + chosen).content.decode()
    for section in ("objectives", "attention", "measures", "areas"):
        assert f'<a href="/{section}/{chosen.replace("&", "&amp;")}"' in said, section
    assert '<a href="/schedule/"' in said


def test_other_years_of_the_plans_are_a_link_away(signed_in: Opened) -> None:
    client = signed_in("board member")
    said = client.get(f"/objectives/?area={QUILLMARSH}").content.decode()
    assert re.findall(r'<a href="([^"]*)"( aria-current="true")?>(20../..)</a>', said) == [
        (f"/objectives/?area={QUILLMARSH}", ' aria-current="true"', "2013/14"),
        (f"/objectives/?area={QUILLMARSH}&amp;to=2013-03-31", "", "2012/13"),
    ]
    assert "1 April 2012 to 31 March 2013" in page(client, "/objectives/?to=2013-03-31")


def test_a_day_beyond_what_is_held_is_said(signed_in: Opened) -> None:
    client, said = signed_in("board member"), "Nothing is held yet of the days after 14 March 2014."
    assert said in page(client, "/objectives/?to=2030-01-01")
    assert said not in page(client, "/objectives/?to=2014-03-14")


def test_meetings_that_are_past_stand_apart(signed_in: Opened) -> None:
    client = signed_in("board member")
    assert "What came before 1 May 2014" in page(client, "/schedule/?to=2014-05-01")
    assert "What came before" not in page(client, "/schedule/?to=2012-04-01")


def test_every_page_of_what_does_not_exist_says_so(signed_in: Opened) -> None:
    client = signed_in("force analyst")
    for address in (
        "/objectives/",
        "/measures/",
        f"/measures/{CRIME}/",
        f"/measures/{CRIME}/drivers/",
        f"/measures/{CRIME}/by/policing_unit/",
        f"/measures/{CRIME}/charts/units/",
        f"/measures/{CRIME}/records/",
        f"/compare/?left={CRIME}&right_area={DUNFERROW}",
        "/attention/",
        "/areas/",
        f"/areas/{DUNFERROW}/",
        "/plans/",
        "/plans/plan/",
        "/plans/plan/CRIME/",
        "/schedule/",
        "/papers/",
        "/papers/march/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        said = answer.content.decode()
        assert f"<p>{STAMP}</p></aside>" in said, address
        assert f". {STAMP}</title>" in said, address


def test_a_page_changes_when_the_workspace_does(
    portal: Path, signed_in: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copperplate.portal import answers

    monkeypatch.setattr(answers, "SECONDS_UNSEEN", 0.0)
    client = signed_in("board member")
    plan = portal / "plan.yaml"
    before = plan.read_text(encoding="utf-8")
    assert "Less crime" in page(client, "/plans/plan/")
    try:
        plan.write_text(before.replace("Less crime", "Fewer crimes"), encoding="utf-8")
        assert "Fewer crimes" in page(client, "/plans/plan/")
    finally:
        plan.write_text(before, encoding="utf-8")
    assert "Less crime" in page(client, "/plans/plan/")


def test_a_workspace_that_cannot_be_read_is_said_and_nothing_falls_over(
    portal: Path, signed_in: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copperplate.portal import answers

    monkeypatch.setattr(answers, "SECONDS_UNSEEN", 0.0)
    client = signed_in("board member")
    plan = portal / "plan.yaml"
    before = plan.read_text(encoding="utf-8")
    try:
        plan.write_text(before.replace("title: A plan", "titel: A plan"), encoding="utf-8")
        answer = client.get("/plans/")
        assert (answer.status_code, "titel" in words(answer.content)) == (422, True)
        assert client.get("/healthz").status_code == 200
    finally:
        plan.write_text(before, encoding="utf-8")
    assert client.get("/plans/").status_code == 200


def test_a_paper_is_served_as_it_was_built(portal: Path, signed_in: Opened) -> None:
    client = signed_in("board member")
    assert "To read here (HTML)" in page(client, "/papers/march/")
    for name in ("paper.html", "paper.pdf", "document.json"):
        answer = client.get(f"/papers/march/{name}")
        assert answer.content == (portal / "out" / "march" / name).read_bytes()
    assert "sandbox" in client.get("/papers/march/paper.html").headers["Content-Security-Policy"]


def test_search_finds_by_words_in_any_order_names_before_texts(signed_in: Opened) -> None:
    client = signed_in("board member")
    seen = page(client, "/search/?q=CRIME+recorded+total")
    assert "Total recorded crime" in seen
    assert "Nothing that you may see holds all of these words." in page(
        client, "/search/?q=no+such+thing"
    )
    assert "Quillmarsh" in page(client, "/search/?q=quill")
    assert "Dunferrow" not in page(signed_in("lead of Quillmarsh"), "/search/?q=dunferrow&x=1")


def test_the_records_behind_a_figure_are_for_those_who_hold_them(
    portal: Path, signed_in: Opened
) -> None:
    client = signed_in("force analyst")
    seen = page(client, f"/measures/{CRIME}/records/")
    for form in ("csv", "json"):
        listed = client.get(f"/measures/{CRIME}/records.{form}?period=2014-02").content.decode()
        assert listed == told(portal, "records", CRIME, "2014-02", "--format", form)
    assert "Month" in seen
    board = signed_in("board member")
    for address in ("/", "/?order=recorded", ".json"):
        assert board.get(f"/measures/{CRIME}/records{address}").status_code == 404


def test_a_long_list_of_records_is_read_in_pages_and_orders(
    portal: Path, signed_in: Opened
) -> None:
    """Every record once over all pages, whatever the order; nothing that is no page is one."""
    client = signed_in("force analyst")
    address = f"/measures/{CRIME}/records/?period=2014-02"
    printed = json.loads(told(portal, "records", CRIME, "2014-02", "--format", "json"))["records"]
    many = len(printed)
    first = page(client, address)
    assert f"Brumshire, February 2014: 1 to 100 of {many:,} records." in first
    assert "The figure for February 2014 counts each record of this list once." in first
    for heading in ("Identifier", "Recorded", "Offence", "Unit", "Row"):
        assert heading in first

    def identifiers(address: str) -> list[str]:
        return re.findall(r'<th scope="row">(\w+)</th>', client.get(address).content.decode())

    for order, key in (
        ("", None),
        ("-identifier", lambda one: one["id"]),
        ("recorded", lambda one: one["recorded_from"]),
    ):
        pages = [f"{address}&order={order}&page={number}" for number in range(1, -(-many // 100) + 1)]  # fmt: skip
        seen = [one for there in pages for one in identifiers(there)]
        records = sorted(printed, key=key, reverse=order[:1] == "-") if key else printed
        assert seen == [one["id"] for one in records], order
    for wrong in ("order=victim", "order=location", "page=0", f"page={many}", "order=--recorded"):
        assert client.get(f"{address}&{wrong}").status_code == 404, wrong
    page_two = client.get(f"{address}&order=-recorded&page=2").content.decode()
    assert 'aria-sort="descending"' in page_two and page_two.count("aria-sort") == 1


def test_records_are_kept_by_nobody(signed_in: Opened) -> None:
    from copperplate.portal.doors import ANSWERS

    client = signed_in("force analyst")
    for ending in ("/", ".csv", ".json"):
        assert client.get(f"/measures/{CRIME}/records{ending}").status_code == 200
    kept = ANSWERS.at_present().pages._held
    assert not any(str(key[0]).startswith("records") for key in kept if isinstance(key, tuple))


def test_a_map_is_taken_away_as_a_drawing_and_as_a_picture(signed_in: Opened) -> None:
    client = signed_in("board member")
    seen = client.get(f"/measures/{CRIME}/map/units/").content.decode()
    for form, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        address = f"/measures/{CRIME}/map/units.{form}"
        assert f'href="{address}" download' in seen
        answer = client.get(address)
        assert answer.content.startswith(begins)
        assert f"-units-{FORCE}.{form}" in answer["Content-Disposition"]


def test_the_help_explains_every_position_and_every_letter(signed_in: Opened) -> None:
    seen = page(signed_in("board member"), "/help/")
    for word in ("On course", "Behind", "Out of reach", "Already missed", "Met", "Secured"):
        assert word in seen
    for letter in "prefbcuxz":
        assert f"[{letter}]" in seen
    assert "Eight values in a row" in seen and "Five values or more" in seen


def test_a_unit_is_not_split_by_what_it_is(signed_in: Opened) -> None:
    client = signed_in("force analyst")
    for area, split, by_area in (("", True, True), (QUILLMARSH, False, False)):
        for address in ("/objectives/", f"/measures/{CRIME}/", f"/measures/{CRIME}/drivers/"):
            answer = client.get(f"{address}?area={area}").content.decode()
            assert (f"/measures/{CRIME}/by/policing_unit/" in answer) is split, (address, area)
        assert ("By area" in page(client, f"/objectives/?area={area}")) is by_area


def test_what_is_next_comes_first_on_the_schedule(signed_in: Opened) -> None:
    seen = page(signed_in("office analyst"), "/schedule/?to=2014-03-01")
    assert seen.index("25 March 2014") < seen.index("What is wrong")


@pytest.mark.parametrize(
    ("asked", "here", "said"),
    [
        ("", "This year to date", "in the financial year to 28 February 2014"),
        ("&period=year-ending", "The last twelve months", "in the year ending February 2014"),
        # Of a year that has just begun, twelve months say what changed.
        ("&to=2013-05-14", "The last twelve months", "in the year ending April 2013"),
        (
            "&to=2013-05-14&period=year-to-date",
            "This year to date",
            "in the financial year to 14 May 2013",
        ),
    ],
)
def test_what_made_it_change_is_told_of_a_span_long_enough(
    signed_in: Opened, asked: str, here: str, said: str
) -> None:
    client = signed_in("force analyst")
    answer = client.get(f"/measures/{CRIME}/drivers/?known=2014-02-28{asked}").content.decode()
    assert said in words(answer.encode())
    offered = re.findall(r'<a href="[^"]*period=[^"]*"( aria-current="true")?>(.*?)</a>', answer)
    assert [name for _, name in offered[:2]] == ["This year to date", "The last twelve months"]
    assert [name for current, name in offered if current] == [here]
    assert client.get(f"/measures/{CRIME}/drivers/?period=week").status_code == 404


def test_before_anything_was_known_no_page_of_parts_falls_over(signed_in: Opened) -> None:
    client = signed_in("force analyst")
    assert "No release known covers" in page(client, f"/measures/{CRIME}/drivers/?known=2000-01-01")
    answer = client.get(f"/measures/{CRIME}/by/policing_unit/?known=2000-01-01")
    assert answer.status_code == 422
