"""What an analyst asks of a synthetic force, put to the product's tools, and judged by its truth.

The truth is what the truth file says; nothing else of what was planted is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from bench.false_alarms import signs
from bench.planted_force import (
    CODES,
    MONTHS,
    SPANS,
    Counts,
    counted,
    months,
    published,
    said,
    truth,
)
from bench.planted_steps import NEAR, PERIODS, charted_of, tells
from copperplate.findings.area_charts import as_the_whole
from copperplate.findings.base_month import base_month
from copperplate.findings.change import change_since
from copperplate.findings.charted import chart_of
from copperplate.findings.drivers import Driven, ShareMoved
from copperplate.findings.of_breakdown import of_markers, of_parts
from copperplate.findings.reading import process_findings
from copperplate.findings.thresholds import FEWEST_FOR_A_STEP
from copperplate.series.numbers import rounded
from copperplate.spc import ControlCharts, FixedSide, Kind, control_charts, discoveries
from copperplate.synthetic.places import FORCE_CODE
from copperplate.synthetic.world import World

WORSE = ("harm", "worse", "worsen", "deteriorat", "concern", "better", "improv")
"""What nobody may say of a rise in what is reported."""
FEW, UNDER_FEW = FEWEST_FOR_A_STEP, f", under {FEWEST_FOR_A_STEP} a month"
TOLD = "a step or another level, in a sentence"
EVIDENT, SHARE = ", by strong evidence", ", as a share of these crimes"
NOT_OF_BOTH = "interventions without effect: a step, not said to be the whole force's too"
ABSOLUTE, BESIDE = "", ", beside the rest of the force"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One thing planted, or one chance to be wrong, and what the tools made of it.

    Attributes:
        kind: What is asked; the key of a row.
        planted, found: 0 or 1, or more.
        chances, false: How often something could be claimed that is not so, and was.
    """

    kind: str
    planted: int = 0
    found: int = 0
    chances: int = 0
    false: int = 0


def answers(world: World) -> list[Answer]:
    """Return the answers to all that is asked of a force with planted truths."""
    counts, told = counted(world), truth(world)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for one in told["planted"]:
        by_kind.setdefault(one["kind"], []).append(one)
    found: list[Answer] = []
    for one in by_kind["carried"]:
        found += _carried(counts, one)
        found += _steps(counts, one | {"percent": 1}, "the step behind the rise")
    for one in (*by_kind["step"], *by_kind["intervention"]):
        if one["percent"]:
            found += _steps(counts, one, "steps and interventions with effect")
        else:
            found += _without_effect(counts, one)
    for one in by_kind["high-months"]:
        found += _high_months(counts, one)
        if date.fromisoformat(one["to"]) <= SPANS[1].end:
            found += _of_the_base(counts, one)
    for one in by_kind["campaign"]:
        found += _campaign(counts, one, by_kind["carried"])
    for one in by_kind["definition"]:
        found += _definition(counts, one)
    for one in by_kind["share"]:
        found += _share(counts, one)
    touched = {group for one in told["planted"] for group in one.get("offence_groups", ())}
    units = [one["unit"] for one in told["noise"]]
    pairs = [(u, g) for u in units for g in counts.groups if g not in touched]
    found += _noise(counts, pairs)
    return found


def quiet_answers(world: World) -> list[Answer]:
    """Return the answers to all that is asked of a force in which nothing is planted."""
    counts, told = counted(world), truth(world)
    units = [one["unit"] for one in told["noise"]]
    values = np.array([counts.of(u, [g]) for u in units for g in counts.groups])
    whole = np.array([counts.monthly[:, at].sum(axis=0) for at in range(len(counts.groups))])
    return [
        *_told("quiet world, units", values),
        *_told("quiet world, force", whole.astype(float)),
        Answer(
            kind="quiet world: any discovery in the newest month of all units",
            chances=1,
            false=int(discoveries(values).found.any()),
        ),
    ]


