"""Values that hold arrays or NaN: equal by content, and closed to writing once made.

Equal is same type, same numbers to the bit, NaN equal to NaN; such a value has no hash.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import Field, fields
from typing import Any, ClassVar, Self

import numpy as np


class HoldsArrays:
    """The base of a dataclass that holds arrays."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __hash__ = None  # type: ignore[assignment]  # the language's sign for "has no hash"

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        names = [field.name for field in fields(self) if field.compare]
        return all(_same(getattr(self, name), getattr(other, name)) for name in names)

    def close(self) -> None:
        """Close every array to writing, also those of values held inside."""
        for field in fields(self):
            held = getattr(self, field.name)
            if isinstance(held, np.ndarray):
                held.flags.writeable = False
            elif isinstance(held, HoldsArrays):
                held.close()


class Columns(HoldsArrays):
    """The base of a dataclass of arrays that share their rows; None stands for no array."""

    __slots__ = ()

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the rows of all parts, one part after another; at least one part."""
        return cls(
            **{
                field.name: _end_to_end([getattr(part, field.name) for part in parts])
                for field in fields(cls)
            }
        )

    def taken(self, where: Any) -> Self:
        """Return the rows at some places, or whatever else indexes the arrays.

        A slice shares memory with these rows, as numpy does; anything else copies them.
        """
        return type(self)(
            **{field.name: _at(getattr(self, field.name), where) for field in fields(self)}
        )


def _end_to_end(held: Sequence[Any]) -> Any:
    if isinstance(held[0], Columns):
        return type(held[0]).joined(held)
    return None if held[0] is None else np.concatenate(held)


def _at(held: Any, where: Any) -> Any:
    if isinstance(held, Columns):
        return held.taken(where)
    return None if held is None else held[where]


def _same(one: object, two: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(two, np.ndarray):
        return np.array_equal(one, two, equal_nan=one.dtype.kind == "f")
    if isinstance(one, tuple) and isinstance(two, tuple):
        return len(one) == len(two) and all(map(_same, one, two))
    if isinstance(one, float) and isinstance(two, float):
        return one == two or (math.isnan(one) and math.isnan(two))
    return one == two
