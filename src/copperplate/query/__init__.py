"""Measure to series: `compile` writes the portable SQL, `run` counts and divides.

The one place where a measure meets data. Knows nothing of audiences or papers.
"""

from copperplate.query.records import Territory
from copperplate.query.run import Answer, run_measure

__all__ = ["Answer", "Territory", "run_measure"]
