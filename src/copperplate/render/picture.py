"""A drawing as PNG: the SVG text that stands alone, set by Typst in the shipped typeface.

Knows no chart. The same text gives the same bytes; title and description stay with the picture.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path
from xml.sax.saxutils import unescape

import typst

from copperplate.render.theme import naming_semibold

SCALE = 2.0
"""Pixels of the picture a CSS pixel of the drawing, for screens and slides of today."""
_POINTS = 0.75  # a CSS pixel
_PER_INCH = 96.0  # CSS pixels
_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "picture.typ"
_FONTS = _HERE / "fonts"
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
_HEADER = 8 + 25  # bytes: the signature, and the chunk that says the size


def png(svg: str, *, scale: float = SCALE) -> bytes:
    """Return a drawing that stands alone as PNG.

    Args:
        svg: As `drawing.plate` gives it: with its width and height in CSS pixels.
        scale: Pixels a CSS pixel.

    Raises:
        ValueError: The text says no size.
    """
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("a drawing says its width and height")
    width, height = (float(part) * _POINTS for part in found.groups())
    given = {"svg": naming_semibold(svg), "width": width, "height": height}
    made = typst.compile(
        _TEMPLATE,
        root=_HERE,
        format="png",
        ppi=_PER_INCH * scale,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given, ensure_ascii=False, sort_keys=True)},
    )
    return _described(made, svg)


def _described(made: bytes, svg: str) -> bytes:
    """Say inside the picture what it is: a picture is copied without its page."""
    said = {
        keyword: unescape(found[1])
        for keyword, element in (("Title", "title"), ("Description", "desc"))
        if (found := re.search(f"<{element}>(.*?)</{element}>", svg)) is not None
    }
    chunks = b"".join(_text_chunk(word, text) for word, text in said.items())
    return made[:_HEADER] + chunks + made[_HEADER:]


def _text_chunk(keyword: str, text: str) -> bytes:
    """Return a chunk ``iTXt`` of UTF-8 text, uncompressed (PNG specification, 11.3.3.4)."""
    body = b"iTXt" + keyword.encode("latin-1") + b"\0" * 5 + text.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
