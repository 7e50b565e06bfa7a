"""A count of records split, this span beside its base, through disclosure, with what it shows.

Counts the whole by the road every measure takes and the parts by their own, and goes no further
where they differ. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from copperplate.areas import SMALL_AREAS
from copperplate.compare import Average
from copperplate.disclosure import (
    Audience,
    Publishable,
    is_telling,
    one_by_one,
    publish_parts,
    refuse_split,
)
from copperplate.engines.duckdb import Engine
from copperplate.errors import BadDefinition
from copperplate.measures import CountMeasure
from copperplate.measures.where import selects
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.part_names import PartName, part_names
from copperplate.narrative.runs import Runs
from copperplate.periods import Period, PeriodKind
from copperplate.pipeline.counting import area_asked, count, open_releases, territories
from copperplate.pipeline.spans import both_at_once, chosen_kind, chosen_spans, split_measure
from copperplate.pipeline.telling_parts import what_parts_say
from copperplate.query import Breakdown, break_down
from copperplate.reference.offences import offences
from copperplate.report.breakdown import BreakdownTable, breakdown_table
from copperplate.schema import TABLES
from copperplate.schema.offences import SENSITIVE_GROUPS
from copperplate.schema.records import AREA_COLUMNS
from copperplate.series import Mark
from copperplate.series.evidence import Evidence
from copperplate.series.parted import Part, Parted, Value
from copperplate.sources.release import Release, known_on
from copperplate.workspace import Workspace

_SMALL_COLUMNS = frozenset(AREA_COLUMNS[kind] for kind in SMALL_AREAS)


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenDown:
    """A count split, and what it shows.

    Attributes:
        table: Its rows.
        sentences: What the figures say.
    """

    table: BreakdownTable
    sentences: tuple[Runs, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked of a measure's records, all of it found to be there."""

    measure: CountMeasure
    by: tuple[str, ...]
    of_which: bool
    area: str
    kind: PeriodKind
    to: date | None


def broken_down(
    workspace: Workspace,
    identity: str,
    *,
    by: Sequence[str],
    together_with: str | None,
    area: str | None,
    kind: PeriodKind | None,
    to: date | None,
    base: Period | None,
    known: date | None,
    audience: Audience,
) -> BrokenDown:
    """Return a measure's parts in the newest span and in its base.

    Args:
        workspace: Where it is counted.
        identity: The measure's id: a count of records.
        by: The column it is split by; of several, markers each of which is a part by itself.
        together_with: A second column, whose values make a part with those of the first.
        area: Code or name; the workspace's force if None.
        kind: The shape of both spans; years to date if None and the measure is counted so.
        to: Last day counted.
        base: The earlier span; the same a year before if None.
        known: Only what was known on this day is used.
        audience: For whom it is.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102); nothing is known of the area
            (B103), or of the base (B104).
        BadDefinition: It counts no records (B101), the period is not one of the measure's (M107), a
            column splits nothing (M123), markers and a second column at once (B102).
        NotPublishable: The audience may not see it (D002), or not split like this (D005).
    """
    measure = split_measure(workspace, identity)
    settings = workspace.settings
    code = area_asked(workspace, area)
    policy = settings.policy(audience, file="copperplate.yaml")
    if together_with is not None and len(by) > 1:
        raise BadDefinition(both_at_once())
    columns = (*by, together_with) if together_with is not None else tuple(by)
    asked = Asked(
        measure=measure,
        by=columns,
        of_which=len(by) > 1,
        area=code,
        kind=chosen_kind(measure, kind),
        to=to,
    )
    refuse_split(measure.id, columns, allowed=measure.breakdowns, policy=policy)
    releases = known_on(workspace.releases, known)
    with open_releases(releases) as engine:
        found = _split(workspace, asked, asked.kind, engine, releases)
        now, then = chosen_spans(found.periods, asked.kind, base, area=workspace.register[code])
        whole = count(
            workspace,
            measure,
            engine=engine,
            releases=releases,
            areas=(code,),
            kind=asked.kind,
            to=to,
        )
        parted, names = _parted(workspace, asked, found, whole, base=then, period=now)
        if policy.hides_small and any(part.sensitive for part in parted.parts):
            parted = _with_other_days(workspace, asked, parted, engine, releases)
        published = publish_parts(parted, policy=policy, audience=audience)
        book = _book(workspace, published)
        sentences = what_parts_say(workspace, published, book, engine=engine, releases=releases)
    return BrokenDown(
        table=breakdown_table(
            published,
            book,
            area=workspace.register[code],
            names={
                part.counted.about.id: name for part, name in zip(parted.parts, names, strict=True)
            },
        ),
        sentences=sentences,
    )


def _split(
    workspace: Workspace,
    asked: Asked,
    kind: PeriodKind,
    engine: Engine,
    releases: Sequence[Release],
) -> Breakdown:
    (found,) = break_down(
        asked.measure,
        workspace.measures.conditions[asked.measure.id],
        by=asked.by,
        engine=engine,
        releases=releases,
        territories=territories(workspace, (asked.area,)),
        kind=kind,
        to=asked.to,
        of_which=asked.of_which,
    )
    return found


