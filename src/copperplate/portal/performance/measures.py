"""A measure's pages: what it says in a sentence, its chart, its parts, its map, its definition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import Http404

from copperplate import terminal
from copperplate.areas import Area, AreaKind
from copperplate.errors import Refusal
from copperplate.measures import CountMeasure, Measure
from copperplate.narrative.part_names import column_name
from copperplate.narrative.runs import FigureRun, Runs, Text, first_sentence
from copperplate.periods import PeriodKind
from copperplate.pipeline import OF, Drawn
from copperplate.portal.asked import Asked, asked_of, choices
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page
from copperplate.portal.plain_words import why_of
from copperplate.report.blocks import Column, Row, Table
from copperplate.schema import TABLES

# What fits on a page; the file has all.
_MOST_ROWS = 24
CSV = "text/csv; charset=utf-8"
SVG = "image/svg+xml"
# A drawing by itself brings its colours with it, as attributes and one style of its own.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Columns of places that are one and the same throughout an area of a kind.
_ONE_PART = {
    AreaKind.LOCAL_AUTHORITY: frozenset({"district"}),
    AreaKind.NEIGHBOURHOOD_POLICING_UNIT: frozenset({"policing_unit", "district"}),
    AreaKind.PRIORITY_AREA: frozenset({"policing_unit", "district"}),
    AreaKind.WARD: frozenset({"policing_unit", "district", "ward"}),
}
# What those who read papers ask first.
_FIRST = ("policing_unit", "offence", "offence_group", "district", "outcome_type")


def measure(desk: Desk, query: Mapping[str, str], identity: str) -> Page:
    """Return a measure's own page: the sentence, the chart, what is behind it."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    setter = Setter()
    said: dict[str, object] = {}
    try:
        drawn = desk.chart(found, asked.area, to=asked.to, known=asked.known)
        said = _chart(drawn, setter)
        synthetic = drawn.synthetic
    except Refusal as refusal:
        said = {
            "why_no_chart": _why(desk, found, refusal),
            **_series(desk, asked, found, setter),
        }
        synthetic = desk.workspace.register.stamps([asked.area.code])
    return Page(
        template="measure.html",
        title=found.title,
        crumbs=(("Measures", asked.address("/measures/")),),
        synthetic=synthetic,
        said={
            **choices(desk, asked),
            **said,
            **_about(desk, asked, found),
            "downloads": _downloads(asked, found, charted="chart" in said),
            "entries": setter.end(),
        },
    )


def _chart(drawn: Drawn, setter: Setter) -> dict[str, object]:
    return {
        "chart": setter.block(drawn.block),
        "sentences": [setter.words(one) for one in beyond_headline(drawn)],
        "passed": drawn.passed,
        "caveats": drawn.caveats,
    }


def _why(desk: Desk, found: Measure, refusal: Refusal) -> list[str]:
    """Return why there is no control chart, in words for whoever reads."""
    if not {PeriodKind.MONTH, PeriodKind.QUARTER} & set(found.periods):
        return ["It is not counted by month or by quarter, so it has no control chart."]
    return why_of(refusal, desk)


def _series(desk: Desk, asked: Asked, found: Measure, setter: Setter) -> dict[str, object]:
    """Return a measure's newest figures as a table, where no chart can be drawn of them."""
    try:
        shown = desk.series(
            found, asked.area, peers=False, kind=None, to=asked.to, known=asked.known
        )
    except Refusal:
        return {}
    evidence = shown.evidence.shown
    periods = evidence.series.periods[-_MOST_ROWS:]
    if not periods:
        return {}
    rows = tuple(
        Row(
            cells=(
                (Text(str(period)),),
                (FigureRun(shown.book.figure(f"{found.id}.value", period=period)),),
            )
        )
        for period in reversed(periods)
    )
    table = Table(
        identity="series",
        caption=f"{found.title}, {asked.area.name}",
        columns=(
            Column(title="Period"),
            Column(title=evidence.series.unit.heading, numeric=True),
        ),
        rows=rows,
        notes=tuple(
            f"{mark.shorthand} {mark.meaning}."
            for mark in sorted(
                {
                    one
                    for seen in evidence.series
                    for held in seen.observations
                    for one in held.marks
                }
            )
        ),
    )
    return {"table": setter.block(table), "policy": shown.policy.statement}


def beyond_headline(drawn: Drawn) -> list[Runs]:
    """Return what a drawing says beyond its headline, which is the first sentence of all."""
    if not drawn.said:
        return []
    first, *others = drawn.said
    _, rest = first_sentence(first)
    return [*([rest] if rest else []), *others]


