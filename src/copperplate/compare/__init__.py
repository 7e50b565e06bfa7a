"""Comparing areas: averages of a group with their definition, ranks, gaps, classes for maps.

A library beside the tower: arrays in, arrays out. Knows no area and no measure.
"""

from copperplate.compare.classes import ValueClass, are_even, classes
from copperplate.compare.peers import Average, gap, group_average, ranks

__all__ = ["Average", "ValueClass", "are_even", "classes", "gap", "group_average", "ranks"]
