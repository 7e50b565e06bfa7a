"""The command `registers`: its lists and tables, and the way out to a spreadsheet and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from copperplate.cli.options import DAY, LINES, workspace_of, written_as

FILE = click.Path(path_type=Path, dir_okay=False)


class _Registers(click.Group):
    """Commands about registers; what is none of them is the name of a register to show."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Read the words; where no command stands first, it is 'show'."""
        if not args or (args[0] not in self.commands and args[0] not in context.help_option_names):
            args = ["show", *args]
        return super().parse_args(context, args)


@click.group(cls=_Registers)
def registers() -> None:
    """List the registers beside the plan, print one, or take one to a spreadsheet and back.

    'copperplate registers' prints a line a register, 'copperplate registers NAME' its table:
    both are 'registers show'.
    """


@registers.command("show")
@click.argument("name", required=False)
@click.option("--to", type=DAY, metavar="DATE", help="The day judged on; the newest release's.")
@click.option("--owner", metavar="OFFICE", help="Only entries that this office owns.")
@written_as("text", "json", "csv", help=LINES)
@click.pass_context
def show_registers(
    context: click.Context, name: str | None, to: date | None, owner: str | None, form: str
) -> None:
    """Print a line a register, or with a NAME its table, overdue entries first.

    What is overdue is judged on the day of --to; without it on the day of the newest release,
    never on today.
    """
    from copperplate import pipeline, terminal

    workspace = workspace_of(context)
    if name is None:
        held = pipeline.registers(workspace, to=to, owner=owner)
        lists = {
            "text": terminal.registers_as_text,
            "json": terminal.registers_as_json,
            "csv": terminal.registers_as_csv,
        }
        click.echo(lists[form](held), nl=False)
        return
    one = pipeline.register(workspace, name, to=to, owner=owner)
    tables = {
        "text": terminal.register_as_text,
        "json": terminal.register_as_json,
        "csv": terminal.register_as_csv,
    }
    click.echo(tables[form](one), nl=False)


@registers.command("export")
@click.argument("file", type=FILE)
@click.argument("name")
@click.pass_context
def export_register(context: click.Context, file: Path, name: str) -> None:
    """Write the register NAME to FILE.csv or FILE.xlsx, one row an entry.

    'copperplate registers import' reads it back as the same entries.
    """
    from copperplate import pipeline, terminal
    from copperplate.atomic import replace_file

    form = file.suffix.lower()
    if form not in (".csv", ".xlsx"):
        raise click.BadParameter(
            f"'{file.name}' ends neither in .csv nor in .xlsx, and a register is written as one of "
            "these.",
            param_hint="FILE",
        )
    one = pipeline.register(workspace_of(context), name)
    if form == ".csv":
        replace_file(file, terminal.register_as_table(one).encode("utf-8-sig"))
    else:
        replace_file(file, terminal.register_as_workbook(one))
    for stamp in one.synthetic:
        click.echo(stamp)
    click.echo(f"Wrote {file}: {len(one.stood)} entries.")


@registers.command("import")
@click.argument("file", type=FILE)
@click.argument("name")
@click.option("--kind", metavar="KIND", help="Of a register that is not there yet.")
@click.option("--title", metavar="TEXT", help="The register's; as it is there if left out.")
@click.option("--accept", is_flag=True, help="Write the register; without it nothing changes.")
@click.pass_context
def import_register(
    context: click.Context, file: Path, name: str, kind: str | None, title: str | None, accept: bool
) -> None:
    """Read FILE (CSV or XLSX) as the register NAME, and say what it changes.

    Entries added, changed and gone are listed; --accept puts them into registers/NAME.yaml, whose
    comments are not kept.
    """
    from copperplate import pipeline, terminal

    taken = pipeline.import_register(
        workspace_of(context), file, name, kind=kind, title=title, accept=accept
    )
    click.echo(terminal.taken_as_text(taken), nl=False)


OF_REGISTERS = (registers,)
"""Every command of this module."""
