"""Which release speaks for a period: the newest known; of one day, the source named first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copperplate.periods import Period
from copperplate.sources.release import Release


def ranked(releases: Iterable[Release], preference: Sequence[str]) -> tuple[Release, ...]:
    """Return the releases of the sources preferred, the one that speaks first in front."""
    mine = [release for release in releases if release.source in preference]
    by_source = sorted(mine, key=lambda r: (preference.index(r.source), r.identity))
    return tuple(sorted(by_source, key=lambda r: r.known_from, reverse=True))


def speakers(held: Iterable[tuple[Period, str]], in_rank: Sequence[Release]) -> dict[Period, str]:
    """Return which release speaks for each period: the first in rank that holds it.

    Whatever areas are asked for, so that an answer does not change with the question.
    """
    order = {release.identity: number for number, release in enumerate(in_rank)}
    speaker: dict[Period, str] = {}
    for period, release in held:
        if release not in order:
            continue
        current = speaker.get(period)
        if current is None or order[release] < order[current]:
            speaker[period] = release
    return speaker
