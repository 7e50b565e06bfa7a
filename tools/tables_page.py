"""Write docs/reference/tables.md from the schema: `python -m tools.tables_page`."""

from __future__ import annotations

from pathlib import Path

from copperplate.schema import TABLES, ColumnSpec, TableSpec
from copperplate.schema.offences import OFFENCE_TITLES

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "tables.md"

_OPENING = """\
# Canonical tables

What sources deliver and measures are written against. Tables of published figures carry `mark`, the
letter of a mark or an empty text; a value is missing exactly when its mark takes it away. Tables of
records hold a row a thing that happened, and `coverage` the days they are all the records of.
`row` is where a value stands in the source; a record stands in a `file` and a `row`, counted as a
spreadsheet counts, so that 2 is the first below the heading.

What a column derives from the others is worked out when a source is loaded. A personal column could
lead to somebody: only the audience `restricted` may be shown it, and no message ever names what it
holds.
"""
_OF_RECORDS = """\
Each row is one; a measure counts rows. What a source does not say is missing, which is another
thing than no; a column nothing at all is said of is not in the release's file.
"""


def page() -> str:
    """Return the whole page."""
    tables = "\n".join(map(_section, TABLES.values()))
    groups = "".join(f"| `{offence}` | {title} |\n" for offence, title in OFFENCE_TITLES.items())
    return f"{_OPENING}\n{tables}\n## Offence groups\n\n| id | group |\n|---|---|\n{groups}"


def _section(table: TableSpec) -> str:
    unique = ", ".join(f"`{name}`" for name in table.key)
    kind = _OF_RECORDS if table.of_records else f"Unique by {unique}.\n"
    rows = "".join(map(_row, table.columns))
    dates = ""
    if len(table.dates) > 1:
        names = ", ".join(f"`{name}`" for name in table.dates)
        dates = f"\nA measure may count it by these dates: {names}.\n"
    return (
        f"## {table.name}\n\n{table.meaning}\n\n{kind}{dates}\n"
        f"| column | type | meaning | in a condition |\n|---|---|---|---|\n{rows}"
    )


def _row(column: ColumnSpec) -> str:
    meaning = column.meaning
    if column.derived:
        meaning += f" *Derived: {column.derived[:1].lower()}{column.derived[1:]}*"
    if column.personal:
        meaning += " *Personal.*"
    if column.allowed and len(column.allowed) <= 12:
        meaning += f" One of {', '.join(f'`{value}`' for value in column.allowed)}."
    used = "yes" if column.filterable else "no"
    return f"| `{column.name}` | {column.type.value} | {meaning} | {used} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="")
