"""The commands of the portal: serving it, its backup, and a backup put back."""

from __future__ import annotations

from pathlib import Path

import click

from copperplate.cli.options import workspace_of

_FILE = click.Path(path_type=Path, dir_okay=False)
_DATABASE = click.option(
    "--database",
    metavar="URL",
    envvar="COPPERPLATE_DATABASE",
    default="",
    help="A PostgreSQL database; by default a file of SQLite in the workspace.",
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port listened on.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address listened on.")
@_DATABASE
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name browsers reach it by; several times for several. Asks for encryption.",
)
@click.option(
    "--behind-proxy", is_flag=True, help="One proxy before it does the encryption and says so."
)
@click.pass_context
def serve(
    context: click.Context,
    port: int,
    host: str,
    database: str,
    names: tuple[str, ...],
    behind_proxy: bool,
) -> None:
    """Serve the portal of a workspace, until stopped.

    At the first start it prints a link, alone on a line, that works once and makes the
    administrator. Without --name it is for this machine alone, without encryption.
    """
    from copperplate.portal.configuration import LOOPBACK, Configuration
    from copperplate.portal.serving import prepare, say_link
    from copperplate.portal.serving import serve as serve_portal

    if not names and host not in ("127.0.0.1", "::1", "localhost"):
        raise click.UsageError(
            "Beyond this machine the portal is reached by a name and with encryption: give --name, "
            "and a proxy before it (see the how-to guide)."
        )
    workspace = workspace_of(context)
    configuration = Configuration(
        workspace=workspace.root.absolute(),
        database=database,
        hosts=names or LOOPBACK,
        plain_http=not names,
        behind_proxy=behind_proxy,
    )
    link = prepare(configuration)
    shown = names[0] if names else "localhost" if host in ("127.0.0.1", "::1") else host
    scheme = "https" if names else "http"
    if link is not None:
        click.echo("Open this link once, to become the administrator:", err=True)
        say_link(link, host=shown, port=port, scheme=scheme)
    click.echo(
        f"Serving {workspace.root} at {scheme}://{shown}:{port}/ (stop with Ctrl-C)", err=True
    )
    serve_portal(configuration, host=host, port=port)


@click.command()
@click.argument("file", type=_FILE)
@_DATABASE
@click.pass_context
def backup(context: click.Context, file: Path, database: str) -> None:
    """Take a backup of the workspace and its portal into one new file, while it is used.

    Prints the file's checksum as 'sha256sum --check' reads it. Keys, sessions and links that let
    somebody in are not in it; what else is, is for its owner's eyes alone.
    """
    from copperplate.portal.backup.taking import take
    from copperplate.portal.configuration import Configuration

    root = workspace_of(context).root.absolute()
    taken = take(Configuration(workspace=root, database=database), file)
    click.echo(f"{taken.sha256}  {file}")
    click.echo(f"Files: {taken.files}. Audit: event {taken.number}, {taken.head}.", err=True)
    click.echo("Not in it, to be kept apart: pseudonym.key, portal/secret.key.", err=True)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--into",
    metavar="FOLDER",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to be; nothing may be there.",
)
@_DATABASE
def restore(file: Path, into: Path, database: str) -> None:
    """Put a backup into a new folder and an empty database, all of it or nothing.

    Every file is held against its checksum, and the audit is walked, before anything is there.
    Prints the audit's newest event, to be held against what was printed with the backup.
    """
    from copperplate.portal.backup.restoring import restore as put_back

    restored = put_back(file, into, database=database)
    click.echo(f"Audit: event {restored.number}, {restored.head}.")
    click.echo(f"Restored {restored.files} files and {restored.people} people.", err=True)
    click.echo(
        "Put pseudonym.key back before an extract is loaded: with another key the same person "
        "gets another pseudonym. Everybody signs in anew.",
        err=True,
    )


OF_PORTAL = (serve, backup, restore)
"""Every command of this module."""
