"""A paper from its definition to the bytes of every format, and its manifest.

What only papers need is imported where a paper is made. Judges no definition; `problems`
does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from copperplate import __version__
from copperplate.disclosure import publish
from copperplate.errors import BadDefinition, Place, Problem, Refusal
from copperplate.narrative.figure_kinds import KINDS_FOUND
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.profiles import HOUSE_PROFILE
from copperplate.pipeline.collecting import (
    Shown,
    charts_of,
    count_measures,
    count_paper,
    publish_paper,
)
from copperplate.pipeline.marking import operations_of
from copperplate.pipeline.objectives import count_objectives
from copperplate.pipeline.problems import (
    base_problems,
    dead_link_problems,
    paper_problems,
    unmet_decisions,
)
from copperplate.pipeline.reporting import accounts, plan_of
from copperplate.series.evidence import Evidence
from copperplate.sources.release import Release, known_on
from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from copperplate.report.blocks import Document
    from copperplate.report.material import Material
    from copperplate.report.paper import Paper


# The software whose version decides the bytes of an output; named in every manifest.
BYTE_MAKERS = ("duckdb", "numpy", "pikepdf", "typst")


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What `build` made: the document and the bytes of every file, by name."""

    document: Document
    files: dict[str, bytes]


def build(workspace: Workspace, name: str) -> Built:
    """Build a paper and write it to ``out/<paper>/``."""
    with workspace.writing():
        built = compose(workspace, name)
        with workspace.output(name) as staging:
            for file, data in built.files.items():
                staging.write(file, data)
    return built


def compose(workspace: Workspace, name: str) -> Built:
    """Build a paper in memory: the document in every format, and the manifest."""
    from copperplate.render import html, pdf, record

    document, releases = lay_out(workspace, name)
    # The typesetter works outside Python's lock, so the other formats are made meanwhile.
    with ThreadPoolExecutor(max_workers=1) as aside:
        typeset = aside.submit(pdf.render, document)
        page, figures = html.render(document), record.render(document)
        files = {
            "paper.html": page,
            "paper.pdf": typeset.result(),
            "document.json": figures,
        }
    files["manifest.json"] = _manifest(workspace, name, releases, files, document.synthetic)
    return Built(document=document, files=files)


def lay_out(workspace: Workspace, name: str) -> tuple[Document, tuple[Release, ...]]:
    """Return a paper as a document, in no format yet, and the releases it was counted from."""
    from copperplate.report.find import dead_links
    from copperplate.report.layouts import layout_named

    material, releases = gather(workspace, name)
    place = workspace.paper_node(name).at(("layout",)).place
    document = layout_named(material.paper.layout, place=place)(material)
    problems = dead_link_problems(workspace, name, dead_links(document))
    if problems:
        raise BadDefinition(*problems)
    return document, releases


def gather(workspace: Workspace, name: str) -> tuple[Material, tuple[Release, ...]]:
    """Gather everything a paper is made of, and the releases it was counted from.

    Raises:
        Refusal: Every problem of the paper's file, its words and what they name.
    """
    from copperplate.narrative.words import fill_all
    from copperplate.pipeline.telling import tell_paper
    from copperplate.report.material import Material

    paper = workspace.paper(name)
    problems = paper_problems(workspace, name, paper)
    if problems:
        raise BadDefinition(*dict.fromkeys(problems + _words_anyhow(workspace, name, paper)))
    settings = workspace.settings
    releases = known_on(workspace.releases, paper.known_on)
    policy = settings.policy(paper.audience, file="copperplate.yaml")
    counted = count_paper(workspace, paper)
    _refuse_empty([*counted.statistics.items(), *counted.by_period.items()], name)
    table = None
    if paper.table_at is not None:
        table = count_objectives(workspace, area=None, to=paper.cut_off, known=paper.known_on)
    published = publish_paper(workspace, paper, counted, {} if table is None else table.evidence)
    book = _book(workspace, paper, published.statistics)
    charts = charts_of(workspace, paper, published.by_period)
    problems = base_problems(workspace, name, paper, book)
    problems += unmet_decisions(workspace, paper, charts)
    if problems:
        raise BadDefinition(*problems)
    telling = tell_paper(workspace, name, paper, book, published, charts)
    book = telling.book
    spoken = tuple(release for release in releases if release.identity in published.releases)
    material = Material(
        identity=name,
        paper=paper,
        plan=plan_of(workspace, name, paper),
        book=book,
        words=fill_all(workspace.words(name), book),
        policy=(policy.name, policy.statement),
        reconciliations=tuple(
            f"{release.title}: {found}" for release in spoken for found in release.reconciliations
        ),
        licence=settings.licence,
        by_period=published.by_period,
        charts=charts,
        parts=published.parts,
        years=telling.years,
        told_by_period=telling.by_period,
        accounts=accounts(workspace, name, paper),
        operations={
            measure: operations_of(workspace, measure, settings.force) for measure in charts
        },
        in_table=published.table,
        table=None
        if table is None
        else table.arranged(
            published.table, policy=policy, audience=paper.audience, profile=HOUSE_PROFILE
        ),
    )
    return material, spoken


