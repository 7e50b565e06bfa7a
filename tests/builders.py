"""Small values for tests, built as the product builds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from copperplate.areas import Area, AreaKind, AreaRegister, PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import POLICIES, Audience, Publishable, publish
from copperplate.engines.duckdb import Engine, open_tables, to_parquet
from copperplate.measures import CountMeasure
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.periods import Period, parse_period
from copperplate.schema import TABLES
from copperplate.series import Mark, Observation, Series, Unit
from copperplate.series.evidence import About, Evidence
from copperplate.series.figure import ReleaseNote
from copperplate.series.model import series_set
from copperplate.series.units import OFFENCES
from copperplate.sources.release import Release
from copperplate.yamltext import bind, parse

NOTE = ReleaseNote(
    identity="ons-pfa/2019-06-published-2019-10-17",
    title="Police force area tables",
    publisher="Office for National Statistics",
    dated="published 17 October 2019",
)


def count_measure(**changes: object) -> CountMeasure:
    """Return a count of recorded crime; fields can be changed."""
    fields: dict[str, object] = {
        "id": "robbery",
        "kind": "count",
        "title": "Robbery",
        "short": "robbery",
        "question": "How many?",
        "definition": "All robberies.",
        "noun": {"plural": "robberies", "singular": "robbery"},
        "table": "recorded_crime",
        "where": "offence = 'robbery'",
        "better": "lower",
        "collection": "police recorded crime",
        "sources": ["ons-pfa", "home-office-pfa"],
        "periods": ["year-ending"],
        "owner": "Force performance office",
        "lag": "Four months.",
    } | changes
    return CountMeasure.model_validate(fields)


def about(identity: str = "robbery", **changes: object) -> About:
    """Return what a measure says of itself."""
    fields: dict[str, Any] = {
        "id": identity,
        "title": identity.replace("_", " ").capitalize(),
        "short": identity.replace("_", " "),
        "question": "How many?",
        "definition": "All of them.",
        "better": "lower",
        "owner": "Force performance office",
        "lag": "Four months.",
        "comparability": "",
        "recording_note": False,
        "sensitive": False,
        "breaks": (),
        "denominator": "",
    } | changes
    return About(**fields)


def evidence(
    values: Mapping[str, Mapping[str, float | str | tuple[float, str] | None]],
    *,
    unit: Unit = OFFENCES,
    identity: str = "robbery",
    **changes: object,
) -> Publishable[Evidence]:
    """Return published evidence: area to period (in words) to a value, a mark's letter, or both."""
    periods = sorted({parse_period(text) for row in values.values() for text in row})
    rows = [
        Series(
            measure=identity,
            area=area,
            unit=unit,
            observations=tuple(
                _observation(period, row[str(period)]) for period in periods if str(period) in row
            ),
        )
        for area, row in values.items()
    ]
    made = Evidence(
        about=about(identity, **changes),
        series=series_set(measure=identity, unit=unit, rows=rows, periods=periods),
        query="SELECT 1",
        releases=(NOTE,),
        already_public=True,
    )
    return publish({identity: made}, policy=POLICIES["open-data"], audience=Audience.BOARD)[
        identity
    ]


def _observation(period: Period, value: float | str | tuple[float, str] | None) -> Observation:
    if isinstance(value, tuple):
        marks = frozenset({Mark(value[1])})
        return Observation(period=period, value=value[0], marks=marks, release=NOTE.identity)
    if isinstance(value, str):
        return Observation(period=period, value=None, marks=frozenset({Mark(value)}))
    return Observation(period=period, value=value, release=NOTE.identity)


def book(
    *published: Publishable[Evidence],
    area: str = "A",
    base: str | None = None,
    members: Sequence[str] = (),
    average: Average = Average.MEAN_WITH_SELF,
) -> FigureBook:
    """Return a figure book over areas A, B, C … named Alpha, Beta, Gamma …"""
    names = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
    register = AreaRegister(
        Area(code=code, name=name, kind=AreaKind.POLICE_FORCE_AREA)
        for code, name in zip("ABCDE", names, strict=True)
    )
    group = None
    if members:
        group = PeerGroup(
            of=area,
            members=tuple(members),
            name="group of forces",
            source="A test.",
            valid_from=date(2010, 1, 1),
        )
    return FigureBook(
        {one.shown.about.id: one for one in published},
        Context(
            area=area,
            names=register,
            group=group,
            average=average,
            base=parse_period(base) if base else None,
        ),
    )


def release(source: str, dated: str, edition: str = "e") -> Release:
    """Return the description of a release published on a day."""
    return Release(
        source=source,
        edition=edition,
        title=f"{source} {edition}",
        publisher="Office for National Statistics",
        licence="Open Government Licence v3.0",
        as_at=None,
        published=date.fromisoformat(dated),
        inputs=(),
        rows_sha256="",
        tables={},
        values_read=0,
        derived=0,
        merged=0,
        rejects=0,
        notes=(),
        reconciliations=(),
        files={},
        folder=Path("releases"),
    )


@contextmanager
def engine_over(
    folder: Path, tables: Mapping[str, Mapping[str, Sequence[Sequence[object]]]]
) -> Iterator[Engine]:
    """Open an engine: table to release identity to rows in the schema's column order."""
    files: dict[str, list[tuple[Path, str]]] = {}
    types = {n: {c.name: c.type.value for c in t.columns} for n, t in TABLES.items()}
    for name, by_release in tables.items():
        for number, (identity, rows) in enumerate(by_release.items()):
            path = folder / f"{name}-{number}.parquet"
            path.write_bytes(to_parquet(types[name], rows))
            files.setdefault(name, []).append((path, identity))
    with open_tables(files, types) as engine:
        yield engine


def bound(model: type, text: str, code: str = "T101") -> object:
    """Bind YAML text to a model."""
    return bind(model, parse(text, file="x.yaml"), code=code)
