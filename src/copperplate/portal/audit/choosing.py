"""Which events an address asks for: a kind, a person, a first and a last day, any of them together.

Reads the query string or says that there is no such page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404

from copperplate.portal.asked import day_of
from copperplate.portal.audit.models import Event, Head, Kind

MACHINE = "0"
"""Instead of a person's number: the machine, and whoever had not signed in."""
_DIGITS = 18  # of a person's number; longer ones are none of the database's


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """Which events.

    Attributes:
        kind: One of the six; empty for all.
        person: Number of who did it, or `MACHINE`; empty for everybody.
        first, last: Days, UTC, both included; None where there is no end.
    """

    kind: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def said(self) -> dict[str, str]:
        """What an address says of these, and what the audit keeps of an export."""
        days = {"from": self.first, "to": self.last}
        said = {"kind": self.kind, "person": self.person}
        said |= {key: "" if one is None else one.isoformat() for key, one in days.items()}
        return {key: value for key, value in said.items() if value}

    def address(self, path: str, **other: str) -> str:
        """Return the address of another page of the same events."""
        said = {key: value for key, value in {**self.said, **other}.items() if value}
        return f"{path}?{urlencode(said)}" if said else path

    @property
    def events(self) -> QuerySet[Event]:
        """These events, the newest first."""
        found = Event.objects.order_by("-number")
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.person:
            machine = self.person == MACHINE
            found = found.filter(person=None if machine else int(self.person))
        if self.first is not None:
            found = found.filter(at__gte=_midnight(self.first))
        if self.last is not None:
            found = found.filter(at__lt=_midnight(self.last + timedelta(days=1)))
        return found

    def count(self) -> int:
        """Return how many there are; of all of them the newest's number says so."""
        if self.said:
            return self.events.count()
        head = Head.objects.first()
        return 0 if head is None else head.number


def chosen_of(query: Mapping[str, str]) -> Chosen:
    """Return which events an address asks for.

    Raises:
        Http404: It names no kind, no number of a person, or no day.
    """
    kind, person = query.get("kind", ""), query.get("person", "")
    number = person.isascii() and person.isdigit() and len(person) <= _DIGITS
    if (kind and kind not in Kind.values) or (person and not number):
        raise Http404
    return Chosen(
        kind=kind,
        person=person and str(int(person)),
        first=day_of(query.get("from")),
        last=day_of(query.get("to")),
    )


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time.min, UTC)
