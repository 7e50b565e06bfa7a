"""What a figure on a page opens to: its definition, its method, its sources, its query.

Figures are buttons; each opens a popover by the browser's own means, without script. Two
figures that say the same of themselves share one. Where popovers are not known, and on
paper, the same entries are a list at the end of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from copperplate.render.html_markup import Markup, joined, tag
from copperplate.series import Figure
from copperplate.series.figure import ReleaseNote
from copperplate.series.units import UnitKind


class Entries:
    """The provenance entries of one page, in the order their figures are first read."""

    def __init__(self) -> None:
        """Start with none."""
        self._identities: dict[Markup, str] = {}

    def button(self, figure: Figure) -> Markup:
        """Return a figure as it stands in the page: its printed text, which opens."""
        entry = _entry(figure)
        identity = self._identities.setdefault(entry, f"figure-{len(self._identities) + 1}")
        return tag(
            "button",
            figure.marked_text,
            type="button",
            class_="figure",
            popovertarget=identity,
            aria_haspopup="dialog",
        )

    def markup(self) -> Markup:
        """Return all entries as the last section of the page; empty where there are none."""
        if not self._identities:
            return Markup()
        heading = tag("h2", "Where the figures come from", id="figures-heading")
        entries = (_popover(entry, name) for entry, name in self._identities.items())
        return tag("section", heading, *entries, class_="entries")


def _popover(entry: Markup, identity: str) -> Markup:
    close = tag(
        "button",
        "Close",
        type="button",
        class_="close",
        popovertarget=identity,
        popovertargetaction="hide",
    )
    return tag(
        "div",
        entry,
        close,
        id=identity,
        class_="entry",
        popover=True,
        role="dialog",
        aria_label="Where this figure comes from",
    )


def _entry(figure: Figure) -> Markup:
    known = figure.provenance
    title = tag(
        "p",
        tag("strong", figure.marked_text),
        " ",
        tag("span", known.title),
        class_="entry-title",
    )
    return joined((title, tag("dl", *_terms(figure))))


def _terms(figure: Figure) -> Iterator[Markup]:
    known = figure.provenance
    yield _term("What it is", known.definition)
    yield _term("How it is worked out", known.method)
    yield _term("Period", "; ".join(str(period) for period in known.periods))
    yield _term("Area", ", ".join(known.areas))
    yield _term("Read from", *(_release(note) for note in known.releases))
    if figure.value is not None:
        yield _term("Unrounded", f"{figure.value!r}{_counted(figure)}")
    if figure.marks:
        yield _term(
            "Marks",
            *(f"{mark.shorthand} {mark.meaning}" for mark in sorted(figure.marks)),
        )
    if known.policy:
        yield _term("Published", f"under the policy {known.policy}, for: {known.audience}")
    if known.query:
        code = tag(
            "pre",
            tag("code", known.query),
            tabindex=0,
            role="region",
            aria_label="Query",
        )
        yield _term("Query", code)


def _term(name: str, *meanings: str) -> Markup:
    """Return a term with its meanings; nothing where none says anything."""
    said = [meaning for meaning in meanings if meaning]
    if not said:
        return Markup()
    return tag("div", tag("dt", name), *(tag("dd", meaning) for meaning in said))


def _release(note: ReleaseNote) -> str:
    return f"{note.title}, {note.publisher}, {note.dated} ({note.identity})"


def _counted(figure: Figure) -> str:
    if figure.unit.kind is UnitKind.RANK:
        return f" of {figure.of}" if figure.of else ""
    heading = figure.unit.heading
    return f" {heading[:1].lower()}{heading[1:]}"
