"""The crimes of a synthetic force counted in their final state, as evidence for the tools.

By month, unit and offence group; and the year to date beside the same days a year before. Asks
nothing of the counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from copperplate.areas import AreaRegister, read_register
from copperplate.compare import Average
from copperplate.disclosure import POLICIES, Audience, Publishable, publish
from copperplate.findings.finding import Finding
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import Period, month, year_to_date
from copperplate.reference.severity import severity_weights
from copperplate.series.evidence import About, Evidence
from copperplate.series.model import SeriesSet
from copperplate.series.units import OFFENCES
from copperplate.synthetic.crimes import draw_crimes
from copperplate.synthetic.days import number_of, quarters_between
from copperplate.synthetic.places import FORCE_CODE, MARK, PRIORITY_AREAS, UNITS, register
from copperplate.synthetic.truth import truth_of
from copperplate.synthetic.world import FIRST, World
from copperplate.synthetic.writing import READ_ON

MONTHS = tuple(start for one in quarters_between(FIRST, date(2014, 3, 31)) for start in one.months)
"""First days of the months charted: eight years of them."""
TO = date(2014, 3, 14)
SPANS = (year_to_date(TO), year_to_date(TO).back(1))
CODES = tuple(unit.code for unit in UNITS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Counts:
    """What a force recorded, in the end.

    Attributes:
        groups, offences, markers: What the axes below count along.
        group_of: Of each offence.
        monthly: Shape (n_units, n_groups, n_months).
        harm: By the weights of the severity score. Shape (n_groups, n_months).
        marked: Shape (n_markers, n_groups, n_months).
        parts: In `SPANS`. Shape (2, n_units, n_offences).
        marked_parts: Shape (2, n_markers, n_groups).
        shares: In `SPANS`, crimes that name a company and crimes in priority areas, by name.
    """

    groups: tuple[str, ...]
    offences: tuple[str, ...]
    markers: tuple[str, ...]
    group_of: tuple[str, ...]
    monthly: np.ndarray
    harm: np.ndarray
    marked: np.ndarray
    parts: np.ndarray
    marked_parts: np.ndarray
    shares: Mapping[str, tuple[int, int]]

    def of(self, unit: str, groups: Sequence[str]) -> np.ndarray:
        """Return a unit's months of some groups together, shape (n_months,)."""
        rows = [self.groups.index(group) for group in groups]
        return self.monthly[CODES.index(unit), rows].sum(axis=0).astype(float)

    def to_date(self, unit: str, group: str) -> tuple[int, int]:
        """Return a unit's crimes of a group in `SPANS`."""
        rows = [at for at, of in enumerate(self.group_of) if of == group]
        now, then = self.parts[:, CODES.index(unit), rows].sum(axis=1).tolist()
        return now, then

    def others(self, unit: str, groups: Sequence[str]) -> np.ndarray:
        """Return those of the other units."""
        whole = sum(self.of(code, groups) for code in CODES)
        return whole - self.of(unit, groups)


def truth(world: World) -> dict[str, Any]:
    """Return what is planted, as the truth file says it."""
    told: dict[str, Any] = json.loads(truth_of(world, READ_ON[-1:], {READ_ON[-1]: 0}, ()))
    return told


