"""Where the figures come from: every figure's provenance, once, numbered for print.

On a screen a figure opens its provenance; on paper it needs an annex to turn to. Figures
of one measure share an entry, and each of its methods has a letter, so that a figure
leads to ``3b`` and nothing is said twice. Knows no Typst.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from copperplate.report.blocks import Document, figures
from copperplate.series import Figure, Provenance
from copperplate.series.figure import ReleaseNote


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One way a measure's figures were worked out.

    Attributes:
        label: What points to it: ``3`` where the measure has one method, else ``3b``.
        text: The method, in words.
    """

    label: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What one measure's figures share.

    Attributes:
        number: Its number in the annex, from 1.
        title: The measure's title.
        definition: The measure's definition.
        policy: The disclosure policy its figures passed; empty before publication.
        methods: At least one.
        releases: The letters of the publications it was read from.
        queries: The SQL that counted, in the order first met.
    """

    number: int
    title: str
    definition: str
    policy: str
    methods: tuple[Method, ...]
    releases: tuple[str, ...]
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What figures of one entry have in common."""

    measure: str
    title: str
    definition: str
    policy: str
    audience: str


class MadeBy:
    """The annex of one document, and where each figure's provenance stands in it.

    Attributes:
        entries: One a measure, in the order first met.
        releases: The publications read, each with the letter entries call it by.
    """

    def __init__(self, document: Document) -> None:
        """Gather what all figures of a document say of themselves."""
        groups: dict[_Shared, list[Provenance]] = {}
        for figure in figures(document):
            groups.setdefault(_shared(figure.provenance), []).append(figure.provenance)
        notes = dict.fromkeys(
            note for group in groups.values() for known in group for note in known.releases
        )
        self.releases = {note: _letter(place).upper() for place, note in enumerate(notes)}
        self.entries = tuple(
            _entry(number, shared, group, self.releases)
            for number, (shared, group) in enumerate(groups.items(), start=1)
        )
        self._labels = {
            (shared, method.text): method.label
            for shared, entry in zip(groups, self.entries, strict=True)
            for method in entry.methods
        }

    def label(self, figure: Figure) -> str:
        """Return where a figure of the document is explained: ``3`` or ``3b``."""
        return self._labels[_shared(figure.provenance), figure.provenance.method]

    def labels(self, shown: Iterable[Figure]) -> tuple[str, ...]:
        """Return where some figures are explained, each place once, in the annex' order."""
        wanted = {self.label(figure) for figure in shown}
        return tuple(
            method.label
            for entry in self.entries
            for method in entry.methods
            if method.label in wanted
        )


class Uses:
    """Where in the paper each method's figures stand, to be found from the annex."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, dict[str, None]]] = {}

    def add(self, label: str, kind: str, name: str) -> None:
        """Note that figures made by `label` stand in a place: a ``chart`` and its number."""
        self._places.setdefault(label, {}).setdefault(kind, {})[name] = None

    def said(self, label: str) -> str:
        """Return the places of one method: ``paragraphs 3, 4; chart 1``."""
        return "; ".join(
            f"{kind}{'s' if len(names) > 1 else ''} {', '.join(names)}"
            for kind, names in self._places.get(label, {}).items()
        )


def _shared(provenance: Provenance) -> _Shared:
    return _Shared(
        provenance.measure,
        provenance.title,
        provenance.definition,
        provenance.policy,
        provenance.audience,
    )


def _entry(
    number: int, shared: _Shared, group: list[Provenance], letters: Mapping[ReleaseNote, str]
) -> Entry:
    texts = tuple(dict.fromkeys(one.method for one in group))
    read = {letters[note] for one in group for note in one.releases}
    return Entry(
        number=number,
        title=shared.title,
        definition=shared.definition,
        policy=shared.policy,
        methods=tuple(
            Method(label=f"{number}{_letter(place) if len(texts) > 1 else ''}", text=text)
            for place, text in enumerate(texts)
        ),
        releases=tuple(letter for letter in letters.values() if letter in read),
        queries=tuple(dict.fromkeys(one.query for one in group if one.query)),
    )


def _letter(place: int) -> str:
    """Return ``a`` for 0, ``z`` for 25, ``aa`` for 26."""
    more, place = divmod(place, len(ascii_lowercase))
    return (_letter(more - 1) if more else "") + ascii_lowercase[place]
