"""Document to JSON: the paper's own record, every figure unrounded with its provenance.

What `verify` compares and other programs read. Dumb like every renderer: fields in their
order, one object a block, its class name as ``kind``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from copperplate.report.blocks import Document

FORMAT = "copperplate-document/1"


def render(document: Document) -> bytes:
    """Return the document as UTF-8 JSON, indented, ending in a line feed."""
    record = {"format": FORMAT, **_plain(document)}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"kind": type(value).__name__, **fields} if "kind" not in fields else fields
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(_plain(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
