"""The crimes of the synthetic force: totals, plants, lives, and what extracts say of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np
import pytest

from copperplate.engines.columns import NEVER
from copperplate.synthetic.crimes import Crimes, draw_crimes, unit_weights
from copperplate.synthetic.days import Quarter, number_of, quarters_between
from copperplate.synthetic.lives import SETTLED_AFTER, Lives, live
from copperplate.synthetic.places import PRIORITY_AREAS, UNITS, WARDS
from copperplate.synthetic.truth import changes_between
from copperplate.synthetic.world import World, brumshire, quiet

AUTUMN = Quarter(date(2013, 10, 1))
WINTER = Quarter(date(2014, 1, 1))
DIGEST = "607d475a061f46104789e928f596907bc650c292d918322c5869acac47074a2e"
TO, TO_BEFORE = number_of(date(2014, 3, 14)), number_of(date(2013, 3, 14))


@cache
def world() -> World:
    return brumshire()


@cache
def drawn(quarter: Quarter) -> tuple[Crimes, Lives]:
    crimes = draw_crimes(world(), quarter)
    return crimes, live(world(), quarter, crimes)


def years() -> Iterator[tuple[int, Crimes, Lives]]:
    """Yield the crimes of the base year and of the year, each as 0 or 1."""
    for quarter in quarters_between(date(2012, 4, 1), date(2014, 3, 31)):
        yield int(quarter.start >= date(2013, 4, 1)), *drawn(quarter)


def test_every_block_is_as_large_as_the_real_one() -> None:
    # Home Office open data, West Midlands, quarters ending December 2013 and March 2014.
    real = {
        AUTUMN: {"violence_with_injury": 4754, "burglary_domestic": 3403, "robbery": 1308},
        WINTER: {"violence_with_injury": 4625, "burglary_domestic": 3241, "homicide": 8},
    }
    for quarter, expected in real.items():
        crimes, lives = drawn(quarter)
        settled = lives.known(crimes, number_of(quarter.after.start) + SETTLED_AFTER)
        counted = Counter(crimes.group[settled].tolist())
        told = {group: counted[place] for place, group in enumerate(world().groups)}
        assert told == {**dict.fromkeys(world().groups, 0), **world().totals[quarter]}
        assert {group: told[group] for group in expected} == expected


def test_the_milestones_stand_as_planted_on_14_march_2014() -> None:
    groups = world().groups
    counts = np.zeros((2, 5), dtype=np.int64)
    for year, crimes, lives in years():
        known = lives.known(crimes, TO) & (crimes.recorded <= (TO if year else TO_BEFORE))
        of = [
            np.ones(len(known), np.bool_),
            crimes.group == groups.index("burglary_domestic"),
            crimes.group == groups.index("violence_with_injury"),
            crimes.business,
            crimes.priority < len(PRIORITY_AREAS),
        ]
        counts[year] += [(known & one).sum() for one in of]
    changed = (counts[1] / counts[0] - 1) * 100
    # Total crime and burglary as the real quarters; violence, business, priority areas as planted.
    assert np.round(changed).tolist() == [3, -6, 9, 4, 3]


def test_violence_rises_in_one_unit_by_one_offence_alone() -> None:
    (plant,) = world().plants.carried
    place = [unit.code for unit in UNITS].index(plant.unit)
    group = world().groups.index(plant.group)
    counts = np.zeros((2, len(UNITS), len(world().offences)), dtype=np.int64)
    for year, crimes, _ in years():
        rows = (crimes.group == group) & ~crimes.cancelled
        np.add.at(counts[year], (crimes.unit[rows], crimes.offence[rows]), 1)
    offence = world().offences.index(plant.offence)
    risen = counts[1, place, offence] - counts[0, place, offence]
    carried = sum(int(crimes.carried.sum()) for _, crimes, _ in years())
    assert carried == sum(world().carried(q, plant.group) for q in world().quarters[28:32]) > 1_500
    # The rest is chance: other cells change by no more than five times what chance would.
    rest = counts.astype(float)
    rest[1, place, offence] -= carried
    spread = np.sqrt(np.maximum(rest.sum(axis=0), 1))
    assert np.abs(rest[1] - rest[0]).max() < carried / 4 < risen
    assert (np.abs(rest[1] - rest[0]) / spread).max() < 5


@pytest.mark.parametrize(
    ("plant", "months", "share"),
    [
        # What the unit records beside the force, after as a part of before.
        ("vehicle-fall", (date(2012, 11, 1), date(2012, 12, 1)), 0.8),
        ("alley-gates", (date(2013, 1, 1), date(2013, 2, 1)), 0.75),
        ("robbery-months", (date(2013, 10, 1), date(2013, 11, 1)), 1.9),
        ("robbery-months", (date(2013, 12, 1), date(2014, 1, 1)), 1 / 1.9),
        ("shop-radio", (date(2013, 5, 1), date(2013, 6, 1)), 1.0),
    ],
)
def test_a_unit_s_share_changes_by_just_what_is_planted(
    plant: str, months: tuple[date, date], share: float
) -> None:
    change = next(one for one in world().plants.units if one.id == plant)
    place = [unit.code for unit in UNITS].index(change.unit)
    before, after = (unit_weights(world(), change.groups[0], month) for month in months)
    assert after[place] / before[place] == pytest.approx(share, abs=1e-4)
    assert sum(before) == sum(after) == 1_000_000
    others = [
        later / sooner
        for at, (sooner, later) in enumerate(zip(before, after, strict=True))
        if at != place
    ]
    assert max(others) - min(others) < 1e-3


def test_a_crime_lies_in_one_unit_a_ward_of_it_and_perhaps_a_priority_area_of_that() -> None:
    crimes, _ = drawn(WINTER)
    units = [unit.code for unit in UNITS]
    assert [WARDS[ward].unit for ward in crimes.ward] == [units[unit] for unit in crimes.unit]
    inside = crimes.priority < len(PRIORITY_AREAS)
    assert [PRIORITY_AREAS[one].ward for one in crimes.priority[inside]] == [
        WARDS[ward].code for ward in crimes.ward[inside]
    ]


def test_what_becomes_of_a_crime_comes_in_its_order() -> None:
    crimes, lives = drawn(AUTUMN)
    assert (crimes.committed <= crimes.until).all()
    assert (crimes.committed // 1_440 <= crimes.recorded).all()
    assert (np.diff(crimes.recorded) >= 0).all()
    assert len(set(crimes.number.tolist())) == len(crimes.number)
    late = lives.entered - crimes.recorded
    assert (late.min(), late.max()) == (0, SETTLED_AFTER)
    for days in (lives.reclassified, lives.cancelled):
        some = days != NEVER
        assert some.any()
        after = days[some] - crimes.recorded[some]
        assert 0 < after.min() <= after.max() <= SETTLED_AFTER
        assert (days[some] > lives.entered[some]).all()
    given = lives.outcome_on != NEVER
    assert (given == (lives.outcome > 0)).all()
    assert (lives.outcome_on[given] >= lives.entered[given]).all()


def test_two_days_differ_by_late_reclassified_and_cancelled_alone() -> None:
    crimes, lives = drawn(AUTUMN)
    one, other = number_of(date(2013, 12, 31)), number_of(date(2014, 2, 14))
    told = changes_between(crimes, lives, one, other)
    then, now = lives.known(crimes, one), lives.known(crimes, other)
    # All of the quarter had been recorded by the first of the two days.
    assert now.sum() - then.sum() == told["late"] - told["cancelled"]
    assert min(told.values()) > 20
    settled = number_of(AUTUMN.after.start) + SETTLED_AFTER
    assert changes_between(crimes, lives, settled, settled + 365) == dict.fromkeys(told, 0)


def test_another_seed_is_another_force_with_other_plants() -> None:
    plants = {seed: brumshire(seed=seed).plants for seed in range(8)}
    assert len({one.carried[0].unit for one in plants.values()}) > 3
    one, other = (draw_crimes(brumshire(seed=seed, crimes=50_000), AUTUMN) for seed in (1, 2))
    assert len(one.number) == len(other.number)
    assert (one.recorded != other.recorded).any()


def test_the_same_seed_is_the_same_force_on_every_machine() -> None:
    """The checksum was taken once; whoever changes what is drawn changes it knowingly."""
    small = brumshire(seed=7, crimes=100_000)
    crimes = draw_crimes(small, WINTER)
    lives = live(small, WINTER, crimes)
    digest = hashlib.sha256()
    for of in (crimes, lives):
        for name in of.__slots__:
            digest.update(
                f"{name} {np.asarray(getattr(of, name)).astype('<i8').tolist()}\n".encode()
            )
    assert digest.hexdigest() == DIGEST


def test_a_quiet_force_has_no_trend() -> None:
    totals = quiet(seed=3, crimes=330_000).totals
    counts = np.array(
        [sum(cells.values()) / len(quarter.days) for quarter, cells in totals.items()]
    )
    assert sum(sum(cells.values()) for cells in totals.values()) == 330_000
    # Chance alone: no quarter further from the mean than four and a half of its own errors.
    assert (np.abs(counts - counts.mean()) < 4.5 * np.sqrt(counts.mean() / 91)).all()
