"""Offence codes of police recorded crime: what each is, and the group it is counted in.

Source: Home Office offence list and open data of 2017/18 (see `editions`). Group ids are those of
the canonical tables; nothing is added up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from copperplate.reference import shipped

_NUMBERED = re.compile(r"0*(\d+)(\.\d+)?([A-Z]?)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where one publication puts a code, in its own words. Empty where it has no such level."""

    group: str
    subgroup: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """One code of the offence list.

    Attributes:
        code: As the list writes it: ``28A``, ``4.10``, ``1/4.1/4.2``.
        title: What it is, in the newest publication held.
        group: Id of the offence group it is counted in (`schema.offences`).
        to_2013: Heading in publications of years to March 2013; None if they had no such code.
        from_2013: Heading in the classification from July 2013.
        in_2018: Heading in the open data of 2017/18, whose burglary sub-groups keep their names
            of before April 2017.
        valid_from: The code was not used before this day; None where no publication says.
        valid_to: Last day on which it was to be used; outcomes came later.
    """

    code: str
    title: str
    group: str
    to_2013: Heading | None
    from_2013: Heading | None
    in_2018: Heading | None
    valid_from: date | None
    valid_to: date | None


class OffenceList(Mapping[str, Offence]):
    """Offences by code, in the order of the list. Immutable.

    Args:
        listed: The offences. Of two with one code, however it is spelt, the later holds.
    """

    def __init__(self, listed: Iterable[Offence]) -> None:
        spelt: dict[frozenset[str], Offence] = {}
        for offence in listed:
            spelt[_key(offence.code)] = offence
        self._spelt = spelt
        self._by_code = {offence.code: offence for offence in spelt.values()}

    def __getitem__(self, code: str) -> Offence:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    def find(self, text: str) -> Offence | None:
        """Return the offence a code means however it is written, or None if it is none.

        Capitals, spaces, zeros before the number and a star after it do not matter. Of codes
        written together neither do their order and the repeated number: ``1, 4.1/2/10`` is
        ``1/4.1/4.2/4.10``. A number stays text: ``4.1`` is manslaughter, ``4.10`` is not.
        """
        return self._spelt.get(_key(text))

    def extended(self, more: Iterable[Offence]) -> OffenceList:
        """Return a list with other offences too; one whose code is there takes its place."""
        return OffenceList((*self.values(), *more))


def read_offences(text: str) -> tuple[Offence, ...]:
    """Return the offences of a table in the form of ``offences.csv``.

    Args:
        text: CSV with the columns ``code``, ``title``, ``offence`` (the group's id); the others
            of that file may be left out.

    Raises:
        KeyError: One of these columns is missing.
        ValueError: A cell that is to be a date is none.
    """
    return tuple(
        Offence(
            code=row["code"],
            title=row["title"],
            group=row["offence"],
            to_2013=_heading(row, "to_2013"),
            from_2013=_heading(row, "from_2013"),
            in_2018=_heading(row, "2018"),
            valid_from=shipped.day(row.get("valid_from", "")),
            valid_to=shipped.day(row.get("valid_to", "")),
        )
        for row in shipped.read_rows(text)
    )


@cache
def offences() -> OffenceList:
    """Return the list that ships."""
    return OffenceList(read_offences(shipped.text("offences.csv")))


def find_offence(text: str) -> Offence | None:
    """Return the offence of the shipped list that a code means, or None; see `OffenceList`."""
    return offences().find(text)


def offence_code(text: str) -> str | None:
    """Return a code in the shipped list's own spelling, or None if it is none of the list.

    >>> offence_code("028a "), offence_code("28A"), offence_code("106*"), offence_code("7 7")
    ('28A', '28A', '106', None)
    """
    found = find_offence(text)
    return None if found is None else found.code


def _heading(row: shipped.Row, when: str) -> Heading | None:
    group = row.get(f"group_{when}", "")
    return Heading(group, row.get(f"subgroup_{when}", "")) if group else None


def _key(text: str) -> frozenset[str]:
    """Return what is the same of every spelling of a code: the set of its parts."""
    found = []
    number = ""
    for part in re.split(r"[/,]", "".join(text.upper().split())):
        match = _NUMBERED.fullmatch(part.rstrip("*"))
        if match is None:
            found.append(part)
            continue
        whole, places, letter = match.groups()
        if number and places is None and not letter:
            # "4.1/2" goes on under the number before: 4.1 and 4.2.
            whole, places = number, f".{whole}"
        elif places is not None:
            number = whole
        found.append(whole + (places or "") + letter)
    return frozenset(found)
