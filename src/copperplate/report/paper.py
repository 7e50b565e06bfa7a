"""What a paper is: its file in the workspace, as a frozen value.

Says what a paper holds and for whom; a layout says in which order. Knows no data.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from copperplate.compare import Average
from copperplate.disclosure import Audience
from copperplate.periods import Period, parse_period
from copperplate.plan import ItemId, PlanId

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Implications(_Part):
    """What the paper says of money, law and equality; "None" is an answer."""

    financial: Words
    legal: Words
    equalities: Words


class AimPage(_Part):
    """An aim with figures: which measures its page shows.

    Attributes:
        aim: Id in the plan.
        lines: Measure drawn over time.
        peers: Whether the group is drawn beside the force.
        ranked: Measure drawn as a ranking of the group; None for no ranking.
        beside: Measure drawn over time beside the group, below the aim's words; None for no
            such chart.
        control: Measure whose quarters are drawn as a control chart; None for no chart.
        parts: Measure whose offence groups are ranked by growth; None for no ranking.
    """

    aim: str
    lines: str
    peers: bool = False
    ranked: str | None = None
    beside: str | None = None
    control: str | None = None
    parts: str | None = None


class Paper(_Part):
    """A paper to a board.

    Attributes:
        board, meeting, agenda_item, title: Its head.
        layout: Name of a module in `report.layouts`.
        plan: Id of the plan it reports on; the workspace's own if left out.
        report: Id of the plan's report that it is; the first if left out.
        audience: For whom; decides the disclosure policy.
        known_on: Only what was known on this day is used.
        cut_off: Last day counted; None for the newest period known.
        base: Period that changes are counted from.
        average: What the average of the group means.
        purpose, background: Paragraphs.
        summary: What stands below the positions in an executive summary, paragraphs.
        table_at: Id of the objective at whose head the objectives table stands; None to leave
            the table out.
        pages: Aims with figures, in order; the plan's other aims share one page.
        implications, recommendations, authors: The foot of the cover.
        standing: A line on the paper's own status, e.g. that it is a worked example.
    """

    board: Words
    meeting: date
    agenda_item: Annotated[str, StringConstraints(max_length=20)] = ""
    title: Words
    layout: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    plan: PlanId | None = None
    report: ItemId | None = None
    audience: Audience
    known_on: date
    cut_off: date | None = None
    base: Period | None = None
    average: Average = Average.MEAN_WITH_SELF
    purpose: tuple[Words, ...] = Field(min_length=1)
    summary: tuple[Words, ...] = ()
    background: tuple[Words, ...] = ()
    table_at: ItemId | None = None
    pages: tuple[AimPage, ...] = ()
    implications: Implications
    recommendations: tuple[Words, ...] = Field(min_length=1)
    authors: tuple[Words, ...] = Field(min_length=1)
    standing: Words | None = None

    @field_validator("base", mode="before")
    @classmethod
    def _read_base(cls, value: object) -> object:
        return parse_period(value) if isinstance(value, str) else value