def counted(world: World) -> Counts:
    """Draw the records of a force and count those that turn out to be crimes."""
    units, groups, months = len(CODES), len(world.groups), len(MONTHS)
    markers, offences = len(world.shapes.markers), len(world.offences)
    weight = severity_weights()
    harm_of = np.array([weight[o].weight if o in weight else 0.0 for o in world.offences])
    starts = np.array([number_of(day) for day in MONTHS])
    last = number_of(date(2014, 3, 31))
    spans = [(number_of(span.start), number_of(span.end)) for span in SPANS]
    monthly = np.zeros(units * groups * months, dtype=np.int64)
    harm = np.zeros(groups * months)
    marked = np.zeros((markers, groups * months), dtype=np.int64)
    parts = np.zeros((2, units * offences), dtype=np.int64)
    marked_parts = np.zeros((2, markers, groups), dtype=np.int64)
    shares = {"business_named": [0, 0], "priority_area": [0, 0]}
    for quarter in world.quarters:
        crimes = draw_crimes(world, quarter)
        kept = ~crimes.cancelled & (crimes.recorded <= last)
        at = np.searchsorted(starts, crimes.recorded, side="right") - 1
        group = crimes.group.astype(np.int64)
        cell = (group * months + at)[kept]
        place = crimes.unit.astype(np.int64) * groups * months + group * months + at
        monthly += np.bincount(place[kept], minlength=len(monthly))
        harm += np.bincount(cell, weights=harm_of[crimes.offence[kept]], minlength=len(harm))
        for number, flags in enumerate(crimes.markers):
            marked[number] += np.bincount(
                (group * months + at)[kept & flags], minlength=groups * months
            )
        for number, (first, end) in enumerate(spans):
            rows = kept & (crimes.recorded >= first) & (crimes.recorded <= end)
            if not rows.any():
                continue
            both = crimes.unit.astype(np.int64) * offences + crimes.offence
            parts[number] += np.bincount(both[rows], minlength=parts.shape[1])
            for marker, flags in enumerate(crimes.markers):
                marked_parts[number, marker] += np.bincount(group[rows & flags], minlength=groups)
            shares["business_named"][number] += int(crimes.business[rows].sum())
            inside = crimes.priority < len(PRIORITY_AREAS)
            shares["priority_area"][number] += int(inside[rows].sum())
    return Counts(
        groups=world.groups,
        offences=world.offences,
        markers=tuple(world.shapes.markers),
        group_of=tuple(g for g in world.groups for _ in world.shapes.offences[g].names),
        monthly=monthly.reshape(units, groups, months),
        harm=harm.reshape(groups, months),
        marked=marked.reshape(markers, groups, months),
        parts=parts.reshape(2, units, offences),
        marked_parts=marked_parts,
        shares={name: (now, then) for name, (now, then) in shares.items()},
    )


def published(
    identity: str,
    values: Sequence[float] | np.ndarray,
    periods: Sequence[Period],
    *,
    area: str = FORCE_CODE,
    better: str = "lower",
) -> Publishable[Evidence]:
    """Return counts as evidence that may be published, periods in any order."""
    order = sorted(range(len(periods)), key=lambda at: periods[at])
    series = SeriesSet(
        measure=identity,
        unit=OFFENCES,
        areas=(area,),
        periods=tuple(periods[at] for at in order),
        values=np.array([[float(values[at]) for at in order]]),
        marks=np.zeros((1, len(order)), dtype=np.uint16),
        releases=np.full((1, len(order)), -1, dtype=np.int32),
        release_ids=(),
    )
    about = About(
        id=identity,
        title=identity,
        short=identity,
        question="How many?",
        definition="All of them.",
        better=better,
        owner="The bench.",
        lag="None.",
        comparability="",
        recording_note=False,
        sensitive=False,
        breaks=(),
        denominator="",
    )
    held = Evidence(
        about=about,
        series=series,
        query="Drawn.",
        releases=(),
        already_public=False,
        synthetic=(MARK,),
    )
    made = publish({identity: held}, policy=POLICIES["holders-only"], audience=Audience.RESTRICTED)
    return made[identity]


def months() -> tuple[Period, ...]:
    """Return the months charted."""
    return tuple(month(day.year, day.month) for day in MONTHS)


def said(finding: Finding, *evidence: Publishable[Evidence]) -> str:
    """Return a finding in the product's words."""
    shelf = {one.shown.about.id: one for one in evidence}
    context = Context(
        area=FORCE_CODE, names=_REGISTER, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    return plain(sentence(Teller(FigureBook(shelf, context), shelf), finding))


_REGISTER: AreaRegister = read_register(register(), file="register.csv")
