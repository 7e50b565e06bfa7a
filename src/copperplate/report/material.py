"""Everything a layout arranges, gathered: the paper, the plan, figures and words.

A layout gets nothing else, so what it can print is what is in here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from copperplate.disclosure import Publishable
from copperplate.findings.charted import Charted
from copperplate.findings.finding import Question
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.suggestions import Told, shown
from copperplate.narrative.words import Said, Voice
from copperplate.plan import Accounted, Plan
from copperplate.plan.registers import Operation
from copperplate.report.objectives import ObjectivesTable
from copperplate.report.paper import Paper
from copperplate.series.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What a paper is made of.

    Attributes:
        identity: The paper's id, e.g. ``2019-11``.
        paper: Its own file.
        plan: The plan it reports on.
        book: The figures it may speak of, already through disclosure.
        words: What each office says of each aim.
        policy: Name and statement of the disclosure policy.
        reconciliations: Where a publisher's own numbers disagree, sentences; empty where
            they agree.
        licence: Attribution of the data.
        by_period: Measures in periods that do not overlap, for control charts.
        charts: Their control charts.
        parts: For a whole, the evidence of each of its parts.
        years: What each aim's figures say, by aim, the strongest first; refused ones too.
        told_by_period: The same of its control chart.
        accounts: Every item of the plan, as the paper accounts for it.
        operations: Those that mark a measure's chart, by measure.
        table: The objectives table; None where the paper has none.
        in_table: What that table was counted from, by name.
    """

    identity: str
    paper: Paper
    plan: Plan
    book: FigureBook
    words: Mapping[tuple[str, Voice], Said]
    policy: tuple[str, str]
    reconciliations: tuple[str, ...]
    licence: str
    by_period: Mapping[str, Publishable[Evidence]] = field(default_factory=dict)
    charts: Mapping[str, Charted] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Publishable[Evidence]]] = field(default_factory=dict)
    years: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    told_by_period: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    accounts: tuple[Accounted, ...] = ()
    operations: Mapping[str, tuple[Operation, ...]] = field(default_factory=dict)
    table: ObjectivesTable | None = None
    in_table: Mapping[str, Publishable[Evidence]] = field(default_factory=dict)

    def changes(self, aim: str) -> tuple[Told, ...]:
        """Return what is printed of an aim's change, and of what there is to know."""
        return self._shown(aim, {Question.CHANGED, Question.NOW, Question.HELD})

    def beside(self, aim: str) -> tuple[Told, ...]:
        """Return what is printed of an aim beside others."""
        return self._shown(aim, {Question.COMPARED})

    def drivers(self, aim: str) -> tuple[Told, ...]:
        """Return what is printed of the parts of an aim's whole."""
        return self._shown(aim, {Question.MADE_OF})

    def _shown(self, aim: str, questions: set[Question]) -> tuple[Told, ...]:
        told = self.years.get(aim, ())
        return shown([one for one in told if one.finding.question in questions])

    def in_time(self, aim: str) -> tuple[Told, ...]:
        """Return what is printed of an aim's control chart."""
        return shown(self.told_by_period.get(aim, ()))

    def printed(self, aim: str) -> tuple[Told, ...]:
        """Return everything that is printed of an aim."""
        of_years = (*self.changes(aim), *self.beside(aim), *self.drivers(aim))
        return (*of_years, *self.in_time(aim))

    @property
    def synthetic(self) -> tuple[str, ...]:
        """What must stand by what it says because areas it speaks of do not exist."""
        return tuple(sorted({stamp for _, held in self.everything() for stamp in held.synthetic}))

    @property
    def place_stamps(self) -> tuple[str, ...]:
        """What must stand by what is said of the plan alone, because its area does not exist."""
        return self.book.context.names.stamps((self.plan.area,))

    @property
    def defined(self) -> Mapping[str, Evidence]:
        """Evidence of every measure the paper prints, each measure once, by id."""
        found = {one.shown.about.id: one.shown for one in self.in_table.values()}
        return {identity: one.shown for identity, one in self.book.evidence.items()} | {
            identity: one for identity, one in found.items() if identity not in self.book.evidence
        }

    def everything(self) -> Iterator[tuple[str, Evidence]]:
        """Yield all evidence the paper shows, with the title of the measure it is shown for."""
        counted = (self.book.evidence, self.by_period, self.in_table)
        for statistic in (one for held in counted for one in held.values()):
            yield statistic.shown.about.title, statistic.shown
        for whole, parts in self.parts.items():
            title = self.book.evidence[whole].shown.about.title
            yield from ((title, part.shown) for part in parts.values())
