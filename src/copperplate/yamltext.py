"""YAML 1.2 text to nodes that know their line and column, and nodes to checked models.

The one door to PyYAML. `NO` and `012` are text, a duplicate key is a problem, anchors
and tags are refused, and every problem of a file is reported at once. Knows nothing of
plans or measures; it is handed the model to check against.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from copperplate.errors import BadDefinition, Place, Problem, listed, nearest
from copperplate.unseen import UNSEEN, point, unseen_lines

if TYPE_CHECKING:
    from pydantic import BaseModel

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

# A definition is written by hand; beyond these it is a mistake or an attack.
MAXIMUM_LENGTH = 2_000_000
MAXIMUM_DEPTH = 30
MAXIMUM_DIGITS = 100

# The YAML 1.2 core schema, but a leading zero keeps a number text: offence codes have them.
_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_TRUE = re.compile(r"(?:true|True|TRUE)\Z")
_FALSE = re.compile(r"(?:false|False|FALSE)\Z")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)\Z")


@dataclass(frozen=True, kw_only=True)
class Node:
    """A value of a YAML file with the place it stands at.

    Attributes:
        value: Text, number, truth value or None; for a list a tuple of nodes; for a
            mapping a dict from key to node, in file order.
        line: 1-based.
        column: 1-based.
    """

    file: str
    value: str | int | float | bool | tuple[Node, ...] | dict[str, Node] | None
    line: int
    column: int
    keys: dict[str, tuple[int, int]] | None = None

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return Place(file=self.file, line=self.line, column=self.column)

    def plain(self) -> Any:
        """Return the value without places: dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, path: tuple[str | int, ...]) -> Node:
        """Return the deepest node that exists along `path` of keys and indices."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        return node

    def place_of_key(self, key: str) -> Place:
        """Return where `key` of this mapping is written, or the mapping itself."""
        line, column = (self.keys or {}).get(key, (self.line, self.column))
        return Place(file=self.file, line=line, column=column)


def parse(text: str, *, file: str) -> Node:
    """Parse one YAML document.

    Args:
        text: The whole file.
        file: Its name as the user knows it, for places.

    Raises:
        BadDefinition: Not YAML (Y001), empty (Y002), a key twice (Y003), an anchor,
            alias or tag (Y004), too long or too deep (Y005), a key that is not text
            (Y006), characters nobody sees (Y007), a number too long or too large (Y008).
            All problems of the file but syntax, which stops the reading.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise BadDefinition(
            Problem(
                code="Y005",
                place=Place(file=file),
                what=f"The file is longer than {MAXIMUM_LENGTH:,} characters.",
                remedy="Split it into several files.",
            )
        )
    # guard: seen-text. What is defined is printed on terminals and pages, as it stands.
    unseen = [
        _unseen(Place(file=file, line=line), character) for line, character in unseen_lines(text)
    ]
    if unseen:
        raise BadDefinition(*unseen)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    problems: list[Problem] = []
    try:
        # Events first: they show anchors and depth before a node is built.
        _refuse_anchors(text, file)
        root = loader.get_single_node()
    except (yaml.YAMLError, UnicodeError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or "it is not YAML text"
        raise BadDefinition(
            Problem(
                code="Y001",
                place=Place(
                    file=file,
                    line=mark.line + 1 if mark else None,
                    column=mark.column + 1 if mark else None,
                ),
                what=f"The file cannot be read as YAML: {said}.",
                remedy="Check the indentation and the quotes near this place.",
            )
        ) from None
    finally:
        loader.dispose()
    if root is None:
        raise BadDefinition(
            Problem(
                code="Y002",
                place=Place(file=file),
                what="The file is empty.",
                remedy="Write its content, or delete the file.",
            )
        )
    node = _convert(root, file, problems)
    if problems:
        raise BadDefinition(*problems)
    return node


def _refuse_anchors(text: str, file: str) -> None:
    depth = 0
    problems = []
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        mark = event.start_mark
        place = Place(file=file)
        if mark:
            place = Place(file=file, line=mark.line + 1, column=mark.column + 1)
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        if depth > MAXIMUM_DEPTH:
            problems.append(
                Problem(
                    code="Y005",
                    place=place,
                    what=f"The file is nested more than {MAXIMUM_DEPTH} levels deep.",
                    remedy="Flatten it.",
                )
            )
            break
        tagged = getattr(event, "tag", None) is not None
        if getattr(event, "anchor", None) is not None or tagged:
            problems.append(
                Problem(
                    code="Y004",
                    place=place,
                    what="Anchors (&), aliases (*) and tags (!) are not allowed here.",
                    remedy="Write the value out; quote text that starts with one of these signs.",
                )
            )
    if problems:
        raise BadDefinition(*problems)


def _convert(node: yaml.Node, file: str, problems: list[Problem]) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        place = Place(file=file, line=line, column=column)
        _refuse_unseen(node.value, place, problems)
        try:
            value = node.value if node.style in ("'", '"', "|", ">") else _scalar(node.value)
        except ValueError:
            value = None
            problems.append(
                Problem(
                    code="Y008",
                    place=place,
                    what="The number is too long or too large to be read.",
                    allowed=f"At most {MAXIMUM_DIGITS} digits.",
                    remedy="Correct it; put it in quotes if it is text.",
                )
            )
        return Node(file=file, value=value, line=line, column=column)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_convert(item, file, problems) for item in node.value)
        return Node(file=file, value=items, line=line, column=column)
    mapping: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key_node, value_node in node.value:
        place = Place(
            file=file, line=key_node.start_mark.line + 1, column=key_node.start_mark.column + 1
        )
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                Problem(
                    code="Y006",
                    place=place,
                    what="A key is not text.",
                    remedy="Write a plain word before the colon.",
                )
            )
            continue
        key = key_node.value
        if _refuse_unseen(key, place, problems):
            continue
        if key in mapping:
            problems.append(
                Problem(
                    code="Y003",
                    place=place,
                    what=f"The key '{key}' is written twice; it first stands on line "
                    f"{keys[key][0]}.",
                    remedy="Keep one of the two.",
                )
            )
            continue
        keys[key] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        mapping[key] = _convert(value_node, file, problems)
    return Node(file=file, value=mapping, line=line, column=column, keys=keys)


