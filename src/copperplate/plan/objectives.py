"""The objectives table as declared: blocks of rows, each an aim of the plan or a measure.

``objectives.yaml``. What was promised stays in the plan; here stands only what is printed
beside what. Knows no measure beyond its id, and no number.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, field_validator, model_validator

from copperplate.errors import BadDefinition, Problem, unknown_name
from copperplate.periods import Period, PeriodKind, parse_period
from copperplate.plan.items import Aim
from copperplate.plan.model import Plan
from copperplate.plan.parts import ItemId, Part, Words
from copperplate.yamltext import Node, bind

LOWEST = "lowest"


class Columns(StrEnum):
    """Which columns a block has."""

    CHANGE = "change"
    """Last year, this year, difference, milestone, performance, variance."""
    DETECTION = "detection"
    """Recorded, detected, milestone, performance."""


class RowAsked(Part):
    """One row.

    Attributes:
        title: What the row is called; the aim's title if left out.
        aim: Id of the aim whose milestone holds; None for a row that is only watched.
        measure: Id of the measure; the aim's leading one if left out.
        base: The financial year it is compared with; by default the milestone's base, and
            the year before where that has none.
        beside: A second financial year to compare with, or ``lowest``: the year with the lowest
            figure to the same day of all that are held; None for no second one.
    """

    title: Words | None = None
    aim: ItemId | None = None
    measure: str | None = None
    base: Period | None = None
    beside: Period | Literal["lowest"] | None = None

    @field_validator("base", "beside", mode="before")
    @classmethod
    def _read_base(cls, value: object) -> object:
        return parse_period(value) if isinstance(value, str) and value != LOWEST else value

    @model_validator(mode="after")
    def _of_something(self) -> RowAsked:
        if self.aim is None and (self.measure is None or self.title is None):
            raise ValueError("a row names an 'aim', or a 'measure' with a 'title'")
        return self


class Block(Part):
    """Rows that share columns, under a title."""

    title: Words
    columns: Columns = Columns.CHANGE
    rows: tuple[RowAsked, ...] = Field(min_length=1)


class ObjectivesFile(Part):
    """A whole table: at least one block.

    Attributes:
        like_for_like: ``now``: the base year as it is known now, so that both years are read
            from one release; ``then``: as it was known a year before, so that neither has had
            longer to gather late records.
    """

    blocks: tuple[Block, ...] = Field(min_length=1)
    like_for_like: Literal["now", "then"] = "now"


def load_objectives(node: Node, plan: Plan) -> ObjectivesFile:
    """Read an objectives table, and fill in what its aims say.

    Returns:
        The table with every row's title, measure and base year given; a base that stays
        None is the year before.

    Raises:
        BadDefinition: A field (O101), a row twice in a block (O102), an aim the plan does
            not hold (O103) or that has no measure (O104), a base that is no financial year
            (O105). All at once.
    """
    declared = bind(ObjectivesFile, node, code="O101")
    problems: list[Problem] = []
    blocks = []
    for number, block in enumerate(declared.blocks):
        rows: list[RowAsked] = []
        for position, row in enumerate(block.rows):
            here = node.at(("blocks", number, "rows", position))
            filled = _filled(row, plan, here, problems)
            if filled is None:
                continue
            if any((r.aim, r.measure) == (filled.aim, filled.measure) for r in rows):
                problems.append(
                    Problem(
                        code="O102",
                        place=here.place,
                        what=f"The block '{block.title}' has this row already.",
                        remedy="Keep one of the two.",
                    )
                )
            rows.append(filled)
        blocks.append(block.model_copy(update={"rows": tuple(rows)}))
    if problems:
        raise BadDefinition(*problems)
    return ObjectivesFile(blocks=tuple(blocks), like_for_like=declared.like_for_like)


def _filled(row: RowAsked, plan: Plan, node: Node, problems: list[Problem]) -> RowAsked | None:
    """Return a row with what its aim says; None, and a problem, where it says nothing."""
    aim: Aim | None = None
    if row.aim is not None:
        aim = plan.aim(row.aim)
        if aim is None:
            problems.append(
                unknown_name(
                    code="O103",
                    place=node.at(("aim",)).place,
                    kind="aim",
                    name=row.aim,
                    known=[one.id for one in plan.aims],
                    remedy="Name an aim of plan.yaml.",
                )
            )
            return None
        if row.measure is None and not aim.measures:
            problems.append(
                Problem(
                    code="O104",
                    place=node.at(("aim",)).place,
                    what=f"The aim '{aim.id}' has no measure yet, so its row would be empty.",
                    remedy="Name a 'measure' in the row, or leave the row out until there is one.",
                )
            )
            return None
    base = row.base or (aim.milestone.base if aim else None)
    wrong = [
        _no_year(field, year, node)
        for field, year in (("base", base), ("beside", row.beside))
        if isinstance(year, Period) and year.kind is not PeriodKind.FINANCIAL_YEAR
    ]
    if wrong:
        problems += wrong
        return None
    return RowAsked(
        title=row.title or (aim.title if aim else None),
        aim=row.aim,
        measure=row.measure or (aim.measures[0] if aim else None),
        base=base,
        beside=row.beside,
    )


_CALLED = {"base": "base", "beside": "second base"}


def _no_year(field: str, year: Period, node: Node) -> Problem:
    return Problem(
        code="O105",
        place=node.at((field,)).place,
        what=f"The {_CALLED[field]} '{year}' is not a financial year.",
        allowed="Years to date are set against the same days of a financial year.",
        remedy="Write the year as in 2012/13, in the row or in the aim's milestone.",
    )
