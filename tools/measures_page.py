"""Write docs/reference/measures-that-ship.md: `python -m tools.measures_page`."""

from __future__ import annotations

from pathlib import Path

from copperplate.measures import Measure, MeasureBook, load_measures
from copperplate.measures.model import (
    Counted,
    CountMeasure,
    MeanMeasure,
    ProportionMeasure,
    RateMeasure,
    RowMeasure,
    Worked,
)
from copperplate.sources.release import SOURCES
from copperplate.yamltext import Node, parse

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "src" / "copperplate" / "measures" / "catalogue"
PAGE = ROOT / "docs" / "reference" / "measures-that-ship.md"

_OPENING = """\
# Measures that ship

Every new workspace holds these in `measures/`, to be kept, changed or thrown away: a measure is one
entry of a YAML file. Each is one definition, as a statistics bulletin would print it; its worked
example is checked whenever it is read. Offence codes are those of the
[reference data](reference-data.md).

Which way is better is said where it is certain. Many measures rise when recording or trust
improves: whether a rise is wanted is for the plan to say. *Sensitive*: small numbers could point at
people.
"""


def page() -> str:
    """Return the whole page."""
    nodes = [
        parse(path.read_text(encoding="utf-8"), file=path.name)
        for path in sorted(CATALOGUE.glob("*.yaml"))
    ]
    book = load_measures(nodes, sources=SOURCES)
    return _OPENING + "".join(_section(node, book) for node in nodes)


def _section(node: Node, book: MeasureBook) -> str:
    listed = node.at(("measures",)).value
    ids = [str(one.at(("id",)).value) for one in listed] if isinstance(listed, tuple) else []
    subject = node.at(("subject",)).value
    return f"\n## {subject}\n" + "".join(_entry(book[identity], book) for identity in ids)


def _entry(measure: Measure, book: MeasureBook) -> str:
    facts = [f"**{measure.question}** {measure.definition}"]
    facts += _how(measure)
    said = [f"better: {measure.better.value}", *(["sensitive"] if measure.sensitive else [])]
    if measure.parent:
        said.append(f"part of `{measure.parent}`")
    if children := book.children(measure.id):
        said.append("parts: " + ", ".join(f"`{child}`" for child in children))
    if measure.valid_from:
        said.append(f"from {measure.valid_from}")
    if measure.valid_to:
        said.append(f"to {measure.valid_to}")
    facts.append(f"*{'; '.join(said)}.*")
    facts += [broken.note for broken in measure.breaks]
    if measure.comparability:
        facts.append(f"Comparing: {measure.comparability}")
    facts += _example(measure)
    return f"\n### {measure.id}\n\n{measure.title}. " + "\n\n".join(facts) + "\n"


def _how(measure: Measure) -> list[str]:
    how = []
    if isinstance(measure, RowMeasure) and measure.where:
        how.append(f"From `{measure.table}` where `{' '.join(measure.where.split())}`.")
    elif isinstance(measure, RowMeasure):
        how.append(f"Every row of `{measure.table}`.")
    if isinstance(measure, CountMeasure) and measure.sums:
        how.append(f"Adds up `{measure.sums}`.")
    if isinstance(measure, CountMeasure) and measure.repeats:
        how.append(
            f"Only where the same `{measure.repeats.of}` is there in the "
            f"{measure.repeats.within_days} days before."
        )
    if isinstance(measure, CountMeasure | MeanMeasure) and measure.dated_by:
        how.append(f"Dated by `{measure.dated_by}`.")
    if isinstance(measure, MeanMeasure):
        how.append(f"The mean of `{measure.of}`.")
    if isinstance(measure, RateMeasure):
        below = measure.denominator.base or f"`{measure.denominator.count}`"
        how.append(f"`{measure.numerator}` per {measure.denominator.per:,} of {below}.")
    if isinstance(measure, ProportionMeasure):
        how.append(f"`{measure.numerator}` of `{measure.of}`; {measure.basis.value}.")
    return [" ".join(how)] if how else []


def _example(measure: Measure) -> list[str]:
    match measure.example:
        case Counted(counted=counted, not_counted=left_out):
            said = f"Example: {_row(counted)} counts"
            return [f"{said}; {_row(left_out)} does not." if left_out else f"{said}."]
        case Worked(above=above, below=below, gives=gives):
            return [f"Example: {above:,.0f} over {below:,.0f} gives {gives:,.2f}."]
    return []


def _row(cells: dict[str, str | bool | int | float]) -> str:
    return "`" + ", ".join(f"{name} = {value!s}" for name, value in cells.items()) + "`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="")
