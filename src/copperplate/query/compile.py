"""A count measure to one SELECT of the portable subset, with bound parameters.

The subset gives the same answer on every engine: SUM, COUNT(*), GROUP BY, comparisons
with bound values. Rates, rolling sums, ranks and rounding are not here; they are numpy,
afterwards. Runs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copperplate.measures import RowMeasure
from copperplate.measures.where import Comparison, Condition, Joined, Negation, Value
from copperplate.periods import PeriodKind
from copperplate.schema import TABLES


@dataclass(frozen=True, kw_only=True, slots=True)
class Compiled:
    """A statement ready to run.

    Attributes:
        sql: Text with a ``?`` for every parameter.
        parameters: In order.
    """

    sql: str
    parameters: tuple[Value, ...]

    @property
    def shown(self) -> str:
        """The statement with its values written in, for readers; never run."""
        parts = self.sql.split("?")
        values = [_literal(value) for value in self.parameters] + [""]
        return "".join(part + value for part, value in zip(parts, values, strict=True))


def compile_count(
    measure: RowMeasure,
    condition: Condition | None,
    *,
    kind: PeriodKind,
    areas: Sequence[str],
) -> Compiled:
    """Compile a count by area, period, release and mark.

    Columns of the result, in order: area, period_start, period_end, release, mark, value,
    cells. `value` is NULL where every row summed is absent.
    """
    table = TABLES[measure.table]
    parameters: list[Value] = [kind.value]
    where = ['"period_kind" = ?']
    if condition is not None:
        where.append(compiled_condition(condition, parameters))
    where.append(f'"area" IN ({", ".join("?" * len(areas))})')
    parameters += areas
    by = '"area", "period_start", "period_end", "release", "mark"'
    return Compiled(
        sql=f'SELECT {by},\n       SUM("{table.additive}") AS "value", COUNT(*) AS "cells"\n'
        f'FROM "{table.name}"\nWHERE {" AND ".join(where)}\nGROUP BY {by}',
        parameters=tuple(parameters),
    )


def compile_holders(
    measure: RowMeasure, condition: Condition | None, *, kind: PeriodKind
) -> Compiled:
    """Compile which release holds which period of a count, for whatever area.

    Columns: period_start, period_end, release.
    """
    parameters: list[Value] = [kind.value]
    where = ['"period_kind" = ?']
    if condition is not None:
        where.append(compiled_condition(condition, parameters))
    by = '"period_start", "period_end", "release"'
    return Compiled(
        sql=f'SELECT {by}\nFROM "{TABLES[measure.table].name}"\n'
        f"WHERE {' AND '.join(where)}\nGROUP BY {by}",
        parameters=tuple(parameters),
    )


def compile_population(base: str, *, areas: Sequence[str]) -> Compiled:
    """Compile the population estimates of areas.

    Columns: area, mid_year, release, mark, estimate.
    """
    return Compiled(
        sql='SELECT "area", "mid_year", "release", "mark", "estimate"\nFROM "population"\n'
        f'WHERE "base" = ? AND "area" IN ({", ".join("?" * len(areas))})',
        parameters=(base, *areas),
    )


def compile_published_rates(
    condition: Condition | None, *, base: str, kind: PeriodKind, areas: Sequence[str]
) -> Compiled:
    """Compile the marks of the rates a publisher printed, by area, period and release.

    Columns: area, period_start, period_end, release, mark.
    """
    parameters: list[Value] = [kind.value, base]
    where = ['"period_kind" = ?', '"base" = ?']
    if condition is not None:
        where.append(compiled_condition(condition, parameters))
    where.append(f'"area" IN ({", ".join("?" * len(areas))})')
    parameters += areas
    return Compiled(
        sql='SELECT "area", "period_start", "period_end", "release", "mark"\n'
        f'FROM "published_rates"\nWHERE {" AND ".join(where)}',
        parameters=tuple(parameters),
    )


def compiled_condition(condition: Condition, parameters: list[Value]) -> str:
    """Return a condition as SQL, its values added to the parameters in order."""
    match condition:
        case Joined(word=word, parts=parts):
            return (
                "("
                + f" {word.upper()} ".join(compiled_condition(p, parameters) for p in parts)
                + ")"
            )
        case Negation(of=Comparison(operator="is null") as test):
            return f'"{test.column}" IS NOT NULL'
        case Negation(of=inner):
            # Not known is not true: without it a missing value would drop out of "not" too.
            return f"NOT COALESCE({compiled_condition(inner, parameters)}, FALSE)"
        case Comparison(column=column, operator="is null"):
            return f'"{column}" IS NULL'
        case Comparison(column=column, operator="in", values=values):
            parameters += values
            return f'("{column}" IN ({", ".join("?" * len(values))}))'
        case Comparison(column=column, operator="<>", values=values):
            # Spelled out: without it a missing value would silently drop out of "not".
            parameters += values
            return f'("{column}" <> ? OR "{column}" IS NULL)'
        case Comparison(column=column, operator=operator, values=values):
            parameters += values
            return f'("{column}" {operator} ?)'


def _literal(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value).upper() if isinstance(value, bool) else repr(value)
