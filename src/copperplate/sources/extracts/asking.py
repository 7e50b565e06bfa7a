"""The answer to a mapping's query as a file, to be read like any other."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from copperplate.engines.asking import NotAnswered, ask_duckdb, ask_postgresql
from copperplate.errors import BadInput, Place, Problem
from copperplate.sources.extracts.model import Extract

SERVICE = "service="


def answer_of(extract: Extract, *, workspace: Path, into: Path) -> Path:
    """Return the file the answer to a mapping's query was written to, as CSV in UTF-8.

    Args:
        extract: A mapping with a query.
        workspace: Where its database lies, if that is a file.
        into: A private folder.

    Raises:
        BadInput: The database lies outside the workspace (S052) or gives no answer (S053).
    """
    if extract.database is None or extract.query is None:
        raise TypeError(f"the mapping '{extract.name}' has no query")
    answer = into / f"{extract.name}.csv"
    try:
        with NamedTemporaryFile(
            "w", dir=into, delete=False, encoding="utf-8", newline=""
        ) as stream:
            if extract.database.startswith(SERVICE):
                ask_postgresql(extract.database.removeprefix(SERVICE), extract.query, stream)
            else:
                database = _inside(extract, workspace)
                ask_duckdb(database, extract.query, stream)
    except NotAnswered as silence:
        raise BadInput(
            Problem(
                code="S053",
                place=Place(file="extract.yaml", spot=extract.name),
                what=silence.why,
                allowed="Nothing was loaded, and nothing was changed in the database.",
                remedy="Try the query in the database's own program, with the same rights.",
            )
        ) from None
    Path(stream.name).rename(answer)
    return answer


def _inside(extract: Extract, workspace: Path) -> Path:
    """Return the database's file.

    Raises:
        BadInput: It lies outside the workspace, or is not there (S052).
    """
    path = (workspace / str(extract.database)).resolve()
    # guard: sql-inside. What a shared mapping names must not reach the rest of the machine.
    if not path.is_relative_to(workspace.resolve()) or not path.is_file():
        raise BadInput(
            Problem(
                code="S052",
                place=Place(file="extract.yaml", spot=extract.name),
                what="Its database is no file of this workspace.",
                allowed=f"A file below the workspace, or '{SERVICE}NAME' for PostgreSQL.",
                remedy="Copy or move the database into the workspace, and correct 'database'.",
            )
        )
    return path
