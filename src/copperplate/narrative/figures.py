"""The figures a paper may speak of, by name: ``burglary.change_percent``.

Built on what disclosure lets through, in one context (area, group, base period). Every
figure comes with its provenance in words. Words no sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from copperplate.disclosure import Publishable
from copperplate.errors import Place, Problem, UnknownName, unknown_name
from copperplate.findings import AgainstGroup, ChangeSince, against_group, change_since
from copperplate.narrative.figure_kinds import KINDS_OF_FIGURE
from copperplate.narrative.figure_maker import Context, Maker
from copperplate.periods import Period, PeriodKind
from copperplate.series import Figure, Mark, Unit
from copperplate.series.evidence import Evidence
from copperplate.series.model import carried


class FigureBook:
    """Figures by name, made when asked for.

    Args:
        evidence: The paper's measures, each in the periods it is reported in.
        context: What a name means that does not say.
        series: More of them: measures in other periods, parts of a whole. Where one is in
            the same periods as one of `evidence`, the latter is meant.
        found: Figures that findings worked out, by name; None for a name two of them have.
    """

    def __init__(
        self,
        evidence: Mapping[str, Publishable[Evidence]],
        context: Context,
        *,
        series: Iterable[Publishable[Evidence]] = (),
        found: Mapping[str, Figure | None] | None = None,
    ) -> None:
        self.evidence = dict(evidence)
        self.context = context
        self.found = dict(found or {})
        self._series = {
            (one.shown.about.id, _kind(one)): one for one in (*series, *evidence.values())
        }

    def beside(self, series: Iterable[Publishable[Evidence]]) -> FigureBook:
        """Return the same book, knowing more series."""
        more = (*self._series.values(), *series)
        return FigureBook(self.evidence, self.context, series=more, found=self.found)

    def knowing(self, figures: Iterable[Figure]) -> FigureBook:
        """Return the same book, knowing what findings worked out."""
        found = dict(self.found)
        for figure in figures:
            held = found.setdefault(figure.name, figure)
            if held is not None and held.value != figure.value:
                found[figure.name] = None
        standard = {name for name in found if self._is_standard(name)}
        kept = {name: found[name] for name in found.keys() - standard}
        series = self._series.values()
        return FigureBook(self.evidence, self.context, series=series, found=kept)

    def names(self) -> list[str]:
        """Return every name there can be a figure under."""
        measures = dict.fromkeys((*self.evidence, *(measure for measure, _ in self._series)))
        return [f"{measure}.{kind}" for measure in measures for kind in KINDS_OF_FIGURE] + sorted(
            self.found
        )

    def _is_standard(self, name: str) -> bool:
        measure, _, kind = name.partition(".")
        return kind in KINDS_OF_FIGURE and self._of(measure) is not None

    def _of(self, measure: str, period: Period | None = None) -> Publishable[Evidence] | None:
        """Return a measure in the shape of a period, or else as the paper reports it."""
        if period is not None and (measure, period.kind) in self._series:
            return self._series[measure, period.kind]
        if measure in self.evidence:
            return self.evidence[measure]
        return next((one for (known, _), one in self._series.items() if known == measure), None)

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
        marks: frozenset[Mark] | None = None,
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
            marks: What it carries; by default what the observations it speaks of do.
            areas: Codes of every area it was worked out of; `area` alone by default.
        """
        chosen = unit or evidence.shown.series.unit
        codes = areas or (area,)
        rows = [evidence.shown.series[code] for code in codes]
        seen = tuple(s for row in rows for s in row.observations if s.period in periods)
        maker = Maker(self.context, evidence, area)
        return Figure(
            name=name,
            value=value,
            unit=chosen,
            places=chosen.places if places is None else places,
            marks=carried(seen) if marks is None else marks,
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
        """Return the newest period of a measure in which an area has a value, or the newest.

        Raises:
            KeyError: The book has no such measure.
        """
        evidence = self._of(measure)
        if evidence is None:
            raise KeyError(measure)
        series = evidence.shown.series[area or self.context.area]
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
            name: ``measure.kind``; kinds are those of `KINDS_OF_FIGURE`, and of
                `KINDS_FOUND` where a finding worked one out, which is of its own area and
                periods.
            area: Code; the context's area by default.
            period: By default the newest in which the context's area has a value. A
                measure the book knows by quarter is meant by quarter where this is one.
            base: The context's base period by default.
            places: Decimal places; the unit's own by default.
            place: Where the name is written, for the message.

        Raises:
            UnknownName: Nobody defined the name (N101), or two findings use it (N103).
            ValueError: The measure is not held for the area.
        """
        measure, _, kind = name.partition(".")
        evidence = self._of(measure, period)
        if evidence is not None and kind in KINDS_OF_FIGURE:
            where = area or self.context.area
            if where not in evidence.shown.series:
                raise ValueError(f"'{measure}' is not held for the area '{where}' in such periods")
            maker = Maker(self.context, evidence, where)
            when = period or self.latest(measure)
            made = maker.make(name, kind, when, base or self.context.base)
        else:
            made = self._found(name, place or Place(file=f"figure {name}"))
        return made if places is None else made.with_places(places)

    def _found(self, name: str, place: Place) -> Figure:
        held = self.found.get(name)
        if held is not None:
            return held
        if name in self.found:
            raise UnknownName(
                Problem(
                    code="N103",
                    place=place,
                    what=f"'{name}' is worked out more than once in this paper, with different "
                    "values.",
                    remedy="Say it in words, or name a figure of the measure itself.",
                )
            )
        raise UnknownName(
            unknown_name(
                code="N101",
                place=place,
                kind="figure",
                name=name,
                known=self.names(),
                remedy="A figure is a measure's id, a full stop, and one of: "
                f"{', '.join(KINDS_OF_FIGURE)}.",
            )
        )


def _kind(evidence: Publishable[Evidence]) -> PeriodKind | None:
    periods = evidence.shown.series.periods
    return periods[-1].kind if periods else None