def _carried(counts: Counts, plant: Mapping[str, Any]) -> Iterator[Answer]:
    """Ask which part made a group rise: which unit, which offence, which pair."""
    (group,) = plant["offence_groups"]
    here = [at for at, of in enumerate(counts.group_of) if of == group]
    table = counts.parts[:, :, here]
    codes = [counts.offences[at] for at in here]
    splits = {
        "unit": (list(CODES), table.sum(axis=2), plant["unit"]),
        "offence": (codes, table.sum(axis=1), plant["offence"]),
        "unit and offence": (
            [f"{unit} {code}" for unit in CODES for code in codes],
            table.reshape(2, -1),
            f"{plant['unit']} {plant['offence']}",
        ),
    }
    whole = published("whole", table.sum(axis=(1, 2)), SPANS)
    for name, (names, values, wanted) in splits.items():
        parts = [
            published(part, values[:, at], SPANS)
            for at, part in enumerate(names)
            if values[:, at].any()
        ]
        facts = of_parts(whole, parts, area=FORCE_CODE, period=SPANS[0], base=SPANS[1])
        first = next((fact.drivers[0].measure for fact in facts if isinstance(fact, Driven)), None)
        yield Answer(
            kind=f"what carries the rise, named first: {name}",
            planted=1,
            found=int(first == wanted),
            chances=1,
            false=int(first is not None and first != wanted),
        )


def _charts(counts: Counts, plant: Mapping[str, Any]) -> Iterator[tuple[str, ControlCharts]]:
    """Return the unit's monthly chart as a paper draws it, and beside the rest of the force."""
    groups = plant["offence_groups"]
    own, others = counts.of(plant["unit"], groups), counts.others(plant["unit"], groups)
    yield ABSOLUTE, control_charts(own)
    yield BESIDE, control_charts(own, expected=others / others.mean())


def _near(charts: ControlCharts, start: date) -> list[int]:
    """Return the sides of the steps that began within `NEAR` months of a month."""
    at = MONTHS.index(start)
    return [int(one.side) for one in charts.steps.of(0) if abs(one.began - at) <= NEAR]


def _evident(charts: ControlCharts, start: date) -> list[int]:
    """Return the sides of the strong evidence near a month, by a year's values on either side."""
    at, values = MONTHS.index(start), charts.values[0]
    return [
        int(np.sign(np.mean(values[place : place + 12]) - np.mean(values[place - 12 : place])))
        for place in np.flatnonzero(charts.supported_steps[0]).tolist()
        if abs(place - at) <= NEAR
    ]


def _steps(counts: Counts, plant: Mapping[str, Any], kind: str) -> Iterator[Answer]:
    way = 1 if plant["percent"] > 0 else -1
    for how, charts in _charts(counts, plant):
        for by, asked in (("", _near), (EVIDENT, _evident)):
            sides = asked(charts, date.fromisoformat(plant["from"]))
            yield Answer(
                kind=f"{kind}{how}{by}",
                planted=1,
                found=int(way in sides),
                chances=1,
                false=int(-way in sides),
            )


def _without_effect(counts: Counts, plant: Mapping[str, Any]) -> Iterator[Answer]:
    for how, charts in _charts(counts, plant):
        for by, asked in (("", _near), (EVIDENT, _evident)):
            sides = asked(charts, date.fromisoformat(plant["from"]))
            kind = f"interventions without effect: a step{how}{by}"
            yield Answer(kind=kind, chances=1, false=int(bool(sides)))
    groups, start = plant["offence_groups"], date.fromisoformat(plant["from"])
    own = control_charts(counts.of(plant["unit"], groups))
    force = control_charts(sum(counts.of(unit, groups) for unit in CODES))
    said_of_both = as_the_whole(charted_of(own[0]), charted_of(force[0], FORCE_CODE))
    near = said_of_both is not None and (
        abs(PERIODS.index(said_of_both.step.began) - MONTHS.index(start)) <= NEAR
    )
    yield Answer(kind=NOT_OF_BOTH, chances=1, false=int(bool(_near(own, start)) and not near))


