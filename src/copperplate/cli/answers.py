"""Commands that answer a question of a workspace: they print, and change nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from copperplate.cli.options import AREA, AUDIENCE, DAY, KNOWN_ON, workspace_of

if TYPE_CHECKING:
    from copperplate.periods import PeriodKind
    from copperplate.pipeline import Drawn


@click.command()
@click.argument("measure")
@AREA
@click.option("--peers", is_flag=True, help="Show the force's group beside it.")
@click.option("--period", metavar="KIND", help="Shape of period, e.g. year-ending.")
@click.option("--to", type=DAY, metavar="DATE", help="Last day counted.")
@KNOWN_ON
@AUDIENCE
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or data for another program.",
)
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
        kind=_kind(period),
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


@click.command("map")
@click.argument("measure")
@click.option(
    "--of",
    type=click.Choice(["districts", "wards", "forces"]),
    default="districts",
    show_default=True,
    help="The areas drawn.",
)
@click.option("--area", metavar="CODE", help="What they lie in: the force; of forces, everything.")
@click.option("--period", metavar="P", help="A period, or a shape of period: its newest.")
@click.option("--to", type=DAY, metavar="DATE", help="Last day counted.")
@KNOWN_ON
@AUDIENCE
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False), help="The SVG file.")
@click.pass_context
def map_(
    context: click.Context,
    measure: str,
    of: str,
    area: str | None,
    period: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    into: Path | None,
) -> None:
    """Draw a measure of many areas as a map, and print its table.

    Without --into the drawing is printed, and the table on standard error.
    """
    from copperplate import pipeline
    from copperplate.disclosure import Audience
    from copperplate.periods import period_or_kind

    try:
        asked = None if period is None else period_or_kind(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from None
    made = pipeline.map_of(
        workspace_of(context),
        measure,
        of=of,
        area=area,
        period=asked,
        to=to,
        known=known_on,
        audience=Audience(audience),
    )
    _put(made, into)


@click.command()
@click.argument("measure")
@AREA
@click.option("--period", metavar="KIND", help="Shape of period: months, else quarters.")
@click.option("--to", type=DAY, metavar="DATE", help="Last day counted.")
@KNOWN_ON
@AUDIENCE
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False), help="The SVG file.")
@click.pass_context
def chart(
    context: click.Context,
    measure: str,
    area: str | None,
    period: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    into: Path | None,
) -> None:
    """Draw a measure's control chart, and print what it says and its table.

    Without --into the drawing is printed, and the rest on standard error.
    """
    from copperplate import pipeline
    from copperplate.disclosure import Audience

    made = pipeline.chart(
        workspace_of(context),
        measure,
        area=area,
        kind=_kind(period),
        to=to,
        known=known_on,
        audience=Audience(audience),
    )
    _put(made, into)


def _put(made: Drawn, into: Path | None) -> None:
    """Write a drawing where it is wanted, and print what stands beside it."""
    from copperplate import terminal
    from copperplate.atomic import replace_file

    if into is None:
        click.echo(made.svg, nl=False)
    else:
        replace_file(into, made.svg.encode())
    click.echo(terminal.drawing_as_text(made), nl=False, err=into is None)


def _kind(period: str | None) -> PeriodKind | None:
    """Return the shape of period somebody asked for; None where nobody did."""
    from copperplate.periods import PeriodKind

    kinds = [kind.value for kind in PeriodKind]
    if period is not None and period not in kinds:
        raise click.BadParameter(
            f"'{period}' is not a shape of period. Choose one of: {', '.join(kinds)}.",
            param_hint="--period",
        )
    return PeriodKind(period) if period else None


PROFILE_NAMES = ("house", "portal_2014")


@click.command()
@AREA
@click.option("--to", type=DAY, metavar="DATE", help="Last day counted.")
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="A table to read, or data for another program.",
)
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


@click.command("high-days")
@click.argument("measure")
@AREA
@click.option("--to", type=DAY, metavar="DATE", help="Last day counted.")
@KNOWN_ON
@click.option(
    "--holiday",
    "holidays",
    type=DAY,
    multiple=True,
    metavar="DATE",
    help="A day to judge as a Sunday, such as a bank holiday; as often as wanted.",
)
@AUDIENCE
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="A table to read, or data for another program.",
)
@click.pass_context
def high_days(
    context: click.Context,
    measure: str,
    area: str | None,
    to: date | None,
    known_on: date | None,
    holidays: tuple[date, ...],
    audience: str,
    form: str,
) -> None:
    """List the days on which far more or fewer were counted than on days of their kind.

    Each day is judged by the days of its weekday in the year before, by exact limits of counts.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    judged = pipeline.high_days(
        workspace_of(context),
        measure,
        area=area,
        to=to,
        known=known_on,
        as_sundays=holidays,
        audience=Audience(audience),
    )
    writers: dict[str, Callable[[Any], str]] = {
        "text": terminal.high_days_as_text,
        "json": terminal.high_days_as_json,
        "csv": terminal.high_days_as_csv,
    }
    click.echo(writers[form](judged), nl=False)


@click.command()
@click.argument("measure")
@click.argument("period")
@AREA
@KNOWN_ON
@AUDIENCE
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Lines to read, or data for another program.",
)
@click.pass_context
def records(
    context: click.Context,
    measure: str,
    period: str,
    area: str | None,
    known_on: date | None,
    audience: str,
    form: str,
) -> None:
    """List the records that a MEASURE counts in a PERIOD, by identifier and by where they stand.

    For the audience 'restricted' alone. A period is written as 'March 2014', '2014-03' or
    '1 April 2013 to 14 March 2014'.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience
    from copperplate.periods import parse_period

    try:
        wanted = parse_period(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="PERIOD") from None
    found = pipeline.records(
        workspace_of(context),
        measure,
        wanted,
        area=area,
        known=known_on,
        audience=Audience(audience),
    )
    writers: dict[str, Callable[[Any], str]] = {
        "text": terminal.records_as_text,
        "json": terminal.records_as_json,
        "csv": terminal.records_as_csv,
    }
    click.echo(writers[form](found), nl=False)


@click.command()
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B")
@click.option("--records", is_flag=True, help="List the identifiers of what differs.")
@AUDIENCE
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Lines to read, or data for another program.",
)
@click.pass_context
def revisions(
    context: click.Context, earlier: str, later: str, records: bool, audience: str, form: str
) -> None:
    """Say what two releases of records, A and B, say differently of the same days, and why.

    What came late, was cancelled, reclassified or changed. A release is named as its folder
    below releases/, or by a part of that name that no other has.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    found = pipeline.revisions(
        workspace_of(context), earlier, later, audience=Audience(audience), listed=records
    )
    writers: dict[str, Callable[[Any], str]] = {
        "text": terminal.revisions_as_text,
        "json": terminal.revisions_as_json,
        "csv": terminal.revisions_as_csv,
    }
    click.echo(writers[form](found), nl=False)


@click.command()
@click.argument("paper")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, or data for another program.",
)
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


ANSWERS = (show, chart, map_, high_days, objectives, records, revisions, suggest, explain)
"""Every command of this module."""
