"""What to count: measures declared as data.

`model` is what a measure says, `where` the small grammar of its condition, `load` reads
measure files. Describes only; counting happens in `query`.
"""

from copperplate.measures.load import MeasureBook, load_measures
from copperplate.measures.model import Better, CountMeasure, Measure, Quarters, RateMeasure

__all__ = [
    "Better",
    "CountMeasure",
    "Measure",
    "MeasureBook",
    "Quarters",
    "RateMeasure",
    "load_measures",
]
