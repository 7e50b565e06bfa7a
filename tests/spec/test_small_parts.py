"""What a breakdown prints, attacked: no hidden small count can be worked out of any of it.

The attacker reads the output as a reader would, text, CSV or JSON, and knows what columns mean:
a difference and one of two numbers give the other, a share and the whole give the part, the whole
and all parts but one give that one, and a row between two others counts no more than the one and no
less than the other. What knowing the rules themselves adds is `test_small_counts`' to try.
"""

from __future__ import annotations

import csv
import io
import json
import math
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.areas import Area, AreaKind, AreaRegister
from copperplate.compare import Average
from copperplate.disclosure import POLICIES, Audience, one_by_one, publish_parts
from copperplate.findings.of_breakdown import of_parts
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.part_names import PartName
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import parse_period
from copperplate.pipeline import BrokenDown
from copperplate.report.breakdown import breakdown_table
from copperplate.series.evidence import Evidence
from copperplate.series.parted import Part, Parted
from copperplate.terminal import breakdown_as_csv, breakdown_as_json, breakdown_as_text
from tests.builders import evidence

BASE, THIS = "2012-04-01/2013-03-14", "2013-04-01/2014-03-14"
SPANS = (parse_period(BASE), parse_period(THIS))
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper")
AREA = Area(code="A", name="Alpha", kind=AreaKind.POLICE_FORCE_AREA)
SMALL_NUMBERS = POLICIES["small-numbers"]

Counts = Sequence[tuple[int, int]]


def counted(identity: str, pair: tuple[float, float], **changes: object) -> Evidence:
    values = dict(zip(map(str, SPANS), map(float, pair), strict=True))
    return evidence({"A": values}, identity=identity, sensitive=True, **changes).shown


def parted(counts: Counts, usual: Sequence[int] = (), **changes: object) -> Parted:
    """Return a sensitive count and parts named Ash, Birch …, each then and now."""
    whole = (sum(c[0] for c in counts), sum(c[1] for c in counts))
    days = usual or [0] * len(counts)
    return Parted(
        whole=counted("robbery", whole, **changes),
        parts=tuple(
            Part(
                said=(name,),
                counted=counted(f"part_{name.lower()}", pair, short=name, **changes),
                sensitive=True,
                on_other_days=other,
            )
            for name, pair, other in zip(NAMES, counts, days, strict=False)
            if any(pair)
        ),
        by=("district",),
        of_which=False,
        base=SPANS[0],
        period=SPANS[1],
    )


def broken(split: Parted) -> BrokenDown:
    published = publish_parts(split, policy=SMALL_NUMBERS, audience=Audience.BOARD)
    whole, parts = one_by_one(published)
    shelf = {one.shown.about.id: one for one in (whole, *parts)}
    context = Context(
        area="A",
        names=AreaRegister([AREA]),
        group=None,
        average=Average.MEAN_WITH_SELF,
        base=SPANS[0],
    )
    book = FigureBook(shelf, context)
    names = {
        part.counted.about.id: PartName(str(part.said[0]), str(part.said[0]))
        for part in split.parts
    }
    found = of_parts(whole, parts, area="A", period=SPANS[1], base=SPANS[0])
    return BrokenDown(
        table=breakdown_table(published, book, area=AREA, names=names),
        sentences=tuple(sentence(Teller(book, shelf), one) for one in found),
    )


# What an output says: rows in order, each with the numbers printed, those not printed as None;
# the whole apart; all running text.
Row = dict[str, Any]
Read = tuple[list[Row], Row, str]
COLUMNS = ("base", "this", "difference", "share", "share_of_change")


def read_json(found: BrokenDown) -> Read:
    record = json.loads(breakdown_as_json(found))

    def row(told: Mapping[str, Any]) -> Row:
        return {"name": told["name"], **{c: told[c]["value"] for c in COLUMNS}}

    return [row(one) for one in record["parts"]], row(record["whole"]), str(record["sentences"])


def read_csv(found: BrokenDown) -> Read:
    rows = [
        {"name": line["part"], **{c: float(line[c]) if line[c] else None for c in COLUMNS}}
        for line in csv.DictReader(io.StringIO(breakdown_as_csv(found)))
    ]
    return rows[:-1], rows[-1], ""


