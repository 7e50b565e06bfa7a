"""Makes the database itself refuse to change or remove an event."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

_SAID = "events of the audit are never changed"
_SQLITE = tuple(
    f"CREATE TRIGGER audit_event_no_{verb.lower()} BEFORE {verb} ON audit_event "
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("UPDATE", "DELETE")
)
_FUNCTION = """
CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events of the audit are never changed'; END $$
"""
_ROWS = """
CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()
"""
_TABLE = """
CREATE TRIGGER audit_event_whole BEFORE TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()
"""
_POSTGRESQL = (_FUNCTION, _ROWS, _TABLE)


def refuse_changes(apps: Any, schema_editor: Any) -> None:
    """Put the triggers into the database, in its own language."""
    own = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]
    for statement in own:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Only forward: an audit that could be changed again would be none."""

    dependencies: ClassVar = [("audit", "0001_first")]
    operations: ClassVar = [migrations.RunPython(refuse_changes)]