def _high_months(counts: Counts, plant: Mapping[str, Any]) -> Iterator[Answer]:
    first, after = (MONTHS.index(date.fromisoformat(plant[end])) for end in ("from", "to"))
    for how, charts in _charts(counts, plant):
        high = charts.breach[0] & (charts.values[0] > charts.drawn.centre_line[0])
        up = FixedSide.ABOVE in _near(charts, MONTHS[first])
        yield Answer(
            kind=f"high months flagged{how}",
            planted=after - first,
            found=int(high[first:after].sum()),
        )
        yield Answer(
            kind=f"high months: a step up claimed that lasts{how}", chances=1, false=int(up)
        )


def _of_the_base(counts: Counts, plant: Mapping[str, Any]) -> Iterator[Answer]:
    """Ask whether the month is said that makes the year before look bad."""
    (group,), unit = plant["offence_groups"], plant["unit"]
    spans = published(group, counts.to_date(unit, group), SPANS, area=unit)
    by_month = published(group, counts.of(unit, [group]), months(), area=unit)
    change = change_since(spans, area=unit, period=SPANS[0], base=SPANS[1])
    found = base_month(change, by_month, chart_of(by_month, area=unit))
    right = found is not None and found.month.start.isoformat() == plant["from"]
    yield Answer(
        kind="a bad month of the base year said to explain the fall, or to hide a rise",
        planted=1,
        found=int(right),
        chances=1,
        false=int(found is not None and not right),
    )
    falls = change is not None and change.difference < 0 and not change.about_the_same
    yield Answer(
        kind="the same, of years that fall by two per cent or more",
        planted=int(falls),
        found=int(falls and right),
    )


def _campaign(
    counts: Counts, plant: Mapping[str, Any], carried: Sequence[Mapping[str, Any]]
) -> Iterator[Answer]:
    """Ask what is said of crimes that are only reported more."""
    groups = plant["offence_groups"]
    rows = [counts.groups.index(group) for group in groups]
    marker = counts.markers.index(plant["marker"])
    months_of = counts.marked[marker, rows].sum(axis=0)
    by_month = published("reported", months_of, months(), better="neither")
    spans = counts.marked_parts[:, :, rows].sum(axis=2)
    inside = [at for at, of in enumerate(counts.group_of) if of in groups]
    whole = published("violence", counts.parts[:, :, inside].sum(axis=(1, 2)), SPANS)
    marked = [published(m, spans[:, at], SPANS) for at, m in enumerate(counts.markers)]
    reported = published("reported", spans[:, marker], SPANS, better="neither")
    when: dict[str, Any] = {"area": FORCE_CODE, "period": SPANS[0], "base": SPANS[1]}
    change = change_since(reported, **when)
    moved = next(one for one in of_markers(whole, marked, **when) if isinstance(one, ShareMoved))
    yield Answer(
        kind="campaign: the rise of what is reported seen",
        planted=1,
        found=int(change is not None and change.difference > 0 and not change.about_the_same),
    )
    yield Answer(
        kind="campaign: its share said to have moved most of all markers",
        planted=1,
        found=int(moved.part == plant["marker"] and moved.share > moved.share_then),
    )
    charted = chart_of(by_month, area=FORCE_CODE)
    assert charted is not None
    assert change is not None
    words = [said(one, by_month) for one in process_findings(charted)]
    words += [said(change, reported), said(moved, whole, *marked)]
    sides = [FixedSide.ABOVE, FixedSide.BELOW]
    judged = {charted.chart.kind(side) for side in sides} & {Kind.CONCERN, Kind.IMPROVEMENT}
    wrong = any(word in text.casefold() for text in words for word in WORSE)
    yield Answer(
        kind="campaign: called better or worse, or harm",
        chances=1,
        false=int(bool(judged) or wrong),
    )
    others = {group for one in carried for group in one["offence_groups"]}
    rows = [counts.groups.index(group) for group in groups if group not in others]
    crimes = counts.monthly[:, rows].sum(axis=(0, 1)).astype(float)
    harm = control_charts(counts.harm[rows].sum(axis=0), expected=crimes / crimes.mean())
    yield Answer(
        kind="campaign: a step up in harm a crime",
        chances=1,
        false=int(FixedSide.ABOVE in _near(harm, date.fromisoformat(plant["from"]))),
    )


