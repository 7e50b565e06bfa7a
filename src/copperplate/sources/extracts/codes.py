"""Codes as forces' systems write them, and what follows from an offence code.

Reads the reference data; knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from copperplate.reference.crime_types import crime_type_of
from copperplate.reference.offences import offences
from copperplate.reference.outcomes import outcome_types
from copperplate.reference.severity import severity_weight
from copperplate.schema.categories import CATEGORIES

_NUMBERED = re.compile(r"(\d+)(.*)")
# Systems write a code's number with zeros in front, to two or three places.
_PLACES = (1, 2, 3)


@cache
def offence_spellings() -> Mapping[str, str]:
    """Return offence codes as the list writes them, by every usual spelling in capitals."""
    spelt: dict[str, str] = {}
    for code in offences():
        found = _NUMBERED.fullmatch(code)
        if found is None:
            spelt[code.upper()] = code
            continue
        for places in _PLACES:
            number = found[1].zfill(places)
            for between in ("", " "):
                spelt.setdefault(f"{number}{between}{found[2]}".strip().upper(), code)
    return MappingProxyType(spelt)


@cache
def outcome_spellings() -> Mapping[str, str]:
    """Return numbers of outcome types by number, with and without zeros in front."""
    spelt = {}
    for number in outcome_types():
        spelt[number] = number
        spelt[number.zfill(len(number) + 1)] = number
    return MappingProxyType(spelt)


def group_of(code: str) -> str | None:
    """Return the offence group a code is counted in; None if it is no code."""
    found = offences().find(code)
    return None if found is None else found.group


def weight_of(code: str) -> str | None:
    """Return the weight of a code in the Crime Severity Score, written out; None without one."""
    found = severity_weight(code)
    return None if found is None else repr(found)


def category_of(code: str) -> str | None:
    """Return the kind of crime data.police.uk shows a code as; None if it shows none."""
    found = crime_type_of(code) if offences().find(code) is not None else None
    return None if found is None else _KINDS.get(found.name)


_KINDS = {title: kind for kind, title in CATEGORIES.items()}
