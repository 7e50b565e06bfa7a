"""What a paper says of each item of the plan: told here, elsewhere, missing, complete.

Takes what `plan.due` found; decides nothing.
"""

from __future__ import annotations

from copperplate.narrative.wording import number_word
from copperplate.periods import long_date
from copperplate.plan import Account, Accounted, Due, Plan, Telling

HERE = "In this paper"
AS_REQUIRED = "Reported when there is need"
UNSCHEDULED = "Not scheduled: the plan says neither how often nor where"


def account_words(plan: Plan, found: Accounted) -> str:
    """Return where an item is told, without a full stop.

    "Reported in the Performance Report, 7 May 2013; next in the ACC Crime Report, March 2014".
    """
    match found.account:
        case Account.HERE:
            return _joined(HERE, _owed(plan, found), _next(plan, found))
        case Account.COMPLETE:
            since = found.item.closed
            word = found.item.status.value.capitalize()
            return word if since is None else f"{word} since {long_date(since)}"
        case Account.MISSING:
            return _joined(_owed(plan, found), _last(plan, found), _next(plan, found))
        case Account.ELSEWHERE:
            return _joined(_last(plan, found), _next(plan, found))
        case Account.AS_REQUIRED:
            return AS_REQUIRED
        case Account.UNSCHEDULED:
            return UNSCHEDULED


def missing_words(plan: Plan, found: Accounted) -> str:
    """Return what was due and is missing: "the update due in ..., December 2013"."""
    return f"{found.item.title} ({_where(plan, found.owed)})" if found.owed else found.item.title


def count_of_missing(number: int) -> str:
    """Return how many updates are missing, as a sentence begins."""
    word = number_word(number).capitalize()
    return f"{word} update was" if number == 1 else f"{word} updates were"


def _owed(plan: Plan, found: Accounted) -> str:
    return f"due in {_where(plan, found.owed)}, and not reported" if found.owed else ""


def _last(plan: Plan, found: Accounted) -> str:
    last = found.last
    return "" if last is None else f"reported in the {_title(plan, last)}, {long_date(last.on)}"


def _next(plan: Plan, found: Accounted) -> str:
    return f"next in {_where(plan, found.next)}" if found.next else ""


def _where(plan: Plan, due: Due | None) -> str:
    if due is None:
        return ""
    report = plan.report(due.report)
    when = str(due.month) if due.first == due.month else f"by {due.month}"
    return when if report is None else f"the {report.title}, {when}"


def _title(plan: Plan, told: Telling) -> str:
    report = plan.report(told.report)
    return told.report if report is None else report.title


def _joined(*parts: str) -> str:
    said = [part for part in parts if part]
    whole = "; ".join(said)
    return whole[:1].upper() + whole[1:]
