"""Registers beside the plan: what is followed up, done, judged, granted, owned.

One small form for all kinds. Takes nodes and cells, not paths; whether the names in an entry are
known is for `pipeline` to check.
"""

from copperplate.plan.registers.changes import Changed, Changes, changes
from copperplate.plan.registers.entries import Entry
from copperplate.plan.registers.followed_up import Action, Means, Recommendation
from copperplate.plan.registers.kinds import ENTRIES, REGISTERS, Register, RegisterKind
from copperplate.plan.registers.load import load_register, no_such_kind
from copperplate.plan.registers.operations import Operation
from copperplate.plan.registers.standing import Standing, Stood, stand, standings
from copperplate.plan.registers.stated import AuthorityStatus, Fund, Judgement, OwnerBoard
from copperplate.plan.registers.table import STAMP, Cell, cell, columns, register_node, row
from copperplate.plan.registers.writing import as_yaml

__all__ = [
    "ENTRIES",
    "REGISTERS",
    "STAMP",
    "Action",
    "AuthorityStatus",
    "Cell",
    "Changed",
    "Changes",
    "Entry",
    "Fund",
    "Judgement",
    "Means",
    "Operation",
    "OwnerBoard",
    "Recommendation",
    "Register",
    "RegisterKind",
    "Standing",
    "Stood",
    "as_yaml",
    "cell",
    "changes",
    "columns",
    "load_register",
    "no_such_kind",
    "register_node",
    "row",
    "stand",
    "standings",
]
