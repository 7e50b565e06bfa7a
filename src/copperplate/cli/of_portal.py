"""The command that serves the portal."""

from __future__ import annotations

import click

from copperplate.cli.options import workspace_of
from copperplate.errors import BadWorkspace


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address listened on.")
@click.option(
    "--database",
    metavar="URL",
    envvar="COPPERPLATE_DATABASE",
    default="",
    help="A PostgreSQL database; by default a file of SQLite in the workspace.",
)
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
    from copperplate.portal.serving import missing_extra, prepare, say_link
    from copperplate.portal.serving import serve as serve_portal

    missing = missing_extra()
    if missing is not None:
        raise BadWorkspace(missing)
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


OF_PORTAL = (serve,)
"""Every command of this module."""
