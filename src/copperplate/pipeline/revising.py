"""Two releases of records beside each other: what they say differently, for those who hold them."""

from __future__ import annotations

from copperplate.disclosure import Audience, Publishable, publish_to_holders
from copperplate.errors import BadDefinition, Place, Problem, UnknownName, unknown_name
from copperplate.pipeline.counting import open_releases
from copperplate.query.revisions import Revisions, run_revisions
from copperplate.schema import TABLES
from copperplate.sources.release import Release
from copperplate.workspace import Workspace


def revisions(
    workspace: Workspace, earlier: str, later: str, *, audience: Audience, listed: bool
) -> Publishable[tuple[Revisions, ...]]:
    """Return what two releases of a source say differently, table by table.

    Args:
        workspace: Where they are.
        earlier: Identity of the one, or enough of it to tell it from the others.
        later: Identity of the other.
        audience: For whom it is.
        listed: Whether identifiers are wanted.

    Raises:
        UnknownName: There is no such release, or several (L101).
        BadDefinition: They hold no table of records in common (L102).
        NotPublishable: The audience may not know (D004).
    """
    first, second = (_release(workspace, name) for name in (earlier, later))
    tables = [
        name
        for name in first.tables
        if name in second.tables and TABLES[name].of_records and _named(name)
    ]
    if not tables or first == second:
        raise BadDefinition(
            Problem(
                code="L102",
                place=Place(file="A B"),
                what="They are one release."
                if first == second
                else "They hold no table of records with identifiers in common.",
                remedy="Name two releases of crimes or of incidents, the earlier one first.",
            )
        )
    if first.known_from > second.known_from:
        first, second = second, first
    with open_releases((first, second)) as engine:
        found = tuple(
            run_revisions(
                TABLES[name],
                engine=engine,
                earlier=first.identity,
                later=second.identity,
                listed=listed,
            )
            for name in sorted(tables)
        )
    return publish_to_holders(
        found,
        policy=workspace.settings.policy(audience, file="copperplate.yaml"),
        audience=audience,
        already_public=first.published is not None and second.published is not None,
        areas={force for one in found for force in one.forces},
        names=workspace.register,
    )


def _named(table: str) -> bool:
    """Return whether the records of a table have an identifier of their own."""
    return TABLES[table].columns[0].name in ("crime", "incident") and table != "outcomes"


def _release(workspace: Workspace, name: str) -> Release:
    """Return the release of an identity, or the only one whose identity holds the text."""
    known = {release.identity: release for release in workspace.releases}
    found = [identity for identity in known if name in identity]
    if name in known or len(found) == 1:
        return known.get(name) or known[found[0]]
    raise UnknownName(
        unknown_name(
            code="L101",
            place=Place(file="A B"),
            kind="release",
            name=name,
            known=found or known,
            remedy="Name it as its folder below releases/, or by a part that no other has.",
        )
    )
