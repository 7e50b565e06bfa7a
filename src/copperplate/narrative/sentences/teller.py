"""What a sentence is made with: figures that open, names of measures and areas.

Words nothing itself, and chooses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from copperplate.disclosure import Publishable
from copperplate.findings.finding import Finding
from copperplate.narrative.figure_kinds import KINDS_FOUND
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs
from copperplate.narrative.wording import one_period, sentence_case
from copperplate.periods import Period
from copperplate.series.evidence import Evidence
from copperplate.series.units import Unit, UnitKind

Wordings = dict[type[Finding], Callable[["Teller", Any], Runs]]
"""Kinds of finding, each with the function that words it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The words that go with a measure's name: "has" with burglary, "have" with detections."""

    has: str
    is_: str
    was: str
    shows: str
    makes: str
    it: str
    its: str


_OF_ONE = Agreement("has", "is", "was", "shows", "makes", "it", "its")
_OF_MANY = Agreement("have", "are", "were", "show", "make", "they", "their")


class Teller:
    """Makes the parts of sentences about the measures of one shelf.

    Args:
        book: Makes figures, knows the names of areas.
        shelf: Measures by id, through disclosure, in the periods that findings speak of.
    """

    def __init__(self, book: FigureBook, shelf: Mapping[str, Publishable[Evidence]]) -> None:
        self.book, self.shelf = book.beside(shelf.values()), shelf

    def short(self, measure: str) -> str:
        """Return what a measure is called inside a sentence: ``burglary``."""
        return self.shelf[measure].shown.about.short

    def agreeing(self, measure: str) -> Agreement:
        """Return the words that go with a measure's name."""
        return _OF_MANY if self.shelf[measure].shown.about.plural else _OF_ONE

    def of(self, found: Finding) -> Agreement:
        """Return the words that go with what a finding's sentence speaks of."""
        return self.agreeing(found.measure)

    def subject(self, found: Finding) -> str:
        """Return what a sentence speaks of, with a capital: ``Burglary``, ``Burglary in Alpha``."""
        return sentence_case(self.inside(found))

    def inside(self, found: Finding) -> str:
        """Return the same inside a sentence; an area is named where it is not the paper's own."""
        away = "" if found.area == self.book.context.area else f" in {self.area(found.area)}"
        return self.short(found.measure) + away

    def area(self, code: str) -> str:
        """Return an area's name."""
        return self.book.context.names[code].name

    def period(self, found: Finding) -> str:
        """Return what one period of a finding's series is called: ``quarter``."""
        return one_period(self.shelf[found.measure].shown.series.periods[-1].kind)

    def a_period(self, found: Finding) -> str:
        """Return " a quarter" after an average of numbers; an average per cent needs none."""
        is_percent = self.unit(found.measure).kind is UnitKind.PERCENT
        return "" if is_percent else f" a {self.period(found)}"

    def unit(self, measure: str) -> Unit:
        """Return the unit of a measure."""
        return self.shelf[measure].shown.series.unit

    def value(self, measure: str, area: str, period: Period) -> FigureRun:
        """Return what a series itself holds, which is there."""
        return self.standard(measure, "value", area=area, period=period)

    def standard(
        self,
        measure: str,
        kind: str,
        *,
        area: str,
        period: Period,
        base: Period | None = None,
    ) -> FigureRun:
        """Return a figure of `KINDS_OF_FIGURE`, as an author could name it."""
        name = f"{measure}.{kind}"
        return FigureRun(self.book.figure(name, area=area, period=period, base=base))

    def figure(
        self,
        found: Finding,
        kind: str,
        value: float,
        *,
        method: str,
        periods: tuple[Period, ...],
        measure: str | None = None,
        area: str | None = None,
        **more: Any,
    ) -> FigureRun:
        """Return a figure that a finding worked out, in running text.

        Args:
            found: The finding.
            kind: What it is, one of `KINDS_FOUND`.
            value: Unrounded.
            method: How it follows, a sentence.
            periods: Those it speaks of.
            measure: The finding's leading one by default.
            area: The finding's by default.
            more: As `FigureBook.worked` takes.

        Raises:
            KeyError: Nobody has said what this kind is.
        """
        if kind not in KINDS_FOUND:
            raise KeyError(kind)
        identity, code = measure or found.measure, area or found.area
        away = "" if code == self.book.context.area else f".{code}"
        made = self.book.worked(
            self.shelf[identity],
            f"{identity}.{kind}{away}",
            value,
            area=code,
            method=method,
            periods=periods,
            **more,
        )
        return FigureRun(made)
