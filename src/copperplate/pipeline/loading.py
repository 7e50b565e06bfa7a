"""Files into a workspace as one release.

Holds the workspace while it writes; what a file says is `sources`' part.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from copperplate.sources.release import Release, load_release
from copperplate.workspace import Workspace


def load(
    workspace: Workspace,
    source: str,
    files: Sequence[Path],
    *,
    as_at: date | None,
    published: date | None,
    today: date,
) -> tuple[Release, bool]:
    """Load files as one release of the workspace; see `sources.release.load_release`."""
    with workspace.writing():
        workspace.refuse_elsewhere(f"releases/{source}")
        return load_release(
            source,
            files,
            releases_folder=workspace.root / "releases",
            as_at=as_at,
            published=published,
            register=workspace.register,
            today=today,
        )
