"""Step changes that people have confirmed or refused: ``decisions.yaml``.

    decisions:
      - measure: burglary
        began: April to June 2015
        decision: confirmed
        office: Force performance office
        date: 2019-11-08
        reason: Recorded burglary rose in every local authority.

A decision is about the period a step began in. Nobody's name, an office's.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator

from copperplate.errors import BadDefinition, Problem
from copperplate.findings.charted import Verdict
from copperplate.periods import Period, parse_period
from copperplate.spc import Decision
from copperplate.yamltext import Node, bind

Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StepDecision(_Part):
    """What an office decided of one step.

    Attributes:
        measure: Id of the measure.
        area: Code; the workspace's force if left out.
        began: The period the step began in.
        decision: Confirmed: a step change. Refused: the process runs on.
        office: Who decided.
        date: When.
        reason: Why, a sentence.
    """

    measure: str
    area: str | None = None
    began: Period
    decision: Literal["confirmed", "refused"]
    office: Words
    date: date
    reason: Words

    @field_validator("began", mode="before")
    @classmethod
    def _read_began(cls, value: object) -> object:
        return parse_period(value) if isinstance(value, str) else value


class _DecisionFile(_Part):
    decisions: tuple[StepDecision, ...] = ()


def load_decisions(node: Node) -> tuple[StepDecision, ...]:
    """Read the decisions.

    Raises:
        BadDefinition: A field (K110), a step decided twice (K111).
    """
    decisions = bind(_DecisionFile, node, code="K110").decisions
    problems = []
    seen: set[tuple[str, str | None, Period]] = set()
    for number, one in enumerate(decisions):
        key = (one.measure, one.area, one.began)
        if key in seen:
            problems.append(
                Problem(
                    code="K111",
                    place=node.at(("decisions", number)).place,
                    what=f"The step of '{one.measure}' from {one.began} is decided twice.",
                    remedy="Keep the decision that holds.",
                )
            )
        seen.add(key)
    if problems:
        raise BadDefinition(*problems)
    return decisions


def decided(
    decisions: tuple[StepDecision, ...], *, measure: str, area: str, force: str, on: date
) -> dict[Period, Verdict]:
    """Return what had been decided of a series' steps by a day, by the period they began in."""
    return {
        one.began: Verdict(
            decision=Decision(one.decision), office=one.office, on=one.date, reason=one.reason
        )
        for one in decisions
        if one.measure == measure and (one.area or force) == area and one.date <= on
    }
