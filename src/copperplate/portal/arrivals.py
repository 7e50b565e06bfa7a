"""Whether a request has arrived whole, may still do so, or must be refused by its size alone.

Looks at where a request's head ends and how long its body says it is. Refuses to know what it
asks for; the server reads that.
"""

from __future__ import annotations

from enum import Enum

# The longest head is a page's address with six short fields and a browser's headers and cookies.
MOST_HEAD = 16 * 1024
# No page takes a file, and no form holds more than a few lines. What Django takes of it is less.
MOST_BODY = 64 * 1024
_END = b"\r\n\r\n"


class Arrival(Enum):
    """How far a request has come; what is refused says how."""

    PARTLY = ""
    WHOLE = "200 OK"
    BODY_UNSAID = "411 Length Required"
    BODY_TOO_LONG = "413 Content Too Large"
    HEAD_TOO_LONG = "431 Request Header Fields Too Large"

    @property
    def is_refused(self) -> bool:
        """Whether nothing more is read of it."""
        return self not in (Arrival.PARTLY, Arrival.WHOLE)


def arrival(data: bytes | bytearray) -> Arrival:
    """Return how far a request has come, by what there is of it.

    Browsers and proxies say how long a body is before they send one; whoever does not is refused.
    """
    end = data.find(_END, 0, MOST_HEAD + len(_END))
    if end < 0:
        return Arrival.HEAD_TOO_LONG if len(data) > MOST_HEAD else Arrival.PARTLY
    length = 0
    for line in bytes(data[:end]).split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        match name.strip().lower():
            case b"transfer-encoding":
                return Arrival.BODY_UNSAID
            case b"content-length" if value.strip().isdigit():
                # Of two that differ the server refuses the request; the longer is awaited here.
                length = max(length, int(value) if len(value) < 20 else MOST_BODY + 1)
    if length > MOST_BODY:
        return Arrival.BODY_TOO_LONG
    return Arrival.WHOLE if len(data) >= end + len(_END) + length else Arrival.PARTLY
