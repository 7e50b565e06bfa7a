"""What a view gives back, and its bytes: made once for all who hold the same, and kept.

Lays out nothing itself; templates do.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string

from copperplate.portal.desk import Desk
from copperplate.portal.rights import Right

HTML = "text/html; charset=utf-8"
# Below this, compressed bytes with their header are no fewer.
_WORTH_COMPRESSING = 1_000
_LEVEL = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page before it is laid out.

    Attributes:
        template: Its template.
        title: Of the page, without the portal's own.
        said: What the template is given.
        crumbs: The way here: words and addresses, the portal's own page left out.
        synthetic: What must stand on it because areas it speaks of do not exist.
    """

    template: str
    title: str
    said: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[tuple[str, str], ...] = ()
    synthetic: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """A file to take away, or to look at.

    Attributes:
        name: What it is called where it is kept.
        media: Its type.
        body: Its bytes.
        inline: Whether a browser shows it.
        policy: A content security policy of its own; None for the portal's.
    """

    name: str
    media: str
    body: bytes
    inline: bool = False
    policy: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """An answer's bytes.

    Attributes:
        body, compressed: As they are, and as gzip; the second empty where it is not worth it.
        headers: Besides those every answer has.
        restricted: Whether it holds what only those may know who hold the records.
        status: Of HTTP.
    """

    body: bytes
    compressed: bytes
    headers: Mapping[str, str]
    restricted: bool
    status: int = 200

    @property
    def weight(self) -> int:
        """How much memory it takes, in bytes."""
        return len(self.body) + len(self.compressed)


# The sections of the portal: name of the page, words, and the right it asks for. Those of figures
# are of the area and days that the page is of which leads to them.
_SECTIONS = (
    ("/objectives/", "Objectives", Right.FIGURES),
    ("/attention/", "Attention", Right.FIGURES),
    ("/measures/", "Measures", Right.FIGURES),
    ("/areas/", "Areas", Right.FIGURES),
    ("/plans/", "Plan", Right.PLAN),
    ("/schedule/", "Schedule", Right.PLAN),
    ("/papers/", "Papers", Right.PLAN),
    ("/people/", "People", Right.PEOPLE),
    ("/audit/", "Audit", Right.AUDIT),
)


def laid_out(
    page: Page, desk: Desk | None, *, path: str, request: HttpRequest | None = None
) -> str:
    """Return a page as HTML.

    Args:
        page: The page.
        desk: Of the person who reads it; None for somebody who has not signed in.
        path: Its own address, for the mark on its section.
        request: Given where the page holds a form, which then belongs to one person.
    """
    carried = page.said.get("carried", "")
    sections = [
        {
            "address": address + (carried if right is Right.FIGURES else ""),
            "words": words,
            "here": path.startswith(address),
        }
        for address, words, right in _SECTIONS
        if desk is not None and desk.may(right)
    ]
    said = {
        "title": page.title,
        "crumbs": page.crumbs,
        "synthetic": page.synthetic,
        "nav": sections,
        "signed_in": desk is not None,
        "may_search": desk is not None and desk.may(Right.FIGURES),
        **page.said,
    }
    return render_to_string(page.template, said, request)


def made(answer: Page | Download, desk: Desk | None, *, path: str, restricted: bool) -> Made:
    """Return the bytes of a view's answer."""
    if isinstance(answer, Page):
        body = laid_out(answer, desk, path=path).encode()
        headers = {"Content-Type": HTML}
    else:
        body = answer.body
        where = "inline" if answer.inline else "attachment"
        headers = {
            "Content-Type": answer.media,
            "Content-Disposition": f'{where}; filename="{answer.name}"',
        }
        if answer.policy:
            headers["Content-Security-Policy"] = answer.policy
    # The same bytes have the same name, whoever asks.
    headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    compressed = b""
    if len(body) >= _WORTH_COMPRESSING and not headers["Content-Type"].startswith("application/"):
        compressed = gzip.compress(body, _LEVEL, mtime=0)
    return Made(body=body, compressed=compressed, headers=headers, restricted=restricted)


def answer_with(made: Made, request: HttpRequest) -> HttpResponse:
    """Return the answer to one request: its bytes, or the word that the browser has them."""
    if made.headers.get("ETag") in request.headers.get("If-None-Match", "").split(", "):
        return HttpResponseNotModified(headers={"ETag": made.headers["ETag"]})
    small = made.compressed and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        made.compressed if small else made.body, status=made.status, headers=dict(made.headers)
    )
    if small:
        response["Content-Encoding"] = "gzip"
    if made.compressed:
        response["Vary"] = "Accept-Encoding, Cookie"
    if made.restricted:
        # guard: left-on-no-disk. A browser keeps what it may; this it may not.
        response["Cache-Control"] = "private, no-store"
    return response
