"""Everything one paper counts, as the paper knows it on its day, and the door it passes.

Decides which measures a paper needs; refuses to know what a paper looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from copperplate.disclosure import Publishable, publish
from copperplate.engines.duckdb import Engine
from copperplate.errors import Place
from copperplate.findings.charted import Charted, chart_of
from copperplate.measures import Measure, RateMeasure
from copperplate.periods import PeriodKind
from copperplate.pipeline.counting import count, count_parts, open_releases
from copperplate.report.paper import Paper
from copperplate.series.evidence import Evidence
from copperplate.sources.release import Release, known_on
from copperplate.workspace import Workspace
from copperplate.workspace.decisions import decided

Shown = dict[str, Publishable[Evidence]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What a paper counts, before anyone may see it.

    Attributes:
        statistics: Measures in their own periods, for the force and its group.
        by_period: The measures with a control chart, in periods that do not overlap, for the
            force.
        parts: For a whole, each of its parts, for the force.
    """

    statistics: Mapping[str, Evidence]
    by_period: Mapping[str, Evidence]
    parts: Mapping[str, Mapping[str, Evidence]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The same as its audience may see it, and the releases any of it came from."""

    statistics: Shown
    by_period: Shown
    parts: Mapping[str, Shown]
    table: Shown
    releases: frozenset[str]


def measures_of(workspace: Workspace, paper: Paper) -> list[str]:
    """Return the measures a paper counts: its pages', its aims', and the rates' counts."""
    wanted: list[str] = []
    plan = workspace.plan_named(paper.plan, place=Place(file="papers/", spot="plan"))
    for page in paper.pages:
        aim = plan.aim(page.aim)
        wanted += [name for name in (page.lines, page.ranked, page.beside, page.parts) if name]
        wanted += aim.measures if aim is not None else ()
    for identity in list(wanted):
        measure = workspace.measures[identity]
        if isinstance(measure, RateMeasure):
            below = measure.denominator.count
            wanted += [measure.numerator] if below is None else [measure.numerator, below]
    return list(dict.fromkeys(wanted))


def count_measures(
    workspace: Workspace, paper: Paper, wanted: Iterable[str]
) -> dict[str, Evidence]:
    """Count measures as a paper knows them, for its force and the force's group."""
    releases = known_on(workspace.releases, paper.known_on)
    with open_releases(releases) as engine:
        return _statistics(workspace, paper, wanted, engine=engine, releases=releases)


def count_paper(workspace: Workspace, paper: Paper) -> Counted:
    """Count everything a paper shows, as it knows it."""
    releases = known_on(workspace.releases, paper.known_on)
    force = (workspace.settings.force,)
    with open_releases(releases) as engine:
        return Counted(
            statistics=_statistics(
                workspace,
                paper,
                measures_of(workspace, paper),
                engine=engine,
                releases=releases,
            ),
            by_period={
                identity: count(
                    workspace,
                    workspace.measures[identity],
                    engine=engine,
                    releases=releases,
                    areas=force,
                    kind=charted_by(workspace.measures[identity]),
                    to=paper.cut_off,
                )
                for identity in _named(page.control for page in paper.pages)
            },
            parts={
                identity: {
                    part.about.id: part
                    for part in count_parts(
                        workspace,
                        identity,
                        engine=engine,
                        releases=releases,
                        areas=force,
                        to=paper.cut_off,
                    )
                }
                for identity in _named(page.parts for page in paper.pages)
            },
        )


def _statistics(
    workspace: Workspace,
    paper: Paper,
    wanted: Iterable[str],
    *,
    engine: Engine,
    releases: Sequence[Release],
) -> dict[str, Evidence]:
    group = workspace.settings.group_on(paper.known_on)
    return {
        identity: count(
            workspace,
            workspace.measures[identity],
            engine=engine,
            releases=releases,
            areas=group.members if group is not None else (workspace.settings.force,),
            kind=workspace.measures[identity].periods[0],
            to=paper.cut_off,
        )
        for identity in wanted
    }


def charted_by(measure: Measure) -> PeriodKind:
    """Return the shape of period a measure's control chart is of: its months, else its quarters."""
    months = PeriodKind.MONTH in measure.periods
    return PeriodKind.MONTH if months else PeriodKind.QUARTER


def _named(identities: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(identity for identity in identities if identity))


def publish_paper(
    workspace: Workspace,
    paper: Paper,
    counted: Counted,
    of_table: Mapping[str, Evidence] = MappingProxyType({}),
) -> Published:
    """Judge everything a paper shows together: one number may give another away.

    Args:
        workspace: Whose policies hold.
        paper: The paper.
        counted: What it counts.
        of_table: What its objectives table counts, by name.

    Raises:
        NotPublishable: The policy of the paper's audience lets something not pass.
    """
    together = dict(counted.statistics)
    together |= {_by_period(identity): one for identity, one in counted.by_period.items()}
    together |= {
        _part(whole, identity): one
        for whole, held in counted.parts.items()
        for identity, one in held.items()
    }
    together |= {_in_table(name): one for name, one in of_table.items()}
    passed = publish(
        together,
        policy=workspace.settings.policy(paper.audience, file="copperplate.yaml"),
        audience=paper.audience,
    )
    return Published(
        statistics={identity: passed[identity] for identity in counted.statistics},
        by_period={identity: passed[_by_period(identity)] for identity in counted.by_period},
        parts={
            whole: {identity: passed[_part(whole, identity)] for identity in held}
            for whole, held in counted.parts.items()
        },
        table={name: passed[_in_table(name)] for name in of_table},
        releases=frozenset(note.identity for one in passed.values() for note in one.shown.releases),
    )


def _by_period(identity: str) -> str:
    return f"{identity} by period"


def _in_table(name: str) -> str:
    return f"{name}, objectives table"


def _part(whole: str, identity: str) -> str:
    return f"{whole}, part {identity}"


def charts_of(workspace: Workspace, paper: Paper, by_period: Shown) -> dict[str, Charted]:
    """Return the control charts of a paper's force, with what was decided by its day."""
    force = workspace.settings.force
    charts = {
        identity: chart_of(
            evidence,
            area=force,
            verdicts=decided(
                workspace.decisions, measure=identity, area=force, force=force, on=paper.known_on
            ),
        )
        for identity, evidence in by_period.items()
    }
    return {identity: chart for identity, chart in charts.items() if chart is not None}
