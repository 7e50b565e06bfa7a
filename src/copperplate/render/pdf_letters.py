"""Letters the shipped typeface has no shapes for: which ones, and where they stand.

Typst stops at the first; a reader wants all of them at once. So each is noted, taken out
of the data, and the rest is tried again. Knows the data's nesting, not its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import typst

from copperplate.errors import BadInput, Place, Problem
from copperplate.render.pdf_content import Data

# How Typst words it, and how it writes a letter that cannot be seen.
_NO_SHAPE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_WRITTEN_OUT = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST = 20


def unknown_letter(error: typst.TypstError) -> str | None:
    """Return the letter Typst could not set, or None where it stopped on something else."""
    found = _NO_SHAPE.search(str(error))
    if found is None:
        return None
    return _WRITTEN_OUT.sub(lambda code: chr(int(code[1], 16)), found[1])


def unknown_letters(
    data: dict[str, Data], compiled: Callable[[dict[str, Data]], bytes]
) -> dict[str, str]:
    """Return every letter without a shape, with the title of the section it first stands in.

    Args:
        data: What the template is given.
        compiled: Sets it, or raises what Typst raises.
    """
    found: dict[str, str] = {}
    left = data
    while len(found) < _MOST:
        try:
            compiled(left)
        except typst.TypstError as error:
            letter = unknown_letter(error)
            if letter is None or letter in found:
                raise
            found[letter] = _section_with(letter, data)
            left = {key: _without(value, letter) for key, value in left.items()}
        else:
            break
    return found


def letters_refused(file: str, places: Mapping[str, str]) -> BadInput:
    """Return the refusal of a paper's letters, all of them in one."""
    return BadInput(
        *(
            Problem(
                code="F101",
                place=Place(file=file, spot=f"section '{section}'" if section else ""),
                what=f"The typeface has no shape for the character {_codes(letter)}.",
                allowed="It has Latin, Greek and Cyrillic letters and the usual signs.",
                remedy="Write it otherwise, or leave it out.",
            )
            for letter, section in places.items()
        )
    )


def _codes(letter: str) -> str:
    return " ".join(f"U+{ord(one):04X}" for one in letter)


def _section_with(letter: str, data: dict[str, Data]) -> str:
    sections = data["sections"]
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict) and any(letter in text for text in _texts(section)):
            return str(section["title"])
    return ""


def _texts(data: Data) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for item in data:
                yield from _texts(item)
        case dict():
            for value in data.values():
                yield from _texts(value)


def _without(data: Data, letter: str) -> Data:
    match data:
        case str():
            return data.replace(letter, "")
        case list():
            return [_without(item, letter) for item in data]
        case dict():
            return {key: _without(value, letter) for key, value in data.items()}
    return data
