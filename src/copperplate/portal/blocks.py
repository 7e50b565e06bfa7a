"""Sets blocks and figures into a page of the portal, and gathers what its figures open to.

The same setter as papers use, under the portal's stricter policy: no style stands in a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from copperplate.narrative.runs import FigureRun, Runs
from copperplate.render.html_blocks import BlockSetter
from copperplate.render.html_markup import Markup, joined
from copperplate.render.html_tables import tail_in_class
from copperplate.report.blocks import Block, Section
from copperplate.series import Figure

_TOP = 2  # level of the headings of a page's sections


class Setter:
    """Sets the blocks of one page."""

    def __init__(self) -> None:
        """Start a page."""
        self._setter = BlockSetter(tail_in_class)

    def words(self, runs: Runs) -> Markup:
        """Return running text."""
        return self._setter.runs(runs)

    def figure(self, figure: Figure) -> Markup:
        """Return a figure, which opens to where it comes from."""
        return self._setter.runs((FigureRun(figure),))

    def block(self, block: Block) -> Markup:
        """Return one block."""
        return self._setter.block(block, _TOP)

    def sections(self, sections: Iterable[Section]) -> Markup:
        """Return sections, one after another."""
        return joined(self._setter.section(section) for section in sections)

    def end(self) -> Markup:
        """Return what the page's figures open to; the last thing in it."""
        return joined((self._setter.notes.markup(), self._setter.entries.markup()))
