"""Signs of special cause: each rule one module, points in, flags out.

A rule sees sides, lines and processes; it knows neither how the lines were made nor which
rule set asked for it. No sign crosses from one process to the next.
"""

from copperplate.spc.signals.beyond import beyond
from copperplate.spc.signals.near import two_of_three
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.signals.trend import trend

__all__ = ["beyond", "run_on_one_side", "trend", "two_of_three"]
