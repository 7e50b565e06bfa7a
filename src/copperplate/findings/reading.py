"""Reads a control chart: which facts about its process it shows, as of its newest point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from copperplate.findings.charted import Charted
from copperplate.findings.levels import (
    Level,
    dated_apart,
    levels_of,
    newest_strong,
    speaks_for,
    stands_alone,
    too_few,
)
from copperplate.findings.process import (
    Breached,
    Decided,
    Moving,
    ProcessFinding,
    Returned,
    Running,
    Settled,
    Shifted,
    Stable,
    Stepped,
    Turn,
    Unimproved,
)
from copperplate.findings.thresholds import (
    FEWEST_FOR_STABLE,
    FEWEST_MOVES,
    NEWS,
    SHORTEST_RUN,
    SHORTEST_RUN_THAT_ENDS,
)
from copperplate.periods import Period
from copperplate.spc import FixedSide, Grade, Kind, Step
from copperplate.spc.rule_sets import SFN


def process_findings(charted: Charted) -> tuple[ProcessFinding, ...]:
    """Return what the chart says of now: steps, limits, runs, moves, and whether it is calm."""
    chart = charted.chart
    judged = np.flatnonzero(chart.side != FixedSide.UNJUDGED)
    if not len(judged):
        return ()
    newest = int(judged[-1])
    moving, levels = _moving(charted), levels_of(charted)
    untold = too_few(charted, levels)
    alone = _alone(charted, levels, untold)
    strong = None if alone else newest_strong(levels)
    found = (
        _stepped(charted, newest, levels, strong=strong, untold=untold),
        _shifted(charted, newest, alone),
        _breached(charted, newest),
        _running(charted),
        _returned(charted, judged),
        moving,
        _settled(charted, newest),
        # What has moved one way all the while, or shows another level, is not called stable
        # beside it.
        _stable(charted, newest, untold) if moving is None and alone is None else None,
        _unimproved(charted, newest, untold),
        _decided(charted),
    )
    return tuple(one for one in found if one is not None)


def _alone(charted: Charted, levels: tuple[Level, ...], untold: Sequence[Step]) -> Level | None:
    """Return the newest strong change of level of counts, where it is no step's."""
    newest = newest_strong(levels) if charted.counted else None
    since = [s for s in charted.chart.steps if s.began >= charted.comparable_from]
    steps = [step for step in since if step not in untold]
    if newest is None or not stands_alone(newest, charted, steps):
        return None
    last = [step for step in charted.comparable_steps if step not in untold][-1:]
    return None if any(speaks_for(step, levels) is newest for step in last) else newest


def _stepped(
    charted: Charted,
    newest: int,
    levels: tuple[Level, ...],
    *,
    strong: Level | None,
    untold: Sequence[Step],
) -> Stepped | None:
    """Find the last step; `strong` is the newest strong change that nothing else tells."""
    steps = charted.comparable_steps
    if not steps or steps[-1] in untold:
        return None
    last, periods = steps[-1], charted.periods
    valued = np.flatnonzero(~np.isnan(charted.chart.values))
    ended = next(one for one in charted.chart.segments if one.last == last.began - 1)
    before = valued[(valued >= ended.first) & (valued < last.began)]
    own = speaks_for(last, levels)
    return Stepped(
        measure=charted.measure,
        area=charted.area,
        began=periods[last.began],
        called=periods[last.called],
        old_first=periods[before[0]],
        old_last=periods[before[-1]],
        now=periods[valued[-1]],
        old=last.old_average,
        new=last.new_average,
        turn=_turn(last.side),
        decision=last.decision,
        evidence=Grade.NONE if own is None else own.grade,
        begins=dated_apart(charted, last, own) if own is not None and own.strong else None,
        instead=None
        if strong is None or (own is not None and own.strong)
        else (strong.turn, periods[strong.at]),
        gaps=_has_gaps(charted, last.began, last.called),
        age=newest - last.called,
    )


def _shifted(charted: Charted, newest: int, level: Level | None) -> Shifted | None:
    if level is None:
        return None
    periods = charted.periods
    return Shifted(
        measure=charted.measure,
        area=charted.area,
        began=periods[level.at],
        old_first=periods[level.old_first],
        old_last=periods[level.old_last],
        now=periods[level.last],
        old=level.old,
        new=level.new,
        turn=level.turn,
        age=max(0, newest - level.at - SFN.run_length + 1),
    )


def _breached(charted: Charted, newest: int) -> Breached | None:
    chart = charted.chart
    if not chart.breach[newest]:
        return None
    side = chart.breach_side(newest)
    return Breached(
        measure=charted.measure,
        area=charted.area,
        period=charted.periods[newest],
        value=float(chart.values[newest]),
        limit=chart.breach_limit(newest),
        turn=_turn(side),
    )


def _running(charted: Charted) -> Running | None:
    run, warning = charted.chart.run, charted.chart.warning
    if len(run) < SHORTEST_RUN:
        return None
    return Running(
        measure=charted.measure,
        area=charted.area,
        first=charted.periods[run[0]],
        last=charted.periods[run[-1]],
        gaps=_has_gaps(charted, run[0], run[-1]),
        newest=run[-1] == len(charted.periods) - 1,
        length=len(run),
        turn=_turn(warning.side),
        one_more=warning.one_more,
        refused=not warning.more_for_a_step,
        threshold=warning.standing_average,
    )


