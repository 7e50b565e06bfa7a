"""Everything there is to find about one aim: which facts are looked for, and in what.

The only place that knows every finder. Ranks nothing and words nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from copperplate.compare import Average
from copperplate.disclosure import Publishable
from copperplate.findings.area_charts import as_the_whole
from copperplate.findings.availability import no_figure_for
from copperplate.findings.change import ChangeSince, change_on_two_bases, change_since
from copperplate.findings.charted import Charted
from copperplate.findings.composition import composition, growth, largest
from copperplate.findings.drivers import driven, share_moved
from copperplate.findings.finding import Finding
from copperplate.findings.namesakes import namesake
from copperplate.findings.outcome_rates import rate_and_volume
from copperplate.findings.peers import AgainstGroup, against_group
from copperplate.findings.peers_beside import group_range, not_comparable
from copperplate.findings.peers_over_time import (
    change_against_group,
    gap_trend,
    rank_moved,
    trend_unknown,
)
from copperplate.findings.process import Stable
from copperplate.findings.reading import process_findings
from copperplate.findings.records import placed, record, year_rank
from copperplate.findings.together import changed_but_stable, exceptional_base
from copperplate.periods import Period, PeriodKind
from copperplate.series.evidence import Evidence

Published = Publishable[Evidence]


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """What is watched for one aim, all of it through disclosure.

    Attributes:
        area: Code of the area whose aim it is.
        leading: The aim's leading measure.
        period: The newest period in which the area has a value of it.
        base: What changes are counted from; None for none.
        compared: The measure set beside the group; None for none.
        members: Codes of the group; empty where there is none.
        definition: What the group's average is.
        by_period: The leading measure in periods that do not overlap, for the area; None where
            not watched.
        charted: Its control chart; None where there is none.
        around: That of the area it lies in; None where there is none, or it is asked of none.
        parts: The parts of the leading measure's whole, by id.
        whole: That whole; None where no parts are watched.
    """

    area: str
    leading: Published
    period: Period
    base: Period | None = None
    compared: Published | None = None
    members: Sequence[str] = ()
    definition: Average = Average.MEAN_WITH_SELF
    by_period: Published | None = None
    charted: Charted | None = None
    around: Charted | None = None
    parts: Mapping[str, Published] = field(default_factory=dict)
    whole: Published | None = None


def in_years(watched: Watched) -> tuple[Finding, ...]:
    """Return what the aim's own periods show: change, group, composition, what is missing."""
    found = (*_changes(watched), *_beside_the_group(watched), *_made_of(watched))
    return tuple(one for one in found if one is not None)


def in_time(watched: Watched) -> tuple[Finding, ...]:
    """Return what the aim's control chart shows: process, record, exceptional base."""
    by_period, charted = watched.by_period, watched.charted
    if by_period is None or charted is None:
        return ()
    newest = charted.periods[-1]
    extreme = record(by_period, area=watched.area, charted=charted)
    found = (
        *process_findings(charted),
        None if watched.around is None else as_the_whole(charted, watched.around),
        extreme or placed(by_period, area=watched.area) or namesake(by_period, area=watched.area),
        exceptional_base(by_period, charted, period=newest),
    )
    return tuple(one for one in found if one is not None)


def _changes(watched: Watched) -> tuple[Finding | None, ...]:
    since_base = _change(watched, watched.base)
    a_year_ago = _change(watched, watched.period.back(1))
    return (
        change_on_two_bases(since_base, a_year_ago),
        year_rank(watched.leading, area=watched.area, period=watched.period) or _so_far(watched),
        rate_and_volume(watched.leading, area=watched.area, period=watched.period),
        changed_but_stable(since_base, _stable(watched)),
    )


def _so_far(watched: Watched) -> Finding | None:
    """Return a year to date's place among the same days of earlier years."""
    if watched.period.kind is not PeriodKind.YEAR_TO_DATE:
        return None
    return namesake(watched.leading, area=watched.area)


def _change(watched: Watched, base: Period | None) -> ChangeSince | None:
    if base is None:
        return None
    return change_since(watched.leading, area=watched.area, period=watched.period, base=base)


def _stable(watched: Watched) -> Stable | None:
    if watched.charted is None:
        return None
    found = process_findings(watched.charted)
    return next((one for one in found if isinstance(one, Stable)), None)


def _beside_the_group(watched: Watched) -> tuple[Finding | None, ...]:
    compared = watched.compared
    if compared is None or not watched.members:
        return ()
    held = compared.shown.series[watched.area].observations
    period = next((seen.period for seen in reversed(held) if seen.value is not None), None)
    if period is None:
        return ()
    now, then = (
        None if when is None else _against(watched, compared, when)
        for when in (period, watched.base)
    )
    return (
        now,
        gap_trend(compared, now, then) or trend_unknown(compared, now, then),
        rank_moved(compared, now, then),
        change_against_group(compared, now, then),
        group_range(compared, area=watched.area, members=watched.members, period=period),
        # A comparison names whom it lacks; where there is none, this says why.
        None
        if now is not None
        else no_figure_for(compared, area=watched.area, among=watched.members, period=period),
        not_comparable(compared, area=watched.area, period=period),
    )


def _against(watched: Watched, compared: Published, period: Period) -> AgainstGroup | None:
    return against_group(
        compared,
        area=watched.area,
        members=watched.members,
        period=period,
        definition=watched.definition,
    )


def _made_of(watched: Watched) -> tuple[Finding | None, ...]:
    if watched.whole is None or watched.base is None:
        return ()
    made = composition(
        watched.whole,
        list(watched.parts.values()),
        area=watched.area,
        period=watched.period,
        base=watched.base,
    )
    if made is None:
        return ()
    grown = growth(made, watched.base)
    return (
        largest(made) or (made if made.half else None),
        grown if grown is not None and grown.rose + grown.fell else None,
        share_moved(made, watched.base),
        driven(made, watched.base),
    )
