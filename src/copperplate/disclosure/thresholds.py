"""The numbers of the policy on small numbers, in one place, each with its source."""

SMALLEST_COUNT_SHOWN = 5
"""Counts of 1 up to one below this are hidden. Source: house rule, the threshold that
publishers of official statistics on people commonly use."""

SMALLEST_BASE_SHOWN = 20
"""Of a smaller base there is no percentage and no mean, and nothing is said of a group that
makes up all of it. Source: house rule."""

SMALLEST_RELIABLE_BASE = 50
"""A percentage or a mean of a smaller base carries the mark [u]. Source: house rule."""
