"""Colours hold their contrast in light, dark and print; the arithmetic is WCAG's."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from copperplate.drawing.ink import PRINT, Ink
from copperplate.render.theme import (
    COLOURS,
    SHAPES_ON,
    SIZES,
    SPACE,
    WORDS_ON,
    Medium,
    contrast,
)


@pytest.mark.parametrize(
    ("one", "two", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),  # the well-known grey that just fails
        ("#767676", "#FFFFFF", 4.54),  # and the one that just passes
    ],
)
def test_contrast_is_that_of_wcag(one: str, two: str, ratio: float) -> None:
    assert contrast(one, two) == contrast(two, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize(("words", "behind"), WORDS_ON)
def test_words_hold_four_and_a_half_to_one(words: str, behind: str, medium: Medium) -> None:
    assert contrast(COLOURS[words].of(medium), COLOURS[behind].of(medium)) >= 4.5


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize(("shape", "behind"), SHAPES_ON)
def test_shapes_hold_three_to_one(shape: str, behind: str, medium: Medium) -> None:
    assert contrast(COLOURS[shape].of(medium), COLOURS[behind].of(medium)) >= 3


def test_every_ink_of_a_chart_has_a_colour_and_print_is_the_drawer_s_own() -> None:
    assert {f"chart-{ink.value}": PRINT[ink] for ink in Ink} == {
        role: colour.print for role, colour in COLOURS.items() if role.startswith("chart-")
    }


def test_a_chart_is_legible_without_colour() -> None:
    """The main line is told from its peers by lightness too."""
    assert contrast(PRINT[Ink.MAIN], PRINT[Ink.PEER]) >= 2.5


STYLE = files("copperplate.render").joinpath("page.css").read_text(encoding="utf-8")


def test_the_page_names_only_colours_and_sizes_of_the_theme() -> None:
    assert set(re.findall(r"var\(--([a-z-]+)\)", STYLE)) <= {*COLOURS, *SIZES, "leading"}
    fixed = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", STYLE))
    assert fixed == {COLOURS["quiet"].print}  # the head of a printed page takes no variables


def test_every_distance_on_screen_is_a_step_of_the_spacing_scale() -> None:
    on_screen = STYLE.split("@media print {")[0]
    said = re.findall(r"(?:margin|padding|gap)[a-z-]*: ([^;}]+)", on_screen)
    lengths = {float(rem) for each in said for rem in re.findall(r"([\d.]+)rem", each)}
    assert len(lengths) > 8
    assert [rem for rem in lengths if rem * 16 % SPACE] == []
