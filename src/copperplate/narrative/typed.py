"""Numerals an author typed: they stay as they are, and no measure stands behind them.

Finds them so that a reader of `check` can look at each; judges none. Dates and years are
not figures, and a live figure is not typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copperplate.narrative.words import Words
from copperplate.periods import MONTH_NAMES

_MONTHS = "|".join(MONTH_NAMES)
# What holds digits and is no figure, longest first: a live figure, the target of a link, a
# date, a year with or without the next (2015/16).
_NO_FIGURE = re.compile(
    rf"\{{[^}}]*\}} | \]\([^)]*\) | (?:\b\d{{1,2}}\ )?\b(?:{_MONTHS})(?:\ \d{{4}})?\b"
    r"| \b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b",
    re.VERBOSE,
)
_NUMERAL = re.compile(r"(?:(?<!\w)[£+\N{MINUS SIGN}-])?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """A numeral as it was typed, and where: file and line, from 1."""

    file: str
    line: int
    numeral: str


def typed_numerals(words: Words) -> Iterator[Typed]:
    """Yield the numerals of a file of words that are not live figures, in reading order."""
    for number, line in enumerate(words.body.split("\n"), start=words.first_line):
        # A list's own number is no figure.
        text = _NO_FIGURE.sub(" ", re.sub(r"^\s*\d+[.)]\s", "", line))
        for found in _NUMERAL.finditer(text):
            yield Typed(file=words.file, line=number, numeral=found.group().rstrip(","))
