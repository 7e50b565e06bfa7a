"""What a page's address asks for: an area, a briefing date, a day of knowledge. Or nothing.

Reads the query string or says that there is no such page; counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404

from copperplate.areas import Area, AreaKind
from copperplate.narrative.maps import KINDS
from copperplate.periods import long_date
from copperplate.portal.desk import Desk

# Of the centuries in which there are police forces.
_DAY = re.compile(r"(18|19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
KINDS_OF_AREA = (
    AreaKind.POLICE_FORCE_AREA,
    AreaKind.NEIGHBOURHOOD_POLICING_UNIT,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.PRIORITY_AREA,
    AreaKind.IMPACT_AREA,
    AreaKind.WARD,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a page of figures is of.

    Attributes:
        area: Where.
        to: The briefing date: the last day counted; None for the newest there is.
        known: Only what was known on this day is used; None for all there is.
        chosen: What the address says of these, for addresses of other pages.
    """

    area: Area
    to: date | None
    known: date | None
    chosen: Mapping[str, str]

    def address(self, path: str, **other: str) -> str:
        """Return the address of another page of the same."""
        said = {key: value for key, value in {**self.chosen, **other}.items() if value}
        return f"{path}?{urlencode(said)}" if said else path


def asked_of(desk: Desk, query: Mapping[str, str]) -> Asked:
    """Return what an address asks for.

    Raises:
        Http404: It names no area, or none of the reader's, or no day.
    """
    chosen = {key: query[key] for key in ("area", "to", "known") if query.get(key)}
    return Asked(
        area=desk.area(chosen.get("area")),
        to=day_of(chosen.get("to")),
        known=day_of(chosen.get("known")),
        chosen=chosen,
    )


def day_of(text: str | None) -> date | None:
    """Return a day written year-month-day; None for nothing.

    Raises:
        Http404: It is no such day.
    """
    if not text:
        return None
    # guard: days-that-count. A year before the first day of all is asked for by some sums.
    if not _DAY.fullmatch(text):
        raise Http404
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def choices(desk: Desk, asked: Asked) -> dict[str, object]:
    """Return what the form above a page of figures offers, and what is chosen."""
    workspace = desk.workspace
    days = sorted({one.known_from for one in workspace.releases}, reverse=True)
    newest = days[0] if days else None
    return {
        "carried": asked.address(""),
        "area": asked.area,
        "areas": kinds_of(desk),
        "to": asked.chosen.get("to", ""),
        "to_words": "" if asked.to is None else long_date(asked.to),
        "known_words": "" if asked.known is None else long_date(asked.known),
        "known": asked.chosen.get("known", ""),
        "releases": [(day.isoformat(), long_date(day)) for day in days],
        "newest": None if newest is None else long_date(newest),
        "beyond": newest is not None and asked.to is not None and asked.to > newest,
    }


def kinds_of(desk: Desk) -> list[tuple[str, tuple[Area, ...]]]:
    """Return the areas held, by kind, the larger kinds first; each kind with its name."""
    return [(kind_words(kind), found) for kind in KINDS_OF_AREA if (found := desk.areas(kind))]


def kind_words(kind: AreaKind) -> str:
    """Return what areas of a kind are called, as a heading."""
    words = KINDS[kind][1] if kind in KINDS else f"{kind.value.replace('-', ' ')}s"
    return f"{words[:1].upper()}{words[1:]}"
