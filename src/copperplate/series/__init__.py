"""The value that flows: observations with marks, and the single figures taken from them.

`marks` says why a value is not plain, `units` what it is counted in, `model` holds many
series in one array, `figure` one number with its provenance, `numbers` how a number is
rounded and printed. Knows nothing of where observations come from.
"""

from copperplate.series.figure import Figure, Provenance
from copperplate.series.marks import Mark, marks_of
from copperplate.series.model import Observation, Series, SeriesSet
from copperplate.series.units import Unit

__all__ = [
    "Figure",
    "Mark",
    "Observation",
    "Provenance",
    "Series",
    "SeriesSet",
    "Unit",
    "marks_of",
]
