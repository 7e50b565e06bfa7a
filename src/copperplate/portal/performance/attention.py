"""What needs attention: the news of all charts, the strongest first, each once."""

from __future__ import annotations

from collections.abc import Mapping

from copperplate import terminal
from copperplate.narrative.runs import plain
from copperplate.portal.asked import asked_of, choices
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page

# What somebody reads before they turn to what they came for; the rest stands below.
FIRST = 12


def attention(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the ranked list, and how long it would be by chance alone."""
    asked = asked_of(desk, query)
    found = desk.attention(asked.area, to=asked.to, known=asked.known)
    setter = Setter()
    words = setter.words
    entries = [
        {
            "measure": one.measure.title,
            "area": one.area.name,
            "address": asked.address(f"/measures/{one.measure.id}/", area=one.area.code),
            # What stands further down is read in words; its figures open on the measure's page.
            "said": words(one.told.runs) if place < FIRST else plain(one.told.runs),
            "beside": [words(said) if place < FIRST else plain(said) for said in one.beside],
        }
        for place, one in enumerate(found.entries)
    ]
    return Page(
        template="attention.html",
        title=f"What needs attention in {asked.area.name}",
        synthetic=found.synthetic,
        said={
            **choices(desk, asked),
            "count": f"{len(entries):,}",
            "by_chance": words(found.by_chance),
            "first": entries[:FIRST],
            "rest": entries[FIRST:],
            "policy": found.policy.statement,
            "csv": asked.address("/attention.csv"),
            "entries": setter.end(),
        },
    )


def attention_csv(desk: Desk, query: Mapping[str, str]) -> Download:
    """Return the same list as rows for a spreadsheet."""
    asked = asked_of(desk, query)
    found = desk.attention(asked.area, to=asked.to, known=asked.known)
    body = terminal.attention_as_csv(found).encode()
    return Download(
        name=f"attention-{asked.area.code}.csv", media="text/csv; charset=utf-8", body=body
    )
