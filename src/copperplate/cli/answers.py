"""Commands that answer a question of a workspace: they print, and change nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from copperplate.cli.options import (
    AREA,
    AUDIENCE,
    DAY,
    KNOWN_ON,
    LINES,
    TO,
    kind_of,
    workspace_of,
    written_as,
)


@click.command()
@click.argument("measure")
@AREA
@click.option("--peers", is_flag=True, help="Show the force's group beside it.")
@click.option("--period", metavar="KIND", help="Shape of period, e.g. year-ending.")
@TO
@KNOWN_ON
@AUDIENCE
@written_as("table", "csv", "json")
@click.pass_context
def show(
    context: click.Context,
    measure: str,
    area: str | None,
    peers: bool,
    period: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    form: str,
) -> None:
    """Print a measure's series, each period from the newest release known.

    \b
    JSON is a list of observations: measure, area (code), period (ISO 8601), value
    (unrounded; null where a mark explains its absence), marks, release.
    """  # noqa: D301  (click's sign for "keep these lines")
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    shown = pipeline.show(
        workspace_of(context),
        measure,
        area=area,
        peers=peers,
        kind=kind_of(period),
        to=to,
        known=known_on,
        audience=Audience(audience),
    )
    if not shown.evidence.shown.series.periods and form == "table":
        click.echo(f"No release known holds '{measure}' for this area and time.", err=True)
        click.echo(
            "'copperplate check' counts the releases; --known-on may be too early.", err=True
        )
    writers: dict[str, Callable[[Any], str]] = {
        "table": terminal.as_table,
        "csv": terminal.as_csv,
        "json": terminal.as_json,
    }
    click.echo(writers[form](shown), nl=False)


PROFILE_NAMES = ("house", "portal_2014")


@click.command()
@AREA
@TO
@KNOWN_ON
@click.option(
    "--profile",
    type=click.Choice(PROFILE_NAMES),
    default="house",
    show_default=True,
    help="How numbers are rounded and printed.",
)
@AUDIENCE
@click.option(
    "--explain",
    "asked",
    metavar="FIGURE",
    help="Say where a figure of the table comes from: its name, or a number copied from it.",
)
@written_as("text", "json", "csv")
@click.pass_context
def objectives(
    context: click.Context,
    area: str | None,
    to: date | None,
    known_on: date | None,
    profile: str,
    audience: str,
    asked: str | None,
    form: str,
) -> None:
    """Print the objectives table: each objective this year to date beside the same days before.

    objectives.yaml says which aims and measures stand in which block; the plan says what their
    milestones are. The variance is this year's figure less what the milestone allows to date.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience
    from copperplate.narrative.profiles import PROFILES

    table = pipeline.objectives(
        workspace_of(context),
        area=area,
        to=to,
        known=known_on,
        audience=Audience(audience),
        profile=PROFILES[profile],
    )
    if asked is not None:
        explained = pipeline.explain_cell(table, asked)
        click.echo("\n".join(map(terminal.as_explanation, explained)), nl=False)
    elif form == "text":
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else terminal.LINE
        click.echo(terminal.objectives_as_text(table, columns), nl=False)
    elif form == "csv":
        click.echo(terminal.objectives_as_csv(table), nl=False)
    else:
        click.echo(terminal.objectives_as_json(table), nl=False)


@click.command()
@click.argument("paper")
@written_as("text", "json", help=LINES)
@click.pass_context
def suggest(context: click.Context, paper: str, form: str) -> None:
    """Print the sentences a PAPER's figures suggest, with the figures each rests on.

    The strongest are printed in the paper. Take, edit or refuse any of them in
    words/PAPER/suggestions.yaml, by the name that stands above it.
    """
    from copperplate import pipeline, terminal

    found = pipeline.suggest(workspace_of(context), paper)
    writer = terminal.as_suggestions if form == "text" else terminal.suggestions_as_json
    click.echo(writer(found), nl=False)


@click.command()
@click.argument("figure")
@click.option("--paper", help="The paper it stands in; the newest if left out.")
@click.pass_context
def explain(context: click.Context, figure: str, paper: str | None) -> None:
    """Say where a FIGURE of a paper comes from: its name, or a number copied from the paper."""
    from copperplate import pipeline, terminal

    workspace = workspace_of(context)
    name = paper if paper is not None else pipeline.newest_paper(workspace)
    explained = pipeline.explain(workspace, figure, paper=name)
    click.echo(f"Paper {name}\n")
    click.echo("\n".join(map(terminal.as_explanation, explained)), nl=False)


@click.command()
@click.option("--plan", metavar="ID", help="One plan; all of them if left out.")
@click.option("--meeting", type=DAY, metavar="DATE", help="One meeting; all of them if left out.")
@click.option("--lead", metavar="OFFICE", help="Only the items this office leads.")
@click.option(
    "--to", type=DAY, metavar="DATE", help="The day it is judged on; by default of the data."
)
@written_as("text", "json", "ics", "html", help="Lines to read, data, a calendar, or a page.")
@click.pass_context
def schedule(
    context: click.Context,
    plan: str | None,
    meeting: date | None,
    lead: str | None,
    to: date | None,
    form: str,
) -> None:
    """Print what is due when and where, and what was due and not reported.

    schedule.yaml says when the board meets; the plans say what is reported how often and in
    which report. By default it is judged on the day of the newest release.
    """
    from copperplate import pipeline, terminal

    workspace = workspace_of(context)
    found = pipeline.schedule(workspace, plan=plan, meeting=meeting, lead=lead, to=to)
    if form == "html":
        click.echo(pipeline.schedule_page(workspace, found), nl=False)
        return
    writers: dict[str, Callable[[Any], str]] = {
        "text": terminal.schedule_as_text,
        "json": terminal.schedule_as_json,
        "ics": terminal.schedule_as_ics,
    }
    # Bytes: a calendar's lines end as its standard asks, on every system.
    click.echo(writers[form](found).encode(), nl=False)


@click.command()
@AREA
@TO
@KNOWN_ON
@AUDIENCE
@written_as("text", "json", "csv", help=LINES)
@click.pass_context
def attention(
    context: click.Context,
    area: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    form: str,
) -> None:
    """Print what is news on the control charts of all measures, of an area and those below it.

    The strongest first, each piece of news once, and how many would stand there by chance alone.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    found = pipeline.attention(
        workspace_of(context), area=area, to=to, known=known_on, audience=Audience(audience)
    )
    writers = {
        "text": terminal.attention_as_text,
        "json": terminal.attention_as_json,
        "csv": terminal.attention_as_csv,
    }
    click.echo(writers[form](found), nl=False)


@click.command()
@click.option("--plan", metavar="ID", help="Which plan; the workspace's own if left out.")
@click.option("--report", metavar="ID", help="Only the items that this report tells.")
@click.option("--without", metavar="PAPER", help="Leave out the items that this paper tells.")
@written_as("text", "json", "csv", help=LINES)
@click.pass_context
def appendix(
    context: click.Context, plan: str | None, report: str | None, without: str | None, form: str
) -> None:
    """Print a plan's items under their objectives, and in which papers each is told.

    The reporting schedule of the plan; with --report, the list of one report's items.
    """
    from copperplate import pipeline, terminal

    found = pipeline.appendix_of(workspace_of(context), plan=plan, report=report, without=without)
    writers = {
        "text": terminal.appendix_as_text,
        "json": terminal.appendix_as_json,
        "csv": terminal.appendix_as_csv,
    }
    click.echo(writers[form](*found), nl=False)


ANSWERS = (show, attention, objectives, suggest, explain, schedule, appendix)
"""Every command of this module."""