def _definition(counts: Counts, plant: Mapping[str, Any]) -> Iterator[Answer]:
    """Ask what a chart says where a marker means more from a month on, and once it is told."""
    rows = [counts.groups.index(group) for group in plant["offence_groups"]]
    marker, start = counts.markers.index(plant["marker"]), date.fromisoformat(plant["from"])
    values = counts.marked[marker, rows].sum(axis=0).astype(float)
    crimes = counts.monthly[:, rows].sum(axis=(0, 1)).astype(float)
    share = control_charts(values, expected=crimes / crimes.mean())
    for how, charts in ((ABSOLUTE, control_charts(values)), (SHARE, share)):
        for by, asked in (("", _near), (EVIDENT, _evident)):
            yield Answer(
                kind=f"another definition: a step up, where nobody says so{how}{by}",
                planted=1,
                found=int(FixedSide.ABOVE in asked(charts, start)),
            )
    said_so = _near(control_charts(values, rebase_at=[day == start for day in MONTHS]), start)
    yield Answer(
        kind="another definition: a step, where it is said", chances=1, false=int(bool(said_so))
    )


def _share(counts: Counts, plant: Mapping[str, Any]) -> Iterator[Answer]:
    evidence = published(plant["what"], counts.shares[plant["what"]], SPANS)
    change = change_since(evidence, area=FORCE_CODE, period=SPANS[0], base=SPANS[1])
    percent = None if change is None or change.proportion is None else 100 * change.proportion
    right = percent is not None and rounded(percent, 0) == plant["percent"]
    yield Answer(
        kind="business and priority crime, right to a whole per cent", planted=1, found=int(right)
    )


def _noise(counts: Counts, pairs: Sequence[tuple[str, str]]) -> Iterator[Answer]:
    own = np.array([counts.of(unit, [group]) for unit, group in pairs])
    others = np.array([counts.others(unit, [group]) for unit, group in pairs])
    beside = control_charts(own, expected=others / others.mean(axis=1, keepdims=True))
    yield from _signals(f"noise{BESIDE}", beside, own)
    yield from _signals("noise, as counted", control_charts(own), own)


def _told(where: str, values: np.ndarray) -> Iterator[Answer]:
    """Ask as `_signals` does, and how many charts a paper's sentences tell a change of."""
    charts = control_charts(values)
    yield from _signals(where, charts, values)
    told = np.array([tells(chart) for chart in charts])
    few = values.mean(axis=1) < FEW
    for how, rows in (("", ~few), (UNDER_FEW, few)):
        yield Answer(
            kind=f"{where}{how}: {TOLD}", chances=int(rows.sum()), false=int(told[rows].sum())
        )


def _signals(where: str, charts: ControlCharts, counts: np.ndarray) -> Iterator[Answer]:
    """Ask how many charts claim a step, signal now, or have strong evidence.

    Those of few counts a month apart: what the pages of `spc` state is of larger ones.
    """
    few = counts.mean(axis=1) < FEW
    stepped = np.zeros(len(charts), dtype=bool)
    stepped[charts.steps.series] = True
    for what, flags in (
        ("a step", stepped),
        ("a signal in the newest month", signs(charts)[:, -1]),
        ("strong evidence", charts.supported_steps.any(axis=1)),
    ):
        for how, rows in (("", ~few), (UNDER_FEW, few)):
            kind, false = f"{where}{how}: {what}", int(flags[rows].sum())
            yield Answer(kind=kind, chances=int(rows.sum()), false=false)
