"""Whether a condition would count something twice, or two things as one.

Groups nest, and outcomes are published on two bases. Checks a condition against the schema and
the reference data; knows no data.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from copperplate.errors import Place, Problem
from copperplate.measures.where import Condition, selects
from copperplate.reference.outcomes import outcome_types
from copperplate.schema import TableSpec
from copperplate.schema.offences import CHILDREN, OFFENCE_TITLES, leaves
from copperplate.schema.tables import ASSIGNED, COUNTS, OUTCOME_COUNTS, RECORDED, RECORDED_CRIME


def double_counting(
    table: TableSpec, condition: Condition | None, place: Place
) -> Iterator[Problem]:
    """Yield what of a table a condition would count twice (M114), or as one (M115); the first."""
    if table is COUNTS and condition is None:
        yield Problem(
            code="M115",
            place=place,
            what="Without a condition, everything anybody sent would be added up.",
            remedy="Say which: where: measure = '…'.",
        )
    elif table is RECORDED_CRIME:
        chosen = {offence for offence in OFFENCE_TITLES if selects(condition, {"offence": offence})}
        yield from _nested(chosen, place)
    elif table is OUTCOME_COUNTS:
        yield from _outcomes(condition, place)


def _nested(chosen: set[str], place: Place) -> Iterator[Problem]:
    for parent, children in CHILDREN.items():
        inside = sorted((set(children) | set(leaves(parent))) & chosen)
        if parent in chosen and inside:
            yield Problem(
                code="M114",
                place=place,
                what=f"The condition selects '{parent}' and '{inside[0]}', which is part of "
                "it: offences would be counted twice.",
                remedy="Name the groups that are meant: where: offence in ('…', '…').",
            )
            return


def _outcomes(condition: Condition | None, place: Place) -> Iterator[Problem]:
    bases = set()
    for kind, basis in product(outcome_types(), (RECORDED, ASSIGNED)):
        said = {"outcome_type": kind, "basis": basis}
        chosen = {
            group for group in OFFENCE_TITLES if selects(condition, {**said, "offence": group})
        }
        if chosen:
            bases.add(basis)
        nested = list(_nested(chosen, place))
        if nested:
            yield from nested
            return
    if len(bases) > 1:
        yield Problem(
            code="M114",
            place=place,
            what="The condition selects outcomes of the crimes recorded in the period and outcomes "
            "assigned in it: most would be counted twice.",
            remedy=f"Name the one that is meant: basis = '{ASSIGNED}' or basis = '{RECORDED}'.",
        )
