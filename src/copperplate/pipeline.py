"""The one place that knows every stage, in order: load, check, show, build.

    releases → measures → query → disclosure → figures → words → layout → formats

Each function is one thing a person asks for; the command line only parses and prints.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from copperplate import __version__
from copperplate.areas import Area, PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import Audience, Policy, Publishable, publish
from copperplate.engines.duckdb import Engine, open_tables
from copperplate.errors import BadDefinition, Place, Problem, Refusal, unknown_name
from copperplate.measures import CountMeasure, Measure, RateMeasure
from copperplate.narrative.figures import Context, FigureBook
from copperplate.periods import PeriodKind, long_date
from copperplate.query import Answer, run_measure
from copperplate.schema import TABLES
from copperplate.series.evidence import About, Evidence
from copperplate.sources.release import Release, known_on, load_release
from copperplate.workspace import Workspace

# What only papers need is imported where a paper is made: `show` answers in half the time.
if TYPE_CHECKING:
    from copperplate.report.blocks import Document
    from copperplate.report.material import Material
    from copperplate.report.paper import Paper

# The software whose version decides the bytes of an output; named in every manifest.
BYTE_MAKERS = ("duckdb", "numpy", "pikepdf", "typst")

DENOMINATOR_WORDS = (
    "Each period is divided by the mid-year estimate the Office for National Statistics uses "
    "for it: the year before last for years ending in March, last year's for the others."
)


def open_releases(releases: Sequence[Release]):  # type: ignore[no-untyped-def]
    """Open a sandboxed engine over the tables of releases."""
    types = {
        name: {column.name: column.type.value for column in table.columns}
        for name, table in TABLES.items()
    }
    files = {
        name: [(r.parquet_path(name), r.identity) for r in releases if name in r.tables]
        for name in TABLES
    }
    return open_tables(files, types)


def count(
    workspace: Workspace,
    measure: Measure,
    *,
    engine: Engine,
    releases: Sequence[Release],
    areas: Sequence[str],
    kind: PeriodKind,
    to: date | None,
) -> Evidence:
    """Count one measure and gather what it says of itself."""
    answer = run_measure(
        measure,
        workspace.measures,
        engine=engine,
        releases=releases,
        areas=areas,
        kind=kind,
        to=to,
    )
    return _evidence(measure, answer)


def _evidence(measure: Measure, answer: Answer) -> Evidence:
    return Evidence(
        about=About(
            id=measure.id,
            title=measure.title,
            short=measure.short,
            question=measure.question,
            definition=measure.definition,
            better=measure.better.value,
            owner=measure.owner,
            lag=measure.lag,
            comparability=measure.comparability or "",
            recording_note=measure.recording_note,
            sensitive=measure.sensitive,
            breaks=tuple(broken.note for broken in measure.breaks),
            denominator=DENOMINATOR_WORDS if isinstance(measure, RateMeasure) else "",
        ),
        series=answer.series,
        query=answer.query,
        releases=tuple(release.note() for release in answer.releases),
        already_public=all(release.published is not None for release in answer.releases),
        remarks=_remarks(answer),
    )


def load(
    workspace: Workspace,
    source: str,
    files: Sequence[Path],
    *,
    as_at: date | None,
    published: date | None,
) -> tuple[Release, bool]:
    """Load files as one release of the workspace; see `sources.release.load_release`."""
    with workspace.writing():
        return load_release(
            source,
            files,
            releases_folder=workspace.root / "releases",
            as_at=as_at,
            published=published,
            register=workspace.register,
        )


def _remarks(answer: Answer) -> tuple[str, ...]:
    """Return what the publishers say of the areas counted, newest release first, each once."""
    codes = [f"({code}):" for code in answer.series.areas]
    return tuple(
        dict.fromkeys(
            f"{note} ({release.dated})"
            for release in answer.releases
            for note in release.notes
            if any(code in note for code in codes)
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What `show` prints: a measure through disclosure, and whom it is compared with."""

    evidence: Publishable[Evidence]
    areas: tuple[Area, ...]
    group: PeerGroup | None
    policy: Policy
    book: FigureBook


