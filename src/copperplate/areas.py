"""Areas: codes with names, kinds, parents and dates, and dated groups of areas.

An area is its code; a name may belong to two areas ("West Midlands" is a region and a
force area). Knows nothing of what is counted in an area.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from copperplate.errors import BadDefinition, Place, Problem, UnknownName, listed, unknown_name
from copperplate.unseen import UNSEEN

REGISTER_COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to")
# A code is printed in CSV, where a spreadsheet program runs what begins with "=", "+", "-", "@".
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
# A place that does not exist has a code in the form of the government's, a letter and eight digits,
# with a letter that no government code begins with: those begin with E, W, S or N of a country, or
# K, J, L or M of what spans or lies beside them. Source: Office for National Statistics, Coding and
# naming for statistical geographies (Register of Geographic Codes). Codes of a register's own are
# of another form, and may begin with X: X-BTP, or a beat called X1.
_SYNTHETIC = re.compile(r"[Xx][0-9]{8}")
SYNTHETIC_CODES = (("X0", "X:"), ("x0", "x:"))
"""Between which texts all such codes lie, and few others; the second is excluded."""
SYNTHETIC_KEY = "copperplate.synthetic"
"""Under which the metadata of a Parquet file hold the stamp of its rows."""
# Words that follow a force's name, and are no part of it where names are compared.
_FORCE_WORDS = frozenset({"police", "constabulary", "service", "force", "area", "the", "and"})


class AreaKind(StrEnum):
    """The kinds of area the product compares and adds up."""

    COUNTRY = "country"
    REGION = "region"
    POLICE_FORCE_AREA = "police-force-area"
    RECORDING_BODY = "recording-body"
    """A body that records crime but has no territory, so no residents and no rate."""
    LOCAL_AUTHORITY = "local-authority"
    WARD = "ward"
    LSOA = "lsoa"
    """A lower layer super output area: 400 to 1,200 households, made for the census."""
    NEIGHBOURHOOD_POLICING_UNIT = "neighbourhood-policing-unit"
    """A unit of the force's own, such as a local policing unit."""
    PRIORITY_AREA = "priority-area"
    IMPACT_AREA = "impact-area"


SMALL_AREAS = frozenset(
    {AreaKind.WARD, AreaKind.LSOA, AreaKind.PRIORITY_AREA, AreaKind.IMPACT_AREA}
)
"""Kinds below a local authority and a policing unit: so few people live there that a small
number may point at one of them."""


def is_synthetic(code: str) -> bool:
    """Return whether a code is of an area that does not exist."""
    return _SYNTHETIC.fullmatch(code) is not None


def stamp_of(name: str) -> str:
    """Return what must stand by every figure of a force, or an area, that does not exist."""
    return f"Synthetic: {name} does not exist"


def unstamped(codes: Iterable[str], stamps: Sequence[str]) -> bool:
    """Return whether something is of an area that does not exist, and no stamp says so."""
    # guard: synthetic-stamped. Whatever holds numbers of areas refuses to be without the stamp.
    return not stamps and any(is_synthetic(code) for code in codes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """One area.

    Attributes:
        code: Its identity: a nine-character government code, or a code of the register's own.
        name: What readers call it; need not be unique.
        parent: Code of the area it lies in, or empty.
        valid_from: First day the code was in use; None where the register does not say.
        valid_to: Last day; None while it is in use.
    """

    code: str
    name: str
    kind: AreaKind
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def in_use(self, on: date) -> bool:
        """Return whether the code was in use on a day; a date not known never says no."""
        began = self.valid_from is None or self.valid_from <= on
        return began and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, kw_only=True, slots=True)
class PeerGroup:
    """The areas one area is compared with, from a date on. Not symmetric.

    Attributes:
        of: Code of the area whose group this is.
        members: Codes, the area itself included, in the order they are drawn.
        name: What the group is called, e.g. "most similar group".
        source: Who named the members, and when.
        valid_from: First day the membership holds.
    """

    of: str
    members: tuple[str, ...]
    name: str
    source: str
    valid_from: date

    @property
    def others(self) -> tuple[str, ...]:
        """The members without the area itself."""
        return tuple(code for code in self.members if code != self.of)


