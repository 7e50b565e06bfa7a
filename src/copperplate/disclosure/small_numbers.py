"""Series without the small numbers of what is sensitive: all of one publication, judged together.

Hides single small values, then what would give them away: other areas of the period, periods
that hold a hidden one, what is divided by or into it. Parts of a whole are `parts`'.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from copperplate.disclosure.small_counts import hidden_parts
from copperplate.disclosure.thresholds import (
    SMALLEST_BASE_SHOWN,
    SMALLEST_COUNT_SHOWN,
    SMALLEST_RELIABLE_BASE,
)
from copperplate.periods import Period
from copperplate.series.evidence import Evidence, LeftOut
from copperplate.series.marks import Mark
from copperplate.series.model import SeriesSet
from copperplate.series.units import UnitKind

Chosen = NDArray[np.bool_]
_DIVIDED = (UnitKind.PERCENT, UnitKind.MEAN)


def without_small_numbers(statistics: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Return evidence with its small numbers hidden, and all that they follow from.

    Args:
        statistics: All evidence of one publication, by name.
    """
    hidden = {name: _by_itself(one) for name, one in statistics.items()}
    again = True
    while again:
        before = {name: chosen.copy() for name, chosen in hidden.items()}
        for name, one in statistics.items():
            for other, beside in statistics.items():
                if other == name:
                    continue
                if beside.about.id == one.about.id:
                    _hide_longer(one, hidden[name], beside, hidden[other])
                elif beside.about.id in one.about.made_of:
                    _hide_divided(one.series, hidden[name], beside.series, hidden[other])
        again = any((hidden[name] != before[name]).any() for name in statistics)
    return {name: _hide(one, hidden[name]) for name, one in statistics.items()}


def telling_rows(evidence: Evidence) -> Chosen:
    """Return, of shape (n_areas,), in which areas small numbers could point at people."""
    return np.array(
        [
            evidence.about.sensitive or code in evidence.small_areas
            for code in evidence.series.areas
        ],
        dtype=np.bool_,
    )


def is_telling(evidence: Evidence) -> bool:
    """Return whether small numbers could point at people in any of its areas."""
    return bool(telling_rows(evidence).any())


def share_mark(base: float) -> Mark | None:
    """Return the mark on a percentage or mean of a base where small numbers are hidden."""
    if base < SMALLEST_BASE_SHOWN:
        return Mark.CONFIDENTIAL
    return Mark.LOW_RELIABILITY if base < SMALLEST_RELIABLE_BASE else None


def shown_left_out(evidence: Evidence, areas: Collection[str] = ()) -> tuple[LeftOut, ...]:
    """Return what was left out of areas, all by default, where no small number is in it."""
    return tuple(
        one
        for one in evidence.left_out
        if (one.area in areas or not areas)
        and not any(0 < n < SMALLEST_COUNT_SHOWN for n in (one.lacking, one.astride))
    )


def _by_itself(evidence: Evidence) -> Chosen:
    """Return what is hidden of one series set, whatever stands beside it."""
    series, telling = evidence.series, telling_rows(evidence)
    chosen = np.zeros(series.values.shape, dtype=np.bool_)
    if not telling.any() or not series.periods:
        return chosen
    held, counts = ~np.isnan(series.values), _counted(series)
    if series.unit.kind in _DIVIDED:
        # Nobody said how many it is a percentage of: only its publisher could show it.
        known = ~np.isnan(series.bases)
        small = np.where(known, series.bases < SMALLEST_BASE_SHOWN, not evidence.already_public)
        chosen |= held & small
    if series.unit.kind is not UnitKind.MEAN:
        chosen |= held & _small(counts, zero_tells=evidence.about.zero_tells)
    if series.unit.kind is UnitKind.PERCENT:
        chosen |= held & _small(series.bases - counts, zero_tells=False)
    # guard: rolling-sums. Neighbours that overlap differ by what lies between: a month, a day.
    chosen |= ~np.array([_stands_alone(one, series.periods[-1]) for one in series.periods])
    chosen &= telling[:, np.newaxis]
    if series.unit.kind is not UnitKind.MEAN:
        _hide_other_areas(evidence, chosen, counts, telling)
    return chosen & held


def _counted(series: SeriesSet) -> NDArray[np.float64]:
    """Return how many things each value counts: itself, or what stands above its line."""
    if series.unit.kind is UnitKind.COUNT:
        return series.values
    return np.asarray(np.round(series.values * series.bases / series.unit.times))


