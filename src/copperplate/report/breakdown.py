"""A count and its parts as a table of figures: this span beside its base, the largest first.

A part whose count is hidden stands at the end, in the order of its name: its place would tell
its size. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from copperplate.areas import Area
from copperplate.disclosure import Audience, Policy, Publishable, is_telling, one_by_one, share_mark
from copperplate.drivers import SMALLEST_CHANGE_TO_SHARE, Contributions, contributions
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.part_names import PartName, column_name
from copperplate.periods import Period, PeriodKind
from copperplate.series import Figure, Mark
from copperplate.series.evidence import Evidence
from copperplate.series.parted import Part, Parted, Value
from copperplate.series.units import PERCENT, Unit

COUNTED = "Records that say this, counted."
DIFFERENCE = "The figure now less the figure in the base period."
SHARE = "The part as a percentage of the whole, in the same days."
OF_CHANGE = "The part's difference as a percentage of the difference of the whole."
MISLEADING = (
    "Shares of the change are not given: the whole changed by less than "
    f"{SMALLEST_CHANGE_TO_SHARE:.0%}, or a part by more than the whole."
)


class BreakdownColumn(StrEnum):
    """The columns of numbers, in the order printed."""

    BASE = "base"
    THIS = "this"
    DIFFERENCE = "difference"
    SHARE = "share"
    OF_CHANGE = "share_of_change"


class RowKind(StrEnum):
    """What a row is to the whole."""

    PART = "part"
    OF_WHICH = "of which"
    """It overlaps others, and is never added to them."""
    WHOLE = "whole"


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakdownRow:
    """One row.

    Attributes:
        name: What the part is called.
        kind: What it is to the whole.
        said: Its values by column; None where records do not say. Empty for the whole.
        figures: A figure for every column of the table.
        unsaid: Of a marker, how many records do not say, in the base and in the period; None
            where that is hidden, or of no marker.
    """

    name: str
    kind: RowKind
    said: Mapping[str, Value | None]
    figures: Mapping[BreakdownColumn, Figure]
    unsaid: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakdownTable:
    """A count and its parts.

    Attributes:
        evidence: The whole, with what its measure says of itself.
        area: Where.
        base, period: The two spans.
        by: The columns it is split by.
        of_which: Whether rows overlap.
        columns: Those printed, each with its heading.
        rows: Parts, the whole last.
        hidden: Of each span, how many parts are hidden; None where none is shown or named.
        misleading: Whether shares of the change were left out because they would mislead.
        policy, audience: What it passed.
    """

    evidence: Evidence
    area: Area
    base: Period
    period: Period
    by: tuple[str, ...]
    of_which: bool
    columns: Mapping[BreakdownColumn, str]
    rows: tuple[BreakdownRow, ...]
    hidden: tuple[int | None, int | None]
    misleading: bool
    policy: Policy
    audience: Audience

    @property
    def title(self) -> str:
        """The measure, and what it is split by."""
        names = [column_name(name).lower() for name in self.by]
        split = " and ".join(names) if not self.of_which else "marker"
        return f"{self.evidence.about.title} by {split}"


def breakdown_table(
    published: Publishable[Parted],
    book: FigureBook,
    *,
    area: Area,
    names: Mapping[str, PartName],
) -> BreakdownTable:
    """Return the table of what was published.

    Args:
        published: The whole and its parts.
        book: Makes the figures.
        area: The area they are of.
        names: Names of parts, by the id of each.
    """
    parted = published.shown
    maker = _Maker(published, book)
    rows = [
        BreakdownRow(
            name=names[part.counted.about.id].title,
            kind=RowKind.OF_WHICH if parted.of_which else RowKind.PART,
            said={str(part.said[0]): True}
            if parted.of_which
            else dict(zip(parted.by, part.said, strict=True)),
            figures=maker.figures(at),
            unsaid=_unsaid(part),
        )
        for at, part in enumerate(parted.parts)
    ]
    return BreakdownTable(
        evidence=parted.whole,
        area=area,
        base=parted.base,
        period=parted.period,
        by=parted.by,
        of_which=parted.of_which,
        columns=_columns(parted),
        rows=(*sorted(rows, key=_by_size), _whole_row(parted, maker)),
        hidden=parted.hidden,
        misleading=maker.misleading,
        policy=published.policy,
        audience=published.audience,
    )


def _by_size(row: BreakdownRow) -> tuple[bool, float]:
    """Return a row's place; rows come in the order of names, and a hidden count keeps it."""
    value = row.figures[BreakdownColumn.THIS].value
    return (value is None, -(value or 0.0))


def _columns(parted: Parted) -> dict[BreakdownColumn, str]:
    base, this = (_heading(span) for span in parted.spans)
    columns = {
        BreakdownColumn.BASE: base,
        BreakdownColumn.THIS: this,
        BreakdownColumn.DIFFERENCE: "Difference",
        BreakdownColumn.SHARE: f"Share {this}",
        BreakdownColumn.OF_CHANGE: "Share of change",
    }
    if parted.of_which:  # what overlaps does not make a change up
        del columns[BreakdownColumn.OF_CHANGE]
    return columns


