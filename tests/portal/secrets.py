"""What a portal must keep from most: a paper for the few, words nobody has seen, planted words.

Each planted word is found nowhere else, so that finding it anywhere is finding that it got out.
"""

from __future__ import annotations

from pathlib import Path

from tests import synthetic

SECRET_TITLE, DRAFT, SECRET_WORDS, SECRET_BOARD = (
    "sparrowhawk5521",
    "kestrel9137",
    "heron7743",
    "wren3318",
)
CANARIES = (SECRET_TITLE, DRAFT, SECRET_WORDS, SECRET_BOARD)

SECRET_PAPER = (
    synthetic.PAPER.replace("title: Headline performance report", f"title: {SECRET_TITLE}")
    .replace("board: Brumshire Strategic Board", f"board: {SECRET_BOARD}")
    .replace("audience: board", "audience: restricted")
)
WORDS = """\
---
aim: CRIME
voice: commentary
office: Commissioner's office
date: 2014-03-20
---
{said} {{force_total_crime.value}} crimes.
"""


def plant(folder: Path) -> None:
    """Put into a workspace a paper for holders of the records, and a draft of its words."""
    for name, text in {
        "papers/secret.yaml": SECRET_PAPER,
        "papers/draft.yaml": SECRET_PAPER.replace(SECRET_TITLE, DRAFT),
        "words/secret/crime.md": WORDS.format(said=SECRET_WORDS),
        "words/draft/crime.md": WORDS.format(said=DRAFT),
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
