"""The command line: parses arguments, calls one function of `pipeline`, prints.

Heavy parts are imported by the command that needs them, so that help is instant.
"""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from copperplate import __version__
from copperplate.cli.options import AREA, AUDIENCE, DAY, KNOWN_ON
from copperplate.errors import ExitCode, Place, Problem, Refusal

if TYPE_CHECKING:
    from copperplate.workspace import Workspace

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


def _workspace(context: click.Context) -> Workspace:
    from copperplate.workspace import Workspace

    return Workspace.at(context.obj)


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

    workspace = _workspace(context)
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


@main.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Read every file of the workspace and say everything that is wrong with it."""
    from copperplate import pipeline

    problems, looked = pipeline.check(_workspace(context))
    for line in looked:
        click.echo(line)
    if problems:
        click.echo("")
        click.echo("\n\n".join(str(problem) for problem in problems), err=True)
        click.echo(f"\n{len(problems)} problem{'s' * (len(problems) > 1)}.", err=True)
        context.exit(int(ExitCode.DEFINITION))
    click.echo("No problems.")


@main.command()
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
    from copperplate.periods import PeriodKind

    kinds = [kind.value for kind in PeriodKind]
    if period is not None and period not in kinds:
        raise click.BadParameter(
            f"'{period}' is not a shape of period. Choose one of: {', '.join(kinds)}.",
            param_hint="--period",
        )
    shown = pipeline.show(
        _workspace(context),
        measure,
        area=area,
        peers=peers,
        kind=PeriodKind(period) if period else None,
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


@main.command("map")
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
    from copperplate import pipeline, terminal
    from copperplate.atomic import replace_file
    from copperplate.disclosure import Audience
    from copperplate.periods import period_or_kind

    try:
        asked = None if period is None else period_or_kind(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from None
    made = pipeline.map_of(
        _workspace(context),
        measure,
        of=of,
        area=area,
        period=asked,
        to=to,
        known=known_on,
        audience=Audience(audience),
    )
    if into is None:
        click.echo(made.svg, nl=False)
    else:
        replace_file(into, made.svg.encode())
    click.echo(terminal.map_as_text(made), nl=False, err=into is None)


PROFILE_NAMES = ("house", "portal_2014")


@main.command()
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
        _workspace(context),
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


@main.command()
@click.argument("paper")
@click.pass_context
def build(context: click.Context, paper: str) -> None:
    """Build a paper of papers/ into out/PAPER/: HTML, PDF, its record and its manifest."""
    from copperplate import pipeline

    workspace = _workspace(context)
    built = pipeline.build(workspace, paper)
    folder = context.obj / "out" / paper
    click.echo(f"Built {paper}: {built.document.cover.title}")
    for name in built.files:
        click.echo(f"  {folder / name}")


@main.command()
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

    found = pipeline.suggest(_workspace(context), paper)
    writer = terminal.as_suggestions if form == "text" else terminal.suggestions_as_json
    click.echo(writer(found), nl=False)


@main.command()
@click.argument("figure")
@click.option("--paper", help="The paper it stands in; the newest if left out.")
@click.pass_context
def explain(context: click.Context, figure: str, paper: str | None) -> None:
    """Say where a FIGURE of a paper comes from: its name, or a number copied from the paper."""
    from copperplate import pipeline, terminal

    workspace = _workspace(context)
    name = paper if paper is not None else pipeline.newest_paper(workspace)
    explained = pipeline.explain(workspace, figure, paper=name)
    click.echo(f"Paper {name}\n")
    click.echo("\n".join(map(terminal.as_explanation, explained)), nl=False)


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