def _heading(span: Period) -> str:
    if span.kind is PeriodKind.YEAR_TO_DATE:
        return f"{span.start.year}/{(span.start.year + 1) % 100:02d}"
    return str(span)


def _whole_row(parted: Parted, maker: _Maker) -> BreakdownRow:
    return BreakdownRow(
        name=parted.whole.about.title,
        kind=RowKind.WHOLE,
        said={},
        figures=maker.figures(None),
    )


def _unsaid(part: Part) -> tuple[float | None, float | None]:
    if part.unsaid is None:
        return None, None
    base, this = part.unsaid.series.values[0].tolist()
    return (None if np.isnan(base) else base), (None if np.isnan(this) else this)


class _Maker:
    """Makes the figures of rows out of what was published, and of nothing else."""

    def __init__(self, published: Publishable[Parted], book: FigureBook) -> None:
        self.parted, self.book = published.shown, book
        self.whole, self.parts = one_by_one(published)
        values = np.array([one.shown.series.values[0] for one in self.parts]).reshape(-1, 2)
        self.whole_base, self.whole_this = self.whole.shown.series.values[0].tolist()
        self.made: Contributions = contributions(
            values[:, 1], values[:, 0], whole_now=self.whole_this, whole_then=self.whole_base
        )
        sensitive = is_telling(self.whole.shown) or any(p.sensitive for p in self.parted.parts)
        self.guarded = published.policy.hides_small and sensitive

    @property
    def misleading(self) -> bool:
        """Whether the whole moved, and shares of that would mislead."""
        moved = not np.isnan(self.made.total) and bool(self.made.total)
        return moved and not self.parted.of_which and not self._telling

    @property
    def _telling(self) -> bool:
        return bool((~np.isnan(self.made.shares)).any())

    def figures(self, at: int | None) -> dict[BreakdownColumn, Figure]:
        """Return the figures of a part by its place; of the whole where None."""
        one = self.whole if at is None else self.parts[at]
        base, this = one.shown.series.values[0].tolist()
        difference = this - base
        told = {
            BreakdownColumn.BASE: self._seen(one, 0),
            BreakdownColumn.THIS: self._seen(one, 1),
            BreakdownColumn.DIFFERENCE: self._worked(
                one, "difference", difference, one.shown.series.unit.of_difference, DIFFERENCE
            ).with_sign(),
            BreakdownColumn.SHARE: self._share(
                one, "share", this, self.whole_this, SHARE, applies=bool(self.whole_this)
            ),
        }
        if not self.parted.of_which:
            told[BreakdownColumn.OF_CHANGE] = self._share(
                one,
                "share_of_change",
                difference,
                self.made.total,
                OF_CHANGE,
                applies=self._telling,
            )
        return told

    def _seen(self, one: Publishable[Evidence], span: int) -> Figure:
        name = f"{one.shown.about.id}.{'value' if span else 'base_value'}"
        return self.book.seen(
            one, name, self.parted.spans[span], area=self.parted.area, method=COUNTED
        )

    def _share(
        self,
        one: Publishable[Evidence],
        kind: str,
        part: float,
        whole: float,
        method: str,
        *,
        applies: bool,
    ) -> Figure:
        """Return a percentage; withheld where its base is small and small numbers are hidden."""
        known = not (np.isnan(part) or np.isnan(whole))
        if known and not applies:
            return self._worked(
                one, kind, np.nan, PERCENT, method, frozenset({Mark.NOT_APPLICABLE})
            )
        mark = share_mark(abs(whole)) if self.guarded and known else None
        if mark is Mark.CONFIDENTIAL:
            known = False
        marks = frozenset({mark}) if mark is not None else frozenset()
        value = part / whole * 100 if known else np.nan
        return self._worked(one, kind, value, PERCENT, method, marks)

    def _worked(
        self,
        one: Publishable[Evidence],
        kind: str,
        value: float,
        unit: Unit,
        method: str,
        marks: frozenset[Mark] = frozenset(),
    ) -> Figure:
        absent = bool(np.isnan(value))
        if absent and not marks:
            marks = _why_absent(one, self.whole)
        return self.book.worked(
            one,
            f"{one.shown.about.id}.{kind}",
            None if absent else value,
            area=self.parted.area,
            method=method,
            periods=self.parted.spans,
            unit=unit,
            marks=marks,
        )


def _why_absent(*worked_out_of: Publishable[Evidence]) -> frozenset[Mark]:
    """Return why a number worked out of others is not there: one hidden hides it."""
    held = {
        mark
        for one in worked_out_of
        for seen in one.shown.series[one.shown.series.areas[0]].observations
        for mark in seen.marks
    }
    hidden = Mark.CONFIDENTIAL in held
    return frozenset({Mark.CONFIDENTIAL if hidden else Mark.NOT_AVAILABLE})
