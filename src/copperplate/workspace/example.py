"""The example workspace that ships with the product: where it lies, and a copy of it."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from copperplate.atomic import new_folder
from copperplate.errors import BadWorkspace, Place, Problem
from copperplate.workspace.folder import SETTINGS, Workspace

NAME = "west-midlands-2019"
COPY = "copperplate-demo"


def example_at(into: Path | None, here: Path) -> Workspace:
    """Return the example workspace, copied first where there is none yet.

    Args:
        into: Folder to copy it to; None for the project's own `examples` folder when
            `here` is a checkout of the project, else for a folder `COPY` in `here`.
        here: The current folder.

    Raises:
        BadWorkspace: `into` holds something that is not a workspace (K006).
    """
    checkout = here / "examples" / NAME
    if into is None and (checkout / SETTINGS).is_file():
        return Workspace.at(checkout)
    target = into or here / COPY
    if (target / SETTINGS).is_file():
        return Workspace.at(target)
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    if target.exists():
        raise BadWorkspace(
            Problem(
                code="K006",
                place=Place(file=str(target)),
                what="There is something in this folder already.",
                remedy="Give the name of a folder that does not exist yet.",
            )
        )
    with new_folder(target) as staging:
        for name, data in _files(_shipped(), ""):
            staging.write(name, data)
    return Workspace.at(target)


def _shipped() -> Traversable:
    """Return the example inside an installed package, or beside an editable one."""
    inside = resources.files("copperplate").joinpath("examples", NAME)
    if inside.is_dir():
        return inside
    return Path(__file__).parents[3] / "examples" / NAME


def _files(folder: Traversable, under: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{under}{entry.name}"
        if entry.is_dir():
            if name != "out":
                found += _files(entry, f"{name}/")
        elif not entry.name.startswith(".copperplate-"):
            found.append((name, entry.read_bytes()))
    return found
