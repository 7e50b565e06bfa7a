"""A mapping as a source of records: after this the same road as for every other."""

from __future__ import annotations

from datetime import date

from copperplate.areas import AreaRegister
from copperplate.engines import expressions as sql
from copperplate.engines.importing import Delivery
from copperplate.schema import TABLES
from copperplate.sources.extracts.fields import made_of
from copperplate.sources.extracts.model import Extract, Repeats
from copperplate.sources.records.layout import Covers, FileLayout, RecordSource, filled, types_of

EXTRACT, SQL = "extract", "sql"
DESCRIPTIONS = {
    EXTRACT: "Records in a layout of your own (CSV, Parquet, XLSX, ODS), as extract.yaml maps it",
    SQL: "Records by a query that extract.yaml holds, of a DuckDB file or a PostgreSQL service",
}
PATTERNS = ("*.csv", "*.csv.gz", "*.txt", "*.parquet", "*.xlsx", "*.ods")


def extract_source(extract: Extract, *, key: str, known_from: date) -> RecordSource:
    """Return the source of records a mapping makes.

    Args:
        extract: A mapping that `load_extracts` has checked.
        key: Secret of the workspace, for pseudonyms.
        known_from: The day the records were read, or published.
    """

    def layout(register: AreaRegister) -> FileLayout:
        made = made_of(extract, register, key=key, known_from=known_from)
        headings = (heading for one in extract.columns.values() for heading in one.from_)
        return FileLayout(
            heading=tuple(dict.fromkeys(headings)),
            deliveries=lambda file: (
                Delivery(
                    table=extract.table,
                    takes=sql.constant(value=True),
                    columns=filled(extract.table, {**made.columns, **sql.place_in(file)}),
                    types=types_of(extract.table),
                    refuses=made.refuses,
                    doubts=tuple(made.doubts),
                ),
            ),
            lookups=tuple(made.lookups),
            steps=made.steps,
            covers=Covers.SINCE if _by_day(extract) else Covers.FOUND,
            covers_from=extract.covers_from,
            identifiers=_identifiers(extract),
        )

    return RecordSource(
        name=EXTRACT if extract.query is None else SQL,
        description=extract.title,
        title=extract.title,
        publisher=extract.publisher,
        licence=extract.licence,
        layouts=dict.fromkeys(PATTERNS, layout),
        edition=extract.name,
        encoding=extract.encoding,
        sheet=extract.sheet,
    )


def _by_day(extract: Extract) -> bool:
    return extract.columns["recorded_on"].grain.value == "day"


def _identifiers(extract: Extract) -> dict[str, str]:
    """Return the column of the table's own identifier, where it must not repeat."""
    first = TABLES[extract.table].columns[0].name
    own = {"crime", "incident"} & {first}
    if extract.repeats is Repeats.KEEP or not own or first not in extract.columns:
        return {}
    return {extract.table: first}
