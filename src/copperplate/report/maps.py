"""Figures of areas to a map with its table beside it: outlines, classes, words and sources.

Classes are made of the values that are shown and of nothing else, so that no border gives a
hidden one away. Computes no figure; they come from the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from copperplate.areas import SMALL_AREAS, Area, AreaKind, AreaRegister
from copperplate.compare import ValueClass, classes
from copperplate.drawing import AreaMap, Fill, LegendEntry, Shape
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.maps import (
    COUNTS_OF_AREAS,
    KINDS,
    Mapped,
    absence,
    class_place,
    class_range,
    map_alternative,
    map_headline,
)
from copperplate.narrative.runs import FigureRun, Runs, Text
from copperplate.narrative.wording import sentence_case
from copperplate.periods import Period
from copperplate.reference.boundaries import Outlines, Ring
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.report.charts import publications
from copperplate.series import Figure, Mark
from copperplate.series.numbers import rounded
from copperplate.series.units import UnitKind

ALL_NAMED = 12  # areas; of more, only the highest, the lowest and the force itself are
NOT_DRAWN = "No boundary is held for "
ZERO = Decimal(0)

# Which shades few classes take: as far apart as can be.
_SHADES = {
    1: (Fill.MIDDLE,),
    2: (Fill.LOWER, Fill.HIGHER),
    3: (Fill.LOWEST, Fill.MIDDLE, Fill.HIGHEST),
    4: (Fill.LOWEST, Fill.LOWER, Fill.HIGHER, Fill.HIGHEST),
    5: (Fill.LOWEST, Fill.LOWER, Fill.MIDDLE, Fill.HIGHER, Fill.HIGHEST),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Backdrop:
    """Larger areas drawn in thin lines, so that one sees where small ones lie.

    Attributes:
        areas: All of one kind.
        outlines: Holds a boundary of each.
    """

    areas: tuple[Area, ...]
    outlines: Outlines


def area_map(
    book: FigureBook,
    measure: str,
    areas: Sequence[Area],
    period: Period,
    *,
    within: Area,
    identity: str,
    outlines: Outlines,
    behind: Backdrop | None = None,
) -> Chart:
    """Return a map of a measure in one period.

    Args:
        book: Holds the measure for every area.
        measure: Id.
        areas: All of one kind of `KINDS`, and a boundary held for one at least.
        period: One of the measure's.
        within: The area they lie in.
        identity: What the block's ids begin with.
        outlines: The boundaries held.
        behind: What is drawn behind them; None for nothing.
    """
    mapped = _mapped(book, measure, areas, period, within)
    found = _classes(mapped)
    fills = {code: _fill(made, found) for code, made in mapped.figures.items()}
    places = _places(mapped, found, fills)
    legend = _legend(mapped, found, fills, places)
    drawn = [area for area in areas if area.code in outlines.shapes]
    return Chart(
        identity=identity,
        title=map_headline(mapped),
        subtitle=mapped.title,
        source=_sources(mapped, outlines, behind),
        alternative=map_alternative(mapped),
        drawing=AreaMap(
            shapes=_shapes(book, mapped, drawn, fills, outlines),
            behind=tuple(ring for area in behind.areas for ring in _rings(behind.outlines, area))
            if behind
            else (),
            legend=legend,
            heading=f"{mapped.unit.heading}; in brackets, how many {KINDS[mapped.kind][1]}",
        ),
        table=_table(
            book,
            mapped,
            areas,
            [places[fill] for fill in fills.values()],
            identity=f"{identity}-data",
            notes=_notes(mapped, areas, outlines, behind),
        ),
    )


def _mapped(
    book: FigureBook, measure: str, areas: Sequence[Area], period: Period, within: Area
) -> Mapped:
    """Gather the figures, highest first; what has none stands last, in the order of its names."""
    evidence = book.evidence[measure].shown
    made = {
        area.code: book.figure(f"{measure}.value", area=area.code, period=period) for area in areas
    }
    names = {area.code: area.name for area in areas}

    def place(code: str) -> tuple[bool, Decimal, str, str]:
        value = _printed(made[code])
        return value is None, -(value or ZERO), names[code], code

    kind = areas[0].kind
    larger = larger_areas(book.context.names, areas) if kind is AreaKind.WARD else {}
    return Mapped(
        about=evidence.about,
        unit=evidence.series.unit,
        period=period,
        kind=kind,
        where=within.name,
        names={
            code: f"{name} ({larger[code].name})" if code in larger else name
            for code, name in names.items()
        },
        figures={code: made[code] for code in sorted(made, key=place)},
    )


def larger_areas(register: AreaRegister, areas: Sequence[Area]) -> dict[str, Area]:
    """Return what small areas lie in, by their code: the first area above that is not small."""
    found = {}
    for area in areas:
        above = area
        while above.kind in SMALL_AREAS and above.parent in register:
            above = register[above.parent]
        if area.kind in SMALL_AREAS and above.kind not in SMALL_AREAS:
            found[area.code] = above
    return found


def _printed(figure: Figure) -> Decimal | None:
    """Return a figure as it is printed, so that no class parts what a reader sees as equal."""
    return None if figure.value is None else rounded(figure.value, figure.places)


def _classes(mapped: Mapped) -> tuple[ValueClass, ...]:
    """Return the classes of what is shown; zero is none of them, unless values lie below it."""
    values = [value for made in mapped.shown.values() if (value := _printed(made)) is not None]
    if min(values, default=ZERO) >= 0:
        values = [value for value in values if value != 0]
    return classes(values)


def _fill(figure: Figure, found: Sequence[ValueClass]) -> Fill:
    value = _printed(figure)
    if value is None:
        return Fill.HIDDEN if Mark.CONFIDENTIAL in figure.marks else Fill.MISSING
    for shade, one in zip(_SHADES.get(len(found), ()), found, strict=True):
        if value in one:
            return shade
    return Fill.ZERO


def _places(
    mapped: Mapped, found: Sequence[ValueClass], fills: Mapping[str, Fill]
) -> dict[Fill, str]:
    """Return what each fill means, in words."""
    shades = _SHADES.get(len(found), ())
    places = {shade: class_place(found, number) for number, shade in enumerate(shades)}
    absent = {
        fill: absence([mapped.figures[code] for code, held in fills.items() if held is fill])[1]
        for fill in (Fill.HIDDEN, Fill.MISSING)
    }
    return {**places, Fill.ZERO: "zero", **absent}


def _legend(
    mapped: Mapped,
    found: Sequence[ValueClass],
    fills: Mapping[str, Fill],
    places: Mapping[Fill, str],
) -> tuple[LegendEntry, ...]:
    """Return an entry a fill that is drawn: classes from the lowest, then what is none.

    What a fill means is followed by how many areas have it.
    """
    ranges = dict(zip(_SHADES.get(len(found), ()), found, strict=True))
    entries = []
    for fill in (*ranges, Fill.ZERO, Fill.HIDDEN, Fill.MISSING):
        figures = [mapped.figures[code] for code, filled in fills.items() if filled is fill]
        if not figures:
            continue
        if fill in ranges:
            label = class_range(ranges[fill], mapped.unit)
        else:
            label = figures[0].text if fill is Fill.ZERO else absence(figures)[0]
        entries.append(
            LegendEntry(fill=fill, label=label, note=f"{places[fill]} ({len(figures):,})")
        )
    return tuple(entries)


def _shapes(
    book: FigureBook,
    mapped: Mapped,
    drawn: Sequence[Area],
    fills: Mapping[str, Fill],
    outlines: Outlines,
) -> tuple[Shape, ...]:
    named = _named(book, mapped, drawn)
    return tuple(
        Shape(
            rings=_rings(outlines, area),
            fill=fills[area.code],
            group=_group(area),
            label=(area.name, mapped.figures[area.code].marked_text) if area.code in named else (),
        )
        for area in drawn
    )


def _rings(outlines: Outlines, area: Area) -> tuple[Ring, ...]:
    return tuple(ring for polygon in outlines.shapes[area.code] for ring in polygon)


def _group(area: Area) -> str:
    """Return what an area lies together with inside one strong line."""
    if area.kind is AreaKind.POLICE_FORCE_AREA:
        return "forces"
    # Priority areas lie apart. Wards lie in their district or unit, and those in their force.
    return area.code if area.kind is AreaKind.PRIORITY_AREA else area.parent


def _named(book: FigureBook, mapped: Mapped, drawn: Sequence[Area]) -> set[str]:
    """Return which areas bear their name on the map."""
    if mapped.kind is AreaKind.WARD:
        return set()
    if len(drawn) <= ALL_NAMED:
        return {area.code for area in drawn}
    shown = [code for code in mapped.shown if code in {area.code for area in drawn}]
    return {book.context.area, *shown[:1], *shown[-1:]}


def _sources(mapped: Mapped, outlines: Outlines, behind: Backdrop | None) -> str:
    notes = {
        note.identity: note for made in mapped.figures.values() for note in made.provenance.releases
    }
    read = f"Source: {publications(list(notes.values()))}. " if notes else ""
    drawn = (outlines, *([behind.outlines] if behind else []))
    lines = dict.fromkeys(one.attribution for one in drawn)
    return f"{read}Boundaries: {' '.join(lines)}"


def _table(
    book: FigureBook,
    mapped: Mapped,
    areas: Sequence[Area],
    places: Sequence[str],
    *,
    identity: str,
    notes: tuple[str, ...],
) -> Table:
    by_code = {area.code: area for area in areas}
    larger = larger_areas(book.context.names, areas)
    columns = [Column(title=sentence_case(KINDS[mapped.kind][0]))]
    beside = len(larger) == len(by_code)
    if beside:
        kinds = {area.kind for area in larger.values()}
        one = KINDS.get(kinds.pop(), ("lies in",)) if len(kinds) == 1 else ("lies in",)
        columns.append(Column(title=sentence_case(one[0])))
    columns += [Column(title=mapped.unit.heading, numeric=True), Column(title="Class")]
    rows = []
    for (code, made), place in zip(mapped.figures.items(), places, strict=True):
        cells: list[Runs] = [(Text(by_code[code].name),)]
        if beside:
            cells.append((Text(larger[code].name),))
        cells += [(FigureRun(made),), (Text(place),)]
        rows.append(Row(cells=tuple(cells), strong=code == book.context.area))
    return Table(
        identity=identity,
        caption=mapped.title,
        columns=tuple(columns),
        rows=tuple(rows),
        notes=notes,
    )


def _notes(
    mapped: Mapped, areas: Sequence[Area], outlines: Outlines, behind: Backdrop | None
) -> tuple[str, ...]:
    marks = sorted({mark for made in mapped.figures.values() for mark in made.marks})
    notes = [f"{mark.shorthand} {mark.meaning}" for mark in marks]
    if mapped.unit.kind is UnitKind.COUNT:
        notes.append(COUNTS_OF_AREAS)
    if mapped.about.comparability:
        notes.append(mapped.about.comparability)
    if mapped.about.not_comparable:
        notes.append(mapped.about.not_comparable)
    if behind is not None:
        notes.append(_behind_words(behind))
    missing = [mapped.names[area.code] for area in areas if area.code not in outlines.shapes]
    if missing:
        notes.append(f"{NOT_DRAWN}{', '.join(missing)}: in the table, not on the map.")
    return tuple(notes)


def _behind_words(behind: Backdrop) -> str:
    one, many = KINDS[behind.areas[0].kind]
    if len(behind.areas) == 1:
        return f"Thin line: the {one} {behind.areas[0].name}."
    return f"Thin lines: {many}."
