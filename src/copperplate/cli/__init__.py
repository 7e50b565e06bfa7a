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
from copperplate.cli.of_drawings import OF_DRAWINGS
from copperplate.cli.of_milestones import OF_MILESTONES
from copperplate.cli.of_portal import OF_PORTAL
from copperplate.cli.of_records import OF_RECORDS
from copperplate.cli.of_registers import OF_REGISTERS
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
@click.argument("name", type=click.Choice(["west-midlands", "brumshire"]), default="west-midlands")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put the example; by default the project's own, or a folder made here.",
)
def demo(name: str, into: Path | None) -> None:
    """Build an example paper: of published data, or of records.

    'west-midlands' is the headline paper of November 2019 from real published data. 'brumshire'
    is the paper of April 2014 of a force that does not exist: its records are drawn first, once,
    which takes a minute or two.
    """
    from copperplate import pipeline
    from copperplate.pipeline.synthesising import PAPER
    from copperplate.workspace.example import REAL, SYNTHETIC, example_at

    program = "copperplate" if shutil.which("copperplate") else sys.argv[0]
    if name == "brumshire":
        workspace = example_at(SYNTHETIC, into, Path())
        built = pipeline.build_brumshire(workspace, today=date.today(), said=_say_aside)
        _say_stamps(built.document.synthetic)
        made, paper, then = "Brumshire paper of 1 April 2014", PAPER, "objectives"
    else:
        workspace = example_at(REAL, into, Path())
        made, paper = "West Midlands headline paper of 19 November 2019", "2019-11"
        built = pipeline.build(workspace, paper)
        then = "show recorded_crime_rate --peers"
    folder = workspace.root / "out" / paper
    click.echo(f"Made the {made}: {', '.join(built.files)}.")
    click.echo(f"It lies in {folder}; open {folder / 'paper.html'} in a browser.")
    click.echo(f"Next: {program} --workspace {workspace.root} {then}")


def _say_aside(said: str) -> None:
    click.echo(said, err=True)


class _ReadOn(click.ParamType[date]):
    """A day that an extract of the synthetic force may be read on."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> date:
        from copperplate.synthetic.world import FIRST, LAST

        day = DAY.convert(value, param, context)
        if not FIRST <= day <= LAST:
            self.fail(
                f"{day} is not from {FIRST} to {LAST}, when there are records.", param, context
            )
        return day


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--seed", type=click.IntRange(0), help="Another number, another force than the example's."
)
@click.option(
    "--crimes",
    type=click.IntRange(10_000, 100_000_000),
    help="How many, and no other records; by default as many as West Midlands recorded.",
)
@click.option("--nothing-planted", is_flag=True, help="No trend and no change; asks for --crimes.")
@click.option(
    "--read-on",
    "days",
    type=_ReadOn(),
    multiple=True,
    help="The day an extract is read on; several times for several. By default six days.",
)
def synthesise(
    folder: Path,
    seed: int | None,
    crimes: int | None,
    nothing_planted: bool,
    days: tuple[date, ...],
) -> None:
    """Draw the records of Brumshire Police, which does not exist, into a new folder.

    What is planted in them is written down beside them, so that whatever is found can be judged.
    """
    from copperplate import pipeline
    from copperplate.periods import long_date
    from copperplate.synthetic.places import MARK
    from copperplate.synthetic.world import SEED
    from copperplate.synthetic.writing import READ_ON

    if nothing_planted and crimes is None:
        raise click.UsageError("--nothing-planted asks for a number of --crimes.")
    written = pipeline.make_force(
        folder,
        seed=SEED if seed is None else seed,
        crimes=crimes,
        nothing_planted=nothing_planted,
        read_on=sorted(set(days)) or READ_ON,
    )
    click.echo(MARK)
    click.echo(f"Made {folder}: extracts/, areas/, truth/")
    for day, rows in written.items():
        click.echo(f"  read on {long_date(day)}: {rows:,} crimes")
    last = list(written)[-1].isoformat()
    click.echo(
        f"Next: copperplate load extract {folder}/extracts/{last}/crimes --mapping crimes "
        f"--as-at {last}, in a workspace such as that of 'copperplate demo brumshire'"
    )


for answer in (
    *ANSWERS,
    *OF_DRAWINGS,
    *OF_MILESTONES,
    *OF_PORTAL,
    *OF_RECORDS,
    *OF_REGISTERS,
):
    main.add_command(answer)
