"""The small grammar of a measure's condition, and nothing beyond it.

    offence = 'robbery'        offence in ('robbery', 'burglary')
    domestic_abuse = true      outcome_type is not null
    hour >= 19 or hour <= 3    and, or, not, ( )

Names must be filterable columns of the measure's table and values must be on the
column's list. A comparison with a missing value is false, and `not` of it is true. No
function, no sub-query, no comment can be written: the parser has no word for them. Values
leave as bound parameters. Knows no engine.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from copperplate.errors import Place, Problem, listed, nearest
from copperplate.schema import ColumnSpec, ColumnType, TableSpec

MAXIMUM_LENGTH = 2000
MAXIMUM_DEPTH = 30
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")

Value = str | int | float | bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A column against values. `operator` is one of `COMPARISONS`, ``in``, ``is null``."""

    column: str
    operator: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Negation:
    """Not a condition."""

    of: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """Conditions joined by ``and`` or by ``or``."""

    word: str
    parts: tuple[Condition, ...]


Condition = Comparison | Negation | Joined


def selects(condition: Condition | None, row: Mapping[str, Value]) -> bool:
    """Return whether a condition is true of a row, as of an engine; what is not there is NULL."""
    match condition:
        case None:
            return True
        case Joined(word="and", parts=parts):
            return all(selects(part, row) for part in parts)
        case Joined(parts=parts):
            return any(selects(part, row) for part in parts)
        case Negation(of=inner):
            return not selects(inner, row)
        case Comparison(column=column, operator="is null"):
            return row.get(column) is None
        case Comparison(column=column, operator=sign) if row.get(column) is None:
            return sign == "<>"
        case Comparison(column=column, operator="in", values=values):
            return row[column] in values
        case Comparison(column=column, operator=sign, values=(value,)):
            return _COMPARE[sign](row[column], value)
        case _:
            raise ValueError(f"not a condition: {condition!r}")


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def comparisons(condition: Condition | None) -> Iterator[Comparison]:
    """Yield every comparison of a condition, from left to right."""
    match condition:
        case Joined(parts=parts):
            for part in parts:
                yield from comparisons(part)
        case Negation(of=inner):
            yield from comparisons(inner)
        case Comparison():
            yield condition


def pinned_values(condition: Condition | None) -> frozenset[Value] | None:
    """Return the values a condition picks one by one, or None where it does not list them.

    A sum over listed values is whole only if every one of them is there.
    """
    match condition:
        case Comparison(operator="=" | "in", values=values):
            return frozenset(values)
        case Joined(word="or", parts=parts):
            columns = {p.column for p in parts if isinstance(p, Comparison)}
            listed_parts = [pinned_values(part) for part in parts]
            if len(columns) == 1 and all(found is not None for found in listed_parts):
                return frozenset().union(*(found for found in listed_parts if found))
            return None
        case _:
            return None


