"""What is expected of a month: the shape of a year, shared by series of one kind.

A library beside the tower: counts and months in, expectations out. Knows no area and no
offence, and adjusts nothing by itself.
"""

from copperplate.seasons.exceptions import NotCounts, NotMonths
from copperplate.seasons.model import Seasons
from copperplate.seasons.months import Months, months_of
from copperplate.seasons.seasons import seasons_of

__all__ = ["Months", "NotCounts", "NotMonths", "Seasons", "months_of", "seasons_of"]
