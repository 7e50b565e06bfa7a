"""The figures a paper may speak of, by name: ``burglary.change_percent``.

Built on what disclosure lets through, in one context (area, group, base period). Every
figure comes with its provenance in words. Words no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from copperplate.areas import AreaRegister, PeerGroup
from copperplate.compare import Average
from copperplate.disclosure import Publishable
from copperplate.errors import Place, UnknownName, unknown_name
from copperplate.findings import AgainstGroup, ChangeSince, against_group, change_since
from copperplate.findings.thresholds import SMALLEST_BASE_FOR_PERCENT
from copperplate.periods import Period
from copperplate.series import Figure, Mark, Observation, Provenance, Unit
from copperplate.series.evidence import Evidence
from copperplate.series.units import PERCENT, RANK, UnitKind

KINDS_OF_FIGURE = {
    "value": "the measure in the period",
    "base_value": "the measure in the base period",
    "change": "value less base value",
    "change_percent": "the change as a percentage of the base value",
    "change_size": "the change without its sign",
    "change_size_percent": "the percentage change without its sign",
    "average": "the group's average in the period",
    "base_average": "the group's average in the base period",
    "gap": "value less the group's average",
    "gap_size": "the gap without its sign",
    "rank": "the area's place in the group",
}
KINDS_OF_PERIOD = {
    "period": "the newest period of the measure, in words",
    "base_period": "the base period, in words",
}

NOTHING_HELD = "No value is held."
TOO_SMALL = (
    f"Not given as a percentage: the base counts fewer than {SMALLEST_BASE_FOR_PERCENT}, or is not "
    "above zero."
)
AVERAGE_WORDS = {
    Average.MEAN_WITH_SELF: "the plain mean of the members' figures, the area itself "
    "included, not weighted by population",
    Average.MEAN_WITHOUT_SELF: "the plain mean of the other members' figures, the area "
    "itself left out, not weighted by population",
    Average.WEIGHTED: "the members' figures weighted by their populations, the area itself "
    "included",
}


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


class FigureBook:
    """Figures by name, made when asked for."""

    def __init__(self, evidence: Mapping[str, Publishable[Evidence]], context: Context) -> None:
        self.evidence = dict(evidence)
        self.context = context

    def names(self) -> list[str]:
        """Return every name there can be a figure under."""
        return [f"{measure}.{kind}" for measure in self.evidence for kind in KINDS_OF_FIGURE]

    def worked(
        self,
        evidence: Publishable[Evidence],
        name: str,
        value: float | None,
        *,
        area: str,
        method: str,
        periods: tuple[Period, ...],
        unit: Unit | None = None,
        places: int | None = None,
        inputs: tuple[tuple[str, float], ...] = (),
        marks: frozenset[Mark] = frozenset(),
        areas: tuple[str, ...] = (),
    ) -> Figure:
        """Return a figure worked out of a series by a finding: a process average, a share.

        Args:
            evidence: The series it was worked out of.
            name: What it is called in the paper's record.
            value: Unrounded; None where `marks` say why there is none.
            area: Code.
            method: How it follows, a sentence.
            periods: Those it speaks of.
            unit: The series' own by default.
            places: The unit's own by default.
            inputs: The unrounded numbers it was worked out of.
            marks: What it carries.
            areas: Codes of every area it was worked out of; `area` alone by default.
        """
        chosen = unit or evidence.shown.series.unit
        codes = areas or (area,)
        rows = [evidence.shown.series[code] for code in codes]
        seen = tuple(s for row in rows for s in row.observations if s.period in periods)
        maker = _Maker(self, evidence, area)
        return Figure(
            name=name,
            value=value,
            unit=chosen,
            places=chosen.places if places is None else places,
            marks=marks,
            provenance=maker.provenance(method, codes, seen, inputs),
        )

    def seen(
        self,
        evidence: Publishable[Evidence],
        name: str,
        period: Period,
        *,
        area: str,
        method: str,
    ) -> Figure:
        """Return a series' own value in one period, which it holds, with its marks.

        Args:
            evidence: The series.
            name: What it is called in the paper's record.
            period: One of the series' periods.
            area: Code.
            method: How it was had, a sentence.

        Raises:
            KeyError: The series has no such period.
        """
        seen = evidence.shown.series[area].at(period)
        if seen is None:
            raise KeyError(period)
        return self.worked(
            evidence,
            name,
            seen.value,
            area=area,
            method=method,
            periods=(period,),
            marks=seen.marks,
        )

    def latest(self, measure: str, area: str | None = None) -> Period:
        """Return the newest period of a measure in which an area has a value, or the newest."""
        series = self.evidence[measure].shown.series[area or self.context.area]
        with_value = [seen.period for seen in series.observations if seen.value is not None]
        return with_value[-1] if with_value else series.last.period

    def against(self, measure: str, period: Period | None = None) -> AgainstGroup | None:
        """Return where the area stands in its group, or None without a group or data."""
        if self.context.group is None:
            return None
        return against_group(
            self.evidence[measure],
            area=self.context.area,
            members=self.context.group.members,
            period=period or self.latest(measure),
            definition=self.context.average,
        )

    def change(
        self, measure: str, period: Period | None = None, base: Period | None = None
    ) -> ChangeSince | None:
        """Return the area's change since the base period, or None without either value."""
        since = base or self.context.base
        if since is None:
            return None
        return change_since(
            self.evidence[measure],
            area=self.context.area,
            period=period or self.latest(measure),
            base=since,
        )

    def figure(
        self,
        name: str,
        *,
        area: str | None = None,
        period: Period | None = None,
        base: Period | None = None,
        places: int | None = None,
        place: Place | None = None,
    ) -> Figure:
        """Return a figure by name.

        Args:
            name: ``measure.kind``; kinds are those of `KINDS_OF_FIGURE`.
            area: Code; the context's area by default.
            period: By default the newest in which the context's area has a value.
            base: The context's base period by default.
            places: Decimal places; the unit's own by default.
            place: Where the name is written, for the message.

        Raises:
            UnknownName: Nobody defined the name (N101).
        """
        measure, _, kind = name.partition(".")
        if measure not in self.evidence or kind not in KINDS_OF_FIGURE:
            raise UnknownName(
                unknown_name(
                    code="N101",
                    place=place or Place(file=f"figure {name}"),
                    kind="figure",
                    name=name,
                    known=self.names(),
                    remedy="A figure is a measure's id, a full stop, and one of: "
                    f"{', '.join(KINDS_OF_FIGURE)}.",
                )
            )
        maker = _Maker(self, self.evidence[measure], area or self.context.area)
        when = period or self.latest(measure)
        made = maker.make(name, kind, when, base or self.context.base)
        return made if places is None else made.with_places(places)


