"""Files of data.police.uk: months by force of street-level crime, outcomes, stops and searches."""

from __future__ import annotations

from copperplate.sources.reading import OPEN_GOVERNMENT_LICENCE
from copperplate.sources.records import police_uk_outcomes, police_uk_stops, police_uk_street
from copperplate.sources.records.layout import RecordSource

_KINDS = {
    "*-street.csv": police_uk_street.layout,
    "*-outcomes.csv": police_uk_outcomes.layout,
    "*-stop-and-search.csv": police_uk_stops.layout,
}

POLICE_UK = RecordSource(
    name="police-uk",
    description="Street-level crime, outcomes, stop and search (a folder of CSV files) of "
    "data.police.uk: months by force",
    title="Records of data.police.uk",
    publisher="Home Office, data.police.uk",
    licence=OPEN_GOVERNMENT_LICENCE,
    layouts={name + packed: layout for name, layout in _KINDS.items() for packed in ("", ".gz")},
)
