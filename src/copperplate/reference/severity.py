"""Weights of the Crime Severity Score of the Office for National Statistics, by offence code.

Knows one edition; a score is not comparable with one of other weights. Computes no score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from copperplate.reference import shipped
from copperplate.reference.offences import offence_code, offences

EDITION = "2020-21"


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one crime of a code weighs.

    Attributes:
        code: Of the offence list.
        weight: As published, all digits.
        weighed_as: The code or codes under which the publisher prints it: homicide is weighed
            together, and two codes of burglary under their neighbours.
    """

    code: str
    weight: float
    weighed_as: str


@cache
def severity_weights() -> Mapping[str, Weight]:
    """Return every weight by offence code, in the order of the publication."""
    return MappingProxyType(
        {
            row["code"]: Weight(row["code"], float(row["weight"]), row["weighed_as"])
            for row in shipped.rows("severity_weights.csv")
        }
    )


def severity_weight(code: str) -> float | None:
    """Return the weight of a code however it is written; None if it is none or has none."""
    known = offence_code(code)
    weight = None if known is None else severity_weights().get(known)
    return None if weight is None else weight.weight


@cache
def without_weight() -> tuple[str, ...]:
    """Return the codes of the offence list that have no weight, in its order.

    All of them are older than the edition, or fraud that forces do not record.
    """
    return tuple(code for code in offences() if code not in severity_weights())
