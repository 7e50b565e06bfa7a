"""What keeps a control chart from being made; each says what was given and what is needed.

The library's own errors, so that it can be used without the rest of the house.
"""

from __future__ import annotations


class CannotChart(ValueError):
    """The base of every reason why numbers cannot be put on a control chart."""


class WrongShape(CannotChart):
    """An array is shaped like neither one series (n_points,) nor many (n_series, n_points)."""


class NotFinite(CannotChart):
    """A value is infinite, or so large that its square is: one that is not known is NaN."""


class NotNumbers(CannotChart):
    """What was handed over holds no numbers, or not true and false: the message names it."""


class ContradictoryDecisions(CannotChart):
    """One step is both confirmed and refused: keep one of the two."""


class UnknownRules(CannotChart):
    """A rule set was asked for that nobody defined: the message lists those there are."""


class UnknownChart(CannotChart):
    """A chart type was asked for that nobody defined: the message lists those there are."""


class WrongDenominators(CannotChart):
    """A chart was given denominators it does not take, or not those it divides by."""


class ImpossibleRules(CannotChart):
    """Numbers to judge by that cannot be meant: the message lists them with the least there are."""
