"""Measure files to measures: every problem of every file at once.

Takes nodes, not paths; the workspace opens the files. Checks what can be checked without
data: tables, conditions, sources, numerators, ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from copperplate.errors import BadDefinition, Place, Problem, UnknownName, unknown_name
from copperplate.measures.asked import asked_problems
from copperplate.measures.examples import code_problems, example_problems
from copperplate.measures.model import (
    CountMeasure,
    MeanMeasure,
    Measure,
    MeasureFile,
    PercentageMeasure,
    ProportionMeasure,
    RateMeasure,
)
from copperplate.measures.twice import double_counting
from copperplate.measures.where import (
    Condition,
    NotACondition,
    parse_where,
    pinned_values,
)
from copperplate.schema import TABLES
from copperplate.schema.tables import COUNTS
from copperplate.yamltext import Node, bind


@dataclass(frozen=True, kw_only=True)
class MeasureBook:
    """The measures of a workspace by id, each with its parsed condition."""

    measures: dict[str, Measure]
    conditions: dict[str, Condition | None]

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.measures.values())

    def __contains__(self, identity: object) -> bool:
        return identity in self.measures

    def __getitem__(self, identity: str) -> Measure:
        return self.measures[identity]

    def find(self, identity: str, *, place: Place) -> Measure:
        """Return a measure by id.

        Raises:
            UnknownName: Nobody defined it (M103).
        """
        if identity in self.measures:
            return self.measures[identity]
        raise UnknownName(
            unknown_name(
                code="M103",
                place=place,
                kind="measure",
                name=identity,
                known=self.measures,
                remedy="Measures are defined in measures/*.yaml.",
            )
        )

    def counted(self, measure: Measure) -> CountMeasure | MeanMeasure | PercentageMeasure:
        """Return what is read from rows behind a measure: itself, or its numerator."""
        if isinstance(measure, RateMeasure | ProportionMeasure):
            return self.count(measure.numerator)
        return measure

    def children(self, identity: str) -> tuple[str, ...]:
        """Return the ids of the measures that are part of one, in the order they are defined."""
        return tuple(one.id for one in self if one.parent == identity)

    def count(self, identity: str) -> CountMeasure:
        """Return the count that a rate or a proportion names."""
        found = self.measures[identity]
        if isinstance(found, CountMeasure):  # load_measures refuses others
            return found
        raise TypeError(f"{identity} is not a count")


def load_measures(nodes: Iterable[Node], *, sources: Iterable[str]) -> MeasureBook:
    """Read measure files.

    Args:
        nodes: One root node a file.
        sources: Names of the adapters that exist.

    Raises:
        BadDefinition: A field (M101), an id twice (M102), a numerator or denominator nobody
            defined (M103) or that is not a count (M104), a table (M105), a source (M106), a
            condition (M110 to M116), what is asked of records (M117 to M120), a count below
            the line that is not counted by a period of the rate (M121), an example that does
            not come out as it says (M122).
    """
    problems: list[Problem] = []
    found: dict[str, tuple[Measure, Node]] = {}
    conditions: dict[str, Condition | None] = {}
    known_sources = list(sources)
    refused: set[str] = set()
    for node in _measure_nodes(nodes, problems):
        condition = _condition(node, problems)
        try:
            measure = _measure(node)
        except BadDefinition as refusal:
            problems += refusal.problems
            identity = node.at(("id",)).value
            if isinstance(identity, str):
                refused.add(identity)
            continue
        if measure.id in found:
            first = found[measure.id][1].place
            problems.append(
                Problem(
                    code="M102",
                    place=node.at(("id",)).place,
                    what=f"The measure '{measure.id}' is defined already at {first}.",
                    remedy="Give one of the two another id.",
                )
            )
            continue
        found[measure.id] = (measure, node)
        conditions[measure.id] = condition
        problems += _source_problems(measure, node, known_sources)
        problems += _percentage_problems(measure, node, condition)
        problems += asked_problems(measure, node)
        problems += code_problems(measure, condition, node)
        problems += example_problems(measure, condition, node)
    for measure, node in found.values():
        for field, name in _counts_named(measure):
            if name not in refused:
                problems += _count_problems(field, name, node, found)
        problems += _shape_problems(measure, node, found)
        if measure.parent is not None and measure.parent not in {*found, *refused}:
            problems.append(_no_parent(measure.parent, node, found))
    if problems:
        raise BadDefinition(*problems)
    return MeasureBook(
        measures={identity: measure for identity, (measure, _) in found.items()},
        conditions=conditions,
    )


def _measure_nodes(roots: Iterable[Node], problems: list[Problem]) -> Iterator[Node]:
    """Yield the node of every measure, after checking what stands around them."""
    for root in roots:
        try:
            bind(MeasureFile, root, code="M101")
        except BadDefinition as refusal:
            problems += refusal.problems
            continue
        listed_here = root.at(("measures",)).value
        common = root.at(("common",))
        if isinstance(listed_here, tuple):  # MeasureFile asks for a list
            for node in listed_here:
                yield node if common is root else _with_common(node, common)


def _with_common(node: Node, common: Node) -> Node:
    """Return a measure with what its file says of all of them, where its kind has such a field."""
    if not isinstance(node.value, dict) or not isinstance(common.value, dict):
        return node
    said = {**common.value, **node.value}
    whole = replace(node, value=said, keys={**(common.keys or {}), **(node.keys or {})})
    # A field that only other kinds have is theirs; one that no kind has is reported as unknown.
    others = _FIELDS - set(_kind(whole).model_fields) - set(node.value)
    return replace(whole, value={name: one for name, one in said.items() if name not in others})


def _kind(node: Node) -> type[Measure]:
    """Return which model a measure is of; a count where it names no kind there is."""
    kind = node.at(("kind",))
    return _KINDS.get(str(kind.value) if kind is not node else "", CountMeasure)


_KINDS: dict[str, type[Measure]] = {
    "rate": RateMeasure,
    "mean": MeanMeasure,
    "proportion": ProportionMeasure,
    "percentage": PercentageMeasure,
    "count": CountMeasure,
}
_FIELDS = frozenset(field for model in _KINDS.values() for field in model.model_fields)


def _measure(node: Node) -> Measure:
    """Check one measure by itself, so that a bad one does not hide its neighbours' problems."""
    return bind(_kind(node), node, code="M101")