def _book(workspace: Workspace, paper: Paper, shown: Shown) -> FigureBook:
    settings = workspace.settings
    return FigureBook(
        shown,
        Context(
            area=settings.force,
            names=workspace.register,
            group=settings.group_on(paper.known_on),
            average=paper.average,
            base=paper.base,
        ),
    )


def _words_anyhow(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return the problems of the words of a paper that cannot be built for other reasons.

    Which measures it would count is not known then, so the words may speak of any that
    some release holds; what cannot be looked at is left for the next run. So is what only
    findings and control charts know: the paper that has them cannot be made.
    """
    from copperplate.narrative.words import fill_all

    try:
        counted = count_measures(workspace, paper, (measure.id for measure in workspace.measures))
        held = {
            identity: evidence
            for identity, evidence in counted.items()
            if evidence.series.periods and evidence.already_public
        }
        if held:
            policy = workspace.settings.policy(paper.audience, file="copperplate.yaml")
            shown = publish(held, policy=policy, audience=paper.audience)
            fill_all(workspace.words(name), _book(workspace, paper, shown))
    except Refusal as refusal:
        return [problem for problem in refusal.problems if not _may_be_found(problem)]
    return []


def _may_be_found(problem: Problem) -> bool:
    """Tell whether a figure that is not known may be one a finding or a control chart has."""
    kinds = "|".join(KINDS_FOUND)
    named = re.match(rf"'[^'.]+\.(?:{kinds})(?:\.[^']*)?' ", problem.what)
    return problem.code == "W106" or (problem.code == "N101" and named is not None)


def _refuse_empty(counted: Iterable[tuple[str, Evidence]], name: str) -> None:
    problems = [
        Problem(
            code="R106",
            place=Place(file=f"papers/{name}.yaml"),
            what=f"No release known to this paper holds '{identity}'.",
            remedy="Load the publication with 'copperplate load', or correct 'known_on'.",
        )
        for identity, evidence in counted
        if not evidence.series.periods
    ]
    if problems:
        raise BadDefinition(*problems)


def _manifest(
    workspace: Workspace,
    name: str,
    releases: Sequence[Release],
    files: dict[str, bytes],
    synthetic: Sequence[str],
) -> bytes:
    """Return what the paper was built from and what came out, each with its checksum."""
    record = {
        "format": "copperplate-manifest/1",
        "paper": name,
        "inputs": {
            **{file: _digest(data) for file, data in workspace.inputs_of(name).items()},
        },
        "releases": {release.identity: "sha256:" + release.rows_sha256 for release in releases},
        **({"synthetic": list(synthetic)} if synthetic else {}),
        "outputs": {file: _digest(data) for file, data in files.items()},
        "software": {
            "copperplate": __version__,
            **{library: version(library) for library in BYTE_MAKERS},
        },
    }
    return (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()
