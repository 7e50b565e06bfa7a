"""A whole and its parts without the small numbers: every span a table of its own.

The two spans of a breakdown share no record, so each is judged by itself; which further parts
are hidden follows what the parts count on other days, and then their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from copperplate.disclosure.small_counts import hidden_parts
from copperplate.disclosure.small_numbers import is_telling, shown_left_out
from copperplate.series.evidence import Evidence
from copperplate.series.marks import Mark
from copperplate.series.parted import Part, Parted

_SPANS = (0, 1)  # the columns of base and period


def without_small_parts(parted: Parted) -> Parted:
    """Return a whole and its parts with small numbers hidden, and all that would give them away.

    A part is in what comes out where it has a record in a span whose parts may be named. What
    parts count on other days has done its work, and is in nothing that comes out.
    """
    if not any(part.sensitive for part in parted.parts):
        return without_other_days(parted)
    split = _each_marker if parted.of_which else _all_parts
    found = [split(parted, span) for span in _SPANS]
    whole = _hidden_at(parted.whole, [hid for hid, _ in found])
    return replace(
        parted,
        whole=replace(whole, left_out=shown_left_out(whole)),
        parts=tuple(
            replace(
                part,
                counted=_hidden_at(part.counted, [places[at][0] for _, places in found]),
                unsaid=part.unsaid
                and _hidden_at(part.unsaid, [places[at][1] for _, places in found]),
                on_other_days=0,
            )
            for at, part in enumerate(parted.parts)
            if parted.of_which or _is_named(parted, part, found)
        ),
        hidden=(_how_many(found[0]), _how_many(found[1])),
    )


def without_other_days(parted: Parted) -> Parted:
    """Return a whole and its parts as they are, but for what they count on other days."""
    return replace(parted, parts=tuple(replace(part, on_other_days=0) for part in parted.parts))


_Choice = tuple[bool, list[tuple[bool, bool]]]
"""Whether the whole is hidden; of every part, whether its count is, and what does not say."""


def _all_parts(parted: Parted, span: int) -> _Choice:
    parts = parted.parts
    order = sorted(range(len(parts)), key=lambda at: parts[at].on_other_days)
    found = hidden_parts(
        [_count(part.counted, span) for part in parts],
        sensitive=[part.sensitive for part in parts],
        order=order,
        zero_tells=parted.whole.about.zero_tells,
    )
    return found.whole, [(bool(hid), False) for hid in found.parts]


def _each_marker(parted: Parted, span: int) -> _Choice:
    """Judge each marker by itself: those that have it, those that do not say, and the rest."""
    whole = _count(parted.whole, span)
    guarded = is_telling(parted.whole)
    chosen: list[tuple[bool, bool]] = []
    for part in parted.parts:
        known = not np.isnan(part.counted.series.values[0, span])
        has = _count(part.counted, span) if known else 0
        silent = 0 if part.unsaid is None else _count(part.unsaid, span)
        found = hidden_parts(
            [has, silent, whole - has - silent],
            sensitive=[part.sensitive, guarded, guarded],
            order=(1, 2, 0),
            zero_tells=parted.whole.about.zero_tells,
        )
        # That no record says whether it has a marker is no count of anything.
        chosen.append((known and bool(found.parts[0]), bool(found.parts[1])))
        if found.whole:
            return True, [(True, True)] * len(parted.parts)
    return False, chosen


def _is_named(parted: Parted, part: Part, found: Sequence[_Choice]) -> bool:
    """Return whether readers may be told that there is such a part.

    Where no part of a span is shown, that it has a record in that span would say how many
    parts make up the whole. Where none is telling, having one in either span says of neither
    that it is not none.
    """
    named = [_how_many(choice) is not None for choice in found]
    if parted.whole.about.zero_tells:
        named = [any(named)] * len(named)
    return any(_count(part.counted, span) > 0 for span in _SPANS if named[span])


def _how_many(found: _Choice) -> int | None:
    hidden = [hid for hid, _ in found[1]]
    return None if hidden and all(hidden) else sum(hidden)


def _count(evidence: Evidence, span: int) -> int:
    return int(evidence.series.values[0, span])


def _hidden_at(evidence: Evidence, spans: Sequence[bool]) -> Evidence:
    """Return evidence of two spans without the values of some."""
    chosen = np.array([spans])
    series = evidence.series
    marks = np.where(chosen, Mark.CONFIDENTIAL.bit, series.marks).astype(series.marks.dtype)
    return replace(
        evidence,
        series=replace(series, values=np.where(chosen, np.nan, series.values), marks=marks),
    )