def read_text(found: BrokenDown) -> Read:
    lines = breakdown_as_text(found).splitlines()
    rules = [n for n, line in enumerate(lines) if line.startswith("---")]
    body = [line for line in lines[rules[0] + 1 : rules[-1] + 2] if not line.startswith("---")]

    def number(cell: str) -> float | None:
        told = re.fullmatch(r"([−+]?[\d,]+(?:\.\d+)?)%?(?: \[u\])?", cell)
        return float(told[1].replace("−", "-").replace(",", "")) if told else None

    rows = []
    for line in body:
        name, *cells = re.split(r"  +", line.strip())
        rows.append({"name": name, **dict(zip(COLUMNS, map(number, cells), strict=True))})
    return rows[:-1], rows[-1], "\n".join(lines[rules[-1] + 2 :])


READERS: Sequence[Callable[[BrokenDown], Read]] = (read_json, read_csv, read_text)
Interval = tuple[float, float]


def known_of(rows: Sequence[Row], whole: Row) -> dict[tuple[str, str], Interval]:
    """Return the interval of every cell that the numbers beside it and the margin leave."""
    cells: dict[tuple[str, str], Interval] = {}
    for row in rows:
        for span in ("base", "this"):
            cells[row["name"], span] = cell(row, whole, span)
    for span in ("base", "this"):
        shown = [n for n, row in enumerate(rows) if row["this"] is not None]
        for n, row in enumerate(rows):
            low, high = cells[row["name"], span]
            if span == "this" and row["this"] is None and shown and n < shown[-1]:
                above = [rows[m]["this"] for m in shown if m < n]
                high = min([high, *above])
                low = max(low, rows[min(m for m in shown if m > n)]["this"])
            cells[row["name"], span] = low, high
        narrow(cells, [row["name"] for row in rows], span, whole[span])
    return cells


def cell(row: Row, whole: Row, span: str) -> Interval:
    """Return what the numbers of a row say of one of its counts; of none, that it is there.

    None of a kind is printed as 0, so that what is hidden is at least 1 where any part is shown.
    """
    if row[span] is not None:
        return row[span], row[span]
    other = "this" if span == "base" else "base"
    sign = -1 if span == "base" else 1
    if row["difference"] is not None and row[other] is not None:
        value = row[other] + sign * row["difference"]
        return value, value
    if span == "this" and row["share"] is not None and whole["this"]:
        middle = row["share"] * whole["this"] / 100
        return math.ceil(middle - 0.001 * whole["this"]), math.floor(middle + 0.001 * whole["this"])
    if row["share_of_change"] is not None and whole["difference"] and row[other] is not None:
        value = row[other] + sign * row["share_of_change"] * whole["difference"] / 100
        return value, value
    return 0, math.inf


def narrow(
    cells: dict[tuple[str, str], Interval], names: Sequence[str], span: str, whole: float | None
) -> None:
    """Narrow intervals by their sum, exactly: of one margin, what the others leave is the bound."""
    held = [cells[name, span] for name in names]
    if any(low == high for low, high in held):  # some part is shown, so a hidden one is not zero
        held = [(max(low, 1), high) if low != high else (low, high) for low, high in held]
    # Where none is shown there may be parts that are not named.
    exact = any(low == high for low, high in held)
    top = math.inf if whole is None else whole
    for name, (low, high) in zip(names, held, strict=True):
        least = sum(one for one, _ in held) - low
        most = sum(one for _, one in held) - high if exact else math.inf
        bottom = 0.0 if whole is None or math.isinf(most) else whole - most
        cells[name, span] = max(low, bottom), min(high, top - least)


