"""Whether a milestone is met: a fact about a change or a comparison, where there is one."""

from __future__ import annotations

from enum import StrEnum

from copperplate.findings.change import ChangeSince
from copperplate.findings.peers import AgainstGroup, Side
from copperplate.plan import MilestoneKind


class Standing(StrEnum):
    """How a milestone stands on the figures held."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_KNOWN = "not-known"


def standing(
    kind: MilestoneKind,
    *,
    better: str,
    percent: float | None = None,
    rank: int | None = None,
    change: ChangeSince | None,
    against: AgainstGroup | None,
) -> Standing | None:
    """Return how a milestone stands, or None for a kind that figures of one area cannot settle.

    Args:
        kind: What the milestone asks.
        better: The measure's good direction: ``lower``, ``higher`` or ``neither``.
        percent: The change asked for, in per cent; None for other kinds.
        rank: The place asked for, 1 for the best; None for other kinds.
        change: Since the milestone's base; None where it cannot be had.
        against: The group comparison; None where it cannot be had.
    """
    if kind is MilestoneKind.AGAINST_GROUP:
        if against is None or better == "neither":
            return Standing.NOT_KNOWN
        good = Side.ABOVE if better == "higher" else Side.BELOW
        return Standing.MET if against.side is good else Standing.NOT_MET
    if kind is MilestoneKind.RANK:
        if against is None or rank is None or better == "neither":
            return Standing.NOT_KNOWN
        return Standing.MET if against.rank <= rank else Standing.NOT_MET
    if kind is MilestoneKind.PERCENT_CHANGE:
        if percent is None or change is None or change.broken or change.overlaps:
            return Standing.NOT_KNOWN
        target = change.then.value * (100 + percent) / 100 if change.then.value else None
        if target is None or change.now.value is None:
            return Standing.NOT_KNOWN
        ahead = change.now.value >= target if percent > 0 else change.now.value <= target
        return Standing.MET if ahead else Standing.NOT_MET
    if kind in (MilestoneKind.DIRECTION, MilestoneKind.RISE_WANTED):
        rise_wanted = kind is MilestoneKind.RISE_WANTED or better == "higher"
        if (
            change is None
            or change.broken
            or change.overlaps
            or (better == "neither" and not rise_wanted)
        ):
            return Standing.NOT_KNOWN
        moved = change.difference if rise_wanted else -change.difference
        return Standing.MET if moved > 0 else Standing.NOT_MET
    return None
