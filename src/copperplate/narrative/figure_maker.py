"""Makes one figure of one measure and area, with its provenance in words.

Knows the kinds of figure; which names there are is `figures`' to know.
"""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.areas import AreaRegister, PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import Publishable
from copperplate.findings import AgainstGroup, against_group, change_since
from copperplate.findings.thresholds import SMALLEST_BASE_FOR_PERCENT
from copperplate.narrative.methods import AVERAGE_WORDS, WITHOUT_SIGN
from copperplate.periods import Period
from copperplate.series import Figure, Mark, Observation, Provenance, Unit
from copperplate.series.evidence import Evidence
from copperplate.series.model import carried
from copperplate.series.units import PERCENT, RANK, UnitKind

NOTHING_HELD = "No value is held."
NOT_EARLIER = "The base period is not an earlier one."
TOO_SMALL = (
    f"Not given as a percentage: the base counts fewer than {SMALLEST_BASE_FOR_PERCENT}, or is not "
    "above zero."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What a figure is taken to mean when its name does not say.

    Attributes:
        area: Code of the area.
        names: The register, for names of areas.
        group: Whom the area is compared with; None where no group is set.
        average: What "the group's average" means.
        base: The period changes are counted from; None where the paper sets none.
    """

    area: str
    names: AreaRegister
    group: PeerGroup | None
    average: Average
    base: Period | None


class Maker:
    """Makes the figures of one measure and area."""

    def __init__(
        self,
        context: Context,
        evidence: Publishable[Evidence],
        area: str,
        *,
        beside: Publishable[Evidence] | None = None,
    ) -> None:
        self.context, self.evidence, self.area = context, evidence, area
        self._beside = beside
        self.about, self.unit = evidence.shown.about, evidence.shown.series.unit

    def make(self, name: str, kind: str, period: Period, base: Period | None) -> Figure:
        """Return a figure of `KINDS_OF_FIGURE`; without a value where none is held."""
        if kind == "value":
            return self._value(name, period)
        if kind == "base_value":
            return self._absent(name, self.unit) if base is None else self._value(name, base)
        if kind.startswith("change"):
            return self._change(name, kind, period, base)
        if kind == "base_average" and base is None:
            return self._absent(name, self.unit)
        when = base if kind == "base_average" and base is not None else period
        return self._group(name, kind.removeprefix("base_"), when)

    def _value(self, name: str, period: Period) -> Figure:
        seen = self.evidence.shown.series[self.area].at(period)
        if seen is None:
            return self._absent(name, self.unit, period)
        return Figure(
            name=name,
            value=seen.value,
            unit=self.unit,
            places=self.unit.places,
            marks=seen.marks,
            provenance=self.provenance(self._counting(), (self.area,), (seen,), self._parts(seen)),
        )

    def _change(self, name: str, kind: str, period: Period, base: Period | None) -> Figure:
        percent = kind.endswith("percent")
        unit = PERCENT if percent else self.unit.of_difference
        change = None
        if base is not None:
            change = change_since(self.evidence, area=self.area, period=period, base=base)
        value = None if change is None else change.difference
        if percent:
            value = None if change is None or change.proportion is None else change.proportion * 100
        if base is not None and base >= period:
            return self._absent(name, unit, period, NOT_EARLIER)
        if change is not None and value is None:
            return self._absent(name, unit, period, TOO_SMALL)
        if change is None or value is None:
            return self._absent(name, unit, period)
        method = (
            "The figure now less the figure in the base period"
            + (", as a percentage of the base figure." if percent else ".")
            + (f" {WITHOUT_SIGN}" if "size" in kind else "")
        )
        inputs = ((str(change.now.period), _number(change.now)), (str(base), _number(change.then)))
        return Figure(
            name=name,
            value=abs(value) if "size" in kind else value,
            unit=unit,
            places=unit.places,
            marks=carried((change.now, change.then)) | ({Mark.BREAK} if change.broken else set()),
            provenance=self.provenance(method, (self.area,), (change.now, change.then), inputs),
        )

    def _group(self, name: str, kind: str, period: Period) -> Figure:
        unit = RANK if kind == "rank" else self.unit
        unit = unit.of_difference if kind.startswith("gap") else unit
        context = self.context
        found = None
        if context.group is not None:
            found = against_group(
                self.evidence,
                area=self.area,
                members=context.group.members,
                period=period,
                definition=context.average,
            )
        if found is None or context.group is None:
            return self._absent(name, unit, period)
        value = {
            "average": found.average,
            "gap": found.gap,
            "gap_size": abs(found.gap),
            "rank": float(found.rank),
        }[kind]
        series = self.evidence.shown.series
        alone = kind != "rank" and found.definition is Average.MEAN_WITHOUT_SELF
        averaged = [c for c in found.with_data if not (alone and c == self.area)]
        codes = averaged if kind == "average" else found.with_data
        seen = [s for code in codes if (s := series[code].at(period)) is not None]
        inputs = tuple(
            (context.names[code].name, _number(s)) for code, s in zip(codes, seen, strict=True)
        )
        return Figure(
            name=name,
            value=value,
            unit=unit,
            places=unit.places,
            marks=carried(seen),
            of=len(found.with_data) if kind == "rank" else 0,
            provenance=self.provenance(
                self._group_method(kind, found), found.members, tuple(seen), inputs
            ),
        )

    def _group_method(self, kind: str, found: AgainstGroup) -> str:
        name = self.context.group.name if self.context.group else "group"
        average = f"The average of the {name} is {AVERAGE_WORDS[found.definition]}."
        missing = ""
        if found.missing:
            names = ", ".join(self.context.names[code].name for code in found.missing)
            missing = f" No data for {names}: left out."
        if kind == "rank":
            best = "highest" if self.about.better == "higher" else "lowest"
            return (
                f"Place among the members of the {name} that have data, "
                f"1 being the {best}; ties share a place.{missing}"
            )
        if kind == "average":
            return average + missing
        unsigned = f" {WITHOUT_SIGN}" if kind == "gap_size" else ""
        return f"The area's figure less the group's average. {average}{missing}{unsigned}"

    def _counting(self) -> str:
        if self.unit.kind is UnitKind.RATE:
            return (
                f"{self.unit.noun.capitalize()} divided by {self.unit.base}, "
                f"times {self.unit.per:,}. {self.about.denominator}"
            )
        if self.unit.kind is UnitKind.PERCENT:
            if not self.about.denominator:
                return "As published, a percentage: its numbers are not held."
            return f"One count as a percentage of another. {self.about.denominator}"
        if self.unit.kind is UnitKind.MEAN:
            return "What the query adds up, divided by the number of records that say it."
        return "As published: the rows the query selects, added up."

    def _parts(self, seen: Observation) -> tuple[tuple[str, float], ...]:
        if seen.value is None or seen.base is None:
            return ()
        count = seen.value * seen.base / self.unit.times
        noun, base = self.unit.noun, self.unit.base
        if self.unit.kind is UnitKind.PERCENT:
            noun, base = "above the line", "below the line"
        if self.unit.kind is UnitKind.MEAN:
            noun, base = self.unit.noun, "records that say it"
        return ((noun, round(count, 6)), (base, seen.base))

    def provenance(
        self,
        method: str,
        areas: tuple[str, ...],
        seen: tuple[Observation, ...],
        inputs: tuple[tuple[str, float], ...] = (),
    ) -> Provenance:
        """Return where a figure comes from.

        Args:
            method: How it follows, a sentence.
            areas: Codes of the areas it speaks of.
            seen: The observations it was worked out of.
            inputs: The unrounded numbers of them.
        """
        shown = self.evidence.shown
        used = {s.release for s in seen} | {s.base_release for s in seen}
        releases = dict.fromkeys(
            (*shown.releases, *(self._beside.shown.releases if self._beside else ()))
        )
        notes = tuple(note for note in releases if note.identity in used)
        return Provenance(
            measure=self.about.id,
            title=self.about.title,
            definition=self.about.definition,
            method=method,
            areas=areas,
            area_names=tuple(self.context.names[code].name for code in areas),
            periods=tuple(sorted({s.period for s in seen})),
            releases=notes,
            query=shown.query,
            inputs=inputs,
            policy=self.evidence.policy.name,
            audience=self.evidence.audience.value,
            synthetic=self.context.names.stamps(areas),
        )

    def _absent(
        self, name: str, unit: Unit, period: Period | None = None, why: str = NOTHING_HELD
    ) -> Figure:
        observations = self.evidence.shown.series[self.area].observations
        seen = tuple(s for s in observations if s.period == period)
        marks = frozenset(m for s in seen for m in s.marks if m.takes_the_value_away)
        return Figure(
            name=name,
            value=None,
            unit=unit,
            places=unit.places,
            marks=marks or frozenset({Mark.NOT_AVAILABLE}),
            provenance=self.provenance(why, (self.area,), seen),
        )


def _number(seen: Observation) -> float:
    if seen.value is None:
        raise ValueError("findings speak only of values that are there")
    return seen.value