def show(
    workspace: Workspace,
    identity: str,
    *,
    area: str | None,
    peers: bool,
    kind: PeriodKind | None,
    to: date | None,
    known: date | None,
    audience: Audience,
) -> Shown:
    """Return a measure's series for an area, its group beside it where `peers`.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102).
        BadDefinition: The period is not one of the measure's (M107); no group is set (K103).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    register, settings = workspace.register, workspace.settings
    code = settings.force
    if area is not None:
        code = register.find(area, place=Place(file="--area")).code
    chosen = kind or measure.periods[0]
    if chosen not in measure.periods:
        raise BadDefinition(
            unknown_name(
                code="M107",
                place=Place(file="--period"),
                kind=f"period of '{measure.id}'",
                name=chosen.value,
                known=[period.value for period in measure.periods],
                remedy="Choose one of these, or add the period to the measure's file.",
            )
        )
    releases = known_on(workspace.releases, known)
    group = settings.group_on(known or _newest(releases)) if code == settings.force else None
    if peers and group is None:
        raise BadDefinition(_no_group(workspace, code, known or _newest(releases)))
    codes = (code, *group.others) if peers and group is not None else (code,)
    policy = settings.policy(audience, file="copperplate.yaml")
    with open_releases(releases) as engine:
        evidence = count(
            workspace,
            measure,
            engine=engine,
            releases=releases,
            areas=codes,
            kind=chosen,
            to=to,
        )
    shown = publish({measure.id: evidence}, policy=policy, audience=audience)
    context = Context(
        area=code,
        names=register,
        group=group if peers else None,
        average=Average.MEAN_WITH_SELF,
        base=None,
    )
    return Shown(
        evidence=shown[measure.id],
        areas=tuple(register[code] for code in codes),
        group=group if peers else None,
        policy=policy,
        book=FigureBook(shown, context),
    )


def _newest(releases: Iterable[Release]) -> date:
    return max((release.known_from for release in releases), default=date.max)


def _no_group(workspace: Workspace, code: str, on: date) -> Problem:
    return Problem(
        code="K103",
        place=Place(file="copperplate.yaml", spot="groups"),
        what=f"No group to compare {workspace.register[code].name} ({code}) with is set "
        f"for {long_date(on) if on < date.max else 'any day'}.",
        remedy="Add a group with its members, its source and the day it is valid from.",
    )


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
    _refuse_empty(statistics, name)
    shown = publish(statistics, policy=policy, audience=paper.audience)
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
    used = {note.identity for evidence in statistics.values() for note in evidence.releases}
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
    )
    return material, spoken


def _measures_of(workspace: Workspace, paper: Paper) -> list[str]:
    """Return the measures a paper counts: its pages', its aims', and the rates' counts."""
    wanted: list[str] = []
    for page in paper.pages:
        aim = workspace.plan.aim(page.aim)
        wanted += [page.lines, *([page.ranked] if page.ranked else [])]
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


def paper_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return what a paper's file names that nobody defined, and words nobody prints."""
    from copperplate.report.layouts import layout_named

    node = workspace.paper_node(name)
    problems: list[Problem] = []
    group = workspace.settings.group_on(paper.known_on)
    aims = [aim.id for aim in workspace.plan.aims]
    for number, page in enumerate(paper.pages):
        here = node.at(("pages", number))
        if page.aim not in aims:
            problems.append(
                unknown_name(
                    code="R104",
                    place=here.at(("aim",)).place,
                    kind="aim",
                    name=page.aim,
                    known=aims,
                    remedy="Name an aim of plan.yaml.",
                )
            )
        named = [("lines", page.lines)] + ([("ranked", page.ranked)] if page.ranked else [])
        for field, identity in named:
            try:
                workspace.measures.find(identity, place=here.at((field,)).place)
            except Refusal as refusal:
                problems += refusal.problems
        counted = page.ranked or (page.lines if page.peers else None)
        measure = workspace.measures.measures.get(counted or "")
        if counted is not None and isinstance(measure, CountMeasure):
            problems.append(
                Problem(
                    code="R110",
                    place=here.at(("ranked",) if page.ranked else ("peers",)).place,
                    what=f"'{counted}' is a count, and areas differ in size.",
                    remedy="Compare a rate: name a measure of kind 'rate'.",
                )
            )
    if group is None and any(page.peers or page.ranked for page in paper.pages):
        problems.append(_no_group(workspace, workspace.settings.force, paper.known_on))
    problems += _date_problems(workspace, name, paper)
    pages = {page.aim for page in paper.pages}
    problems += [
        unknown_name(
            code="R105",
            place=Place(file=file.file, line=2),
            kind="aim with a page",
            name=file.front.aim,
            known=pages,
            remedy="Give the aim a page in the paper, or remove the words: they would not be "
            "printed.",
        )
        for file in workspace.words(name)
        if file.front.aim not in pages
    ]
    try:
        layout_named(paper.layout, place=node.at(("layout",)).place)
    except Refusal as refusal:
        problems += refusal.problems
    return problems


