"""What counting records could not know, in words that stand beside the figures.

Of definitions and of the days that releases cover; never of a record.
"""

from __future__ import annotations

from copperplate.measures import (
    CountMeasure,
    DatedMeasure,
    Measure,
    MeasureBook,
    ProportionMeasure,
    RateMeasure,
)
from copperplate.periods import long_date
from copperplate.query import Answer
from copperplate.query.coverage import joined
from copperplate.query.record_sql import usual_date
from copperplate.schema import TABLES


def caveats(measure: Measure, book: MeasureBook, answer: Answer) -> tuple[str, ...]:
    """Return what has to be said of a measure's values, each once."""
    said = (_of(counted, answer) for counted in _counts(measure, book))
    return tuple(dict.fromkeys(text for texts in said for text in texts))


def _counts(measure: Measure, book: MeasureBook) -> list[Measure]:
    if isinstance(measure, ProportionMeasure):
        return [book.count(measure.numerator), book.count(measure.of)]
    if isinstance(measure, RateMeasure):
        below = measure.denominator.count
        return [book.count(one) for one in (measure.numerator, below) if one is not None]
    return [measure]


def _of(measure: Measure, answer: Answer) -> list[str]:
    if not isinstance(measure, DatedMeasure) or not TABLES[measure.table].of_records:
        return []
    said = []
    table = TABLES[measure.table]
    usual = usual_date(table)
    used = {release.identity for release in answer.releases}
    stretches = joined(
        one for release, held in answer.stretches.items() if release in used for one in held
    )
    if measure.dated_by not in (None, usual) and stretches:
        days = ", ".join(f"{long_date(one.start)} to {long_date(one.end)}" for one in stretches)
        said.append(
            f"Counted by the day they were {_DONE[measure.dated_by or usual]}, among the "
            f"{table.name} {_DONE[usual]} from {days}. What was {_DONE[usual]} on other days is "
            "not held and is in none of these figures, whenever its own day was; nor is what has "
            "no such day."
        )
    if isinstance(measure, CountMeasure) and measure.repeats is not None:
        said.append(
            f"Repeats are told by the same pseudonym on an earlier day, at most "
            f"{measure.repeats.within_days:,} days before, in the same release."
        )
    return said


_DONE = {
    "recorded": "recorded",
    "outcome": "given their outcome",
    "committed": "committed",
    "finalised": "finalised",
}
