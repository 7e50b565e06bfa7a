"""Whether a definition is what it says: its codes are codes, its worked example comes out.

Checks a definition against itself and the reference data; knows no data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from copperplate.errors import Problem, nearest
from copperplate.measures.model import (
    Counted,
    MeanMeasure,
    Measure,
    RateMeasure,
    RowMeasure,
    Worked,
)
from copperplate.measures.where import Condition, comparisons, selects
from copperplate.reference.offences import offences
from copperplate.reference.outcomes import outcome_types
from copperplate.schema.crimes import CRIMES
from copperplate.schema.tables import OUTCOME_COUNTS
from copperplate.yamltext import Node

_LISTS: dict[str, dict[str, Callable[[], Iterable[str]]]] = {
    CRIMES.name: {"offence": offences, "outcome_type": outcome_types},
    OUTCOME_COUNTS.name: {"outcome_type": outcome_types},
}
_PLACES = 2


def code_problems(measure: Measure, condition: Condition | None, node: Node) -> Iterator[Problem]:
    """Yield the codes a condition names that no list has (M113)."""
    lists = _LISTS.get(measure.table, {}) if isinstance(measure, RowMeasure) else {}
    for one in comparisons(condition):
        if one.column not in lists:
            continue
        known = list(lists[one.column]())
        for value in one.values:
            if value not in known:
                yield Problem(
                    code="M113",
                    place=node.at(("where",)).place,
                    what=f"'{value}' is not a value of '{one.column}'.",
                    allowed="Codes are listed in docs/reference/reference-data.md.",
                    remedy=nearest(str(value), known) or "Look the code up there.",
                )


def example_problems(
    measure: Measure, condition: Condition | None, node: Node
) -> Iterator[Problem]:
    """Yield what of a worked example does not come out as it says (M122)."""
    example = measure.example
    wrong = ""
    if isinstance(example, Counted) and isinstance(measure, RowMeasure):
        if not selects(condition, example.counted):
            wrong = "The row that should count does not meet the condition."
        elif example.not_counted and selects(condition, example.not_counted):
            wrong = "The row that should not count meets the condition."
        elif not example.not_counted and condition is not None:
            wrong = "It names no row that does not count, and the condition leaves some out."
    elif isinstance(example, Worked) and not isinstance(measure, MeanMeasure | RowMeasure):
        per = measure.denominator.per if isinstance(measure, RateMeasure) else 100
        wrong = _wrong(example, per)
    elif isinstance(example, Worked) and isinstance(measure, MeanMeasure):
        wrong = _wrong(example, 1)
    elif example is not None:
        wrong = "It is of another kind than the measure."
    if wrong:
        yield Problem(
            code="M122",
            place=node.at(("example",)).place,
            what=wrong,
            allowed="A count: {counted: {column: value}, not_counted: {column: value}}. A rate, a "
            "proportion or a mean: {above: 1, below: 3, gives: 33.33}.",
            remedy="Correct the example, or the definition.",
        )


def _wrong(example: Worked, per: int) -> str:
    found = example.above * per / example.below
    if abs(found - example.gives) < 0.5 * 10**-_PLACES + 1e-9:
        return ""
    return f"{example.above:g} over {example.below:g} gives {found:.{_PLACES}f}."
