"""A count over a population: which estimate belongs below the line, and what is withheld.

Divides what `run` has counted. Knows which year's estimate a period takes from
`denominators`, and of rates what their publisher would not print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copperplate.engines.duckdb import Engine
from copperplate.measures import RateMeasure, RowMeasure
from copperplate.measures.where import Condition
from copperplate.periods import Period, PeriodKind
from copperplate.query.cells import Key, day_of
from copperplate.query.compile import compile_published_rates
from copperplate.query.denominators import ons_mid_year
from copperplate.schema.tables import RECORDED_CRIME
from copperplate.series import Mark, Observation, Series
from copperplate.sources.release import Release

Estimates = Mapping[tuple[str, int], Mapping[str, tuple[int, str]]]
"""(area, mid-year) to release to estimate and its mark."""


def estimates_of(rows: Sequence[Sequence[object]]) -> Estimates:
    """Return population estimates as an engine answered them; those not known left out."""
    found: dict[tuple[str, int], dict[str, tuple[int, str]]] = {}
    for area, mid_year, release, mark, estimate in rows:
        if estimate is not None:
            place = found.setdefault((str(area), int(str(mid_year))), {})
            place[str(release)] = (int(str(estimate)), str(mark or ""))
    return found


def _estimate_release(
    area: str, seen: Observation, estimates: Estimates, ranked: Sequence[Release]
) -> str:
    """Return which release's estimate is divided by.

    The count's own edition, where it holds one: an edition's rate keeps its edition's
    denominator. Else the newest known.
    """
    known = estimates.get((area, ons_mid_year(seen.period)), {})
    if seen.release in known:
        return seen.release
    return next((r.identity for r in ranked if r.identity in known), "")


Withheld = Mapping[Key, frozenset[Mark]]


def withheld_rates(
    counted: RowMeasure,
    condition: Condition | None,
    *,
    base: str,
    engine: Engine,
    areas: Sequence[str],
    kind: PeriodKind,
) -> Withheld:
    """Return the rates the publisher printed a marker for instead of a number.

    We could divide where the publisher would not; we do not, because the reason (a force
    area with hardly any residents, say) holds for our division too.
    """
    if counted.table != RECORDED_CRIME.name:
        return {}
    compiled = compile_published_rates(condition, base=base, kind=kind, areas=areas)
    found = {}
    for area, start, end, release, mark in engine.run(compiled.sql, compiled.parameters):
        key = Key(str(area), Period(day_of(end), day_of(start), kind), str(release))
        if mark and Mark(str(mark)).takes_the_value_away:
            found[key] = frozenset({Mark(str(mark))})
    return found


def divided(
    measure: RateMeasure,
    row: Series,
    estimates: Estimates,
    ranked: Sequence[Release],
    withheld: Withheld,
) -> Series:
    """Return a rate: a count over the estimate that belongs to each period.

    Args:
        measure: The rate.
        row: The count, of one area.
        estimates: Of the population.
        ranked: The releases an estimate may come from, the one that speaks first in front.
        withheld: What the publisher printed a marker for.
    """
    divided = []
    for seen in row.observations:
        release = _estimate_release(row.area, seen, estimates, ranked)
        kept_back = withheld.get(Key(row.area, seen.period, seen.release), frozenset())
        if seen.value is None or not release or kept_back:
            lost = frozenset(mark for mark in seen.marks if mark.takes_the_value_away)
            divided.append(
                Observation(
                    period=seen.period,
                    value=None,
                    marks=lost or kept_back or frozenset({Mark.NOT_AVAILABLE}),
                    release=seen.release,
                )
            )
            continue
        base, mark = estimates[row.area, ons_mid_year(seen.period)][release]
        divided.append(
            Observation(
                period=seen.period,
                value=seen.value / base * measure.denominator.per,
                marks=seen.marks | ({Mark(mark)} if mark else frozenset()),
                release=seen.release,
                base=float(base),
                base_release=release,
            )
        )
    return Series(measure=measure.id, area=row.area, unit=measure.unit, observations=tuple(divided))