def _returned(charted: Charted, judged: NDArray[np.intp]) -> Returned | None:
    """Find a run on one side that the newest point ended, within the current process."""
    chart, newest = charted.chart, int(judged[-1])
    inside = [int(n) for n in judged if n >= chart.segments[-1].first]
    sides = [FixedSide(chart.side[n]) for n in reversed(inside)]
    if len(sides) < 2 or {sides[0], sides[1]} != {FixedSide.ABOVE, FixedSide.BELOW}:
        return None
    length = next((n for n, side in enumerate(sides[1:]) if side is not sides[1]), len(sides) - 1)
    if length < SHORTEST_RUN_THAT_ENDS:
        return None
    return Returned(
        measure=charted.measure,
        area=charted.area,
        period=charted.periods[newest],
        value=float(chart.values[newest]),
        length=length,
        turn=Turn.UP if sides[1] is FixedSide.BELOW else Turn.DOWN,
        average=float(chart.standing_average[newest]),
    )


def _moving(charted: Charted) -> Moving | None:
    """Find moves one way; where a value is missing or provisional, the search ends."""
    values = np.where(charted.chart.provisional, np.nan, charted.chart.values)
    held = len(values)
    while held and np.isnan(values[held - 1]):
        held -= 1
    moves = np.sign(np.diff(values[:held]))
    moves[_gaps(charted.periods)[: max(held - 1, 0)]] = np.nan
    moves[[first - 1 for first in charted.breaks if first < held]] = np.nan
    if not len(moves) or not moves[-1] or np.isnan(moves[-1]):
        return None
    others = np.flatnonzero(moves != moves[-1])
    first = int(others[-1]) + 1 if len(others) else 0
    if len(moves) - first < FEWEST_MOVES:
        return None
    return Moving(
        measure=charted.measure,
        area=charted.area,
        first=charted.periods[first],
        last=charted.periods[held - 1],
        moves=len(moves) - first,
        turn=Turn.UP if moves[-1] > 0 else Turn.DOWN,
    )


# Of one measure's areas, and of most measures, the periods are the same.
@lru_cache(maxsize=64)
def _gaps(periods: tuple[Period, ...]) -> NDArray[np.bool_]:
    """Return whether anything lies between each period and the next."""
    return np.array([not one.adjoins(after) for one, after in pairwise(periods)], dtype=bool)


def _settled(charted: Charted, newest: int) -> Settled | None:
    chart, process = charted.chart, charted.chart.segments[-1]
    breaches = [n for n in range(process.first, newest + 1) if chart.breach[n]]
    if len(breaches) != 1 or len(chart.run) >= SHORTEST_RUN:
        return None
    (spike,) = breaches
    since = int(np.count_nonzero(~np.isnan(chart.values[spike + 1 : newest + 1])))
    if since < NEWS:
        return None
    return Settled(
        measure=charted.measure,
        area=charted.area,
        spike=charted.periods[spike],
        value=float(chart.values[spike]),
        turn=_turn(chart.breach_side(spike)),
        since=since,
        now=charted.periods[newest],
        average=process.centre_line,
    )


def _stable(charted: Charted, newest: int, untold: Sequence[Step]) -> Stable | None:
    chart, process = charted.chart, charted.chart.segments[-1]
    valued = np.flatnonzero(~np.isnan(chart.values[: newest + 1]))
    valued = valued[valued >= process.first]
    held = len(valued)
    quiet = not chart.breach[process.first : newest + 1].any() and len(chart.run) < SHORTEST_RUN
    if not quiet or held < FEWEST_FOR_STABLE:
        return None
    return Stable(
        measure=charted.measure,
        area=charted.area,
        since=charted.periods[valued[0]],
        now=charted.periods[newest],
        periods=held,
        gaps=_has_gaps(charted, int(valued[0]), newest),
        average=process.centre_line,
        after=None if process.step is None or process.step in untold else process.step.decision,
    )


def _unimproved(charted: Charted, newest: int, untold: Sequence[Step]) -> Unimproved | None:
    """Find when the process last stepped for the better, where it has stepped back since."""
    steps = [step for step in charted.comparable_steps if step not in untold]
    good = [s for s in steps if charted.chart.kind(s.side) is Kind.IMPROVEMENT]
    if not good or good[-1] is steps[-1]:
        return None
    last = good[-1]
    return Unimproved(
        measure=charted.measure,
        area=charted.area,
        turn=_turn(last.side),
        began=charted.periods[last.began],
        decision=last.decision,
        periods=newest - last.began + 1,
        now=charted.periods[newest],
    )


def _decided(charted: Charted) -> Decided | None:
    """Find what people decided of the newest step that anybody decided."""
    steps = [s for s in charted.chart.steps if charted.periods[s.began] in charted.verdicts]
    if not steps:
        return None
    last = max(steps, key=lambda step: step.began)
    verdict = charted.verdicts[charted.periods[last.began]]
    return Decided(
        measure=charted.measure,
        area=charted.area,
        began=charted.periods[last.began],
        turn=_turn(last.side),
        decision=verdict.decision,
        office=verdict.office,
        on=verdict.on,
        reason=verdict.reason,
    )


def _has_gaps(charted: Charted, first: int, last: int) -> bool:
    """Tell whether a period from one point to another has no value, or no point."""
    missing = np.isnan(charted.chart.values[first : last + 1]).any()
    periods = charted.periods[first : last + 1]
    return bool(missing) or not all(one.adjoins(other) for one, other in pairwise(periods))


def _turn(side: FixedSide) -> Turn:
    return Turn.UP if side is FixedSide.ABOVE else Turn.DOWN
