"""The command line: parses arguments, calls one function of `pipeline`, prints.

Heavy parts are imported by the command that needs them, so that help is instant.
"""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from copperplate import __version__
from copperplate.cli.answers import ANSWERS
from copperplate.cli.of_records import OF_RECORDS
from copperplate.cli.options import DAY, workspace_of
from copperplate.errors import ExitCode, Place, Problem, Refusal

EXIT_CODES = """\b
Exit codes: 0 done · 1 a fault of ours · 2 how the command was written · 3 a definition
(plan, measure, paper, words) · 4 an input file · 5 an unknown name · 6 the workspace
· 7 disclosure control"""


class Commands(click.Group):
    """The group of commands; a refusal becomes its message and its exit code."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command, and say a refusal in its own words, without a traceback."""
        try:
            return super().invoke(context)
        except Refusal as refusal:
            click.echo("\n\n".join(str(problem) for problem in refusal.problems), err=True)
            context.exit(int(refusal.exit_code))
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of our output has gone; click knows what to do
            problem = Problem(
                code="K007",
                place=Place(file=str(context.params.get("folder", "."))),
                what=f"The disk refused: {error.strerror or type(error).__name__}.",
                remedy="Nothing was left half-written. Free some space, or ask for permission to "
                "write here, and try again.",
            )
            click.echo(str(problem), err=True)
            context.exit(int(ExitCode.WORKSPACE))


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"max_content_width": 92})
@click.version_option(__version__, prog_name="copperplate")
@click.option(
    "--workspace",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="FOLDER",
    help="The workspace to work in; the current folder by default.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Make board papers for police forces and their commissioners.

    Every figure in them is computed, dated, traceable and safe to publish.

    \b
    Begin with:
      copperplate demo                         a whole paper on real data
      copperplate init my-force --force Kent   a workspace of your own
      copperplate load --help                  which publications can be read
      copperplate build first                  a paper
    """  # noqa: D301  (click's sign for "keep these lines")
    context.obj = folder


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--force", metavar="CODE|NAME", help="One of the 43 forces; West Midlands if not given."
)
def init(folder: Path, force: str | None) -> None:
    """Make a new workspace for a force.

    It holds settings, a small plan, the shipped measures, the area register and a first
    paper, all of which can be checked and built as they stand once data are loaded.
    """
    from copperplate.workspace.start import start

    area = start(folder, force)
    click.echo(f"Made a workspace for {area.name} ({area.code}) in {folder}.")
    click.echo("Next: load a publication ('copperplate load --help'), then")
    click.echo(f"      copperplate --workspace {folder} build first")


def _sources_help() -> str:
    from copperplate.sources.release import SOURCES

    lines = [f"  {name:<20} {description}" for name, description in SOURCES.items()]
    return "\b\nSources:\n" + "\n".join(lines)


class LoadCommand(click.Command):
    """`load`, whose help lists the sources there are."""

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of sources below the options."""
        self.epilog = _sources_help()
        super().format_epilog(context, formatter)


@main.command(cls=LoadCommand)
@click.argument("source")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--as-at", type=DAY, metavar="DATE", help="The day the records were read.")
@click.option("--published", type=DAY, metavar="DATE", help="The day readers first saw it.")
@click.option("--mapping", metavar="NAME", help="Of extract.yaml; the only one if left out.")
@click.option(
    "--accept",
    metavar="REASON",
    help="Load records though their number does not look right, and say why in the release.",
)
@click.pass_context
def load(
    context: click.Context,
    source: str,
    files: tuple[Path, ...],
    as_at: date | None,
    published: date | None,
    mapping: str | None,
    accept: str | None,
) -> None:
    """Load a publication as a release: dated, checked, never altered afterwards.

    Give at least one of --as-at and --published. The same file twice is recognised; another
    file under the same name and date is refused.
    """
    from copperplate import pipeline

    workspace = workspace_of(context)
    with click.progressbar(
        length=len(files), label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        release, already = pipeline.load(
            workspace,
            source,
            files,
            as_at=as_at,
            published=published,
            today=date.today(),
            mapping=mapping,
            accept=accept,
        )
        bar.update(len(files))
    _say_stamps(release.synthetic)
    if already:
        click.echo(f"Nothing to do: {release.identity} holds exactly this already.")
        return
    click.echo(f"Loaded {release.identity}: {release.title}")
    for table, rows in sorted(release.tables.items()):
        click.echo(f"  {table}: {rows:,} rows")
    for note in release.notes:
        click.echo(f"  note: {note}")
    for found in release.reconciliations:
        # guard: no-unpublished-numbers. A terminal is copied and logged; release.json is not.
        said = found if release.published is not None else found.without_numbers
        click.echo(f"  warning: {said}", err=True)
    if release.rejects:
        click.echo(
            f"  {release.rejects:,} cells or rows were rejected; see "
            f"releases/{release.identity}/rejects.csv",
            err=True,
        )


def _say_stamps(synthetic: Iterable[str]) -> None:
    """Say what does not exist, before anything else is said."""
    for stamp in synthetic:
        click.echo(stamp)


@main.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Read every file of the workspace and say everything that is wrong with it."""
    from copperplate import pipeline

    problems, looked = pipeline.check(workspace_of(context))
    for line in looked:
        click.echo(line)
    if problems:
        click.echo("")
        click.echo("\n\n".join(str(problem) for problem in problems), err=True)
        click.echo(f"\n{len(problems)} problem{'s' * (len(problems) > 1)}.", err=True)
        context.exit(int(ExitCode.DEFINITION))
    click.echo("No problems.")


@main.command()
@click.argument("paper")
@click.pass_context
def build(context: click.Context, paper: str) -> None:
    """Build a paper of papers/ into out/PAPER/: HTML, PDF, its record and its manifest."""
    from copperplate import pipeline

    workspace = workspace_of(context)
    built = pipeline.build(workspace, paper)
    folder = context.obj / "out" / paper
    _say_stamps(built.document.synthetic)
    click.echo(f"Built {paper}: {built.document.cover.title}")
    for name in built.files:
        click.echo(f"  {folder / name}")


@main.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put the example; by default the project's own, or ./copperplate-demo.",
)
def demo(into: Path | None) -> None:
    """Build the West Midlands headline paper of November 2019 from real published data."""
    from copperplate import pipeline
    from copperplate.workspace.example import example_at

    workspace = example_at(into, Path())
    built = pipeline.build(workspace, "2019-11")
    folder = workspace.root / "out" / "2019-11"
    click.echo(
        f"Made the West Midlands headline paper of 19 November 2019: {', '.join(built.files)}."
    )
    click.echo(f"It lies in {folder}; open {folder / 'paper.html'} in a browser.")
    program = "copperplate" if shutil.which("copperplate") else sys.argv[0]
    click.echo(f"Next: {program} --workspace {workspace.root} show recorded_crime_rate --peers")


for answer in (*ANSWERS, *OF_RECORDS):
    main.add_command(answer)
