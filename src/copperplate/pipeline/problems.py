"""What the files of a workspace say of each other that cannot be so.

A file by itself is judged where it is read; here a plan's and a paper's names, dates and
words are held against the measures, areas and pages there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from copperplate.errors import Place, Problem, Refusal, UnknownName, unknown_name
from copperplate.measures import CountMeasure
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.words import Voice
from copperplate.periods import long_date
from copperplate.pipeline.counting import no_group
from copperplate.pipeline.overtaken import overtaken_problems
from copperplate.pipeline.plans import plan_problems
from copperplate.pipeline.reporting import due_items_left_out, plan_of, takes_it
from copperplate.workspace import Workspace
from copperplate.workspace.folder import DECISIONS, SCHEDULE

if TYPE_CHECKING:
    from copperplate.findings.charted import Charted
    from copperplate.report.paper import Paper


def paper_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return what a paper and its plan name that nobody defined, and words nobody prints.

    Each part is looked at by itself: a file that cannot be read hides no problem of others.
    """
    parts = (_aim_problems, _page_problems, _group_problems, _date_problems, _decision_problems)
    of_words_and_items = (
        _choice_problems,
        _word_problems,
        _layout_problems,
        _plan_problems,
        _item_problems,
        overtaken_problems,
    )
    found = [
        problem
        for part in (*parts, *of_words_and_items)
        for problem in _tried(part, workspace, name, paper)
    ]
    return list(dict.fromkeys(found))


def _tried(
    part: Callable[[Workspace, str, Paper], list[Problem]],
    workspace: Workspace,
    name: str,
    paper: Paper,
) -> list[Problem]:
    try:
        return part(workspace, name, paper)
    except Refusal as refusal:
        return list(refusal.problems)


def _aim_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    node = workspace.paper_node(name)
    aims = [aim.id for aim in plan_of(workspace, name, paper).aims]
    pages = [page.aim for page in paper.pages]
    twice = [
        Problem(
            code="R114",
            place=node.at(("pages", number, "aim")).place,
            what=f"The aim '{aim}' has a page already.",
            remedy="Keep one page for each aim.",
        )
        for number, aim in enumerate(pages)
        if aim in pages[:number]
    ]
    return twice + [
        unknown_name(
            code="R104",
            place=node.at(("pages", number, "aim")).place,
            kind="aim",
            name=page.aim,
            known=aims,
            remedy="Name an aim of plan.yaml.",
        )
        for number, page in enumerate(paper.pages)
        if page.aim not in aims
    ]


def _page_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    node = workspace.paper_node(name)
    problems: list[Problem] = []
    for number, page in enumerate(paper.pages):
        here = node.at(("pages", number))
        for field in ("lines", "ranked", "beside", "control", "parts"):
            identity = getattr(page, field)
            if identity is None:
                continue
            try:
                workspace.measures.find(identity, place=here.at((field,)).place)
            except UnknownName as refusal:
                problems += refusal.problems
        if page.parts is not None and paper.base is None:
            problems.append(
                Problem(
                    code="R111",
                    place=here.at(("parts",)).place,
                    what="Parts are ranked by their growth, and the paper has no base period.",
                    remedy="Give the paper a 'base', e.g. 'year ending March 2016'.",
                )
            )
        compared = {
            "ranked": page.ranked,
            "beside": page.beside,
            "peers": page.lines if page.peers else None,
        }
        problems += [
            Problem(
                code="R110",
                place=here.at((field,)).place,
                what=f"'{counted}' is a count, and areas differ in size.",
                remedy="Compare a rate: name a measure of kind 'rate'.",
            )
            for field, counted in compared.items()
            if isinstance(workspace.measures.measures.get(counted or ""), CountMeasure)
        ]
    return problems


def _group_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    group = workspace.settings.group_on(paper.known_on)
    if group is None and any(page.peers or page.ranked or page.beside for page in paper.pages):
        return [no_group(workspace, workspace.settings.force, paper.known_on)]
    return []


def _word_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    pages = {page.aim for page in paper.pages}
    plan = plan_of(workspace, name, paper)
    updates = [words for words in workspace.words(name) if words.front.voice is Voice.UPDATE]
    return [
        unknown_name(
            code="R117",
            place=Place(file=words.file, line=2),
            kind="item of the plan",
            name=words.front.subject,
            known=[item.id for item in plan.all_items],
            remedy=f"Name an item of the plan {plan.id}.",
        )
        for words in updates
        if plan.item(words.front.subject) is None
    ] + [
        unknown_name(
            code="R105",
            place=Place(file=file.file, line=2),
            kind="aim with a page",
            name=file.front.subject,
            known=pages,
            remedy="Give the aim a page in the paper, or remove the words: they would not be "
            "printed.",
        )
        for file in workspace.words(name)
        if file.front.aim is not None and file.front.aim not in pages
    ]


