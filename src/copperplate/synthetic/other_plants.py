"""What is planted in the tables that hold no crimes, gathered for the truth file.

Every number is its table's own. Draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from copperplate.synthetic import complaints, counts, incidents, stops


@dataclass(frozen=True, kw_only=True, slots=True)
class TableChange:
    """One change planted in one table, in every unit alike; it lasts.

    Attributes:
        table: As extracts name it.
        what: Of its rows.
        start: The first day it bears on.
        before: How many a year before it, or the share in hundredths of a route.
        since: The same, from then on or in the end.
        why: What stands behind it.
    """

    id: str
    kind: str
    table: str
    what: str
    start: date
    before: int
    since: int
    why: str


_DOMESTIC = incidents.DOMESTIC_LEVELS[-1][1]
_STOPS = dict(stops.LEVELS)
_CONFERENCES = dict(counts.CONFERENCE_LEVELS)

PLANTED = (
    TableChange(
        id="domestic-incidents",
        kind="campaign",
        table="incidents",
        what=incidents.DOMESTIC,
        start=incidents.CAMPAIGN,
        before=_DOMESTIC,
        since=_DOMESTIC * incidents.CAMPAIGN_PERCENT // 100,
        why="A campaign asked people to report; no more harm is done than before.",
    ),
    TableChange(
        id="complaint-routes",
        kind="mix",
        table="complaints",
        what=complaints.ROUTES[0],
        start=complaints.MORE_LOCAL,
        before=complaints.ROUTES_BEFORE[0],
        since=complaints.ROUTES_SINCE[0],
        why="More is resolved locally, which is quick. The mean of all falls; no route is quicker.",
    ),
    TableChange(
        id="fewer-searches",
        kind="trend",
        table="stops",
        what="all",
        start=stops.FEWER,
        before=_STOPS[stops.FEWER],
        since=stops.LEVELS[-1][1],
        why="Officers are told to search only where they have grounds.",
    ),
    TableChange(
        id="conferences",
        kind="step",
        table="counts",
        what="restorative conferences",
        start=counts.CONFERENCES_SINCE,
        before=_CONFERENCES[date(2013, 3, 31)],
        since=_CONFERENCES[counts.CONFERENCES_SINCE],
        why="Victims are asked more often whether they want to meet who did it.",
    ),
)
"""All of it, whatever the seed."""
