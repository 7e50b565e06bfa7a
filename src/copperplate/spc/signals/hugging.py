"""Too quiet: so many points in a row all within the inner lines; or too torn: none within."""

from __future__ import annotations

from copperplate.spc.groups import Groups
from copperplate.spc.signals.windows import covered, ends_of
from copperplate.spc.sums import Flags


def in_a_row(which: Flags, groups: Groups, length: int) -> Flags:
    """Return every point of `length` or more in a row that all have something.

    Within the inner lines it is a sign of stratification, outside them on both sides of
    mixture.

    Args:
        which: Shape (n_series, n_points).
        groups: The processes.
        length: Points that make the sign.
    """
    return covered(ends_of(which, groups, length), length)