def _plan_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    return plan_problems(workspace)


def _item_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return what a paper leaves out, or names and its plan does not have."""
    plan, node = plan_of(workspace, name, paper), workspace.paper_node(name)
    named = (
        ("report", paper.report, [report.id for report in plan.reports]),
        ("table_at", paper.table_at, [objective.id for objective in plan.objectives]),
    )
    return (
        _cut_off_problems(workspace, name, paper)
        + [
            unknown_name(
                code="R118",
                place=node.at((field,)).place,
                kind="objective" if field == "table_at" else field,
                name=identity,
                known=known,
                remedy=f"Name one of the plan {plan.id}, or leave it out.",
            )
            for field, identity, known in named
            if identity is not None and identity not in known
        ]
        + due_items_left_out(workspace, name, paper)
    )


def _meeting_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return that no meeting takes a paper: what is due in it could not be told."""
    if takes_it(workspace, name, paper):
        return []
    return [
        Problem(
            code="R124",
            place=workspace.paper_node(name).at(("meeting",)).place,
            what=f"No meeting of {SCHEDULE} on {long_date(paper.meeting)} takes this report.",
            remedy="Correct 'meeting' or 'report', or add the report to that meeting's 'reports'.",
        )
    ]


def _cut_off_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return what is wrong with the last day counted: not known yet, or not of the plan."""
    if paper.cut_off is None:
        return []
    plan, place = (
        plan_of(workspace, name, paper),
        workspace.paper_node(name).at(("cut_off",)).place,
    )
    found = []
    if paper.cut_off > paper.known_on:
        found.append(
            Problem(
                code="R122",
                place=place,
                what="The paper counts to a day after that on which it is known.",
                allowed=f"'known_on' is {long_date(paper.known_on)}.",
                remedy="Correct one of the two days.",
            )
        )
    if paper.table_at is not None and not plan.starts <= paper.cut_off <= plan.ends:
        found.append(
            Problem(
                code="R123",
                place=place,
                what=f"The paper counts to a day outside of the plan {plan.id}, so its objectives "
                "table would be another plan's.",
                allowed=f"{long_date(plan.starts)} to {long_date(plan.ends)}.",
                remedy="Correct 'cut_off' or 'plan', or leave 'table_at' out.",
            )
        )
    return found


def _layout_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    from copperplate.report.layouts import goes_through_the_plan, layout_named

    place = workspace.paper_node(name).at(("layout",)).place
    layout_named(paper.layout, place=place)
    if goes_through_the_plan(paper.layout):
        return _meeting_problems(workspace, name, paper)
    updates = [
        Problem(
            code="R121",
            place=Place(file=words.file, line=2),
            what=f"The words are an update, and the layout '{paper.layout}' prints none.",
            remedy="Make them a commentary or a response of an aim with a page, or choose a layout "
            "that goes through the plan.",
        )
        for words in workspace.words(name)
        if words.front.voice is Voice.UPDATE
    ]
    if paper.pages:
        return updates
    return [
        *updates,
        Problem(
            code="R115",
            place=place,
            what=f"The layout '{paper.layout}' is of pages with figures, and the paper has none.",
            remedy="Give it at least one entry in 'pages', or choose another layout.",
        ),
    ]


def _decision_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return the decisions about a measure nobody defined: they would decide nothing."""
    return [
        unknown_name(
            code="K112",
            place=workspace.node(DECISIONS).at(("decisions", number, "measure")).place,
            kind="measure",
            name=one.measure,
            known=sorted(workspace.measures.measures),
            remedy="Name a measure of measures/, or remove the decision.",
        )
        for number, one in enumerate(workspace.decisions)
        if one.measure not in workspace.measures.measures
    ]


