"""What a caller hands over is read as meant, or refused by its name; nothing of numpy escapes."""

from __future__ import annotations

import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest

from copperplate.seasons import NotCounts, NotMonths, seasons_of
from copperplate.spc import (
    RULE_SETS,
    CannotChart,
    NotFinite,
    NotNumbers,
    RuleSet,
    Signs,
    Stepping,
    UnknownChart,
    UnknownRules,
    WrongShape,
    control_charts,
    discoveries,
    evidence_of,
    natural_process_limits,
)
from copperplate.spc.exceptions import ImpossibleRules
from copperplate.spc.lines.exact import count_limits, count_tails
from copperplate.spc.lines.types import CHARTS

NAN = float("nan")
MONTHS = np.arange("2020-01", "2023-01", dtype="datetime64[M]")
READERS = [
    control_charts,
    discoveries,
    evidence_of,
    natural_process_limits,
    lambda values: seasons_of(values, MONTHS[:3]),
]

NO_NUMBERS: list[tuple[Any, type[CannotChart]]] = [
    (["1", "2", "3"], NotNumbers),
    ([True, False, True], NotNumbers),
    ([1j, 2, 3], NotNumbers),
    ([date(2024, 1, 1), 2, 3], NotNumbers),
    (MONTHS[:3], NotNumbers),
    ({"burglary": [1, 2, 3]}, NotNumbers),
    ((number for number in range(3)), NotNumbers),
    ([[1, 2, 3], [1, 2]], WrongShape),
    ([1, 2, np.inf], NotFinite),
    ([1, 2, 1e51], NotFinite),
    ([1, 2, 10**400], NotFinite),
    (np.array([1, 2, 3e4000], dtype=np.longdouble), NotFinite),
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("given", "error"), NO_NUMBERS)
def test_what_is_no_number_is_refused(read: Any, given: Any, error: type[CannotChart]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(error, match="the values"):
            read(given)


def test_numbers_of_any_kind_are_read() -> None:
    for given in (
        [1, None, 3],
        [Decimal(1), Decimal("NaN"), Fraction(3)],
        np.ma.array([1.0, 1000.0, 3.0], mask=[False, True, False]),
        np.array([1, NAN, 3], dtype=np.float16),
    ):
        assert np.array_equal(control_charts(given).values, [[1, NAN, 3]], equal_nan=True)


def test_true_and_false_are_read_as_meant() -> None:
    values = [5.0] * 4
    for given in (
        [True, False, False, True],
        [1, 0, NAN, 1],
        [True, None, False, True],
        np.ma.array([True, True, False, True], mask=[False, True, False, False]),
    ):
        charts = control_charts(values, provisional=given)
        assert charts.provisional.tolist() == [[True, False, False, True]]
    for wrong in ([2, 0, 0, 0], [0, 3, 1, 0], [0.5, 0, 0, 0], [1, "yes", None, 0]):
        with pytest.raises(NotNumbers, match="'excluded': true or false is wanted"):
            control_charts(values, excluded=wrong)


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"better": "down"}, CannotChart, "no direction; there are: lower, higher, neither"),
        ({"rules": ["sfn"]}, UnknownRules, "there are: making-data-count"),
        ({"rules": None}, UnknownRules, "there are: making-data-count"),
        ({"rules": "nelson", "chart": ["c"]}, UnknownChart, "there are: c, "),
        ({"rules": "nelson", "chart": None}, UnknownChart, "there are: c, "),
        ({"rules": "nelson", "baseline": 0}, CannotChart, "1 or more"),
        ({"rules": "nelson", "baseline": -3}, CannotChart, "1 or more"),
        ({"rules": "nelson", "baseline": 1.5}, CannotChart, "1 or more"),
        ({"rules": "nelson", "baseline": "12"}, CannotChart, "1 or more"),
        ({"rules": "nelson", "baseline": True}, CannotChart, "1 or more"),
        ({"target": "5"}, NotNumbers, "'target'"),
        ({"target": np.inf}, NotFinite, "'target'"),
        ({"chart": "exact", "rules": "nelson", "dispersion": 0.5}, CannotChart, "1 for Poisson"),
        ({"chart": "exact", "rules": "nelson", "dispersion": NAN}, CannotChart, "1 for Poisson"),
        ({"denominators": [1, 2, 1e-60]}, NotFinite, "'denominators'"),
        ({"expected": [1, 2, "x"]}, NotNumbers, "'expected'"),
        ({"earlier": 5}, CannotChart, "'earlier' is int"),
        ({"earlier": control_charts([1, 2])[0]}, CannotChart, "'earlier' is ControlChart;"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    given: dict[str, Any], error: type[CannotChart], words: str
) -> None:
    with pytest.raises(error, match=words):
        control_charts([1, 2, 3], **given)