def _about(desk: Desk, asked: Asked, found: Measure) -> dict[str, object]:
    """Return what a measure is, and where to look further."""
    begin = f"/measures/{found.id}"
    first = [("What made it change", asked.address(f"{begin}/drivers/"))] * bool(
        drivers_of(found, asked.area)
    )
    first += [("Beside other forces", asked.address(f"{begin}/peers/"))] * has_peers(
        desk, asked, found
    )
    splits = [
        (column_name(name).lower(), asked.address(f"{begin}/by/{name}/"))
        for name in splits_of(found, asked.area)
    ]
    charts = [
        (name.replace("-", " "), asked.address(f"{begin}/charts/{name}/"))
        for name in parts_of(desk, asked.area)
    ]
    first.append(("Compare", asked.address("/compare/", left=found.id)))
    maps = [
        (name.replace("-", " "), asked.address(f"{begin}/map/{name}/"))
        for name in maps_of(desk, asked.area)
    ]
    return {
        "measure": found,
        "identity": found.id,
        "first": first,
        "splits": splits,
        "charts": charts,
        "maps": maps,
        "records": asked.address(f"{begin}/records/")
        if desk.holds_records(asked.area)
        and of_records(found)
        and PeriodKind.MONTH in found.periods
        else "",
        "terms": [
            (term, said)
            for term, said in (
                ("What is asked", found.question),
                ("Definition", found.definition),
                ("Comparability", found.comparability),
                ("When it comes", found.lag),
                ("Owner", found.owner),
                ("Counted by", ", ".join(found.periods).replace("-", " ")),
            )
            if said
        ],
    }


def of_records(found: Measure) -> bool:
    """Whether a measure counts records, which can be split and listed."""
    counts = isinstance(found, CountMeasure) and TABLES[found.table].of_records
    return counts and not getattr(found, "sums", None)


def splits_of(found: Measure, area: Area) -> tuple[str, ...]:
    """Return the columns a measure of an area may be split by, those asked for most first.

    Not by what the area is itself, or lies in: that would be one part.
    """
    if not of_records(found):
        return ()
    assert isinstance(found, CountMeasure)
    place = {name: number for number, name in enumerate(_FIRST)}
    one_part = _ONE_PART.get(area.kind, frozenset())
    return tuple(
        sorted(
            set(found.breakdowns) - one_part, key=lambda name: (place.get(name, len(place)), name)
        )
    )


def maps_of(desk: Desk, area: Area) -> tuple[str, ...]:
    """Return the kinds of area in an area that a map can be of: boundaries are held of them."""
    from copperplate.pipeline.mapping import outlines_of

    return tuple(
        name for name in parts_of(desk, area) if outlines_of(desk.workspace, OF[name]) is not None
    )


def _downloads(asked: Asked, found: Measure, *, charted: bool) -> list[tuple[str, str]]:
    listed = [("Table (CSV)", asked.address(f"/measures/{found.id}.csv"))]
    if charted:
        listed.append(("Chart (SVG)", asked.address(f"/measures/{found.id}.svg")))
        listed.append(("Chart (PNG)", asked.address(f"/measures/{found.id}.png")))
    return listed


def measure_csv(desk: Desk, query: Mapping[str, str], identity: str) -> Download:
    """Return a measure's series as rows for a spreadsheet."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    # In the periods of the chart, where it has one.
    kind = next((k for k in (PeriodKind.MONTH, PeriodKind.QUARTER) if k in found.periods), None)
    shown = desk.series(found, asked.area, peers=False, kind=kind, to=asked.to, known=asked.known)
    name = f"{found.id}-{asked.area.code}.csv"
    return Download(name=name, media=CSV, body=terminal.as_csv(shown).encode())


def measure_svg(desk: Desk, query: Mapping[str, str], identity: str) -> Download:
    """Return a measure's control chart as a drawing that stands alone."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    drawn = desk.chart(found, asked.area, to=asked.to, known=asked.known)
    return _drawing(drawn, f"{found.id}-{asked.area.code}.svg")


