"""Sentences the machine suggests, and what authors do with each: take, edit, refuse.

A file of choices, ``words/<paper>/suggestions.yaml``:

    suggestions:
      - finding: burglary.stable.2016-12
        decision: refused
        office: Force performance office
        date: 2019-11-08
        reason: Said in the commentary already.

Finds nothing and ranks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from copperplate.errors import BadDefinition, Place, Problem, Refusal, unknown_name
from copperplate.findings.finding import Finding, key_of
from copperplate.findings.select import strongest_first
from copperplate.findings.thresholds import MOST_OF_A_SORT
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import Runs
from copperplate.narrative.sentences import Teller, sentence
from copperplate.narrative.words import Front, Office, Voice, Words, fill
from copperplate.yamltext import Node, bind

K = TypeVar("K")
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]


class Verb(StrEnum):
    """What an author does with a suggestion."""

    TAKEN = "taken"
    """Printed, whatever else there is to say."""
    EDITED = "edited"
    """Printed in the author's words."""
    REFUSED = "refused"
    """Never printed."""


class Choice(BaseModel):
    """What an office chose for one suggestion.

    Attributes:
        finding: Its name, as `suggest` prints it.
        decision: Taken, edited or refused.
        office: Who chose; an office, not a person.
        date: When.
        words: An edited sentence, with live figures in braces.
        reason: Why one was refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    finding: str
    decision: Verb
    office: Office
    date: date
    words: Line | None = None
    reason: Line | None = None

    @model_validator(mode="after")
    def _each_with_its_own(self) -> Choice:
        pairs = (("words", self.words, Verb.EDITED), ("reason", self.reason, Verb.REFUSED))
        for field, given, verb in pairs:
            if self.decision is verb and given is None:
                raise ValueError(f"'decision: {verb}' needs '{field}'")
            if self.decision is not verb and given is not None:
                raise ValueError(f"'{field}' goes with 'decision: {verb}' only")
        return self


class _ChoiceFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    suggestions: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A finding in words.

    Attributes:
        key: The name people call it by.
        finding: The fact.
        runs: The sentence; the author's own where one edited it.
        choice: What an author chose; None while nobody has.
    """

    key: str
    finding: Finding
    runs: Runs
    choice: Choice | None = None

    @property
    def refused(self) -> bool:
        """Whether it must not be printed."""
        return self.choice is not None and self.choice.decision is Verb.REFUSED


def load_choices(node: Node) -> tuple[Choice, ...]:
    """Read a file of choices.

    Raises:
        BadDefinition: A field (W110), a finding chosen for twice (W111).
    """
    choices = bind(_ChoiceFile, node, code="W110").suggestions
    seen: set[str] = set()
    problems = []
    for number, one in enumerate(choices):
        if one.finding in seen:
            problems.append(
                Problem(
                    code="W111",
                    place=node.at(("suggestions", number)).place,
                    what=f"'{one.finding}' is chosen for twice.",
                    remedy="Keep the choice that holds.",
                )
            )
        seen.add(one.finding)
    if problems:
        raise BadDefinition(*problems)
    return choices


def tell_all(teller: Teller, found: Sequence[Finding]) -> tuple[Told, ...]:
    """Return findings in words, the strongest first."""
    home = teller.book.context.area
    return tuple(
        Told(key=key_of(one, home=home), finding=one, runs=sentence(teller, one))
        for one in strongest_first(found)
    )


def settle(
    told: Mapping[K, tuple[Told, ...]],
    choices: Sequence[Choice],
    *,
    book: FigureBook,
    node: Node,
) -> dict[K, tuple[Told, ...]]:
    """Return suggestions with what was chosen for each.

    Args:
        told: Suggestions, by aim or whatever they are kept by.
        choices: Those of the paper.
        book: Makes the live figures of edited sentences.
        node: The file of choices, for places.

    Raises:
        BadDefinition: A choice for what nobody suggests (W112), words that cannot be
            filled (as `words.fill`) or are not one sentence's paragraph (W113).
    """
    known = [one.key for group in told.values() for one in group]
    problems: list[Problem] = []
    edited: dict[str, Runs] = {}
    for number, one in enumerate(choices):
        here = node.at(("suggestions", number))
        if one.finding not in known:
            problems.append(
                unknown_name(
                    code="W112",
                    place=here.at(("finding",)).place,
                    kind="suggestion of this paper",
                    name=one.finding,
                    known=known,
                    remedy="'copperplate suggest' lists them; figures that were revised suggest "
                    "other sentences.",
                )
            )
        elif one.words is not None:
            try:
                edited[one.finding] = _filled(one, book, here.at(("words",)).place)
            except Refusal as refusal:
                problems += refusal.problems
    if problems:
        raise BadDefinition(*problems)
    chosen = {one.finding: one for one in choices}
    return {
        name: tuple(
            replace(one, runs=edited.get(one.key, one.runs), choice=chosen.get(one.key))
            for one in group
        )
        for name, group in told.items()
    }


def edited_words(choices: Sequence[Choice], node: Node) -> tuple[Words, ...]:
    """Return the sentences that authors wrote themselves, as words with their places."""
    return tuple(
        _as_words(one, node.at(("suggestions", number, "words")).place)
        for number, one in enumerate(choices)
        if one.words is not None
    )


def _as_words(choice: Choice, place: Place) -> Words:
    front = Front(
        aim=choice.finding, voice=Voice.COMMENTARY, office=choice.office, date=choice.date
    )
    return Words(file=place.file, front=front, body=choice.words or "", first_line=place.line or 1)


def _filled(choice: Choice, book: FigureBook, place: Place) -> Runs:
    passages = fill(_as_words(choice, place), book).passages
    if len(passages) != 1 or passages[0].bulleted:
        raise BadDefinition(
            Problem(
                code="W113",
                place=place,
                what="The words of a suggestion are more than one paragraph.",
                remedy="Write one sentence or two; longer words belong into a file of words.",
            )
        )
    return passages[0].items[0]


def shown(told: Sequence[Told], most: int = MOST_OF_A_SORT) -> tuple[Told, ...]:
    """Return what is printed: all that was taken or edited, then the strongest, up to `most`."""
    chosen = [one for one in told if one.choice is not None and not one.refused]
    open_ones = [one for one in told if one.choice is None]
    kept = {one.key for one in chosen + open_ones[: max(0, most - len(chosen))]}
    return tuple(one for one in told if one.key in kept)
