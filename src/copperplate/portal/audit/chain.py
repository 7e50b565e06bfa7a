"""Adds events to the chain, and walks it to see whether it was altered.

Runs in the transaction of what it records, so that both happen or neither.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from copperplate.portal.audit.models import Event, Head, Kind
from copperplate.portal.clock import moment

if TYPE_CHECKING:
    from copperplate.portal.accounts.models import Person

_ONLY = 1  # the one row of Head


def record(
    kind: Kind, what: str, *, by: Person | None, of: Mapping[str, str | int] | None = None
) -> Event:
    """Add an event to the chain, in the transaction that runs.

    Args:
        kind: Which of the six.
        what: What was done, in a few words.
        by: Who did it; None where nobody had signed in.
        of: Ids and codes of what it was done to; never a value of a record.
    """
    with transaction.atomic():
        # The row is held until the transaction ends: no two events follow the same one.
        head, _ = Head.objects.select_for_update().get_or_create(pk=_ONLY)
        event = Event(
            number=head.number + 1,
            at=moment(),
            person=None if by is None else by.pk,
            office="" if by is None else by.office,
            kind=kind,
            what=what,
            of=dict(of or {}),
            before=head.digest,
        )
        event.digest = digest_of(event)
        event.save(force_insert=True)
        head.number, head.digest = event.number, event.digest
        head.save()
    return event


def digest_of(event: Event) -> str:
    """Return the digest of everything an event says, the digest before it included."""
    said = [
        event.number,
        _moment(event.at),
        event.person,
        event.office,
        str(event.kind),
        event.what,
        event.of,
        event.before,
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, kw_only=True, slots=True)
class Walked:
    """What a walk along the chain found.

    Attributes:
        events: How many there are.
        head: Digest of the last; empty of an empty chain.
        wrong: The first event that is not as it was written, in words; empty where all are.
    """

    events: int
    head: str
    wrong: str = ""


def walk(events: Iterable[Event] | None = None, *, head: Head | None = None) -> Walked:
    """Walk along the chain, and say where it was altered first.

    Args:
        events: In order; those of the database if None.
        head: What the newest must be; the database's if None.
    """
    if events is None:
        events = Event.objects.order_by("number").iterator()
        # guard: the-head-stands. Without its row, nobody could say where the chain ended.
        head = Head.objects.filter(pk=_ONLY).first() or Head()
    number, digest = 0, ""
    for event in events:
        if event.number != number + 1:
            return Walked(events=number, head=digest, wrong=f"Event {number + 1} is missing.")
        if event.before != digest or event.digest != digest_of(event):
            return Walked(events=number, head=digest, wrong=f"Event {event.number} was altered.")
        number, digest = event.number, event.digest
    if head is not None and (head.number, head.digest) != (number, digest):
        wrong = f"The chain ends at event {number}, and its head says {head.number}."
        return Walked(events=number, head=digest, wrong=wrong)
    return Walked(events=number, head=digest)


def ends_as_its_head_says() -> str:
    """Return what is wrong with the chain's end, in words; empty where it is as the head says.

    Looks at the last event alone: what was altered before it is found by `walk`.
    """
    last = Event.objects.order_by("-number").first()
    head = Head.objects.filter(pk=_ONLY).first() or Head()
    number, digest = (0, "") if last is None else (last.number, last.digest)
    if head.number != number:
        return f"The chain ends at event {number}, and its head says {head.number}."
    if head.digest != digest or (last is not None and digest_of(last) != digest):
        return f"Event {number} was altered."
    return ""
