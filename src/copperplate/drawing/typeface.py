"""How wide a text is, so that labels can be kept apart without a font engine.

Source: the advance widths in the `hmtx` table of IBM Plex Sans 3.005 (Regular and
SemiBold, 1,000 units to the em), the face every format sets its charts in; kerning is
left out. A letter with an accent is as wide as the letter.
"""

from __future__ import annotations

import unicodedata

FAMILY = "IBM Plex Sans, Arial, sans-serif"
CAP_HEIGHT = 0.698  # of the em; what centres a line of figures on a point
LINE_HEIGHT = 1.25  # of the em, between the baselines of a wrapped label
_WIDEST = 951  # a letter the table lacks is taken to be as wide as its widest

# Printable ASCII in order, then what typeset English needs beyond it.
_LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "£°·½×–—‘’“”…−≤≥→"
# fmt: off
_REGULAR = (
    236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600,
    600, 600, 600, 600, 600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583,
    559, 695, 707, 400, 510, 634, 501, 812, 707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613,
    593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580, 549, 324, 528, 568, 250, 250, 527,
    272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343, 314, 343, 600,
    595, 468, 326, 872, 600, 588, 780, 273, 273, 475, 474, 803, 600, 600, 600, 820,
)
_SEMIBOLD = (
    236, 309, 471, 656, 600, 960, 713, 260, 337, 337, 556, 600, 298, 402, 298, 437, 600, 600, 600,
    600, 600, 600, 600, 600, 600, 600, 318, 318, 600, 600, 600, 493, 899, 672, 663, 642, 689, 600,
    577, 712, 719, 423, 545, 678, 521, 816, 719, 712, 641, 712, 664, 611, 580, 690, 638, 949, 655,
    632, 599, 329, 437, 329, 600, 559, 600, 559, 600, 513, 600, 558, 350, 545, 588, 276, 276, 562,
    294, 888, 588, 563, 600, 600, 393, 499, 374, 588, 524, 819, 544, 524, 502, 363, 376, 363, 600,
    586, 470, 350, 863, 600, 588, 780, 292, 292, 517, 517, 868, 600, 600, 600, 876,
)
# fmt: on
_WIDTHS = {
    False: dict(zip(_LETTERS, _REGULAR, strict=True)),
    True: dict(zip(_LETTERS, _SEMIBOLD, strict=True)),
}


def text_width(text: str, size: float, *, strong: bool = False) -> float:
    """Return how wide a line of text is, in the unit of `size`.

    Args:
        text: One line.
        size: Font size.
        strong: Whether it is set in SemiBold.
    """
    widths = _WIDTHS[strong]
    return sum(widths.get(_plain(letter), _WIDEST) for letter in text) * size / 1000


def _plain(letter: str) -> str:
    """Return a letter without its accents; a no-break space is a space."""
    return unicodedata.normalize("NFKD", letter)[0]


def wrapped(
    text: str, size: float, limit: float, *, strong: bool = False, most: int = 3
) -> tuple[str, ...]:
    """Break a text into lines no wider than `limit`.

    It breaks at spaces; a word wider than the limit is broken inside. What does not go
    into `most` lines is cut and ends in an ellipsis: whoever draws a label keeps the full
    name elsewhere (the data table).
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(text, size, limit, strong):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, strong=strong) > limit:
            lines.append(line)
            line = word
        else:
            line = longer
    if line:
        lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), size, limit, strong))


def _pieces(text: str, size: float, limit: float, strong: bool) -> list[str]:
    pieces = []
    for word in text.split(" "):
        rest = word
        while rest and text_width(rest, size, strong=strong) > limit:
            fits = max(_fitting(rest, size, limit, strong), 1)
            pieces.append(rest[:fits])
            rest = rest[fits:]
        if rest:
            pieces.append(rest)
    return pieces


def _cut(text: str, size: float, limit: float, strong: bool) -> str:
    room = limit - text_width("…", size, strong=strong)
    return text[: _fitting(text, size, room, strong)].rstrip() + "…"


def _fitting(text: str, size: float, limit: float, strong: bool) -> int:
    """Return how many letters of a text go into `limit`."""
    fits = 0
    while fits < len(text) and text_width(text[: fits + 1], size, strong=strong) <= limit:
        fits += 1
    return fits
