"""One line of JSON a request, on standard error: which page, how it ended, how long it took.

Says where, never what: no address, no name, no query and no word of an answer.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import Callable

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponseBase]


class Journal:
    """Writes the line; the outermost of all, so that nothing goes unwritten."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        # guard: journal-is-the-only-log. Django's own words hold addresses, and a link that lets
        # somebody in is an address.
        logging.getLogger("django").handlers = [logging.NullHandler()]
        logging.getLogger("django").propagate = False
        got_request_exception.connect(_outside_of_pages, dispatch_uid="journal")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and say so."""
        began = time.monotonic()
        response = self._answer(request)
        write(
            "request",
            page=page_of(request),
            method=request.method if request.method in _METHODS else "other",
            status=response.status_code,
            milliseconds=round((time.monotonic() - began) * 1000),
        )
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def page_of(request: HttpRequest) -> str:
    """Return the name of the page a request asks for; "none" where there is no such page."""
    try:
        return resolve(request.path_info).url_name or "none"
    except Resolver404:
        return "none"


def write(event: str, **said: str | int) -> None:
    """Write one line of the journal."""
    sys.stderr.write(json.dumps({"event": event, **said}) + "\n")
    sys.stderr.flush()


def write_fault(fault: BaseException, *, page: str) -> None:
    """Write where a fault of ours came from: files and lines, never the values they held."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{frame.filename.rsplit('/copperplate/')[-1]}:{frame.lineno}" for frame in frames]
    write("fault", page=page, kind=type(fault).__name__, places=" < ".join(reversed(places)))


def _outside_of_pages(request: HttpRequest | None = None, **_: object) -> None:
    """Write a fault that came before any page, such as a database that is gone."""
    fault = sys.exc_info()[1]
    if fault is not None:
        write_fault(fault, page="none" if request is None else page_of(request))
