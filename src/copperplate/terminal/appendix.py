"""What `appendix` prints: a plan's items under their objectives, each with its route in words."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from copperplate.inert import inert
from copperplate.narrative.routes import frequency_words, lead_words, route_words
from copperplate.plan import AppendixBlock, AppendixRow, Plan
from copperplate.terminal.answers import LINE
from copperplate.terminal.rows import as_rows, stamped

_COLUMNS = ("plan", "objective", "item", "title", "lead", "how_often", "route")


def appendix_as_text(plan: Plan, blocks: Sequence[AppendixBlock], stamps: Sequence[str]) -> str:
    """Return the items to read: title, lead and how often, then the papers one after another."""
    number = sum(len(block.rows) for block in blocks)
    lines = [*stamps, f"{plan.title}: {number} {'item' if number == 1 else 'items'}"]
    for block in blocks:
        lines += ["", _objective(block) or "Of no objective"]
        for row in block.rows:
            item = row.item
            lines += _wrapped(f"{item.id}  {item.title}", "  ", "      ")
            lead = lead_words(item) if item.lead else "lead not said"
            often = frequency_words(item) if item.reported else "how often not said"
            said = f"{lead}; {often}; {route_words(row)}"
            lines += _wrapped(said, "      ", "      ")
    return "\n".join(lines) + "\n"


def appendix_as_csv(plan: Plan, blocks: Sequence[AppendixBlock], stamps: Sequence[str]) -> str:
    """Return a row an item."""
    return as_rows(_COLUMNS, (tuple(map(inert, row)) for row in _rows(plan, blocks)), stamps)


def appendix_as_json(plan: Plan, blocks: Sequence[AppendixBlock], stamps: Sequence[str]) -> str:
    """Return an object: the plan, and its items with their routes in words and step by step."""
    routes = [_route(row) for block in blocks for row in block.rows]
    told = {
        "plan": plan.id,
        "title": plan.title,
        **stamped(stamps),
        "items": [
            {**dict(zip(_COLUMNS[1:], row[1:], strict=True)), "steps": steps}
            for row, steps in zip(_rows(plan, blocks), routes, strict=True)
        ],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _rows(plan: Plan, blocks: Sequence[AppendixBlock]) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        for row in block.rows:
            item = row.item
            words = (lead_words(item), frequency_words(item), route_words(row))
            yield (plan.id, _objective(block), item.id, item.title, *words)


def _objective(block: AppendixBlock) -> str:
    return "" if block.objective is None else block.objective.title


def _route(row: AppendixRow) -> list[dict[str, str | None]]:
    return [
        {
            "report": None if step.report is None else step.report.id,
            "due": None if step.due is None else step.due.iso,
            "note": step.note,
        }
        for step in row.steps
    ]


def _wrapped(text: str, first: str, later: str) -> list[str]:
    return textwrap.wrap(text, LINE, initial_indent=first, subsequent_indent=later)
