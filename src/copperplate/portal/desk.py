"""What one person may see: the one place where pages get areas, figures, plans and papers.

A page has no other way to a figure, and every question asked here names an area that the person
holds and goes through disclosure for the audience they hold it for. Refuses by not knowing: what
somebody may not see is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404

from copperplate import pipeline
from copperplate.areas import Area, AreaKind
from copperplate.disclosure import Audience, Publishable
from copperplate.errors import Place, Refusal, UnknownName
from copperplate.measures import Measure
from copperplate.narrative.profiles import PROFILES
from copperplate.periods import Period, PeriodKind
from copperplate.pipeline import Attention, BrokenDown, Drawn, Shown
from copperplate.pipeline.counting import force_of
from copperplate.plan import Plan, Scheduled
from copperplate.portal.answers import State
from copperplate.portal.rights import Right
from copperplate.query.listing import Listed
from copperplate.report.milestones import MilestoneSheet
from copperplate.report.objectives import ObjectivesTable
from copperplate.report.paper import Paper
from copperplate.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")
_WIDTH = {Audience.PUBLIC: 0, Audience.BOARD: 1, Audience.RESTRICTED: 2}


@dataclass(frozen=True, slots=True)
class Held:
    """An area a person holds, with all that lies in it.

    Attributes:
        area: Code; empty for the whole force.
        audience: The widest they may see there.
        records: Whether they may see the records behind its figures.
    """

    area: str
    audience: Audience
    records: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdings:
    """All that decides what a person sees: two people who hold the same see the same pages.

    Attributes:
        rights: What they may do.
        held: Areas, each with its audience.
    """

    rights: frozenset[Right]
    held: frozenset[Held]


@dataclass(kw_only=True, slots=True)
class Desk:
    """What a person may see of the workspace at this moment.

    Attributes:
        state: The workspace, with what was asked of it before.
        holdings: What the person holds.
        seen: For which audiences answers were given since the desk was opened.
    """

    state: State
    holdings: Holdings
    seen: set[Audience] = field(default_factory=set)

    @property
    def workspace(self) -> Workspace:
        """The workspace, for what is no figure: definitions, plans, names."""
        return self.state.workspace

    def may(self, right: Right) -> bool:
        """Whether the person has a right."""
        return right in self.holdings.rights

    # Areas

    def _audience_or_none(self, area: Area) -> Audience | None:
        found = [one.audience for one in self.holdings.held if self._lies_in(area, one)]
        return max(found, key=_WIDTH.__getitem__, default=None)

    def _lies_in(self, area: Area, held: Held) -> bool:
        register, code = self.workspace.register, held.area or self.workspace.settings.force
        above: Area | None = area
        while above is not None and above.code != code:
            above = register.get(above.parent)
        return above is not None

    def area(self, code: str | None = None) -> Area:
        """Return an area that the person holds; the widest where none is named.

        Raises:
            Http404: There is no such area, or it is not theirs: nobody can tell which.
        """
        register = self.workspace.register
        if code is None:
            return self.widest
        if code in register and self._audience_or_none(register[code]) is not None:
            return register[code]
        raise Http404

    @property
    def widest(self) -> Area:
        """The widest area held: the force, or the first of those held alone."""
        register, force = self.workspace.register, self.workspace.settings.force
        codes = {one.area or force for one in self.holdings.held}
        known = [force] * (force in codes) + sorted(codes - {force})
        for code in known:
            if code in register:
                return register[code]
        raise Http404

    def areas(self, kind: AreaKind | None = None) -> tuple[Area, ...]:
        """Return the areas held, of one kind or of all, in the register's order."""
        return tuple(
            area
            for area in self.workspace.register
            if (kind is None or area.kind is kind) and self._audience_or_none(area) is not None
        )

    def audience(self, area: Area) -> Audience:
        """Return the audience the person is for an area they hold."""
        found = self._audience_or_none(area)
        if found is None:
            raise Http404
        self.seen.add(found)
        return found

    def holds_records(self, area: Area) -> bool:
        """Whether the person may see the records behind an area's figures."""
        # guard: records-by-area. Who holds records here and figures there holds no records there.
        return any(
            one.records and one.audience is Audience.RESTRICTED and self._lies_in(area, one)
            for one in self.holdings.held
        )

    def _holds_whole(self, area: Area, audience: Audience) -> bool:
        """Whether the force that an area lies in is held, for no narrower an audience."""
        register = self.workspace.register
        found = self._audience_or_none(register[force_of(register, area)])
        return found is not None and _WIDTH[found] >= _WIDTH[audience]

    # Definitions

    def measure(self, identity: str) -> Measure:
        """Return a measure.

        Raises:
            Http404: There is none of that name.
        """
        try:
            return self.workspace.measures.find(identity, place=Place(file="MEASURE"))
        except UnknownName:
            raise Http404 from None

    def measures(self) -> Iterable[Measure]:
        """Return every measure."""
        return self.workspace.measures.measures.values()

    # Figures

    def _once(
        self, question: Callable[Concatenate[Workspace, P], T], *given: P.args, **asked: P.kwargs
    ) -> T:
        """Return the answer to a question of the workspace, kept by all that it is asked with."""
        key = (question, given, frozenset(asked.items()))
        found: T = self.state.answers.once(key, lambda: question(self.workspace, *given, **asked))
        return found

    def objectives(self, area: Area, *, to: date | None, known: date | None) -> ObjectivesTable:
        """Return the objectives table of an area."""
        audience = self.audience(area)
        return self._once(
            pipeline.objectives,
            area=area.code,
            to=to,
            known=known,
            audience=audience,
            profile=PROFILES["house"],
        )

    def chart(
        self,
        measure: Measure,
        area: Area,
        *,
        kind: PeriodKind | None = None,
        to: date | None,
        known: date | None,
    ) -> Drawn:
        """Return the control chart of a measure."""
        audience = self.audience(area)
        # guard: not-of-the-whole. Beside an area's chart stands how its force moved, which only
        # those are told who hold the force, too, and for no narrower an audience.
        beside = self._holds_whole(area, audience)
        return self._once(
            pipeline.chart,
            measure.id,
            area=area.code,
            kind=kind,
            to=to,
            known=known,
            audience=audience,
            beside_whole=beside,
        )

    def series(
        self,
        measure: Measure,
        area: Area,
        *,
        peers: bool,
        kind: PeriodKind | None,
        to: date | None,
        known: date | None,
    ) -> Shown:
        """Return a measure's series."""
        audience = self.audience(area)
        return self._once(
            pipeline.show,
            measure.id,
            area=area.code,
            peers=peers,
            kind=kind,
            to=to,
            known=known,
            audience=audience,
        )

    def breakdown(
        self,
        measure: Measure,
        area: Area,
        *,
        by: str,
        kind: PeriodKind | None,
        to: date | None,
        known: date | None,
    ) -> BrokenDown:
        """Return a measure's parts, in the newest span of a shape and in the same a year before."""
        audience = self.audience(area)
        return self._once(
            pipeline.broken_down,
            measure.id,
            by=(by,),
            together_with=None,
            area=area.code,
            kind=kind,
            to=to,
            base=None,
            known=known,
            audience=audience,
        )

    def map(
        self,
        measure: Measure,
        area: Area,
        *,
        of: str,
        period: Period | PeriodKind | None,
        to: date | None,
        known: date | None,
    ) -> Drawn:
        """Return a measure of the parts of an area as a map."""
        audience = self.audience(area)
        return self._once(
            pipeline.map_of,
            measure.id,
            of=of,
            area=area.code,
            period=period,
            to=to,
            known=known,
            audience=audience,
        )

    def milestone(
        self, plan: str, aim: str, area: Area, *, to: date | None, known: date | None
    ) -> MilestoneSheet:
        """Return one milestone in full."""
        audience = self.audience(area)
        return self._once(
            pipeline.milestone,
            aim,
            plan=plan,
            area=area.code,
            by=None,
            to=to,
            known=known,
            audience=audience,
        )

    def peers(self, measure: Measure, *, to: date | None, known: date | None) -> tuple[Drawn, ...]:
        """Return a measure of the force beside its group; for those who hold the whole force."""
        audience = self.audience(self.area(self.workspace.settings.force))
        return self._once(pipeline.beside_peers, measure.id, to=to, known=known, audience=audience)

    def small_charts(
        self, measure: Measure, area: Area, *, of: str, to: date | None, known: date | None
    ) -> Drawn:
        """Return small control charts of a measure, one for each part of an area."""
        audience = self.audience(area)
        return self._once(
            pipeline.multiples,
            measure.id,
            of=of,
            area=area.code,
            kind=None,
            to=to,
            known=known,
            audience=audience,
        )

    def compared(
        self,
        left: tuple[Measure, Area],
        right: tuple[Measure, Area],
        *,
        to: date | None,
        known: date | None,
    ) -> Drawn:
        """Return two control charts, one above the other, for the narrower of two audiences."""
        audiences = [self.audience(area) for _, area in (left, right)]
        audience = min(audiences, key=_WIDTH.__getitem__)
        (one, here), (other, there) = left, right
        # guard: neither-of-the-whole. As beside a chart that stands alone.
        beside = (self._holds_whole(here, audience), self._holds_whole(there, audience))
        return self._once(
            pipeline.compare,
            left=(one.id, here.code),
            right=(other.id, there.code),
            kind=None,
            to=to,
            known=known,
            audience=audience,
            beside_whole=beside,
        )

    def attention(self, area: Area, *, to: date | None, known: date | None) -> Attention:
        """Return what is news on the charts of an area and of what lies in it."""
        audience = self.audience(area)
        return self._once(pipeline.attention, area=area.code, to=to, known=known, audience=audience)

    def records(
        self, measure: Measure, area: Area, period: Period, *, known: date | None
    ) -> Publishable[Listed]:
        """Return the records behind one figure; for those alone who may see them there."""
        audience = self.audience(area)
        if not self.holds_records(area):
            raise Http404
        # Kept by nobody: identifiers of records stay in memory no longer than they are read.
        return pipeline.records(
            self.workspace, measure.id, period, area=area.code, known=known, audience=audience
        )

    # The plan

    def plan_of(self, aim: str, on: date) -> Plan | None:
        """Return the plan that promises an aim on a day; None where none does."""
        found = [
            plan
            for plan in self.workspace.plans
            if plan.aim(aim) is not None and plan.starts <= on <= plan.ends
        ]
        return found[-1] if found else None

    def schedule(self, *, plan: str | None, lead: str | None, to: date | None) -> Scheduled:
        """Return what is due when, judged on a day."""
        return self._once(pipeline.schedule, plan=plan, meeting=None, lead=lead, to=to)

    # Papers

    def papers(self) -> tuple[str, ...]:
        """Return the papers that the person may read: those for an audience they are of."""
        force = self.workspace.register[self.workspace.settings.force]
        mine = self._audience_or_none(force)
        if mine is None:
            return ()
        found = []
        for name in self.workspace.paper_names():
            try:
                paper = self.workspace.paper(name)
            except Refusal:
                # guard: unread-is-nobodys. For whom it is may be what is wrong with it; `check`
                # says so to whoever keeps the workspace.
                continue
            if _WIDTH[paper.audience] <= _WIDTH[mine]:
                found.append(name)
        return tuple(found)

    def paper(self, name: str) -> Paper:
        """Return a paper that the person may read.

        Raises:
            Http404: There is none of that name, or it is for others: nobody can tell which.
        """
        if name not in self.papers():
            raise Http404
        paper = self.workspace.paper(name)
        self.seen.add(paper.audience)
        return paper

    def built(self, name: str) -> Mapping[str, Path]:
        """Return the files of a paper as it was built last, by name; none before it was."""
        self.paper(name)
        folder = self.workspace.root / "out" / name
        return {path.name: path for path in sorted(folder.glob("*")) if path.is_file()}
