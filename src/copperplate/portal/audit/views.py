"""The audit, to read, to check and to take away."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from copperplate.inert import inert
from copperplate.periods import long_date
from copperplate.portal.accounts.models import Person
from copperplate.portal.accounts.signing_in import form
from copperplate.portal.audit.chain import ends_as_its_head_says, record, walk
from copperplate.portal.audit.choosing import MACHINE, Chosen, chosen_of
from copperplate.portal.audit.models import Event, Kind
from copperplate.portal.audit.naming import Names, said_of
from copperplate.portal.clock import moment
from copperplate.portal.doors import desk_of, person_of
from copperplate.portal.pages import Page
from copperplate.portal.parting import part_of

ON_A_PAGE = 100
_CRUMBS = (("Audit", "/audit/"),)
_COLUMNS = ("number", "at", "person", "office", "kind", "what", "of", "digest")
_EVERY = Chosen()
_CHECKED = {True: "audit", False: "audit-altered"}


def audit(request: HttpRequest) -> HttpResponse:
    """Show the newest events chosen, by their names."""
    chosen = chosen_of(request.GET)
    part = part_of(request.GET.get("page"), of=chosen.count(), most=ON_A_PAGE)
    people = list(Person.objects.order_by("office", "name"))
    names = Names(desk_of(request), {person.pk: person.office for person in people})
    found = chosen.events[part.begin : part.end]
    page = Page(
        template="audit.html",
        title="Audit",
        said={
            "events": [(one, names.of(one)) for one in found],
            "part": part,
            "pages": [(words, chosen.address("/audit/", page=page)) for words, page in part.others],
            "kinds": Kind.values,
            "people": [(MACHINE, "The machine"), *_offices(people)],
            "chosen": chosen,
            "said": chosen.said,
            "wrong": ends_as_its_head_says(),
            "csv": chosen.address("/audit/export.csv"),
        },
    )
    return form(request, page)


def _offices(people: Iterable[Person]) -> list[tuple[str, str]]:
    return [(str(person.pk), f"{person.office} ({person.name})") for person in people]


def audit_chain(request: HttpRequest) -> HttpResponse:
    """Walk the chain from its beginning, and say whether it was altered."""
    said = {"walked": walk(), "day": long_date(moment().astimezone(UTC).date())}
    page = Page(
        template="audit_chain.html", title="The chain of the audit", crumbs=_CRUMBS, said=said
    )
    return form(request, page)


def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Return every event, a line of JSON each, with the digests that let its reader check it."""
    return _export(request, _EVERY, "ndjson", "application/x-ndjson", _as_lines)


def audit_export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Return the events chosen, as rows for a spreadsheet."""
    chosen = chosen_of(request.GET)
    return _export(request, chosen, "csv", "text/csv; charset=utf-8", _as_rows)


def _export(
    request: HttpRequest,
    chosen: Chosen,
    ending: str,
    media: str,
    written: Callable[[Iterable[Event]], Iterator[str]],
) -> StreamingHttpResponse:
    # An altered chain is given out all the same, and says so: whoever looks into it needs it.
    walked = walk()
    of = {**chosen.said, "file": ending, "chain": "altered" if walked.wrong else "whole"}
    with transaction.atomic():
        own = record(Kind.DISCLOSURE, "audit exported", by=person_of(request), of=of).number
    # The whole chain ends with its own export; of a choice, what the page showed is given.
    last = own if chosen is _EVERY else own - 1
    events = chosen.events.filter(number__lte=last).order_by("number").iterator()
    name = f"{_CHECKED[not walked.wrong]}.{ending}"
    return StreamingHttpResponse(
        written(events),
        content_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _said(event: Event) -> dict[str, object]:
    return {
        "number": event.number,
        "at": event.at.isoformat(timespec="microseconds"),
        "person": event.person,
        "office": event.office,
        "kind": event.kind,
        "what": event.what,
        "of": event.of,
        "before": event.before,
        "digest": event.digest,
    }


def _as_lines(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield json.dumps(_said(event), ensure_ascii=False) + "\n"


class _Line:
    """Gives each written line back, so that no file of all of them stands in memory."""

    def write(self, text: str) -> str:
        return text


def _as_rows(events: Iterable[Event]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(_COLUMNS)
    for event in events:
        of = ", ".join(f"{key} {value}" for key, value in said_of(event))
        said = {**_said(event), "of": of, "person": "" if event.person is None else event.person}
        yield writer.writerow(inert(str(said[name])) for name in _COLUMNS)
