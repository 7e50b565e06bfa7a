"""The surveys of Brumshire: their samples, their weights, and what is planted in them."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.periods import parse_period
from copperplate.synthetic import residents, respondents, victim_survey, wave_survey
from copperplate.synthetic.answers import DONT_KNOW, FAVOURABLE, REFUSED, centred
from copperplate.synthetic.days import number_of
from copperplate.synthetic.places import FORCE_CODE, UNITS, WARDS
from copperplate.synthetic.survey_plants import OFFENCES, QUESTIONS, survey_plants
from copperplate.synthetic.survey_truth import surveys_of
from copperplate.synthetic.wave_survey import interviews
from copperplate.synthetic.waves import Wave, waves
from tests.unit.drawn_columns import days_of, held, read

LAST = date(2014, 5, 27)
SEEDS = range(30)
BEFORE, SINCE = Wave(date(2011, 11, 1)), Wave(date(2012, 6, 1))
UNIT_CODES = [unit.code for unit in UNITS]
ANSWERS = 5  # of every scale; what follows is don't know, and refused


ALL_DAYS = days_of(date(2006, 4, 1), LAST)


@cache
def wave_of(seed: int, wave: Wave) -> dict[str, np.ndarray]:
    return interviews(seed, wave)


@cache
def victims_of(seed: int) -> dict:
    return victim_survey.victim_survey(seed, ALL_DAYS)


@cache
def truth_of(seed: int) -> dict:
    return surveys_of(seed, LAST)


def planted(seed: int, id_: str) -> dict:
    return next(one for one in truth_of(seed)["planted"] if one["id"] == id_)


def share(codes, weights, of=None):
    """Return the per cent of those who answer that do so favourably."""
    said = codes < ANSWERS
    if of is not None:
        said = said & of
    return 100 * weights[said & (codes < FAVOURABLE)].sum() / weights[said].sum()


def error_of(differences):
    """Return the mean of some seeds' differences, and its standard error."""
    found = np.array(differences, dtype=float)
    return found.mean(), found.std(ddof=1) / np.sqrt(len(found))


# ------------------------------------------------------------------ the sample at the door


@pytest.mark.parametrize("wave", [Wave(date(2008, 6, 1)), BEFORE, SINCE])
def test_every_unit_has_its_quota_in_sampled_wards_of_its_own(wave):
    found = wave_of(2013, wave)
    assert len(found["unit"]) == 8_400
    assert np.bincount(found["unit"]).tolist() == [840] * 10
    for place, code in enumerate(UNIT_CODES):
        wards, number = np.unique(found["ward"][found["unit"] == place], return_counts=True)
        assert number.tolist() == [140] * 6
        assert {WARDS[ward].unit for ward in wards} == {code}


@pytest.mark.parametrize("wave", [Wave(date(2008, 6, 1)), BEFORE, SINCE])
def test_the_weights_of_a_unit_add_up_to_its_adults(wave):
    found = wave_of(2013, wave)
    assert (found["weight"] > 0).all()
    sums = [int(found["weight"][found["unit"] == place].sum()) for place in range(10)]
    assert sums == [1000 * number for number in residents.adults(wave.start.year)]


def test_a_final_weight_is_design_by_non_response_scaled_within_its_unit():
    found = wave_of(2013, BEFORE)
    for place in range(10):
        of = found["unit"] == place
        raw = found["design_weight"][of] * found["nonresponse_weight"][of]
        # Weights are in thousandths: rounded by one at most.
        expected = raw * (found["weight"][of].sum() / raw.sum())
        assert found["weight"][of] == pytest.approx(expected, abs=1.001)


def test_who_lives_with_more_adults_stands_for_more():
    found = wave_of(2013, BEFORE)
    of = found["unit"] == 0
    weights = [
        set(found["design_weight"][of & (found["adults"] == number)].tolist())
        for number in range(4)
    ]
    (one,) = weights[0]
    assert weights == [{one * (number + 1)} for number in range(4)]
    assert one == residents.households(2011)[0] * 1000 // 840


