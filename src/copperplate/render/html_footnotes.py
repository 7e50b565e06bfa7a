"""Footnotes of a web page: a call in the text, the note at the end, and a way back.

Numbers notes in the order they are called; sets no word of them.
"""

from __future__ import annotations

from copperplate.render.html_markup import Markup, tag


class Footnotes:
    """The notes of one page, gathered as they are called."""

    def __init__(self) -> None:
        """Start without notes."""
        self._notes: list[Markup] = []

    def call(self, words: tuple[Markup, ...]) -> Markup:
        """Take a note, and return the number that leads to it."""
        number = len(self._notes) + 1
        back = tag(
            "a", "Back to the text", href=f"#call-{number}", aria_label=f"Back to note {number}"
        )
        self._notes.append(tag("li", *words, " ", back, id=f"note-{number}"))
        leads = tag("a", f"{number}", href=f"#note-{number}", aria_label=f"Note {number}")
        return tag("sup", leads, id=f"call-{number}", class_="note-call")

    def markup(self) -> Markup:
        """Return the notes under their heading; nothing where there are none."""
        if not self._notes:
            return Markup()
        heading = tag("h2", "Footnotes")
        return tag("section", heading, tag("ol", *self._notes), id="footnotes", class_="footnotes")
