"""Style sheet, scripts and fonts, in memory, each under a name that is made of its bytes.

The style sheet is the papers' own with the portal's after it, so that a table or a chart looks
the same in both.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from copperplate.render.html_style import screen_style
from copperplate.render.html_tables import TAIL_STYLES


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """One file.

    Attributes:
        media: Its type.
        body, compressed: Its bytes, plain and as gzip; the second empty where it saves nothing.
    """

    media: str
    body: bytes
    compressed: bytes


_STATIC = files("copperplate.portal").joinpath("static")
_FONTS = files("copperplate.render").joinpath("fonts")


def _name(stem: str, ending: str, body: bytes) -> str:
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:16]}.{ending}"


def _made() -> tuple[dict[str, Asset], dict[str, str]]:
    found: dict[str, Asset] = {}
    names: dict[str, str] = {}

    def keep(stem: str, ending: str, media: str, body: bytes) -> str:
        name = _name(stem, ending, body)
        small = gzip.compress(body, 9, mtime=0) if not media.startswith("font/") else b""
        found[name] = Asset(media=media, body=body, compressed=small)
        names[f"{stem}.{ending}"] = name
        return name

    def font(name: str) -> str:
        body = _FONTS.joinpath(name).read_bytes()
        return "/assets/" + keep(name.removesuffix(".woff2"), "woff2", "font/woff2", body)

    own = _STATIC.joinpath("portal.css").read_text(encoding="utf-8")
    style = f"{screen_style(font)}{TAIL_STYLES}\n{own}"
    keep("portal", "css", "text/css; charset=utf-8", style.encode())
    for script in ("htmx.min", "portal"):
        body = _STATIC.joinpath(f"{script}.js").read_bytes()
        keep(script, "js", "text/javascript; charset=utf-8", body)
    icon = _STATIC.joinpath("icon.svg").read_bytes()
    keep("icon", "svg", "image/svg+xml", icon)
    return found, names


_FOUND, _NAMES = _made()
ASSETS: Mapping[str, Asset] = MappingProxyType(_FOUND)
"""Every asset by the name it is served under."""


def address_of(name: str) -> str:
    """Return where an asset is served, by the name it has in this package."""
    return f"/assets/{_NAMES[name]}"
