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
# Most papers have nothing to say here, and then say nothing.
_ONLY_WHERE_SAID = frozenset({"synthetic", "stamp"})


def render(document: Document) -> bytes:
    """Return the document as UTF-8 JSON: a line for each field, section and block of it.

    A line a block keeps two editions comparable by eye and by `diff`.
    """
    record = {"format": FORMAT, **_plain(document)}
    sections = ",\n".join(map(_section, record.pop("sections")))
    fields = "".join(f"{_compact(name)}: {_compact(value)},\n" for name, value in record.items())
    return f'{{\n{fields}"sections": [\n{sections}\n]}}\n'.encode()


def _section(section: dict[str, Any]) -> str:
    blocks = ",\n".join(" " + _compact(block) for block in section.pop("blocks"))
    return f'{_compact(section)[:-1]}, "blocks": [\n{blocks}\n]}}'


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        fields = {
            name: _plain(one) for name, one in held.items() if one or name not in _ONLY_WHERE_SAID
        }
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