def unmet_decisions(
    workspace: Workspace, paper: Paper, charts: Mapping[str, Charted]
) -> list[Problem]:
    """Return the decisions about steps that the drawn charts do not have."""
    node = workspace.node(DECISIONS) if workspace.decisions else None
    return [
        Problem(
            code="K113",
            place=node.at(("decisions", number, "began")).place,
            what=f"No step of '{one.measure}' begins in {one.began}.",
            allowed=f"Steps begin in: {', '.join(begun) or 'none'}.",
            remedy="Decide of a step that the chart has, or remove the decision; revised figures "
            "may have moved the step.",
        )
        for number, one in enumerate(workspace.decisions)
        if node is not None
        and one.date <= paper.known_on
        and (one.area or workspace.settings.force) == workspace.settings.force
        and (charted := charts.get(one.measure)) is not None
        and str(one.began) not in (begun := _steps_of(charted))
    ]


def _steps_of(charted: Charted) -> list[str]:
    return [str(charted.periods[step.began]) for step in charted.chart.steps]


def _date_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return dates that contradict each other: known after the meeting, words of the future."""
    node = workspace.paper_node(name)
    problems = []
    if paper.known_on > paper.meeting:
        problems.append(
            Problem(
                code="R107",
                place=node.at(("known_on",)).place,
                what="The paper uses what was known on a day after its meeting.",
                remedy="Set 'known_on' to the meeting's day or before.",
            )
        )
    problems += [
        Problem(
            code="R108",
            place=Place(file=file.file, line=file.first_line),
            what="The words are dated after the meeting.",
            remedy="Correct the date of the words, or of the meeting.",
        )
        for file in workspace.words(name)
        if file.front.date > paper.meeting
    ]
    problems += [
        Problem(
            code="R112",
            place=Place(file=file.file, line=2),
            what=f"'next_due' is {long_date(file.front.next_due)}, and that day is not to come.",
            allowed=f"A day after the meeting of {long_date(paper.meeting)}.",
            remedy="Correct 'next_due', or write the update.",
        )
        for file in workspace.words(name)
        if file.front.next_due is not None and file.front.next_due <= paper.meeting
    ]
    return problems


def _choice_problems(workspace: Workspace, name: str, paper: Paper) -> list[Problem]:
    """Return the choices of sentences made after the meeting: its paper was printed by then."""
    choices, node = workspace.choices(name)
    return [
        Problem(
            code="R113",
            place=node.at(("suggestions", number, "date")).place,
            what=f"The choice about '{one.finding}' is dated after the meeting.",
            allowed=f"The meeting is on {long_date(paper.meeting)}.",
            remedy="Correct the date of the choice, or of the meeting.",
        )
        for number, one in enumerate(choices)
        if one.date > paper.meeting
    ]


def dead_link_problems(workspace: Workspace, name: str, dead: Sequence[str]) -> list[Problem]:
    """Return the links in words that lead to nothing in their paper, each where it stands."""
    from copperplate.narrative.suggestions import edited_words

    written = (*workspace.words(name), *edited_words(*workspace.choices(name))) if dead else ()

    def places(target: str) -> list[Place]:
        return [
            Place(file=words.file, line=words.first_line + number)
            for words in written
            for number, line in enumerate(words.body.split("\n"))
            if f"(#{target})" in line
        ]

    return [
        Problem(
            code="W114",
            place=place,
            what=f"A link leads to '#{target}', which the paper does not hold.",
            allowed="Links within a paper lead to its parts, e.g. '#summary' or '#background'.",
            remedy="Correct the link, or write the words without it.",
        )
        for target in dead
        # Spelt in another way, it is somewhere in the words.
        for place in places(target) or [Place(file=f"words/{name}")]
    ]


def base_problems(workspace: Workspace, name: str, paper: Paper, book: FigureBook) -> list[Problem]:
    """Return what is wrong with the base period: not held, or not before the newest."""
    if paper.base is None:
        return []
    held, newest = set(), []
    for page in paper.pages:
        series = book.evidence[page.lines].shown.series[workspace.settings.force]
        held |= {seen.period for seen in series.observations if seen.value is not None}
        newest.append(book.latest(page.lines))
    if paper.base in held and any(paper.base < period for period in newest):
        return []
    before = sorted(period for period in held if period < max(newest))
    return [
        Problem(
            code="R109",
            place=workspace.paper_node(name).at(("base",)).place,
            what=f"The {paper.base} is not an earlier period of any measure of this paper.",
            allowed=f"Held: {', '.join(str(period) for period in before[-6:])}."
            if before
            else "No earlier period is held.",
            remedy="Name one of these, load the publication that has it, or remove 'base'.",
        )
    ]
