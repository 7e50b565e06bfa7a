"""No sentence pattern of the published papers is forgotten: worded, or a reason why not."""

from __future__ import annotations

import re

from tests.spec.patterns import (
    test_areas,
    test_change,
    test_peers,
    test_process,
    test_records_over_time,
)

GROUPS = {"S": 14, "T": 8, "R": 10, "K": 14, "Y": 17, "C": 15, "L": 10, "M": 18, "G": 13, "O": 6}
TABLES = (test_process, test_change, test_areas, test_peers, test_records_over_time)


def ids(text: str) -> set[str]:
    return {found for found in re.findall(r"[A-Z]\d+", text) if found[0] in GROUPS}


def test_every_pattern_is_worded_or_has_its_reason() -> None:
    every = {f"{group}{number}" for group, most in GROUPS.items() for number in range(1, most + 1)}
    worded = {one for table in TABLES for case in table.CASES for one in ids(case.patterns)}
    reasoned = {one for table in TABLES for key in table.NOT_WORDED for one in ids(key)}
    assert worded | reasoned == every
    assert not worded & reasoned
