"""A finding to a sentence: one function a kind of fact, in the module of its group.

To word a new finding, write a function and its line in that module's `SENTENCES`. A sign
or a word, never both. Chooses nothing; selection is `findings.select`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from copperplate.findings.finding import Finding
from copperplate.narrative.runs import Runs
from copperplate.narrative.sentences import (
    area_charts,
    area_shares,
    areas,
    availability,
    change,
    composition,
    outcome_rates,
    peers,
    peers_over_time,
    process,
    records,
)
from copperplate.narrative.sentences.teller import Teller

__all__ = ["SENTENCES", "Teller", "sentence"]

SENTENCES: Mapping[type[Finding], Callable[[Teller, Any], Runs]] = MappingProxyType(
    process.SENTENCES
    | records.SENTENCES
    | change.SENTENCES
    | composition.SENTENCES
    | outcome_rates.SENTENCES
    | peers.SENTENCES
    | peers_over_time.SENTENCES
    | areas.SENTENCES
    | area_shares.SENTENCES
    | area_charts.SENTENCES
    | availability.SENTENCES
)


def sentence(tell: Teller, found: Finding) -> Runs:
    """Return the sentence of a finding.

    Raises:
        KeyError: Nobody has worded this kind of finding.
    """
    return SENTENCES[type(found)](tell, found)
