"""The truth about a synthetic force, written down: what was planted, and every change of a record.

What a tool finds is judged by it. Knows no tool.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from copperplate.engines.columns import NEVER, Coded, Column, Days, Numbered
from copperplate.periods import month
from copperplate.synthetic.crimes import Crimes, unit_weights
from copperplate.synthetic.lives import Lives
from copperplate.synthetic.other_plants import PLANTED, TableChange
from copperplate.synthetic.places import MARK, UNITS
from copperplate.synthetic.plants import YEAR, UnitChange
from copperplate.synthetic.survey_truth import surveys_of
from copperplate.synthetic.world import World

CHANGES = ("late", "reclassified", "cancelled")
_LATE, _RECLASSIFIED, _CANCELLED = range(3)
CRIME_FIGURES = 9
"""Figures of a crime's number, as extracts write it after a B."""

Changes = Mapping[str, int]


def truth_of(
    world: World, read_on: Sequence[date], rows: Mapping[date, int], between: Sequence[Changes]
) -> str:
    """Return the truth as JSON.

    Args:
        world: The force.
        read_on: The days its extracts were read on, in order.
        rows: Day to the crimes its extract holds.
        between: Of each two neighbouring days, how many changes of each kind lie between them.
    """
    names = {unit.code: unit.name for unit in UNITS}
    told = {
        "mark": MARK,
        "seed": world.seed,
        "planted": [*_of_units(world), *_of_groups(world), *_of_markers(world), *_of_shares(world)],
        # Whatever is planted among crimes; the other tables know no plants but their own.
        "other_tables": [_dated(one) for one in PLANTED],
        "surveys": surveys_of(world.seed, read_on[-1]),
        "noise": [{"unit": code, "name": names[code]} for code in world.plants.noise],
        "questions": _questions(world),
        "extracts": [{"read_on": day.isoformat(), "crimes": rows[day]} for day in read_on],
        "between": [
            {"from": one.isoformat(), "to": other.isoformat(), **changes}
            for (one, other), changes in zip(pairwise(read_on), between, strict=True)
        ],
        "totals": {
            quarter.start.isoformat(): dict(cells) for quarter, cells in world.totals.items()
        },
    }
    return json.dumps(told, indent=1) + "\n"


def changes_of(world: World, crimes: Crimes, lives: Lives) -> dict[str, Column]:
    """Return every change of crimes as columns: which crime, the kind, the day, the codes."""
    late = np.flatnonzero(lives.entered > crimes.recorded)
    moved = np.flatnonzero(lives.reclassified != NEVER)
    gone = np.flatnonzero(lives.cancelled != NEVER)
    rows = np.concatenate([late, moved, gone])
    kinds = np.repeat(
        np.array([_LATE, _RECLASSIFIED, _CANCELLED]), [len(late), len(moved), len(gone)]
    )
    none = len(world.offences)
    before = np.full(len(rows), none)
    before[kinds == _RECLASSIFIED] = lives.taken_for[moved]
    after = np.full(len(rows), none)
    after[kinds == _RECLASSIFIED] = crimes.offence[moved]
    day = np.concatenate([lives.entered[late], lives.reclassified[moved], lives.cancelled[gone]])
    codes = (*world.offences, None)
    return {
        "crime_ref": Numbered("B", crimes.number[rows], CRIME_FIGURES),
        "kind": Coded(kinds.astype(np.uint8), CHANGES),
        "recorded": Days(crimes.recorded[rows]),
        "changed": Days(day),
        "from_code": Coded(before, codes),
        "to_code": Coded(after, codes),
    }


def changes_between(crimes: Crimes, lives: Lives, one: int, other: int) -> Changes:
    """Return how many changes two extracts, read at the ends of two days, differ by, by kind."""
    then, now = lives.known(crimes, one), lives.known(crimes, other)
    before, after = lives.offence(crimes, one), lives.offence(crimes, other)
    counts = (
        now & ~then & (crimes.recorded <= one),
        now & then & (before != after),
        then & ~now,
    )
    return {kind: int(found.sum()) for kind, found in zip(CHANGES, counts, strict=True)}


