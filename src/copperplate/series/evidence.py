"""A measure's series with everything a reader may ask of it, before any audience.

What a definition says travels with the numbers, so that words and paper need not know
the measure files. Holds no opinion on what may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.areas import unstamped
from copperplate.periods import Period
from copperplate.series.figure import ReleaseNote
from copperplate.series.model import SeriesSet


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a measure says of itself; see `measures.model` for each field."""

    id: str
    title: str
    short: str
    question: str
    definition: str
    better: str
    owner: str
    lag: str
    comparability: str
    recording_note: bool
    sensitive: bool
    breaks: tuple[str, ...]
    denominator: str
    """How the denominator is chosen, a sentence; empty for counts."""
    not_comparable: str = ""
    """Why areas cannot be compared at all, a sentence; empty where they can."""
    published_change: bool = False
    """Whether its values are themselves changes since a base year, published without numbers."""
    zero_tells: bool = False
    """Whether none is itself telling, where small numbers are hidden."""
    made_of: tuple[str, ...] = ()
    """Ids of the counts it is worked out of; empty for counts."""
    plural: bool = False
    """Whether `short` is a plural: sentences say "detections have", and "burglary has"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Records that a value of an area and period could not count.

    These are counts of records like any other: a small one may point at somebody.

    Attributes:
        lacking: How many do not say what they had to be judged by: an amount that is added
            up, or of whom and when they are.
        astride: How many may be of the period or not: their day is known too roughly.
    """

    area: str
    period: Period
    lacking: int
    astride: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A counted measure.

    Attributes:
        about: What the measure says of itself.
        series: The numbers, one row an area.
        query: The statements that counted it.
        releases: What it was read from, newest first.
        already_public: Whether every release was published by its publisher, so that
            nothing in it is new to the world.
        remarks: What the publishers say of the areas counted.
        caveats: What counting them could not know, in our words.
        left_out: What records could not be counted, of the periods where there are any.
        small_areas: Codes of its areas in which small numbers could point at people, whatever
            is measured.
        synthetic: What must stand by it because areas of it do not exist, sentences; empty where
            all do. See `AreaRegister.stamps`.
    """

    about: About
    series: SeriesSet
    query: str
    releases: tuple[ReleaseNote, ...]
    already_public: bool
    remarks: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    small_areas: frozenset[str] = frozenset()
    synthetic: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unstamped(self.series.areas, self.synthetic):
            raise ValueError("evidence of an area that does not exist says so")

    def release(self, identity: str) -> ReleaseNote | None:
        """Return one of its releases, or None."""
        return next((note for note in self.releases if note.identity == identity), None)