def _parted(
    workspace: Workspace,
    asked: Asked,
    found: Breakdown,
    whole: Evidence,
    *,
    base: Period,
    period: Period,
) -> tuple[Parted, list[PartName]]:
    """Return the whole and its parts in two spans, in the order of their names, with the names."""
    at = [found.periods.index(base), found.periods.index(period)]
    held = _in_spans(whole, (base, period))
    counted = held.series.values[0]
    if not np.array_equal(counted, found.whole[at].astype(float)):
        raise RuntimeError(f"the parts of '{asked.measure.id}' are not the whole that is counted")
    rows = [n for n in range(len(found.parts)) if asked.of_which or found.counts[n, at].any()]
    table = TABLES[asked.measure.table]
    names = part_names(
        [found.parts[n] for n in rows],
        by=asked.by,
        of_which=asked.of_which,
        table=table,
        register=workspace.register,
    )
    ordered = sorted(zip(names, rows, strict=True))
    always = is_telling(held) or not _SMALL_COLUMNS.isdisjoint(asked.by)
    parts = []
    for number, (name, row) in enumerate(ordered):
        sensitive = always or _is_sensitive(workspace, asked, found.parts[row])
        about = replace(
            held.about,
            id=f"{asked.measure.id}_part_{number + 1}",
            title=name.title,
            short=name.short,
            plural=False,
            sensitive=sensitive,
        )
        own = replace(held, about=about, query=found.query, left_out=())
        silent, counts = found.unsaid[row, at], found.counts[row, at].astype(float)
        if asked.of_which:  # where no record says, none having it is not zero
            counts[(silent > 0) & (silent == found.whole[at])] = np.nan
        parts.append(
            Part(
                said=found.parts[row],
                counted=_with_values(own, counts),
                unsaid=_with_values(own, silent) if asked.of_which else None,
                sensitive=sensitive,
            )
        )
    parted = Parted(
        whole=held,
        parts=tuple(parts),
        by=asked.by,
        of_which=asked.of_which,
        base=base,
        period=period,
    )
    return parted, [name for name, _ in ordered]


def _in_spans(evidence: Evidence, spans: Sequence[Period]) -> Evidence:
    """Return evidence of two of its periods alone, and of the releases these were read from."""
    series = evidence.series
    at = [series.periods.index(span) for span in spans]
    used = {series.release_ids[n] for n in series.releases[0, at] if n >= 0}
    return replace(
        evidence,
        series=replace(
            series,
            periods=tuple(spans),
            values=series.values[:, at],
            marks=series.marks[:, at],
            releases=series.releases[:, at],
            bases=series.bases[:, at],
            base_releases=series.base_releases[:, at],
        ),
        releases=tuple(note for note in evidence.releases if note.identity in used),
        left_out=tuple(one for one in evidence.left_out if one.period in spans),
    )


def _with_values(evidence: Evidence, values: ArrayLike) -> Evidence:
    """Return evidence with other values; NaN is not available."""
    held = np.array([values], dtype=float)
    marks = np.where(np.isnan(held), Mark.NOT_AVAILABLE.bit, 0)
    series = replace(
        evidence.series,
        measure=evidence.about.id,
        values=held,
        marks=marks.astype(evidence.series.marks.dtype),
    )
    return replace(evidence, series=series)


def _is_sensitive(workspace: Workspace, asked: Asked, said: tuple[Value | None, ...]) -> bool:
    """Return whether a part is, or lies in, what the schema or a measure calls sensitive."""
    table = TABLES[asked.measure.table]
    known = {str(said[0]): True} if asked.of_which else dict(zip(asked.by, said, strict=True))
    row = {name: value for name, value in known.items() if value is not None}
    if "offence" in row and str(row["offence"]) in offences():
        row.setdefault("offence_group", offences()[str(row["offence"])].group)
    if row.get("offence_group") in SENSITIVE_GROUPS:
        return True
    for name, value in row.items():
        column = table.column(name)
        if column is not None and value in column.sensitive:
            return True
    book = workspace.measures
    return any(
        isinstance(one, CountMeasure)
        and (one.sensitive, one.table, one.repeats) == (True, table.name, None)
        and selects(book.conditions[one.id], row)
        for one in book.measures.values()
    )


def _with_other_days(
    workspace: Workspace,
    asked: Asked,
    parted: Parted,
    engine: Engine,
    releases: Sequence[Release],
) -> Parted:
    """Return parts with what each counts in the months that neither span holds a day of."""
    found = _split(workspace, asked, PeriodKind.MONTH, engine, releases)
    outside = [
        at
        for at, month in enumerate(found.periods)
        if all(month.end < span.start or span.end < month.start for span in parted.spans)
    ]
    usual = dict(zip(found.parts, found.counts[:, outside].sum(axis=1).tolist(), strict=True))
    return replace(
        parted,
        parts=tuple(replace(part, on_other_days=usual.get(part.said, 0)) for part in parted.parts),
    )


def _book(workspace: Workspace, published: Publishable[Parted]) -> FigureBook:
    whole, parts = one_by_one(published)
    context = Context(
        area=workspace.settings.force,
        names=workspace.register,
        group=None,
        average=Average.MEAN_WITH_SELF,
        base=published.shown.base,
    )
    return FigureBook({one.shown.about.id: one for one in (whole, *parts)}, context)
