"""Stop and search files: a month of one force, whom the file's name says.

Times are taken as the file prints them.
"""

from __future__ import annotations

from copperplate.areas import AreaRegister
from copperplate.engines import expressions as sql
from copperplate.engines.importing import Delivery
from copperplate.sources.records.layout import Covers, FileLayout, filled, types_of
from copperplate.sources.records.police_uk_places import force_of_file

HEADING = (
    *("Type", "Date", "Latitude", "Longitude", "Gender", "Age range", "Self-defined ethnicity"),
    *("Officer-defined ethnicity", "Legislation", "Object of search", "Outcome"),
    *("Outcome linked to object of search", "Removal of more than just outer clothing"),
)
_SEARCHED = sql.Lookup(
    name="searched",
    key=sql.text("Type"),
    values={
        "Person search": "person",
        "Vehicle search": "vehicle",
        "Person and Vehicle search": "both",
    },
)
# 2019-01-01T00:05:00+00:00: the first nineteen signs are the day and the time.
_MOMENT = sql.moment(sql.beginning(sql.text("Date"), 19), ("%Y-%m-%dT%H:%M:%S",))


def layout(register: AreaRegister) -> FileLayout:
    """Return how stop and search files are read."""

    def deliveries(file: str) -> tuple[Delivery, ...]:
        force = force_of_file(file, register)
        day = sql.day_of(_MOMENT)
        made = {
            "recorded_from": day,
            "recorded_to": day,
            "happened": _MOMENT,
            "hour": sql.hour_of(_MOMENT),
            "weekday": sql.weekday_of(_MOMENT),
            "force": sql.nothing() if force is None else sql.constant(force),
            "longitude": sql.number("Longitude"),
            "latitude": sql.number("Latitude"),
            "searched": sql.looked_up(_SEARCHED.name),
            "gender": sql.text("Gender"),
            "age_band": sql.text("Age range"),
            "self_defined_ethnicity": sql.text("Self-defined ethnicity"),
            "officer_defined_ethnicity": sql.text("Officer-defined ethnicity"),
            "legislation": sql.text("Legislation"),
            "object_of_search": sql.text("Object of search"),
            "outcome": sql.text("Outcome"),
            "outcome_linked": _flag("Outcome linked to object of search"),
            "more_than_outer_clothing": _flag("Removal of more than just outer clothing"),
            **sql.place_in(file),
        }
        return (
            Delivery(
                table="stops",
                takes=sql.constant(value=True),
                columns=filled("stops", made),
                types=types_of("stops"),
                refuses={
                    "The date is blank or is no date.": sql.is_missing(day),
                    "The file's name does not say which force it is of.": sql.is_missing(
                        made["force"]
                    ),
                },
            ),
        )

    return FileLayout(
        heading=HEADING, deliveries=deliveries, lookups=(_SEARCHED,), covers=Covers.MONTHS
    )


def _flag(column: str) -> sql.Expression:
    said = sql.text(column)
    return sql.either(
        [(sql.one_of(said, ("true",)), "true"), (sql.one_of(said, ("false",)), "false")],
        otherwise=sql.nothing(),
    )
