"""A sentence as an author would write it: its figures live, in braces.

So that a suggestion copied into a file of words stays true when figures are revised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copperplate.errors import UnknownName
from copperplate.narrative.figure_kinds import KINDS_OF_FIGURE
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs
from copperplate.periods import Period
from copperplate.series import Figure


def as_live(runs: Runs, book: FigureBook) -> str:
    """Return running text with each figure as the name that gives it.

    A figure that no name gives (two findings share it) stands as it is printed.
    """
    measures = [run.figure.provenance.measure for run in runs if isinstance(run, FigureRun)]
    return "".join(
        _named(run.figure, book)
        if isinstance(run, FigureRun)
        else _with_live_periods(run.text, measures, book)
        for run in runs
    )


def _with_live_periods(text: str, measures: Sequence[str], book: FigureBook) -> str:
    """Return words with the newest and the base period of a measure as names, too."""
    for measure in measures[:1]:
        if measure in book.evidence:
            text = text.replace(str(book.latest(measure)), f"{{{measure}.period}}")
            if book.context.base is not None:
                text = text.replace(str(book.context.base), f"{{{measure}.base_period}}")
    return text


def _named(figure: Figure, book: FigureBook) -> str:
    for written, made in _spellings(figure, book):
        if (made.value, made.unit) == (figure.value, figure.unit):
            places = "" if made.places == figure.places else f" places={figure.places}"
            return f"{{{written}{places}}}"
    return figure.marked_text


def _spellings(figure: Figure, book: FigureBook) -> Iterator[tuple[str, Figure]]:
    """Yield ways to write a figure, the shortest first, with what each gives."""
    periods = figure.provenance.periods
    areas = figure.provenance.areas
    away = areas[0] if len(areas) == 1 and areas[0] != book.context.area else None
    area = "" if away is None else f" area={away}"
    base, period = (periods[0], periods[-1]) if periods else (None, None)
    measure, _, kind = figure.name.partition(".")
    of_base = f"{measure}.base_{kind}"
    tried: tuple[tuple[str, str, Period | None, Period | None], ...] = (
        (figure.name, "", None, None),
        *(((of_base, "", None, None),) if f"base_{kind}" in KINDS_OF_FIGURE else ()),
        (figure.name, f' base="{base}"', None, base),
        (figure.name, f' period="{period}"', period, None),
        (figure.name, f' period="{period}" base="{base}"', period, base),
    )
    for name, options, now, then in tried:
        try:
            made = book.figure(name, area=away, period=now, base=then)
        except UnknownName:
            continue
        yield name + area + options, made
