"""Whether the figures of one source follow from each other; what does not is said, not mended.

Totals against their groups, regions and countries against the areas in them, printed rates
against number over residents. Knows no layout: it is handed figures and where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from copperplate.areas import AreaKind, AreaRegister
from copperplate.schema.offences import CHILDREN, OFFENCE_TITLES
from copperplate.sources.reading import Reconciliation

Counts = Mapping[tuple[str, str], int | float]
"""(area, offence) to the count printed; only plain figures, none with a mark."""
Spots = Mapping[str, str]
"""Area to where its row stands."""

WHOLE = "K04000001"  # England and Wales, which British Transport Police is part of

# Rates are printed unrounded, but the residents they divide by are rounded to 100.
RATE_TOLERANCE = 0.005
ROUNDED_BY = 50


def sums_of_groups(counts: Counts, spots: Spots) -> tuple[Reconciliation, ...]:
    """Compare every parent group with the sum of its groups, where all are printed."""
    printed = {offence for _, offence in counts}
    found = []
    for area, spot in spots.items():
        for parent, children in CHILDREN.items():
            parts = [(area, child) for child in children if child in printed]
            found += _compared(
                counts, (area, parent), parts, spot, f"{OFFENCE_TITLES[parent]} against the sum of "
                "its groups",
            )  # fmt: skip
    return tuple(found)


def sums_of_areas(
    counts: Counts, spots: Spots, register: AreaRegister
) -> tuple[Reconciliation, ...]:
    """Compare every region and country with the sum of the areas in it, where all are printed."""
    printed = sorted({offence for _, offence in counts})
    within: dict[str, list[str]] = {}
    for code in spots:
        area = register[code]
        above = area.parent or (WHOLE if area.kind is AreaKind.RECORDING_BODY else "")
        within.setdefault(above, []).append(code)
    found = []
    for code, spot in spots.items():
        for offence in printed:
            parts = [(part, offence) for part in within.get(code, ())]
            found += _compared(
                counts, (code, offence), parts, spot, f"{OFFENCE_TITLES[offence]} against the sum "
                "of its areas",
            )  # fmt: skip
    return tuple(found)


def rates_again(
    rates: Mapping[tuple[str, str, str], float],
    counts: Counts,
    estimates: Mapping[tuple[str, str], int | float],
    spots: Spots,
) -> tuple[Reconciliation, ...]:
    """Compare every printed rate per 1,000 with the number over the residents or households.

    Args:
        rates: (area, offence, base) to the rate.
        counts: As above.
        estimates: (area, base) to residents or households.
        spots: Where each area's rates stand.
    """
    found = []
    for (area, offence, base), stated in rates.items():
        count, people = counts.get((area, offence)), estimates.get((area, base))
        if count is None or not people:
            continue
        computed = count / people * 1000
        if abs(stated - computed) > RATE_TOLERANCE + computed * ROUNDED_BY / people:
            found.append(
                Reconciliation(
                    place=f"{spots[area]} ({area})",
                    what=f"{OFFENCE_TITLES[offence]}, rate per 1,000 {base} against the number of "
                    f"offences over the {base}",
                    stated=stated,
                    computed=computed,
                )
            )
    return tuple(found)


def _compared(
    counts: Counts,
    whole: tuple[str, str],
    parts: list[tuple[str, str]],
    spot: str,
    what: str,
) -> list[Reconciliation]:
    """Return the difference between a figure and the sum of its parts, if all are there."""
    if not parts or any(key not in counts for key in (whole, *parts)):
        return []
    computed = sum(counts[part] for part in parts)
    if counts[whole] == computed:
        return []
    place = f"{spot} ({whole[0]})"
    return [Reconciliation(place=place, what=what, stated=counts[whole], computed=computed)]
