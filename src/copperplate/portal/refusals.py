"""What is answered where a page cannot be: not signed in, not there, not to be shown, a fault.

Who has not signed in learns nothing of which pages there are; who has, nothing of what others
may see.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from copperplate.engines.duckdb import QueryTooLong
from copperplate.errors import BadWorkspace, NotPublishable, Refusal, UnknownName
from copperplate.portal.accounts.holdings import NOTHING, holdings_of
from copperplate.portal.desk import Desk
from copperplate.portal.doors import ANSWERS
from copperplate.portal.journal import Answer, page_of, write_fault
from copperplate.portal.pages import HTML, Page, laid_out
from copperplate.portal.plain_words import for_readers
from copperplate.portal.rights import NEEDS, Right

NOT_THERE = Page(
    template="refused.html",
    title="This page is not here",
    said={
        "what": "There is no such page, or it is not one that you may see.",
        "then": "If you came by a link, ask whoever sent it; if you typed the address, look at it "
        "once more.",
    },
)
_MOST_SAID = 5


class Refusals:
    """Sends people to sign in, and turns what went wrong into a page that says so."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; who has not signed in gets what is for anyone, and for all else the same."""
        # guard: unknown-is-unknown. The same for a page there is and a page there is not.
        # Who asks is looked up last: what is for anyone is answered without a database, too.
        if not _for_anyone(request.path_info) and not request.user.is_authenticated:
            return HttpResponse(
                status=302, headers={"Location": f"/sign-in/?next={quote(request.path_info)}"}
            )
        response = self._answer(request)
        if response.status_code == 404 and not response.has_header("ETag"):
            return refused(request, NOT_THERE, 404)
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Return the page of what went wrong."""
        match fault:
            case Http404() | PermissionDenied():
                return refused(request, NOT_THERE, 404)
            case BadRequest() | SuspiciousOperation() | RequestDataTooBig():
                return refused(request, _NOT_READ, 400)
            case QueryTooLong():
                return refused(request, _TOO_LONG, 503)
            case Refusal():
                return refused(request, *_of_refusal(fault, _desk(request)))
        write_fault(fault, page=page_of(request))
        return refused(request, _FAULT, 500)


_NOT_READ = Page(
    template="refused.html",
    title="This request could not be read",
    said={"what": "Nothing was changed.", "then": "Go back, reload the page and try again."},
)
_TOO_LONG = Page(
    template="refused.html",
    title="This takes too long",
    said={
        "what": "Counting this was stopped after half a minute, so that others need not wait.",
        "then": "Ask for a smaller area or fewer days.",
    },
)
_FAULT = Page(
    template="refused.html",
    title="Something went wrong here",
    said={
        "what": "The fault is ours, and where it lies was written to the journal. Nothing was "
        "changed.",
        "then": "Try again. If it stays, tell whoever looks after this portal the page and the "
        "time.",
    },
)


def refused(request: HttpRequest, page: Page, status: int) -> HttpResponse:
    """Return a page that says why there is none."""
    desk = None if status == 500 else _desk(request)
    # A page that is not there must look the same wherever one looks for it.
    return HttpResponse(laid_out(page, desk, path=""), status=status, content_type=HTML)


def _desk(request: HttpRequest) -> Desk | None:
    """Return the desk of who asks; None of nobody, and where the workspace cannot be read."""
    user = getattr(request, "user", None)
    holdings = NOTHING if user is None else holdings_of(user)
    # A workspace that cannot be read is said so, on a page without its sections.
    with suppress(Refusal):
        if holdings is not NOTHING:
            desk = Desk(state=ANSWERS.at_present(), holdings=holdings)
            desk.measures()
            return desk
    return None


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the answer to a form that was not sent from this portal's own page."""
    return refused(request, _NOT_READ, 403)


def _of_refusal(fault: Refusal, desk: Desk | None) -> tuple[Page, int]:
    titles: dict[type[Refusal], tuple[str, int]] = {
        NotPublishable: ("This may not be shown", 422),
        UnknownName: ("Nothing is known of this", 422),
        BadWorkspace: ("The workspace cannot be read", 503),
    }
    title, status = titles.get(type(fault), ("This cannot be shown", 422))
    shown = fault.problems[:_MOST_SAID]
    problems = [
        {"what": what, "allowed": for_readers(one.allowed, desk)}
        for one in shown
        if (what := for_readers(one.what, desk))
    ]
    said = {
        "problems": problems,
        "then": "" if problems else "Tell whoever looks after this portal the reference below.",
        "references": sorted({one.code for one in shown}),
    }
    return Page(template="refused.html", title=title, said=said), status


def _for_anyone(address: str) -> bool:
    try:
        return NEEDS.get(resolve(address).url_name or "") is Right.ANYONE
    except Resolver404:
        return False
