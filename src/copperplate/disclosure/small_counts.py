"""Which parts of one whole are hidden, so that no small count can be worked out again.

Whole numbers in, a choice out; knows no measure, no period and no audience.

The reader to guard against knows the whole, every part shown, these rules and the order in
which further parts are hidden. Hidden parts then have a known sum. Whatever that sum is, each
of them that counts 1 to 4 must still be able to be 1 and to be 4. So:

- The small parts are hidden: those that count 1 to 4, and a part that makes up all of a small
  whole.
- That is enough where their sum lies in the middle. For k hidden parts the sum may not lie
  within 2 of the least (all 1) or of the most (all 4) they could add up to.
- Else further parts are hidden, one after another, until the sum is larger than that of as many
  small parts as there could be among the hidden, so that one of them at least is not small,
  and nobody can tell which.
- Where no part would be left, none is shown and none is named.

Further parts come in an order that is given and that their own counts do not decide. The
smallest of the very counts printed would be the obvious choice, and would betray them: that 7
was hidden and 9 was not says that the one hidden is below 9, and with the sum that the small one
beside it is above what is left. No rule that picks by these counts, one part at a time, can
avoid that. `tests/spec/test_small_counts.py` goes through every table of some size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copperplate.disclosure.thresholds import SMALLEST_BASE_SHOWN, SMALLEST_COUNT_SHOWN

Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of one whole and its parts is hidden.

    Attributes:
        parts: Shape (n_parts,): whether each part is.
        closed: Whether no part is shown, those that count nothing too. Then nobody may be told
            either which parts there are.
        whole: Whether the whole itself is hidden.
    """

    parts: Chosen
    closed: bool
    whole: bool


def hidden_parts(
    counts: ArrayLike,
    *,
    sensitive: ArrayLike,
    order: Sequence[int],
    zero_tells: bool = False,
    smallest_shown: int = SMALLEST_COUNT_SHOWN,
) -> Hidden:
    """Return what is hidden of the parts of a whole.

    Args:
        counts: Shape (n_parts,): whole numbers from 0 on. They add up to the whole.
        sensitive: Same shape: whether a small count of the part could point at somebody.
            Which parts these are must be known from what they are, not from their counts.
        order: Places of the parts, those first that are hidden first where more must be. It may
            hang on anything but these counts.
        zero_tells: Whether none is itself telling, and hidden as small counts are.
        smallest_shown: The smallest count above 0 that is shown.

    Returns:
        The choice. A part that counts nothing is shown, but for `zero_tells` and where all is
        closed; one that is not sensitive is hidden only to keep another from being worked out.
    """
    held, telling = np.asarray(counts, dtype=np.int64), np.asarray(sensitive, dtype=np.bool_)
    whole = int(held.sum())
    there = telling & (held > 0) if not zero_tells else telling
    if not there.any():
        return Hidden(np.zeros(len(held), dtype=np.bool_), False, False)
    if whole < smallest_shown and (whole or zero_tells):
        return Hidden(np.ones(len(held), dtype=np.bool_), True, True)
    # Where none is telling, 0 to 4 are to be kept apart as 1 to 5 are elsewhere.
    shifted, small = (held + 1, smallest_shown) if zero_tells else (held, smallest_shown - 1)
    hidden = telling & (shifted > 0) & (shifted <= small)
    if whole < SMALLEST_BASE_SHOWN:
        hidden |= telling & (held == whole)
    if hidden.any():
        _hide_more(shifted, hidden, telling, order, small)
    # guard: nothing-left. The last part shown is what the whole leaves, and so is a lone zero.
    if hidden.any() and bool(hidden[shifted > 0].all()):
        return Hidden(np.ones(len(held), dtype=np.bool_), True, False)
    return Hidden(hidden, False, False)


def _hide_more(
    counts: NDArray[np.int64], hidden: Chosen, telling: Chosen, order: Sequence[int], small: int
) -> None:
    """Hide further parts until the sum of the hidden gives none of them away."""
    for place in order:
        if _keeps_apart(counts, hidden, telling, small):
            return
        if counts[place] > 0:
            hidden[place] = True


def _keeps_apart(counts: NDArray[np.int64], hidden: Chosen, telling: Chosen, small: int) -> bool:
    """Return whether the sum of hidden parts leaves each of them 1 to `small`.

    Either all may be small, and each can be the least and the most; or the sum is larger than
    all small ones together and the least of the others. What is hidden though not sensitive is
    never one of the small.
    """
    could_be_small = int((hidden & telling).sum())
    others = int(hidden.sum()) - could_be_small
    together = int(counts[hidden].sum())
    # guard: further-parts. One hidden part alone is the whole less the parts shown.
    if together > small * could_be_small + others:
        return True
    least = could_be_small + small - 1
    most = small * could_be_small - small + 1
    return not others and least <= together <= most
