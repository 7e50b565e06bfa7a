"""Road casualty files of the Department for Transport: a casualty file beside its collision file.

When and where is said of the collision, how badly of the casualty. Files are of Great Britain;
casualties in Scotland are left out.
"""

from __future__ import annotations

from copperplate.areas import AreaKind, AreaRegister
from copperplate.engines import expressions as sql
from copperplate.engines.importing import Delivery
from copperplate.sources.force_names import force_named
from copperplate.sources.reading import OPEN_GOVERNMENT_LICENCE
from copperplate.sources.records import stats19_codes as codes
from copperplate.sources.records.layout import (
    Beside,
    Covers,
    FileLayout,
    RecordSource,
    filled,
    types_of,
)
from copperplate.sources.records.small_areas import ward_codes

HEADING = (
    *("collision_index", "casualty_class", "sex_of_casualty", "age_band_of_casualty"),
    *("casualty_severity", "casualty_type"),
)
COLLISION = (
    *("collision_index", "police_force", "date", "time", "longitude", "latitude"),
    *("local_authority_ons_district", "first_road_class", "first_road_number"),
    "lsoa_of_accident_location",
)
_INDEX = "collision_index"
_FILES = "dft-road-casualty-statistics-"
_CASUALTY, _COLLISIONS = f"{_FILES}casualty-", (f"{_FILES}collision-", f"{_FILES}accident-")

_DATE, _TIME = sql.beside("date"), sql.beside("time")
_MOMENT = sql.moment(sql.joined_text((_DATE, _TIME)), ("%d/%m/%Y %H:%M",))
_MIDNIGHT = sql.moment(sql.text(_DATE), ("%d/%m/%Y",))
_FOUND = {
    "severity": ("casualty_severity", codes.SEVERITIES),
    "casualty_class": ("casualty_class", codes.CLASSES),
    "mode": ("casualty_type", codes.MODES),
    "age_band": ("age_band_of_casualty", codes.AGE_BANDS),
    "sex": ("sex_of_casualty", codes.SEXES),
}
"""Column of ours to the column of theirs, and what its numbers stand for."""
_ROAD_LETTERS = {"1": ("M", ""), "2": ("A", "(M)"), "3": ("A", ""), "4": ("B", "")}
_ROADS_WITHOUT_NUMBER = {"5": "C", "6": "Unclassified"}


def layout(register: AreaRegister) -> FileLayout:
    """Return how casualty files are read."""
    return FileLayout(
        heading=HEADING,
        deliveries=_deliveries,
        lookups=(
            *(
                sql.Lookup(name=ours, key=sql.text(theirs), values=dict(values))
                for ours, (theirs, values) in _FOUND.items()
            ),
            sql.Lookup(
                name="force",
                key=sql.text(sql.beside("police_force")),
                values=_force_codes(register),
            ),
            sql.Lookup(
                name="district",
                key=sql.text(sql.beside("local_authority_ons_district")),
                values={
                    one.code: one.code for one in register if one.kind is AreaKind.LOCAL_AUTHORITY
                },
            ),
            sql.Lookup(
                name="ward",
                key=sql.text(sql.beside("lsoa_of_accident_location")),
                values=ward_codes(register),
            ),
        ),
        covers=Covers.MONTHS,
        also={"accident_index": _INDEX},
        may_lack=("age_band_of_casualty",),
        beside=Beside(
            names=collision_files,
            key=_INDEX,
            heading=COLLISION,
            also={"accident_index": _INDEX},
        ),
    )


def collision_files(name: str) -> tuple[str, ...]:
    """Return the names of the file of collisions that a casualty file may lie beside."""
    plain = name.lower().removesuffix(".gz")
    return tuple(
        plain.replace(_CASUALTY, collisions) + packed
        for collisions in _COLLISIONS
        for packed in ("", ".gz")
    )


def _deliveries(file: str) -> tuple[Delivery, ...]:
    day = sql.day_of(_MIDNIGHT)
    found = {name: sql.looked_up(name) for name in (*_FOUND, "force", "district", "ward")}
    made = {
        "collision": sql.text(_INDEX),
        "recorded_from": day,
        "recorded_to": day,
        "happened": sql.either([(sql.is_missing(_MOMENT), _MIDNIGHT)], otherwise=_MOMENT),
        "hour": sql.hour_of(_MOMENT),
        "weekday": sql.weekday_of(_MIDNIGHT),
        "lsoa": _known(sql.beside("lsoa_of_accident_location")),
        "longitude": sql.number(sql.beside("longitude")),
        "latitude": sql.number(sql.beside("latitude")),
        "road": _road(),
        **found,
        **sql.place_in(file),
    }
    return (
        Delivery(
            table="casualties",
            takes=sql.constant(value=True),
            columns=filled("casualties", made),
            types=types_of("casualties"),
            refuses={
                "Its collision is not in the file beside it, or is there twice.": sql.is_missing(
                    sql.text(sql.beside(_INDEX))
                ),
                "The force is none of England and Wales.": sql.is_missing(found["force"]),
                "The date is blank or is no date.": sql.is_missing(day),
                "The severity is not one known here.": sql.is_missing(found["severity"]),
            },
            doubts=(_strange_mode(found["mode"]),),
        ),
    )


def _strange_mode(mode: sql.Expression) -> sql.Doubt:
    said = sql.text("casualty_type")
    unknown = sql.any_holds([sql.is_missing(said), sql.one_of(said, codes.NOT_KNOWN)])
    return sql.Doubt(
        column="mode",
        what="The casualty type is not one known here",
        when=sql.all_hold([sql.is_missing(mode), sql.negated(unknown)]),
        shown=said,
    )


def _known(column: str) -> sql.Expression:
    said = sql.text(column)
    return sql.either([(sql.one_of(said, codes.NOT_KNOWN), sql.nothing())], otherwise=said)


def _road() -> sql.Expression:
    """Return a road as it is signed: M6, A1(M), A38; classes C and unclassified have no number."""
    kind, number = sql.text(sql.beside("first_road_class")), sql.beside("first_road_number")
    known = sql.either(
        [(sql.one_of(sql.text(number), ("0", *codes.NOT_KNOWN)), sql.nothing())],
        otherwise=sql.text(number),
    )
    cases = [
        (sql.equals(kind, one), sql.put_together([sql.constant(a), known, sql.constant(b)]))
        for one, (a, b) in _ROAD_LETTERS.items()
    ]
    cases += [
        (sql.equals(kind, one), sql.constant(name)) for one, name in _ROADS_WITHOUT_NUMBER.items()
    ]
    return sql.either(cases, otherwise=sql.nothing())


def _force_codes(register: AreaRegister) -> dict[str, str]:
    found = {number: force_named(name, register) for number, name in codes.FORCES.items()}
    return {number: code for number, code in found.items() if code is not None}


STATS19 = RecordSource(
    name="stats19",
    description="Road casualties (CSV files of casualties and of collisions) of the Department for "
    "Transport: days by force and local authority",
    title="Road casualty statistics",
    publisher="Department for Transport",
    licence=OPEN_GOVERNMENT_LICENCE,
    layouts={f"{_CASUALTY}*.csv{packed}": layout for packed in ("", ".gz")},
    read_beside=tuple(f"{name}*.csv{packed}" for name in _COLLISIONS for packed in ("", ".gz")),
)
