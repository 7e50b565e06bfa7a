"""What a breakdown shows, in sentences; months of the base are asked where nothing is hidden.

Decides which evidence stands beside the parts. Words nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from copperplate.disclosure import Publishable, is_telling, one_by_one, publish
from copperplate.engines.duckdb import Engine
from copperplate.findings.base_month import base_month
from copperplate.findings.change import ChangeSince
from copperplate.findings.charted import chart_of
from copperplate.findings.of_breakdown import of_markers, of_parts
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import Runs
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import PeriodKind
from copperplate.pipeline.counting import count
from copperplate.series.parted import Part, Parted
from copperplate.sources.release import Release
from copperplate.workspace import Workspace

_OF_MONTHS = (PeriodKind.YEAR_TO_DATE, PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR)
_TOO_SHORT = (PeriodKind.DAY, PeriodKind.WEEK)


def what_parts_say(
    workspace: Workspace,
    published: Publishable[Parted],
    book: FigureBook,
    *,
    engine: Engine,
    releases: Sequence[Release],
) -> tuple[Runs, ...]:
    """Return sentences about a whole and its parts, in the order a reader asks.

    Days and weeks are too short to compare parts of.
    """
    parted = published.shown
    if parted.period.kind in _TOO_SHORT:
        return ()
    whole, parts = one_by_one(published)
    when: dict[str, Any] = {"area": parted.area, "period": parted.period, "base": parted.base}
    if parted.of_which:
        told = [one for one, part in zip(parts, parted.parts, strict=True) if _all_say(part)]
        found = of_markers(whole, told, **when)
    else:
        found = of_parts(whole, parts, **when)
    shelf = {one.shown.about.id: one for one in (whole, *parts)}
    said: list[Runs] = []
    for one in found:
        said.append(sentence(Teller(book, shelf), one))
        if isinstance(one, ChangeSince):
            said += _by_a_month(workspace, published, one, book, engine, releases)
    return tuple(said)


def _all_say(part: Part) -> bool:
    """Return whether every record is known to say whether it has a marker."""
    return part.unsaid is not None and not part.unsaid.series.values.any()


def _by_a_month(
    workspace: Workspace,
    published: Publishable[Parted],
    change: ChangeSince,
    book: FigureBook,
    engine: Engine,
    releases: Sequence[Release],
) -> list[Runs]:
    """Return what an exceptional month of the base explains.

    guard: one-span. Months beside a span that holds them would give hidden parts of it away, so
    they are asked where the policy hides nothing of this count.
    """
    parted, policy = published.shown, published.policy
    measure = workspace.measures[change.measure]
    hides = policy.hides_small and is_telling(parted.whole)
    if hides or parted.period.kind not in _OF_MONTHS or PeriodKind.MONTH not in measure.periods:
        return []
    counted = count(
        workspace,
        measure,
        engine=engine,
        releases=releases,
        areas=(parted.area,),
        kind=PeriodKind.MONTH,
        to=parted.period.end,
    )
    months = publish({measure.id: counted}, policy=policy, audience=published.audience)[measure.id]
    found = base_month(change, months, chart_of(months, area=parted.area))
    return [] if found is None else [sentence(Teller(book, {measure.id: months}), found)]
