"""Series under the policy `small-numbers`: what is hidden, and all that would give it away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pytest

from copperplate.disclosure import POLICIES, Audience, publish
from copperplate.errors import NotPublishable
from copperplate.findings.charted import chart_of
from copperplate.periods import MONTH_NAMES, parse_period
from copperplate.series import Unit
from copperplate.series.evidence import Evidence, LeftOut
from copperplate.series.units import PERCENT, UnitKind
from tests.builders import evidence

POLICY = POLICIES["small-numbers"]
Value = float | str | tuple[float, str] | None
RATE = Unit(kind=UnitKind.RATE, noun="offences", singular="offence", per=1000, base="residents")
DAYS = Unit(kind=UnitKind.MEAN, noun="days", singular="day")


def held(
    values: Mapping[str, Mapping[str, Value]],
    *,
    sensitive: bool = True,
    small: tuple[str, ...] = (),
    bases: float | None = None,
    public: bool = False,
    **changes: object,
) -> Evidence:
    """Return evidence that is not published, of a sensitive measure, all divided by one base."""
    made = evidence(values, sensitive=sensitive, **changes).shown  # type: ignore[arg-type]
    series = made.series
    if bases is not None:
        series = dataclasses.replace(series, bases=np.full(series.values.shape, float(bases)))
    return dataclasses.replace(
        made, series=series, already_public=public, small_areas=frozenset(small)
    )


def shown(
    *statistics: Evidence, which: int = 0, audience: Audience = Audience.PUBLIC
) -> dict[str, dict[str, float | str]]:
    """Return what one of several published together prints: values, or marks in their place."""
    named = {f"{n} {one.about.id}": one for n, one in enumerate(statistics)}
    passed = publish(named, policy=POLICY, audience=audience)
    series = list(passed.values())[which].shown.series
    return {
        row.area: {
            str(seen.period): "".join(sorted(seen.marks)) if seen.value is None else seen.value
            for seen in row.observations
        }
        for row in series
    }


JANUARY, FEBRUARY, MARCH = "January 2014", "February 2014", "March 2014"
MONTHS = {JANUARY: 3.0, FEBRUARY: 0.0, MARCH: 5.0}


@pytest.mark.parametrize("audience", list(Audience))
def test_counts_of_one_to_four_of_what_is_sensitive_are_hidden(audience: Audience) -> None:
    assert shown(held({"A": MONTHS}), audience=audience) == {
        "A": {JANUARY: "c", FEBRUARY: 0.0, MARCH: 5.0}
    }


def test_others_are_shown_though_nobody_published_them() -> None:
    assert shown(held({"A": MONTHS}, sensitive=False))["A"][JANUARY] == 3.0


def test_small_areas_are_sensitive_whatever_is_measured() -> None:
    found = shown(held({"W": MONTHS, "A": MONTHS}, sensitive=False, small=("W",)))
    assert (found["W"][JANUARY], found["A"][JANUARY]) == ("c", 3.0)


def test_zero_is_hidden_where_it_tells() -> None:
    found = shown(held({"A": MONTHS}, zero_tells=True))
    assert found["A"] == {JANUARY: "c", FEBRUARY: "c", MARCH: 5.0}


DIVIDED = [
    # unit, value, base, printed
    (RATE, 0.2, 10_000.0, "c"),  # two offences
    (RATE, 0.5, 10_000.0, 0.5),  # five
    (PERCENT, 50.0, 19.0, "c"),
    (PERCENT, 50.0, 20.0, 50.0),
    (PERCENT, 4.0, 60.0, "c"),  # two of sixty
    (PERCENT, 96.0, 50.0, "c"),  # two of fifty are the others
    (DAYS, 12.5, 19.0, "c"),
    (DAYS, 12.5, 20.0, 12.5),
]


@pytest.mark.parametrize(("unit", "value", "base", "printed"), DIVIDED)
def test_what_is_worked_out_of_few_is_hidden(
    unit: Unit, value: float, base: float, printed: float | str
) -> None:
    assert shown(held({"A": {MARCH: value}}, unit=unit, bases=base))["A"][MARCH] == printed


@pytest.mark.parametrize(("base", "marked"), [(49.0, True), (50.0, False)])
def test_what_is_worked_out_of_not_many_is_marked(base: float, marked: bool) -> None:
    one = held({"A": {MARCH: 50.0}}, unit=PERCENT, bases=base)
    passed = publish({"x": one}, policy=POLICY, audience=Audience.PUBLIC)["x"]
    (seen,) = passed.shown.series["A"].observations
    assert ("u" in seen.marks) is marked


def test_a_percentage_of_nobody_knows_how_many_is_shown_by_its_publisher_alone() -> None:
    one = held({"A": {MARCH: 50.0}}, unit=PERCENT)
    assert shown(one)["A"][MARCH] == "c"
    assert shown(dataclasses.replace(one, already_public=True))["A"][MARCH] == 50.0


def test_of_rolling_years_one_a_year_is_shown() -> None:
    """Neighbours would differ by two months a year apart, years to date by one month or day."""
    years = {
        f"year ending {month} {year}": 90.0 for month in ("May", "June") for year in (2013, 2014)
    }
    assert shown(held({"A": years}))["A"] == {
        "year ending May 2013": "c",
        "year ending June 2013": 90.0,
        "year ending May 2014": "c",
        "year ending June 2014": 90.0,
    }
    dates = {
        "1 April 2013 to 31 May 2013": 40.0,
        "1 April 2013 to 30 June 2013": 43.0,
        "1 April 2012 to 30 June 2012": 50.0,
    }
    assert list(shown(held({"A": dates}))["A"].values()) == [50.0, "c", 43.0]


def test_a_period_that_holds_a_hidden_one_is_hidden() -> None:
    months = held({"A": {"April 2013": 20.0, "May 2013": 3.0, "June 2013": 9.0, "July 2013": 9.0}})
    quarters = held({"A": {"April to June 2013": 32.0, "July to September 2013": 30.0}})
    assert shown(months, quarters, which=1)["A"] == {
        "April to June 2013": "c",
        "July to September 2013": 30.0,
    }
    assert shown(months)["A"]["May 2013"] == "c"


@pytest.mark.parametrize(("to_date", "printed"), [(43.0, "c"), (45.0, 45.0), (40.0, 40.0)])
def test_a_period_that_leaves_a_small_rest_of_others_is_hidden(
    to_date: float, printed: float | str
) -> None:
    """The five days after two quarters had three."""
    quarters = held({"A": {"April to June 2013": 20.0, "July to September 2013": 20.0}})
    year = held({"A": {"1 April 2013 to 5 October 2013": to_date}})
    assert list(shown(quarters, year, which=1)["A"].values()) == [printed]


@pytest.mark.parametrize(
    ("to_date", "whole"), [(96.0, "c"), (95.0, 100.0), (100.0, 100.0), (99.0, "c"), (3.0, "c")]
)
def test_a_year_is_hidden_that_a_part_of_it_to_a_day_leaves_a_small_rest_of(
    to_date: Value, whole: Value
) -> None:
    """What was counted from the day to the year's end is the one less the other."""
    part = held({"A": {"1 April 2012 to 14 March 2013": to_date}})
    year = held({"A": {"1 April 2012 to 31 March 2013": 100.0}})
    assert shown(part, year, which=1)["A"] == {"1 April 2012 to 31 March 2013": whole}


