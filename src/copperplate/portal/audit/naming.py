"""What an event was about, by the names that its reader may know, each with its identifier.

Asks the reader's desk for each name: where it tells none, the identifier stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from copperplate.errors import Refusal
from copperplate.periods import long_date
from copperplate.portal.audit.models import Event
from copperplate.portal.desk import Desk
from copperplate.portal.rights import Right, Role

_AREAS = ("area", "code", "right_area")
_MEASURES = ("identity", "left", "right")
_DAYS = {"to": "to", "known": "as known on"}
_OF_PLANS = ("page plan", "page item")
_OF_PAPERS = ("page paper", "page paper-file")
# What is read first; a database may give them back in an order of its own.
_ORDER = (
    *("person", "role", "identity", "name", "file", "column", "of", "left", "code", "area"),
    *("right", "right_area", "period", "kind", "from", "to", "known", "audience"),
)


def said_of(event: Event) -> list[tuple[str, str]]:
    """Return what an event was of, in reading order, whichever database holds it."""
    place = {key: number for number, key in enumerate(_ORDER)}
    found = sorted(event.of.items(), key=lambda pair: (place.get(pair[0], len(place)), pair[0]))
    return [(str(key), str(value)) for key, value in found]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """One thing an event was about.

    Attributes:
        words: Its name; what it is and its identifier, where its name is not told.
        identifier: What the audit holds; empty where the words say it.
    """

    words: str
    identifier: str = ""


class Names:
    """The names that one reader of the audit may know."""

    def __init__(self, desk: Desk, offices: Mapping[int, str]) -> None:
        """Take what tells them.

        Args:
            desk: Of the reader.
            offices: Of people, by number.
        """
        self._desk, self._offices = desk, offices
        self._papers = desk.papers() if desk.may(Right.PLAN) else ()

    def of(self, event: Event) -> list[Named]:
        """Return what an event was about."""
        return [self._named(event, key, value) for key, value in said_of(event)]

    def _named(self, event: Event, key: str, value: str) -> Named:
        if key == "person":
            office = self._offices.get(int(value)) if value.isdigit() else None
            return Named(words=office or f"person {value}", identifier=value if office else "")
        if key == "role" and value in set(Role):
            return Named(words=Role(value).words)
        if key in _DAYS:
            with suppress(ValueError):
                return Named(words=f"{_DAYS[key]} {long_date(date.fromisoformat(value))}")
        name = next(self._names(event, key, value), "")
        return Named(words=name, identifier=value) if name else Named(words=f"{key} {value}")

    def _names(self, event: Event, key: str, value: str) -> Iterator[str]:
        """Yield the name of a thing, where the reader may know it."""
        desk = self._desk
        with suppress(Http404, Refusal):
            if key in _AREAS and value:
                # Who gives roles reads the list of areas there; others those they hold.
                register = desk.workspace.register
                known = desk.may(Right.PEOPLE) and value in register
                yield register[value].name if known else desk.area(value).name
            elif key == "area":
                yield "the whole force"
            elif key == "name" and event.what in _OF_PAPERS and value in self._papers:
                yield desk.workspace.paper(value).title
            elif event.what in _OF_PLANS and desk.may(Right.PLAN):
                yield from self._of_plan(event, key, value)
            elif key in _MEASURES and desk.may(Right.FIGURES):
                # guard: no-measure-by-the-audit. Its reader need hold no figures.
                yield desk.measure(value).title

    def _of_plan(self, event: Event, key: str, value: str) -> Iterator[str]:
        for plan in self._desk.workspace.plans:
            if plan.id == event.of.get("identity"):
                items = {item.id: item.title for item in plan.all_items}
                yield plan.title if key == "identity" else items.get(value, "")
