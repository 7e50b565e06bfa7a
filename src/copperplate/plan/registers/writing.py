"""A register as the text of its YAML file. Knows no folder; reading is `load`'s part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from copperplate.periods import Period
from copperplate.plan.parts import Part
from copperplate.plan.registers.kinds import Register
from copperplate.plan.registers.table import columns

# Text of these signs alone, that begins with a letter, is no number, date, mapping or comment.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ()'-]*(?:, [A-Za-z0-9 ()'-]+)*\Z")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def as_yaml(register: Register) -> str:
    """Return the text of a register's file; fields that say what is usual are left out."""
    lines = [f"kind: {register.kind.value}", f"title: {_scalar(register.title)}"]
    if register.plan is not None:
        lines.append(f"plan: {_scalar(register.plan)}")
    if not register.entries:
        return "\n".join([*lines, "entries: []"]) + "\n"
    lines.append("entries:")
    for entry in register.entries:
        lines += ["", *_listed(entry, columns(register.kind), 2)]
    return "\n".join(lines) + "\n"


def _listed(part: Part, names: tuple[str, ...], indent: int) -> list[str]:
    """Return a part as an entry of a list, `indent` spaces in."""
    inner = [line for name in names for line in _field(part, name, indent + 2)]
    return [" " * indent + "- " + inner[0].lstrip(), *inner[1:]]


def _field(part: Part, name: str, indent: int) -> Iterator[str]:
    value, usual = getattr(part, name), type(part).model_fields[name].get_default()
    start = " " * indent + f"{name}:"
    if value is None or value == () or (value == usual and name != "id"):
        return
    if isinstance(value, tuple) and isinstance(value[0], Part):
        yield start
        for one in value:
            yield from _listed(one, tuple(type(one).model_fields), indent + 2)
    elif isinstance(value, tuple):
        yield f"{start} [{', '.join(_scalar(one) for one in value)}]"
    else:
        yield f"{start} {_scalar(value)}"


def _scalar(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Period():
            return _scalar(str(value))
    text = str(value)
    if _PLAIN.match(text) and not text.endswith(" ") and text.lower() not in _WORDS:
        return text if ", " not in text else json.dumps(text, ensure_ascii=False)
    return json.dumps(text, ensure_ascii=False)
