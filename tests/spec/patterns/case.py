"""One row of a table of sentences: which patterns it stands for, the facts, the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from copperplate.findings.charted import Verdict
from copperplate.findings.finding import Finding
from copperplate.narrative.runs import plain
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import Period, quarter
from copperplate.spc import Decision

QUARTERS = [quarter(2010 + n // 4, 3 * (n % 4) + 3) for n in range(60)]


def verdicts(decisions: Mapping[Period, Decision] | None) -> dict[Period, Verdict]:
    """Return decisions about steps with an office, a day and a reason."""
    return {
        began: Verdict(
            decision=decision,
            office="Force performance office",
            on=date(2019, 11, 8),
            reason="Recording was put right.",
        )
        for began, decision in (decisions or {}).items()
    }


@dataclass(frozen=True)
class Case:
    """Facts in, a sentence out.

    Attributes:
        patterns: Ids of the papers' patterns, as the catalogue of patterns numbers them.
        fact: Makes the finding and whoever words it.
        sentence: What is said, to the letter.
    """

    patterns: str
    fact: Callable[[], tuple[Teller, Finding | None]]
    sentence: str

    def told(self) -> str:
        """Return what is said of the fact."""
        teller, found = self.fact()
        assert found is not None
        return plain(sentence(teller, found))
