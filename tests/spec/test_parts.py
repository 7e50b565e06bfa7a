"""The parts of a total in a table: no figure, too few, and a change are three things."""

from __future__ import annotations

from copperplate.narrative.runs import plain
from copperplate.report.blocks import Table
from copperplate.report.parts import parts_of
from tests.builders import book, evidence

THEN, NOW = "year ending March 2016", "year ending March 2019"


def test_a_missing_base_is_not_called_a_small_one() -> None:
    whole = evidence({"A": {THEN: 1000.0, NOW: 1500.0}}, identity="whole")
    parts = {
        "grown": evidence({"A": {THEN: 500.0, NOW: 1000.0}}, identity="grown"),
        "small": evidence({"A": {THEN: 20.0, NOW: 200.0}}, identity="small"),
        "marked": evidence({"A": {THEN: "x", NOW: 200.0}}, identity="marked"),
        "later": evidence({"A": {NOW: 100.0}}, identity="later"),
    }
    (table,) = parts_of(book(whole, base=THEN), "whole", parts, (), identity="p")
    assert isinstance(table, Table)
    assert [tuple(map(plain, row.cells)) for row in table.rows] == [
        ("Grown", "500", "1,000", "+100.0%"),
        ("Marked", "[x]", "200", "No figure in the base year"),
        ("Small", "20", "200", "Too few in the base year for a percentage"),
        ("Later", "Not held", "100", "No figure in the base year"),
    ]
