"""Commands that answer from records: parts, days, revisions, and the records themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from copperplate.periods import Period


@click.command()
@click.argument("measure")
@click.option(
    "--by",
    "by",
    metavar="COLUMN",
    multiple=True,
    required=True,
    help="What it is split by. Given several times: markers, each of them by itself.",
)
@click.option("--and", "second", metavar="COLUMN", help="A second column, joined to the first.")
@AREA
@click.option("--period", metavar="KIND", help="Shape of period: the year to date by default.")
@TO
@click.option("--base", metavar="PERIOD", help="The earlier period; a year before by default.")
@KNOWN_ON
@AUDIENCE
@written_as("text", "json", "csv")
@click.pass_context
def breakdown(
    context: click.Context,
    measure: str,
    by: tuple[str, ...],
    second: str | None,
    area: str | None,
    period: str | None,
    to: date | None,
    base: str | None,
    known_on: date | None,
    audience: str,
    form: str,
) -> None:
    """Print the parts of a count of records, this span beside the same days of its base year.

    Parts are sorted by size, the whole stands at the foot, and below it what the figures say. Small
    numbers are hidden as the audience's policy asks, and as many others as would give them away.
    """
    from copperplate import pipeline, terminal
    from copperplate.disclosure import Audience

    found = pipeline.broken_down(
        workspace_of(context),
        measure,
        by=by,
        together_with=second,
        area=area,
        kind=kind_of(period),
        to=to,
        base=_base(base),
        known=known_on,
        audience=Audience(audience),
    )
    writers: dict[str, Callable[[Any], str]] = {
        "text": terminal.breakdown_as_text,
        "json": terminal.breakdown_as_json,
        "csv": terminal.breakdown_as_csv,
    }
    click.echo(writers[form](found), nl=False)


def _base(text: str | None) -> Period | None:
    """Return the base period somebody wrote; None where nobody did."""
    from copperplate.periods import parse_period

    try:
        return None if text is None else parse_period(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--base") from None


@click.command("high-days")
@click.argument("measure")
@AREA
@TO
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
@written_as("text", "json", "csv")
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
@written_as("text", "json", "csv", help=LINES)
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
@written_as("text", "json", "csv", help=LINES)
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


OF_RECORDS = (breakdown, high_days, records, revisions)
"""Every command of this module."""
