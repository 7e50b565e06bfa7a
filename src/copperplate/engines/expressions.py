"""How a field of a text file becomes a value: small expressions of SQL, made here alone.

Names are quoted and texts are literals, so nothing a file or a mapping holds is ever run.
Knows no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copperplate.engines.duckdb import literal, quoted

Expression = str
NUMBER_OF_ROW = "copperplate row number"
FOUND = "copperplate found"
_BESIDE = "copperplate beside"
_STEP = "copperplate step"
"""A row's number, and how columns of what was looked up, stands beside a row in another file, or
is worked out before others, begin: no heading may be called so."""
_CONSTANT = re.compile(r"NULL|true|false|'(?:[^']|'')*'")
_DIRECTIVE = re.compile(r"%-?(.)")
# What reads nothing but digits; of others nothing is known here.
_OF_DIGITS = frozenset("dmYHMSIfj")


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """Values by what stands in a field.

    Attributes:
        name: Of the lookup, for expressions.
        key: What is looked up in each row.
        values: Text to text, or to None where it is known to stand for nothing.
    """

    name: str
    key: Expression
    values: Mapping[str, str | None]


def nothing() -> Expression:
    """Return NULL."""
    return "NULL"


def text(column: str) -> Expression:
    """Return a field; fields come in `trimmed`."""
    return quoted(column)


def beside(column: str) -> str:
    """Return what a column of the file that is read beside a file is called, for expressions."""
    return f"{_BESIDE} {column}"


def trimmed(rows: str) -> str:
    """Return rows with every field, a text, without outer spaces; a blank one is NULL.

    Trimming looks at every sign, whatever its width. A field of ASCII alone that starts and ends
    with no space need not be looked through, and nearly all are such.
    """
    one = "COLUMNS(*)"
    return (
        f"(SELECT CASE WHEN strlen({one}) = length({one}) AND {one} >= '!' "
        f"AND NOT ends_with({one}, ' ') THEN {one} ELSE nullif(trim({one}), '') END FROM {rows})"
    )


def number(column: str) -> Expression:
    """Return a field as a number; NULL where it is blank or none."""
    return as_number(text(column))


def as_number(one: Expression) -> Expression:
    """Return a text as a number, as a program writes it; NULL where it is none."""
    return f"TRY_CAST({one} AS DOUBLE)"


def first_of_month(column: str) -> Expression:
    """Return the first day of a month written ``2019-03``; NULL where it is none."""
    return f"TRY_CAST(try_strptime({text(column)} || '-01', '%Y-%m-%d') AS DATE)"


def last_of_month(column: str) -> Expression:
    """Return the last day of a month written ``2019-03``; NULL where it is none."""
    return f"last_day({first_of_month(column)})"


def without_last_word(column: str) -> Expression:
    """Return a field up to its last space: ``Surrey Heath 001A`` is in ``Surrey Heath``."""
    one = text(column)
    return f"nullif(left({one}, length({one}) - instr(reverse({one}), ' ')), '')"


def looked_up(lookup: str) -> Expression:
    """Return what the lookup of a name holds for its key; NULL where it holds nothing."""
    return quoted(f"{FOUND} {lookup}")


def step(name: str) -> Expression:
    """Return what a step of a name comes to: an expression worked out once a row, before others."""
    return quoted(f"{_STEP} {name}")


def place_in(file: str) -> dict[str, Expression]:
    """Return the columns that say where a row stands, as a reader finds it: file and number."""
    return {"file": literal(file), "row": number_of_row()}


def number_of_row() -> Expression:
    """Return a row's number as a spreadsheet counts: 2 for the first below the heading.

    A column may be this, and no expression may hold it.
    """
    return quoted(NUMBER_OF_ROW)


def equals(one: Expression, value: str) -> Expression:
    """Return whether a value is a text; never NULL."""
    return f"({one} IS NOT DISTINCT FROM {literal(value)})"


def is_missing(one: Expression) -> Expression:
    """Return whether a value is NULL."""
    return f"({one} IS NULL)"


def negated(one: Expression) -> Expression:
    """Return the opposite."""
    return f"(NOT {one})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A reason to keep a row without one of its values.

    Attributes:
        column: The column that is then NULL.
        what: The reason, a sentence.
        when: Whether it holds of a row.
        shown: What stood there, for a list that stays with the release; None where it could be
            about somebody.
    """

    column: str
    what: str
    when: Expression
    shown: Expression | None = None


def constant(value: str | bool) -> Expression:
    """Return the same value for every row."""
    return str(value).lower() if isinstance(value, bool) else literal(value)


def is_constant(one: Expression) -> bool:
    """Return whether an expression is a `constant`, or `nothing`.

    >>> [is_constant(one) for one in (constant("it's"), nothing(), constant(True), text("a"))]
    [True, True, True, False]
    """
    return _CONSTANT.fullmatch(one) is not None


def joined_text(columns: Sequence[str]) -> Expression:
    """Return the text of several fields, a space between; NULL where all are blank."""
    if len(columns) == 1:
        return text(columns[0])
    return f"nullif(concat_ws(' ', {', '.join(map(text, columns))}), '')"


def moment(one: Expression, formats: Sequence[str]) -> Expression:
    """Return a text as a moment, by the first format that fits; NULL where none does.

    To find that a format does not fit takes ten times as long as to read by one that does. So a
    text is tried by those alone that may fit the signs it holds: seldom more than one.
    """
    return _moment(one, formats, _signs(formats) if len(formats) > 1 else ())


