"""The sources of records there are. To take records in a new layout, add a module and a line."""

from __future__ import annotations

from types import MappingProxyType

from copperplate.sources.records import police_uk, stats19

RECORD_SOURCES = MappingProxyType(
    {source.name: source for source in (police_uk.POLICE_UK, stats19.STATS19)}
)
