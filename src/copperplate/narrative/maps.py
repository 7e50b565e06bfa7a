"""What a map says: its headline, its alt text, and the words of its legend.

Speaks of the values that are shown, and says how many are not. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.areas import AreaKind
from copperplate.compare import ValueClass, are_even
from copperplate.narrative.runs import FigureRun, Runs, Text, joined
from copperplate.narrative.wording import number_word, the
from copperplate.periods import Period
from copperplate.series import Figure, Mark
from copperplate.series.evidence import About
from copperplate.series.numbers import printed, rounded
from copperplate.series.units import Unit

KINDS = {
    AreaKind.POLICE_FORCE_AREA: ("police force area", "police force areas"),
    AreaKind.LOCAL_AUTHORITY: ("local authority", "local authorities"),
    AreaKind.WARD: ("ward", "wards"),
    AreaKind.NEIGHBOURHOOD_POLICING_UNIT: ("policing unit", "policing units"),
    AreaKind.PRIORITY_AREA: ("priority area", "priority areas"),
}
"""What can be mapped, and what one and several are called."""
NAMED_AT_MOST = 3
COUNTS_OF_AREAS = (
    "Counts are not divided by residents: an area where more people live or come has more."
)

_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth"}
_PLACES = {
    2: ("lower", "higher"),
    3: ("lowest", "middle", "highest"),
    4: ("lowest", "second", "third", "highest"),
    5: ("lowest", "second", "middle", "fourth", "highest"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapped:
    """What is mapped: a measure's figures of areas in one period.

    Attributes:
        about: What the measure says of itself.
        unit: Of every figure.
        period: The one mapped.
        kind: What the areas are.
        where: Name of the area they lie in.
        names: What each is called, by code.
        figures: By code, in the order of the table.
    """

    about: About
    unit: Unit
    period: Period
    kind: AreaKind
    where: str
    names: dict[str, str]
    figures: dict[str, Figure]

    @property
    def shown(self) -> dict[str, Figure]:
        """The figures that have a value."""
        return {code: made for code, made in self.figures.items() if made.value is not None}

    @property
    def title(self) -> str:
        """Measure, areas and period, as a statistical title."""
        return f"{self.about.title}, {KINDS[self.kind][1]} of {self.where}, {self.period}"


def class_place(found: Sequence[ValueClass], number: int) -> str:
    """Return which of its fellows a class is: ``lowest fifth``.

    A fifth is said only of classes that are as equal as they can be; equal values, which are
    never parted, make others: ``lowest of five``.
    """
    if len(found) == 1:
        return "only class"
    place = _PLACES[len(found)][number]
    if are_even(found):
        return f"{place} {_PARTS[len(found)]}"
    return f"{place} of {number_word(len(found))}"


def class_range(one: ValueClass, unit: Unit) -> str:
    """Return the values of a class as readers see them: ``20 to 34``."""
    ends = [printed(float(end), unit.places) for end in (one.low, one.high)]
    return ends[0] if one.low == one.high else f"{ends[0]} to {ends[1]}"


def absence(figures: Sequence[Figure]) -> tuple[str, str]:
    """Return the marks of figures without a value, and what the marks mean."""
    marks = sorted({mark for made in figures for mark in made.marks if mark.takes_the_value_away})
    return " ".join(m.shorthand for m in marks), " or ".join(mark.meaning for mark in marks)


def areas_counted(number: int, kind: AreaKind) -> str:
    """Return ``39 wards``, ``one ward``."""
    one, many = KINDS[kind]
    return f"{number_word(number)} {one if number == 1 else many}"


def map_headline(mapped: Mapped) -> Runs:
    """Return "<Measure>: highest in <area>, 412; lowest in <area>, 61"."""
    return (Text(f"{mapped.about.title}: "), *_ends(mapped))


def map_alternative(mapped: Mapped) -> Runs:
    """Return what a map shows in one sentence, and how much of it is hidden or missing."""
    title = mapped.about.title
    counts = [
        f"; {number_word(found)} {'hidden' if hidden else 'without a figure'}"
        for hidden in (True, False)
        if (found := len(_absent(mapped, hidden=hidden)))
    ]
    return (
        Text(
            f"Map of {title[:1].lower()}{title[1:]} in "
            f"{areas_counted(len(mapped.figures), mapped.kind)} of {mapped.where}, "
            f"{the(mapped.period)}, in {mapped.unit.heading.lower()}: "
        ),
        *_ends(mapped),
        Text(f"{''.join(counts)}."),
    )


def _absent(mapped: Mapped, *, hidden: bool) -> list[Figure]:
    absent = (made for made in mapped.figures.values() if made.value is None)
    return [made for made in absent if (Mark.CONFIDENTIAL in made.marks) is hidden]


def _ends(mapped: Mapped) -> Runs:
    """Return where it is highest and where lowest, of the figures shown and as printed."""
    shown = mapped.shown
    values = {c: rounded(f.value, f.places) for c, f in shown.items() if f.value is not None}
    if not values:
        return (Text("no area has a figure"),)
    low, high = min(values.values()), max(values.values())
    most = [code for code, value in values.items() if value == high]
    least = [code for code, value in values.items() if value == low]
    highest, lowest = FigureRun(shown[most[0]]), FigureRun(shown[least[0]])
    counted = areas_counted(len(shown), mapped.kind)
    absent = len(mapped.figures) - len(shown)
    among = f", of the {counted} with a figure" if absent else ""
    if len(shown) == 1:
        return (*_named(mapped, most), Text(", "), highest)
    if low == high:
        some = " with a figure" if absent else ""
        return (Text(f"the same in all {counted}{some}, "), highest)
    if mapped.about.not_comparable:
        return (Text("from "), lowest, Text(" to "), highest, Text(among))
    return (
        Text("highest in "),
        *_named(mapped, most),
        Text(", "),
        highest,
        Text("; lowest in "),
        *_named(mapped, least),
        Text(", "),
        lowest,
        Text(among),
    )


def _named(mapped: Mapped, codes: Sequence[str]) -> Runs:
    if len(codes) > NAMED_AT_MOST:
        return (Text(areas_counted(len(codes), mapped.kind)),)
    return joined([(Text(mapped.names[code]),) for code in codes])
