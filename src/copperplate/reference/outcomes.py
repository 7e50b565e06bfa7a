"""Outcomes of crimes: the Home Office's numbered types, data.police.uk's texts, and named sets.

A set says which types count as what; over which crimes a proportion is taken is not decided here.
Sources: see `editions`; which types a text stands for, and the sets, are our own reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from copperplate.reference import shipped


class OutcomeSet(StrEnum):
    """Named sets of outcome types, each within the next."""

    CHARGED = "charged"
    """Charge or summons, whatever a court then found."""
    SANCTION_DETECTION = "sanction_detection"
    """Charges, cautions, offences taken into consideration, penalty notices, cannabis and khat
    warnings. No community resolution, no restorative justice."""
    SOLVED_AND_RESOLVED = "solved_and_resolved"
    """Sanction detections and community resolutions, restorative justice among them. Peers'
    published detections leave the resolutions out."""
    POSITIVE = "positive"
    """What is solved or resolved, and diversion (type 22, from April 2019). No official
    definition exists; forces draw the line in different places."""


class Stage(StrEnum):
    """How far a case has come by what data.police.uk prints of it."""

    NONE = "none"
    """No outcome yet, or none known."""
    POLICE = "police"
    """The police have given it an outcome."""
    COURT = "court"
    """It was charged, and is or was before a court."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeType:
    """One outcome type of the Home Office's framework.

    Attributes:
        number: ``1`` to ``22``; ``1A``, ``2A`` and ``3A`` are for an alternate offence.
        title: What it is.
        group: The heading of publications that it is counted under.
        suspect_identified: None where the type does not say.
        sets: The sets it belongs to.
        valid_from: First day it was in use; None where it is as old as the framework (April
            2013), or no publication held says.
    """

    number: str
    title: str
    group: str
    suspect_identified: bool | None
    sets: frozenset[OutcomeSet]
    valid_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeText:
    """One outcome as data.police.uk prints it.

    Attributes:
        text: As files print it.
        slug: As the interface for programs writes it.
        other_text: Another wording for the same: of before 2014, or of the interface.
        stage: How far the case has come.
        types: Numbers of the outcome types it may stand for: several where the text cannot tell.
        sets: The sets that all of these belong to.
    """

    text: str
    slug: str
    other_text: str
    stage: Stage
    types: tuple[str, ...]
    sets: frozenset[OutcomeSet]


@cache
def outcome_types() -> Mapping[str, OutcomeType]:
    """Return every outcome type by its number."""
    said = {"yes": True, "no": False, "": None}
    return MappingProxyType(
        {
            row["number"]: OutcomeType(
                number=row["number"],
                title=row["title"],
                group=row["group"],
                suspect_identified=said[row["suspect_identified"]],
                sets=frozenset(OutcomeSet(name) for name in shipped.listed(row["sets"])),
                valid_from=shipped.day(row["valid_from"]),
            )
            for row in shipped.rows("outcome_types.csv")
        }
    )


def find_outcome_type(text: str) -> OutcomeType | None:
    """Return the type of a number however it is written (``8``, ``08``, ``1a``); None if none."""
    return outcome_types().get(text.strip().upper().lstrip("0"))


@cache
def outcome_texts() -> Mapping[str, OutcomeText]:
    """Return every text of data.police.uk, in alphabetical order."""
    return MappingProxyType(
        {row["text"]: _outcome_text(row) for row in shipped.rows("police_uk_outcomes.csv")}
    )


def find_outcome_text(text: str) -> OutcomeText | None:
    """Return what a text, slug or former text means, capitals and outer spaces aside.

    None if it is none of them. Anti-social behaviour has no outcome: its cell is empty.
    """
    return _spellings().get(text.strip().casefold())


def types_in(which: OutcomeSet) -> tuple[str, ...]:
    """Return the numbers of the outcome types of a set."""
    return tuple(kind.number for kind in outcome_types().values() if which in kind.sets)


def texts_in(which: OutcomeSet) -> tuple[str, ...]:
    """Return the texts of data.police.uk that certainly belong to a set."""
    return tuple(text.text for text in outcome_texts().values() if which in text.sets)


def _outcome_text(row: shipped.Row) -> OutcomeText:
    types = shipped.listed(row["outcome_types"])
    sets = [outcome_types()[number].sets for number in types]
    return OutcomeText(
        text=row["text"],
        slug=row["slug"],
        other_text=row["other_text"],
        stage=Stage(row["stage"]),
        types=types,
        sets=frozenset.intersection(*sets) if sets else frozenset(),
    )


@cache
def _spellings() -> Mapping[str, OutcomeText]:
    return {
        spelling.casefold(): outcome
        for outcome in outcome_texts().values()
        for spelling in (outcome.text, outcome.slug, outcome.other_text)
        if spelling
    }
