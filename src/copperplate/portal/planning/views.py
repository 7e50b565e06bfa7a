"""The plans, their items, and the schedule of what is due where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import Http404

from copperplate import terminal
from copperplate.errors import Refusal
from copperplate.narrative.routes import frequency_words, lead_words, route_words
from copperplate.periods import long_date
from copperplate.pipeline import milestone_drawn
from copperplate.pipeline.counting import newest
from copperplate.plan import Aim, Item, Plan, Scheduled, appendix
from copperplate.portal.asked import asked_of, choices, day_of
from copperplate.portal.blocks import Setter
from copperplate.portal.desk import Desk
from copperplate.portal.pages import Download, Page
from copperplate.portal.performance.objectives import code_words
from copperplate.portal.rights import Right
from copperplate.report.blocks import Section
from copperplate.report.schedule import schedule_document


def plans(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the list of plans, the newest first."""
    return Page(
        template="plans.html",
        title="Plans",
        synthetic=_stamps(desk),
        said={
            "plans": [
                {
                    "plan": plan,
                    "from": long_date(plan.starts),
                    "to": long_date(plan.ends),
                    "aims": sum(1 for one in plan.items if isinstance(one, Aim)),
                    "deliverables": sum(1 for one in plan.items if not isinstance(one, Aim)),
                }
                for plan in reversed(desk.workspace.plans)
            ]
        },
    )


def plan(desk: Desk, query: Mapping[str, str], identity: str) -> Page:
    """Return a plan: its objectives, each with its items."""
    found = _plan(desk, identity)
    standing = _standing(desk, found)
    groups = [
        _group(
            " ".join(filter(None, (one.label, one.title))),
            [_row(found, item, standing) for item in found.items if item.objective == one.id],
        )
        for one in found.objectives
    ]
    rest = [_row(found, item, standing) for item in found.items if item.objective is None]
    return Page(
        template="plan.html",
        title=found.title,
        crumbs=(("Plan", "/plans/"),),
        synthetic=_stamps(desk),
        said={
            "plan": found,
            "from": long_date(found.starts),
            "to": long_date(found.ends),
            "groups": [*([_group("Items", rest)] if rest else []), *groups],
            "judged": long_date(_judged(desk, found)) if standing else "",
            "where": desk.area().name if standing else "",
        },
    )


def _group(title: str, items: list[dict[str, object]]) -> dict[str, object]:
    return {
        "title": title,
        "items": items,
        "positions": any(one["position"] for one in items),
    }


def _judged(desk: Desk, found: Plan) -> date:
    """Return the day a plan is judged on, unless asked otherwise: its last, or the newest held."""
    return min(found.ends, newest(desk.workspace.releases))


def _standing(desk: Desk, found: Plan) -> dict[str, str]:
    """Return where the milestones of the objectives table stand in the reader's area, by item."""
    if not desk.may(Right.FIGURES) or not desk.workspace.has_objectives:
        return {}
    try:
        table = desk.objectives(desk.area(), to=_judged(desk, found), known=None)
    except Refusal:
        return {}
    return {
        row.aim: code_words(row.position.found.code)
        for block in table.blocks
        for row in block.rows
        if row.aim is not None and row.position is not None
    }


def _row(found: Plan, item: Item, standing: Mapping[str, str] | None = None) -> dict[str, object]:
    return {
        "position": (standing or {}).get(item.id, ""),
        "title": item.title,
        "lead": lead_words(item),
        "status": item.status.value.replace("-", " ").capitalize(),
        "reported": frequency_words(item),
        "kind": "Aim" if isinstance(item, Aim) else "Deliverable",
        "address": f"/plans/{found.id}/{item.id}/",
    }


