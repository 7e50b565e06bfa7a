"""Starts the portal: its database brought up to date, the administrator's link, then the server.

Serves until it is told to stop. The only module that starts processes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from copperplate.errors import BadWorkspace, Place, Problem
from copperplate.portal.configuration import Configuration

# Two processes use both cores of the smallest machine this is meant for; threads let a page that
# is counted wait beside pages that are kept.
PROCESSES, THREADS = 2, 8
REQUEST_SECONDS = 60
GRACE_SECONDS = 20
# What a request's head may hold: the longest address is a page with six short fields.
_LINE, _FIELDS, _FIELD = 2048, 60, 4096


def missing_extra() -> Problem | None:
    """Return what to say where the portal's libraries are not installed; None where they are."""
    from importlib.util import find_spec

    missing = [name for name in ("django", "gunicorn") if find_spec(name) is None]
    if not missing:
        return None
    return Problem(
        code="V102",
        place=Place(file="serve"),
        what=f"The portal needs libraries that are not installed: {', '.join(missing)}.",
        remedy="Install them: pip install 'copperplate[portal]'.",
    )


def set_up(configuration: Configuration) -> None:
    """Make this portal the process's own, and see that its database answers.

    Raises:
        BadWorkspace: The libraries of the portal are not installed (V102), or the database does
            not answer (V103).
    """
    missing = missing_extra()
    if missing is not None:
        raise BadWorkspace(missing)
    configuration.enter()
    import django
    from django.db import connection
    from django.db.utils import OperationalError

    configuration.secret_key()
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise BadWorkspace(
            Problem(
                code="V103",
                place=Place(file="the portal's database"),
                what="The database does not answer, or may not be written.",
                remedy="Start it, or correct its address and password; nothing was changed.",
            )
        ) from error


def prepare(configuration: Configuration) -> str | None:
    """Bring the database up to date.

    Returns:
        The path of a link that makes the administrator; None where somebody is one already.

    Raises:
        BadWorkspace: See `set_up`; or its tables are of a newer version (V107).
    """
    set_up(configuration)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(connection)
    # guard: no-way-back. Rows of a newer version would be read by rules they were not made for.
    if not set(known.applied_migrations) <= set(known.graph.nodes):
        raise tables_of_another_version()
    call_command("migrate", interactive=False, verbosity=0)
    from copperplate.portal.accounts.links import first_administrator

    return first_administrator()


def tables_of_another_version() -> BadWorkspace:
    """Return the refusal of a database whose tables this version did not make."""
    return BadWorkspace(
        Problem(
            code="V107",
            place=Place(file="the portal's database"),
            what="The tables of the portal's database are not of this version of Copperplate.",
            remedy="Use the version that serves the portal. Of an older one, let 'serve' of this "
            "one bring the tables up to date; from a newer one there is no way back but a backup.",
        )
    )


def serve(configuration: Configuration, *, host: str, port: int) -> None:
    """Serve the portal until the process is told to stop.

    Args:
        configuration: Which portal.
        host: The address listened on.
        port: The port; 0 for any that is free.
    """
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]  # it ships no types
        """gunicorn with the portal's own settings, whatever stands in files and variables."""

        def load_config(self) -> None:
            for name, value in server_settings(host, port).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from copperplate.portal.wsgi import application

            return application

    Server().run()


def server_settings(host: str, port: int) -> dict[str, Any]:
    """Return what gunicorn is told; by its own names."""
    return {
        "bind": [f"{host}:{port}"],
        "workers": PROCESSES,
        "threads": THREADS,
        "worker_class": "copperplate.portal.worker.Worker",
        # The worker lets the slowest go before it comes to this, and it is well below what a
        # process may have open.
        "worker_connections": 600,
        "timeout": REQUEST_SECONDS,
        "graceful_timeout": GRACE_SECONDS,
        # Longer than proxies keep a connection, so that none is closed as a request comes in.
        "keepalive": 75,
        "limit_request_line": _LINE,
        "limit_request_fields": _FIELDS,
        "limit_request_field_size": _FIELD,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108  (memory, for the server's own heartbeat)
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "copperplate",
        "control_socket_disable": True,
    }


def say_link(path: str, *, host: str, port: int, scheme: str) -> None:
    """Print the administrator's link, alone on a line, at once."""
    sys.stdout.write(f"{scheme}://{host}:{port}{path}\n")
    sys.stdout.flush()
