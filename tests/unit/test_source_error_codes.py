"""Every code a source can refuse with has an entry, and every entry a code."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "errors-sources.md").read_text(encoding="utf-8")


def test_every_code_has_an_entry_and_every_entry_a_code() -> None:
    used = {
        code
        for path in (ROOT / "src" / "copperplate" / "sources").rglob("*.py")
        for code in re.findall(r'"(S\d{3})"', path.read_text(encoding="utf-8"))
    }
    entries = re.findall(r"^### (S\d{3}): ", PAGE, flags=re.MULTILINE)
    assert entries == sorted(entries)
    assert set(entries) == used


def test_every_entry_shows_what_is_broken_and_what_is_mended() -> None:
    for entry in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        for said in ("\n- Broken: ", "\n- Mended: "):
            assert said in entry, entry.splitlines()[0]
