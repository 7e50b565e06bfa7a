"""The list of measures by subject, each below what it is part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from copperplate.measures import CountMeasure, Measure
from copperplate.portal.asked import asked_of, choices
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Page

# More measures than this are folded away under their subjects, and a collection of more is divided.
_FOLDED = 25
_DEEPEST = 2  # as far as parts are set in; deeper ones stand where these do


def measures(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the list of measures by subject."""
    asked = asked_of(desk, query)
    book = tuple(desk.measures())
    groups = [
        {
            "title": title,
            "measures": [
                {
                    "title": one.title,
                    "question": one.question,
                    "address": asked.address(f"/measures/{one.id}/"),
                    "below": min(below, _DEEPEST),
                }
                for one, below in found
            ],
        }
        for title, found in by_subject(book)
    ]
    return Page(
        template="measures.html",
        title="Measures",
        synthetic=desk.workspace.register.stamps([asked.area.code]),
        said={
            **choices(desk, asked),
            "groups": groups,
            "many": len(book),
            "folded": len(book) > _FOLDED,
        },
    )


def by_subject(book: Sequence[Measure]) -> list[tuple[str, list[tuple[Measure, int]]]]:
    """Return measures by subject, each below what it is part of, with how deep.

    A subject is a collection; of a large one, what its measures count.
    """
    many = Counter(one.collection for one in book)
    subjects: dict[str, list[Measure]] = {}
    for one in book:
        kind = f": {_counts(one)}" if many[one.collection] > _FOLDED else ""
        subjects.setdefault(f"{one.collection}{kind}", []).append(one)
    return [
        (f"{title[:1].upper()}{title[1:]}", _as_tree(found))
        for title, found in sorted(subjects.items())
    ]


def _counts(one: Measure) -> str:
    if not isinstance(one, CountMeasure):
        return "shares and rates"
    if one.table == "crimes" and one.dated_by == "outcome":
        return "outcomes"
    return one.table.replace("_", " ")


def _as_tree(found: Sequence[Measure]) -> list[tuple[Measure, int]]:
    """Return measures by title, each after what it is part of, where that is among them."""
    there = {one.id: one for one in found}

    def above(one: Measure) -> tuple[Measure, ...]:
        parent = there.get(one.parent or "")
        return (*(() if parent is None else above(parent)), one)

    chains = sorted(map(above, found), key=lambda chain: [one.title for one in chain])
    return [(chain[-1], len(chain) - 1) for chain in chains]
