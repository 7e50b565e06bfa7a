"""Every table of some size, attacked by a reader who knows the rules: no small count comes out.

What an output gives away is what all tables have in common that would be printed the same. So
all tables with one whole are made, put together by what is printed of them, and of every hidden
part that is small the smallest and the largest it could be are read off: no simulation and no
sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from itertools import product as every_choice_of

import numpy as np
import pytest

from copperplate.disclosure.small_counts import Hidden, hidden_parts

Counts = tuple[int, ...]
Rule = Callable[[Counts], Hidden]


def tables(parts: int, whole: int) -> Iterator[Counts]:
    """Yield every way that parts add up to a whole, parts that count nothing among them."""
    if parts == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for rest in tables(parts - 1, whole - first):
            yield (first, *rest)


def printed(counts: Counts, rule: Rule) -> tuple[object, ...]:
    """Return what readers see of a table: the whole, and parts that are shown."""
    found = rule(counts)
    whole = None if found.whole else sum(counts)
    if found.closed:
        return (whole,)
    return (whole, *(None if hid else n for n, hid in zip(counts, found.parts, strict=True)))


def given_away(
    parts: int, wholes: Sequence[int], rule: Rule, small: range, sensitive: Sequence[bool]
) -> list[str]:
    """Return the outputs from which a hidden small count is known better than as one of them.

    A whole that is hidden is attacked together with every other such whole.
    """
    seen: dict[tuple[object, ...], list[Counts]] = {}
    for whole in wholes:
        for counts in tables(parts, whole):
            seen.setdefault(printed(counts, rule), []).append(counts)
    found = []
    for output, alike in seen.items():
        for part in range(parts):
            values = [counts[part] for counts in alike]
            hidden = len(output) == 1 or output[1 + part] is None
            if not sensitive[part] or not set(values) & set(small):
                continue
            if not hidden or min(values) > small[0] or max(values) < small[-1]:
                found.append(f"{output}: part {part} is {min(values)} to {max(values)}")
    return found


SMALL = range(1, 5)


@pytest.mark.parametrize(
    ("parts", "most"), [(2, 45), (3, 36), (4, 27), pytest.param(5, 21, marks=pytest.mark.slow)]
)
def test_no_small_count_comes_out_of_any_table(parts: int, most: int) -> None:
    """Whatever the order of further parts: it is of names, so one order stands for all."""

    def rule(counts: Counts) -> Hidden:
        return hidden_parts(counts, sensitive=[True] * parts, order=range(parts))

    assert not given_away(parts, range(most), rule, SMALL, [True] * parts)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_nor_where_some_parts_are_not_sensitive(parts: int) -> None:
    for sensitive in every_choice_of([True, False], repeat=parts):

        def rule(counts: Counts, told: tuple[bool, ...] = sensitive) -> Hidden:
            return hidden_parts(counts, sensitive=told, order=range(parts))

        assert not given_away(parts, range(26 - 2 * parts), rule, SMALL, sensitive), sensitive


def test_nor_in_another_order() -> None:
    for order in permutations(range(3)):

        def rule(counts: Counts, asked: tuple[int, ...] = order) -> Hidden:
            sensitive = [True, False, True]
            return hidden_parts(counts, sensitive=sensitive, order=asked)

        assert not given_away(3, range(30), rule, SMALL, [True, False, True]), order


def test_nor_where_none_is_telling() -> None:
    def rule(counts: Counts) -> Hidden:
        return hidden_parts(counts, sensitive=[True] * 4, order=range(4), zero_tells=True)

    assert not given_away(4, range(28), rule, range(5), [True] * 4)


def test_nor_with_another_threshold() -> None:
    for threshold in (2, 3, 4, 8):

        def rule(counts: Counts, asked: int = threshold) -> Hidden:
            return hidden_parts(counts, sensitive=[True] * 3, order=range(3), smallest_shown=asked)

        assert not given_away(3, range(40), rule, range(1, threshold), [True] * 3), threshold


def test_that_one_part_is_all_of_a_small_whole_does_not_come_out() -> None:
    """A closed table of fewer than 20 may be split, or not."""
    for whole in range(5, 20):
        closed = [
            counts
            for counts in tables(3, whole)
            if hidden_parts(counts, sensitive=[True] * 3, order=range(3)).closed
        ]
        assert {sum(n > 0 for n in counts) for counts in closed} >= {1, 2}


def hides_only_the_small(counts: Counts) -> Hidden:
    held = np.array(counts)
    return Hidden((held > 0) & (held < 5), False, 0 < sum(counts) < 5)


def hides_the_smallest_further(counts: Counts) -> Hidden:
    """What many programs do: the smallest further part, so that at least two are hidden."""
    held = np.array(counts)
    hidden = (held > 0) & (held < 5)
    for place in np.argsort(held, kind="stable"):
        if hidden.sum() == 1 and held[place] > 0:
            hidden[place] = True
    return Hidden(hidden, False, 0 < sum(counts) < 5)


def shows_zeros_of_what_is_closed(counts: Counts) -> Hidden:
    found = hidden_parts(counts, sensitive=[True] * 3, order=range(3))
    return Hidden(np.array(counts) > 0, False, found.whole) if found.closed else found


def stops_at_the_edge(counts: Counts) -> Hidden:
    """Hides one further part at most."""
    held = np.array(counts)
    hidden = (held > 0) & (held < 5)
    if 0 < hidden.sum() < 2:
        hidden[next((n for n in range(3) if held[n] > 4), 0)] = True
    return Hidden(hidden, False, 0 < sum(counts) < 5)


HOLES = [
    hides_only_the_small,
    hides_the_smallest_further,
    shows_zeros_of_what_is_closed,
    stops_at_the_edge,
]


@pytest.mark.parametrize("rule", HOLES)
def test_the_attack_finds_a_hole_where_there_is_one(rule: Rule) -> None:
    assert given_away(3, range(30), rule, SMALL, [True] * 3)


CASES: list[tuple[str, Counts, str]] = [
    # what, counts, how each is printed: c hidden; or closed, and whether the whole is hidden too
    ("nothing small", (5, 9, 0), "5 9 0"),
    ("one small part takes the next in order", (30, 2, 40), "c c 40"),
    ("two whose sum gives neither away", (2, 30, 3), "c 30 c"),
    ("two that must both be 1", (1, 30, 1, 40), "c c c 40"),
    ("two that must both be 4", (4, 30, 4, 40), "c c c 40"),
    ("three in the middle", (2, 3, 3, 50), "c c c 50"),
    ("a further part too near to small", (5, 2, 30, 40), "c c c 40"),
    ("what counts nothing is shown, and hides nothing", (0, 2, 30, 40), "0 c c 40"),
    ("two parts alone", (2, 30), "closed"),
    ("all of a small whole", (0, 12, 0), "closed"),
    ("all of a large whole", (0, 20, 0), "0 20 0"),
    ("a small whole", (1, 2, 0), "closed, and the whole"),
    ("nothing at all", (0, 0, 0), "0 0 0"),
]


@pytest.mark.parametrize(("counts", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_hidden(counts: Counts, expected: str) -> None:
    found = hidden_parts(counts, sensitive=[True] * len(counts), order=range(len(counts)))
    shown = " ".join("c" if hid else str(n) for n, hid in zip(counts, found.parts, strict=True))
    closed = "closed, and the whole" if found.whole else "closed"
    assert (closed if found.closed else shown) == expected


def test_a_further_part_is_enough_almost_always() -> None:
    """Of one small part among larger ones: one further part, or two where the first is 5 or 6."""
    for one, two in every_choice_of(range(1, 5), range(5, 30)):
        found = hidden_parts((one, two, 50, 60), sensitive=[True] * 4, order=range(4))
        assert int(found.parts.sum()) == (2 if one + two >= 9 else 3)


def test_what_is_not_sensitive_is_hidden_for_another_s_sake_only() -> None:
    found = hidden_parts((2, 3, 40), sensitive=[False, True, False], order=range(3))
    assert found.parts.tolist() == [True, True, True]
    assert found.closed
    found = hidden_parts((3, 2, 40, 50), sensitive=[True, False, False, False], order=[3, 2, 1, 0])
    assert found.parts.tolist() == [True, False, False, True]


def test_a_further_part_follows_the_order_and_nothing_else() -> None:
    for order in permutations(range(1, 5)):
        found = hidden_parts((3, 90, 50, 60, 70), sensitive=[True] * 5, order=order)
        assert found.parts.tolist() == [n in (0, order[0]) for n in range(5)]
