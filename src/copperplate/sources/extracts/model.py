"""What ``extract.yaml`` may say: which columns of a file become which columns of a table.

Values only. Opens no file and makes no SQL.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from copperplate.areas import AreaKind

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Heading = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Grain(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Repeats(StrEnum):
    """What to do where rows share an identifier."""

    REFUSE = "refuse"
    """The file is refused: it holds a row a victim or an offender, perhaps, and would count
    a crime several times."""
    KEEP = "keep"
    """Every row counts."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Filling(_Part):
    """How one column is filled.

    Attributes:
        from_: The file's column, or several, joined by a space.
        value: The same for every row, in place of a column of the file.
        format: How dates and times are written, in directives (``%d/%m/%Y %H:%M``);
            several are tried in order.
        grain: How closely a date is known.
        codes: What each value of the file stands for.
        areas: The kind of area whose names or codes it holds.
        pseudonym: Whether a pseudonym takes its place.
        yes, no: Values that say yes, and no; of a flag.
        blank: What a blank cell says; of a flag.
        holds: Values any of which in a list of values says yes; of a flag.
        separated_by: What stands between the values of such a list.
        filled: Whether anything at all in the cell says yes; of a flag.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: tuple[Heading, ...] = Field(default=(), alias="from")
    value: Text | bool | None = None
    format: tuple[Text, ...] = ()
    grain: Grain = Grain.DAY
    codes: dict[str, str] = Field(default_factory=dict)
    areas: AreaKind | None = None
    pseudonym: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    blank: Literal["no", "unknown"] = "unknown"
    holds: tuple[str, ...] = ()
    separated_by: Annotated[str, StringConstraints(min_length=1, max_length=3)] = ";"
    filled: bool = False

    @field_validator("from_", "format", "yes", "no", "holds", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Extract(_Part):
    """One mapping.

    Attributes:
        name: As ``copperplate load extract --mapping`` takes it.
        table: The canonical table a row becomes a row of.
        title: What the extract is, in words.
        publisher: The office that keeps the records.
        licence: What must be printed where figures from it are, if anything.
        encoding: Of text files.
        sheet: Which sheet of a workbook; the first if left out.
        force: Code or name of the force that recorded everything in it; left out where a
            column says so, and then one is mapped.
        covers_from: First day it holds all records of; the first day a record has if left out.
        formats: How dates are written where a column does not say.
        repeats: What to do where rows share an identifier.
        columns: The table's column to how it is filled.
        database: Of a query: a DuckDB file, or a service of PostgreSQL (``service=NAME``).
        query: What to ask it; a single SELECT.
    """

    name: Name
    table: str
    title: Text
    publisher: Text
    licence: str = ""
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    sheet: Text | None = None
    force: Text | None = None
    covers_from: date | None = None
    formats: tuple[Text, ...] = ("%Y-%m-%d",)
    repeats: Repeats = Repeats.REFUSE
    columns: dict[str, Filling] = Field(min_length=1)
    database: Text | None = None
    query: Annotated[str, StringConstraints(max_length=20_000)] | None = None

    @field_validator("formats", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("columns", mode="before")
    @classmethod
    def _heading_alone(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            name: {"from": told} if isinstance(told, str) else told for name, told in value.items()
        }


class ExtractFile(_Part):
    """The whole file."""

    extracts: tuple[Extract, ...] = Field(min_length=1)
