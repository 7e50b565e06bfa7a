"""What a total is made of: its parts in a table by growth, and what they say in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from copperplate.disclosure import Publishable
from copperplate.findings.composition import Part, composition, growth
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import sentence_case
from copperplate.periods import Period
from copperplate.report.blocks import Block, Bullets, Column, Row, Table
from copperplate.series.evidence import Evidence

TOO_SMALL = "Too few in the base year for a percentage"
NO_BASE = "No figure in the base year"
NOT_HELD = "Not held"


def parts_of(
    book: FigureBook,
    measure: str,
    parts: Mapping[str, Publishable[Evidence]],
    said: tuple[Runs, ...],
    *,
    identity: str,
) -> tuple[Block, ...]:
    """Return the parts of a measure since the paper's base; nothing where they do not add up.

    Args:
        book: The paper's figures.
        measure: The whole.
        parts: Its parts, by id.
        said: What is said of them, sentences.
        identity: What the blocks' ids begin with.
    """
    base = book.context.base
    whole = book.evidence.get(measure)
    if whole is None or base is None:
        return ()
    period = book.latest(measure)
    made = composition(
        whole, list(parts.values()), area=book.context.area, period=period, base=base
    )
    grown = None if made is None else growth(made, base)
    if made is None or grown is None:
        return ()
    knowing = book.beside(parts.values())
    rest = [part for part in made.parts if part.proportion is None]
    return (
        *((Bullets(items=said),) if said else ()),
        Table(
            identity=f"{identity}-parts",
            caption=f"{whole.shown.about.title} by offence group, fastest growth first",
            columns=(
                Column(title="Offence group"),
                Column(title=sentence_case(str(base)), numeric=True),
                Column(title=sentence_case(str(period)), numeric=True),
                Column(title="Change", numeric=True),
            ),
            rows=tuple(
                _row(knowing, parts[part.measure].shown.about.title, part, base, period)
                for part in (*grown.parts, *rest)
            ),
        ),
    )


def _row(book: FigureBook, title: str, part: Part, base: Period, period: Period) -> Row:
    return Row(
        cells=(
            (Text(title),),
            _value(book, part.measure, base),
            _value(book, part.measure, period),
            _change(book, part, base, period),
        )
    )


def _value(book: FigureBook, measure: str, period: Period) -> Runs:
    made = book.figure(f"{measure}.value", period=period)
    # A figure of a period that is not held speaks of none.
    return (FigureRun(made),) if made.provenance.periods else (Text(NOT_HELD),)


def _change(book: FigureBook, part: Part, base: Period, period: Period) -> Runs:
    if part.difference is None:
        return (Text(NO_BASE),)
    if part.proportion is None:
        return (Text(TOO_SMALL),)
    made = book.figure(f"{part.measure}.change_percent", period=period, base=base)
    return (FigureRun(made.with_sign()),)
