"""Signs of special cause: each rule one module, points in, flags out.

A rule sees sides, lines and processes; it knows neither how the lines were made nor which
rule set asked for it. No sign crosses from one process to the next.
"""

from copperplate.spc.signals.alternating import alternating
from copperplate.spc.signals.beyond import beyond
from copperplate.spc.signals.hugging import in_a_row
from copperplate.spc.signals.near import enough_of
from copperplate.spc.signals.run import run_on_one_side
from copperplate.spc.signals.trend import trend

__all__ = ["alternating", "beyond", "enough_of", "in_a_row", "run_on_one_side", "trend"]
