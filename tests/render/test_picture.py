"""A picture as PNG: its size, its bytes, its words, and the typeface they are set in."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pymupdf
import pytest

from copperplate.drawing import plate
from copperplate.drawing.typeface import text_width
from copperplate.render.picture import png
from tests.render.sample import CONTROL
from tests.render.svg_reading import size

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TITLE, SHOWS = "Robbery fell & rose", "Robbery, 88 in May 2018 – a “step” <began>."


def drawn() -> str:
    return plate(
        CONTROL, title=TITLE, subtitle="Robbery", foot=("Source.",), alternative=SHOWS, width=360
    )


def chunks(picture: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG file, each with the sum it says."""
    assert picture.startswith(SIGNATURE)
    found, at = [], len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack(">I", picture[at + 8 + length : at + 12 + length])
        assert checksum == zlib.crc32(kind + body)
        found.append((kind, body))
        at += 12 + length
    return found


def texts(picture: bytes) -> dict[str, str]:
    """Return what a PNG file says of itself."""
    parts = [body.split(b"\0", 1) for kind, body in chunks(picture) if kind == b"iTXt"]
    return {word.decode(): rest.lstrip(b"\0").decode() for word, rest in parts}


@pytest.mark.parametrize(("scale", "times"), [(None, 2), (1.0, 1), (3.0, 3)])
def test_a_picture_is_as_large_as_its_drawing_at_a_scale(scale: float | None, times: int) -> None:
    svg = drawn()
    picture = png(svg) if scale is None else png(svg, scale=scale)
    kind, header = chunks(picture)[0]
    assert kind == b"IHDR"
    width, height = size(svg)
    across, down = struct.unpack(">II", header[:8])
    assert (across, down) == pytest.approx((width * times, height * times), abs=1)


def test_the_same_drawing_gives_the_same_bytes_here_and_in_another_process() -> None:
    code = (
        "import hashlib, sys\n"
        "from tests.render.test_picture import drawn\n"
        "from copperplate.render.picture import png\n"
        "print(hashlib.sha256(png(drawn())).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(told) == 1
    assert png(drawn()) == png(drawn())


def test_a_picture_says_inside_itself_what_it_is_and_shows() -> None:
    assert texts(png(drawn())) == {"Title": TITLE, "Description": SHOWS}


def test_another_program_opens_it() -> None:
    opened = pymupdf.Pixmap(png(drawn()))
    assert (opened.width, opened.height) == (784, pytest.approx(2 * size(drawn())[1], abs=1))


@pytest.mark.parametrize("strong", [False, True])
def test_words_are_set_in_our_typeface(strong: bool) -> None:
    """As wide as its table says; a face with other widths, or one weight for both, is not."""
    words, letters = "Wolverhampton will mind 1,111 Il", 40
    weight = ' font-weight="600"' if strong else ""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 80" width="900" height="80" '
        f'font-family="IBM Plex Sans, Arial, sans-serif" font-size="{letters}">'
        '<rect width="900" height="80" fill="#FFFFFF"/>'
        f'<text x="20" y="50" fill="#000000"{weight}>{words}</text></svg>'
    )
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(png(svg)))
    dark = [
        x
        for x in range(picture.width)
        if min(picture.pixel(x, y)[0] for y in range(picture.height)) < 128
    ]
    ours, other = (text_width(words, letters, strong=one) for one in (strong, not strong))
    assert abs(ours - other) > 12
    assert (dark[-1] - dark[0]) / 2 == pytest.approx(ours, abs=6)


def test_a_drawing_without_a_size_is_no_picture() -> None:
    with pytest.raises(ValueError, match="says its width and height"):
        png("<svg></svg>")