def _refuse_unseen(text: str, place: Place, problems: list[Problem]) -> bool:
    """Add the problem of characters an escape wrote; return whether there are any."""
    # A carriage return can only come from an escape: line ends are read as line feeds.
    found = UNSEEN.search(text) or re.search("\r", text)
    if found:
        problems.append(_unseen(place, point(found[0])))
    return bool(found)


def _unseen(place: Place, character: str) -> Problem:
    return Problem(
        code="Y007",
        place=place,
        what=f"The text holds a character nobody sees ({character}).",
        allowed="Control, zero-width and direction characters are refused.",
        remedy="Write the text again without it.",
    )


def _scalar(text: str) -> str | int | float | bool | None:
    if _NULL.match(text):
        return None
    if _TRUE.match(text):
        return True
    if _FALSE.match(text):
        return False
    if _INTEGER.match(text):
        if len(text) > MAXIMUM_DIGITS:
            raise ValueError("too many digits")
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        if not math.isfinite(number):
            raise ValueError("too large")
        return number
    return text


Model = TypeVar("Model", bound="BaseModel")


def bind(model: type[Model], node: Node, *, code: str) -> Model:
    """Check a node against a model and return the model's instance.

    Args:
        model: A pydantic model that forbids unknown fields.
        node: What stands in the file.
        code: The problem code of this kind of file, e.g. ``M101``.

    Raises:
        BadDefinition: Every field that is missing, unknown or of the wrong kind.
    """
    from pydantic import ValidationError  # costs 80 ms; only files need it

    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        raise BadDefinition(
            *(
                _reword(model, node, code, found)
                for found in error.errors()
                if not _is_echo(node, found)
            )
        ) from None


