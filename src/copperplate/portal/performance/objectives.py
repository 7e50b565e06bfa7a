"""The objectives table, the first page after signing in: where each milestone stands, then why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from copperplate import terminal
from copperplate.findings.position import PositionCode
from copperplate.measures import Measure
from copperplate.narrative.objective_figures import AS_KNOWN_THEN, TWO_RELEASES
from copperplate.narrative.positions_together import WORST_FIRST, positions_together
from copperplate.narrative.runs import Run, Text
from copperplate.periods import PeriodKind, financial_year, financial_year_of, long_date
from copperplate.pipeline.counting import newest
from copperplate.portal.asked import Asked, asked_of, choices
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page
from copperplate.portal.performance.measures import of_records, parts_of, splits_of
from copperplate.portal.rights import Right
from copperplate.report.objectives import ObjectiveRow, ObjectivesBlock, ObjectivesTable
from copperplate.series import Mark

CSV = "text/csv; charset=utf-8"
OUTCOMES = "outcome_type"


def objectives(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the page of an area's objectives."""
    asked = asked_of(desk, query)
    if not desk.workspace.has_objectives:
        return Page(
            template="no_objectives.html",
            title="Objectives",
            synthetic=desk.workspace.register.stamps([asked.area.code]),
            said=choices(desk, asked),
        )
    table = desk.objectives(asked.area, to=asked.to, known=asked.known)
    setter = Setter()
    said = table_said(desk, asked, table, setter)
    return Page(
        template="objectives.html",
        title=f"Objectives of {asked.area.name}",
        synthetic=table.synthetic,
        said={
            **choices(desk, asked),
            **said,
            "csv": asked.address("/objectives.csv"),
            "years": _years(desk, asked, table.period.end),
            "entries": setter.end(),
        },
    )


def _years(desk: Desk, asked: Asked, day: date) -> list[dict[str, object]]:
    """Return the financial years of the plans, the newest first: each on its last day held."""
    plans = desk.workspace.plans
    held_to = newest(desk.workspace.releases)
    first = financial_year_of(min((one.starts for one in plans), default=day)).start.year
    last = financial_year_of(min(held_to, max((one.ends for one in plans), default=day))).start.year
    return [
        {
            "title": str(year),
            "address": asked.address(
                "/objectives/", to="" if year.end > held_to else year.end.isoformat()
            ),
            "here": year.start <= day <= year.end,
        }
        for year in map(financial_year, range(last, first - 1, -1))
    ]


def objectives_csv(desk: Desk, query: Mapping[str, str]) -> Download:
    """Return the same table as rows for a spreadsheet."""
    asked = asked_of(desk, query)
    table = desk.objectives(asked.area, to=asked.to, known=asked.known)
    name = f"objectives-{asked.area.code}-{table.period.end.isoformat()}.csv"
    return Download(name=name, media=CSV, body=terminal.objectives_as_csv(table).encode())


def table_said(
    desk: Desk, asked: Asked, table: ObjectivesTable, setter: Setter
) -> dict[str, object]:
    """Return what a template prints of an objectives table."""
    return {
        "period": str(table.period),
        "day": long_date(table.period.end),
        "together": setter.words(positions_together(_named(table))),
        "standing": [
            {
                "objective": row.objective,
                "address": asked.address(f"/measures/{row.measure}/"),
                "words": setter.words(row.position.words),
            }
            for row in _positioned(table)
            if row.position is not None
        ],
        "blocks": [_block(desk, asked, table, block, setter) for block in table.blocks],
        "policy": table.policy.statement,
    }


def _positioned(table: ObjectivesTable) -> list[ObjectiveRow]:
    """Return the rows of which something is promised, the worst first."""
    rows = [row for block in table.blocks for row in block.rows if row.position is not None]
    return sorted(rows, key=lambda row: WORST_FIRST.index(_code(row)))


def _named(table: ObjectivesTable) -> list[tuple[PositionCode, Run]]:
    return [(_code(row), Text(row.objective)) for row in _positioned(table)]


def _code(row: ObjectiveRow) -> PositionCode:
    assert row.position is not None
    return row.position.found.code


def _block(
    desk: Desk, asked: Asked, table: ObjectivesTable, block: ObjectivesBlock, setter: Setter
) -> dict[str, object]:
    return {
        "title": block.title,
        "headings": list(block.headings.values()),
        "rows": [
            {
                "objective": row.objective,
                "address": asked.address(f"/measures/{row.measure}/"),
                "position": _position(row),
                "doors": _doors(desk, asked, row),
                "cells": [setter.figure(row.figures[column]) for column in block.headings],
            }
            for row in block.rows
        ],
        "notes": _notes(table, block),
    }


def _position(row: ObjectiveRow) -> str:
    if row.position is None:
        return ""
    return code_words(row.position.found.code)


def code_words(code: PositionCode) -> str:
    """Return the position of a milestone in a word or two."""
    return code.value.replace("_", " ").capitalize()


def _doors(desk: Desk, asked: Asked, row: ObjectiveRow) -> list[tuple[str, str]]:
    """Return what stands behind a row, as the papers' portal named it."""
    measure = desk.measure(row.measure)
    begin = f"/measures/{measure.id}"
    found = []
    plan = None if row.aim is None else desk.plan_of(row.aim, row.period.end)
    if plan is not None and desk.may(Right.PLAN):
        found.append(("Chart", asked.address(f"/plans/{plan.id}/{row.aim}/")))
    found.append(("SfN chart", asked.address(f"{begin}/")))
    below = splits_of(measure, asked.area)
    within = parts_of(desk, asked.area)
    for column, kind in (("policing_unit", "units"), ("ward", "wards")):
        if column in below and kind in within:
            found.append(("By area", asked.address(f"{begin}/by/{column}/")))
            break
    if OUTCOMES in below:
        found.append(("By clear-up", asked.address(f"{begin}/by/{OUTCOMES}/")))
    if desk.holds_records(asked.area) and lists_records(desk, measure):
        found.append(("DW", asked.address(f"{begin}/records/")))
    return found


def lists_records(desk: Desk, measure: Measure) -> bool:
    """Whether the records behind a measure's figures can be listed by month."""
    counted = desk.workspace.measures.counted(measure)
    return of_records(counted) and PeriodKind.MONTH in measure.periods


def _notes(table: ObjectivesTable, block: ObjectivesBlock) -> list[str]:
    """Return what must be read beside a block: other days, other releases, marks."""
    notes = [
        f"{row.objective}: {row.period}, against {row.base}."
        for row in block.rows
        if row.base is not None and row.period != table.period
    ]
    if any(row.two_releases for row in block.rows):
        notes.append(TWO_RELEASES)
    if table.as_known_then:
        notes.append(AS_KNOWN_THEN)
    figures: list[Any] = [row.figures[column] for row in block.rows for column in block.headings]
    marks: set[Mark] = {mark for figure in figures for mark in figure.marks}
    return [*notes, *(f"{mark.shorthand} {mark.meaning}." for mark in sorted(marks))]