def measure_png(desk: Desk, query: Mapping[str, str], identity: str) -> Download:
    """Return the same as a picture, for programs that read no drawing."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    drawn = desk.chart(found, asked.area, to=asked.to, known=asked.known)
    return _picture(drawn, f"{found.id}-{asked.area.code}.png")


def _picture(drawn: Drawn, name: str) -> Download:
    return Download(name=name, media="image/png", body=drawn.png)


def _drawing(drawn: Drawn, name: str) -> Download:
    return Download(name=name, media=SVG, body=drawn.svg.encode(), policy=DRAWING_POLICY)


def drivers_of(found: Measure, area: Area) -> tuple[str, ...]:
    """Return the columns that say what made a measure change: one of place, one of offence."""
    splits = splits_of(found, area)
    place = [name for name in ("policing_unit", "district", "ward") if name in splits][:1]
    what = [name for name in ("offence", "offence_group") if name in splits][:1]
    return (*place, *what)


def peers(desk: Desk, query: Mapping[str, str], identity: str) -> Page:
    """Return a measure of the force beside its group."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    setter = Setter()
    drawn = desk.peers(found, to=asked.to, known=asked.known)
    return Page(
        template="charts.html",
        title=f"{found.title}, beside other forces",
        crumbs=crumbs_of(asked, found),
        synthetic=tuple(dict.fromkeys(stamp for one in drawn for stamp in one.synthetic)),
        said={
            **choices(desk, asked),
            "charts": [setter.block(one.block) for one in drawn],
            "passed": drawn[0].passed,
            "entries": setter.end(),
        },
    )


def has_peers(desk: Desk, asked: Asked, found: Measure) -> bool:
    """Whether a measure can be set beside other forces, and the reader may see it."""
    force = desk.workspace.settings.force
    group = desk.workspace.settings.group_on(asked.known or date.max)
    return group is not None and asked.area.code == force and not isinstance(found, CountMeasure)


def crumbs_of(asked: Asked, found: Measure) -> tuple[tuple[str, str], ...]:
    """Return where a page behind a measure lies."""
    return (
        ("Measures", asked.address("/measures/")),
        (found.title, asked.address(f"/measures/{found.id}/")),
    )


def map_page(desk: Desk, query: Mapping[str, str], identity: str, of: str) -> Page:
    """Return a measure of the parts of an area, as a map and a table."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    drawn = _mapped(desk, asked, found, of)
    setter = Setter()
    return Page(
        template="map.html",
        title=f"{found.title} by {of.replace('-', ' ')}",
        crumbs=crumbs_of(asked, found),
        synthetic=drawn.synthetic,
        said={
            **choices(desk, asked),
            "identity": found.id,
            "chart": setter.block(drawn.block),
            "passed": drawn.passed,
            "svg": asked.address(f"/measures/{found.id}/map/{of}.svg"),
            "png": asked.address(f"/measures/{found.id}/map/{of}.png"),
            "entries": setter.end(),
        },
    )


def small_charts(desk: Desk, query: Mapping[str, str], identity: str, of: str) -> Page:
    """Return a small control chart for each part of an area, all of one size and scale."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    if of not in parts_of(desk, asked.area):
        raise Http404
    drawn = desk.small_charts(found, asked.area, of=of, to=asked.to, known=asked.known)
    setter = Setter()
    return Page(
        template="charts.html",
        title=f"{found.title}, each of the {of.replace('-', ' ')}",
        crumbs=crumbs_of(asked, found),
        synthetic=drawn.synthetic,
        said={
            **choices(desk, asked),
            "charts": [setter.block(drawn.block)],
            "sentences": [setter.words(one) for one in beyond_headline(drawn)],
            "passed": drawn.passed,
            "entries": setter.end(),
        },
    )


def parts_of(desk: Desk, area: Area) -> tuple[str, ...]:
    """Return the kinds of area that lie in an area and can be charted side by side."""
    register = desk.workspace.register
    return tuple(name for name, kind in OF.items() if register.within(area.code, kind=kind))


def map_svg(desk: Desk, query: Mapping[str, str], identity: str, of: str) -> Download:
    """Return the same map as a drawing that stands alone."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    return _drawing(_mapped(desk, asked, found, of), f"{found.id}-{of}-{asked.area.code}.svg")


def map_png(desk: Desk, query: Mapping[str, str], identity: str, of: str) -> Download:
    """Return the same map as a picture, for programs that read no drawing."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    return _picture(_mapped(desk, asked, found, of), f"{found.id}-{of}-{asked.area.code}.png")


def _mapped(desk: Desk, asked: Asked, found: Measure, of: str) -> Drawn:
    if of not in maps_of(desk, asked.area):
        raise Http404
    return desk.map(found, asked.area, of=of, period=None, to=asked.to, known=asked.known)