def test_wards_are_sampled_as_often_as_they_have_households():
    for place in (0, 9):
        wards = wave_survey.wards_of(place)
        homes = wave_survey.homes_of(len(wards))
        drawn = np.zeros(len(wards))
        for seed in SEEDS:
            for wave in (BEFORE, SINCE):
                found = wave_of(seed, wave)
                sampled = np.unique(found["ward"][found["unit"] == place])
                drawn[[wards.index(ward) for ward in sampled]] += 1
        chance = 6 * homes / homes.sum()
        assert (chance < 1).all()
        spread = np.sqrt(2 * len(SEEDS) * chance * (1 - chance))
        assert (np.abs(drawn - 2 * len(SEEDS) * chance) < 4 * spread).all()


def test_interviews_are_held_in_their_wave_and_not_at_christmas():
    for wave in (BEFORE, SINCE):
        found = wave_of(2013, wave)
        assert set(found["day"].tolist()) <= set(wave.days.tolist())
        assert (np.diff(found["day"]) >= 0).all()
    closed = {
        number_of(date(2011, 12, 25)),
        number_of(date(2011, 12, 26)),
        number_of(date(2012, 1, 1)),
    }
    assert not closed & set(wave_of(2013, BEFORE)["day"].tolist())


def test_people_add_up():
    assert all(sum(ages) == 100 for ages in respondents.AGES_OF)
    for shares in (*wave_survey.ETHNICITIES_OF, *victim_survey.ETHNICITIES_OF):
        assert sum(shares) == 100
        assert respondents.people(shares).sum() == 10_000
    assert all(sum(one) == 20 for one in wave_survey.HOUSEHOLDS_OF)
    assert sum(victim_survey.VICTIMS_OF) == 100


@pytest.mark.parametrize("name", ["age", "ethnicity"])
def test_the_young_and_the_smaller_groups_answer_less_and_weights_make_up_for_it(name):
    """Of Dunferrow, over 30 samples: shares of respondents, and of weights, beside its adults."""
    of_cell = np.arange(respondents.CELLS)
    group = of_cell % 6 if name == "age" else of_cell // 6
    lived = np.bincount(group, respondents.people(wave_survey.ETHNICITIES_OF[1])) / 10_000
    counted, weighed = [], []
    for seed in SEEDS:
        found = wave_of(seed, BEFORE)
        of = found["unit"] == 1
        cells, weights = group[found["cell"][of]], found["weight"][of]
        counted.append(np.bincount(cells, minlength=len(lived)) / of.sum())
        weighed.append(np.bincount(cells, weights, minlength=len(lived)) / weights.sum())
    assert np.mean(weighed, axis=0) == pytest.approx(lived, abs=0.01)
    # The first ethnicity is the largest, the first age band the youngest.
    less, more = ([0, 1], [5]) if name == "age" else ([1, 2, 3], [0])
    assert (np.mean(counted, axis=0)[less] < 0.9 * lived[less]).all()
    assert (np.mean(counted, axis=0)[more] > 1.05 * lived[more]).all()


# ------------------------------------------------------------------ estimates at the door


def differences(id_, which, weighted):
    """Return by how much estimates of seeds differ from the declared share, in points."""
    found = []
    for seed in SEEDS:
        entry = planted(seed, id_)
        sample = wave_of(seed, BEFORE if which == "before" else SINCE)
        of = None
        if entry["where"] != FORCE_CODE:
            of = sample["unit"] == UNIT_CODES.index(entry["where"])
        weights = sample["weight"] if weighted else np.ones(len(sample["weight"]))
        found.append(share(sample[entry["question"]], weights, of) - entry[which])
    return found


FORCE_SHARES = [f"contractor-{question.replace('_', '-')}" for question in QUESTIONS]


@pytest.mark.parametrize("which", ["before", "after"])
@pytest.mark.parametrize("id_", FORCE_SHARES)
def test_weighted_estimates_find_the_declared_share_and_unweighted_ones_do_not(id_, which):
    mean, error = error_of(differences(id_, which, weighted=True))
    assert abs(mean) < 3 * error < 0.6
    mean, error = error_of(differences(id_, which, weighted=False))
    assert abs(mean) > 5 * error


