"""The audit, to read and to take away."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from copperplate.portal.accounts.signing_in import form
from copperplate.portal.audit.chain import record, walk
from copperplate.portal.audit.models import Event, Head, Kind
from copperplate.portal.doors import person_of
from copperplate.portal.pages import Page

ON_A_PAGE = 100


def audit(request: HttpRequest) -> HttpResponse:
    """Show the newest events, and whether the chain holds."""
    kind = request.GET.get("kind", "")
    before = request.GET.get("before", "")
    events = Event.objects.order_by("-number")
    if kind in Kind.values:
        events = events.filter(kind=kind)
    if before.isascii() and before.isdigit() and len(before) < 19:
        events = events.filter(number__lt=int(before))
    found = list(events[: ON_A_PAGE + 1])
    page = Page(
        template="audit.html",
        title="Audit",
        said={
            "events": found[:ON_A_PAGE],
            "older": found[ON_A_PAGE - 1].number if len(found) > ON_A_PAGE else None,
            "kinds": Kind.values,
            "kind": kind,
            "walked": walk(),
        },
    )
    return form(request, page)


def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Return every event, a line of JSON each, with the digests that let its reader check it."""
    with transaction.atomic():
        record(Kind.DISCLOSURE, "audit exported", by=person_of(request))
        last = Head.objects.get().number
    return StreamingHttpResponse(
        _lines(last),
        content_type="application/x-ndjson",
        headers={"Content-Disposition": 'attachment; filename="audit.ndjson"'},
    )


def _lines(last: int) -> Iterator[str]:
    for event in Event.objects.filter(number__lte=last).order_by("number").iterator():
        said = {
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
        yield json.dumps(said, ensure_ascii=False) + "\n"
