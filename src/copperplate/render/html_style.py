"""The style sheet of a page: the theme's colours, the fonts it needs, and page.css.

Fonts are the vendor's own files, unaltered, as data in the page: the Latin ones always,
the others only where the page holds a letter of theirs.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from copperplate.render.theme import (
    BODY_LINE_HEIGHT,
    BODY_PIXELS,
    COLOURS,
    FAMILY,
    SIZES,
    Medium,
    type_size,
)

_FACES = (
    ("Regular", "normal", 400),
    ("SemiBold", "normal", 600),
    ("Italic", "italic", 400),
)

# The letters of each file. Source: the unicode-range of the vendor's own style sheets
# (@ibm/plex-sans 1.1.0, css of the split fonts), which belong to the files shipped here.
_RANGES = {
    "Latin1": "0 D 20-7E A0-FF 131 152-153 2C6 2DA 2DC 2013-2014 2018-201A 201C-201E "
    "2020-2022 2026 2030 2039-203A 2044 20AC 2122 2212 FB01-FB02",
    "Latin2": "100-101 104-130 132-151 154-17F 18F 192 1A0-1A1 1AF-1B0 1FA-1FF 218-21B 237 "
    "259 1E80-1E85 1E9E 20A1 20A4 20A6 20A8-20AA 20AD-20AE 20B1-20B2 20B4-20B5 20B8-20BA "
    "20BD 20BF",
    "Pi": "E3F 2000-200D 2015 2028-2029 202F 2032-2033 2070 2074-2079 2080-2089 2113 2116 "
    "2126 212E 2150-2151 2153-215E 2190-2199 21A9-21AA 21B0-21B3 21B6-21B7 21BA-21BB 21C4 "
    "21C6 2202 2206 220F 2211 2215 221A 221E 222B 2248 2260 2264-2265 25CA 2713 274C "
    "2B0E-2B11 ECE0 EFCC FEFF FFFD",
}


def style_sheet(*, text: str, running_title: str, synthetic: Sequence[str] = ()) -> str:
    """Return the whole style sheet of a page.

    Args:
        text: Everything the page says; decides which fonts it carries.
        running_title: What stands at the head of each printed page.
        synthetic: What stands in view on the screen and on each printed page, because what the
            page speaks of does not exist.
    """
    return "".join(
        (
            *_fonts(text),
            _colours(),
            _sizes(),
            _page_head(running_title),
            _sheet("page.css"),
            *((_sheet("synthetic.css"), _page_stamp(synthetic)) if synthetic else ()),
        )
    )


def screen_style(address_of: Callable[[str], str]) -> str:
    """Return the style of a page that is served: its fonts are files of their own.

    Args:
        address_of: The address of a font's file, by its name; called for every font there is.
    """
    faces = (
        _face(style, weight, address_of(f"IBMPlexSans-{name}-{part}.woff2"), _spelling(ranges))
        for part, ranges in _RANGES.items()
        for name, style, weight in _FACES
    )
    return "".join((*faces, _colours(), _sizes(), _sheet("page.css"), _sheet("synthetic.css")))


def _sheet(name: str) -> str:
    return files("copperplate.render").joinpath(name).read_text(encoding="utf-8")


def _fonts(text: str) -> Iterator[str]:
    letters = {ord(letter) for letter in set(text)}
    for part, ranges in _RANGES.items():
        if part != "Latin1" and not any(_holds(ranges, letter) for letter in letters):
            continue
        for name, style, weight in _FACES:
            data = f"data:font/woff2;base64,{_font(name, part)}"
            yield _face(style, weight, data, _spelling(ranges))


def _spelling(ranges: str) -> str:
    return ",".join(f"U+{stretch}" for stretch in ranges.split())


def _face(style: str, weight: int, address: str, letters: str) -> str:
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:{style};font-weight:{weight};"
        f"src:url({address}) format('woff2');unicode-range:{letters}}}\n"
    )


def _holds(ranges: str, letter: int) -> bool:
    for stretch in ranges.split():
        first, _, last = stretch.partition("-")
        if int(first, 16) <= letter <= int(last or first, 16):
            return True
    return False


@cache
def _font(name: str, part: str) -> str:
    path = files("copperplate.render").joinpath("fonts", f"IBMPlexSans-{name}-{part}.woff2")
    return base64.b64encode(path.read_bytes()).decode("ascii")


def _colours() -> str:
    light, dark, paper = (
        "".join(f"--{role}:{colour.of(medium)};" for role, colour in COLOURS.items())
        for medium in (Medium.LIGHT, Medium.DARK, Medium.PRINT)
    )
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{{paper}}}}}\n"
    )


def _sizes() -> str:
    """Return the type scale in the reader's own unit: 16 pixels unless they chose otherwise."""
    body = BODY_PIXELS / 16
    sizes = "".join(f"--{name}:{body * type_size(name):.4g}rem;" for name in SIZES)
    return f":root{{{sizes}--leading:{BODY_LINE_HEIGHT}}}\n"


def _page_head(running_title: str) -> str:
    """Return the head and foot of printed pages."""
    return (
        f'@page{{@top-left{{content:"{_css_text(running_title)}"}}'
        f'@bottom-right{{content:counter(page) " of " counter(pages)}}}}\n'
    )


def _page_stamp(synthetic: Sequence[str]) -> str:
    """Return the stamp in the foot of printed pages, as strong as the theme's ink."""
    ink = COLOURS["ink"].of(Medium.PRINT)
    said = _css_text("; ".join(synthetic))
    return f'@page{{@bottom-left{{content:"{said}";font-weight:600;color:{ink}}}}}\n'


def _css_text(text: str) -> str:
    """Return text as it stands in a CSS string.

    Every character that could end the string or the style element is written as its code.
    """
    return "".join(
        letter if letter.isalnum() or letter in " ,.-" else f"\\{ord(letter):X} " for letter in text
    )