def given_away(counts: Counts, found: Read) -> list[str]:
    """Return the hidden small counts that an output leaves less than 1 to 4 for."""
    rows, whole, words = found
    truth = dict(zip(NAMES, counts, strict=False))
    cells = known_of(rows, whole)
    lost = [
        f"{name} {span}: {low} to {high}"
        for (name, span), (low, high) in cells.items()
        if 1 <= truth[name][span == "this"] <= 4 and (low > 1 or high < 4)
    ]
    for span in ("base", "this"):
        value = sum(pair[span == "this"] for pair in counts)
        if 1 <= value <= 4 and whole[span] is not None:
            lost.append(f"whole {span}")
    hidden = [row["name"] for row in rows if row["this"] is None]
    lost += [f"{name} in words" for name in hidden if re.search(rf"\b{name}\b", words)]
    names = [row["name"] for row in rows]
    if hidden != sorted(hidden) or names[len(names) - len(hidden) :] != hidden:
        lost.append("the order of what is hidden")
    return lost


SIZES = st.one_of(st.integers(0, 6), st.integers(0, 30), st.sampled_from([0, 0, 1, 4, 5, 6, 400]))
TABLES = st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=len(NAMES))


@given(TABLES, st.lists(st.integers(0, 9), min_size=len(NAMES), max_size=len(NAMES)))
@settings(max_examples=150)
def test_no_small_count_comes_out_of_what_is_printed(counts: Counts, usual: list[int]) -> None:
    found = broken(parted(counts, usual[: len(counts)]))
    for reader in READERS:
        assert not given_away(counts, reader(found)), reader


def drawn(number: int) -> Iterator[Counts]:
    """Yield tables of counts as small areas and rare crimes have them; the same every time."""
    chance = random.Random(1829)
    for _ in range(number):
        level = chance.choice([1, 3, 8, 20])
        parts = chance.randint(2, len(NAMES))
        yield [
            tuple(int(chance.expovariate(1 / level)) for _ in SPANS)  # type: ignore[misc]
            for _ in range(parts)
        ]


def test_nor_out_of_some_thousand_hidden_cells() -> None:
    attacked = shown = 0
    for counts in drawn(900):
        found = broken(parted(counts))
        read = read_json(found)
        assert not given_away(counts, read), counts
        shown += sum(row[span] is not None for row in read[0] for span in ("base", "this"))
        attacked += sum(1 <= n <= 4 for pair in counts for n in pair)
    assert attacked > 3000
    assert shown > 1500  # not by hiding all


def printed_with(change: Callable[[list[Row], Row, Counts], None]) -> Callable[[], list[str]]:
    """Return the attack on an output that was given a hole."""
    counts = [(30, 40), (3, 2), (25, 31), (40, 9), (50, 60)]

    def attack() -> list[str]:
        rows, whole, words = read_json(broken(parted(counts, [1, 2, 3, 4, 5])))
        assert not given_away(counts, (rows, whole, words))
        change(rows, whole, counts)
        return given_away(counts, (rows, whole, words))

    return attack


def row_of(rows: list[Row], name: str) -> Row:
    return next(row for row in rows if row["name"] == name)


def hide_one_part_only(rows: list[Row], whole: Row, counts: Counts) -> None:
    row_of(rows, "Ash")["this"] = 40


def print_a_difference(rows: list[Row], whole: Row, counts: Counts) -> None:
    row_of(rows, "Birch").update(base=3, difference=-1)


def print_a_share(rows: list[Row], whole: Row, counts: Counts) -> None:
    row_of(rows, "Birch")["share"] = 200 / whole["this"]


def print_a_share_of_the_change(rows: list[Row], whole: Row, counts: Counts) -> None:
    row_of(rows, "Birch").update(base=3, share_of_change=-100 / whole["difference"])


def sort_by_what_is_hidden(rows: list[Row], whole: Row, counts: Counts) -> None:
    truth = dict(zip(NAMES, counts, strict=False))
    rows.sort(key=lambda row: -truth[row["name"]][1])


HOLES = [
    hide_one_part_only,
    print_a_difference,
    print_a_share,
    print_a_share_of_the_change,
    sort_by_what_is_hidden,
]


@pytest.mark.parametrize("hole", HOLES)
def test_the_attack_finds_a_hole_where_there_is_one(
    hole: Callable[[list[Row], Row, Counts], None],
) -> None:
    assert printed_with(hole)()


