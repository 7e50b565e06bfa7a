"""What every file of promises is made of: frozen parts, words, ids, offices.

Knows nothing of what is promised.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from copperplate.periods import Period, parse_period

Words = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,39}$")]
PlanId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
WebAddress = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=400, strip_whitespace=True)
]

TO_BE_CONFIRMED, VARIOUS = "TBC", "Various"
NOBODY = frozenset({TO_BE_CONFIRMED, VARIOUS})
"""What stands where an office should: allowed, and flagged wherever leads are looked at."""


def _read_period(value: object) -> object:
    return parse_period(value) if isinstance(value, str) else value


SaidPeriod = Annotated[Period, BeforeValidator(_read_period)]
"""A period as it is said: "July 2014", "2013/14", "year ending March 2016"."""


class Part(BaseModel):
    """A part of a file: frozen, and without fields nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
