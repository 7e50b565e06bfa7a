"""A paper from its definition to the bytes of every format, and its manifest.

What only papers need is imported where a paper is made. Judges no definition; `problems`
does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from copperplate import __version__
from copperplate.disclosure import Publishable, publish
from copperplate.errors import BadDefinition, Place, Problem
from copperplate.findings.process import Charted, chart_of
from copperplate.measures import RateMeasure
from copperplate.narrative.figures import Context, FigureBook
from copperplate.periods import PeriodKind
from copperplate.pipeline.counting import count, count_parts, open_releases
from copperplate.pipeline.problems import base_problems, paper_problems, plan_problems
from copperplate.series.evidence import Evidence
from copperplate.sources.release import Release, known_on
from copperplate.workspace import Workspace
from copperplate.workspace.decisions import decided

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
    from copperplate.report.layouts import layout_named

    material, releases = gather(workspace, name)
    place = workspace.paper_node(name).at(("layout",)).place
    document = layout_named(material.paper.layout, place=place)(material)
    files = {
        "paper.html": html.render(document),
        "paper.pdf": pdf.render(document),
        "document.json": record.render(document),
    }
    files["manifest.json"] = _manifest(workspace, name, releases, files)
    return Built(document=document, files=files)


def gather(workspace: Workspace, name: str) -> tuple[Material, tuple[Release, ...]]:
    """Gather everything a paper is made of, and the releases it was counted from.

    Raises:
        Refusal: Every problem of the paper's file, its words and what they name.
    """
    from copperplate.narrative.words import fill_all
    from copperplate.report.material import Material

    paper = workspace.paper(name)
    problems = paper_problems(workspace, name, paper) + plan_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    settings, register = workspace.settings, workspace.register
    releases = known_on(workspace.releases, paper.known_on)
    group = settings.group_on(paper.known_on)
    areas = group.members if group is not None else (settings.force,)
    policy = settings.policy(paper.audience, file="copperplate.yaml")
    wanted = _measures_of(workspace, paper)
    with open_releases(releases) as engine:
        statistics = {
            identity: count(
                workspace,
                workspace.measures[identity],
                engine=engine,
                releases=releases,
                areas=areas,
                kind=workspace.measures[identity].periods[0],
                to=paper.cut_off,
            )
            for identity in wanted
        }
        quarters = {
            quarter_key(identity): count(
                workspace,
                workspace.measures[identity],
                engine=engine,
                releases=releases,
                areas=(settings.force,),
                kind=PeriodKind.QUARTER,
                to=paper.cut_off,
            )
            for identity in _controlled(paper)
        }
        parts = {
            f"{identity}:{part.about.id}": part
            for identity in _parted(paper)
            for part in count_parts(
                workspace,
                identity,
                engine=engine,
                releases=releases,
                areas=(settings.force,),
                to=paper.cut_off,
            )
        }
    _refuse_empty(statistics | quarters, name)
    # Everything the paper shows is judged together: one number may give another away.
    everything = publish(statistics | quarters | parts, policy=policy, audience=paper.audience)
    shown = {identity: everything[identity] for identity in statistics}
    book = FigureBook(
        shown,
        Context(
            area=settings.force,
            names=register,
            group=group,
            average=paper.average,
            base=paper.base,
        ),
    )
    problems = base_problems(workspace, name, paper, book)
    if problems:
        raise BadDefinition(*problems)
    used = {note.identity for one in everything.values() for note in one.shown.releases}
    spoken = tuple(release for release in releases if release.identity in used)
    material = Material(
        identity=name,
        paper=paper,
        plan=workspace.plan,
        book=book,
        words=fill_all(workspace.words(name), book),
        policy=(policy.name, policy.statement),
        reconciliations=tuple(
            f"{release.title}: {found}" for release in spoken for found in release.reconciliations
        ),
        licence=settings.licence,
        quarters={i: everything[quarter_key(i)] for i in _controlled(paper)},
        charts=_charts(workspace, paper, everything),
        parts={
            identity: {
                everything[key].shown.about.id: everything[key]
                for key in parts
                if key.startswith(f"{identity}:")
            }
            for identity in _parted(paper)
        },
    )
    return material, spoken


def quarter_key(identity: str) -> str:
    """Return the name a measure's quarters are published under."""
    return f"{identity} by quarter"


def _controlled(paper: Paper) -> list[str]:
    return list(dict.fromkeys(page.control for page in paper.pages if page.control))


def _parted(paper: Paper) -> list[str]:
    return list(dict.fromkeys(page.parts for page in paper.pages if page.parts))


def _charts(
    workspace: Workspace, paper: Paper, everything: Mapping[str, Publishable[Evidence]]
) -> dict[str, Charted]:
    force = workspace.settings.force
    found = {}
    for identity in _controlled(paper):
        charted = chart_of(
            everything[quarter_key(identity)],
            area=force,
            decisions=decided(
                workspace.decisions,
                measure=identity,
                area=force,
                force=force,
                on=paper.known_on,
            ),
        )
        if charted is not None:
            found[identity] = charted
    return found


def _measures_of(workspace: Workspace, paper: Paper) -> list[str]:
    """Return the measures a paper counts: its pages', its aims', and the rates' counts."""
    wanted: list[str] = []
    for page in paper.pages:
        aim = workspace.plan.aim(page.aim)
        wanted += [name for name in (page.lines, page.ranked, page.parts) if name]
        wanted += aim.measures if aim is not None else ()
    for identity in list(wanted):
        measure = workspace.measures[identity]
        if isinstance(measure, RateMeasure):
            wanted.append(measure.numerator)
    return list(dict.fromkeys(wanted))


def _refuse_empty(statistics: dict[str, Evidence], name: str) -> None:
    problems = [
        Problem(
            code="R106",
            place=Place(file=f"papers/{name}.yaml"),
            what=f"No release known to this paper holds '{identity}'.",
            remedy="Load the publication with 'copperplate load', or correct 'known_on'.",
        )
        for identity, evidence in statistics.items()
        if not evidence.series.periods
    ]
    if problems:
        raise BadDefinition(*problems)


def _manifest(
    workspace: Workspace, name: str, releases: Sequence[Release], files: dict[str, bytes]
) -> bytes:
    """Return what the paper was built from and what came out, each with its checksum."""
    record = {
        "format": "copperplate-manifest/1",
        "paper": name,
        "inputs": {
            **{file: _digest(data) for file, data in workspace.inputs_of(name).items()},
        },
        "releases": {release.identity: "sha256:" + release.rows_sha256 for release in releases},
        "outputs": {file: _digest(data) for file, data in files.items()},
        "software": {
            "copperplate": __version__,
            **{library: version(library) for library in BYTE_MAKERS},
        },
    }
    return (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()
