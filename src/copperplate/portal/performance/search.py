"""Search by words over what the reader may see: measures, areas, plan items, papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from copperplate.narrative.routes import lead_words
from copperplate.periods import long_date
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Page
from copperplate.portal.rights import Right

MOST = 50
LONGEST = 100
KINDS = {"Measure": "Measures", "Area": "Areas", "Plan item": "Plan items", "Paper": "Papers"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One thing with the words looked for.

    Attributes:
        kind: What it is, in a word.
        title: Its name.
        beside: What else helps to tell it.
        name: What else it is called: an id, a code.
        known_by: What else it is found by, and not printed.
        address: Where it is.
    """

    kind: str
    title: str
    beside: str
    address: str
    name: str = ""
    known_by: str = ""


def search(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return what holds every word asked for, by its kind, the nearest first."""
    text = " ".join(query.get("q", "").split())[:LONGEST]
    found = ranked(_all(desk), text)
    shown = found[:MOST]
    # Kinds in the order of their nearest, so that an exact name stands first of all.
    kinds = dict.fromkeys(one.kind for one in shown)
    return Page(
        template="search.html",
        title=f"Search: {text}" if text else "Search",
        said={
            "text": text,
            "groups": [(KINDS[kind], [one for one in shown if one.kind == kind]) for kind in kinds],
            "count": len(found),
            "most": MOST,
            "may_plan": desk.may(Right.PLAN),
        },
    )


def ranked(everything: Iterable[Found], text: str) -> list[Found]:
    """Return what holds every word of a text, nearest first, otherwise in the order given.

    First what is named by the text itself; then names that begin with it, by the alphabet; then
    names that hold all of its words; then what holds them in its name and what is said of it
    together.
    """
    asked = _spelt(text)
    words = asked.split()
    if not words:
        return []
    nearness: list[list[Found]] = [[], [], [], []]
    for one in everything:
        title, name = _spelt(one.title), _spelt(one.name)
        beside = _spelt(f"{one.beside} {one.known_by} {one.name}")
        if asked in (title, name):
            nearness[0].append(one)
        elif title.startswith(asked):
            nearness[1].append(one)
        elif all(word in title for word in words):
            nearness[2].append(one)
        elif all(word in title or word in beside for word in words):
            nearness[3].append(one)
    # "Burglary dwelling" before "Burglary dwelling, detected".
    nearness[1].sort(key=lambda one: _spelt(one.title))
    return [one for found in nearness for one in found]


def _spelt(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _all(desk: Desk) -> Iterator[Found]:
    for measure in desk.measures():
        yield Found(
            kind="Measure",
            title=measure.title,
            beside=measure.question,
            address=f"/measures/{measure.id}/",
            name=measure.id,
            known_by=measure.definition,
        )
    for area in desk.areas():
        yield Found(
            kind="Area",
            title=area.name,
            beside=f"{area.kind.value.replace('-', ' ').capitalize()}, {area.code}",
            address=f"/areas/{quote(area.code)}/",
            name=area.code,
        )
    if not desk.may(Right.PLAN):
        return
    for plan in desk.workspace.plans:
        for item in plan.all_items:
            yield Found(
                kind="Plan item",
                title=item.title,
                beside=f"{plan.title}, {lead_words(item)}",
                address=f"/plans/{quote(plan.id)}/{quote(item.id)}/",
                name=item.id,
            )
    for name in desk.papers():
        paper = desk.workspace.paper(name)
        yield Found(
            kind="Paper",
            title=paper.title,
            beside=f"{paper.board}, {long_date(paper.meeting)}",
            address=f"/papers/{name}/",
            name=name,
        )
