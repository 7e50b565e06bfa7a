"""Measure to series: `compile` and `record_sql` write portable SQL, `run` counts and divides.

`breakdowns` splits counts of records by what the records say. The one place where a measure
meets data. Knows nothing of audiences or papers.
"""

from copperplate.query.breakdowns import Breakdown, break_down
from copperplate.query.records import Territory
from copperplate.query.run import Answer, run_measure
from copperplate.query.together import count_together

__all__ = ["Answer", "Breakdown", "Territory", "break_down", "count_together", "run_measure"]
