"""Which file is read of which layout, and beside which other.

Knows names alone; opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from copperplate.areas import AreaRegister
from copperplate.errors import BadInput, Place, Problem
from copperplate.sources.records.copies import Copy
from copperplate.sources.records.importing import Job
from copperplate.sources.records.layout import FileLayout, RecordSource


def jobs_of(
    source: RecordSource,
    copies: Sequence[Copy],
    layouts: Mapping[Callable[[AreaRegister], FileLayout], FileLayout],
) -> list[Job]:
    """Return the files to be read by themselves, each with the one it is read beside.

    Args:
        source: Where they come from.
        copies: All files.
        layouts: What each of the source's layouts is for the areas there are.

    Raises:
        BadInput: A file lacks the one it is read beside, or no file is read beside it (S055).
    """
    by_name = {copy.name.lower(): copy for copy in copies}
    jobs: list[Job] = []
    problems: list[Problem] = []
    alone = {name: copy for name, copy in by_name.items() if source.layout_of(name) is None}
    for copy in copies:
        make = source.layout_of(copy.name)
        if make is None:
            continue
        layout = layouts[make]
        if layout.beside is None:
            jobs.append(Job(copy=copy, layout=layout))
            continue
        names = [name.lower() for name in layout.beside.names(copy.name)]
        beside = next((by_name[name] for name in names if name in by_name), None)
        if beside is None:
            problems.append(_lacks(copy, names))
        else:
            alone.pop(beside.name.lower(), None)
            jobs.append(Job(copy=copy, layout=layout, beside=beside))
    problems += [_alone(copy, source) for copy in alone.values()]
    if problems:
        raise BadInput(*problems)
    return jobs


def _lacks(copy: Copy, names: Sequence[str]) -> Problem:
    return Problem(
        code="S055",
        place=Place(file=copy.name),
        what="The file it is read beside is not there.",
        allowed=f"It is called {' or '.join(names)}.",
        remedy="Load the two together: name both, or the folder that holds them.",
    )


def _alone(copy: Copy, source: RecordSource) -> Problem:
    return Problem(
        code="S055",
        place=Place(file=copy.name),
        what="It is read beside another file, and that is not there.",
        allowed=f"The other's name is like {' or '.join(source.layouts)}.",
        remedy="Load the two together: name both, or the folder that holds them.",
    )