def _small(counts: NDArray[np.float64], *, zero_tells: bool) -> Chosen:
    return np.asarray((counts >= (0 if zero_tells else 1)) & (counts < SMALLEST_COUNT_SHOWN))


def _stands_alone(period: Period, newest: Period) -> bool:
    """Return whether a period shares no days with others shown: of rolling ones, one a year."""
    if not period.kind.overlaps:
        return True
    years = newest.end.year - period.end.year
    return period.end == newest.back(years).end


def _hide_other_areas(
    evidence: Evidence, chosen: Chosen, counts: NDArray[np.float64], telling: Chosen
) -> None:
    """Hide areas beside a hidden one: what they add up to is known, here or elsewhere."""
    for column in range(chosen.shape[1]):
        rows = np.flatnonzero(telling & ~np.isnan(counts[:, column]))
        if len(rows) < 2 or not chosen[rows, column].any():
            continue
        found = hidden_parts(
            counts[rows, column],
            sensitive=np.ones(len(rows), dtype=np.bool_),
            order=np.argsort(np.array(evidence.series.areas)[rows], kind="stable").tolist(),
            zero_tells=evidence.about.zero_tells,
        )
        chosen[rows, column] |= found.parts


def _hide_longer(one: Evidence, chosen: Chosen, beside: Evidence, hidden: Chosen) -> None:
    """Hide the periods of a measure that hold a hidden one, or leave a small rest of shown ones."""
    series, shorter = one.series, beside.series
    telling = telling_rows(one)
    for row, area in enumerate(series.areas):
        if not telling[row] or area not in shorter.areas:
            continue
        other = shorter.areas.index(area)
        for column, period in enumerate(series.periods):
            inside = [
                at
                for at, held in enumerate(shorter.periods)
                if period.start <= held.start and held.end <= period.end and held.days < period.days
            ]
            shown = [at for at in inside if not hidden[other, at]]
            if hidden[other, inside].any():
                chosen[row, column] |= not np.isnan(series.values[row, column])
            elif shown and series.unit.kind is UnitKind.COUNT:
                held = shorter.values[other, shown]
                # Neighbours add up; of periods that overlap each is taken away by itself.
                overlap = shorter.periods[0].kind.overlaps
                rests = series.values[row, column] - (held if overlap else np.nansum(held))
                chosen[row, column] |= bool(np.any((rests > 0) & (rests < SMALLEST_COUNT_SHOWN)))


def _hide_divided(series: SeriesSet, chosen: Chosen, count: SeriesSet, hidden: Chosen) -> None:
    """Hide what is worked out of a hidden count."""
    rows, of_rows = _shared(series.areas, count.areas)
    columns, of_columns = _shared(series.periods, count.periods)
    if not rows or not columns:
        return
    held = ~np.isnan(series.values[np.ix_(rows, columns)])
    chosen[np.ix_(rows, columns)] |= hidden[np.ix_(of_rows, of_columns)] & held


def _shared(one: Sequence[Hashable], other: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """Return the places of what both hold, in the one and in the other."""
    places = {held: at for at, held in enumerate(other)}
    both = [(at, places[held]) for at, held in enumerate(one) if held in places]
    return [at for at, _ in both], [at for _, at in both]


def _hide(evidence: Evidence, chosen: Chosen) -> Evidence:
    """Return evidence without the values chosen, and without small counts of what was left out."""
    telling = set(np.array(evidence.series.areas)[telling_rows(evidence)])
    if not telling:
        return evidence
    series = evidence.series
    marks = series.marks.copy()
    if series.unit.kind in _DIVIDED:
        unsure = (series.bases < SMALLEST_RELIABLE_BASE) & telling_rows(evidence)[:, np.newaxis]
        marks[unsure & ~np.isnan(series.values)] |= Mark.LOW_RELIABILITY.bit
    marks[chosen] = Mark.CONFIDENTIAL.bit
    return replace(
        evidence,
        series=replace(
            series,
            # guard: value-gone. A hidden value is in nothing that comes out.
            values=np.where(chosen, np.nan, series.values),
            bases=np.where(chosen, np.nan, series.bases),
            marks=marks,
        ),
        left_out=tuple(one for one in evidence.left_out if one.area not in telling)
        + shown_left_out(evidence, telling),
    )
