"""The strategic outcomes framework: a plan's objectives, with a sign for every item of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from copperplate.drawing import Framework, FrameworkRow, ItemSign
from copperplate.narrative.runs import Runs, Text
from copperplate.narrative.wording import listed, number_word
from copperplate.periods import long_date
from copperplate.plan import Account, Accounted
from copperplate.report.blocks import Chart, Column, Row, Table
from copperplate.report.material import Material
from copperplate.report.plan_items import OTHER_ITEMS

_SIGNS: Mapping[Account, ItemSign] = {
    Account.HERE: ItemSign.HERE,
    Account.ELSEWHERE: ItemSign.ELSEWHERE,
    Account.MISSING: ItemSign.MISSING,
    Account.COMPLETE: ItemSign.CLOSED,
    Account.AS_REQUIRED: ItemSign.OTHER,
    Account.UNSCHEDULED: ItemSign.OTHER,
}
_MEANINGS: Mapping[ItemSign, str] = {
    ItemSign.HERE: "in this paper",
    ItemSign.ELSEWHERE: "in another paper",
    ItemSign.MISSING: "due and not reported",
    ItemSign.CLOSED: "complete or withdrawn",
    ItemSign.OTHER: "as required, or not scheduled",
}


def framework(material: Material) -> Chart | None:
    """Return the framework as a chart with its table; None for a plan without objectives."""
    if not material.plan.objectives:
        return None
    groups = [
        (identity, list(items))
        for identity, items in groupby(material.accounts, key=lambda one: one.item.objective)
    ]
    rows = [(_title(material, identity), items) for identity, items in groups]
    signs = {sign for _, items in rows for sign in _signs(items)}
    named = f"Objectives and items of the {material.plan.title}"
    together = _in_words([one for _, items in rows for one in items])
    return Chart(
        identity="framework",
        title=(Text(f"{named}: {together}"),),
        subtitle=f"Each sign is an item; as at {long_date(material.paper.meeting)}",
        source=f"Source: {material.plan.title}, and what was reported to the board.",
        alternative=_alternative(rows, material.place_stamps),
        drawing=Framework(
            rows=tuple(
                FrameworkRow(label=title, signs=_signs(items), said=_in_words(items))
                for title, items in rows
            ),
            key=tuple((sign, meaning) for sign, meaning in _MEANINGS.items() if sign in signs),
            stamp=material.place_stamps,
        ),
        table=_table(rows, material.place_stamps),
    )


def _title(material: Material, identity: str | None) -> str:
    objective = material.plan.objective(identity or "")
    if objective is None:
        return OTHER_ITEMS
    label = objective.labels.get(material.identity, objective.label)
    return objective.title if label is None else f"{label}. {objective.title}"


def _signs(items: Sequence[Accounted]) -> tuple[ItemSign, ...]:
    return tuple(_SIGNS[one.account] for one in items)


def _in_words(items: Sequence[Accounted]) -> str:
    counted = Counter(_signs(items))
    return listed(
        [
            f"{number_word(counted[sign])} {said}"
            for sign, said in _MEANINGS.items()
            if counted[sign]
        ]
    )


def _alternative(rows: Sequence[tuple[str, Sequence[Accounted]]], stamps: Sequence[str]) -> Runs:
    said = "; ".join(f"{title}: {_in_words(items)}" for title, items in rows)
    return (Text("".join(f"{stamp}. " for stamp in stamps) + f"{said}."),)


def _table(rows: Sequence[tuple[str, Sequence[Accounted]]], stamps: tuple[str, ...]) -> Table:
    kinds = list(_MEANINGS)
    counts = [(title, Counter(_signs(items))) for title, items in rows]
    shown = [kind for kind in kinds if any(counted[kind] for _, counted in counts)]
    return Table(
        identity="framework-data",
        caption="Items of each objective, by where they are reported",
        columns=(
            Column(title="Objective"),
            *(Column(title=_MEANINGS[kind].capitalize(), numeric=True) for kind in shown),
        ),
        rows=tuple(
            Row(
                cells=(
                    (Text(title),),
                    *((Text(f"{counted[kind]}"),) for kind in shown),
                )
            )
            for title, counted in counts
        ),
        notes=stamps,
    )
