"""The text of one file of a workspace, or why there is none. Knows nothing of what it says."""

from __future__ import annotations

from pathlib import Path

from copperplate.errors import BadDefinition, BadWorkspace, Place, Problem


def text_at(root: Path, name: str, *, most: int = -1) -> str:
    """Return the text of a file of a workspace.

    Args:
        root: The workspace's folder.
        name: The file's, below it, as the user knows it.
        most: How many characters are read at most; all of them if negative.

    Raises:
        BadWorkspace: There is no such file (K004), or a folder in its place (K009).
        BadDefinition: It is not UTF-8 text (K005).
    """
    path = root / name
    try:
        # Some editors begin a file with a mark of its encoding; it is no part of the text.
        with path.open(encoding="utf-8-sig") as file:
            return file.read(most)
    except IsADirectoryError:
        raise BadWorkspace(
            Problem(
                code="K009",
                place=Place(file=name),
                what="It is a folder, and a file belongs here.",
                remedy="Give the folder another name, or move it to another place.",
            )
        ) from None
    except FileNotFoundError:
        raise BadWorkspace(
            Problem(
                code="K004",
                place=Place(file=name),
                what="The workspace lacks this file.",
                remedy="Restore it, or compare with a fresh 'copperplate init FOLDER'.",
            )
        ) from None
    except UnicodeDecodeError:
        raise BadDefinition(
            Problem(
                code="K005",
                place=Place(file=name),
                what="The file is not UTF-8 text.",
                remedy="Save it again as UTF-8.",
            )
        ) from None
