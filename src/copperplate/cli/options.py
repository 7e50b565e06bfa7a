"""What is typed after an option, and the options that mean the same wherever they stand.

Reads a word or refuses it; knows no command.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from copperplate.periods import PeriodKind
    from copperplate.workspace import Workspace

FC = TypeVar("FC", bound=Callable[..., Any] | click.Command)
"""What an option is put on."""

ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Day(click.ParamType[date]):
    """A date written year-month-day."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> date:
        """Read a date, or say how one is written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            written = "is not a date that exists" if ISO.match(str(value)) else "is not a date"
            self.fail(
                f"'{value}' {written}. Write year-month-day, e.g. 2019-11-19.",
                param,
                context,
            )


DAY = Day()

AREA = click.option("--area", metavar="CODE", help="The area; the workspace's force by default.")
TO = click.option("--to", type=DAY, metavar="DATE", help="Last day counted.")
KNOWN_ON = click.option(
    "--known-on", type=DAY, metavar="DATE", help="Use only what was known on this day."
)
AUDIENCE = click.option(
    "--audience",
    type=click.Choice(["public", "board", "restricted"]),
    default="restricted",
    show_default=True,
    help="For whom the output is; decides the disclosure policy.",
)


LINES = "Lines to read, or data for another program."


def written_as(
    *forms: str, help: str = "A table to read, or data for another program."
) -> Callable[[FC], FC]:
    """Return the option that says how an answer is written: as the first form unless one is named.

    Args:
        forms: What may be named.
        help: What they are for.
    """
    choice = click.Choice(forms)
    return click.option(
        "--format", "form", type=choice, default=forms[0], show_default=True, help=help
    )


def workspace_of(context: click.Context) -> Workspace:
    """Return the workspace a command works in."""
    from copperplate.workspace import Workspace

    return Workspace.at(context.obj)


def kind_of(period: str | None) -> PeriodKind | None:
    """Return the shape of period somebody asked for; None where nobody did."""
    from copperplate.periods import PeriodKind

    kinds = [kind.value for kind in PeriodKind]
    if period is not None and period not in kinds:
        raise click.BadParameter(
            f"'{period}' is not a shape of period. Choose one of: {', '.join(kinds)}.",
            param_hint="--period",
        )
    return PeriodKind(period) if period else None