def test_what_is_hidden_is_in_nothing_that_comes_out() -> None:
    found = publish_parts(
        parted([(30, 40), (3, 2), (25, 31), (40, 9)], [77001, 77002, 77003, 77004]),
        policy=SMALL_NUMBERS,
        audience=Audience.BOARD,
    ).shown
    birch = next(part for part in found.parts if part.said == ("Birch",))
    assert np.isnan(birch.counted.series.values).all()
    assert "7700" not in repr(found)
    assert found.hidden == (2, 2)


def test_which_further_part_is_hidden_follows_the_other_days() -> None:
    for usual, hidden in (
        ([9, 0, 5, 7], "Cedar"),
        ([5, 0, 9, 7], "Ash"),
        ([9, 0, 8, 7], "Dogwood"),
    ):
        rows, _, _ = read_json(broken(parted([(30, 40), (30, 2), (25, 31), (40, 29)], usual)))
        assert [row["name"] for row in rows if row["this"] is None] == sorted([hidden, "Birch"])


def test_a_span_that_shows_no_part_names_none_either() -> None:
    """Base: two parts, one of them small. Fir is there in the base alone."""
    found = broken(parted([(0, 40), (0, 30), (20, 60), (0, 7), (0, 9), (3, 0)]))
    rows, whole, _ = read_json(found)
    assert [row["name"] for row in rows] == ["Cedar", "Ash", "Birch", "Elm", "Dogwood"]
    assert all(row["base"] is None for row in rows)
    assert whole["base"] == 23
    assert json.loads(breakdown_as_json(found))["hidden"] == {"base": None, "this": 0}
    assert "2012/13: no part is shown." in breakdown_as_text(found)


SHARES = [
    # counts then and now, marks of the whole's share now
    ([(30, 9), (30, 9)], ["c"]),
    ([(30, 20), (30, 20)], ["u"]),
    ([(30, 30), (30, 30)], []),
]


@pytest.mark.parametrize(("counts", "marks"), SHARES)
def test_a_percentage_of_few_is_hidden_and_of_not_many_marked(
    counts: Counts, marks: list[str]
) -> None:
    record = json.loads(breakdown_as_json(broken(parted(counts))))
    assert [part["share"]["marks"] for part in record["parts"]] == [marks, marks]
    assert [part["this"]["value"] for part in record["parts"]] == [pair[1] for pair in counts]


def test_where_none_is_telling_zero_is_hidden_too() -> None:
    split = parted([(30, 40), (3, 0), (25, 31), (40, 29)], zero_tells=True)
    rows, _, _ = read_json(broken(split))
    assert row_of(rows, "Birch")["this"] is None
    assert row_of(rows, "Birch")["base"] is None


def markers(*has: tuple[int, int], silent: tuple[int, int], whole: tuple[int, int]) -> Parted:
    return Parted(
        whole=counted("robbery", whole),
        parts=tuple(
            Part(
                said=(name.lower(),),
                counted=counted(f"part_{name.lower()}", pair),
                unsaid=counted(f"part_{name.lower()}", silent),
                sensitive=True,
            )
            for name, pair in zip(NAMES, has, strict=False)
        ),
        by=tuple(name.lower() for name in NAMES[: len(has)]),
        of_which=True,
        base=SPANS[0],
        period=SPANS[1],
    )


MARKED = [
    # has the marker, does not say, of how many; what is printed of the first two
    (12, 0, 40, (12, 0)),
    (3, 0, 40, (None, None)),  # two parts alone: what has it and what has not
    (3, 10, 40, (None, None)),  # those that do not say are hidden first
    (38, 0, 40, (None, None)),  # two have it not
    (0, 0, 40, (0, 0)),
    (12, 12, 12 + 12 + 3, (12, None)),
]


@pytest.mark.parametrize(("has", "silent", "whole", "expected"), MARKED)
def test_a_marker_is_judged_with_those_that_do_not_have_it(
    has: int, silent: int, whole: int, expected: tuple[int | None, int | None]
) -> None:
    split = markers((has, has), silent=(silent, silent), whole=(whole, whole))
    found = publish_parts(split, policy=SMALL_NUMBERS, audience=Audience.PUBLIC).shown
    (part,) = found.parts
    assert part.unsaid is not None
    shown = (part.counted.series.values[0, 1], part.unsaid.series.values[0, 1])
    assert tuple(None if np.isnan(n) else int(n) for n in shown) == expected