def test_a_chart_of_counts_takes_counts() -> None:
    for chart in ("c", "c-prime", "u", "u-prime", "p", "p-prime", "exact"):
        over = None if chart.startswith("c") else [9, 9, 9]
        with pytest.raises(CannotChart, match=r"values below 0: 1\..* choose xmr or i-prime"):
            control_charts([1, -2, 3], rules="nelson", chart=chart, denominators=over)
    for chart, instead in (("p", "u"), ("p-prime", "u-prime")):
        with pytest.raises(CannotChart, match=f"denominators: 1.* choose {instead}"):
            control_charts([1, 2, 3], rules="nelson", chart=chart, denominators=[9, 1, 0])


def test_a_place_that_is_not_there_is_named() -> None:
    charts = control_charts([[1, 2], [3, 4]])
    assert charts[np.int64(-1)] == charts[1]
    with pytest.raises(IndexError, match="no series 2; there are 2, from 0"):
        charts[2]
    with pytest.raises(TypeError, match="not a slice"):
        charts[0:1]


def test_rules_of_ones_own_are_whole_numbers() -> None:
    ours = {"name": "ours", "version": 1, "stepping": Stepping.GIVEN}
    for run in (6.5, "6", NAN):
        with pytest.raises(ImpossibleRules, match=f"run is {run}"):
            RuleSet(signs=Signs(on_a_limit=False, run=run), **ours)
    with pytest.raises(ImpossibleRules, match="scaling is nan"):
        RuleSet(signs=Signs(on_a_limit=False), scaling=NAN, **ours)


def test_discoveries_and_seasons_refuse_what_cannot_be_meant() -> None:
    counts, months = np.full((3, 36), 9.0), MONTHS
    for families, words in (
        ([["a", None, "b"]], "label of series 1 is missing"),
        ([[1, NAN, 2]], "label of series 1 is missing"),
        (["a", "b", "c"], r"\(3,\) is wanted"),
    ):
        with pytest.raises(CannotChart, match=words):
            discoveries(counts, families=families)
    with pytest.raises(CannotChart, match="label of series 2 is missing"):
        seasons_of(counts, months, families=["a", "a", None])
    for share in (0, 1, -1, 2, NAN):
        with pytest.raises(CannotChart, match="between 0 and 1"):
            discoveries(counts, share_of_false=share)
    with pytest.raises(NotMonths, match="no date"):
        seasons_of(counts, np.arange(201801, 201837))
    for each in (0, 5, 12, 1.5, "3"):
        with pytest.raises(NotMonths, match="give 1, 2, 3, 4 or 6"):
            seasons_of(counts, months, months_each=each)
    with pytest.raises(WrongShape, match="'exceptional' has the shape"):
        seasons_of(counts, months, exceptional=[True])
    with pytest.raises(NotCounts):
        seasons_of(-counts, months)
    with pytest.raises(NotMonths, match="1 months are set beside 2"):
        seasons_of(counts, months).change(["2020-01"], onto=["2020-02", "2020-03"])


