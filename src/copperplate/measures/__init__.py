"""What to count: measures declared as data.

`model` is what a measure says, `where` the small grammar of its condition, `asked` what it may
ask of records, `load` reads measure files. Describes only; counting happens in `query`.
"""

from copperplate.measures.load import MeasureBook, load_measures
from copperplate.measures.model import (
    Basis,
    Better,
    CountMeasure,
    DatedMeasure,
    MeanMeasure,
    Measure,
    PercentageMeasure,
    ProportionMeasure,
    Quarters,
    RateMeasure,
    Repeats,
    RowMeasure,
)

__all__ = [
    "Basis",
    "Better",
    "CountMeasure",
    "DatedMeasure",
    "MeanMeasure",
    "Measure",
    "MeasureBook",
    "PercentageMeasure",
    "ProportionMeasure",
    "Quarters",
    "RateMeasure",
    "Repeats",
    "RowMeasure",
    "load_measures",
]
