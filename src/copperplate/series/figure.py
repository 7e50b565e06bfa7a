"""One number with everything needed to print, trace and recompute it.

A figure is never a formatted string: it holds the unrounded value, and prints itself on
demand by the one rounding rule. Knows no sentence and no format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from copperplate.areas import unstamped
from copperplate.periods import Period
from copperplate.series.marks import Mark
from copperplate.series.numbers import HOUSE, NumberStyle, ordinal, printed
from copperplate.series.units import Unit, UnitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseNote:
    """What a reader is told of a release: who published what, and when.

    Attributes:
        identity: Folder name under ``releases/``, e.g. ``ons-pfa/2019-06-published-2019-10-17``.
        title: The publication, in words.
        publisher: Who published it.
        dated: ``published 17 October 2019`` or ``as at 14 March 2014``.
    """

    identity: str
    title: str
    publisher: str
    dated: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where a figure comes from, in the order a doubter asks.

    Attributes:
        measure: Id of the measure.
        title: The measure's title.
        definition: The measure's definition, a sentence.
        method: How this figure follows from the measure: "the plain mean of …".
        areas: Codes of the areas it speaks of.
        area_names: Their names, in the same order; empty where nobody gave them.
        periods: The periods it speaks of.
        releases: The releases it was read from, newest first.
        query: The portable SQL that counted it.
        inputs: The unrounded numbers the method worked on, each with what it is.
        policy: Name of the disclosure policy it passed; empty before publication.
        audience: For whom it was published; empty before publication.
        synthetic: What must stand by the figure because areas it speaks of do not exist,
            sentences; empty where all do.
    """

    measure: str
    title: str
    definition: str
    method: str
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    releases: tuple[ReleaseNote, ...]
    query: str
    area_names: tuple[str, ...] = ()
    inputs: tuple[tuple[str, float], ...] = ()
    policy: str = ""
    audience: str = ""
    synthetic: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unstamped(self.areas, self.synthetic):
            raise ValueError("a figure of an area that does not exist says so")

    @property
    def where(self) -> tuple[str, ...]:
        """The areas as readers see them: ``West Midlands (E23000014)``."""
        if not self.area_names:
            return self.areas
        return tuple(
            f"{name} ({code})" for name, code in zip(self.area_names, self.areas, strict=True)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number in a document.

    Attributes:
        name: Unique in a paper, e.g. ``burglary.change_percent``; prose calls it by this.
        value: Unrounded, in `unit`; None when a mark explains its absence.
        unit: What it counts.
        places: Decimal places it is printed with.
        marks: Why it is not plain.
        of: For a rank, how many were ranked; 0 otherwise.
        signed: Whether it prints a plus when positive (a change in a table).
        provenance: Where it comes from.
    """

    name: str
    value: float | None
    unit: Unit
    places: int
    provenance: Provenance
    marks: frozenset[Mark] = field(default_factory=frozenset)
    of: int = 0
    signed: bool = False

    @property
    def text(self) -> str:
        """The number as readers see it, without its unit: ``262,558``, ``36.2%``, ``[x]``."""
        return self.in_style(HOUSE)

    def in_style(self, style: NumberStyle) -> str:
        """Return `text` as another style than the house's prints it."""
        if self.value is None:
            if style.not_applicable and self.marks == {Mark.NOT_APPLICABLE}:
                return style.not_applicable
            return " ".join(mark.shorthand for mark in sorted(self.marks))
        if self.unit.kind is UnitKind.RANK:
            return ordinal(round(self.value))
        number = printed(self.value, self.places, sign=self.signed, style=style)
        return number + style.percent if self.unit.kind is UnitKind.PERCENT else number

    @property
    def marked_text(self) -> str:
        """`text` followed by the shorthand of its marks: ``262,558 [p]``."""
        if self.value is None or not self.marks:
            return self.text
        return " ".join((self.text, *(mark.shorthand for mark in sorted(self.marks))))

    def with_sign(self) -> Figure:
        """Return the same figure printed with a plus where it is positive."""
        return replace(self, signed=True)

    def with_places(self, places: int) -> Figure:
        """Return the same figure printed to other decimal places."""
        return replace(self, places=places)


def stamps_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return what must stand by figures because areas they speak of do not exist, each once."""
    return tuple(sorted({stamp for one in figures for stamp in one.provenance.synthetic}))