class NotACondition(Exception):
    """The text is not in the grammar; `problem` says where and what is."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<sign><>|<=|>=|!=|[=<>(),]))"
)
_WORDS = frozenset({"and", "or", "not", "in", "is", "null", "true", "false"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_where(text: str, table: TableSpec, *, place: Place) -> Condition | None:
    """Parse a condition over a table.

    Args:
        text: The condition; empty means every row.
        table: The canonical table it speaks of.
        place: Where the text starts; columns are counted from it.

    Returns:
        The condition, or None for every row.

    Raises:
        NotACondition: Not in the grammar (M110), too long or deep (M111), not a
            filterable column (M112), not a value of the column (M113).
    """
    if not text.strip():
        return None
    if len(text) > MAXIMUM_LENGTH:
        raise NotACondition(
            Problem(
                code="M111",
                place=place,
                what=f"The condition is longer than {MAXIMUM_LENGTH:,} characters.",
                remedy="Split the measure, or list values with 'in'.",
            )
        )
    return _Parser(text, table, place).whole()


class _Parser:
    def __init__(self, text: str, table: TableSpec, place: Place) -> None:
        self.text, self.table, self.place = text, table, place
        self.tokens = self._tokens()
        self.next = 0

    def whole(self) -> Condition:
        condition = self._any(0)
        if self._peek().kind != "end":
            self._refuse(self._peek(), "the condition should end here, or go on with and / or")
        return condition

    def _any(self, depth: int) -> Condition:
        return self._joined("or", lambda: self._all(depth))

    def _all(self, depth: int) -> Condition:
        return self._joined("and", lambda: self._one(depth))

    def _joined(self, word: str, part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while self._takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(word=word, parts=tuple(parts))

    def _one(self, depth: int) -> Condition:
        if depth > MAXIMUM_DEPTH:
            raise NotACondition(
                Problem(
                    code="M111",
                    place=self._place(self._peek()),
                    what=f"The condition is nested more than {MAXIMUM_DEPTH} levels deep.",
                    remedy="Write it flatter.",
                )
            )
        if self._takes("not"):
            return Negation(of=self._one(depth + 1))
        if self._takes("("):
            inner = self._any(depth + 1)
            self._expect(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Condition:
        token = self._peek()
        if token.kind != "word" or token.text.lower() in _WORDS:
            self._refuse(token, "a column name should stand here")
        self.next += 1
        if self._peek().text == "(":
            self._refuse(token, "functions are not part of a condition")
        column = self._column(token)
        if self._takes("is"):
            negated = self._takes("not")
            self._expect("null")
            test = Comparison(column=column.name, operator="is null")
            return Negation(of=test) if negated else test
        negated = self._takes("not")
        if self._takes("in"):
            self._expect("(")
            values = [self._value(column)]
            while self._takes(","):
                values.append(self._value(column))
            self._expect(")")
            listed_in = Comparison(column=column.name, operator="in", values=tuple(values))
            return Negation(of=listed_in) if negated else listed_in
        sign = self._peek()
        chosen = "<>" if sign.text == "!=" else sign.text
        if column.type is ColumnType.FLAG and chosen in COMPARISONS[2:]:
            self._refuse(sign, "one of = <> should stand here, for true or false")
        if negated or chosen not in COMPARISONS:
            self._refuse(sign, "one of = <> < <= > >= in, not in, is null should stand here")
        self.next += 1
        return Comparison(column=column.name, operator=chosen, values=(self._value(column),))

    def _column(self, token: _Token) -> ColumnSpec:
        known = [column.name for column in self.table.columns if column.filterable]
        column = self.table.column(token.text)
        if column is None or not column.filterable:
            raise NotACondition(
                Problem(
                    code="M112",
                    place=self._place(token),
                    what=f"'{token.text}' is not a column a condition on "
                    f"'{self.table.name}' can use.",
                    allowed=f"Columns: {listed(known)}.",
                    remedy=nearest(token.text, known) or "Use one of these.",
                )
            )
        return column

    def _value(self, column: ColumnSpec) -> Value:
        token = self._peek()
        self.next += 1
        if column.type is ColumnType.TEXT:
            if token.kind != "text":
                self._refuse(token, "a text in single quotes should stand here")
            value = token.text[1:-1].replace("''", "'")
            if column.allowed and value not in column.allowed:
                raise NotACondition(
                    Problem(
                        code="M113",
                        place=self._place(token),
                        what=f"'{value}' is not a value of '{column.name}'.",
                        allowed=f"Values: {listed(column.allowed, most=40)}.",
                        remedy=nearest(value, column.allowed) or "Use one of these.",
                    )
                )
            return value
        if column.type is ColumnType.FLAG:
            if token.text.lower() not in ("true", "false"):
                self._refuse(token, "true or false should stand here, without quotes")
            return token.text.lower() == "true"
        if token.kind != "number":
            self._refuse(token, "a number should stand here")
        return float(token.text) if "." in token.text else int(token.text)

    def _tokens(self) -> list[_Token]:
        tokens, at = [], 0
        while self.text[at:].strip():
            found = _TOKEN.match(self.text, at)
            if found is None:
                at += len(self.text[at:]) - len(self.text[at:].lstrip())
                self._refuse(_Token("sign", self.text[at], at), "this sign has no meaning here")
            kind = str(found.lastgroup)
            tokens.append(_Token(kind, found[kind], found.start(kind)))
            at = found.end()
        return [*tokens, _Token("end", "", len(self.text))]

    def _peek(self) -> _Token:
        return self.tokens[min(self.next, len(self.tokens) - 1)]

    def _takes(self, text: str) -> bool:
        token = self._peek()
        if token.kind in ("word", "sign") and token.text.lower() == text:
            self.next += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._takes(text):
            self._refuse(self._peek(), f"'{text}' should stand here")

    def _place(self, token: _Token) -> Place:
        column = None if self.place.column is None else self.place.column + token.at
        return Place(file=self.place.file, line=self.place.line, column=column)

    def _refuse(self, token: _Token, expected: str) -> NoReturn:
        shown = f"'{token.text[:40]}'" if token.text else "the end"
        raise NotACondition(
            Problem(
                code="M110",
                place=self._place(token),
                what=f"At {shown}: {expected}.",
                allowed="A condition compares columns with values: offence = 'robbery', "
                "offence in ('robbery', 'burglary'), joined by and, or, not and brackets.",
                remedy="Rewrite the condition in these terms.",
            )
        )
