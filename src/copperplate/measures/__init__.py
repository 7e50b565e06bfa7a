"""What to count: measures declared as data.

`model` is what a measure says, `where` the small grammar of its condition, `load` reads
measure files. Describes only; counting happens in `query`.
"""

from copperplate.measures.load import MeasureBook, load_measures
from copperplate.measures.model import (
    Basis,
    Better,
    CountMeasure,
    Measure,
    PercentageMeasure,
    ProportionMeasure,
    Quarters,
    RateMeasure,
    RowMeasure,
)

__all__ = [
    "Basis",
    "Better",
    "CountMeasure",
    "Measure",
    "MeasureBook",
    "PercentageMeasure",
    "ProportionMeasure",
    "Quarters",
    "RateMeasure",
    "RowMeasure",
    "load_measures",
]
