"""The pictures on the reference pages: current, titled, small, and each on its page."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.statistics.page_pictures import FOLDER, PagePicture
from tests.statistics.page_pictures.every import EVERY

SMALL = 30_000  # bytes
SVG = "{http://www.w3.org/2000/svg}"
every_picture = pytest.mark.parametrize("picture", EVERY, ids=lambda picture: picture.name)


@every_picture
def test_a_picture_is_current(picture: PagePicture) -> None:
    # `python -m tests.statistics.page_pictures` writes it again.
    for path, text in picture.files().items():
        assert path.read_text(encoding="utf-8") == text


@every_picture
def test_a_picture_is_titled_and_small(picture: PagePicture) -> None:
    for text in picture.files().values():
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img"
        assert root[0].tag == f"{SVG}title" and root[0].text == picture.title
        assert len(text.encode()) < SMALL


@every_picture
def test_a_picture_is_on_its_page(picture: PagePicture) -> None:
    page = (FOLDER / f"{picture.page}.md").read_text(encoding="utf-8")
    assert picture.markup in page


def test_no_picture_lies_about_unmade() -> None:
    assert set(FOLDER.rglob("*.svg")) == {path for picture in EVERY for path in picture.files()}
