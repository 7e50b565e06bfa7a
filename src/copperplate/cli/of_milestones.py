"""The command that speaks of one milestone, or of what a new one would ask: it changes nothing."""

from __future__ import annotations

from datetime import date

import click

from copperplate.cli.options import AREA, AUDIENCE, KNOWN_ON, TO, workspace_of, written_as


@click.command()
@click.argument("aim")
@click.option("--plan", metavar="ID", help="The plan; the workspace's own, or that with the aim.")
@AREA
@click.option(
    "--by",
    type=click.Choice(["districts", "wards", "units", "priority-areas"]),
    help="Say where each area of a kind stands, too.",
)
@TO
@KNOWN_ON
@AUDIENCE
@written_as("text", "json", "csv", "svg", help="To read, data for another program, or a drawing.")
@click.pass_context
def milestone(
    context: click.Context,
    aim: str,
    plan: str | None,
    area: str | None,
    by: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    form: str,
) -> None:
    """Say of one AIM of a plan where its milestone stands, month by month and area by area."""
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    sheet = pipeline.milestone(
        workspace_of(context),
        aim,
        plan=plan,
        area=area,
        by=by,
        to=to,
        known=known_on,
        audience=Audience(audience),
    )
    if form == "svg":
        click.echo(pipeline.milestone_drawn(sheet).svg, nl=False)
        return
    writers = {
        "text": terminal.milestone_as_text,
        "json": terminal.milestone_as_json,
        "csv": terminal.milestone_as_csv,
    }
    click.echo(writers[form](sheet), nl=False)


OF_MILESTONES = (milestone,)
"""Every command of this module."""
