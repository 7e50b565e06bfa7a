"""Typed facts about what disclosure lets through: rules that find them. No English."""

from copperplate.findings.change import ChangeSince, change_since
from copperplate.findings.milestones import Standing, standing
from copperplate.findings.peers import AgainstGroup, Side, against_group

__all__ = [
    "AgainstGroup",
    "ChangeSince",
    "Side",
    "Standing",
    "against_group",
    "change_since",
    "standing",
]
