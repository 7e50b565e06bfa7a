"""What every answer tells the browser it may do: nothing that the portal did not send itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from copperplate.portal.journal import Answer

# No script and no style stands in a page; both come from this portal alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# A paper is one file with its style, fonts and pictures inside; it may do nothing else.
PAPER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class Headers:
    """Writes the headers onto every answer, those of errors too."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", _FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # What a person may see is that person's: no cache between us keeps it.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Vary", "Cookie")
        return response
