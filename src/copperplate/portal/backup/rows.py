"""The rows of the portal's database, out as lines of JSON and in again, on either database.

Every table is in one of two lists: what a backup keeps, and what it leaves out, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Any

from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from copperplate.portal.backup.manifest import not_a_backup

KEPT = ("accounts.person", "accounts.grant", "audit.event", "audit.head")
"""In the order they can be put back."""
LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "accounts.welcome": "a link that still works would let in whoever finds the backup",
        "accounts.failure": "of who mistyped a password, nothing is kept beyond a day",
        "sessions.session": "a session that still runs would let in whoever finds the backup",
        "contenttypes.contenttype": "made by the tables themselves",
        "auth.group": "not used",
        "auth.permission": "not used",
    }
)
_BATCH = 2_000
LONGEST_LINE = 64 * 1024

_BEGIN = MappingProxyType(
    {
        # Reads what was there at the first look, and keeps no writer waiting.
        "sqlite": "BEGIN DEFERRED",
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
)


@contextmanager
def one_moment() -> Iterator[None]:
    """Read all tables as they are at one moment, while others write on."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows_of(model: type[Model]) -> Iterator[bytes]:
    """Yield the rows of a table in the order of their keys, a line each."""
    names = [field.attname for field in model._meta.concrete_fields]
    key = names.index(model._meta.pk.attname)
    found: list[tuple[Any, ...]] | None = None
    every = model._base_manager.order_by("pk")
    while found is None or len(found) == _BATCH:
        rest = every if found is None else every.filter(pk__gt=found[-1][key])
        found = list(rest.values_list(*names)[:_BATCH])
        for row in found:
            said = dict(zip(names, map(_said, row), strict=True))
            yield json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n"


def _said(value: Any) -> Any:
    # To the microsecond: the digests of the audit are made of it.
    return value.isoformat() if isinstance(value, datetime) else value


def fill(model: type[Model], lines: Iterable[bytes]) -> int:
    """Put rows into an empty table, as they were; return how many.

    Raises:
        BadInput: A line is no row of this table (V105).
    """
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  (names are the model's own, values are bound)
    many, rest = 0, iter(lines)
    with connection.cursor() as cursor:
        while batch := [_row(model, line) for line in islice(rest, _BATCH)]:
            cursor.executemany(statement, batch)
            many += len(batch)
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)
    return many


def _row(model: type[Model], line: bytes) -> list[Any]:
    fields = model._meta.concrete_fields
    try:
        said = json.loads(line)
        if set(said) != {field.attname for field in fields}:
            raise not_a_backup()
        return [
            field.get_db_prep_save(field.to_python(said[field.attname]), connection)
            for field in fields
        ]
    except (ValueError, TypeError, RecursionError, ValidationError):
        raise not_a_backup() from None


def model_of(apps: Apps, name: str) -> type[Model]:
    """Return the model of a table's name."""
    return apps.get_model(name)
