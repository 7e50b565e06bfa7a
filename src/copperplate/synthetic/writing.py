"""Everything of a synthetic force into a folder: its extracts, its areas, its mapping, the truth.

Some quarters at a time, so that memory holds few of them whatever the force's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np

from copperplate.atomic import Staging, new_folder
from copperplate.engines.columns import write_columns
from copperplate.synthetic import outlines, places
from copperplate.synthetic.casualties import casualties
from copperplate.synthetic.complaints import complaints
from copperplate.synthetic.counts import as_csv, counts
from copperplate.synthetic.crimes import Crimes, draw_crimes
from copperplate.synthetic.days import Quarter, number_of
from copperplate.synthetic.extracts import SAID, columns_of
from copperplate.synthetic.funds import funds
from copperplate.synthetic.incidents import incidents
from copperplate.synthetic.lives import Lives, live
from copperplate.synthetic.stops import stops
from copperplate.synthetic.truth import Changes, changes_between, changes_of, truth_of
from copperplate.synthetic.victim_survey import victim_survey
from copperplate.synthetic.wave_survey import estimates, wave_survey
from copperplate.synthetic.world import World

READ_ON = (
    date(2013, 3, 14),
    date(2013, 5, 1),
    date(2013, 12, 31),
    date(2014, 2, 14),
    date(2014, 3, 14),
    date(2014, 5, 27),
)
"""The days the extracts of Brumshire are read on, at their end."""
_THREADS = 2
_IN_A_FILE = 1_000_000
"""Crimes a file holds at most, if a quarter has no more: a reader takes a while for each file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What was made of some quarters.

    Attributes:
        rows: How many crimes stand in each extract.
        between: How many changes lie between each two neighbouring extracts.
    """

    rows: tuple[int, ...]
    between: tuple[Changes, ...]


def synthesise(
    world: World, folder: Path, read_on: Sequence[date], *, others: Sequence[date]
) -> dict[date, int]:
    """Write a force into a folder that does not exist yet, whole or not at all.

    ``extracts/DAY/TABLE/`` is what was known of a table at the end of a day, a file or several,
    ``extracts/DAY/counts.csv`` the small counts; ``truth/truth.json`` is what was planted,
    ``truth/changes/`` every change of a crime, ``areas/`` the register and the outlines.

    Args:
        world: The force.
        folder: The folder.
        read_on: The days extracts are read on, in order.
        others: Those of the days that tables other than crimes are written for too; they know one
            size alone.

    Returns:
        Day to how many crimes its extract holds.

    Raises:
        AlreadyThere: There is something of this name.
    """
    with new_folder(folder) as staging, ThreadPoolExecutor(_THREADS) as threads:
        made = list(threads.map(lambda part: _part(world, part, staging, read_on), _parts(world)))
        for day in read_on:
            if day in others:
                _others(world, staging, day)
        rows = {day: sum(one.rows[place] for one in made) for place, day in enumerate(read_on)}
        between = [
            {kind: sum(one.between[place][kind] for one in made) for kind in first}
            for place, first in enumerate(made[0].between)
        ]
        staging.write("truth/truth.json", truth_of(world, read_on, rows, between).encode())
        staging.write("areas/register.csv", places.register().encode())
        for kind in outlines.KINDS:
            staging.write(f"areas/{kind.value}.geojson", outlines.geojson(kind).encode())
    return rows


def _others(world: World, staging: Staging, day: date) -> None:
    """Write the tables that no block of crimes bears on: nothing is changed in them later."""
    first, known_on = number_of(world.quarters[0].start), number_of(day)
    days = np.arange(first, known_on + 1)
    tables = {
        "incidents": incidents(world.seed, days),
        "stops": stops(world.seed, days),
        "casualties": casualties(world.seed, days),
        "complaints": complaints(world.seed, days, known_on),
        "funds": funds(world.seed, days),
        "wave_survey": wave_survey(world.seed, days),
        "victim_survey": victim_survey(world.seed, days, known_on),
    }
    for table, columns in tables.items():
        path = staging.path(f"extracts/{day}/{table}/{table}.parquet")
        write_columns(path, columns, said=SAID)
    small = (*counts(world.seed, days), *estimates(world.seed, days))
    staging.write(f"extracts/{day}/counts.csv", as_csv(small).encode())


def _parts(world: World) -> list[list[Quarter]]:
    """Return the quarters in parts of about as many crimes as fit a file well, in order."""
    parts: list[list[Quarter]] = []
    room = 0
    for quarter in world.quarters:
        crimes = sum(world.totals[quarter].values())
        if crimes > room:
            parts.append([])
            room = _IN_A_FILE
        parts[-1].append(quarter)
        room -= crimes
    return parts


def _part(
    world: World, quarters: Sequence[Quarter], staging: Staging, read_on: Sequence[date]
) -> Made:
    drawn = [draw_crimes(world, quarter) for quarter in quarters]
    lived = [live(world, *one) for one in zip(quarters, drawn, strict=True)]
    crimes, lives = _joined(drawn), _joined(lived)
    days, part = [number_of(day) for day in read_on], f"{quarters[0].start:%Y-%m}.parquet"
    rows = []
    for day, number in zip(read_on, days, strict=True):
        known = np.flatnonzero(lives.known(crimes, number))
        rows.append(len(known))
        if len(known):
            write_columns(
                staging.path(f"extracts/{day}/crimes/from-{part}"),
                columns_of(world, crimes, lives, known, number),
                said=SAID,
            )
    write_columns(
        staging.path(f"truth/changes/from-{part}"), changes_of(world, crimes, lives), said=SAID
    )
    between = [changes_between(crimes, lives, *pair) for pair in pairwise(days)]
    return Made(rows=tuple(rows), between=tuple(between))


Columns = TypeVar("Columns", Crimes, Lives)


def _joined(parts: Sequence[Columns]) -> Columns:
    """Return columns of several quarters as one."""
    joined = {
        one.name: np.concatenate([getattr(part, one.name) for part in parts], axis=-1)
        for one in fields(parts[0])
    }
    return type(parts[0])(**joined)