class AreaRegister:
    """The areas known, by code. Immutable."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_code = {area.code: area for area in areas}

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Area | None:
        """Return the area of a code; None where there is none, as of an area that lies in none."""
        return self._by_code.get(code)

    def __getitem__(self, code: str) -> Area:
        return self._by_code[code]

    def codes(self) -> tuple[str, ...]:
        """Every code, in the register's order."""
        return tuple(self._by_code)

    def within(self, code: str, *, kind: AreaKind, on: date | None = None) -> tuple[Area, ...]:
        """Return the areas of a kind that lie in an area, at any depth, in the register's order.

        Args:
            code: The area they lie in.
            kind: What they are.
            on: Only those in use on that day; every one there ever was if None.
        """
        return tuple(
            area
            for area in self
            if area.kind is kind and self._lies_in(area, code) and (on is None or area.in_use(on))
        )

    def _lies_in(self, area: Area, code: str) -> bool:
        above = area.parent
        while above and above != code:
            parent = self._by_code.get(above)
            above = parent.parent if parent else ""
        return above == code

    def stamps(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return what must stand by every figure of some areas; nothing where all of them exist.

        Returns:
            ``Synthetic: Brumshire Police does not exist``: a sentence a force, in the order of
            their codes. An area that lies in no force is named itself, and so is an unknown one.
        """
        owners = {self._owner(code) for code in codes if is_synthetic(code)}
        return tuple(stamp_of(name) for _, name in sorted(owners))

    def _owner(self, code: str) -> tuple[str, str]:
        """Return the code and the full name of the force an area lies in, or else of itself."""
        area = self._by_code.get(code)
        if area is None:
            return code, code
        above: Area | None = area
        while above is not None:
            if above.kind is AreaKind.POLICE_FORCE_AREA:
                said = "" if above.name.casefold().split()[-1] in _FORCE_WORDS else " Police"
                return above.code, f"{above.name}{said}"
            above = self._by_code.get(above.parent)
        return code, area.name

    def named(self, name: str, *, kind: AreaKind | None = None) -> tuple[Area, ...]:
        """Return every area of that name, case and outer spaces aside."""
        folded = name.strip().casefold()
        return tuple(
            area
            for area in self
            if area.name.casefold() == folded and (kind is None or area.kind is kind)
        )

    def find(self, text: str, *, place: Place, kind: AreaKind | None = None) -> Area:
        """Return the one area meant by a code or an unambiguous name.

        Raises:
            UnknownName: No such area (A101), or the name belongs to several (A102).
        """
        if text in self._by_code:
            return self._by_code[text]
        found = self.named(text, kind=kind)
        if len(found) == 1:
            return found[0]
        if found:
            said = listed(f"{area.code} ({area.kind.value})" for area in found)
            raise UnknownName(
                Problem(
                    code="A102",
                    place=place,
                    what=f"'{text}' is the name of {len(found)} areas.",
                    allowed=f"Their codes: {said}.",
                    remedy="Give the code.",
                )
            )
        known = [area.code for area in self] + [area.name for area in self]
        problem = unknown_name(
            code="A101",
            place=place,
            kind="area",
            name=text,
            known=known,
            remedy="Give a code of the area register (areas/register.csv).",
        )
        raise UnknownName(problem)


def read_register(text: str, *, file: str) -> AreaRegister:
    """Read a register of areas from CSV text.

    Args:
        text: Columns `REGISTER_COLUMNS`, one area a row.
        file: Its name as the user knows it.

    Raises:
        BadDefinition: Every bad row at once: columns (A001), code missing or twice
            (A002), kind (A003), date (A004), parent not in the register (A005), a circle
            of parents (A006), a code or character that cannot stand here (A007), an area that
            does not exist under the name of a real force (A008), or in one that does (A009).
    """
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        rows = []
    if not rows or tuple(cell.strip() for cell in rows[0]) != REGISTER_COLUMNS:
        raise BadDefinition(
            Problem(
                code="A001",
                place=Place(file=file, line=1),
                what="The first row is not the heading of an area register.",
                allowed=f"It is: {','.join(REGISTER_COLUMNS)}.",
                remedy="Write this heading.",
            )
        )
    problems: list[Problem] = []
    areas: dict[str, Area] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        area = _read_row(row, Place(file=file, line=number), problems)
        if area is None:
            continue
        if area.code in areas:
            problems.append(
                Problem(
                    code="A002",
                    place=Place(file=file, line=number),
                    what=f"The code '{area.code}' stands on line {lines[area.code]} already.",
                    remedy="Keep one of the two rows.",
                )
            )
            continue
        areas[area.code], lines[area.code] = area, number
    problems += _parent_problems(areas, lines, file)
    problems += _synthetic_problems(areas, lines, file)
    if problems:
        raise BadDefinition(*problems)
    return AreaRegister(areas.values())


def _read_row(row: list[str], place: Place, problems: list[Problem]) -> Area | None:
    cells = dict(zip(REGISTER_COLUMNS, (*(cell.strip() for cell in row), *[""] * 6), strict=False))
    if not cells["code"] or not cells["name"]:
        problems.append(
            Problem(
                code="A002",
                place=place,
                what="An area has no code or no name.",
                remedy="Write both.",
            )
        )
        return None
    # guard: seen-register. Codes and names are printed on terminals and pages, as they stand.
    unseen = any(UNSEEN.search(cell) or set(cell) & set("\t\r\n") for cell in row)
    if unseen or not _CODE.fullmatch(cells["code"]):
        problems.append(
            Problem(
                code="A007",
                place=place,
                what="The row holds a character nobody sees."
                if unseen
                else "The code is not one that can be printed everywhere.",
                allowed="A code is of letters, digits and, after the first, '-'; at most 40.",
                remedy="Correct the row.",
            )
        )
        return None
    kinds = [kind.value for kind in AreaKind]
    if cells["kind"] not in kinds:
        problems.append(
            unknown_name(
                code="A003",
                place=place,
                kind="kind of area",
                name=cells["kind"],
                known=kinds,
                remedy="Choose one of these.",
            )
        )
        return None
    dates: dict[str, date | None] = {}
    for column in ("valid_from", "valid_to"):
        try:
            dates[column] = date.fromisoformat(cells[column]) if cells[column] else None
        except ValueError:
            problems.append(
                Problem(
                    code="A004",
                    place=place,
                    what=f"'{column}' is not a date that exists.",
                    remedy="Write year-month-day, e.g. 2013-04-01, or leave it empty.",
                )
            )
            return None
    return Area(
        code=cells["code"],
        name=cells["name"],
        kind=AreaKind(cells["kind"]),
        parent=cells["parent"],
        valid_from=dates["valid_from"],
        valid_to=dates["valid_to"],
    )


def _parent_problems(areas: dict[str, Area], lines: dict[str, int], file: str) -> list[Problem]:
    problems = []
    for area in areas.values():
        place = Place(file=file, line=lines[area.code])
        if area.parent and area.parent not in areas:
            problems.append(
                unknown_name(
                    code="A005",
                    place=place,
                    kind="parent area",
                    name=area.parent,
                    known=areas,
                    remedy="Add the parent to the register, or leave it empty.",
                )
            )
        seen, above = {area.code}, area.parent
        while above in areas:
            if above in seen:
                problems.append(
                    Problem(
                        code="A006",
                        place=place,
                        what=f"The parents of '{area.code}' go round in a circle.",
                        remedy="Correct one of the parents.",
                    )
                )
                break
            seen.add(above)
            above = areas[above].parent
    return problems


def _synthetic_problems(areas: dict[str, Area], lines: dict[str, int], file: str) -> list[Problem]:
    """Return where an area that does not exist passes for a real one, or the other way round."""
    problems = []
    for area in areas.values():
        place = Place(file=file, line=lines[area.code])
        # guard: no-borrowed-names. Synthetic figures must never stand under a real force's name.
        if is_synthetic(area.code) and _as_compared(area.name) in _names_of_forces():
            problems.append(
                Problem(
                    code="A008",
                    place=place,
                    what=f"'{area.code}' is the code of an area that does not exist, and bears the "
                    "name of a police force that does.",
                    allowed="Codes of X and eight digits are of synthetic areas.",
                    remedy="Give it a name no force of England and Wales has; a real force has a "
                    "code of the Office for National Statistics.",
                )
            )
        mixed = area.parent in areas and is_synthetic(area.code) != is_synthetic(area.parent)
        # guard: no-mixed-parents. What lies in a synthetic force is synthetic, and nothing else is.
        if mixed:
            one = "does not exist" if is_synthetic(area.code) else "is real"
            other = "is real" if is_synthetic(area.code) else "does not exist"
            problems.append(
                Problem(
                    code="A009",
                    place=place,
                    what=f"'{area.code}' {one}, and its parent '{area.parent}' {other}.",
                    allowed="Codes of X and eight digits are of synthetic areas; those lie "
                    "in synthetic areas alone, and nothing else lies in them.",
                    remedy="Give the area a code or a parent of the same sort.",
                )
            )
    return problems


def _as_compared(name: str) -> str:
    """Return a name without capitals, spaces, signs, and the words that follow a force's name."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    return "".join(word for word in words if word not in _FORCE_WORDS)


@cache
def _names_of_forces() -> frozenset[str]:
    kinds = (AreaKind.POLICE_FORCE_AREA, AreaKind.RECORDING_BODY)
    return frozenset(_as_compared(one.name) for one in england_and_wales() if one.kind in kinds)


@cache
def england_and_wales() -> AreaRegister:
    """Return the shipped register: countries, regions, the 43 forces, and recording bodies.

    Source: the code and name columns of the Office for National Statistics' police force
    area tables (Open Government Licence v3.0). Recording bodies carry codes of our own.
    """
    return _shipped("areas.csv")


@cache
def with_districts_and_wards() -> AreaRegister:
    """Return the shipped register with districts and wards below the forces.

    Every district of England and Wales since 2017; the wards of the West Midlands since 2018, and
    those of the other forces of its group in 2024. A district may bear the name of its force.

    Source: look-ups of the Office for National Statistics (Open Government Licence v3.0).
    """
    return _shipped("areas.csv", "districts.csv", "wards.csv")


def _shipped(*names: str) -> AreaRegister:
    """Read registers that ship as one: a parent may stand in an earlier file."""
    folder = resources.files("copperplate.reference")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in names]
    rows = [text.partition("\n")[2] for text in texts]
    return read_register(f"{','.join(REGISTER_COLUMNS)}\n{''.join(rows)}", file=names[-1])
