"""Search by words over what the reader may see: measures, areas, plan items, papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from copperplate.narrative.routes import lead_words
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Page
from copperplate.portal.rights import Right

MOST = 50
LONGEST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One thing with the words looked for.

    Attributes:
        kind: What it is, in a word.
        title: Its name.
        beside: What else helps to tell it.
        known_by: What else it is found by, and not printed.
        address: Where it is.
    """

    kind: str
    title: str
    beside: str
    address: str
    known_by: str = ""


def search(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return what holds every word asked for, names before texts."""
    text = " ".join(query.get("q", "").split())[:LONGEST]
    words = text.casefold().split()
    found = _ranked(_all(desk), words) if words else []
    return Page(
        template="search.html",
        title=f"Search: {text}" if text else "Search",
        said={"text": text, "found": found[:MOST], "count": len(found), "most": MOST},
    )


def _ranked(everything: Iterable[Found], words: list[str]) -> list[Found]:
    in_title, in_text = [], []
    for one in everything:
        title, beside = one.title.casefold(), f"{one.beside} {one.known_by}".casefold()
        if all(word in title for word in words):
            in_title.append(one)
        elif all(word in title or word in beside for word in words):
            in_text.append(one)
    return in_title + in_text


def _all(desk: Desk) -> Iterator[Found]:
    for measure in desk.measures():
        yield Found(
            kind="Measure",
            title=measure.title,
            beside=measure.question,
            address=f"/measures/{measure.id}/",
            known_by=f"{measure.id} {measure.definition}",
        )
    for area in desk.areas():
        yield Found(
            kind="Area",
            title=area.name,
            beside=f"{area.kind.value.replace('-', ' ').capitalize()}, {area.code}",
            address=f"/areas/{quote(area.code)}/",
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
                known_by=item.id,
            )
    for name in desk.papers():
        paper = desk.workspace.paper(name)
        yield Found(kind="Paper", title=paper.title, beside=name, address=f"/papers/{name}/")
