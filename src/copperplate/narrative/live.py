"""A sentence as an author would write it: its figures live, in braces.

So that a suggestion copied into a file of words stays true when figures are revised.
"""

from __future__ import annotations

from collections.abc import Iterator

from copperplate.errors import UnknownName
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun, Runs
from copperplate.periods import Period
from copperplate.series import Figure


def as_live(runs: Runs, book: FigureBook) -> str:
    """Return running text with each figure as the name that gives it.

    A figure that no name gives (two findings share it) stands as it is printed.
    """
    return "".join(
        _named(run.figure, book) if isinstance(run, FigureRun) else run.text for run in runs
    )


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
    tried: tuple[tuple[str, Period | None, Period | None], ...] = (
        (area, None, None),
        (f'{area} period="{period}"', period, None),
        (f'{area} period="{period}" base="{base}"', period, base),
    )
    for options, now, then in tried:
        try:
            made = book.figure(figure.name, area=away, period=now, base=then)
        except UnknownName:
            continue
        yield figure.name + options, made