def _condition(node: Node, problems: list[Problem]) -> Condition | None:
    """Parse a measure's condition, whether or not its other fields are right."""
    table_node, where = node.at(("table",)), node.at(("where",))
    if table_node is node or not isinstance(table_node.value, str):
        return None  # a rate, or a field problem that is reported as one
    table = TABLES.get(table_node.value)
    if table is None or not table.measurable:
        problems.append(
            unknown_name(
                code="M105",
                place=table_node.place,
                kind="table",
                name=table_node.value,
                known=[name for name, known in TABLES.items() if known.measurable],
                remedy="Choose one of these.",
            )
        )
        return None
    text = where.value if where is not node and isinstance(where.value, str) else ""
    place = where.place if where is not node else table_node.place
    try:
        condition = parse_where(text, table, place=place)
    except NotACondition as error:
        problems.append(error.problem)
        return None
    problems += double_counting(table, condition, place)
    return condition


def _source_problems(measure: Measure, node: Node, known: list[str]) -> list[Problem]:
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("sources", position), source) for position, source in enumerate(measure.sources)
    ]
    if isinstance(measure, CountMeasure) and measure.quarters is not None:
        named += [
            (("quarters", "years"), measure.quarters.years),
            (("quarters", "known"), measure.quarters.known),
        ]
    return [
        unknown_name(
            code="M106",
            place=node.at(path).place,
            kind="source",
            name=source,
            known=known,
            remedy="'copperplate load --help' describes each source.",
        )
        for path, source in named
        if source not in known
    ]


def _percentage_problems(
    measure: Measure, node: Node, condition: Condition | None
) -> list[Problem]:
    """Report a percentage that rows of several names would be added up to."""
    if not isinstance(measure, PercentageMeasure) or condition is None:
        return []
    names = pinned_values(condition)
    if measure.table == COUNTS.name and names is not None and len(names) == 1:
        return []
    return [
        Problem(
            code="M116",
            place=node.at(("where",)).place,
            what="Percentages of several names would be added up.",
            allowed=f"A percentage is read from the table '{COUNTS.name}', under one name.",
            remedy="Name it: where: measure = '…'.",
        )
    ]


def _counts_named(measure: Measure) -> list[tuple[tuple[str, ...], str]]:
    """Return the counts a measure is worked out of, each with the field that names it."""
    if isinstance(measure, RateMeasure):
        below = measure.denominator.count
        above = (("numerator",), measure.numerator)
        return [above] if below is None else [above, (("denominator", "count"), below)]
    if isinstance(measure, ProportionMeasure):
        return [(("numerator",), measure.numerator), (("of",), measure.of)]
    return []


def _count_problems(
    path: tuple[str, ...], name: str, node: Node, found: dict[str, tuple[Measure, Node]]
) -> list[Problem]:
    place, field = node.at(path).place, path[-1]
    if name not in found:
        return [
            unknown_name(
                code="M103",
                place=place,
                kind="measure",
                name=name,
                known=found,
                remedy=f"'{field}' names a count defined in measures/*.yaml.",
            )
        ]
    if not isinstance(found[name][0], CountMeasure):
        return [
            Problem(
                code="M104",
                place=place,
                what=f"'{field}' names '{name}', which is not a count itself.",
                remedy="Name a measure of kind 'count'.",
            )
        ]
    return []


def _no_parent(name: str, node: Node, found: dict[str, tuple[Measure, Node]]) -> Problem:
    return unknown_name(
        code="M103",
        place=node.at(("parent",)).place,
        kind="measure",
        name=name,
        known=found,
        remedy="'parent' names the measure this one is part of, in measures/*.yaml.",
    )


def _shape_problems(
    measure: Measure, node: Node, found: dict[str, tuple[Measure, Node]]
) -> list[Problem]:
    """Report a rate per period of a count that is not counted by that period."""
    if not isinstance(measure, RateMeasure) or measure.denominator.rule != "same-period":
        return []
    below = found.get(measure.denominator.count or "")
    lacking = [kind for kind in measure.periods if below and kind not in below[0].periods]
    return [
        Problem(
            code="M121",
            place=node.at(("denominator", "rule")).place,
            what=f"'{measure.denominator.count}' is not counted by {', '.join(lacking)}, so "
            "there is no value of the same period to divide by.",
            remedy="Add the period to the count, take it from the rate, or use the rule "
            "'newest-before'.",
        )
        for _ in lacking[:1]
    ]
