"""The page on the portal says what its tables say."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "portal.md"


def rows(heading: str) -> list[tuple[str, ...]]:
    """Return the cells of the first table under a heading of the page, marks of code left out."""
    section = (
        PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    )
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [tuple(cell.strip(" `") for cell in line) for line in lines[2:]]


def test_its_pages(portal: Path) -> None:
    from copperplate.portal.rights import NEEDS, POSTED
    from copperplate.portal.urls import urlpatterns

    assert rows("Pages") == [
        (
            str(one.name),
            "/" + re.sub(r"<\w+:(\w+)>", lambda found: found[1].upper(), str(one.pattern)),
            "yes" * (one.name in POSTED),
            NEEDS[str(one.name)].value,
        )
        for one in urlpatterns
    ]


def test_its_roles(portal: Path) -> None:
    from copperplate.portal.rights import MOST, RIGHTS, Right, Role

    assert rows("Roles") == [
        (
            role.words,
            ", ".join(right.value for right in Right if right in RIGHTS[role]),
            MOST[role].value,
        )
        for role in Role
    ]


def test_its_events(portal: Path) -> None:
    """Every event that the portal's code records is on the page, under its kind."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (PAGE.parents[2] / "src" / "copperplate" / "portal").rglob("*.py")
    )
    recorded = set(re.findall(r'record\(\s*Kind\.(\w+), "([\w ]+)"', code))
    recorded |= {("ALTERATION", f"account {one}") for one in ("ended", "reopened")}
    listed = {kind.upper(): what for what, kind in rows("What the audit records")[1:]}
    said = dict.fromkeys(listed, "")
    for what, kind in rows("What the audit records"):
        said[kind.upper()] += f", {what}"
    assert len(recorded) >= 8
    for kind, what in recorded:
        assert what in said[kind], (kind, what)


def test_its_limits(portal: Path) -> None:
    from copperplate.portal.accounts import links, signing_in, throttle
    from copperplate.portal.doors import LONGEST_QUERY
    from copperplate.portal.performance import records, search

    said = " ".join(" ".join(row) for row in rows("Limits"))
    for words in (
        f"{throttle.MOST_OF_A_NAME} of a name, {throttle.MOST_OF_AN_ADDRESS} of an address",
        f"within {throttle.WITHIN.seconds // 60} minutes",
        f"for {links.LASTS.days} days",
        f"{signing_in._LONGEST_PASSWORD:,} at most",
        f"{LONGEST_QUERY} characters",
        f"{search.LONGEST} characters, {search.MOST} results",
        f"{records.MOST_ON_A_PAGE}; the file holds all",
    ):
        assert words in said, words
