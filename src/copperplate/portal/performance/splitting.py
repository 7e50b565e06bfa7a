"""What a measure is made of: what made it change, and a split of it with its table.

Asks the desk for parts that are counted and worded already; ranks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from copperplate import terminal
from copperplate.errors import Refusal
from copperplate.measures import Measure
from copperplate.narrative.part_names import column_name
from copperplate.periods import PeriodKind, year_to_date
from copperplate.pipeline import BrokenDown
from copperplate.pipeline.counting import newest
from copperplate.portal.asked import Asked, asked_of, choices
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page
from copperplate.portal.performance.measures import (
    CSV,
    crumbs_of,
    drivers_of,
    of_records,
    splits_of,
)
from copperplate.portal.plain_words import why_of
from copperplate.render.html_markup import Markup
from copperplate.sources.release import known_on

# Of each column: what gave most of the change, and where it rose most.
_SAID_OF_A_COLUMN = 2
TO_DATE, YEAR = PeriodKind.YEAR_TO_DATE, PeriodKind.YEAR_ENDING
_WORDS = {TO_DATE: "This year to date", YEAR: "The last twelve months"}
# Of a year that has just begun, the same days of the year before may lie after what changed: until
# half of it has gone, what made a measure change is told of twelve months.
_HALF_A_YEAR = 183


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """What is compared: a span of days, each time with the same a year before.

    Attributes:
        kind: Its shape; None for the only one there is.
        asked: As an address names it; empty where none needs to.
        offered: The shapes to choose from; none where there is nothing to choose.
    """

    kind: PeriodKind | None
    asked: str
    offered: tuple[PeriodKind, ...]

    def others(self, asked: Asked, path: str) -> list[dict[str, object]]:
        """Return the spans to choose from, each with its address."""
        return [
            {
                "words": _WORDS[kind],
                "address": asked.address(path, period=kind.value),
                "here": kind is self.kind,
            }
            for kind in self.offered
        ]


def span_of(
    desk: Desk,
    asked: Asked,
    found: Measure,
    named: str | None,
    *,
    usual: PeriodKind | None = None,
) -> Span:
    """Return the span that an address names, or the usual one.

    Args:
        desk: Of the reader.
        asked: What the page is of.
        found: The measure.
        named: What the address says.
        usual: The span where it says none; by default the year to date once half of it has gone.

    Raises:
        Http404: It names no span.
    """
    offered = tuple(kind for kind in _WORDS if kind in found.periods)
    named = named or None
    if named is not None and named not in {kind.value for kind in _WORDS}:
        raise Http404
    if len(offered) < 2:
        return Span(kind=None, asked="", offered=())
    held_to = newest(known_on(desk.workspace.releases, asked.known))
    begun = year_to_date(min(asked.to or held_to, held_to)).days <= _HALF_A_YEAR
    kind = PeriodKind(named) if named is not None else usual or (YEAR if begun else TO_DATE)
    return Span(kind=kind, asked=kind.value, offered=offered)


def drivers(desk: Desk, query: Mapping[str, str], identity: str) -> Page:
    """Return what made a measure change, by the columns that readers ask for first."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    columns = drivers_of(found, asked.area)
    if not columns:
        raise Http404
    span = span_of(desk, asked, found, query.get("period"))
    setter = Setter()
    parts: list[dict[str, object]] = []
    whole: Markup | None = None
    for column in columns:
        address = asked.address(f"/measures/{found.id}/by/{column}/", period=span.asked)
        name = column_name(column).lower()
        try:
            broken = desk.breakdown(
                found, asked.area, by=column, kind=span.kind, to=asked.to, known=asked.known
            )
        except Refusal as refusal:
            parts.append({"name": name, "why": why_of(refusal, desk)})
            continue
        # Every split begins with the same sentence, of the whole.
        first, *others = broken.sentences
        whole = whole or setter.words(first)
        said = [setter.words(one) for one in others[:_SAID_OF_A_COLUMN]]
        if not said:
            continue  # one part alone says nothing of what changed
        parts.append({"name": name, "address": address, "sentences": said})
    return Page(
        template="drivers.html",
        title=f"What made {found.short} change",
        crumbs=crumbs_of(asked, found),
        synthetic=desk.workspace.register.stamps([asked.area.code]),
        said={
            **choices(desk, asked),
            "spans": span.others(asked, f"/measures/{found.id}/drivers/"),
            "whole": whole,
            "parts": parts,
            "entries": setter.end(),
        },
    )


def breakdown(desk: Desk, query: Mapping[str, str], identity: str, column: str) -> Page:
    """Return what makes a measure up, in a span beside the same span a year before."""
    asked, found, span, broken = _split(desk, query, identity, column)
    setter, table = Setter(), broken.table
    return Page(
        template="breakdown.html",
        title=table.title,
        crumbs=crumbs_of(asked, found),
        synthetic=table.evidence.synthetic,
        said={
            **choices(desk, asked),
            "spans": span.others(asked, f"/measures/{found.id}/by/{column}/"),
            "identity": found.id,
            "sentences": [setter.words(one) for one in broken.sentences],
            "table": table,
            "headings": list(table.columns.values()),
            "rows": [
                {
                    "name": row.name,
                    "address": _area_address(desk, asked, found, row.said),
                    "whole": row.kind.value == "whole",
                    "cells": [setter.figure(row.figures[one]) for one in table.columns],
                }
                for row in table.rows
            ],
            "policy": table.policy.statement,
            "others": [
                (
                    column_name(name).lower(),
                    asked.address(f"/measures/{found.id}/by/{name}/", period=span.asked),
                )
                for name in splits_of(found, asked.area)
                if name != column
            ],
            "csv": asked.address(f"/measures/{found.id}/by/{column}.csv", period=span.asked),
            "entries": setter.end(),
        },
    )


def _area_address(desk: Desk, asked: Asked, found: Measure, said: Mapping[str, object]) -> str:
    """Return where the same measure of a part stands, where the part is an area that is held."""
    codes = {area.code for area in desk.areas()}
    for value in said.values():
        if isinstance(value, str) and value in codes:
            return asked.address(f"/measures/{found.id}/", area=value)
    return ""


def breakdown_csv(desk: Desk, query: Mapping[str, str], identity: str, column: str) -> Download:
    """Return the same parts as rows for a spreadsheet."""
    asked, found, _, broken = _split(desk, query, identity, column)
    name = f"{found.id}-by-{column}-{asked.area.code}.csv"
    return Download(name=name, media=CSV, body=terminal.breakdown_as_csv(broken).encode())


def _split(
    desk: Desk, query: Mapping[str, str], identity: str, column: str
) -> tuple[Asked, Measure, Span, BrokenDown]:
    """Return what an address asks to be split, and how it splits."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    if not of_records(found) or column not in found.breakdowns:
        raise Http404
    span = span_of(desk, asked, found, query.get("period"), usual=TO_DATE)
    broken = desk.breakdown(
        found, asked.area, by=column, kind=span.kind, to=asked.to, known=asked.known
    )
    return asked, found, span, broken
