"""What a figure on a page opens to: its definition, its method, its sources, its query.

Figures are buttons; each opens a popover by the browser's own means, without script, and
from there the sources it shares with others. Figures that say the same of themselves
share one popover. Where popovers are not known, and on paper, the same entries are a list
at the end of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from copperplate.render.html_markup import Markup, joined, tag
from copperplate.series import Figure, Provenance
from copperplate.series.figure import ReleaseNote
from copperplate.series.units import UnitKind


class Entries:
    """The provenance entries of one page, in the order their figures are first read."""

    def __init__(self) -> None:
        """Start with none."""
        self._origins: dict[Markup, str] = {}
        self._known: dict[tuple[object, ...], str] = {}
        self._figures: dict[tuple[str, Markup], str] = {}

    def button(self, figure: Figure) -> Markup:
        """Return a figure as it stands in the page: its printed text, which opens."""
        origin = self._origin_of(figure.provenance)
        entry = _entry(figure)
        identity = self._figures.setdefault((origin, entry), f"figure-{len(self._figures) + 1}")
        return tag(
            "button",
            figure.marked_text,
            type="button",
            class_="figure",
            popovertarget=identity,
            aria_haspopup="dialog",
        )

    def _origin_of(self, known: Provenance) -> str:
        """Return the name of what a figure shares with others; most share it with many."""
        shared = (
            known.measure,
            known.title,
            known.definition,
            known.method,
            known.releases,
            known.query,
            known.policy,
            known.audience,
        )
        if shared not in self._known:
            name = f"figure-source-{len(self._origins) + 1}"
            self._known[shared] = self._origins.setdefault(_origin(known), name)
        return self._known[shared]

    def markup(self) -> Markup:
        """Return all entries as the last section of the page; empty where there are none."""
        if not self._figures:
            return Markup()
        groups = (self._group(origin, name) for origin, name in self._origins.items())
        heading = tag("h2", "Where the figures come from")
        return tag("section", heading, *groups, class_="entries")

    def _group(self, origin: Markup, name: str) -> Markup:
        """Return what figures have in common, then what each says of itself."""
        shared = _popover(origin, name, label="Sources and query", kind="entry origin")
        sources = tag(
            "button",
            "Sources and query",
            type="button",
            class_="more",
            popovertarget=name,
            aria_haspopup="dialog",
        )
        figures = (
            _popover(
                joined((entry, sources)), identity, label="About this figure", kind="entry one"
            )
            for (source, entry), identity in self._figures.items()
            if source == name
        )
        return tag("div", shared, *figures, class_="group")


def _popover(content: Markup, identity: str, *, label: str, kind: str) -> Markup:
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
        close,
        content,
        id=identity,
        class_=kind,
        popover=True,
        role="dialog",
        aria_label=label,
    )


def _origin(known: Provenance) -> Markup:
    """Return what all figures of one measure, method and set of releases share."""
    title = tag("p", tag("strong", known.title), class_="entry-title")
    terms = [*_meaning(known), _term("Measure", known.measure)]
    terms.append(_term("Read from", *(_release(note) for note in known.releases)))
    if known.policy:
        terms.append(_term("Published", f"under the policy {known.policy}, for: {known.audience}"))
    if known.query:
        code = tag("pre", tag("code", known.query), tabindex=0, role="region", aria_label="Query")
        terms.append(_term("Query", code))
    return joined((title, tag("dl", *terms)))


def _entry(figure: Figure) -> Markup:
    """Return what is this figure's alone, under the words that say what it is."""
    known = figure.provenance
    title = tag(
        "p", tag("strong", figure.marked_text), " ", tag("span", known.title), class_="entry-title"
    )
    return joined((title, tag("dl", *_meaning(known), *_own(figure))))


def _meaning(known: Provenance) -> Iterator[Markup]:
    yield _term("What it is", known.definition, kind="meaning")
    yield _term("How it is worked out", known.method, kind="meaning")


def _own(figure: Figure) -> Iterator[Markup]:
    known = figure.provenance
    yield _term("Period", "; ".join(str(period) for period in known.periods))
    yield _term("Area", ", ".join(known.where))
    yield _term("Worked on", *(f"{name}: {_unrounded(value)}" for name, value in known.inputs))
    if figure.value is not None:
        yield _term("Unrounded", f"{_unrounded(figure.value)}{_counted(figure)}")
    yield _term("Read from", *(f"{note.title}, {note.dated}" for note in known.releases))
    if figure.marks:
        yield _term("Marks", *(f"{mark.shorthand} {mark.meaning}" for mark in sorted(figure.marks)))


def _unrounded(value: float) -> str:
    """Return a value in full: a whole number with its thousands, else every digit held."""
    return f"{int(value):,}" if value.is_integer() else repr(value)


def _term(name: str, *meanings: str, kind: str | None = None) -> Markup:
    """Return a term with its meanings; nothing where none says anything."""
    said = [meaning for meaning in meanings if meaning]
    if not said:
        return Markup()
    return tag("div", tag("dt", name), *(tag("dd", meaning) for meaning in said), class_=kind)


def _release(note: ReleaseNote) -> str:
    return f"{note.title}, {note.publisher}, {note.dated} ({note.identity})"


def _counted(figure: Figure) -> str:
    if figure.unit.kind is UnitKind.RANK:
        return f" of {figure.of}" if figure.of else ""
    heading = figure.unit.heading
    return f" {heading[:1].lower()}{heading[1:]}"
