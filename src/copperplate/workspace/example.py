"""The example workspaces that ship with the product: where they lie, and a copy of one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from copperplate.atomic import new_folder
from copperplate.workspace.folder import SETTINGS, Workspace, something_there

REAL, SYNTHETIC = "west-midlands-2019", "brumshire-2013-14"
# What is made in an example, and not part of it.
_MADE = {REAL: ("out",), SYNTHETIC: ("out", "releases", "truth", "pseudonym.key")}
COPIES = {REAL: "copperplate-demo", SYNTHETIC: "copperplate-brumshire"}


def example_at(name: str, into: Path | None, here: Path) -> Workspace:
    """Return an example workspace, copied first where there is none yet.

    Args:
        name: Which of `COPIES`.
        into: Folder to copy it to; None for the project's own `examples` folder when
            `here` is a checkout of the project, else for a folder of `COPIES` in `here`.
        here: The current folder.

    Raises:
        BadWorkspace: `into` holds something that is not a workspace (K006).
    """
    checkout = here / "examples" / name
    if into is None and (checkout / SETTINGS).is_file():
        return Workspace.at(checkout)
    target = into or here / COPIES[name]
    if (target / SETTINGS).is_file():
        return Workspace.at(target)
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    if target.exists():
        raise something_there(target)
    with new_folder(target) as staging:
        for file, data in _files(_shipped(name), "", _MADE[name]):
            staging.write(file, data)
    return Workspace.at(target)


def _shipped(name: str) -> Traversable:
    """Return an example inside an installed package, or beside an editable one."""
    inside = resources.files("copperplate").joinpath("examples", name)
    if inside.is_dir():
        return inside
    return Path(__file__).parents[3] / "examples" / name


def _files(folder: Traversable, under: str, made: Sequence[str]) -> list[tuple[str, bytes]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{under}{entry.name}"
        if name in made:
            continue
        if entry.is_dir():
            found += _files(entry, f"{name}/", made)
        elif not entry.name.startswith(".copperplate-"):
            found.append((name, entry.read_bytes()))
    return found
