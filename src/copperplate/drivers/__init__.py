"""What makes up a whole and what moved it: contributions, how few make most of it.

A library beside the tower: arrays in, arrays out, exact for counts. Knows no measure and
words nothing.
"""

from copperplate.drivers.composition import busiest, fewest_for
from copperplate.drivers.contributions import SMALLEST_CHANGE_TO_SHARE, Contributions, contributions

__all__ = [
    "SMALLEST_CHANGE_TO_SHARE",
    "Contributions",
    "busiest",
    "contributions",
    "fewest_for",
]
