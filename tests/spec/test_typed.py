"""A numeral that an author typed is found; a live figure, a date and a year are not."""

from __future__ import annotations

import pytest

from copperplate.narrative.typed import typed_numerals
from copperplate.narrative.words import read_words

FRONT = "---\naim: H1\nvoice: commentary\noffice: Office\ndate: 2019-11-08\n---\n"

TEXTS = [
    ("The force counts 27 fewer.", ["27"]),
    ("A rise of 12.5% to 1,234, after £3,000.", ["12.5%", "1,234", "£3,000"]),
    ("It stood at {burglary.value places=0} in {burglary.period}.", []),
    ("On 8 November 2019, in March 2016 and in 2015/16 or 2016.", []),
    ("See [the plan](https://example.org/plan-2016/page5).", []),
    ("1. First, 2 in 5 victims.", ["2", "5"]),
    ("Violence among under-25s.", ["25"]),
    ("Temperature fell by -3, then +4.", ["-3", "+4"]),
]


@pytest.mark.parametrize(("text", "numerals"), TEXTS)
def test_typed_numerals(text: str, numerals: list[str]) -> None:
    found = list(typed_numerals(read_words(FRONT + text + "\n", file="words/x.md")))
    assert [one.numeral for one in found] == numerals
    assert {(one.file, one.line) for one in found} <= {("words/x.md", 7)}
