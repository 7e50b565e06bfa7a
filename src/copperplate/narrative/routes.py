"""Who leads an item, how often it is reported and in which papers, in words.

The cells of a reporting schedule. Takes what a plan says; knows no figure and no meeting.
"""

from __future__ import annotations

from types import MappingProxyType

from copperplate.plan import AppendixRow, Frequency, Item, ItemStatus, RouteStep

NOT_SAID = "not said"
NO_ROUTE = "no route yet"
AS_REQUIRED = "as required"

_FREQUENCIES = MappingProxyType(
    {
        Frequency.MONTHLY: "monthly",
        Frequency.QUARTERLY: "quarterly",
        Frequency.QUARTERLY_UNTIL_COMPLETE: "quarterly until complete",
        Frequency.SIX_MONTHLY: "six-monthly",
        Frequency.YEARLY: "yearly",
        Frequency.AS_REQUIRED: AS_REQUIRED,
    }
)
_CLOSED = MappingProxyType(
    {
        ItemStatus.ACHIEVED: "achieved",
        ItemStatus.COMPLETE: "complete",
        ItemStatus.WITHDRAWN: "withdrawn",
    }
)


def lead_words(item: Item) -> str:
    """Return the offices that lead an item, "ACC Local Policing and ACC Crime".

    "not said" where the plan names nobody; TBC and Various stand as the plan has them.
    """
    if len(item.lead) < 2:
        return item.lead[0] if item.lead else NOT_SAID
    return f"{', '.join(item.lead[:-1])} and {item.lead[-1]}"


def frequency_words(item: Item) -> str:
    """Return how often an item is reported, "quarterly (proposed)"; "not said" where never said."""
    if item.reported is None:
        return NOT_SAID
    return _FREQUENCIES[item.reported] + " (proposed)" * item.proposed


def route_words(row: AppendixRow) -> str:
    """Return the papers an item is reported in, one after the other.

    "Performance Report, September 2014, then Director of Resources Report, December 2014".
    One that is told at intervals has the report alone. A closed item has its status instead, for
    no report of it is to come.
    """
    if row.item.status in _CLOSED:
        return _CLOSED[row.item.status]
    if not row.steps and row.told_in is not None:
        return row.told_in.title
    return ", then ".join(_step(step) for step in row.steps) or NO_ROUTE


def _step(step: RouteStep) -> str:
    when = AS_REQUIRED if step.due is None else str(step.due)
    said = when if step.report is None else f"{step.report.title}, {when}"
    return f"{said} ({step.note})" if step.note else said