STRANGE = {
    "empty": [],
    "one": [5],
    "unknown": [NAN] * 20,
    "nothing": [0] * 20,
    "large": [1e50, 3e49, 9e49, 1e50] * 5,
    "both ways": [1e50, -1e50] * 10,
    "tiny": [1e-310, 3e-310] * 10,
    "a spike": [7] * 19 + [1e50],
    "no series": np.empty((0, 20)),
    "no points": np.empty((3, 0)),
}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("over", [None, 1e-50, 1.0, 0.0, -1.0, 1e50])
def test_nothing_but_its_own_errors_comes_out(name: str, over: float | None) -> None:
    values = np.array(STRANGE[name], dtype=float)
    kept = values.copy()
    values.flags.writeable = False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for rules, chart in product(RULE_SETS, [*CHARTS, "auto"]):
            beside = None if over is None else np.full(values.shape, over)
            try:
                charts = control_charts(values, rules=rules, chart=chart, denominators=beside)
            except CannotChart:
                continue
            for made in (charts.drawn, charts.then, charts.evidence, charts.next_value):
                assert made is not None
            assert np.isfinite(charts.run_chances[~np.isnan(charts.run_chances)]).all()
            assert repr(charts) and (not len(charts) or repr(charts[0]))
    assert np.array_equal(values, kept, equal_nan=True)


def test_a_stray_count_costs_no_time() -> None:
    counts = np.random.default_rng(5).poisson(5, (30, 24)).astype(float)
    for stray, place in product((1e7, 1e12, 1e40), (3, -1)):
        wild = counts.copy()
        wild[4, place] = stray
        found = discoveries(wild)
        assert (place == -1) is bool(found.p[4] < 1e-6 or found.strength[4] > 10)
        charts = control_charts(wild, rules="nelson", chart="exact")
        assert charts.run_chances.shape == (30,) and charts.drawn.upper.shape == (30, 24)


def test_counts_of_great_spread_are_added_up_in_larger_units() -> None:
    mean = np.full(1, 300.0)
    for ratio in (150.0, 199.0, 1000.0, 20_000.0):
        draws = np.random.default_rng(1).negative_binomial(300 / (ratio - 1), 1 / ratio, 400_000)
        lower, upper = count_limits(mean, np.array([ratio]), 0.00135)
        assert (draws < lower[0]).mean() < 0.0017
        assert (draws > upper[0]).mean() == pytest.approx(0.00135, rel=0.25)
        for count in (600.0, 3000.0):
            _, above = count_tails(mean, np.array([ratio]), np.array([count]))
            assert above[0] == pytest.approx((draws >= count).mean(), rel=0.1, abs=2e-5)


@pytest.mark.parametrize("rules", RULE_SETS)
def test_what_never_changes_shows_no_sign(rules: str) -> None:
    for constant, chart in product((0.1, 7.0, -3.3, 0.0), ("xmr", "i-prime", "run", "c-prime")):
        if chart == "c-prime" and constant != 7.0:
            continue
        try:
            charts = control_charts([constant] * 40, rules=rules, chart=chart)
        except CannotChart:
            continue
        signs = charts.hits
        assert not any(getattr(signs, name).any() for name in signs.__slots__), (constant, chart)
        assert not len(charts.steps)


@pytest.mark.parametrize(
    "values",
    [
        [1e17, 1e17 + 16] * 10,
        [1e45, 2e45] * 10,
        [1e-40, 2e-40] * 10,
        [1e50, -1e50] * 10,
        [1e16] * 12,
        [1e49] * 12,
        [7.0] * 19 + [1e50],
    ],
)
def test_numbers_of_any_size_are_drawn(values: list[float]) -> None:
    markup = control_charts(values)[0]._repr_html_()
    assert "<svg" in markup and "nan" not in markup.lower()
    assert "<table" in control_charts([values] * 2)._repr_html_()
