"""The portal's one clock: when something was done. No figure hangs on it."""

from __future__ import annotations

from datetime import UTC, datetime


def moment() -> datetime:
    """Return the present moment, UTC."""
    return datetime.now(UTC)
