"""Comparing members of a group: averages with their definition, ranks with ties, gaps.

A library beside the tower: arrays in, arrays out. Knows no area and no measure.
"""

from copperplate.compare.peers import Average, gap, group_average, ranks

__all__ = ["Average", "gap", "group_average", "ranks"]
