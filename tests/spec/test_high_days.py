"""High-crime days of a measure counted by day, after disclosure."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from copperplate.findings.high_days import high_crime_days
from copperplate.periods import day
from copperplate.series.units import OFFENCES
from tests.builders import evidence

START = date(2011, 4, 1)
DAYS = [START + timedelta(days=n) for n in range(1096)]
NEW_YEAR = date(2014, 1, 1)


def counts(*, december: float = 1.0) -> dict[date, float]:
    numbers = np.random.default_rng(11)
    mean = [50 * (1.3 if on.weekday() == 5 else 1.0) * (december if on.month == 12 else 1.0)
            for on in DAYS]  # fmt: skip
    return dict(zip(DAYS, numbers.poisson(mean).astype(float).tolist(), strict=True))


def published(values: dict[date, float | str]) -> object:
    return evidence({"A": {str(day(on)): value for on, value in values.items()}}, unit=OFFENCES)


def test_a_planted_day_comes_first_with_what_was_expected_of_it() -> None:
    found = high_crime_days(published({**counts(), NEW_YEAR: 140.0}), "A")
    assert found is not None
    first = found.days[0]
    assert (first.period, first.value, first.above) == (day(NEW_YEAR), 140.0, True)
    assert 45 < first.expected < 55
    assert first.lower < first.expected < first.upper < 140
    above = [one for one in found.days if one.above]
    assert len(above) <= found.expected_by_chance + 4
    assert 0.3 < found.expected_by_chance < 0.00136 * found.judged


def test_a_hidden_day_is_never_a_high_one() -> None:
    found = high_crime_days(published({**counts(), NEW_YEAR: "c"}), "A")
    assert found is not None
    assert day(NEW_YEAR) not in [one.period for one in found.days]


def test_a_december_that_comes_every_year_makes_no_high_days() -> None:
    found = high_crime_days(published(dict(counts(december=1.6))), "A")
    assert found is not None and found.season_removed
    assert len([one for one in found.days if one.above]) <= found.expected_by_chance + 4


def test_bank_holidays_are_judged_as_sundays() -> None:
    quiet = [date(year, 12, 25) for year in (2011, 2012, 2013)]
    values = counts()
    for on in DAYS:
        if on.weekday() == 6 or on in quiet:
            values[on] = round(values[on] * 0.4)
    plain = high_crime_days(published(dict(values)), "A")
    told = high_crime_days(published(dict(values)), "A", as_sundays=quiet)
    assert plain is not None and told is not None
    low = {one.period.end for one in plain.days if not one.above}
    assert date(2013, 12, 25) in low
    assert date(2013, 12, 25) not in {one.period.end for one in told.days}


def test_only_days_are_judged() -> None:
    assert high_crime_days(evidence({"A": {"June 2019": 4.0}}), "A") is None
