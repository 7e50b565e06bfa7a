"""What `attention` prints: the news of control charts, and how much of it chance alone would make.

Text from what disclosure let through; computes nothing.
"""

from __future__ import annotations

import json
import textwrap
from typing import Any

from copperplate.findings.attention import begun
from copperplate.narrative.runs import FigureRun, plain
from copperplate.pipeline import Attention, AttentionEntry
from copperplate.series import Figure
from copperplate.terminal.answers import LINE, whole
from copperplate.terminal.rows import as_rows, stamped

COLUMNS = (
    *("place", "measure", "area", "area_name", "finding", "turn", "since", "sentence"),
    *("also_in", "carried_by", "charts", "expected_by_chance"),
)
"""Of the CSV, in order."""


def attention_as_text(found: Attention) -> str:
    """Return a numbered list of sentences, the strongest first."""
    head = [
        *found.synthetic,
        f"What needs attention: {found.area.name} ({found.area.code})",
        f"For: {found.audience.value}. Policy: {found.policy.name}.",
        found.policy.statement,
        "",
        plain(found.by_chance),
    ]
    lines = [part for line in head for part in (textwrap.wrap(line, LINE) or [""])]
    margin = len(f"{len(found.entries):,}") + 2
    for place, one in enumerate(found.entries, start=1):
        lines.append("")
        lines += textwrap.wrap(
            _said(one),
            LINE,
            initial_indent=f"{place:,}".ljust(margin),
            subsequent_indent=" " * margin,
            break_on_hyphens=False,
        )
    if not found.entries:
        lines += ["", "Nothing does."]
    return "\n".join(lines) + "\n"


def attention_as_json(found: Attention) -> str:
    """Return one object: how many charts, how many entries by chance, and the entries."""
    told = {
        "area": found.area.code,
        "audience": found.audience.value,
        "policy": found.policy.name,
        **stamped(found.synthetic),
        "charts": whole(found.charts.value),
        "expected_by_chance": found.expected.value,
        "by_chance": plain(found.by_chance),
        "entries": [_as_object(one) for one in found.entries],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def attention_as_csv(found: Attention) -> str:
    """Return a line an entry; every line says how many charts chance had."""
    return as_rows(
        COLUMNS,
        (
            (
                place,
                one.measure.id,
                one.area.code,
                one.area.name,
                one.noted.finding.kind,
                one.noted.finding.turn.value,
                begun(one.noted.finding).iso,
                _said(one),
                " ".join(area.code for area in one.also),
                "" if one.carried_by is None else one.carried_by.code,
                whole(found.charts.value),
                found.expected.value,
            )
            for place, one in enumerate(found.entries, start=1)
        ),
        found.synthetic,
    )


def _as_object(one: AttentionEntry) -> dict[str, Any]:
    return {
        "measure": one.measure.id,
        "area": one.area.code,
        "finding": one.told.key,
        "kind": one.noted.finding.kind,
        "turn": one.noted.finding.turn.value,
        "since": begun(one.noted.finding).iso,
        "sentence": plain(one.told.runs),
        "beside": [plain(said) for said in one.beside],
        "also_in": [area.code for area in one.also],
        "carried_by": None if one.carried_by is None else one.carried_by.code,
        "figures": [
            {
                "name": figure.name,
                "value": whole(figure.value),
                "text": figure.text,
                "unit": figure.unit.heading,
                "periods": [period.iso for period in figure.provenance.periods],
                "releases": [note.identity for note in figure.provenance.releases],
            }
            for figure in _figures_of(one)
        ],
    }


def _said(one: AttentionEntry) -> str:
    return " ".join(map(plain, (one.told.runs, *one.beside)))


def _figures_of(one: AttentionEntry) -> list[Figure]:
    said = (one.told.runs, *one.beside)
    return [run.figure for runs in said for run in runs if isinstance(run, FigureRun)]