def shares_of_units(seed, wave):
    sample = wave_of(seed, wave)
    return {
        code: share(sample["confidence"], sample["weight"], sample["unit"] == place)
        for place, code in enumerate(UNIT_CODES)
    }


def test_weighted_estimates_find_the_path_of_every_unit():
    for wave in (BEFORE, SINCE):
        found: dict[str, list[float]] = {code: [] for code in UNIT_CODES}
        for seed in SEEDS:
            expected = {
                row["area"]: row["expected"]
                for row in truth_of(seed)["confidence"]
                if row["wave"] == wave.period
            }
            for code, estimate in shares_of_units(seed, wave).items():
                found[code].append(estimate - expected[code])
        for code, of in found.items():
            mean, error = error_of(of)
            # Ten units in two waves: four standard errors leave one false alarm in 800 runs.
            assert abs(mean) < 4 * error < 1.6, code


def test_the_sample_is_worth_fewer_interviews_than_it_has():
    """Weights and wards make estimates scatter more than as many interviews by chance alone."""
    scatter = np.std(differences("contractor-confidence", "before", weighted=True), ddof=1)
    by_chance = 100 * np.sqrt(0.83 * 0.17 / 7_900)
    assert 1.05 < scatter / by_chance < 1.9


def test_confidence_rises_in_one_unit_in_four_waves_and_one_lies_below():
    plants = survey_plants(2013)
    rise, low = plants.confidence_rise.unit, plants.confidence_gap.unit
    rows = truth_of(2013)["confidence"]
    of = {
        code: [row["true"] for row in rows if row["area"] == code]
        for code in (*UNIT_CODES, FORCE_CODE)
    }
    assert of.pop(rise) == [83.8] * 4 + [84.8, 85.8, 86.8] + [87.8] * 5
    assert of.pop(low) == [75.8] * 12
    force = of.pop(FORCE_CODE)
    assert 82.5 < min(force) <= max(force) < 84
    assert max(force) - min(force) <= 0.6
    assert len(of) == 8
    assert set(map(tuple, of.values())) == {(83.8,) * 12}


def test_another_contractor_is_heard_and_nothing_has_changed():
    rows = truth_of(2013)["confidence"]
    for row in rows:
        heard = 3 if parse_period(row["wave"]).start >= date(2012, 6, 1) else 0
        assert row["expected"] - row["true"] == pytest.approx(heard), row
    for wave, contractor in ((BEFORE, 0), (SINCE, 1)):
        assert set(wave_of(2013, wave)["contractor"].tolist()) == {contractor}


@pytest.mark.parametrize(("wave", "dont_know"), [(BEFORE, 0.05), (SINCE, 0.02)])
@pytest.mark.parametrize("question", QUESTIONS)
def test_dont_know_and_refused_are_two_things(question, wave, dont_know):
    codes = np.concatenate([wave_of(seed, wave)[question] for seed in SEEDS])
    assert (codes == ANSWERS).mean() == pytest.approx(dont_know, abs=0.002)
    assert (codes == ANSWERS + 1).mean() == pytest.approx(0.012, abs=0.001)


def test_every_answer_has_its_word():
    columns = wave_survey.wave_survey(2013, SINCE.days)
    for question in wave_survey.QUESTIONS:
        words = columns[question.name].words
        assert words == (*question.scale, DONT_KNOW, REFUSED)
        assert len(set(words)) == ANSWERS + 2
        assert set(read({"a": columns[question.name]})["a"]) == set(words)


