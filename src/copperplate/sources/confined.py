"""Limits a child takes on itself before it looks at untrusted bytes; which, its caller says."""

from __future__ import annotations

import resource
from collections.abc import Mapping


def take_limits(wanted: Mapping[int, int]) -> None:
    """Limit this process for good.

    Args:
        wanted: The system's number of what is limited (``resource.RLIMIT_AS``) to the most.
    """
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (OSError, ValueError):
            # Not every system can limit every kind (macOS: address space); the clock and what
            # is counted before a parser runs still hold.
            continue
