"""What anybody may read: that nothing is published yet, and that the portal is well.

Asks neither the workspace nor the database for a word of it, so that it is the same bytes
whatever lies there.
"""

from __future__ import annotations

from functools import cache

from django.db import connection
from django.db.utils import Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from copperplate.portal.accounts.signing_in import home_of
from copperplate.portal.assets import ASSETS
from copperplate.portal.pages import HTML, Page, laid_out

_PLAIN = "text/plain; charset=utf-8"
_YEAR = 365 * 24 * 3600


def front(request: HttpRequest) -> HttpResponse:
    """Say what is published; whoever has signed in goes on to their own first page."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(home_of(request))
    return HttpResponse(_front(), content_type=HTML)


@cache
def _front() -> str:
    return laid_out(Page(template="front.html", title="Nothing is published yet"), None, path="/")


def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("the database does not answer\n", status=503, content_type=_PLAIN)
    return HttpResponse("well\n", content_type=_PLAIN, headers={"Cache-Control": "no-store"})


def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay out: nothing here is published."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=_PLAIN)


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Return a style sheet, a script or a font, for ever under a name made of its bytes."""
    found = ASSETS.get(name)
    if found is None:
        raise Http404
    small = found.compressed and "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable", "ETag": f'"{name}"'}
    if found.compressed:
        headers["Vary"] = "Accept-Encoding"
    if small:
        headers["Content-Encoding"] = "gzip"
    body = found.compressed if small else found.body
    return HttpResponse(body, content_type=found.media, headers=headers)
