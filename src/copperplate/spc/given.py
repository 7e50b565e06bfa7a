"""What a caller hands over, checked and brought into one shape: (n_series, n_points)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from copperplate.spc.arrays import Columns
from copperplate.spc.exceptions import CannotChart, ContradictoryDecisions, WrongShape
from copperplate.spc.lines.model import something
from copperplate.spc.reading import divisors_of, flags_of, numbers_of
from copperplate.spc.sums import Array, Flags


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Given(Columns):
    """Values and what was said of them; arrays of shape (n_series, n_points).

    Attributes:
        values: NaN where missing.
        provisional: Where a value is drawn but not judged.
        confirmed: Where a confirmed step began.
        refused: Where a refused step began.
        denominators: What the values are over; None for nothing.
        expected: What was expected of each value, or rate, at a level of one; None for the
            same of all.
        rebase_at: Where a process begins.
        excluded: Where a value makes no limits.
        dispersion: Shape (n_series,): variance of counts over their mean; None for unknown.
    """

    values: Array
    provisional: Flags
    confirmed: Flags
    refused: Flags
    denominators: Array | None
    expected: Array | None
    rebase_at: Flags
    excluded: Flags
    dispersion: Array | None = None

    @property
    def over(self) -> Array | None:
        """What the values are divided by to be judged; None for nothing."""
        if self.denominators is None or self.expected is None:
            return self.denominators if self.expected is None else self.expected
        return self.denominators * self.expected

    @property
    def plotted(self) -> Array:
        """The values over what they are over, as a chart shows them."""
        return self.values if self.over is None else self.values / something(self.over)

    @property
    def judged(self) -> Array:
        """The plotted values a rule sees: NaN where missing or provisional."""
        return np.where(self.provisional, np.nan, self.plotted)

    @property
    def counted(self) -> Array:
        """The values as given, NaN where missing, provisional or excluded."""
        return np.where(self.provisional | self.excluded, np.nan, self.values)

    @property
    def walked(self) -> Array:
        """The plotted values a walk comes by: NaN where missing, provisional or excluded."""
        return np.where(self.excluded, np.nan, self.judged)


def read_given(
    values: Any,
    *,
    confirmed: Any = None,
    refused: Any = None,
    provisional: Any = None,
    denominators: Any = None,
    expected: Any = None,
    rebase_at: Any = None,
    excluded: Any = None,
) -> Given:
    """Check arrays and copy them, so that nobody can change a chart from outside.

    Raises:
        WrongShape: The values are neither one series nor many, or an array differs from
            them in shape.
        NotNumbers: One holds what is no number, or not true and false.
        NotFinite: A number is infinite, or too large to be reckoned with.
        ContradictoryDecisions: A step is both confirmed and refused.
    """
    numbers = numbers_of("the values", values)
    if numbers.ndim not in (1, 2):
        raise WrongShape(
            f"the values have {numbers.ndim} dimensions; "
            "give one series (n_points,) or many (n_series, n_points)."
        )
    given = Given(
        values=np.atleast_2d(numbers),
        provisional=_flags("provisional", provisional, numbers.shape),
        confirmed=_flags("confirmed", confirmed, numbers.shape),
        refused=_flags("refused", refused, numbers.shape),
        denominators=_numbers("denominators", denominators, numbers.shape),
        expected=_numbers("expected", expected, numbers.shape),
        rebase_at=_flags("rebase_at", rebase_at, numbers.shape),
        excluded=_flags("excluded", excluded, numbers.shape),
    )
    both = int((given.confirmed & given.refused).sum())
    if both:
        raise ContradictoryDecisions(f"{both} steps are both confirmed and refused; keep one.")
    return given


def _numbers(name: str, given: Any, shape: tuple[int, ...]) -> Array | None:
    if given is None:
        return None
    numbers = divisors_of(f"'{name}'", given)
    if numbers.shape not in (shape, (1, *shape)):
        raise WrongShape(f"'{name}' has the shape {numbers.shape}; the values have {shape}.")
    return np.atleast_2d(numbers)


def _flags(name: str, given: Any, shape: tuple[int, ...]) -> Flags:
    if given is None:
        return np.atleast_2d(np.zeros(shape, dtype=np.bool_))
    flags = flags_of(f"'{name}'", given)
    if flags.shape != shape:
        raise WrongShape(f"'{name}' has the shape {flags.shape}; the values have {shape}.")
    return np.atleast_2d(flags)


def one_a_series(name: str, given: ArrayLike, series: int) -> Array:
    """Return one number for all series, or one a series, as one a series: shape (n_series,).

    Args:
        name: What the caller called it.
        given: One number, or shape (n_series,); NaN means none.
        series: How many there are.

    Raises:
        WrongShape: It is neither.
        NotNumbers, NotFinite: As of `reading.numbers_of`.
    """
    numbers = numbers_of(f"'{name}'", given)
    if numbers.shape not in ((), (series,)):
        raise WrongShape(
            f"'{name}' has the shape {numbers.shape}; one number, or one for each of the "
            f"{series} series, is wanted."
        )
    return np.broadcast_to(numbers, series).copy()


def dispersion_of(given: ArrayLike, series: int) -> Array:
    """Return the variance of counts over their mean, one a series, shape (n_series,).

    Raises:
        WrongShape, NotNumbers, NotFinite: As of `one_a_series`.
        CannotChart: One is missing, or below 1.
    """
    said = one_a_series("dispersion", given, series)
    if not (said >= 1).all():
        raise CannotChart(
            "'dispersion' is the variance of counts over their mean: 1 for Poisson, or more."
        )
    return said