def test_chances_are_chances():
    """Nobody is more than sure to be content, not even where most is planted."""
    for question in wave_survey.QUESTIONS:
        more = respondents.of_cells(question.by_ethnicity, question.by_age)
        for place, shares in enumerate(wave_survey.ETHNICITIES_OF):
            by_cell = centred(more, respondents.people(shares))
            wards = wave_survey.aside_of(len(wave_survey.wards_of(place)))
            rise, fall = (40, 80) if question.name == "confidence" else (0, 0)
            most = (question.favourable + 30 + rise + abs(question.women)) * 1000
            least = (question.favourable - fall - abs(question.women)) * 1000
            assert most + by_cell.max() + wards.max() < 1_000_000
            assert least + by_cell.min() + wards.min() > 0


# ------------------------------------------------------------------ small counts of it


def test_estimates_are_weighted_shares_of_those_who_answer():
    found = wave_survey.estimates(2013, SINCE.days)
    assert [row.area for row in found] == [FORCE_CODE, *UNIT_CODES]
    sample, columns = wave_of(2013, SINCE), wave_survey.wave_survey(2013, SINCE.days)
    said = [word not in (DONT_KNOW, REFUSED) for word in read(columns)["confidence"]]
    for row in found:
        assert (row.measure, row.period) == ("confidence_in_police", "2012-06/2012-08")
        of = None if row.area == FORCE_CODE else sample["unit"] == UNIT_CODES.index(row.area)
        expected = share(sample["confidence"], sample["weight"], of)
        assert float(row.value) == pytest.approx(expected, abs=0.001)
        assert row.base == sum(said if of is None else np.array(said)[of])
    assert found[0].base == sum(row.base for row in found[1:])


# ------------------------------------------------------------------ waves and days


WAVES_AS_PLANNED = """
    2008-06/2008-08  2008-11/2009-01  2009-06/2009-08  2009-11/2010-01  2010-06/2010-08
    2010-11/2011-01  2011-06/2011-08  2011-11/2012-01  2012-06/2012-08  2012-11/2013-01
    2013-06/2013-08  2013-11/2014-01
"""


def test_waves_are_two_a_year_and_told_when_they_have_ended():
    found = list(waves(ALL_DAYS))
    assert [wave.period for wave in found] == WAVES_AS_PLANNED.split()
    assert [wave.number for wave in found] == list(range(12))
    for wave in found:
        period = parse_period(wave.period)
        assert wave.days.tolist() == days_of(period.start, period.end).tolist()
    until = days_of(date(2013, 6, 1), date(2014, 1, 30))
    assert [wave.period for wave in waves(until)] == ["2013-06/2013-08"]


@pytest.mark.parametrize(
    "cut", [date(2013, 8, 30), date(2013, 8, 31), date(2013, 10, 1), date(2014, 1, 31)]
)
def test_some_days_give_the_waves_that_end_on_them(cut):
    first, last = number_of(date(2013, 6, 1)), number_of(date(2014, 3, 1))
    days = np.arange(first, last)
    parts = days[days < number_of(cut)], days[days >= number_of(cut)]
    whole = read(wave_survey.wave_survey(5, days))
    one, two = (read(wave_survey.wave_survey(5, part)) for part in parts)
    assert whole == {name: one[name] + two[name] for name in whole}
    assert len(set(whole["interview"])) == 16_800


def test_no_wave_gives_no_rows():
    for survey in (wave_survey.wave_survey, victim_survey.victim_survey):
        columns = survey(1, np.array([], dtype=np.int64))
        assert {len(held(column)) for column in columns.values()} == {0}
        assert list(columns) == list(survey(1, days_of(date(2013, 6, 1), date(2013, 8, 31))))
    assert wave_survey.estimates(1, np.array([], dtype=np.int64)) == ()


def test_interviews_have_numbers_of_their_own():
    columns = wave_survey.wave_survey(2013, ALL_DAYS)
    numbers = columns["interview"].numbers
    assert len(np.unique(numbers)) == len(numbers) == 12 * 8_400
    assert numbers.max() < 10 ** columns["interview"].figures
    numbers = victims_of(2013)["interview"].numbers
    assert len(np.unique(numbers)) == len(numbers)
    assert numbers.max() < 10**8


