"""A cell of a published table to a number and the mark on it.

Publishers write "not available" in many ways and hang footnote digits on names. What a
marker means here is listed in one table; a blank is never a zero. Knows no layout.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from copperplate.series.marks import Mark
from copperplate.sources.reading import Cell

# Source: footnotes of the Office for National Statistics' police force area tables ('..' not
# available; '+' suppressed because few people live there, so not available to us), and the
# Government Analysis Function's list of symbols in use before 2021 (':' not available). A
# dash is nil to some publishers and "not available" to others: no zero is made of a doubt.
MARKERS = MappingProxyType(
    {
        "..": Mark.NOT_AVAILABLE,
        "...": Mark.NOT_AVAILABLE,
        "\N{HORIZONTAL ELLIPSIS}": Mark.NOT_AVAILABLE,
        ":": Mark.NOT_AVAILABLE,
        "+": Mark.NOT_AVAILABLE,
        "-": Mark.NOT_AVAILABLE,
        "\N{EN DASH}": Mark.NOT_AVAILABLE,
        "na": Mark.NOT_AVAILABLE,
        "n/a": Mark.NOT_AVAILABLE,
        "#n/a": Mark.NOT_AVAILABLE,
        "*": Mark.CONFIDENTIAL,
    }
)

_NUMBER = re.compile(
    r"(?P<minus>[-\N{MINUS SIGN}])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?\Z", re.ASCII
)
_BRACKETED = re.compile(r"\[\s*([a-z]+)\s*\]", re.ASCII)
_NOTES = re.compile(r"\s*\[\s*notes?\s*\d+(?:\s*,\s*(?:note\s*)?\d+)*\s*\]", re.IGNORECASE)
_FOOTNOTES = re.compile(
    r"(?<=[^\W\d])(?P<before>\)?)\s*(?P<digits>\d{1,2}(?:\s*,\s*\d{1,2})*)(?=\)|\Z)"
)

# Numbers longer than this are no count of anything; they would also lose digits as floats.
MOST_DIGITS = 15


class NotANumber(ValueError):
    """A cell that is neither a number nor a known marker. Says why, never what it holds."""


def read_number(cell: Cell) -> tuple[int | float | None, Mark | None]:
    """Return the number in a cell and the mark on it.

    Args:
        cell: As the file holds it. Text may be padded, have thousands separators, a note
            such as ``[note 3]``, and a mark such as ``[p]``.

    Returns:
        The number, an int where it is whole, and None or a mark. The number is None exactly
        when the mark takes the value away: a blank cell is ``(None, NOT_AVAILABLE)``, and
        ``[low]`` is ``(0, LOW)``.

    Raises:
        NotANumber: It is none of these.
    """
    if cell is None:
        return None, Mark.NOT_AVAILABLE
    if isinstance(cell, bool):
        raise NotANumber("It is true or false where a number belongs.")
    if isinstance(cell, int):
        return cell, None
    if isinstance(cell, float):
        return (int(cell), None) if cell.is_integer() else (cell, None)
    if isinstance(cell, date):
        raise NotANumber("It is a date where a number belongs.")
    return _read_text(cell)


def read_mark(text: str) -> Mark | None:
    """Return the mark a letter stands for, with or without brackets; None where blank.

    Raises:
        NotANumber: It is no mark.
    """
    letter = text.strip().strip("[]").strip().lower()
    if not letter:
        return None
    try:
        return Mark(letter)
    except ValueError:
        raise NotANumber("It is not the letter of a mark.") from None


def split_footnotes(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without footnote digits and outer spaces, and the digits taken off.

    Example:
        >>> split_footnotes("Greater Manchester7,8 ")
        ('Greater Manchester', ('7', '8'))
        >>> split_footnotes("Total recorded crime (excluding fraud3)")
        ('Total recorded crime (excluding fraud)', ('3',))
    """
    text = " ".join(_NOTES.sub("", name).split())
    numbers: list[str] = []
    for found in _FOOTNOTES.finditer(text):
        numbers += [part.strip() for part in found["digits"].split(",")]
    return _FOOTNOTES.sub(r"\g<before>", text).strip(), tuple(numbers)


def _read_text(cell: str) -> tuple[int | float | None, Mark | None]:
    text = " ".join(_NOTES.sub("", cell).split()).lower()
    if not text:
        return None, Mark.NOT_AVAILABLE
    if text in MARKERS:
        return None, MARKERS[text]
    marks = _BRACKETED.findall(text)
    if len(marks) > 1:
        raise NotANumber("It carries several marks; a value carries one.")
    number = " ".join(_BRACKETED.sub("", text).split())
    mark = read_mark(marks[0]) if marks else None
    if not number:
        if mark is not None and mark.takes_the_value_away:
            return None, mark
        if mark is Mark.LOW:
            return 0, mark
        raise NotANumber("It is a mark without the number it speaks of.")
    found = _NUMBER.match(number)
    if found is None or len(found["digits"]) > MOST_DIGITS:
        raise NotANumber("It is text where a number belongs.")
    if mark is not None and mark.takes_the_value_away:
        raise NotANumber("It is a number with a mark that says there is none.")
    digits = found["digits"].replace(",", "")
    sign = -1 if found["minus"] else 1
    if found["rest"] and found["rest"].strip(".0"):
        return sign * float(digits + found["rest"]), mark
    return sign * int(digits), mark
