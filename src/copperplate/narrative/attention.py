"""What stands beside the sentences of what needs attention: where else, by which part, by chance.

The sentence of a sign itself is `sentences`'. Counts nothing and finds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import listed
from copperplate.series import Figure, Provenance, Unit
from copperplate.series.units import UnitKind

CHARTS = Unit(kind=UnitKind.COUNT, noun="control charts", singular="control chart")
ENTRIES = Unit(kind=UnitKind.COUNT, noun="entries", singular="entry")
EXPECTED = (
    "The sum over the charts of the probability that a chart of that length and level shows a sign "
    "of now though nothing has changed; see docs/reference/spc/attention.md."
)
LOOKED_AT = "The control charts of every measure and area looked at, hidden ones left out."


def chart_figures(charts: int, expected: float, provenance: Provenance) -> tuple[Figure, Figure]:
    """Return how many charts were looked at, and how many entries chance alone would make of them.

    Args:
        charts: How many.
        expected: Unrounded.
        provenance: Of both, but for the method.
    """
    return (
        Figure(
            name="attention.charts",
            value=float(charts),
            unit=CHARTS,
            places=0,
            provenance=replace(provenance, method=LOOKED_AT),
        ),
        Figure(
            name="attention.expected_by_chance",
            value=expected,
            unit=ENTRIES,
            # Of few charts a whole number would say none.
            places=0 if expected >= 10 or not expected else 1,
            provenance=replace(provenance, method=EXPECTED, inputs=((CHARTS.noun, float(charts)),)),
        ),
    )


def by_chance(charts: Figure, expected: Figure) -> Runs:
    """Word how many entries would stand in the list if nothing had changed anywhere."""
    of = "chart" if charts.value == 1 else "charts"
    return (
        Text("Of "),
        FigureRun(charts),
        Text(f" {of} about "),
        FigureRun(expected),
        Text(
            f" {'entry' if expected.text == '1' else 'entries'} would stand here by chance alone."
        ),
    )


def carried(part: str) -> Runs:
    """Word which part makes up more than half of a change; nothing where none does."""
    return (Text(f"More than half of the change lies in {part}."),) if part else ()


def also_in(areas: Sequence[str]) -> Runs:
    """Word where the same is seen too; nothing where nowhere else."""
    return (Text(f"Also in: {listed(areas)}."),) if areas else ()
