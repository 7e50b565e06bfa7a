"""What a paper's figures say: the facts found for each aim, in sentences.

Hands evidence to `findings` and findings to `narrative`; decides which evidence belongs to
which aim, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copperplate.findings.charted import Charted
from copperplate.findings.of_aim import Watched, in_time, in_years
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.runs import FigureRun
from copperplate.narrative.sentences import Teller
from copperplate.narrative.suggestions import Told, settle, tell_all
from copperplate.pipeline.collecting import Published
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.report.paper import AimPage, Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """What a paper's figures say.

    Attributes:
        years: Suggestions in an aim's own periods, by aim, the strongest first.
        by_period: The same of its control chart.
        book: The paper's figures, those of the findings among them.
    """

    years: Mapping[str, tuple[Told, ...]]
    by_period: Mapping[str, tuple[Told, ...]]
    book: FigureBook


def tell_paper(
    workspace: Workspace,
    name: str,
    paper: Paper,
    book: FigureBook,
    published: Published,
    charts: Mapping[str, Charted],
) -> Telling:
    """Find, word and settle everything a paper's aims have to say.

    Raises:
        BadDefinition: A problem of the paper's ``suggestions.yaml``.
    """
    told: dict[tuple[str, str], tuple[Told, ...]] = {}
    in_order = Teller(book, published.by_period)
    for page in paper.pages:
        watched = _watched(page, book, published, charts)
        shelf = {**(published.parts.get(page.parts or "") or {}), **published.statistics}
        told["years", page.aim] = tell_all(Teller(book, shelf), in_years(watched))
        told["periods", page.aim] = tell_all(in_order, in_time(watched))
    parts = [one for held in published.parts.values() for one in held.values()]
    figures = [
        run.figure
        for group in told.values()
        for one in group
        for run in one.runs
        if isinstance(run, FigureRun)
    ]
    knowing = book.beside([*published.by_period.values(), *parts]).knowing(figures)
    choices, node = workspace.choices(name)
    settled = settle(told, choices, book=knowing, node=node)
    return Telling(
        years={aim: group for (shape, aim), group in settled.items() if shape == "years"},
        by_period={aim: group for (shape, aim), group in settled.items() if shape == "periods"},
        book=knowing,
    )


def _watched(
    page: AimPage, book: FigureBook, published: Published, charts: Mapping[str, Charted]
) -> Watched:
    context = book.context
    compared = page.lines if page.peers else page.ranked or page.beside
    return Watched(
        area=context.area,
        leading=published.statistics[page.lines],
        period=book.latest(page.lines),
        base=context.base,
        compared=published.statistics[compared] if compared else None,
        members=context.group.members if context.group else (),
        definition=context.average,
        by_period=published.by_period.get(page.control or ""),
        charted=charts.get(page.control or ""),
        parts=published.parts.get(page.parts or "") or {},
        whole=published.statistics.get(page.parts or ""),
    )
