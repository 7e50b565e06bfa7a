"""Where one portal keeps its things and how it is reached; the one asker of the environment.

Reads settings or refuses them; starts nothing.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from copperplate.atomic import replace_file
from copperplate.errors import BadDefinition, Place, Problem
from copperplate.workspace.folder import SETTINGS

FOLDER = "portal"
"""Of a workspace: the portal's database and secret, for no version control."""

WORKSPACE = "COPPERPLATE_WORKSPACE"
DATABASE = "COPPERPLATE_DATABASE"
HOSTS = "COPPERPLATE_HOSTS"
PLAIN_HTTP = "COPPERPLATE_PLAIN_HTTP"
BEHIND = "COPPERPLATE_BEHIND_PROXY"
WARM = "COPPERPLATE_WARM"

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_SCHEMES = ("postgres", "postgresql")
# How long a statement of the portal's own may run, and wait for another to finish: a page needs
# milliseconds, so this is a fault.
STATEMENT_SECONDS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """One portal.

    Attributes:
        workspace: The folder whose figures it shows.
        database: URL of a PostgreSQL database; empty for a file of SQLite in the workspace.
        hosts: The names browsers reach it by.
        plain_http: Whether it is reached without encryption, which only this machine may.
        behind_proxy: Whether one proxy before it says how, and by whom, it was asked.
        warms: Whether what is asked first is asked for beforehand.
    """

    workspace: Path
    database: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    plain_http: bool = False
    behind_proxy: bool = False
    warms: bool = True

    @classmethod
    def from_environment(cls) -> Configuration:
        """Return what the environment says."""
        said = os.environ
        return cls(
            workspace=Path(said.get(WORKSPACE, ".")).absolute(),
            database=said.get(DATABASE, ""),
            hosts=tuple(filter(None, said.get(HOSTS, "").split(","))) or LOOPBACK,
            plain_http=said.get(PLAIN_HTTP, "") == "1",
            behind_proxy=said.get(BEHIND, "") == "1",
            warms=said.get(WARM, "") != "0",
        )

    def enter(self) -> None:
        """Make this the portal of the process and of those it starts."""
        os.environ |= {
            WORKSPACE: str(self.workspace),
            DATABASE: self.database,
            HOSTS: ",".join(self.hosts),
            PLAIN_HTTP: "1" if self.plain_http else "",
            BEHIND: "1" if self.behind_proxy else "",
            WARM: "" if self.warms else "0",
        }
        use_settings()

    @property
    def folder(self) -> Path:
        """Where the portal keeps its own things."""
        return self.workspace / FOLDER

    def secret_key(self) -> str:
        """Return the key that sessions and links are signed with; made at first use.

        Readable by its owner alone. Without it everybody signs in anew, and nothing else is lost.
        Outside of a workspace, where nothing can be served, one for the moment.
        """
        if not (self.workspace / SETTINGS).is_file():
            return secrets.token_urlsafe(64)
        path = self.folder / "secret.key"
        if not path.is_file():
            replace_file(path, secrets.token_urlsafe(64).encode() + b"\n", private=True)
            replace_file(self.folder / ".gitignore", b"*\n")
        return path.read_text(encoding="ascii").strip()

    def databases(self) -> dict[str, dict[str, Any]]:
        """Return the database as Django is told of it.

        Raises:
            BadDefinition: The URL is not one of a PostgreSQL database (V101).
        """
        return {"default": _postgres(self.database) if self.database else self._sqlite()}

    def _sqlite(self) -> dict[str, Any]:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": self.folder / "portal.sqlite3",
            "OPTIONS": {
                "timeout": STATEMENT_SECONDS,
                # A transaction that will write waits at its start, and never fails half-way.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }


def use_settings() -> None:
    """Tell Django where its settings are."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "copperplate.portal.settings"


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in _SCHEMES or not name:
        raise BadDefinition(
            Problem(
                code="V101",
                place=Place(file=DATABASE),
                what="The database's address is not one that can be used.",
                allowed="postgresql://USER:PASSWORD@HOST:PORT/NAME, or nothing: then the portal "
                f"keeps a file of SQLite in the workspace's folder {FOLDER}/.",
                remedy="Correct it, or leave it out.",
            )
        )
    # A folder of sockets stands among the options: ?host=/run/postgresql.
    options: Mapping[str, str] = dict(parse_qsl(parts.query))
    others = {key: value for key, value in options.items() if key != "host"}
    limit = f"-c statement_timeout={STATEMENT_SECONDS * 1000}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": limit, **others},
    }
