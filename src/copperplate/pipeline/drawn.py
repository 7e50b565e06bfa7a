"""A drawing that stands alone, with the table behind it and what it passed."""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.disclosure import Audience, Policy
from copperplate.drawing import plate
from copperplate.narrative.runs import Runs, plain
from copperplate.report.blocks import Chart
from copperplate.report.operations import MARK as OPERATION
from copperplate.series.marks import ABSENT

WIDTH = 720  # CSS pixels: as wide as the text of a page


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A map or a chart of one measure.

    Attributes:
        block: The drawing with its headline, source and table.
        policy: The policy it passed.
        audience: For whom.
        licence: Attribution to print.
        said: What it says, in sentences, the headline first; empty where nothing is said.
        caveats: What has to be known of its figures: of how they were counted, and what their
            publishers say of the area. Empty where it is of several measures.
    """

    block: Chart
    policy: Policy
    audience: Audience
    licence: str
    said: tuple[Runs, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def synthetic(self) -> tuple[str, ...]:
        """What must stand by it because areas it speaks of do not exist; empty where all do."""
        return self.block.synthetic

    @property
    def passed(self) -> tuple[str, ...]:
        """For whom it is and under which policy, as every output says it."""
        return (f"For: {self.audience.value}. Policy: {self.policy.name}.", self.policy.statement)

    @property
    def svg(self) -> str:
        """The drawing as the text of a file that stands alone."""
        in_picture = (*(mark.shorthand for mark in ABSENT), *self.synthetic, OPERATION)
        notes = [note for note in self.block.table.notes if not note.startswith(in_picture)]
        return plate(
            self.block.drawing,
            title=plain(self.block.title),
            subtitle=self.block.subtitle,
            foot=(*notes, self.block.source, self.licence, " ".join(self.passed)),
            alternative=plain(self.block.alternative),
            width=WIDTH,
        )

    @property
    def png(self) -> bytes:
        """The same drawing as the bytes of a PNG file."""
        from copperplate.render.picture import png  # only a picture needs the typesetter

        return png(self.svg)
