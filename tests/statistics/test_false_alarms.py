"""How often every rule set is wrong, as its page says; simulated, truth known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bench.false_alarms import WORLDS, rates

from copperplate.spc import RULE_SETS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spc" / "false-alarms.md"
SERIES = 5_000
OFF = 2.5  # percentage points; the simulation's own error is about 0.7


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("rules", sorted(RULE_SETS))
def test_the_table_is_what_the_rules_do(rules: str, world: str) -> None:
    row = re.search(
        rf"\| `{rules}` \| {re.escape(world)} \| (\d+) % \| (\d+) % \| ([\d.]+) % \| (\d+) % \|",
        PAGE.read_text(encoding="utf-8"),
    )
    assert row
    found = rates(rules, WORLDS[world], SERIES)
    said = [float(number) for number in row.groups()]
    assert said == pytest.approx(
        [found.in_five_years, found.in_ten_years, found.latest, found.found], abs=OFF
    )
    assert said[2] == pytest.approx(found.latest, abs=0.8)
