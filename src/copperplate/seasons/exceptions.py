"""What keeps a season from being found, beside what keeps a chart from being made."""


class NotMonths(ValueError):
    """The periods are not months, each later than the one before it."""


class NotCounts(ValueError):
    """A value lies below zero: shares of a year are taken of counts."""
