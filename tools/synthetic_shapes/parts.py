"""Shares as whole numbers that add up to ten thousand.

Only adds, multiplies and divides, so that the same numbers come out on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.synthetic.shapes import WHOLE


def parts(shares: Sequence[float]) -> list[int]:
    """Return `WHOLE` split in proportion to shares, by largest remainder; ties to the first."""
    total = sum(shares)
    exact = [share * WHOLE / total for share in shares]
    split = [int(part) for part in exact]
    behind = sorted(range(len(split)), key=lambda place: split[place] - exact[place])
    for place in behind[: WHOLE - sum(split)]:
        split[place] += 1
    return split
