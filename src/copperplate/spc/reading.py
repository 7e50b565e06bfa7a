"""What a caller hands over, read into arrays of its own or refused by its name.

Numbers, true and false, labels. Knows what an array is, and nothing of series or charts; tables
have been taken apart by `frames` before they come here.
"""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copperplate.spc.constants import LARGEST, SMALLEST_DIVISOR
from copperplate.spc.exceptions import CannotChart, NotFinite, NotNumbers, WrongShape
from copperplate.spc.sums import Array, Flags

_MISSING = ("NAType", "NaTType", "NoneType")
"""Types of what stands for no value in lists: of pandas too, which need not be there."""


def numbers_of(what: str, given: Any) -> Array:
    """Return numbers as an array of their own; NaN where missing or masked.

    Args:
        what: What the caller called it, as a message names it.
        given: Anything numpy reads as an array: numbers of any kind, None for missing.

    Raises:
        WrongShape: It is no array, such as rows of unequal lengths.
        NotNumbers: It holds text, dates, true and false, or anything else that is no number.
        NotFinite: A number is infinite, or too large to be reckoned with.
    """
    held = _array(what, given)
    if held.dtype.kind == "O":
        plain = [_number(what, one) for one in held.ravel()]
        numbers = np.array(plain, dtype=np.float64).reshape(held.shape)
    elif held.dtype.kind in "iuf":
        with np.errstate(over="ignore"):
            numbers = np.array(held, dtype=np.float64)
    else:
        raise NotNumbers(f"{what}: {held.dtype} is no kind of number.")
    if np.ma.isMaskedArray(given):
        numbers[np.ma.getmaskarray(given)] = np.nan
    if (numbers > LARGEST).any() or (numbers < -LARGEST).any():
        _refuse_large(what, numbers)
    return numbers


def divisors_of(what: str, given: Any) -> Array:
    """Return numbers to divide by, as `numbers_of` does.

    Raises:
        WrongShape, NotNumbers: As of `numbers_of`.
        NotFinite: A number is infinite, too large, or too near nothing to divide by.
    """
    numbers = numbers_of(what, given)
    if ((numbers > 0) & (numbers < SMALLEST_DIVISOR)).any():
        raise NotFinite(
            f"{what}: a number is above 0 and below {SMALLEST_DIVISOR:g}, and what is divided by "
            "it is too large to be reckoned with; a denominator of nothing is 0."
        )
    return numbers


def flags_of(what: str, given: Any) -> Flags:
    """Return true and false, or 1 and 0, as an array of its own; false where missing or masked.

    Raises:
        WrongShape: It is no array.
        NotNumbers: It holds anything else.
    """
    held = _array(what, given)
    if held.dtype.kind == "O":
        plain = [False if type(one).__name__ in _MISSING else one for one in held.ravel()]
        if not all(isinstance(one, (bool, np.bool_)) for one in plain):
            raise NotNumbers(_no_flag(what))
        held = np.array(plain, dtype=np.bool_).reshape(held.shape)
    elif held.dtype.kind in "iuf":
        known = held[held == held]  # NaN is not itself
        if not ((known == 0) | (known == 1)).all():
            raise NotNumbers(_no_flag(what))
        held = held == 1
    elif held.dtype.kind != "b":
        raise NotNumbers(_no_flag(what))
    flags = np.array(held, dtype=np.bool_)
    if np.ma.isMaskedArray(given):
        flags[np.ma.getmaskarray(given)] = False
    return flags


def labels_of(what: str, given: Any, series: int, *, of: str = "series") -> NDArray[Any]:
    """Return one label a series, of a kind that can be told apart and put in order.

    Args:
        what: What the caller called it.
        given: Shape (n_series,).
        series: How many there are.
        of: What is labelled, where it is no series.

    Raises:
        WrongShape: There is not one label a series.
        CannotChart: A label is missing.
    """
    held = _array(what, given)
    if held.shape != (series,):
        raise WrongShape(f"{what} has the shape {held.shape}; ({series},) is wanted.")
    missing = [type(one).__name__ in _MISSING or one != one for one in held.tolist()]
    if any(missing):
        raise CannotChart(f"{what}: the label of {of} {missing.index(True)} is missing.")
    return held.astype(str) if held.dtype.kind == "O" else held


def _array(what: str, given: Any) -> NDArray[Any]:
    try:
        return np.asarray(given)
    except (ValueError, TypeError):
        raise WrongShape(
            f"{what}: no array; give one series (n_points,), or many of as many points each, NaN "
            "where one is missing."
        ) from None


def _number(what: str, one: Any) -> float:
    if type(one).__name__ in _MISSING:
        return np.nan
    if not isinstance(one, (Real, Decimal)) or isinstance(one, (bool, np.bool_)):
        raise NotNumbers(f"{what}: {type(one).__name__} is no kind of number.")
    try:
        return float(one)
    except OverflowError:
        return np.inf


def _no_flag(what: str) -> str:
    return f"{what}: true or false is wanted, of each point."


def _refuse_large(what: str, numbers: Array) -> None:
    infinite = int(np.isinf(numbers).sum())
    if infinite:
        raise NotFinite(f"{what}: {infinite:,} infinite; not known is NaN.")
    raise NotFinite(
        f"{what}: a number lies further than {LARGEST:g} from 0; count in larger units."
    )
