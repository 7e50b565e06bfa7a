"""The command that speaks of one milestone, or of what a new one would ask: it changes nothing."""

from __future__ import annotations

from datetime import date

import click

from copperplate.cli.options import AREA, AUDIENCE, KNOWN_ON, TO, workspace_of, written_as


@click.command()
@click.argument("aim", required=False)
@click.option(
    "--propose",
    metavar="MEASURE",
    help="In place of an AIM: set out what a new milestone on a measure would rest on.",
)
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
    aim: str | None,
    propose: str | None,
    plan: str | None,
    area: str | None,
    by: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    form: str,
) -> None:
    """Say of one AIM of a plan where its milestone stands, month by month and area by area.

    With --propose MEASURE it sets out instead what a plan's author needs to know before naming a
    number. It proposes none.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    if (aim is None) == (propose is None):
        raise click.UsageError("Name an AIM, or a measure with --propose, and not both.")
    if propose is not None:
        if plan is not None or by is not None or form == "svg":
            raise click.UsageError("--propose goes without --plan, --by and --format svg.")
        proposed = pipeline.proposed(
            workspace_of(context),
            propose,
            area=area,
            to=to,
            known=known_on,
            audience=Audience(audience),
        )
        say = {
            "text": terminal.proposal_as_text,
            "json": terminal.proposal_as_json,
            "csv": terminal.proposal_as_csv,
        }
        click.echo(say[form](proposed), nl=False)
        return
    assert aim is not None
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
