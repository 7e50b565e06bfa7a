"""The other tables of records: incidents, outcomes, stops, casualties, complaints, funds.

One row a thing that happened, or a sum that was moved. Whoever a record is about is a pseudonym.
"""

from __future__ import annotations

from copperplate.schema.categories import INCIDENT_KINDS
from copperplate.schema.columns import ColumnType, TableSpec
from copperplate.schema.record_columns import (
    HATE,
    HOUR,
    PLACE,
    RECORDED_DATES,
    STANDS,
    WEEKDAY,
    WHEN,
    flag,
    said,
)

_MOMENT = said(
    "happened",
    "First moment it may have happened; midnight where only the day is known.",
    ColumnType.MOMENT,
    filterable=False,
)

INCIDENTS = TableSpec(
    name="incidents",
    meaning="Incidents that are not crimes, one row an incident: anti-social behaviour, domestic "
    "and hate incidents.",
    columns=(
        said(
            "incident",
            "The source's identifier, where it has one.",
            filterable=False,
            personal=True,
        ),
        *WHEN,
        _MOMENT,
        HOUR,
        WEEKDAY,
        *PLACE,
        said(
            "category",
            "The kind of incident.",
            allowed=INCIDENT_KINDS,
            sensitive=("domestic_abuse", "hate"),
        ),
        flag(
            "domestic_abuse",
            "Between partners or members of a family aged 16 or over.",
            sensitive=True,
        ),
        *HATE,
        said(
            "caller",
            "Pseudonym of who reported it: the same person, the same pseudonym.",
            filterable=False,
            personal=True,
        ),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates=RECORDED_DATES,
)

OUTCOMES = TableSpec(
    name="outcomes",
    meaning="Outcomes given to crimes, one row an outcome: a crime may have several in turn.",
    columns=(
        said("crime", "The source's identifier of the crime.", filterable=False, personal=True),
        *WHEN,
        *PLACE,
        said("outcome", "The outcome, in the source's words."),
        said("outcome_type", "Number of the outcome type; NULL where the words fit several."),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates=RECORDED_DATES,
)

STOPS = TableSpec(
    name="stops",
    meaning="Stops and searches, one row a person or vehicle searched; its day is that of the "
    "search.",
    columns=(
        *WHEN,
        _MOMENT,
        HOUR,
        WEEKDAY,
        *PLACE,
        said("searched", "Who or what was searched.", allowed=("person", "vehicle", "both")),
        said("gender", "Gender, in the source's words."),
        said("age_band", "Age band, in the source's words."),
        said("self_defined_ethnicity", "Ethnicity the person gave, in the source's words."),
        said("officer_defined_ethnicity", "Ethnicity the officer saw, in the source's words."),
        said("legislation", "The power used, in the source's words."),
        said("object_of_search", "What was searched for, in the source's words."),
        said("outcome", "What came of it, in the source's words."),
        flag("outcome_linked", "The outcome is about what was searched for."),
        flag("more_than_outer_clothing", "More than outer clothing was removed."),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates=RECORDED_DATES,
)

SEVERITIES = ("fatal", "serious", "slight")

CASUALTIES = TableSpec(
    name="casualties",
    meaning="People hurt or killed in road collisions, one row a casualty; its day is that of the "
    "collision.",
    columns=(
        said("collision", "The source's identifier of the collision.", filterable=False),
        *WHEN,
        _MOMENT,
        HOUR,
        WEEKDAY,
        *PLACE,
        said("severity", "How badly.", allowed=SEVERITIES),
        said("casualty_class", "Driver or rider, passenger, pedestrian; in the source's words."),
        said("mode", "How they were travelling, in the source's words."),
        said("age_band", "Age band, in the source's words."),
        said("sex", "Sex, in the source's words."),
        said("road", "The road, by class and number."),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates=RECORDED_DATES,
)

COMPLAINTS = TableSpec(
    name="complaints",
    meaning="Allegations of complaints against the force, one row an allegation.",
    columns=(
        said("case", "The source's identifier of the complaint.", filterable=False, personal=True),
        *WHEN,
        *PLACE,
        said("allegation", "What was alleged, in the source's words."),
        said("route", "How it was handled, in the source's words."),
        said(
            "finalised_from",
            "First day it may have been finalised.",
            ColumnType.DATE,
            filterable=False,
        ),
        said(
            "finalised_to",
            "Last day it may have been finalised.",
            ColumnType.DATE,
            filterable=False,
        ),
        said(
            "days_to_finalise",
            "Days from being recorded to being finalised.",
            ColumnType.WHOLE,
            filterable=False,
            derived="From the two days, where both are known to the day.",
        ),
        said("result", "What came of it, in the source's words."),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates={**RECORDED_DATES, "finalised": ("finalised_from", "finalised_to")},
)

FUND_KINDS = ("budget", "carried_forward", "committed")

FUNDS = TableSpec(
    name="funds",
    meaning="Sums of money set aside, carried forward or committed, one row a sum.",
    columns=(
        *WHEN,
        *PLACE,
        said("fund", "Which fund, in the source's words."),
        said("entry", "What the sum is.", allowed=FUND_KINDS),
        said("project", "The project it goes to; NULL for a budget.", filterable=False),
        said("pounds", "The sum, in pounds.", ColumnType.NUMBER, filterable=False),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates=RECORDED_DATES,
)
