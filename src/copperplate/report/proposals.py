"""What an author of a milestone needs, arranged: years, process, place, what changes would be.

Arranges what disclosure let through; proposes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from copperplate.areas import Area
from copperplate.disclosure import Audience, Policy
from copperplate.findings.proposal import Asked, Proposal, WholeYear
from copperplate.narrative.runs import FigureRun, Runs
from copperplate.periods import Period
from copperplate.series import Figure
from copperplate.series.evidence import Evidence
from copperplate.series.figure import ReleaseNote, stamps_of


@dataclass(frozen=True, kw_only=True, slots=True)
class YearRow:
    """A whole year: its count, and its change on the year before where that is held."""

    found: WholeYear
    figures: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedRow:
    """What a change would be, and whether it was ever seen, in words."""

    found: Asked
    figures: Mapping[str, Figure]
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalSheet:
    """What is known of a count, for an author of a milestone on it.

    Attributes:
        area: Whom it is of.
        evidence: The whole years.
        found: The finding.
        years: The last three whole years, oldest first.
        now: The period counted now; None where none is.
        said: The trend, the volume now, the process, the place in a group: sentences.
        average: Of the current process; None where there is no control chart.
        process_since: The period it began in.
        asked: What changes would be.
        policy, audience: What it passed, and for whom.
        releases: What it was read from.
    """

    area: Area
    evidence: Evidence
    found: Proposal
    years: tuple[YearRow, ...]
    now: Period | None
    said: Mapping[str, Runs]
    average: Figure | None
    process_since: Period | None
    asked: tuple[AskedRow, ...]
    policy: Policy
    audience: Audience
    releases: tuple[ReleaseNote, ...]

    @property
    def synthetic(self) -> tuple[str, ...]:
        """What must stand by it because areas it speaks of do not exist; empty where all do."""
        said = [
            run.figure for one in self.said.values() for run in one if isinstance(run, FigureRun)
        ]
        years = [figure for row in self.years for figure in row.figures.values()]
        return stamps_of((*said, *years))