def _date_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return dates that contradict each other: known after the meeting, words of the future."""
    node = workspace.paper_node(name)
    problems = []
    if paper.known_on > paper.meeting:
        problems.append(
            Problem(
                code="R107",
                place=node.at(("known_on",)).place,
                what="The paper uses what was known on a day after its meeting.",
                remedy="Set 'known_on' to the meeting's day or before.",
            )
        )
    problems += [
        Problem(
            code="R108",
            place=Place(file=file.file, line=file.first_line),
            what="The words are dated after the meeting.",
            remedy="Correct the date of the words, or of the meeting.",
        )
        for file in workspace.words(name)
        if file.front.date > paper.meeting
    ]
    return problems


def base_problems(workspace: Workspace, name: str, paper: Paper, book: FigureBook) -> list[Problem]:
    """Return what is wrong with the base period: not held, or not before the newest."""
    if paper.base is None:
        return []
    held, newest = set(), []
    for page in paper.pages:
        series = book.evidence[page.lines].shown.series[workspace.settings.force]
        held |= {seen.period for seen in series.observations if seen.value is not None}
        newest.append(book.latest(page.lines))
    if paper.base in held and any(paper.base < period for period in newest):
        return []
    before = sorted(period for period in held if period < max(newest))
    return [
        Problem(
            code="R109",
            place=workspace.paper_node(name).at(("base",)).place,
            what=f"The {paper.base} is not an earlier period of any measure of this paper.",
            allowed=f"Held: {', '.join(str(period) for period in before[-6:])}."
            if before
            else "No earlier period is held.",
            remedy="Name one of these, load the publication that has it, or remove 'base'.",
        )
    ]


def check(workspace: Workspace) -> tuple[list[Problem], list[str]]:
    """Read everything a workspace holds.

    Returns:
        Every problem of every file, and one line for each thing that was looked at.
    """
    problems: list[Problem] = []
    looked: list[str] = []

    def look(title: str, part) -> None:  # type: ignore[no-untyped-def]
        try:
            looked.append(f"{title}: {part()}")
        except Refusal as refusal:
            problems.extend(p for p in refusal.problems if p not in problems)

    look("areas", lambda: f"{len(workspace.register)} in the register")
    look("settings", lambda: workspace.register[workspace.settings.force].name)
    look("measures", lambda: f"{len(workspace.measures.measures)} defined")
    look("plan", lambda: f"{len(workspace.plan.aims)} aims")
    look("plan's measures", lambda: _check_plan(workspace))
    look("releases", lambda: f"{len(workspace.releases)} loaded")
    for name in workspace.paper_names():
        look(f"paper {name}", lambda name=name: _check_paper(workspace, name))
    return problems, looked


def plan_problems(workspace: Workspace) -> list[Problem]:
    """Return what the plan names that nobody defined: measures, and its area."""
    node = workspace.node("plan.yaml")
    problems: list[Problem] = []
    for number, aim in enumerate(workspace.plan.aims):
        for position, identity in enumerate(aim.measures):
            place = node.at(("aims", number, "measures", position)).place
            try:
                workspace.measures.find(identity, place=place)
            except Refusal as refusal:
                problems += refusal.problems
    if workspace.plan.area not in workspace.register:
        problems.append(
            unknown_name(
                code="A101",
                place=node.at(("area",)).place,
                kind="area",
                name=workspace.plan.area,
                known=workspace.register.codes(),
                remedy="Give a code of the area register.",
            )
        )
    return problems


def _check_plan(workspace: Workspace) -> str:
    problems = plan_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    return "all defined"


def _check_paper(workspace: Workspace, name: str) -> str:
    """Build the paper in memory: whatever `build` would refuse is found."""
    built = compose(workspace, name)
    return f"{len(built.document.sections)} sections, {len(built.files)} files"


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
