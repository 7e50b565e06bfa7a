"""The table of recorded crimes: one row a crime. Nothing in it names a person."""

from __future__ import annotations

from types import MappingProxyType

from copperplate.schema.categories import ANTI_SOCIAL_BEHAVIOUR, CATEGORIES
from copperplate.schema.columns import ColumnType, TableSpec
from copperplate.schema.offences import LEAVES, SENSITIVE_GROUPS
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

LOCATION_KINDS = (
    *("dwelling", "public_place", "licensed_premises", "shop", "business", "public_transport"),
    *("education", "health", "custody", "other"),
)
VICTIM_KINDS = ("person", "business", "society")

MARKERS = (
    flag(
        "domestic_abuse", "Between partners or members of a family aged 16 or over.", sensitive=True
    ),
    *HATE,
    flag("knife", "A knife or sharp instrument was used or threatened."),
    flag("firearm", "A firearm was fired, used as a blunt instrument or threatened."),
    flag("alcohol", "Alcohol played a part, as the officer judged."),
    flag("child_abuse", "A child was abused or neglected.", sensitive=True),
    flag("child_sexual_exploitation", "A child was sexually exploited.", sensitive=True),
    flag("modern_slavery", "Slavery, servitude, forced labour or trafficking.", sensitive=True),
    flag("so_called_honour", "So-called honour-based abuse.", sensitive=True),
    flag("female_genital_mutilation", "Female genital mutilation.", sensitive=True),
    flag("forced_marriage", "A forced marriage.", sensitive=True),
    flag("cyber", "Committed, wholly or partly, by a computer network."),
    flag("gang", "A gang took part, as the force defines one."),
)

_COMMITTED = "committed"

CRIMES = TableSpec(
    name="crimes",
    meaning="Recorded crimes, one row a crime.",
    columns=(
        said("crime", "The source's identifier of the crime.", filterable=False, personal=True),
        *WHEN,
        said(
            "committed_from",
            "First moment it may have been committed; midnight where only the day is known.",
            ColumnType.MOMENT,
            filterable=False,
        ),
        said(
            "committed_to",
            "Last moment it may have been committed.",
            ColumnType.MOMENT,
            filterable=False,
        ),
        HOUR,
        WEEKDAY,
        *PLACE,
        said("location_kind", "What kind of place.", allowed=LOCATION_KINDS),
        said("offence", "Home Office offence code, as the shipped list writes it."),
        said(
            "offence_group",
            "Offence group of official statistics that the code is counted in.",
            allowed=LEAVES,
            derived="From the offence code.",
            sensitive=SENSITIVE_GROUPS,
        ),
        said(
            "category",
            "The kind of crime, as data.police.uk groups crimes.",
            allowed=[kind for kind in CATEGORIES if kind != ANTI_SOCIAL_BEHAVIOUR],
        ),
        said(
            "harm",
            "Weight of the offence code in the Crime Severity Score: days in prison, on average.",
            ColumnType.NUMBER,
            filterable=False,
            derived="From the offence code.",
        ),
        said("victim_kind", "Who the victim is.", allowed=VICTIM_KINDS),
        said(
            "victim",
            "Pseudonym of the victim: the same person, the same pseudonym.",
            filterable=False,
            personal=True,
        ),
        flag("business_named", "The record names a company."),
        flag("business_crime", "A crime against a business by the later national definition."),
        *MARKERS,
        said("outcome", "The last outcome, in the source's words."),
        said("outcome_type", "Number of the outcome type: 1 to 22, 1A, 2A, 3A."),
        said(
            "outcome_from",
            "First day the outcome may have been given.",
            ColumnType.DATE,
            filterable=False,
        ),
        said(
            "outcome_to",
            "Last day the outcome may have been given.",
            ColumnType.DATE,
            filterable=False,
        ),
        flag("restorative", "Restorative justice was part of the outcome."),
        flag("restorative_conference", "Victim and offender met in a restorative conference."),
        *STANDS,
    ),
    key=("file", "row"),
    additive="",
    of_records=True,
    dates=MappingProxyType(
        {
            **RECORDED_DATES,
            "outcome": ("outcome_from", "outcome_to"),
            _COMMITTED: ("committed_from", "committed_to"),
        }
    ),
)
