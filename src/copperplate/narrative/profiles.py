"""Ways of printing the objectives table, by name: the house's, and a portal's of 2014.

A profile changes how figures are printed, never what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from copperplate.series.numbers import HOUSE, NumberStyle, Rounding


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How an objectives table prints its figures.

    Attributes:
        name: What `--profile` calls it.
        statement: What it does, a sentence for readers; printed with the table.
        changes: The style of rows that compare two years.
        detections: The style of rows that set detected beside recorded.
        small_bases: Whether a percentage is printed of a base that counts few.
    """

    name: str
    statement: str
    changes: NumberStyle
    detections: NumberStyle
    small_bases: bool = False


HOUSE_PROFILE = Profile(
    name="house",
    statement="Rounded half away from zero.",
    changes=HOUSE,
    detections=HOUSE,
)

# Source: the two tables of West Midlands Police's paper to the Strategic Policing and Crime
# Board of 1 April 2014, paragraphs 30 and 50. All eight figures worked out in the first agree
# with rounding up, and three of them (2.1, 9.1 and 11,421) with nothing else; 1,765 of 21,657
# in the second (8.1498) agrees with half away from zero and not with rounding up.
_PORTAL = NumberStyle(trailing_zeros=False, minus="-", percent=" %", not_applicable="-")

PORTAL_2014 = Profile(
    name="portal_2014",
    statement="Rounded as a force portal of 2014 did: changes and variances toward plus infinity, "
    "detections half away from zero; a trailing zero is dropped.",
    changes=NumberStyle(
        rounding=Rounding.TOWARD_PLUS_INFINITY,
        trailing_zeros=_PORTAL.trailing_zeros,
        minus=_PORTAL.minus,
        percent=_PORTAL.percent,
        not_applicable=_PORTAL.not_applicable,
    ),
    detections=_PORTAL,
    small_bases=True,
)

PROFILES = MappingProxyType({one.name: one for one in (HOUSE_PROFILE, PORTAL_2014)})