def item(desk: Desk, query: Mapping[str, str], identity: str, name: str) -> Page:
    """Return one item: what is promised, how it stands, what was said of it."""
    found = _plan(desk, identity)
    one = found.item(name)
    if one is None:
        raise Http404
    setter = Setter()
    carried = asked_of(desk, query).address("") if desk.may(Right.FIGURES) else ""
    routes = {row.item.id: route_words(row) for block in appendix(found) for row in block.rows}
    return Page(
        template="item.html",
        title=one.title,
        crumbs=(("Plan", "/plans/"), (found.title, f"/plans/{found.id}/")),
        synthetic=_stamps(desk),
        said={
            "terms": [
                (term, said)
                for term, said in (
                    ("Milestone", one.milestone.text if isinstance(one, Aim) else ""),
                    ("Measured by", one.measured_by if isinstance(one, Aim) else ""),
                    ("Lead", lead_words(one)),
                    ("Reported", frequency_words(one)),
                    ("In which papers", routes.get(one.id, "")),
                    ("Status", _row(found, one)["status"]),
                    ("Closed", "" if one.closed is None else long_date(one.closed)),
                )
                if said
            ],
            "measures": [
                (desk.measure(name).title, f"/measures/{name}/{carried}") for name in one.measures
            ]
            if isinstance(one, Aim)
            else [],
            "parts": [_row(found, part) for part in found.parts_of(one.id)],
            "updates": [
                {"day": long_date(said.date), "office": said.office, "text": said.text}
                for said in sorted(one.updates, key=lambda said: said.date, reverse=True)
            ],
            **_milestone(desk, query, found, one, setter),
            "entries": setter.end(),
        },
    )


def _milestone(
    desk: Desk, query: Mapping[str, str], found: Plan, one: Item, setter: Setter
) -> dict[str, object]:
    """Return where an aim's milestone stands and its course through the year; why not, if not."""
    if not isinstance(one, Aim) or not desk.may(Right.FIGURES):
        return {}
    asked = asked_of(desk, query)
    chosen = choices(desk, asked)
    to = asked.to or _judged(desk, found)
    try:
        sheet = desk.milestone(found.id, one.id, asked.area, to=to, known=asked.known)
    except Refusal as refusal:
        return {**chosen, "why_no_position": [problem.what for problem in refusal.problems]}
    try:
        drawn = milestone_drawn(sheet)
    except Refusal:
        drawn = None
    return {
        **chosen,
        "position": setter.words(sheet.positioned.words),
        "day": long_date(sheet.period.end),
        "beside": [setter.words(said) for said in sheet.beside],
        "chart": "" if drawn is None else setter.block(drawn.block),
        "sentences": [] if drawn is None else [setter.words(said) for said in drawn.said],
        "policy": sheet.policy.statement,
    }


def _plan(desk: Desk, identity: str) -> Plan:
    for found in desk.workspace.plans:
        if found.id == identity:
            return found
    raise Http404


def _stamps(desk: Desk) -> tuple[str, ...]:
    return desk.workspace.register.stamps({one.area for one in desk.workspace.plans})


def schedule(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return what is due at each meeting, and what was due and not reported."""
    if not desk.workspace.has_schedule:
        return Page(template="schedule.html", title="Schedule", said={"none": True})
    lead, to = query.get("lead") or None, day_of(query.get("to"))
    try:
        found = desk.schedule(plan=None, lead=lead, to=to)
    except Refusal as refusal:
        return Page(template="schedule.html", title="Schedule", said={"why": refusal.problems})
    document = schedule_document(found, licence="")
    setter = Setter()
    offices = {office for one in desk.workspace.plans for each in one.items for office in each.lead}
    return Page(
        template="schedule.html",
        title=document.cover.title,
        synthetic=found.synthetic,
        said={
            "judged": long_date(found.to),
            **_before_and_after(found, document.sections, setter),
            "offices": sorted(offices),
            "lead": lead or "",
            "to": query.get("to", ""),
            "entries": setter.end(),
        },
    )


def _before_and_after(
    found: Scheduled, sections: Sequence[Section], setter: Setter
) -> dict[str, object]:
    """Return what is next, what is wrong and what is to come; apart, what is past."""
    wrong, *others = sections
    past = [
        section
        for section, sitting in zip(others, found.sittings, strict=False)
        if sitting.day < found.to
    ]
    coming = [one for one in others if one not in past]
    return {
        "body": setter.sections([*coming[:1], wrong, *coming[1:]]),
        "past": setter.sections(past),
    }


def schedule_ics(desk: Desk, query: Mapping[str, str]) -> Download:
    """Return the same as a calendar."""
    if not desk.workspace.has_schedule:
        raise Http404
    found = desk.schedule(plan=None, lead=query.get("lead") or None, to=day_of(query.get("to")))
    body = terminal.schedule_as_ics(found).encode()
    return Download(name="schedule.ics", media="text/calendar; charset=utf-8", body=body)
