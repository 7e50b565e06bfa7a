"""From the steps of a walk to processes: which points share one, its limits, its step.

The seam between a rule set's walk, which finds steps, and the chart, which draws limits.
Knows nothing of how a step was found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copperplate.spc.given import Given
from copperplate.spc.limits import Limits, limits_of
from copperplate.spc.rule_sets import RuleSet
from copperplate.spc.standing import is_on
from copperplate.spc.steps import Decision, Steps, code_of
from copperplate.spc.sums import Array, Counts, Flags, ProcessSums
from copperplate.spc.walked import Broken, Walked


@dataclass(frozen=True, kw_only=True, slots=True)
class Processes:
    """The processes of series; arrays of shape (n_series, n_points).

    Attributes:
        number: The number of the process each point lies in, from 0.
        begins: Where one begins by the rule: not after a break.
        limits: One row a process, by series and then by time, all its points taken together.
        first_row: Shape (n_series,): the row of each series' first process.
        steps: The steps between them, and those that were refused.
    """

    number: Counts
    begins: Flags
    limits: Limits
    first_row: Counts
    steps: Steps

    @property
    def drawn(self) -> Limits:
        """The limits of each point's process, shape (n_series, n_points)."""
        return self.limits.taken(self.first_row[:, None] + self.number)


def processes_of(walk: Walked, given: Given, rules: RuleSet) -> Processes:
    """Return the processes a walk found.

    Args:
        walk: Of the values of `given`.
        given: The values and the decisions.
        rules: Says how many values make limits.
    """
    count = len(given.values)
    called = walk.called.taken(np.lexsort((walk.called.began, walk.called.series)))
    series, began, accepted = called.series, called.began, ~called.refused

    # A process begins with every step that was accepted, and after every break.
    begun = Broken.joined(
        [
            Broken(series=series[accepted], at=began[accepted], old=called.old.taken(accepted)),
            walk.broken,
        ]
    )
    order = np.lexsort((begun.at, begun.series))
    begun = begun.taken(order)
    begins = np.zeros(given.values.shape, dtype=np.bool_)
    begins[series[accepted], began[accepted]] = True
    new = begins.copy()
    new[begun.series, begun.at] = True
    number = np.cumsum(new, axis=1, dtype=np.int64)

    # One row a process: what each of those ended, and after them what runs today.
    places = np.arange(len(begun.at)) + begun.series
    running = np.cumsum(np.bincount(begun.series, minlength=count)) + np.arange(count)
    rows = ProcessSums.nothing(len(begun.at) + count)
    rows.write_rows(places, begun.old)
    rows.write_rows(running, walk.now.process)
    limits = rules_limits(rows, rules)
    first_row = np.concatenate([[0], running[:-1] + 1]) if count else running

    averages = called.made_by.means
    by_step = np.argsort(order, kind="stable")[: int(accepted.sum())]
    averages[accepted] = limits.centre_line[places[by_step] + 1]
    steps = Steps(
        series=series,
        began=began,
        called=called.called,
        side=called.side,
        decision=np.where(called.refused, code_of(Decision.REFUSED), code_of(Decision.UNDECIDED)),
        old_average=called.old.means,
        new_average=averages,
    )
    return Processes(
        number=number,
        begins=begins,
        limits=limits,
        first_row=first_row,
        steps=steps.confirmed(given.confirmed),
    )


def rules_limits(sums: ProcessSums, rules: RuleSet) -> Limits:
    """Return limits by the numbers of a rule set."""
    return limits_of(
        sums,
        scaling=rules.scaling,
        fewest=rules.fewest_for_limits,
        fewest_for_full=rules.fewest_for_full_limits,
    )


def breaches_of(judged: Array, drawn: Limits, rules: RuleSet) -> Flags:
    """Return where a value lies on or beyond a limit.

    A value on the centre line is no breach even where the limits lie there too: a series
    that never changes gives no sign.
    """
    with np.errstate(invalid="ignore"):
        reached = (judged >= drawn.upper) | (judged <= drawn.lower)
        reached |= is_on(judged, drawn.upper, within=rules.on)
        reached |= is_on(judged, drawn.lower, within=rules.on)
        found: Flags = reached & ~is_on(judged, drawn.centre_line, within=rules.on)
    return found
