"""Every sign at every point, kept apart: a point can be several things at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from copperplate.spc.arrays import Columns
from copperplate.spc.constants import INNER_SHARE, NEAR_SHARE
from copperplate.spc.groups import Groups
from copperplate.spc.lines.model import Lines
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.signals.alternating import alternating
from copperplate.spc.signals.beyond import beyond
from copperplate.spc.signals.hugging import in_a_row
from copperplate.spc.signals.near import enough_of
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.signals.trend import trend
from copperplate.spc.standing import Codes, FixedSide, is_on
from copperplate.spc.sums import Array, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Hits(Columns):
    """The signs of charts; arrays of shape (n_series, n_points), 1 above, -1 below, 0 none.

    Attributes:
        beyond: Outside a limit.
        run: In a run on one side.
        rising: 1 in a rise.
        falling: 1 in a fall; a point can end a rise and begin a fall.
        two_of_three: Beyond a near line, in company.
        four_of_five: Beyond an inner line, in company.
        hugging: 1 among many within the inner lines.
        avoiding: 1 among many outside them.
        alternating: 1 among many that go up and down in turn.
    """

    beyond: Codes
    run: Codes
    rising: Codes
    falling: Codes
    two_of_three: Codes
    four_of_five: Codes
    hugging: Codes
    avoiding: Codes
    alternating: Codes

    @classmethod
    def of_breaches(cls, beyond_limits: Codes) -> Hits:
        """Return the signs of a rule set that looks for nothing but points outside."""
        nothing = np.zeros_like(beyond_limits)
        names = [field.name for field in fields(cls) if field.name != "beyond"]
        return cls(beyond=beyond_limits, **dict.fromkeys(names, nothing))

    @classmethod
    def joined(cls, parts: Sequence[Hits]) -> Hits:
        """Return the signs of blocks of series, one block after another; at least one."""
        return cls(
            **{
                field.name: _joined([getattr(p, field.name) for p in parts])
                for field in fields(cls)
            }
        )


def _joined(parts: Sequence[Codes]) -> Codes:
    """Join blocks of codes; where all are 0, memory that nobody need write to."""
    if not any(part.any() for part in parts):
        rows = sum(len(part) for part in parts)
        return np.zeros((rows, *parts[0].shape[1:]), dtype=np.int8)
    return np.concatenate(parts)


def beyond_of(breach: Flags, values: Array, centre_line: Array) -> Codes:
    """Return on which side breaches lie: 1 above, -1 below, 0 none."""
    with np.errstate(invalid="ignore"):
        above = breach & (values > centre_line)
    return above.astype(np.int8) - (breach & ~above).astype(np.int8)


def newest_direction(values: Array, side: Codes, hits: Hits) -> Codes:
    """Return the direction of the leading sign of each series' newest judged point; 0 for none."""
    if not values.shape[1]:
        return np.zeros(len(values), dtype=np.int8)
    judged = side != FixedSide.UNJUDGED
    found = np.zeros(len(values), dtype=np.int8)
    # Nearly every newest point is the last: two columns tell its direction.
    last = judged[:, -1]
    two = slice(max(values.shape[1] - 2, 0), None)
    found[last] = leading_direction(values[last, two], hits.taken((last, two)))[1][:, -1]
    rest = np.flatnonzero(~last & judged.any(axis=1))
    if len(rest):
        newest = values.shape[1] - 1 - np.argmax(judged[rest, ::-1], axis=1)
        every = leading_direction(values[rest], hits.taken(rest))[1]
        found[rest] = every[np.arange(len(rest)), newest]
    return found


def hits_of(values: Array, side: Codes, lines: Lines, groups: Groups, rules: RuleSet) -> Hits:
    """Return every sign a rule set looks for.

    Args:
        values: Shape (n_series, n_points); NaN where not judged.
        side: The side of each against its centre line.
        lines: Centre line and reach.
        groups: The processes.
        rules: What is looked for.
    """
    signs, on = rules.signs, rules.on
    nothing = np.zeros(values.shape, dtype=np.int8)
    lower, upper = lines.at()
    outside = beyond(values, lower, upper, on_counts=signs.on_a_limit, on=on)
    # A point on the centre line is no sign even where the limits lie there too.
    outside[side == 0] = 0
    rising = falling = two = four = hugging = avoiding = in_turn = nothing
    if signs.trend:
        rising, falling = trend(values, groups, signs.trend, on=on)
    if signs.two_of_three:
        near = _beyond_share(values, lines, NEAR_SHARE, on)
        if signs.none_across:
            near &= outside == 0
        two = enough_of(side, near, groups, enough=2, window=3, none_across=signs.none_across)
    if signs.four_of_five or signs.hugging or signs.avoiding:
        far = _beyond_share(values, lines, INNER_SHARE, on)
        within = ~far & (side != FixedSide.UNJUDGED) & ~np.isnan(lines.reach)
        within &= ~is_on(lower, upper, within=on)  # what never changes is near to nothing
        if signs.four_of_five:
            four = enough_of(side, far, groups, enough=4, window=5, none_across=False)
        if signs.hugging:
            hugging = in_a_row(within, groups, signs.hugging).astype(np.int8)
        if signs.avoiding:
            avoiding = in_a_row(far, groups, signs.avoiding).astype(np.int8)
    if signs.alternating:
        in_turn = alternating(values, groups, signs.alternating, on=on).astype(np.int8)
    return Hits(
        beyond=outside,
        run=run_on_one_side(side, groups, signs.run) if signs.run else nothing,
        rising=rising,
        falling=falling,
        two_of_three=two,
        four_of_five=four,
        hugging=hugging,
        avoiding=avoiding,
        alternating=in_turn,
    )


def _beyond_share(values: Array, lines: Lines, share: float, on: float) -> Flags:
    """Return where values lie beyond a line at a share of the way to the limit."""
    lower, upper = lines.at(share)
    found: Flags = beyond(values, lower, upper, on_counts=False, on=on) != 0
    return found


def leading_direction(values: Array, hits: Hits) -> tuple[Codes, Codes]:
    """Return what each point is above all, and which way: one label a point.

    A point outside its limits comes first, then a trend, two of three, a run, four of five.
    A point that ends one trend and begins another takes the direction of the one that goes
    on.

    Args:
        values: Shape (n_series, n_points).
        hits: Its signs.

    Returns:
        The rank of the leading sign, 0 none, 1 beyond, 2 trend, 3 two of three, 4 run, 5
        four of five; and its direction, 1 up or above, -1 down or below. Signs without a
        direction are not among them.
    """
    in_trend = (hits.rising | hits.falling).astype(np.bool_)
    steps = np.zeros(values.shape, dtype=np.int8)
    steps[:, 1:] = np.sign(np.nan_to_num(np.diff(values, axis=1)))
    onward = np.zeros(values.shape, dtype=np.bool_)
    onward[:, :-1] = in_trend[:, 1:]
    ahead = np.zeros_like(steps)
    ahead[:, :-1] = steps[:, 1:]
    trends = np.where(in_trend, np.where(onward, ahead, steps), 0).astype(np.int8)
    rank = np.zeros(values.shape, dtype=np.int8)
    direction = np.zeros(values.shape, dtype=np.int8)
    signs = (hits.beyond, trends, hits.two_of_three, hits.run, hits.four_of_five)
    for number, sign in reversed(list(enumerate(signs, start=1))):
        there = sign != 0
        rank[there], direction[there] = number, sign[there]
    return rank, direction