def test_the_same_seed_gives_the_same_and_another_other():
    """A change of any level or weight changes the digest; say so in the change log."""

    def digest(seed):
        days = days_of(date(2012, 6, 1), date(2012, 8, 31))
        told = (
            read(wave_survey.wave_survey(seed, days)),
            read(victim_survey.victim_survey(seed, days)),
            wave_survey.estimates(seed, days),
            surveys_of(seed, LAST),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    assert digest(2013) == digest(2013) == "77233ffa75d495a8"
    assert digest(2014) != digest(2013)


# ------------------------------------------------------------------ victims


def test_about_400_victims_a_month_answer():
    months = np.array(read(victims_of(2013))["reported"]).astype("datetime64[D]")
    whole = months[months < np.datetime64("2014-05-01")].astype("datetime64[M]").astype(int)
    _, number = np.unique(whole, return_counts=True)
    assert len(number) == 73
    assert number.mean() == pytest.approx(400, abs=5)
    assert number.std() == pytest.approx(20, abs=8)  # as if by chance, and months differ in length


def test_victims_are_asked_six_weeks_after_the_report():
    columns = victims_of(2013)
    after = columns["interviewed"].days - columns["reported"].days
    assert (after.min(), after.max()) == (38, 46)
    assert after.mean() == pytest.approx(42, abs=0.1)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**63), later=st.integers(0, 80))
def test_who_is_interviewed_later_is_not_known(seed, later):
    days = days_of(date(2013, 4, 1), date(2013, 4, 30))
    read_on = int(days[0]) + later
    known = read(victim_survey.victim_survey(seed, days, read_on))
    end = read(victim_survey.victim_survey(seed, days))
    kept = [place for place, day in enumerate(end["interviewed"]) if day <= read_on]
    assert known == {name: [values[place] for place in kept] for name, values in end.items()}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**63), number=st.integers(0, 60), cut=st.integers(0, 60))
def test_some_days_give_the_victims_who_reported_on_them(seed, number, cut):
    days = np.arange(number_of(date(2012, 9, 1)), number_of(date(2012, 9, 1)) + number)
    whole = read(victim_survey.victim_survey(seed, days))
    one, two = (read(victim_survey.victim_survey(seed, part)) for part in (days[:cut], days[cut:]))
    assert whole == {name: one[name] + two[name] for name in whole}


def victim_shares(seed, aspect, weighted, *, offence=None, unit=None, since=None):
    columns = victims_of(seed)
    weights = columns["weight"].millionths
    of = np.ones(len(weights), bool)
    if offence is not None:
        of &= columns["offence_group"].codes == OFFENCES.index(offence)
    if unit is not None:
        of &= columns["lpu"].codes == UNIT_CODES.index(unit)
    if since is not None:
        start = number_of(survey_plants(seed).follow_up.start)
        of &= (columns["reported"].days >= start) == since
    return share(columns[aspect].codes, weights if weighted else np.ones(len(weights)), of)


@pytest.mark.parametrize(
    ("aspect", "per_cent"), [("first_contact", 88), ("treatment", 89), ("overall", 82)]
)
def test_satisfaction_is_as_planned_and_unweighted_it_is_not(aspect, per_cent):
    seeds = range(12)  # of about 29,000 interviews each
    mean, error = error_of([victim_shares(seed, aspect, True) - per_cent for seed in seeds])
    assert abs(mean) < 3 * error + 0.1  # levels of offences are whole thousandths
    mean, error = error_of([victim_shares(seed, aspect, False) - per_cent for seed in seeds])
    assert abs(mean) > 5 * error


def test_follow_up_improves_in_one_unit_from_a_month_on():
    found = {"before": [], "after": [], "elsewhere": []}
    for seed in SEEDS:
        entry = planted(seed, "follow-up")
        unit = entry["where"]
        for which, since in (("before", False), ("after", True)):
            estimate = victim_shares(seed, "follow_up", True, unit=unit, since=since)
            found[which].append(estimate - entry[which])
        other = next(code for code in truth_of(seed)["noise"])
        found["elsewhere"].append(
            victim_shares(seed, "follow_up", True, unit=other, since=True) - 68
        )
    assert (entry["from"], entry["before"], entry["after"]) == ("2012-10-01", 68, 74)
    for which, of in found.items():
        mean, error = error_of(of)
        assert abs(mean) < 3 * error + 0.1 < 2, which


