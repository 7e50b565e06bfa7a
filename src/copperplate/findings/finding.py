"""What every finding is: one fact of one series, with what it weighs. No English."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar, NamedTuple

from copperplate.periods import Period


class Question(StrEnum):
    """What a reader asks that a finding answers."""

    CHANGED = "changed"
    """How far is it from where it was?"""
    COMPARED = "compared"
    """How do others stand?"""
    NOW = "now"
    """Is it changing, or is this routine variation?"""
    MADE_OF = "made-of"
    """What is it made of, and what drives it?"""
    HELD = "held"
    """What is there to know, and what is not?"""


class Tier(IntEnum):
    """How much a finding matters, the most first; within a tier its weight decides."""

    NEWS = 0
    """The process has changed of late."""
    BEYOND = 1
    """The newest value lies outside routine variation."""
    ONE_MORE = 2
    """One more period like the last would be a change."""
    RUN = 3
    """Something is building up."""
    LATELY = 4
    """The process changed within the year, and that is where it stands."""
    FACT = 5
    """Where things stand: change, group, record."""
    DETAIL = 6
    """What lies behind it."""
    CALM = 7
    """Nothing has changed."""
    HISTORY = 8
    """What changed long ago."""


class Weight(NamedTuple):
    """What ranks findings of a tier.

    Attributes:
        tier: Its kind of importance.
        age: Periods since it was first so; fresh facts come first.
        size: How large, as a share of what was usual; larger first.
        persistence: For how many periods it has held; longer first.
    """

    tier: Tier
    age: int = 0
    size: float = 0.0
    persistence: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding(ABC):
    """A typed fact.

    Attributes:
        measure: Id of the measure it is of; the leading one where it is of several.
        area: Code of the area.
        question: What every finding of its kind answers.
    """

    question: ClassVar[Question]

    measure: str
    area: str

    @property
    @abstractmethod
    def dated(self) -> Period:
        """The period that tells it from another of its kind."""

    @property
    @abstractmethod
    def weight(self) -> Weight:
        """What it weighs."""

    @property
    def kind(self) -> str:
        """Its kind as people write it: ``stepped``, ``against-group``."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


@dataclass(frozen=True, kw_only=True, slots=True)
class InOnePeriod(Finding):
    """A fact of one period, though it may look back at others.

    Attributes:
        period: The period it is dated by.
    """

    period: Period

    @property
    def dated(self) -> Period:
        """That period."""
        return self.period


def key_of(finding: Finding, *, home: str) -> str:
    """Return the name a finding is called by when people take, edit or refuse it.

    Args:
        finding: The finding.
        home: Code of the paper's own area, which is not named.

    Returns:
        Measure, kind, the area where it is another, and the last month:
        ``burglary.stepped.2015-06``.
    """
    area = "" if finding.area == home else f".{finding.area}"
    return f"{finding.measure}.{finding.kind}{area}.{finding.dated.end:%Y-%m}"