def _is_echo(node: Node, found: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because its entries have problems of their own."""
    if found["type"] != "too_short":
        return False
    listed_there = node.at(_path_in_file(node, tuple(found["loc"]))).value
    least = int(found.get("ctx", {}).get("min_length", 1))
    return isinstance(listed_there, tuple) and len(listed_there) >= least


def _reword(model: type[BaseModel], node: Node, code: str, found: Mapping[str, Any]) -> Problem:
    """Say one pydantic finding in the words of the person who wrote the file."""
    path = _path_in_file(node, tuple(found["loc"]))
    kind = found["type"]
    context = found.get("ctx", {})
    parent = node.at(path[:-1])
    name = str(path[-1]) if path else ""
    place = node.at(path).place
    allowed = ""
    remedy = "Correct it."
    if kind == "missing":
        what = f"'{name}' is missing."
        remedy = f"Add a line '{name}: …'."
        place = parent.place
    elif kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        what = f"'{name}' is not a field known here."
        allowed = f"Fields: {listed(known, most=30)}." if known else ""
        remedy = nearest(name, known) or "Remove it."
        place = parent.place_of_key(name)
    elif kind in ("literal_error", "enum"):
        expected = str(context.get("expected", ""))
        options = re.findall(r"'([^']*)'", expected)
        what = f"'{_shown(found.get('input'))}' is not a value allowed for '{name}'."
        allowed = f"Allowed: {', '.join(options)}."
        remedy = nearest(str(found.get("input")), options) or "Choose one of these."
    elif kind == "model_type":
        what = "Fields belong here, and something else stands here."
        known = _fields_at(model, path)
        allowed = f"Fields: {listed(known, most=30)}." if known else ""
        remedy = _REMEDIES["dict"]
    elif kind == "too_short":
        what, remedy = f"'{name}' has no entry.", "Add at least one."
    elif kind.startswith(
        ("greater", "less", "date", "int", "float", "bool", "string", "list", "dict", "tuple")
    ):
        what = f"'{name}' cannot be read: {_plain_words(kind, str(found['msg']))}."
        remedy = _REMEDIES.get(kind.split("_")[0], "Correct it.")
    else:
        what = str(context.get("error", found["msg"]))
        what = what[0].upper() + what[1:] + ("" if what.endswith(".") else ".")
    return Problem(code=code, place=place, what=what, allowed=allowed, remedy=remedy)


def _path_in_file(node: Node, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return a finding's location without the tags of unions, which no file contains."""
    path: list[str | int] = []
    for position, step in enumerate(location):
        value = node.at(tuple(path)).value
        is_tag = isinstance(step, str) and isinstance(value, dict) and step not in value
        if is_tag and position < len(location) - 1:
            continue
        path.append(step)
    return tuple(path)


_READ_AS = (
    *("greater", "less", "date", "int", "float"),
    *("bool", "string", "list", "dict", "tuple"),
)
_REMEDIES = {
    "date": "Write a date that exists as year-month-day, e.g. 2019-11-19.",
    "int": "Write a whole number.",
    "float": "Write a number.",
    "bool": "Write true or false.",
    "string": "Write text; put it in quotes if it looks like a number.",
    "list": "Write a list: one '- ' line an item.",
    "dict": "Write 'field: value' lines, indented below.",
    "tuple": "Write a list: one '- ' line an item.",
}


def _plain_words(kind: str, message: str) -> str:
    if kind.startswith("date"):
        return "it is not a date that exists"
    if kind in ("list_type", "tuple_type"):
        return "it is no list"
    return message[0].lower() + message[1:]


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _fields_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the field names allowed at `path` inside `model`, as they are written."""
    from pydantic import BaseModel as Base

    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        if not (isinstance(current, type) and issubclass(current, Base)):
            return []
        by_name = {field.alias or name: field for name, field in current.model_fields.items()}
        if step not in by_name:
            continue  # the tag of a union, or the key of a mapping
        current = _model_inside(by_name[step].annotation)
    if isinstance(current, type) and issubclass(current, Base):
        return [field.alias or name for name, field in current.model_fields.items()]
    return []


def _model_inside(annotation: Any) -> Any:
    from pydantic import BaseModel as Base

    if isinstance(annotation, type) and issubclass(annotation, Base):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_inside(part)
        if found is not None:
            return found
    return None