class _Maker:
    """Makes the figures of one measure and area."""

    def __init__(self, book: FigureBook, evidence: Publishable[Evidence], area: str) -> None:
        self.book, self.evidence, self.area = book, evidence, area
        self.about, self.unit = evidence.shown.about, evidence.shown.series.unit

    def make(self, name: str, kind: str, period: Period, base: Period | None) -> Figure:
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
        if change is not None and value is None:
            return self._absent(name, unit, period, TOO_SMALL)
        if change is None or value is None:
            return self._absent(name, unit, period)
        method = (
            "The figure now less the figure in the base period"
            + (", as a percentage of the base figure." if percent else ".")
            + (" Printed without its sign." if "size" in kind else "")
        )
        inputs = ((str(change.now.period), _number(change.now)), (str(base), _number(change.then)))
        return Figure(
            name=name,
            value=abs(value) if "size" in kind else value,
            unit=unit,
            places=unit.places,
            marks=_carried((change.now, change.then), broken=change.broken),
            provenance=self.provenance(method, (self.area,), (change.now, change.then), inputs),
        )

    def _group(self, name: str, kind: str, period: Period) -> Figure:
        unit = RANK if kind == "rank" else self.unit
        unit = unit.of_difference if kind.startswith("gap") else unit
        context = self.book.context
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
            marks=_carried(tuple(seen)),
            of=len(found.with_data) if kind == "rank" else 0,
            provenance=self.provenance(
                self._group_method(kind, found), found.members, tuple(seen), inputs
            ),
        )

    def _group_method(self, kind: str, found: AgainstGroup) -> str:
        name = self.book.context.group.name if self.book.context.group else "group"
        average = f"The average of the {name} is {AVERAGE_WORDS[found.definition]}."
        missing = ""
        if found.missing:
            names = ", ".join(self.book.context.names[code].name for code in found.missing)
            missing = f" No data for {names}: left out."
        if kind == "rank":
            best = "highest" if self.about.better == "higher" else "lowest"
            return (
                f"Place among the members of the {name} that have data, "
                f"1 being the {best}; ties share a place.{missing}"
            )
        if kind == "average":
            return average + missing
        return f"The area's figure less the group's average. {average}{missing}"

    def _counting(self) -> str:
        if self.unit.kind is UnitKind.RATE:
            return (
                f"{self.unit.noun.capitalize()} divided by {self.unit.base}, "
                f"times {self.unit.per:,}. {self.about.denominator}"
            )
        return "As published: the rows the query selects, added up."

    def _parts(self, seen: Observation) -> tuple[tuple[str, float], ...]:
        if seen.value is None or seen.base is None:
            return ()
        count = seen.value * seen.base / self.unit.per
        return ((self.unit.noun, round(count, 6)), (self.unit.base, seen.base))

    def provenance(
        self,
        method: str,
        areas: tuple[str, ...],
        seen: tuple[Observation, ...],
        inputs: tuple[tuple[str, float], ...] = (),
    ) -> Provenance:
        shown = self.evidence.shown
        used = {s.release for s in seen} | {s.base_release for s in seen}
        notes = tuple(note for note in shown.releases if note.identity in used)
        return Provenance(
            measure=self.about.id,
            title=self.about.title,
            definition=self.about.definition,
            method=method,
            areas=areas,
            area_names=tuple(self.book.context.names[code].name for code in areas),
            periods=tuple(sorted({s.period for s in seen})),
            releases=notes,
            query=shown.query,
            inputs=inputs,
            policy=self.evidence.policy.name,
            audience=self.evidence.audience.value,
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


def _carried(seen: tuple[Observation, ...], *, broken: bool = False) -> frozenset[Mark]:
    """Return the marks a figure inherits from what it was worked out of."""
    marks = {m for s in seen for m in s.marks if not m.takes_the_value_away and m is not Mark.BREAK}
    return frozenset(marks | ({Mark.BREAK} if broken else set()))


def _number(seen: Observation) -> float:
    if seen.value is None:
        raise ValueError("findings speak only of values that are there")
    return seen.value
