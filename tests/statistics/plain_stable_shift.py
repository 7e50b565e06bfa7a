"""The stable shift algorithm once more, slowly: one series, lists, no arrays.

Written from a description of the algorithm in words, step by step as it is told there and
sharing nothing with the library, so that the two can be held against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum, isnan, nan, sqrt

ON, LARGE, D2 = 1e-9, 3.267, 1.128


@dataclass
class PlainPeriod:
    start: int
    length: int
    centre: float
    lower: list[float]
    upper: list[float]
    excluded: list[int]


@dataclass
class PlainStable:
    periods: list[PlainPeriod] = field(default_factory=list)


def near(one: float, two: float) -> bool:
    return abs(one - two) <= ON * max(abs(one), abs(two))


def side(value: float, line: float) -> int:
    if isnan(value) or isnan(line) or near(value, line):
        return 0
    return 1 if value > line else -1


def mean(numbers: list[float]) -> float:
    return fsum(numbers) / len(numbers) if numbers else nan


def mean_range(values: list[float], screens: int | None) -> float:
    ranges = [abs(b - a) for a, b in pairwise(values) if not (isnan(a) or isnan(b))]
    looked = 0
    while screens is None or looked < screens:
        bound = LARGE * mean(ranges)
        if not any(r > bound and not near(r, bound) for r in ranges):
            break
        ranges = [r for r in ranges if r < bound]
        looked += 1
    return mean(ranges)


def lines(chart, counts, over, values, keep, screens):
    """Return the centre line, and how far the limits reach at each point."""
    kept = [v if k else nan for v, k in zip(values, keep, strict=True)]
    known = [not isnan(v) for v in kept]
    top = fsum(c for c, k in zip(counts, known, strict=True) if k)
    base = fsum(n for n, k in zip(over, known, strict=True) if k)
    left = [v for v, k in zip(values, keep, strict=True) if k]
    if chart == "xmr":
        centre = mean([v for v in kept if not isnan(v)])
        return centre, [3 * mean_range(left, screens) / D2] * len(values)
    centre = top / base if base else nan
    vary = centre * (1 - centre) if chart.startswith("p") else centre
    sigma = [sqrt(vary / n) if n > 0 and vary >= 0 else nan for n in over]
    spread = 1.0
    if chart.endswith("prime"):
        z = [
            (v - centre) / s if s > 0 else nan
            for v, s, k in zip(values, sigma, keep, strict=True)
            if k
        ]
        spread = mean_range(z, screens) / D2
    return centre, [3 * spread * s for s in sigma]


def period(chart, counts, over, values, start, length, rules) -> PlainPeriod:
    size = len(values)
    end = min(start + length, size)
    part = slice(start, end)
    inside = (chart, counts[part], over[part], values[part])
    floor = -float("inf") if chart == "xmr" else 0.0
    out: list[int] = []
    for _ in range(rules.max_exclusions):
        keep = [i not in out for i in range(end - start)]
        centre, reach = lines(*inside, keep, rules.mr_screen_max_loops)
        away = {}
        for i, value in enumerate(values[part]):
            low, high = max(centre - reach[i], floor), centre + reach[i]
            past = max(value - high, low - value)
            if keep[i] and past > 0 and not near(value, high) and not near(value, low):
                away[i] = past
        if not away:
            break
        farthest = max(away.values())
        out = (out + [i for i, d in away.items() if near(d, farthest)])[: rules.max_exclusions]
    keep = [i not in out for i in range(end - start)]
    centre, reach = lines(*inside, keep, rules.mr_screen_max_loops)
    lower = [max(centre - r, floor) if not isnan(r) else nan for r in reach]
    upper = [centre + r for r in reach]
    for i in range(end, size):
        if chart.startswith("p"):
            carried = reach[-1] * sqrt(over[end - 1]) if over[end - 1] > 0 else nan
            r = carried / sqrt(over[i]) if over[i] > 0 else nan
            upper.append(min(centre + r, 1.0) if not isnan(r) else nan)
        else:
            r = reach[-1]
            upper.append(centre + r)
        lower.append(max(centre - r, floor) if not isnan(r) else nan)
    return PlainPeriod(start, end - start, centre, lower, upper, [start + i for i in out])


def runs(sides: list[int], least: int) -> list[tuple[int, int, int] | None]:
    """Return the run (first, after, side) of at least so many that each point lies in."""
    found: list[tuple[int, int, int] | None] = [None] * len(sides)
    first = 0
    while first < len(sides):
        after = first
        while after < len(sides) and sides[after] == sides[first]:
            after += 1
        if sides[first] and after - first >= least:
            found[first:after] = [(first, after, sides[first])] * (after - first)
        first = after
    return found


def turns_back(values, tried: PlainPeriod, way: int, rules) -> bool:
    if rules.establish_every_shift:
        return False
    start, end = tried.start, tried.start + rules.period_min
    sides = [side(v, tried.centre) for v in values[start:]]
    seen = sides if rules.overhanging_reversions else sides[: end - start]
    for run in runs(seen, rules.shift_rule_threshold):
        if run and run[2] == -way and 0 < run[0] < end - start:
            return True
    off = [s for s in sides[: end - start] if s]
    after = [s for s in sides[end - start :] if s]
    back_at_last = bool(off) and off[-1] == -way
    return rules.no_regrets and back_at_last and all(s == -way for s in after)


def plain_stable_shift(chart, counts, over, rules) -> PlainStable:
    """Return the periods of one series; none where it has too few values."""
    if chart != "xmr":
        counts = [round(c) if not isnan(c) else c for c in counts]
        over = [round(n) if not isnan(n) else n for n in over]
    values = [c / n if not isnan(c) and n > 0 else nan for c, n in zip(counts, over, strict=True)]
    size, least = len(values), rules.shift_rule_threshold
    found = PlainStable()

    def enough(place: int) -> bool:
        return sum(not isnan(v) for v in values[place:]) >= rules.period_min

    if not enough(0):
        return found
    length = rules.baseline_length or rules.period_min
    now = period(chart, counts, over, values, 0, length, rules)
    found.periods.append(now)
    counter = length
    while not rules.baseline_only and enough(counter):
        sides = [0] * now.start + [side(v, now.centre) for v in values[now.start :]]
        run_at = runs(sides, least)

        def next_on(place: int, run_at=run_at) -> int | None:
            """Return where a run begins, at a place or after it."""
            for t in range(place, size):
                if run_at[t] is not None and run_at[t] != run_at[t - 1]:
                    return t
            return None

        here = run_at[counter]
        if here is None or here[1] - counter < least:
            found_on = next_on(counter)
            if found_on is None or found_on == size - 1:
                break
            counter = found_on
        if not enough(counter):
            break
        here = run_at[counter]
        assert here is not None
        tried = period(chart, counts, over, values, counter, rules.period_min, rules)
        if turns_back(values, tried, here[2], rules):
            later = next_on(counter + 1)
            still = here[1] - (counter + 1) >= least
            counter = counter + 1 if later is None or still else later
        else:
            found.periods.append(tried)
            now, counter = tried, counter + rules.period_min
    return found
