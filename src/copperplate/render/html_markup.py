"""HTML by construction: text is escaped unless its type says it is markup already.

A plain `str` handed to `tag` becomes text; only `Markup`, which this module and the SVG
drawer make, passes as it is. So no value can open an element, and a mistake shows on the
page as a visible `&lt;`, never as code. Knows no block.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "hr", "meta"})


class Markup(str):
    """HTML that may stand in a page as it is."""

    __slots__ = ()

    def __html__(self) -> Markup:
        """Return itself: what asks this, as template engines do, escapes it no more."""
        return self


def tag(element: str, *children: str, **attributes: str | int | bool | None) -> Markup:
    """Return an element.

    Args:
        element: Its name.
        children: Text, which is escaped, or `Markup`.
        attributes: By name: a trailing underscore is dropped (``class_``), other
            underscores become hyphens. None and False are left out, True stands alone.
    """
    opening = element + "".join(_attribute(name, value) for name, value in attributes.items())
    if element in _VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{joined(children)}</{element}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return parts one after another, text escaped."""
    return Markup("".join(part if isinstance(part, Markup) else _text(part) for part in parts))


def web_address(target: str) -> str:
    """Return the target of a link.

    Raises:
        ValueError: It leads neither to http or https nor to a place in the page.
    """
    if target.startswith(("https://", "http://", "#")):
        return target
    raise ValueError("a link leads to http, to https or to a block of its document")


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    spelling = name.rstrip("_").replace("_", "-")
    return f" {spelling}" if value is True else f' {spelling}="{escape(str(value))}"'


def _text(text: str) -> str:
    return escape(text, quote=False)
