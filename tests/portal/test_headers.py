"""What each answer tells a browser it may do, errors and files included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from tests.portal.test_who_sees_what import TABLE

if TYPE_CHECKING:
    from django.test import Client

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def directives(answer: Mapping[str, str]) -> dict[str, str]:
    """Return the content security policy by directive."""
    parts = (one.strip().partition(" ") for one in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("who", ["force analyst", "board member", "administrator", "anyone"])
def test_every_answer(signed_in: Callable[[str], Client], anyone: Client, who: str) -> None:
    client = anyone if who == "anyone" else signed_in(who)
    addresses = {row.address.format(person=1) for row in TABLE} | {"/nothing/", "/?" + "x" * 600}
    for address in sorted(addresses):
        for method in ("GET", "PUT"):
            answer = client.generic(method, address)
            if answer.streaming:
                b"".join(answer)
            for name, value in ALWAYS.items():
                assert answer.headers[name] == value, (method, address, name)
            policy = directives(answer.headers)
            assert policy["default-src"] == "'none'"
            assert "unsafe" not in policy.get("script-src", "")
            assert "Cookie" in answer.headers["Vary"] or "public" in answer.headers["Cache-Control"]
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                own = address.endswith("paper.html") and answer.status_code == 200
                assert policy["frame-ancestors"] == "'none'" == policy["base-uri"]
                assert ("'unsafe-inline'" in policy.get("style-src", "")) is own, address
                assert own is ("sandbox" in policy)
                assert "allow-scripts" not in policy.get("sandbox", "")


def test_what_is_one_persons_is_kept_by_no_cache_between(
    signed_in: Callable[[str], Client],
) -> None:
    """A figure for the board is asked after each time; a form, and what is kept back, is not kept."""
    board, analyst = signed_in("board member"), signed_in("force analyst")
    administrator = signed_in("administrator")
    for client, address, said in (
        (board, "/objectives/", "private, no-cache"),
        (board, "/papers/march/paper.html", "private, no-cache"),
        (board, "/nothing/", "private, no-cache"),
        (board, "/account/", "no-store"),
        (administrator, "/people/", "no-store"),
        (administrator, "/audit/", "no-store"),
        (analyst, "/objectives/", "private, no-store"),
        (analyst, "/measures/force_total_crime/records.csv", "private, no-store"),
        (analyst, "/papers/secret/paper.html", "private, no-store"),
        (analyst, "/measures/", "private, no-cache"),
    ):
        assert client.get(address).headers["Cache-Control"] == said, address


def test_a_download_says_what_it_is_called_and_nothing_more(
    signed_in: Callable[[str], Client],
) -> None:
    client = signed_in("force analyst")
    for address, said in (
        ("/objectives.csv", 'attachment; filename="objectives-X23000001-2014-03-14.csv"'),
        ("/measures/force_total_crime.svg?area=X10000001",
         'attachment; filename="force_total_crime-X10000001.svg"'),
        ("/papers/march/paper.pdf", 'inline; filename="march-paper.pdf"'),
    ):  # fmt: skip
        assert client.get(address).headers["Content-Disposition"] == said
