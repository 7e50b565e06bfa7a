"""What would change in a register: entries added, changed, gone. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from copperplate.plan.registers.kinds import Register
from copperplate.plan.registers.table import cell, columns


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """One field of one entry, as it was and as it would be; empty for nothing said."""

    entry: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What one register says and another does not.

    Attributes:
        added, gone: Ids of entries, in order.
        changed: Fields of entries that both hold.
        moved: Whether the entries that both hold stand in another order.
    """

    added: tuple[str, ...]
    changed: tuple[Changed, ...]
    gone: tuple[str, ...]
    moved: bool

    @property
    def any(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.changed or self.gone or self.moved)


def changes(before: Register | None, after: Register) -> Changes:
    """Return what `after` changes of `before`, which is None where there is no register yet."""
    old = {entry.id: entry for entry in before.entries} if before is not None else {}
    new = {entry.id: entry for entry in after.entries}
    both = [identity for identity in new if identity in old]
    return Changes(
        added=tuple(identity for identity in new if identity not in old),
        changed=tuple(
            Changed(entry=identity, field=name, before=str(was), after=str(now))
            for identity in both
            for name in columns(after.kind)
            if (was := cell(getattr(old[identity], name)))
            != (now := cell(getattr(new[identity], name)))
        ),
        gone=tuple(identity for identity in old if identity not in new),
        moved=both != [identity for identity in old if identity in new],
    )
