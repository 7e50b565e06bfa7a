"""Which part of a long list a page shows: "1 to 100 of 3,204", and the pages beside it.

Knows no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404

T = TypeVar("T")
_DIGITS = 9  # of a page's number; Python refuses to read the longest


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some of a list.

    Attributes:
        page: Its number, from 1.
        begin, end: Positions in the list, as slices take them.
        whole: How many the list holds.
        pages: How many pages it takes; at least one.
    """

    page: int
    begin: int
    end: int
    whole: int
    pages: int

    def of(self, items: Sequence[T]) -> Sequence[T]:
        """Return the items of this part."""
        return items[self.begin : self.end]

    @property
    def words(self) -> str:
        """What is shown: ``1 to 100 of 3,204``; ``1 of 1``, ``none``."""
        if not self.whole:
            return "none"
        first, last = self.begin + 1, self.end
        shown = f"{first:,}" if first == last else f"{first:,} to {last:,}"
        return f"{shown} of {self.whole:,}"

    @property
    def others(self) -> list[tuple[str, str]]:
        """Words and number of the first page, that before, that after and the last, where others.

        The first page has no number, so that a list has one address.
        """
        found = []
        if self.page > 2:
            found.append(("First", ""))
        if self.page > 1:
            found.append(("Before", str(self.page - 1) if self.page > 2 else ""))
        if self.page < self.pages:
            found.append(("Next", str(self.page + 1)))
        if self.page < self.pages - 1:
            found.append(("Last", str(self.pages)))
        return found


def part_of(asked: str | None, *, of: int, most: int) -> Part:
    """Return the part that an address asks for by a page's number; the first where it says none.

    Args:
        asked: What the address says.
        of: How many the list holds.
        most: How many a page shows.

    Raises:
        Http404: There is no such page.
    """
    text = asked or "1"
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Http404
    page, pages = int(text), max(1, -(-of // most))
    if not 1 <= page <= pages:
        raise Http404
    begin = (page - 1) * most
    return Part(page=page, begin=begin, end=min(begin + most, of), whole=of, pages=pages)
