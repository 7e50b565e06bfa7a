"""Makes the database refuse a second event of a number.

SQLite's INSERT OR REPLACE removes the row that stands in its way and fires no trigger for it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

_SQLITE = (
    "CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event "
    "WHEN EXISTS (SELECT 1 FROM audit_event WHERE number = NEW.number) "
    "BEGIN SELECT RAISE(ABORT, 'events of the audit are never changed'); END"
)


def refuse_replacing(apps: Any, schema_editor: Any) -> None:
    """Put the trigger into SQLite; PostgreSQL replaces by UPDATE, which is refused already."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(_SQLITE)


class Migration(migrations.Migration):
    """Only forward, like the one before."""

    dependencies: ClassVar = [("audit", "0002_append_only")]
    operations: ClassVar = [migrations.RunPython(refuse_replacing)]
