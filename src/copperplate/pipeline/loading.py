"""Files into a workspace as one release.

Holds the workspace while it writes; what a file says is `sources`' part.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from copperplate import atomic
from copperplate.errors import BadInput, Place, Problem, UnknownName, listed, unknown_name
from copperplate.sources.extracts import Extract, extract_source
from copperplate.sources.extracts.asking import answer_of
from copperplate.sources.extracts.source import EXTRACT, SQL
from copperplate.sources.records.layout import RecordSource
from copperplate.sources.release import Release, load_release
from copperplate.sources.release_folder import need_a_date
from copperplate.workspace import Workspace
from copperplate.workspace.folder import EXTRACTS

MAPPED = (EXTRACT, SQL)
"""Sources whose layout the workspace declares."""


def load(
    workspace: Workspace,
    source: str,
    files: Sequence[Path],
    *,
    as_at: date | None,
    published: date | None,
    today: date,
    mapping: str | None = None,
    accept: str | None = None,
) -> tuple[Release, bool]:
    """Load files as one release of the workspace; see `sources.release.load_release`.

    Args:
        workspace: Where the release goes.
        source: Name of the source; one of `MAPPED` reads a layout the workspace declares.
        files: What to load.
        as_at: The day the records were read.
        published: The day readers first saw them.
        today: Nothing has been read or published after it.
        mapping: Which mapping of ``extract.yaml``; the only one if None.
        accept: Why records are loaded though their number does not look right.

    Raises:
        UnknownName: No such mapping (X111).
        BadInput: What `load_release` raises; nothing says which mapping (X112).
    """
    with workspace.writing():
        workspace.refuse_elsewhere(f"releases/{source}")
        with ExitStack() as stack:
            declared: str | RecordSource = source
            if source in MAPPED:
                need_a_date(as_at, published, today=today)
                known_from = published if as_at is None else as_at
                assert known_from is not None
                extract = _mapping(workspace, source, mapping)
                hides = any(column.pseudonym for column in extract.columns.values())
                key = workspace.pseudonym_key() if hides else ""
                declared = extract_source(extract, key=key, known_from=known_from)
                if source == SQL:
                    scratch = stack.enter_context(atomic.scratch_folder(workspace.releases_folder))
                    files = [answer_of(extract, workspace=workspace.root, into=scratch)]
            return load_release(
                declared,
                files,
                releases_folder=workspace.releases_folder,
                as_at=as_at,
                published=published,
                register=workspace.register,
                today=today,
                accept=accept,
            )


def _mapping(workspace: Workspace, source: str, name: str | None) -> Extract:
    """Return the mapping that is meant.

    Raises:
        UnknownName: There is none of this name, or for this source (X111).
        BadInput: There are several, and none was named (X112).
    """
    known = {
        extract.name: extract
        for extract in workspace.extracts.values()
        if (extract.query is not None) == (source == SQL)
    }
    if name is None and len(known) > 1:
        raise BadInput(
            Problem(
                code="X112",
                place=Place(file="--mapping"),
                what=f"{EXTRACTS} holds several mappings for '{source}', and none was named.",
                allowed=f"Mappings: {listed(known)}.",
                remedy="Name the one the file is of: --mapping NAME.",
            )
        )
    wanted = name if name is not None else next(iter(known), "")
    if wanted not in known:
        raise UnknownName(
            unknown_name(
                code="X111",
                place=Place(file="--mapping"),
                kind=f"mapping for '{source}'",
                name=wanted,
                known=known,
                remedy=f"Mappings are declared in {EXTRACTS}.",
            )
        )
    return known[wanted]