def _dated(change: TableChange) -> dict[str, Any]:
    told = asdict(change)
    start: date = told.pop("start")
    return {**told, "from": start.isoformat()}


def _of_units(world: World) -> list[dict[str, Any]]:
    return [
        {
            "id": change.id,
            "kind": change.kind,
            "unit": change.unit,
            "offence_groups": list(change.groups),
            "from": change.start.isoformat(),
            "to": change.end.isoformat() if change.end else None,
            "percent": change.percent,
            "a_month": _levels(world, change),
            "why": change.why,
        }
        for change in world.plants.units
    ]


def _levels(world: World, change: UnitChange) -> dict[str, float | None]:
    """Return how many a month are expected of the unit before it, while it lasts, and after."""
    place = [unit.code for unit in UNITS].index(change.unit)
    found: dict[str, list[float]] = {"before": [], "while": [], "after": []}
    for quarter, start in ((one, start) for one in world.quarters for start in one.months):
        when = "before" if start < change.start else "while"
        if change.end and start >= change.end:
            when = "after"
        expected = sum(
            world.totals[quarter].get(group, 0) / 3 * unit_weights(world, group, start)[place]
            for group in change.groups
        )
        found[when].append(expected / 1_000_000)
    # A year on either side says what is near it; a level of 2006 does not.
    near = {"before": found["before"][-12:], "while": found["while"], "after": found["after"][:12]}
    return {when: round(sum(of) / len(of), 1) if of else None for when, of in near.items()}


def _of_groups(world: World) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "kind": "carried",
            "unit": one.unit,
            "offence_groups": [one.group],
            "offence": one.offence,
            "from": one.start.isoformat(),
            "to": None,
            "crimes": {
                quarter.start.isoformat(): world.carried(quarter, one.group)
                for quarter in world.quarters
                if quarter.start >= YEAR
            },
            "why": one.why,
        }
        for one in world.plants.carried
    ]


def _of_markers(world: World) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "marker": one.marker,
            "offence_groups": list(one.groups),
            "from": one.start.isoformat(),
            "to": None,
            "percent": one.percent,
            "rise_in_harm": False,
            "why": one.why,
        }
        for one in world.plants.markers
    ]


def _of_shares(world: World) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "kind": "share",
            "what": one.name,
            "from": YEAR.isoformat(),
            "percent": one.percent,
            "why": one.why,
        }
        for one in world.plants.shares
    ]


def _questions(world: World) -> list[dict[str, str]]:
    """Return what may be asked of the force, with the answers."""
    names = {unit.code: unit.name for unit in UNITS}
    found = []
    for one in world.plants.carried:
        found.append(
            {
                "about": one.id,
                "question": f"Which unit and which offence made {_words(one.group)} rise, since "
                "when, and is it a step?",
                "answer": f"{names[one.unit]} ({one.unit}), offence {one.offence}, since "
                f"{_month(one.start)}; it is a step.",
            }
        )
    for change in world.plants.units:
        groups = " and ".join(map(_words, change.groups))
        until = f" until the end of the month before {_month(change.end)}" if change.end else ""
        answer = (
            f"It did nothing: {change.why}"
            if not change.percent
            else f"{change.percent:+d} % from {_month(change.start)}{until}: {change.why}"
        )
        found.append(
            {
                "about": change.id,
                "question": f"What changed in {groups} in {names[change.unit]}, and when?",
                "answer": answer,
            }
        )
    for marker in world.plants.markers:
        found.append(
            {
                "about": marker.id,
                "question": f"Since {_month(marker.start)} more crimes are marked "
                f"{_words(marker.marker)}: is more harm done?",
                "answer": f"No: {marker.why}",
            }
        )
    return found


def _words(name: str) -> str:
    return name.replace("_", " ")


def _month(day: date) -> str:
    return str(month(day.year, day.month))