def test_areas_beside_a_hidden_one_do_not_give_it_away() -> None:
    """Their sum is known elsewhere. The further area is the first by its code."""
    one = held({"D": {MARCH: 2.0}, "C": {MARCH: 60.0}, "B": {MARCH: 40.0}, "A": {MARCH: 0.0}})
    found = {area: row[MARCH] for area, row in shown(one).items()}
    assert found == {"D": "c", "C": 60.0, "B": "c", "A": 0.0}


def test_what_is_divided_by_or_into_a_hidden_count_is_hidden_too() -> None:
    counts = held({"A": {MARCH: 40.0}, "B": {MARCH: 2.0}, "C": {MARCH: 90.0}}, identity="solved")
    rates = held(
        {"A": {MARCH: 40.0}, "B": {MARCH: 2.0}, "C": {MARCH: 90.0}},
        unit=PERCENT,
        bases=100.0,
        identity="solved_share",
        made_of=("solved", "recorded"),
    )
    found = {area: row[MARCH] for area, row in shown(counts, rates, which=1).items()}
    assert found == {"A": "c", "B": "c", "C": 90.0}


def test_a_series_with_a_hidden_value_has_no_control_chart() -> None:
    months = {f"{name} 2013": 40.0 + n % 3 for n, name in enumerate(MONTH_NAMES)}
    for changed, charted in (({}, True), ({"June 2013": 3.0}, False)):
        one = held({"A": months | changed})
        passed = publish({"x": one}, policy=POLICY, audience=Audience.PUBLIC)["x"]
        assert (chart_of(passed, area="A") is not None) is charted


def test_a_hidden_value_is_in_nothing_that_comes_out() -> None:
    one = held({"A": {MARCH: 0.2}}, unit=RATE, bases=10_000.0)
    passed = publish({"x": one}, policy=POLICY, audience=Audience.PUBLIC)["x"].shown
    assert np.isnan(passed.series.values).all()
    assert np.isnan(passed.series.bases).all()


def test_small_numbers_of_what_was_left_out_are_not_told() -> None:
    when = parse_period(MARCH)
    left = tuple(
        LeftOut(area="A", period=when, lacking=lacking, astride=astride)
        for lacking, astride in ((0, 3), (12, 0))
    )
    one = dataclasses.replace(held({"A": {MARCH: 40.0}}), left_out=left)
    passed = publish({"x": one}, policy=POLICY, audience=Audience.PUBLIC)["x"].shown
    assert passed.left_out == left[1:]


def test_other_policies_hide_nothing_of_it() -> None:
    one = held({"A": MONTHS}, public=True)
    for name in ("open-data", "holders-only"):
        passed = publish({"x": one}, policy=POLICIES[name], audience=Audience.RESTRICTED)
        assert passed["x"].shown == one
    with pytest.raises(NotPublishable):
        publish(
            {"x": held({"A": MONTHS})}, policy=POLICIES["open-data"], audience=Audience.RESTRICTED
        )
