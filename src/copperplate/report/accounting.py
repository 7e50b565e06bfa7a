"""The account of the whole plan, and the reporting schedule: no item goes unsaid."""

from __future__ import annotations

from copperplate.narrative.accounts import account_words
from copperplate.narrative.routes import frequency_words, lead_words, route_words
from copperplate.narrative.runs import Link, Runs, Text
from copperplate.plan import Account, Accounted, appendix
from copperplate.report.blocks import Column, Heading, Row, Section, Table
from copperplate.report.material import Material
from copperplate.report.plan_items import OTHER_ITEMS, identity_of


def account_section(material: Material, *, set_out: frozenset[Account]) -> Section:
    """Return every item of the plan, and where it is told.

    Args:
        material: What the paper is made of.
        set_out: The accounts whose items have a section in the paper, to lead to.
    """
    rows = tuple(_row(material, found, set_out) for found in material.accounts)
    return Section(
        heading=Heading(level=2, text="Every item of the plan", identity="account"),
        blocks=(
            Table(
                identity="account-table",
                caption=f"Where each item of the {material.plan.title} is reported",
                columns=(
                    Column(title="Item"),
                    Column(title="Objective"),
                    Column(title="Lead"),
                    Column(title="Where it is reported"),
                ),
                rows=rows,
                notes=material.place_stamps,
            ),
        ),
        new_page=True,
    )


def _row(material: Material, found: Accounted, set_out: frozenset[Account]) -> Row:
    item = found.item
    objective = material.plan.objective(item.objective or "")
    title: Runs = (
        (Link(item.title, f"#{identity_of(item)}"),)
        if found.account in set_out
        else (Text(item.title),)
    )
    return Row(
        cells=(
            title,
            (Text(OTHER_ITEMS if objective is None else objective.title),),
            (Text(lead_words(item)),),
            (Text(account_words(material.plan, found)),),
        ),
        strong=found.account is Account.MISSING,
    )


def schedule_section(material: Material) -> Section | None:
    """Return the appendix: the items told elsewhere, how often and in which papers.

    None where the paper tells every item.
    """
    here = [found.item.id for found in material.accounts if found.account is Account.HERE]
    blocks = appendix(material.plan, here)
    if not blocks:
        return None
    tables = tuple(
        Table(
            identity=f"schedule-{number}",
            caption=OTHER_ITEMS if block.objective is None else block.objective.title,
            columns=(
                Column(title="Item"),
                Column(title="Lead"),
                Column(title="How often"),
                Column(title="In which papers"),
            ),
            rows=tuple(
                Row(
                    cells=(
                        (Text(row.item.title),),
                        (Text(lead_words(row.item)),),
                        (Text(frequency_words(row.item)),),
                        (Text(route_words(row)),),
                    )
                )
                for row in block.rows
            ),
            notes=material.place_stamps,
        )
        for number, block in enumerate(blocks, start=1)
    )
    return Section(
        heading=Heading(level=2, text="Appendix: reporting schedule", identity="schedule"),
        blocks=tables,
        new_page=True,
    )