def _moment(one: Expression, formats: Sequence[str], signs: Sequence[str]) -> Expression:
    if not formats:
        return nothing()
    for number, sign in enumerate(signs, start=1):
        of_it = [written for written in formats if _may_hold(written, sign)]
        of_others = [written for written in formats if sign not in _between(written)]
        if len(of_others) < len(formats):
            held = f"contains({one}, {literal(sign)})"
            others = _moment(one, of_others, signs[number:])
            return f"CASE WHEN {held} THEN {_moment(one, of_it, signs[number:])} ELSE {others} END"
    return f"try_strptime({one}, [{', '.join(map(literal, formats))}])"


def _signs(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the signs that stand in formats but could not stand in a number."""
    found = dict.fromkeys(sign for written in formats for sign in _between(written))
    return tuple(one for one in found if not (one.isspace() or one.isdigit() or one in "+-"))


def _may_hold(written: str, sign: str) -> bool:
    """Return whether a text of a format may hold a sign that could not stand in a number."""
    return sign in _between(written) or not _OF_DIGITS.issuperset(_DIRECTIVE.findall(written))


def _between(written: str) -> str:
    """Return what stands between the directives of a format: every text of it holds that."""
    return _DIRECTIVE.sub("", written)


def day_of(one: Expression) -> Expression:
    """Return the day of a moment."""
    return f"CAST({one} AS DATE)"


def first_day(one: Expression, grain: str) -> Expression:
    """Return the first day of the month or year a day lies in; the day itself for a day."""
    return one if grain == "day" else f"CAST(date_trunc({literal(grain)}, {one}) AS DATE)"


def last_day(one: Expression, grain: str) -> Expression:
    """Return the last day of the month or year a day lies in; the day itself for a day."""
    if grain == "day":
        return one
    return f"last_day({one})" if grain == "month" else f"make_date(year({one}), 12, 31)"


def hour_of(one: Expression) -> Expression:
    """Return the hour of a moment, 0 to 23."""
    return f"hour({one})"


def weekday_of(one: Expression) -> Expression:
    """Return the day of the week of a moment, 1 for Monday to 7."""
    return f"isodow({one})"


def days_between(first: Expression, last: Expression) -> Expression:
    """Return how many days lie between two days; 0 where they are one."""
    return f"date_diff('day', {first}, {last})"


def after(one: Expression, other: Expression) -> Expression:
    """Return whether one moment or day is later than another; never NULL."""
    return f"COALESCE({one} > {other}, false)"


def on(day: date) -> Expression:
    """Return a day."""
    return f"DATE {literal(day.isoformat())}"


def amount(one: Expression) -> Expression:
    """Return a text as a number, without pound signs, spaces and commas between thousands."""
    return as_number(f"regexp_replace({one}, '[£, ]', '', 'g')")


def whole(one: Expression) -> Expression:
    """Return a text as a whole number."""
    return f"TRY_CAST({amount(one)} AS BIGINT)"


def outside(one: Expression, least: float, most: float) -> Expression:
    """Return whether a number lies outside two others; never NULL."""
    return f"COALESCE({one} NOT BETWEEN {least!r} AND {most!r}, false)"


def one_of(one: Expression, values: Iterable[str]) -> Expression:
    """Return whether a text is one of some, capitals aside; never NULL."""
    listed = ", ".join(literal(value.upper()) for value in values)
    return f"COALESCE(upper({one}) IN ({listed}), false)"


def yes_or_no(one: Expression, yes: Iterable[str], no: Iterable[str]) -> Expression:
    """Return whether a text is one that says yes, capitals aside; NULL where it is none of both.

    Gone through and not asked with IN, of which DuckDB makes a join where the values are several.
    """
    said = {value.upper(): "false" for value in no} | {value.upper(): "true" for value in yes}
    return f"map([{', '.join(map(literal, said))}], [{', '.join(said.values())}])[upper({one})]"


def any_of(one: Expression, values: Iterable[str], *, separated_by: str) -> Expression:
    """Return whether a list in a text holds one of some values, capitals aside; never NULL."""
    listed = ", ".join(literal(value.upper()) for value in values)
    parts = (
        f"list_transform(string_split(upper({one}), {literal(separated_by)}), lambda x: trim(x))"
    )
    return f"COALESCE(list_has_any({parts}, [{listed}]), false)"


def either(cases: Sequence[tuple[Expression, Expression]], otherwise: Expression) -> Expression:
    """Return the value of the first condition that holds."""
    written = " ".join(f"WHEN {condition} THEN {value}" for condition, value in cases)
    return f"CASE {written} ELSE {otherwise} END" if cases else otherwise


def all_hold(conditions: Sequence[Expression]) -> Expression:
    """Return whether all of some conditions hold."""
    return "(" + " AND ".join(conditions) + ")" if conditions else "true"


def any_holds(conditions: Sequence[Expression]) -> Expression:
    """Return whether any of some conditions holds."""
    return "(" + " OR ".join(conditions) + ")" if conditions else "false"


def put_together(parts: Sequence[Expression]) -> Expression:
    """Return texts as one, nothing between; NULL where any of them is."""
    return f"({' || '.join(parts)})"


def upper(one: Expression) -> Expression:
    """Return a text in capitals."""
    return f"upper({one})"


def pseudonym(one: Expression, key: str) -> Expression:
    """Return a pseudonym of a text: the same text and key, the same pseudonym; NULL of NULL.

    The key stands on both sides of a hash within a hash, as in HMAC (RFC 2104), so that nobody
    without it can try names. 64 bits: among ten million people two share one by a chance of 1
    in 370,000.
    """
    inner = f"sha256({literal(key)} || upper({one}))"
    return f"left(sha256({literal(key)} || {inner}), 16)"


def beginning(one: Expression, signs: int) -> Expression:
    """Return the first signs of a text."""
    return f"left({one}, {int(signs)})"
