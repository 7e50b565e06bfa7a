"""The papers that were built, to read and to take away."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404

from copperplate.disclosure import Audience
from copperplate.periods import long_date
from copperplate.portal.desk import Desk
from copperplate.portal.headers import PAPER_POLICY
from copperplate.portal.pages import Download, Page

# What of a built paper is for readers; its record and manifest are for programs.
FILES = {
    "paper.html": ("text/html; charset=utf-8", "To read here (HTML)", PAPER_POLICY),
    "paper.pdf": ("application/pdf", "To print (PDF)", None),
    "document.json": ("application/json", "Every figure with its source (JSON)", None),
    "manifest.json": ("application/json", "What it was made from (JSON)", None),
}

_FOR = {
    Audience.PUBLIC: "Everybody",
    Audience.BOARD: "The board",
    Audience.RESTRICTED: "Those who hold the records",
}


def papers(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the list of papers, the newest meeting first."""
    found = [
        {
            "name": name,
            "title": paper.title,
            "board": paper.board,
            "meeting": paper.meeting,
            "day": long_date(paper.meeting),
            "built": bool(desk.built(name)),
        }
        for name in desk.papers()
        for paper in (desk.workspace.paper(name),)
    ]
    found.sort(key=lambda one: (one["meeting"], one["name"]), reverse=True)
    return Page(
        template="papers.html", title="Papers", synthetic=_stamps(desk), said={"papers": found}
    )


def paper(desk: Desk, query: Mapping[str, str], name: str) -> Page:
    """Return one paper: what it is, and its files."""
    found = desk.paper(name)
    there = desk.built(name)
    return Page(
        template="paper.html",
        title=found.title,
        crumbs=(("Papers", "/papers/"),),
        synthetic=_stamps(desk),
        said={
            "paper": found,
            "audience": _FOR[found.audience],
            "name": name,
            "day": long_date(found.meeting),
            "cut_off": "" if found.cut_off is None else long_date(found.cut_off),
            "known_on": long_date(found.known_on),
            "files": [
                {"name": file, "words": words, "size": there[file].stat().st_size}
                for file, (_, words, _) in FILES.items()
                if file in there
            ],
        },
    )


def paper_file(desk: Desk, query: Mapping[str, str], name: str, file: str) -> Download:
    """Return one file of a paper as it was built last."""
    # guard: paper-files. A name of the list and nothing else leads to a file.
    there = desk.built(name)
    if file not in FILES or file not in there:
        raise Http404
    media, _, policy = FILES[file]
    return Download(
        name=f"{name}-{file}",
        media=media,
        body=there[file].read_bytes(),
        inline=True,
        policy=policy,
    )


def _stamps(desk: Desk) -> tuple[str, ...]:
    return desk.workspace.register.stamps([desk.workspace.settings.force])
