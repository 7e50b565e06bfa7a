"""Releases and a measure to evidence: an engine over their tables, and one count.

Counts nothing itself; `query` does. Knows no audience and no paper.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

from copperplate.areas import SMALL_AREAS, Area, AreaKind, AreaRegister
from copperplate.engines.duckdb import Engine, open_tables
from copperplate.errors import Place, Problem
from copperplate.measures import (
    Basis,
    Measure,
    MeasureBook,
    PercentageMeasure,
    ProportionMeasure,
    RateMeasure,
)
from copperplate.measures.where import Comparison, pinned_values
from copperplate.periods import PeriodKind, long_date
from copperplate.pipeline.caveats import caveats
from copperplate.query import Answer, Territory, count_together, run_measure
from copperplate.schema import TABLES
from copperplate.schema.offences import CHILDREN, OFFENCE_TITLES
from copperplate.schema.records import AREA_COLUMNS
from copperplate.series.evidence import About, Evidence
from copperplate.sources.release import Release
from copperplate.workspace import Workspace

FORCES = (AreaKind.POLICE_FORCE_AREA, AreaKind.RECORDING_BODY)

DENOMINATOR_WORDS = {
    "ons-police-force-area": "Each period is divided by the mid-year estimate the Office for "
    "National Statistics uses for it: the year before last for years ending in March, last year's "
    "for the others.",
    "same-period": "Each period is divided by what was counted of the same area and period.",
    "newest-before": "Each period is divided by the newest known value that ends with it or "
    "before it.",
}

BASIS_WORDS = {
    Basis.PART: "What is above the line is part of what is below it.",
    Basis.ASSIGNED: "Outcomes given in the period, of crimes whenever they were recorded, over the "
    "crimes recorded in the period.",
    Basis.RECORDED: "Outcomes, so far, of the crimes recorded in the period, over those crimes.",
    Basis.NOT_STATED: "Whether the outcomes are of crimes recorded in the period, or were given in "
    "it, was not stated.",
}


def open_releases(releases: Sequence[Release]) -> AbstractContextManager[Engine]:
    """Open a sandboxed engine over the tables of releases."""
    types = {
        name: {column.name: column.type.value for column in table.columns}
        for name, table in TABLES.items()
    }
    files = {
        name: [(r.parquet_path(name), r.identity) for r in releases if name in r.tables]
        for name in TABLES
    }
    return open_tables(
        files, types, in_place=frozenset(t.name for t in TABLES.values() if t.of_records)
    )


def area_asked(workspace: Workspace, area: str | None) -> str:
    """Return the code of an area given by code or name; of the workspace's force if None.

    Raises:
        UnknownName: No such area (A101, A102).
    """
    force = workspace.settings.force
    return force if area is None else workspace.register.find(area, place=Place(file="--area")).code


def count(
    workspace: Workspace,
    measure: Measure,
    *,
    engine: Engine,
    releases: Sequence[Release],
    areas: Sequence[str],
    kind: PeriodKind,
    to: date | None,
    answered: MutableMapping[tuple[str, PeriodKind], Answer] | None = None,
) -> Evidence:
    """Count one measure and gather what it says of itself.

    `answered` is what `run_measure` takes: who counts many measures of the same areas keeps one.
    """
    answer = run_measure(
        measure,
        workspace.measures,
        engine=engine,
        releases=releases,
        areas=areas,
        kind=kind,
        to=to,
        territories=territories(workspace, areas),
        answered=answered,
    )
    return _evidence(measure, workspace.measures, answer, workspace.register)


def count_ahead(
    workspace: Workspace,
    measures: Iterable[tuple[Measure, PeriodKind]],
    *,
    engine: Engine,
    releases: Sequence[Release],
    areas: Sequence[str],
    to: date | None,
) -> None:
    """Let an engine answer at once what `count` is about to ask of it for many measures."""
    count_together(
        measures,
        workspace.measures,
        engine=engine,
        releases=releases,
        territories=territories(workspace, areas),
        to=to,
    )


def territories(workspace: Workspace, areas: Sequence[str]) -> dict[str, Territory]:
    """Return where the records of areas are found; an area of another kind has none.

    An area below a force is covered by the force area it lies in, at any depth.
    """
    found = {}
    for code in areas:
        area = workspace.register[code]
        if area.kind in AREA_COLUMNS:
            force = force_of(workspace.register, area)
            found[code] = Territory(column=AREA_COLUMNS[area.kind], force=force)
    return found


def force_of(register: AreaRegister, area: Area) -> str:
    """Return the code of the force an area lies in; its own where it lies in none."""
    above = area
    while above.kind not in FORCES:
        if above.parent not in register:
            return area.code
        above = register[above.parent]
    return above.code


def count_parts(
    workspace: Workspace,
    identity: str,
    *,
    engine: Engine,
    releases: Sequence[Release],
    areas: Sequence[str],
    to: date | None,
) -> tuple[Evidence, ...]:
    """Count the offence groups a measure of one group is made of, the largest division first.

    Returns:
        One evidence a group, named by the group; none where the measure is not of exactly
        one group that has parts.
    """
    whole = workspace.measures.counted(workspace.measures[identity])
    chosen = pinned_values(workspace.measures.conditions[whole.id])
    (offence,) = chosen if chosen is not None and len(chosen) == 1 else ("",)
    found = []
    for child in CHILDREN.get(str(offence), ()):
        title = OFFENCE_TITLES[child]
        part = whole.model_copy(
            update={
                "id": child,
                "title": title,
                "short": title[:1].lower() + title[1:],
                "question": f"How many offences of this group are recorded: {title.lower()}?",
                "definition": f"Offences of the group '{title.lower()}', as published.",
            }
        )
        book = MeasureBook(
            measures={child: part},
            conditions={child: Comparison(column="offence", operator="=", values=(child,))},
        )
        answer = run_measure(
            part,
            book,
            engine=engine,
            releases=releases,
            areas=areas,
            kind=whole.periods[0],
            to=to,
        )
        found.append(_evidence(part, book, answer, workspace.register))
    return tuple(found)


def _evidence(
    measure: Measure, book: MeasureBook, answer: Answer, register: AreaRegister
) -> Evidence:
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
            not_comparable=measure.not_comparable or "",
            recording_note=measure.recording_note,
            # What is worked out of a sensitive count tells of as few people as the count.
            sensitive=any(book[one].sensitive for one in (measure.id, *_made_of(measure))),
            breaks=tuple(broken.note for broken in measure.breaks),
            denominator=_denominator_words(measure),
            published_change=isinstance(measure, PercentageMeasure) and measure.of == "change",
            zero_tells=measure.zero_tells,
            made_of=_made_of(measure),
        ),
        series=answer.series,
        query=answer.query,
        releases=tuple(release.note() for release in answer.releases),
        already_public=all(release.published is not None for release in answer.releases),
        remarks=_remarks(answer),
        caveats=caveats(measure, book, answer),
        left_out=answer.left_out,
        small_areas=frozenset(
            code for code in answer.series.areas if register[code].kind in SMALL_AREAS
        ),
        synthetic=register.stamps(answer.series.areas),
    )


def _made_of(measure: Measure) -> tuple[str, ...]:
    if isinstance(measure, ProportionMeasure):
        return (measure.numerator, measure.of)
    if isinstance(measure, RateMeasure):
        below = measure.denominator.count
        return (measure.numerator,) if below is None else (measure.numerator, below)
    return ()


def _denominator_words(measure: Measure) -> str:
    if isinstance(measure, RateMeasure):
        return DENOMINATOR_WORDS[measure.denominator.rule]
    return BASIS_WORDS[measure.basis] if isinstance(measure, ProportionMeasure) else ""


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


def newest(releases: Iterable[Release]) -> date:
    """Return the day the newest release became known; the end of time without one."""
    return max((release.known_from for release in releases), default=date.max)


def no_group(workspace: Workspace, code: str, on: date) -> Problem:
    """Return the problem of a comparison without a group to compare with (K103)."""
    return Problem(
        code="K103",
        place=Place(file="copperplate.yaml", spot="groups"),
        what=f"No group to compare {workspace.register[code].name} ({code}) with is set "
        f"for {long_date(on) if on < date.max else 'any day'}.",
        remedy="Add a group with its members, its source and the day it is valid from.",
    )
