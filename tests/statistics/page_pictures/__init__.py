"""The pictures on the reference pages of control charts: each made of what its page says.

`python -m tests.statistics.page_pictures` writes those that have changed;
`test_page_pictures` fails until somebody does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from copperplate.drawing import ControlChart, draw

FOLDER = Path(__file__).parents[3] / "docs" / "reference" / "spc"
WIDE, NARROW, NARROW_PAGE = 720, 360, 700  # CSS pixels
PAPER = '<rect width="100%" height="100%" fill="#FFFFFF"/>'


@dataclass(frozen=True, kw_only=True)
class PagePicture:
    """A picture on a page.

    Attributes:
        page: The page's file name, without `.md`.
        name: The picture's file name, without `.svg`.
        title: What it shows, in a sentence: its title, and its text on the page.
        chart: What to draw.
        wide: Whether a page has room for it across; a phone then gets one drawn narrow.
        dense: Draw it lower.
    """

    page: str
    name: str
    title: str
    chart: ControlChart
    wide: bool = False
    dense: bool = False

    @property
    def markup(self) -> str:
        """The picture as its page has it."""
        if not self.wide:
            return f"![{self.title}]({self.name}.svg)"
        return (
            f'<picture><source media="(max-width: {NARROW_PAGE}px)" srcset="{self.name}-narrow.svg">'
            f'<img alt="{self.title}" src="{self.name}.svg"></picture>'
        )

    def files(self) -> dict[Path, str]:
        """Return the text of each of its files."""
        found = {FOLDER / f"{self.name}.svg": self._text(WIDE if self.wide else NARROW)}
        if self.wide:
            found[FOLDER / f"{self.name}-narrow.svg"] = self._text(NARROW)
        return found

    def _text(self, width: int) -> str:
        """Return a file: titled, and on its own paper, so that a dark page leaves it legible."""
        drawn = draw(self.chart, width=width, palette="print", dense=self.dense)
        opening, rest = drawn.split(">", 1)
        return f'{opening} role="img"><title>{escape(self.title)}</title>{PAPER}{rest}\n'
