"""A document as one self-contained web page.

Style, fonts and drawings are in the file; it asks the network for nothing and runs no
script, and a content security policy in the page says so. Sets what the document holds:
computes no number, chooses no word but the page's own furniture.
"""

from __future__ import annotations

from copperplate.periods import long_date
from copperplate.render.html_blocks import BlockSetter
from copperplate.render.html_markup import Markup, joined, tag
from copperplate.render.html_style import style_sheet
from copperplate.report.blocks import Cover, Document

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_CONTENTS_FROM = 2  # sections; a list of one leads nowhere


def render(document: Document) -> bytes:
    """Return a document as an HTML page, UTF-8; the same document gives the same bytes.

    Raises:
        ValueError: A link leads elsewhere than to http, https or a block.
    """
    setter = BlockSetter()
    sections = [setter.section(section) for section in document.sections]
    body = tag(
        "body",
        tag("a", "Skip to the paper", href="#main", class_="skip"),
        _band(document),
        _head(document.cover),
        _contents(document),
        tag(
            "main",
            *sections,
            setter.notes.markup(),
            setter.entries.markup(),
            id="main",
            tabindex=-1,
        ),
        tag("footer", tag("p", document.licence)),
    )
    style = style_sheet(
        text=body, running_title=document.running_title, synthetic=document.synthetic
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        *(tag("meta", name="description", content=stamp) for stamp in document.synthetic),
        tag("title", ". ".join((*document.synthetic, _title(document.cover)))),
        tag("style", Markup(style)),
    )
    page = joined(
        (
            Markup("<!DOCTYPE html>\n"),
            tag("html", head, "\n", body, lang=document.language),
            "\n",
        )
    )
    return page.encode("utf-8")


def _title(cover: Cover) -> str:
    return f"{cover.title}, {cover.board}"


def _band(document: Document) -> Markup:
    """Return the band that says what does not exist; nothing where everything does."""
    if not document.synthetic:
        return Markup()
    stamps = (tag("p", stamp) for stamp in document.synthetic)
    return tag("aside", *stamps, class_="synthetic", aria_label="Synthetic data")


def _head(cover: Cover) -> Markup:
    """Return the head of the paper: who receives it, when, under which title, from whom."""
    facts = [(cover.day_is, long_date(cover.meeting))]
    if cover.agenda_item:
        facts.append(("Agenda item", cover.agenda_item))
    when = (tag("div", tag("dt", name), tag("dd", said)) for name, said in facts)
    authors = tag("div", tag("dt", "From"), *(tag("dd", author) for author in cover.authors))
    handling = [tag("p", line) for line in cover.handling]
    return tag(
        "header",
        tag("p", cover.board, class_="board"),
        tag("h1", cover.title),
        tag("dl", *when, authors if cover.authors else Markup(), class_="facts"),
        tag("div", *handling, class_="handling") if handling else Markup(),
    )


def _contents(document: Document) -> Markup:
    """Return the list of level-2 sections; nothing where there is hardly one."""
    if len(document.sections) < _CONTENTS_FROM:
        return Markup()
    entries = (
        tag("li", tag("a", section.heading.text, href=f"#{section.heading.identity}"))
        for section in document.sections
    )
    heading = tag("h2", "Contents", id="contents-heading")
    return tag("nav", heading, tag("ol", *entries), aria_labelledby="contents-heading")
