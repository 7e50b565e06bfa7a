"""Figures of areas to a map with its table beside it: outlines, classes, words and sources.

Classes are made of the values that are shown and of nothing else, so that no border gives a
hidden one away. Computes no figure; they come from the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from copperplate.areas import Area, AreaKind
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
from copperplate.reference.boundaries import Boundaries, boundaries
from copperplate.reference.editions import editions_of
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.report.charts import publications
from copperplate.series import Figure, Mark
from copperplate.series.numbers import rounded
from copperplate.series.units import UnitKind

OUTLINES = MappingProxyType(
    {
        AreaKind.POLICE_FORCE_AREA: Boundaries.POLICE_FORCE_AREAS,
        AreaKind.LOCAL_AUTHORITY: Boundaries.DISTRICTS,
        AreaKind.WARD: Boundaries.WARDS_WEST_MIDLANDS,
    }
)
"""The boundaries that ship, by the kind of area."""

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


def area_map(
    book: FigureBook,
    measure: str,
    areas: Sequence[Area],
    period: Period,
    *,
    within: Area,
    identity: str,
) -> Chart:
    """Return a map of a measure in one period.

    Args:
        book: Holds the measure for every area.
        measure: Id.
        areas: All of one kind of `OUTLINES`, and a boundary held for one at least.
        period: One of the measure's.
        within: The area they lie in.
        identity: What the block's ids begin with.
    """
    mapped = _mapped(book, measure, areas, period, within)
    found = _classes(mapped)
    fills = {code: _fill(made, found) for code, made in mapped.figures.items()}
    places = _places(mapped, found, fills)
    legend = _legend(mapped, found, fills, places)
    drawn = [area for area in areas if area.code in boundaries(OUTLINES[area.kind])]
    return Chart(
        identity=identity,
        title=map_headline(mapped),
        subtitle=mapped.title,
        source=_sources(mapped),
        alternative=map_alternative(mapped),
        drawing=AreaMap(
            shapes=_shapes(book, mapped, drawn, fills),
            legend=legend,
            heading=f"{mapped.unit.heading}; in brackets, how many {KINDS[mapped.kind][1]}",
        ),
        table=_table(book, mapped, areas, [places[fill] for fill in fills.values()], identity),
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
    said = {
        area.code: f"{area.name} ({book.context.names[area.parent].name})"
        if kind is AreaKind.WARD and area.parent
        else area.name
        for area in areas
    }
    return Mapped(
        about=evidence.about,
        unit=evidence.series.unit,
        period=period,
        kind=kind,
        where=within.name,
        names=said,
        figures={code: made[code] for code in sorted(made, key=place)},
    )


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
    book: FigureBook, mapped: Mapped, drawn: Sequence[Area], fills: Mapping[str, Fill]
) -> tuple[Shape, ...]:
    held = boundaries(OUTLINES[mapped.kind])
    named = _named(book, mapped, drawn)
    return tuple(
        Shape(
            rings=tuple(ring for polygon in held[area.code] for ring in polygon),
            fill=fills[area.code],
            # Wards lie together in their district, districts in their force, and forces in one.
            group="forces" if mapped.kind is AreaKind.POLICE_FORCE_AREA else area.parent,
            label=(area.name, mapped.figures[area.code].marked_text) if area.code in named else (),
        )
        for area in drawn
    )


def _named(book: FigureBook, mapped: Mapped, drawn: Sequence[Area]) -> set[str]:
    """Return which areas bear their name on the map."""
    if mapped.kind is AreaKind.WARD:
        return set()
    if len(drawn) <= ALL_NAMED:
        return {area.code for area in drawn}
    shown = [code for code in mapped.shown if code in {area.code for area in drawn}]
    return {book.context.area, *shown[:1], *shown[-1:]}


def _sources(mapped: Mapped) -> str:
    notes = {
        note.identity: note for made in mapped.figures.values() for note in made.provenance.releases
    }
    lines = dict.fromkeys(
        edition.attribution.removeprefix("Source: ")
        for edition in editions_of(f"outlines/{OUTLINES[mapped.kind].value}.geojson")
    )
    read = f"Source: {publications(list(notes.values()))}. " if notes else ""
    return f"{read}Boundaries: {' '.join(lines)}"


def _table(
    book: FigureBook,
    mapped: Mapped,
    areas: Sequence[Area],
    places: Sequence[str],
    identity: str,
) -> Table:
    by_code = {area.code: area for area in areas}
    in_district = mapped.kind is AreaKind.WARD
    columns = [Column(title=sentence_case(KINDS[mapped.kind][0]))]
    if in_district:
        columns.append(Column(title=sentence_case(KINDS[AreaKind.LOCAL_AUTHORITY][0])))
    columns += [Column(title=mapped.unit.heading, numeric=True), Column(title="Class")]
    rows = []
    for (code, made), place in zip(mapped.figures.items(), places, strict=True):
        area = by_code[code]
        cells: list[Runs] = [(Text(area.name),)]
        if in_district:
            cells.append((Text(book.context.names[area.parent].name),))
        cells += [(FigureRun(made),), (Text(place),)]
        rows.append(Row(cells=tuple(cells), strong=code == book.context.area))
    return Table(
        identity=f"{identity}-data",
        caption=mapped.title,
        columns=tuple(columns),
        rows=tuple(rows),
        notes=_notes(mapped, areas),
    )


def _notes(mapped: Mapped, areas: Sequence[Area]) -> tuple[str, ...]:
    marks = sorted({mark for made in mapped.figures.values() for mark in made.marks})
    notes = [f"{mark.shorthand} {mark.meaning}" for mark in marks]
    if mapped.unit.kind is UnitKind.COUNT:
        notes.append(COUNTS_OF_AREAS)
    if mapped.about.comparability:
        notes.append(mapped.about.comparability)
    if mapped.about.not_comparable:
        notes.append(mapped.about.not_comparable)
    held = boundaries(OUTLINES[mapped.kind])
    missing = [mapped.names[area.code] for area in areas if area.code not in held]
    if missing:
        notes.append(f"{NOT_DRAWN}{', '.join(missing)}: in the table, not on the map.")
    return tuple(notes)
