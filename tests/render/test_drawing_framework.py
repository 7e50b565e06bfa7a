"""The framework of a plan as SVG: a sign an item, none alike in shape, words that fit."""

from __future__ import annotations

import re

import pytest

from copperplate.drawing import Framework, FrameworkRow, ItemSign, draw
from tests.render.svg_reading import SVG, parsed, size, words

KEY = tuple((sign, f"means {sign.value}") for sign in ItemSign)
LONG = "Ensuring that an objective of a very long name is still read whole on a telephone"
SHAPES = ("circle", "path", "polygon")


def framework(*signs: ItemSign, label: str = "A. Confidence") -> Framework:
    return Framework(rows=(FrameworkRow(label=label, signs=signs, said="as said"),), key=KEY)


@pytest.mark.parametrize("sign", list(ItemSign))
def test_a_sign_is_drawn_as_often_as_there_are_items(sign: ItemSign) -> None:
    one, three = (draw(framework(*[sign] * many), width=720) for many in (1, 3))
    counted = [sum(svg.count(f"<{shape}") for shape in SHAPES) for svg in (one, three)]
    assert counted[1] - counted[0] == 2


def test_every_sign_differs_from_the_others_in_black_and_white() -> None:
    """By its outline or by being filled; colours are taken away first."""
    seen = {}
    for sign in ItemSign:
        svg = draw(framework(sign), width=720, palette="print")
        first = re.search(rf"<(?:{'|'.join(SHAPES)})[^>]*>", svg.split("as said")[0])
        assert first is not None
        filled = 'fill="#FFFFFF"' not in first[0] and 'fill="none"' not in first[0]
        shape = re.sub(r"#[0-9A-F]{6}", "", first[0])
        seen[sign] = (re.sub(r"(?:c?[xyr]|stroke\S*)=\"[^\"]*\"", "", shape), filled)
    assert len(set(seen.values())) == len(ItemSign)


@pytest.mark.parametrize("width", [320, 720])
@pytest.mark.parametrize("many", [0, 1, 9, 40])
def test_words_and_many_signs_stay_inside_the_drawing(width: int, many: int) -> None:
    svg = draw(framework(*([ItemSign.HERE] * many), label=LONG), width=width)
    assert svg.count("<circle") >= many
    across, down = size(svg)
    for word in words(svg):
        assert word.left >= 0
        assert word.right <= across + 0.1
        assert word.bottom <= down + 0.1
    circles = list(parsed(svg).iter(f"{SVG}circle"))
    assert all(float(c.attrib["cx"]) + float(c.attrib["r"]) <= across for c in circles)


def test_a_sign_without_a_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="every sign of a framework has one entry in its key"):
        Framework(rows=(FrameworkRow(label="A", signs=(ItemSign.HERE,), said=""),), key=())
