"""The records behind one figure, for those who hold them: what each says, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404

from copperplate import terminal
from copperplate.disclosure import Publishable
from copperplate.measures import CountMeasure, Measure
from copperplate.periods import Period, PeriodKind, parse_period
from copperplate.portal.asked import Asked, asked_of, choices
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page
from copperplate.portal.parting import part_of
from copperplate.portal.performance.measures import crumbs_of
from copperplate.portal.performance.record_rows import ORDERS, RecordTable, record_table
from copperplate.query.listing import Listed

MOST_ON_A_PAGE = 100
_UNDATED = (
    "A record that may be of another month, because its day is not known, is neither in the figure "
    "nor in the list."
)
_LEFT_OUT = (
    "Victims, and places as the record words them, are not listed. The file and the row say where "
    "the record stands in what was loaded."
)


def records(desk: Desk, query: Mapping[str, str], identity: str) -> Page:
    """Return some of the records behind a month's figure in an order, and how to get all."""
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    figures = _figures(desk, asked, found)
    period = _chosen(query, list(figures))
    listed = desk.records(found, asked.area, period, known=asked.known)
    told = record_table(listed.shown, desk.workspace.register)
    by, backwards = _order(query, told)
    part = part_of(query.get("page"), of=len(told.rows), most=MOST_ON_A_PAGE)
    address, order = f"/measures/{found.id}/records", query.get("order", "")
    rows = told.ordered(by, backwards=backwards) if by else list(told.rows)
    return Page(
        template="records.html",
        title=f"Records behind {found.short}, {period}",
        crumbs=crumbs_of(asked, found),
        synthetic=listed.synthetic,
        said={
            **choices(desk, asked),
            "period": period,
            "months": [(one.iso, str(one)) for one in reversed(figures)],
            "month": period.iso,
            "order": order,
            "headings": [
                {
                    "words": column.heading,
                    "number": column.aligned,
                    "sorted": ("descending" if backwards else "ascending") * (column.name == by),
                    "address": asked.address(
                        f"{address}/",
                        period=period.iso,
                        order="-" * (column.name == by and not backwards) + column.name,
                    ),
                }
                for column in told.columns
            ],
            "rows": [
                list(zip(row, (column.aligned for column in told.columns), strict=True))
                for row in part.of(rows)
            ],
            "part": part,
            "pages": [
                (words, asked.address(f"{address}/", period=period.iso, order=order, page=page))
                for words, page in part.others
            ],
            "notes": _notes(found, period, figures[period], listed.shown),
            "release": listed.shown.release,
            "file": told.file,
            "csv": asked.address(f"{address}.csv", period=period.iso),
            "json": asked.address(f"{address}.json", period=period.iso),
        },
    )


def records_csv(desk: Desk, query: Mapping[str, str], identity: str) -> Download:
    """Return every record behind a month's figure, as rows for a spreadsheet."""
    name, listed = _all(desk, query, identity)
    body = terminal.records_as_csv(listed).encode()
    return Download(name=f"{name}.csv", media="text/csv; charset=utf-8", body=body)


def records_json(desk: Desk, query: Mapping[str, str], identity: str) -> Download:
    """Return every record behind a month's figure, for programs."""
    name, listed = _all(desk, query, identity)
    body = terminal.records_as_json(listed).encode()
    return Download(name=f"{name}.json", media="application/json", body=body)


def _all(desk: Desk, query: Mapping[str, str], identity: str) -> tuple[str, Publishable[Listed]]:
    asked = asked_of(desk, query)
    found = desk.measure(identity)
    period = _chosen(query, list(_figures(desk, asked, found)))
    listed = desk.records(found, asked.area, period, known=asked.known)
    return f"{found.id}-{asked.area.code}-{period.iso}-records", listed


def _figures(desk: Desk, asked: Asked, found: Measure) -> dict[Period, object]:
    """Return the months there is a figure of, each with it, the newest last."""
    if PeriodKind.MONTH not in found.periods:
        raise Http404
    shown = desk.series(
        found, asked.area, peers=False, kind=PeriodKind.MONTH, to=asked.to, known=asked.known
    )
    figures: dict[Period, object] = {
        seen.period: seen.value
        for seen in shown.evidence.shown.series[asked.area.code].observations
        if seen.value is not None
    }
    if not figures:
        raise Http404
    return figures


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


def _order(query: Mapping[str, str], told: RecordTable) -> tuple[str, bool]:
    """Return the column to sort by, and whether backwards; no column for the order of the list."""
    text = query.get("order", "")
    by = text.removeprefix("-")
    if by and by not in ORDERS:
        raise Http404
    # In another month the records may say nothing there.
    return (by if by in {column.name for column in told.columns} else ""), text.startswith("-")


def _notes(found: Measure, period: Period, figure: object, listed: Listed) -> list[str]:
    """Return what must be known of a list beside its figure, and what it leaves out."""
    many = len(listed.records)
    records = f"{many:,} record{'s' * (many != 1)}"
    notes = []
    if not isinstance(found, CountMeasure):
        notes.append(
            "The figure sets one number beside another. The records of the first are listed, those "
            "of the second are not."
        )
    elif figure == many:
        notes.append(f"The figure for {period} counts each record of this list once.")
    else:
        notes.append(f"The figure for {period} is added up from {records}.")
    return [*notes, _UNDATED, _LEFT_OUT]
