"""Which measure may be split, and in which two spans it is: the newest known and its base.

Refuses what is not there; counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from copperplate.areas import Area
from copperplate.errors import BadDefinition, Place, Problem, UnknownName
from copperplate.measures import CountMeasure, Measure
from copperplate.periods import Period, PeriodKind, whole_months_back
from copperplate.pipeline.showing import no_such_period
from copperplate.schema import TABLES
from copperplate.workspace import Workspace


def split_measure(workspace: Workspace, identity: str) -> CountMeasure:
    """Return a measure whose records can be split.

    Raises:
        UnknownName: No such measure (M103).
        BadDefinition: It does not count records (B101).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    if isinstance(measure, CountMeasure) and TABLES[measure.table].of_records and not measure.sums:
        return measure
    raise BadDefinition(
        Problem(
            code="B101",
            place=Place(file="MEASURE"),
            what=f"'{measure.id}' does not count records, and nothing else can be split.",
            allowed="A measure of kind 'count' on a table of records, without 'sums'.",
            remedy="Split the count it is worked out of, or load records: published figures come "
            "in the parts their publisher chose.",
        )
    )


def both_at_once() -> Problem:
    """Return the problem of several markers and a second column (B102)."""
    return Problem(
        code="B102",
        place=Place(file="--and"),
        what="A count is split by several markers ('--by' repeated) or by two columns together "
        "('--by' and '--and'), not both.",
        remedy="Leave '--and' out, or name one column with '--by'.",
    )


def chosen_kind(measure: Measure, kind: PeriodKind | None) -> PeriodKind:
    """Return the shape of period asked for; the year to date, or else the measure's first.

    Raises:
        BadDefinition: The measure is not counted so (M107).
    """
    if kind is None:
        to_date = PeriodKind.YEAR_TO_DATE
        return to_date if to_date in measure.periods else measure.periods[0]
    if kind not in measure.periods:
        raise BadDefinition(no_such_period(measure, kind))
    return kind


def chosen_spans(
    known: Sequence[Period], kind: PeriodKind, base: Period | None, *, area: Area
) -> tuple[Period, Period]:
    """Return the newest period known, and its base.

    Args:
        known: Every period that is known, in order.
        kind: Their shape.
        base: The base asked for, or the financial year whose same days are; the same a year before
            if None.
        area: The area, for the message.

    Raises:
        UnknownName: Nothing is known (B103), or not of the base, or it is no earlier one (B104).
    """
    if not known:
        raise UnknownName(
            Problem(
                code="B103",
                place=Place(file="MEASURE"),
                what=f"No release known covers a {kind.value} of {area.name} ({area.code}), or "
                "says what lies in it.",
                remedy="Choose another area or --period; --to or --known-on may be too early.",
            )
        )
    period = known[-1]
    wanted = _bases(period, base)
    found = next((one for one in wanted if one in known and one.end < period.start), None)
    if found is None:
        before = [str(one) for one in known if one.end < period.start]
        raise UnknownName(
            Problem(
                code="B104",
                place=Place(file="--base"),
                what=f"{wanted[0]} is not known, or no earlier {kind.value} than {period} that "
                "shares no day with it.",
                allowed=f"Known: {'; '.join(before)}." if before else "None earlier is known.",
                remedy="Choose another base, or load the records of those days.",
            )
        )
    return period, found


def _bases(period: Period, base: Period | None) -> list[Period]:
    """Return the bases that may be meant, the likeliest first."""
    years = 1
    if base is not None:
        if period.kind is not PeriodKind.YEAR_TO_DATE or base.kind is not PeriodKind.FINANCIAL_YEAR:
            return [base]
        years = period.start.year - base.start.year
        if years < 1:
            return [base]
    same = [period.back(years)]
    if period.kind is PeriodKind.YEAR_TO_DATE:
        same.append(whole_months_back(period, years))
    return same
