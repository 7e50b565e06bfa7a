"""Asks a portal everything as somebody who has not signed in; run in a process of its own.

Its one argument is the workspace. Prints a line of JSON an answer: method, address, status, headers
and body, with the token of a form taken out, which is another each time.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')
NAMES = ("secret", "draft", "march", "none")


def main(workspace: Path) -> None:
    """Ask, and print."""
    from copperplate.portal.configuration import Configuration

    Configuration(workspace=workspace, plain_http=True).enter()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if (workspace / "papers" / "secret.yaml").exists():
        people()
    from tests.portal.test_who_sees_what import TABLE

    addresses = {row.address.format(person=1) for row in TABLE} | {
        address
        for name in NAMES
        for address in (f"/papers/{name}/", f"/papers/{name}/document.json", f"/out/{name}")
    }
    others = ("//papers/", "/papers", "/.git/config", "/portal/portal.sqlite3", "/sign-in/?next=/a")
    for address in sorted({*addresses, *others}):
        for method in METHODS:
            ask(method, address)
    for name in ("nobody", "administrator", "force-analyst", "=1+1", "<b>"):
        ask("POST", "/sign-in/", {"name": name, "password": "not the one"})
    for host in ("evil.example", "localhost:1@evil.example"):
        ask("GET", "/", host=host)


def people() -> None:
    """Make somebody of each role."""
    from copperplate.portal.accounts.models import Grant, Person
    from tests.portal.conftest import EVERYBODY, hashed

    for who in EVERYBODY:
        found = Person(name=who.replace(" ", "-"), office=who.capitalize(), password=hashed())
        found.save()
        for role, area, audience in EVERYBODY[who]:
            Grant.objects.create(person=found, role=role, area=area, audience=audience)


def ask(
    method: str, address: str, sent: dict[str, str] | None = None, host: str = "localhost"
) -> None:
    """Ask one thing, in a browser of its own, and print what comes."""
    from django.test import Client

    client = Client(HTTP_HOST=host)
    answer = client.post(address, sent) if sent else client.generic(method, address)
    said = {
        "asked": [method, address, sent, host],
        "status": answer.status_code,
        "headers": dict(answer.headers),
        "cookies": sorted(answer.cookies),
        "body": TOKEN.sub(rb"\1", answer.content).decode("latin-1"),
    }
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