def test_victims_of_one_offence_are_less_satisfied_by_ten_points():
    found = []
    for seed in range(12):
        entry = planted(seed, "less-satisfied-victims-overall")
        low = victim_shares(seed, "overall", True, offence=entry["offence"])
        found.append(low - entry["after"])
        assert entry["rest"] - entry["after"] == pytest.approx(10)
        for offence in OFFENCES:
            if offence != entry["offence"]:
                found.append(victim_shares(seed, "overall", True, offence=offence) - entry["rest"])
    mean, error = error_of(found)
    assert abs(mean) < 3 * error < 0.5


def test_offences_are_asked_at_different_rates_and_weights_make_up_for_it():
    columns = victims_of(2013)
    codes, weights = columns["offence_group"].codes, columns["weight"].millionths
    counted = np.bincount(codes) / len(codes)
    weighed = np.bincount(codes, weights) / weights.sum()
    assert weighed == pytest.approx(np.array(victim_survey.VICTIMS_OF) / 100, abs=0.01)
    assert counted.min() > 0.15


# ------------------------------------------------------------------ what is planted


PLANTED_AS_TOLD = """
    confidence-rise                       rise        wave_survey    2010-06-01    4   4
    contractor-confidence                 contractor  wave_survey    2012-06-01    3   0
    contractor-safe-after-dark            contractor  wave_survey    2012-06-01    3   0
    contractor-visibility                 contractor  wave_survey    2012-06-01    3   0
    contractor-treated-fairly             contractor  wave_survey    2012-06-01    3   0
    contractor-confidence-dont-know       contractor  wave_survey    2012-06-01   -3   0
    contractor-safe-after-dark-dont-know  contractor  wave_survey    2012-06-01   -3   0
    contractor-visibility-dont-know       contractor  wave_survey    2012-06-01   -3   0
    contractor-treated-fairly-dont-know   contractor  wave_survey    2012-06-01   -3   0
    follow-up                             step        victim_survey  2012-10-01    6   6
    low-confidence                        gap         wave_survey    2008-06-01   -8  -8
    less-satisfied-victims-first-contact  gap         victim_survey  2008-04-01  -10 -10
    less-satisfied-victims-actions-taken  gap         victim_survey  2008-04-01  -10 -10
    less-satisfied-victims-follow-up      gap         victim_survey  2008-04-01  -10 -10
    less-satisfied-victims-treatment      gap         victim_survey  2008-04-01  -10 -10
    less-satisfied-victims-overall        gap         victim_survey  2008-04-01  -10 -10
"""


def test_what_is_planted_is_told():
    told = [
        [one["id"], one["kind"], one["survey"], one["from"], one["points"], one["real_points"]]
        for one in truth_of(2013)["planted"]
    ]
    assert [[*map(str, one)] for one in told] == [
        line.split() for line in PLANTED_AS_TOLD.strip().splitlines()
    ]
    for one in truth_of(2013)["planted"]:
        assert one["real"] == (one["real_points"] != 0)
        if one["kind"] == "gap":
            assert one["before"] == one["after"] == pytest.approx(one["rest"] + one["points"])
        else:
            assert one["after"] - one["before"] == pytest.approx(one["points"])
            assert one["rest"] is None


def test_another_seed_plants_elsewhere_and_never_two_in_one_unit():
    units, offences = set(), set()
    for seed in range(40):
        plants = survey_plants(seed)
        found = [plants.confidence_rise.unit, plants.confidence_gap.unit, plants.follow_up.unit]
        assert len(set(found)) == 3
        assert sorted([*found, *truth_of(seed)["noise"]]) == sorted(UNIT_CODES)
        units.add(tuple(found))
        offences.add(plants.offence_gap.offence)
    assert len(units) > 30
    assert offences == set(OFFENCES)
