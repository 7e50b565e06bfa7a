"""Every file of a workspace read, and everything that is wrong with it said at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from copperplate.errors import (
    BadDefinition,
    BadWorkspace,
    Place,
    Problem,
    Refusal,
    UnknownName,
    listed,
    nearest,
)
from copperplate.narrative.maps import KINDS
from copperplate.narrative.suggestions import edited_words
from copperplate.narrative.typed import typed_numerals
from copperplate.pipeline.building import compose
from copperplate.pipeline.objectives import objectives_problems
from copperplate.pipeline.plans import plan_problems
from copperplate.pipeline.registering import register_problems
from copperplate.pipeline.scheduling import schedule_problems
from copperplate.plan import Aim, Plan
from copperplate.sources.release import rows_problems
from copperplate.workspace import Workspace
from copperplate.workspace.registers import FOLDER as REGISTERS


def check(workspace: Workspace) -> tuple[list[Problem], list[str]]:
    """Read everything a workspace holds.

    Returns:
        Every problem of every file, and one line for each thing that was looked at.
    """
    problems: list[Problem] = []
    looked: list[str] = []

    def look(title: str, part: Callable[[], str]) -> None:
        try:
            looked.append(f"{title}: {part()}")
        except Refusal as refusal:
            problems.extend(p for p in refusal.problems if p not in problems)

    look("areas", lambda: f"{len(workspace.register)} in the register")
    look("settings", lambda: workspace.register[workspace.settings.force].name)
    looked[:0] = _stamps(workspace)
    for name in workspace.outline_names():
        look(f"boundaries of {name}", partial(_check_outlines, workspace, name))
    if workspace.has_extracts:
        look("mappings", lambda: ", ".join(workspace.extracts))
    look("measures", lambda: f"{len(workspace.measures.measures)} defined")
    look("plan", lambda: _check_plans(workspace))
    look("plan's measures", lambda: _check_plan(workspace))
    if workspace.has_schedule:
        look("schedule", lambda: _check_schedule(workspace))
    if workspace.has_objectives:
        look("objectives table", lambda: _check_objectives(workspace))
    if (workspace.root / REGISTERS).exists():
        look("entries of registers", lambda: _check_registers(workspace))
    look("releases", lambda: _check_releases(workspace))
    for name in workspace.paper_names():
        look(f"paper {name}", partial(_check_paper, workspace, name))
    return problems, looked


def _stamps(workspace: Workspace) -> list[str]:
    """Return what stands by the figures of the force and its groups, and by rows that are held.

    What cannot be read is a problem that is said elsewhere.
    """
    found: set[str] = set()
    with suppress(Refusal):
        settings = workspace.settings
        codes = {settings.force, *(code for group in settings.groups for code in group.members)}
        found |= set(workspace.register.stamps(codes))
    with suppress(Refusal):
        found |= {stamp for release in workspace.releases for stamp in release.synthetic}
    return sorted(found)


def _check_outlines(workspace: Workspace, name: str) -> str:
    """Read boundaries; a file nobody would draw is a mistake in its name.

    Raises:
        UnknownName: No map is drawn of such areas (G112).
        BadDefinition: The file says something wrong (G104 to G111).
    """
    kinds = {kind.value: kind for kind in KINDS}
    if name not in kinds:
        raise UnknownName(
            Problem(
                code="G112",
                place=Place(file=f"areas/{name}.geojson"),
                what="No map is drawn of areas of a kind of this name.",
                allowed=f"Kinds: {listed(kinds)}.",
                remedy=f"{nearest(name, kinds)} Name the file for the kind of its areas.".strip(),
            )
        )
    held = workspace.outlines(kinds[name])
    areas = [area for area in workspace.register if area.kind is kinds[name]]
    return f"{len(held.shapes) if held else 0} of {len(areas)} in the register"


def _check_releases(workspace: Workspace) -> str:
    problems = [p for release in workspace.releases for p in rows_problems(release)]
    if problems:
        raise BadWorkspace(*problems)
    return f"{len(workspace.releases)} loaded"


def _check_plans(workspace: Workspace) -> str:
    """Read every plan, the one in force first."""
    plans = [workspace.plan, *(plan for plan in workspace.plans if plan.id != workspace.plan.id)]
    return "; ".join(f"{plan.id}, " * (len(plans) > 1) + _held(plan) for plan in plans)


def _held(plan: Plan) -> str:
    """Count a plan's items; parts of others, which are none, apart."""
    aims = sum(isinstance(item, Aim) for item in plan.items)
    deliverables, parts = len(plan.items) - aims, len(plan.all_items) - len(plan.items)
    return (
        f"{aims} aims"
        + f", {deliverables} deliverables" * bool(deliverables)
        + f", {parts} parts of these" * bool(parts)
    )


def _check_plan(workspace: Workspace) -> str:
    problems = plan_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    return "all defined"


def _check_schedule(workspace: Workspace) -> str:
    meetings = workspace.schedule.meetings
    problems = schedule_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    return f"{len(meetings)} meeting{'s' * (len(meetings) != 1)}"


def _check_objectives(workspace: Workspace) -> str:
    problems = objectives_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    blocks = workspace.objectives.blocks
    rows = sum(len(block.rows) for block in blocks)
    return f"{rows} rows in {len(blocks)} {'block' if len(blocks) == 1 else 'blocks'}"


def _check_registers(workspace: Workspace) -> str:
    problems = register_problems(workspace)
    if problems:
        raise BadDefinition(*problems)
    held = workspace.registers
    return ", ".join(f"{name} {len(one.entries)}" for name, one in held.items()) or "none"


def _check_paper(workspace: Workspace, name: str) -> str:
    """Build the paper in memory: whatever `build` would refuse is found."""
    from copperplate.report.precision import two_precisions

    built = compose(workspace, name)
    written = (*workspace.words(name), *edited_words(*workspace.choices(name)))
    typed = [one for words in written for one in typed_numerals(words)]
    told = [f"\n  {one.file}:{one.line}  {one.numeral} is typed, no measure" for one in typed]
    told += [
        f"\n  '{one.section}' prints {one.name} as {' and '.join(one.texts)}"
        for one in two_precisions(built.document)
    ]
    return f"{len(built.document.sections)} sections, {len(built.files)} files" + "".join(told)
