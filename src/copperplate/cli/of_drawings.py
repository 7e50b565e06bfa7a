"""Commands that draw: they print a picture's sentences and its table, or write the picture.

A picture goes into a file whole or not at all, in the format its name ends in.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from copperplate.cli.options import (
    AREA,
    AUDIENCE,
    KNOWN_ON,
    TO,
    kind_of,
    workspace_of,
)

if TYPE_CHECKING:
    from copperplate.pipeline import Drawn

KINDS_OF_AREA = ("districts", "wards", "forces", "units", "priority-areas")
SVG, PNG = ".svg", ".png"


class PictureFile(click.ParamType[Path]):
    """A file that a picture is written to, in the format its name ends in."""

    name = "file"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> Path:
        """Read a path, or say which endings there are."""
        path = Path(value)
        if path.suffix.lower() not in (SVG, PNG):
            self.fail(
                f"'{path.name}' does not end in {SVG} or {PNG}, and no other picture is written.",
                param,
                context,
            )
        if path.is_dir():
            self.fail(f"'{path.name}' is a folder. Name a file in it.", param, context)
        return path


INTO = click.option(
    "--into", type=PictureFile(), metavar="FILE", help="The picture's file: .svg, or .png."
)
CHARTED = click.option("--period", metavar="KIND", help="Shape of period: months, else quarters.")


def put(made: Drawn, into: Path | None) -> None:
    """Write a drawing where it is wanted, and print what stands beside it."""
    from copperplate import terminal
    from copperplate.atomic import replace_file

    if into is None:
        click.echo(made.svg, nl=False)
    else:
        replace_file(into, made.png if into.suffix.lower() == PNG else made.svg.encode())
    click.echo(terminal.drawing_as_text(made), nl=False, err=into is None)


@click.command("map")
@click.argument("measure")
@click.option(
    "--of",
    type=click.Choice(KINDS_OF_AREA),
    default="districts",
    show_default=True,
    help="The areas drawn.",
)
@click.option("--area", metavar="CODE", help="What they lie in: the force; of forces, everything.")
@click.option("--period", metavar="P", help="A period, or a shape of period: its newest.")
@TO
@KNOWN_ON
@AUDIENCE
@INTO
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
    put(made, into)


@click.command()
@click.argument("measure")
@AREA
@click.option(
    "--by",
    type=click.Choice(KINDS_OF_AREA),
    help="One small chart for each of these areas that lie in the area.",
)
@click.option("--own-scales", is_flag=True, help="With --by: each small chart on its own scale.")
@CHARTED
@TO
@KNOWN_ON
@AUDIENCE
@INTO
@click.pass_context
def chart(
    context: click.Context,
    measure: str,
    area: str | None,
    by: str | None,
    own_scales: bool,
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

    if own_scales and by is None:
        raise click.UsageError("--own-scales goes with --by.")
    asked: dict[str, Any] = {
        "area": area,
        "kind": kind_of(period),
        "to": to,
        "known": known_on,
        "audience": Audience(audience),
    }
    workspace = workspace_of(context)
    if by is None:
        made = pipeline.chart(workspace, measure, **asked)
    else:
        made = pipeline.multiples(workspace, measure, of=by, own_scales=own_scales, **asked)
    put(made, into)


@click.command()
@click.argument("measure")
@click.argument("other", required=False)
@AREA
@click.option(
    "--with-area",
    metavar="CODE",
    help="The area of the second chart; that of the first if left out.",
)
@CHARTED
@TO
@KNOWN_ON
@AUDIENCE
@INTO
@click.pass_context
def compare(
    context: click.Context,
    measure: str,
    other: str | None,
    area: str | None,
    with_area: str | None,
    period: str | None,
    to: date | None,
    known_on: date | None,
    audience: str,
    into: Path | None,
) -> None:
    """Draw two control charts one above the other on one time axis, and print both tables as one.

    Of two measures, or of one measure in two areas. What moves at the same time is seen; why is
    not said.
    """
    from copperplate import pipeline
    from copperplate.disclosure import Audience

    made = pipeline.compare(
        workspace_of(context),
        left=(measure, area),
        right=(other or measure, with_area or area),
        kind=kind_of(period),
        to=to,
        known=known_on,
        audience=Audience(audience),
    )
    put(made, into)


OF_DRAWINGS = (chart, map_, compare)
"""Every command of this module."""
