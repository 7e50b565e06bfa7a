"""The one door to every page: who may pass, by the table of rights, and what is written down.

Knows no page. A page that has no row in the table does not get a door, and nothing starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path

from copperplate.disclosure import Audience
from copperplate.portal.accounts.holdings import holdings_of
from copperplate.portal.accounts.models import Person
from copperplate.portal.answers import Answers
from copperplate.portal.audit.chain import record
from copperplate.portal.audit.models import Kind
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page, answer_with, made
from copperplate.portal.rights import NEEDS, POSTED, Right

Reading = Callable[..., Page | Download]
"""A view of what is only read: takes the desk, what the query says, and what the address says."""
Doing = Callable[..., HttpResponseBase]
"""A view that takes a form, or is not kept: takes the request and what the address says."""

ANSWERS = Answers(settings.CONFIGURATION.workspace)
LONGEST_QUERY = 500  # characters: the longest form that is read holds six short fields
_SAFE = ("GET", "HEAD")
# What of a query the audit keeps, and what that may look like.
_NAMED = ("area", "to", "known", "period", "left", "right", "right_area")
_CODE = re.compile(r"[A-Za-z0-9][\w./-]{0,79}")


def reads(address: str, view: Reading, name: str) -> URLPattern:
    """Return a page that is only read, and kept for all who hold the same; records for nobody."""
    right = _right(name)

    def through(request: HttpRequest, **asked: Any) -> HttpResponseBase:
        desk = desk_of(request)
        _refuse_unless(desk, right)
        if request.method not in _SAFE:
            return HttpResponseNotAllowed(_SAFE)
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            raise Http404
        key = (name, desk.holdings, tuple(sorted(asked.items())), query)

        def make() -> Any:
            answer = view(desk, request.GET, **asked)
            restricted = right is Right.RECORDS or Audience.RESTRICTED in desk.seen
            return made(answer, desk, path=request.path, restricted=restricted)

        # guard: records-kept-by-nobody. What holds a record's own words is made for one reading.
        kept = make() if right is Right.RECORDS else desk.state.pages.once(key, make)
        if kept.restricted:
            # guard: restricted-reads-written-down. Before a byte of it leaves.
            record(Kind.CONSULTATION, f"page {name}", by=person_of(request), of=_of(asked, request))
        return answer_with(kept, request)

    return path(address, through, name=name)


def does(address: str, view: Doing, name: str) -> URLPattern:
    """Return a page that takes a form, or that is made anew each time."""
    right = _right(name)
    allowed = (*_SAFE, "POST") if name in POSTED else _SAFE

    def through(request: HttpRequest, **asked: Any) -> HttpResponseBase:
        if right is not Right.ANYONE:
            _refuse_unless(desk_of(request), right)
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        return view(request, **asked)

    return path(address, through, name=name)


def person_of(request: HttpRequest) -> Person:
    """Return who asks, on a page that nobody reaches without having signed in."""
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    return person


def desk_of(request: HttpRequest) -> Desk:
    """Return the desk of who asks."""
    return Desk(state=ANSWERS.at_present(), holdings=holdings_of(request.user))


def _right(name: str) -> Right:
    # guard: page-has-a-row. What nobody decided on is not served to anybody.
    if name not in NEEDS:
        raise ImproperlyConfigured(f"the page {name!r} has no row in rights.NEEDS")
    return NEEDS[name]


def _refuse_unless(desk: Desk, right: Right) -> None:
    # guard: right-of-page. Who lacks it is told what everybody is told of a page that is not.
    if not desk.may(right):
        raise Http404


def _of(asked: dict[str, Any], request: HttpRequest) -> dict[str, str]:
    """Return what a page was asked for: ids, codes and days; nothing that somebody made up."""
    said = {key: str(value) for key, value in asked.items()}
    said |= {key: request.GET[key] for key in _NAMED if request.GET.get(key)}
    return {key: value for key, value in said.items() if _CODE.fullmatch(value)}
