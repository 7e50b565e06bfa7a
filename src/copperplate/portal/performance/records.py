"""The records behind one figure, for those who hold them: identifiers and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404

from copperplate import terminal
from copperplate.periods import Period, PeriodKind, parse_period
from copperplate.portal.asked import asked_of, choices
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page

MOST_ON_A_PAGE = 200


def records(desk: Desk, query: Mapping[str, str], identity: str) -> Page:
    """Return the first records behind a month's figure, and how to get all."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    months = _months(desk, query, identity)
    period = _chosen(query, months)
    listed = desk.records(found, asked.area, period, known=asked.known)
    address = f"/measures/{found.id}/records.csv"
    return Page(
        template="records.html",
        title=f"Records behind {found.short}, {period}",
        crumbs=(("Measures", "/measures/"), (found.title, asked.address(f"/measures/{found.id}/"))),
        synthetic=listed.synthetic,
        said={
            **choices(desk, asked),
            "identity": found.id,
            "period": period,
            "months": [(one.iso, str(one)) for one in reversed(months)],
            "month": period.iso,
            "listed": listed.shown,
            "count": len(listed.shown.records),
            "counted": f"{len(listed.shown.records):,}",
            "first": listed.shown.records[:MOST_ON_A_PAGE],
            "most": MOST_ON_A_PAGE,
            "csv": asked.address(address, period=period.iso),
        },
    )


def records_csv(desk: Desk, query: Mapping[str, str], identity: str) -> Download:
    """Return every record behind a month's figure."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    period = _chosen(query, _months(desk, query, identity))
    listed = desk.records(found, asked.area, period, known=asked.known)
    name = f"{found.id}-{asked.area.code}-records.csv"
    body = terminal.records_as_csv(listed).encode()
    return Download(name=name, media="text/csv; charset=utf-8", body=body)


def _months(desk: Desk, query: Mapping[str, str], identity: str) -> list[Period]:
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    if PeriodKind.MONTH not in found.periods:
        raise Http404
    shown = desk.series(
        found, asked.area, peers=False, kind=PeriodKind.MONTH, to=asked.to, known=asked.known
    )
    months = [
        seen.period
        for seen in shown.evidence.shown.series[asked.area.code].observations
        if seen.value is not None
    ]
    if not months:
        raise Http404
    return months


def _chosen(query: Mapping[str, str], months: list[Period]) -> Period:
    text = query.get("period")
    if not text:
        return months[-1]
    try:
        period = parse_period(text)
    except ValueError:
        raise Http404 from None
    if period not in months:
        raise Http404
    return period
