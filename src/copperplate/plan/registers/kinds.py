"""The closed list of kinds of register, and a register of each.

Knows no file; `load` reads one.
"""

from __future__ import annotations

from enum import StrEnum

from copperplate.plan.parts import Part, PlanId, Words
from copperplate.plan.registers.entries import Entry
from copperplate.plan.registers.followed_up import Action, Recommendation
from copperplate.plan.registers.operations import Operation
from copperplate.plan.registers.stated import AuthorityStatus, Fund, Judgement, OwnerBoard


class RegisterKind(StrEnum):
    """What a register is of."""

    ACTIONS = "actions"
    RECOMMENDATIONS = "recommendations"
    OPERATIONS = "operations"
    JUDGEMENTS = "judgements"
    FUNDS = "funds"
    AUTHORITIES = "authorities"
    BOARDS = "boards"


class Register(Part):
    """A register of any kind.

    Attributes:
        kind: What it is of.
        title: As a heading.
        plan: Id of the plan whose offices own its entries; the workspace's own if left out.
        entries: In the order of the file; of the kind's own model.
    """

    kind: RegisterKind
    title: Words
    plan: PlanId | None = None
    entries: tuple[Entry, ...] = ()


class _Actions(Register):
    entries: tuple[Action, ...] = ()


class _Recommendations(Register):
    entries: tuple[Recommendation, ...] = ()


class _Operations(Register):
    entries: tuple[Operation, ...] = ()


class _Judgements(Register):
    entries: tuple[Judgement, ...] = ()


class _Funds(Register):
    entries: tuple[Fund, ...] = ()


class _Authorities(Register):
    entries: tuple[AuthorityStatus, ...] = ()


class _Boards(Register):
    entries: tuple[OwnerBoard, ...] = ()


REGISTERS: dict[RegisterKind, type[Register]] = {
    RegisterKind.ACTIONS: _Actions,
    RegisterKind.RECOMMENDATIONS: _Recommendations,
    RegisterKind.OPERATIONS: _Operations,
    RegisterKind.JUDGEMENTS: _Judgements,
    RegisterKind.FUNDS: _Funds,
    RegisterKind.AUTHORITIES: _Authorities,
    RegisterKind.BOARDS: _Boards,
}
ENTRIES: dict[RegisterKind, type[Entry]] = {
    RegisterKind.ACTIONS: Action,
    RegisterKind.RECOMMENDATIONS: Recommendation,
    RegisterKind.OPERATIONS: Operation,
    RegisterKind.JUDGEMENTS: Judgement,
    RegisterKind.FUNDS: Fund,
    RegisterKind.AUTHORITIES: AuthorityStatus,
    RegisterKind.BOARDS: OwnerBoard,
}
"""What an entry of a kind holds."""
