"""Many measures of records counted in one reading, before each is asked for by itself.

The engine keeps the answers to the statements each would run: whoever counts them then asks as
ever, and gets the same. Counts no series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from copperplate.engines.duckdb import Engine, QueryTooLong
from copperplate.measures import (
    CountMeasure,
    DatedMeasure,
    Measure,
    MeasureBook,
    ProportionMeasure,
    RateMeasure,
)
from copperplate.periods import PeriodKind
from copperplate.query.compile import Compiled
from copperplate.query.count_rates import below_the_line
from copperplate.query.record_sql import amount_of, compile_records, compile_together
from copperplate.query.records import Asked, Territory, asked_first
from copperplate.query.speakers import ranked
from copperplate.schema import TABLES
from copperplate.sources.release import Release

# Of more, the groups no longer fit where a processor counts quickly, and a force with twenty
# million records comes near what a statement may take.
MOST_AT_ONCE = 24


def count_together(
    measures: Iterable[tuple[Measure, PeriodKind]],
    book: MeasureBook,
    *,
    engine: Engine,
    releases: Sequence[Release],
    territories: Mapping[str, Territory],
    to: date | None,
) -> None:
    """Ask for what measures of records are counted from, those that are counted alike at once.

    Measures that add something up, or count repeats, and those that are alone are left to be
    asked for by themselves; so is what takes too long together.

    Args:
        measures: Any, each with the shape of period it will be counted by.
        book: The measures they may name.
        engine: A connection over the tables of `releases`, which will be asked afterwards.
        releases: As `run_measure` will be told.
        territories: Likewise.
        to: Likewise.
    """
    counts = dict.fromkeys(
        one for measure, kind in measures for one in _counts(measure, book, kind)
    )
    alike: dict[Compiled, list[tuple[CountMeasure, Asked]]] = {}
    for identity, kind in counts:
        counted = book[identity]
        if not isinstance(counted, CountMeasure) or not _is_plain(counted):
            continue
        in_rank = [release.identity for release in ranked(releases, counted.sources)]
        asked = asked_first(
            counted, engine=engine, territories=territories, kind=kind, in_rank=in_rank, to=to
        )
        if asked is not None:
            # What they share is the statement of one that counts everything.
            everything = compile_records(counted, None, **asked)
            alike.setdefault(everything, []).append((counted, asked))
    for those in alike.values():
        for begin in range(0, len(those), MOST_AT_ONCE):
            some = those[begin : begin + MOST_AT_ONCE]
            if len(some) > 1:
                _ask([counted for counted, _ in some], book, some[0][1], engine)


def _ask(measures: Sequence[CountMeasure], book: MeasureBook, asked: Asked, engine: Engine) -> None:
    conditions = [book.conditions[one.id] for one in measures]
    together = compile_together(measures[0], conditions, **asked)
    try:
        rows = engine.run(together.sql, together.parameters)
    except QueryTooLong:
        return
    keys = (len(rows[0]) if rows else 0) - len(measures)
    for number, (measure, condition) in enumerate(zip(measures, conditions, strict=True), keys):
        alone = compile_records(measure, condition, **asked)
        # By itself it has no row for what it counts none of.
        engine.keep(
            alone.sql,
            alone.parameters,
            [(*row[:keys], row[number]) for row in rows if row[number]],
        )


def _counts(
    measure: Measure, book: MeasureBook, kind: PeriodKind
) -> Iterator[tuple[str, PeriodKind]]:
    """Return the counts a measure is worked out of, as `run_measure` asks for them."""
    if isinstance(measure, ProportionMeasure):
        for identity in (measure.numerator, measure.of):
            yield from _counts(book.count(identity), book, kind)
        return
    yield book.counted(measure).id, kind
    if isinstance(measure, RateMeasure) and measure.denominator.count is not None:
        below = book.count(measure.denominator.count)
        yield from _counts(below, book, below_the_line(measure, book, kind))


def _is_plain(measure: DatedMeasure) -> bool:
    of_records = TABLES[measure.table].of_records
    repeats = isinstance(measure, CountMeasure) and measure.repeats is not None
    return of_records and not repeats and not amount_of(measure)
