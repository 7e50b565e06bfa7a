"""What `registers` prints: a line a register, a register's table, what an import changes.

Also a register as the CSV or workbook that `registers import` reads back. Computes nothing.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from copperplate.inert import inert
from copperplate.narrative.registers import facts, standing_words
from copperplate.periods import long_date
from copperplate.pipeline import Kept, Taken
from copperplate.plan.registers import Entry, Fund, Standing, Stood, columns, row
from copperplate.terminal.answers import LINE
from copperplate.terminal.rows import as_rows, stamped

_COUNTED = ("register", "kind", "title", "entries", "open", "overdue", "to")
_UNJUDGED = "No release says what day it is, so nothing is called overdue; give one with --to DATE."
_GAP = "  "
_NARROWEST = 40  # of the column that holds titles and what is said of them


def registers_as_text(kept: Sequence[Kept]) -> str:
    """Return one line a register: how many entries, how many open, how many overdue."""
    if not kept:
        return "This workspace holds no registers; one is a file registers/NAME.yaml.\n"
    rows: list[tuple[str, ...]] = [("Register", "Entries", "Open", "Overdue", "")]
    rows += [(one.name, *map(_said, _counts(one)), one.register.title) for one in kept]
    lines = _aligned(rows, numeric=(1, 2, 3))
    return "\n".join([*_head(kept[0]), *lines]) + "\n"


def registers_as_csv(kept: Sequence[Kept]) -> str:
    """Return one row a register; `overdue` is empty where no day is known."""
    stamps = kept[0].synthetic if kept else ()
    rows = (
        (one.name, one.register.kind.value, inert(one.register.title), *_counts(one), one.to)
        for one in kept
    )
    return as_rows(_COUNTED, rows, stamps)


def registers_as_json(kept: Sequence[Kept]) -> str:
    """Return an object a register; `overdue` is null where no day is known."""
    told = [
        {
            "register": one.name,
            "kind": one.register.kind.value,
            "title": one.register.title,
            **stamped(one.synthetic),
            **dict(zip(("entries", "open", "overdue"), _counts(one), strict=True)),
            "to": None if one.to is None else one.to.isoformat(),
        }
        for one in kept
    ]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def register_as_text(kept: Kept) -> str:
    """Return a register's table, overdue entries first."""
    entries, unclosed, overdue = map(_said, _counts(kept))
    count = f"{entries} {'entry' if entries == '1' else 'entries'}, {unclosed} open"
    head = [
        *_head(kept),
        f"{kept.register.title} ({kept.register.kind.value}): {count}"
        + (f", {overdue} overdue." if kept.to is not None else "."),
        "",
    ]
    heading = ("Stands", "Due", "Id", "Entry")
    short = [(standing_words(one), _due(one.entry), one.entry.id) for one in kept.stood]
    widths = [max(map(len, column)) for column in zip(heading[:3], *short, strict=True)]
    room = max(LINE - sum(widths) - len(_GAP) * len(widths), _NARROWEST)
    rows: list[tuple[str, ...]] = [heading]
    for first, stood in zip(short, kept.stood, strict=True):
        told = _told(kept, stood, room)
        rows += [(*first, told[0]), *(("", "", "", line) for line in told[1:])]
    return "\n".join([*head, *_aligned(rows)]) + "\n"


def register_as_csv(kept: Kept) -> str:
    """Return a register's rows: where each stands, then every field, lists in one cell."""
    names = columns(kept.register.kind)
    rows = ((one.standing.value, one.days or "", *_cells(one.entry, names)) for one in kept.stood)
    return as_rows(("standing", "days_overdue", *names), rows, kept.synthetic)


def register_as_json(kept: Kept) -> str:
    """Return a register with every field of its entries and where each stands."""
    told = {
        "register": kept.name,
        "kind": kept.register.kind.value,
        "title": kept.register.title,
        **stamped(kept.synthetic),
        "to": None if kept.to is None else kept.to.isoformat(),
        "entries": [
            {
                "standing": one.standing.value,
                "days_overdue": one.days if one.standing is Standing.OVERDUE else None,
                **_plain(one.entry),
            }
            for one in kept.stood
        ],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def register_as_table(kept: Kept) -> str:
    """Return a register as the CSV that comes back as the same entries, in the file's order."""
    names = columns(kept.register.kind)
    rows = (_cells(entry, names) for entry in kept.register.entries)
    return as_rows(names, rows, kept.synthetic)


def register_as_workbook(kept: Kept) -> bytes:
    """Return the same as an XLSX workbook."""
    from copperplate.render.workbook import workbook

    names = columns(kept.register.kind)
    rows = [_cells(entry, names) for entry in kept.register.entries]
    return workbook(kept.register.title, names, rows, kept.synthetic)


def taken_as_text(taken: Taken) -> str:
    """Return what an import changes, and whether it was written."""
    found = taken.changes
    lines = list(taken.synthetic)
    lines += [f"added    {identity}" for identity in found.added]
    lines += [f"gone     {identity}" for identity in found.gone]
    for one in found.changed:
        lines.append(f"changed  {one.entry}, {one.field}")
        for label, said in (("was", one.before), ("now", one.after)):
            start = f"{'':9}{label}: "
            lines += textwrap.wrap(
                said or "nothing said",
                LINE,
                initial_indent=start,
                subsequent_indent=" " * len(start),
            )
    lines += ["moved    entries stand in another order"] * found.moved
    if not found.any and not taken.written:
        lines.append(f"Nothing to do: {taken.file} holds exactly this already.")
    elif taken.written:
        lines.append(f"Wrote {taken.file}.")
    else:
        lines.append(f"Nothing is written yet; --accept writes {taken.file}.")
    return "\n".join(lines) + "\n"


def _counts(kept: Kept) -> tuple[int, int, int | None]:
    """Return how many entries there are, are open, are overdue; None where no day is known."""
    overdue = kept.count(Standing.OVERDUE)
    return (
        len(kept.stood),
        kept.count(Standing.OPEN, Standing.OVERDUE),
        None if kept.to is None else overdue,
    )


def _said(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _head(kept: Kept) -> list[str]:
    judged = _UNJUDGED if kept.to is None else f"As at {long_date(kept.to)}."
    return [*kept.synthetic, judged, ""]


def _told(kept: Kept, stood: Stood, room: int) -> list[str]:
    """Return an entry in lines: its title, then its owner and what its kind has to tell."""
    entry = stood.entry
    said = "; ".join(one for one in (entry.owner, facts(entry, kept.areas)) if one)
    return [
        line
        for text in (entry.title, said)
        for line in textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    ]


def _due(entry: Entry) -> str:
    return "" if entry.due is None else long_date(entry.due)


def _cells(entry: Entry, names: Sequence[str]) -> list[str | int]:
    return [inert(one) if isinstance(one, str) else one for one in row(entry, names)]


def _plain(entry: Entry) -> dict[str, Any]:
    """Return an entry's fields as JSON has them; a period in words."""
    told = entry.model_dump(mode="json", exclude={"year"})
    return told | ({"year": str(entry.year)} if isinstance(entry, Fund) else {})


def _aligned(rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> list[str]:
    """Return rows as lines under a heading and a rule."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        _GAP.join(
            cell.rjust(width) if at in numeric else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]
