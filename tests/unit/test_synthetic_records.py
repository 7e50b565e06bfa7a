"""The records of Brumshire that are no crimes: how many, when, what, and what is planted in them."""

from __future__ import annotations

import hashlib
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.engines.columns import NEVER, NONE, Moments
from copperplate.periods import parse_period
from copperplate.synthetic import casualties, complaints, counts, funds, incidents, stops
from copperplate.synthetic.days import number_of, weekday_of
from copperplate.synthetic.other_plants import PLANTED
from copperplate.synthetic.places import FORCE_CODE, UNITS, WARDS
from copperplate.synthetic.streams import month_of
from tests.unit.drawn_columns import days_of, held, read

STREAMS = {
    "incidents": incidents.incidents,
    "stops": stops.stops,
    "casualties": casualties.casualties,
    "complaints": complaints.complaints,
    "funds": funds.funds,
}
DATED = {
    "incidents": "logged",
    "stops": "searched_on",
    "casualties": "date",
    "complaints": "recorded",
    "funds": "entered",
}
EVERY = st.sampled_from(sorted(STREAMS))
SEEDS = st.integers(0, 2**63)
DAYS = st.dates(date(2006, 4, 1), date(2014, 5, 27))
FIRST, LAST = date(2006, 4, 1), date(2014, 5, 27)


@pytest.fixture(scope="module")
def all_of():
    """Everything from the first day to the last, of one seed."""
    days = days_of(FIRST, LAST)
    return {name: stream(2013, days) for name, stream in STREAMS.items()}


def year_of(days):
    """Return financial years by the year they begin in."""
    dates = np.asarray(days).astype("datetime64[D]")
    years = dates.astype("datetime64[Y]").astype(int) + 1970
    return years - (month_of(np.asarray(days)) < 3)


# ------------------------------------------------------------------ of every stream


@settings(max_examples=40, deadline=None)
@given(name=EVERY, seed=SEEDS, first=DAYS, number=st.integers(0, 40), cut=st.integers(0, 40))
def test_some_days_give_what_all_days_give_of_them(name, seed, first, number, cut):
    stream = STREAMS[name]
    days = np.arange(number_of(first), number_of(first) + number)
    whole = read(stream(seed, days))
    one, two = read(stream(seed, days[:cut])), read(stream(seed, days[cut:]))
    assert whole == {column: one[column] + two[column] for column in whole}


@settings(max_examples=20, deadline=None)
@given(name=EVERY, seed=SEEDS)
def test_the_same_seed_gives_the_same_and_another_other(name, seed):
    days = days_of(date(2013, 4, 1), date(2013, 6, 30))
    stream = STREAMS[name]
    assert read(stream(seed, days)) == read(stream(seed, days))
    assert read(stream(seed, days)) != read(stream(seed + 1, days))


@settings(max_examples=30, deadline=None)
@given(name=EVERY, seed=SEEDS, first=DAYS, number=st.integers(1, 30))
def test_columns_are_of_one_length_in_order_and_within_their_days(name, seed, first, number):
    days = np.arange(number_of(first), number_of(first) + number)
    columns = STREAMS[name](seed, days)
    lengths = {len(held(column)) for column in columns.values()}
    assert len(lengths) == 1
    dated = held(columns[DATED[name]])
    assert dated == sorted(dated)
    assert set(dated) <= set(days.tolist())
    moments = [held(column) for column in columns.values() if isinstance(column, Moments)]
    for found in moments:
        assert found == sorted(found)
        assert [minute // 1440 for minute in found] == dated


@pytest.mark.parametrize(("name", "column"), [("incidents", "log"), ("stops", "search_ref")])
def test_no_two_records_share_their_number(all_of, name, column):
    numbers = all_of[name][column].numbers
    assert len(np.unique(numbers)) == len(numbers)
    assert numbers.max() < 10 ** all_of[name][column].figures


@pytest.mark.parametrize("name", [name for name in sorted(STREAMS) if name != "funds"])
def test_units_have_their_shares(all_of, name):
    """To within four standard deviations of chance, rows coming up to two at a time."""
    counts = np.bincount(all_of[name]["lpu"].codes, minlength=len(UNITS))
    expected = counts.sum() * np.array([unit.weight for unit in UNITS]) / 100
    assert (np.abs(counts - expected) < 4 * np.sqrt(2 * expected)).all()


@pytest.mark.parametrize("name", ["incidents", "stops", "casualties"])
def test_a_ward_lies_in_the_unit_it_stands_beside(all_of, name):
    columns = all_of[name]
    units = {unit.name: unit.code for unit in UNITS}
    of = {ward.code: ward.unit for ward in WARDS}
    pairs = set(zip(columns["lpu"].codes.tolist(), columns["ward"].codes.tolist(), strict=True))
    unit_words, ward_words = columns["lpu"].words, columns["ward"].words
    assert all(units[unit_words[unit]] == of[ward_words[ward]] for unit, ward in pairs)


def test_the_same_rows_come_out_everywhere():
    """A change of any level or weight changes these; say so in the change log."""
    days = days_of(date(2013, 9, 1), date(2013, 9, 30))
    digest = hashlib.sha256()
    for stream in STREAMS.values():
        digest.update(repr(sorted(read(stream(2013, days)).items())).encode())
    digest.update(counts.as_csv(counts.counts(2013, days)).encode())
    assert digest.hexdigest()[:16] == "4cead4615474b183"


# ------------------------------------------------------------------ how many

LEVELS_AS_PLANNED = """
    stream      which                2006    2009    2012    2013
    incidents   ASB                 96300   86400   76200   72700
    incidents   DOMESTIC NON-CRIME  29100   29600   30000   33000
    incidents   HATE NON-CRIME        715     805     895     925
    stops       -                   28300   38650   30400   24200
    casualties  -                    7760    6760    5860    5520
    complaints  -                    1725    1870    2000    2000
"""


def levels():
    heading, *lines = LEVELS_AS_PLANNED.strip().splitlines()
    years = [int(word) for word in heading.split()[2:]]
    for line in lines:
        words = line.split()
        which = " ".join(words[1:-4])
        for year, number in zip(years, words[-4:], strict=True):
            yield words[0], which, year, int(number)


@pytest.mark.parametrize(("name", "which", "year", "number"), list(levels()))
def test_as_many_a_year_as_planned(all_of, name, which, year, number):
    """To within 2% and three standard deviations of chance, rows coming up to two at a time."""
    columns = all_of[name]
    counted = year_of(columns[DATED[name]].days) == year
    if which != "-":
        words = columns["type"].words
        wanted = [code for code, word in enumerate(words) if word.startswith(which)]
        counted &= np.isin(columns["type"].codes, wanted)
    assert counted.sum() == pytest.approx(number, abs=0.02 * number + 3 * np.sqrt(2 * number))


def test_anti_social_behaviour_falls_every_year(all_of):
    columns = all_of["incidents"]
    years = year_of(columns["logged"].days)[columns["type"].codes < 3]
    found = [(years == year).sum() for year in range(2006, 2014)]
    assert found == sorted(found, reverse=True)


def test_anti_social_behaviour_scatters_more_than_chance_and_domestic_incidents_do_not(all_of):
    """The weather: days of one weekday in one month of all years, beside their mean."""
    columns = all_of["incidents"]
    first = number_of(FIRST)
    days = days_of(FIRST, LAST)

    def dispersion(codes):
        these = np.isin(columns["type"].codes, codes)
        counts = np.bincount(columns["logged"].days[these] - first, minlength=len(days))
        pairs = [
            (counts[here] - counts[here + 7]) ** 2 / (counts[here] + counts[here + 7])
            for here in range(0, len(days) - 7, 3)
        ]
        return np.mean(pairs)

    assert dispersion([0, 1, 2]) > 1.3
    assert dispersion([3]) == pytest.approx(1, abs=0.12)


# ------------------------------------------------------------------ when


@pytest.mark.parametrize(
    ("name", "season", "which"),
    [
        ("incidents", incidents.ANTI_SOCIAL_SEASON, (0, 1, 2)),
        ("incidents", incidents.DOMESTIC_SEASON, (3,)),
        ("stops", stops.SEASON, None),
    ],
)
def test_months_weekdays_and_hours_are_those_of_the_season(all_of, name, season, which):
    columns = all_of[name]
    taken = np.ones(len(columns["lpu"].codes), bool)
    if which:
        taken = np.isin(columns["type"].codes, which)
    days = columns[DATED[name]].days[taken]
    moments = next(column for column in columns.values() if isinstance(column, Moments))
    hours = moments.minutes[taken] % 1440 // 60
    weekend = weekday_of(days) >= 5
    weekdays = np.bincount(weekday_of(days), minlength=7) / len(days)
    assert weekdays == pytest.approx(np.array(season.weekdays) / sum(season.weekdays), abs=0.004)
    for which_hours, weights in ((~weekend, season.hours), (weekend, season.weekend)):
        found = np.bincount(hours[which_hours], minlength=24) / which_hours.sum()
        assert found == pytest.approx(np.array(weights) / sum(weights), abs=0.004)
    # Of the seven whole calendar years; a trend within a year moves a month by little.
    whole = (days >= number_of(date(2007, 1, 1))) & (days < number_of(date(2013, 1, 1)))
    in_months = np.bincount(month_of(days[whole]), minlength=12) / whole.sum()
    lengths = np.bincount(month_of(days_of(date(2007, 1, 1), date(2012, 12, 31))), minlength=12)
    planned = lengths * np.array(season.months)
    assert in_months == pytest.approx(planned / planned.sum(), rel=0.04)


# ------------------------------------------------------------------ what is planted


PLANTED_AS_TOLD = """
    domestic-incidents  incidents   campaign  2013-09-01  30000  35400
    complaint-routes    complaints  mix       2013-04-01     32     47
    fewer-searches      stops       trend     2013-04-01  29000  17000
    conferences         counts      step      2013-04-01     58     74
"""


def test_what_is_planted_is_told():
    found = [
        [one.id, one.table, one.kind, one.start.isoformat(), str(one.before), str(one.since)]
        for one in PLANTED
    ]
    assert found == [line.split() for line in PLANTED_AS_TOLD.strip().splitlines()]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_campaign_raises_domestic_incidents_by_its_percentage_and_nothing_else(seed):
    def number(first, last, kinds):
        columns = incidents.incidents(seed, days_of(first, last))
        return np.isin(columns["type"].codes, kinds).sum()

    def ratio(first, last, kinds):
        a_year_before = [day.replace(year=day.year - 1) for day in (first, last)]
        return number(first, last, kinds) / number(*a_year_before, kinds)

    before = date(2013, 4, 1), date(2013, 8, 31)
    since = incidents.CAMPAIGN, date(2014, 1, 31)
    # About 12,000 incidents in either span: a ratio known to 1.3 per cent (one standard error).
    assert ratio(*before, [3]) == pytest.approx(1.00, abs=0.045)
    assert ratio(*since, [3]) == pytest.approx(1.18, abs=0.05)
    assert ratio(*since, [0, 1, 2]) == pytest.approx(0.955, abs=0.04)


def test_few_callers_make_many_calls(all_of):
    columns = all_of["incidents"]
    year = year_of(columns["logged"].days) == 2012
    callers = columns["caller"].numbers[year]
    assert (callers == NONE).mean() == pytest.approx(0.15, abs=0.01)
    _, calls = np.unique(callers[callers != NONE], return_counts=True)
    often = calls >= 5
    assert 0.01 < often.mean() < 0.04
    assert 0.12 < calls[often].sum() / calls.sum() < 0.25
    assert callers.max() < 10 ** columns["caller"].figures


def test_a_frequent_caller_calls_from_one_ward_for_two_years_at_most(all_of):
    columns = all_of["incidents"]
    callers, wards = columns["caller"].numbers, columns["ward"].codes
    frequent = (callers != NONE) & (callers < 1_500_000)
    assert len(set(zip(callers[frequent].tolist(), wards[frequent].tolist(), strict=True))) == len(
        np.unique(callers[frequent])
    )
    order = np.lexsort((columns["logged"].days[frequent], callers[frequent]))
    numbers, days = callers[frequent][order], columns["logged"].days[frequent][order]
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    ends = np.append(starts[1:], len(numbers)) - 1
    assert (days[ends] - days[starts]).max() < 730


def test_searches_of_a_vehicle_alone_say_nothing_of_a_person(all_of):
    columns = read(all_of["stops"])
    vehicle = [one == "vehicle" for one in columns["searched"]]
    for name in ("ethnicity", "age_band", "gender"):
        assert not any(word for word, only in zip(columns[name], vehicle, strict=True) if only), (
            name
        )


def test_what_a_search_leads_to_depends_on_what_it_was_for(all_of):
    columns = all_of["stops"]
    arrest = stops.OUTCOMES.index("ARREST")
    for place, (name, _) in enumerate(stops.OBJECTS):
        these = columns["object"].codes == place
        share = (columns["outcome"].codes[these] == arrest).mean()
        planned = stops.OUTCOMES_OF[name][arrest] / 1000
        assert share == pytest.approx(planned, abs=4 * np.sqrt(planned / these.sum())), name


def test_weights_add_up():
    for name, weights in stops.OUTCOMES_OF.items():
        assert (len(weights), sum(weights)) == (len(stops.OUTCOMES), 1000), name
    assert sum(weight for _, weight, _, _ in casualties.MODES) == 1000
    assert sum(casualties.CASUALTIES) == 1000
    assert sum(weight for _, weight in complaints.ALLEGATIONS) == 100
    assert sum(complaints.ROUTES_BEFORE) == sum(complaints.ROUTES_SINCE) == 100
    assert sum(weight for _, weight in incidents.STRANDS) == 1000
    mean = sum(percent * weight for percent, weight in incidents.WEATHER)
    assert mean == 100 * sum(weight for _, weight in incidents.WEATHER)


@pytest.mark.parametrize(
    ("severity", "per_mille"), [("Fatal", 8), ("Serious", 103), ("Slight", 889)]
)
def test_severities_are_those_of_a_real_area(all_of, severity, per_mille):
    """Greater Manchester 2010 to 2014: 268 killed and 3,290 seriously hurt of 31,895."""
    found = read({"severity": all_of["casualties"]["severity"]})["severity"]
    assert found.count(severity) / len(found) * 1000 == pytest.approx(per_mille, abs=5)


def test_a_collision_is_in_one_place_at_one_time_on_a_road_that_runs_there(all_of):
    columns = read(all_of["casualties"])
    names = ("collision", "date", "time", "road", "lpu", "ward", "priority_area")
    rows = set(zip(*(columns[name] for name in names), strict=True))
    assert len(rows) == len(set(columns["collision"]))
    wards = {ward.code: ward for ward in WARDS}
    for _, _, _, road, _, code, _ in rows:
        ward = wards[code]
        assert road in {"Unclassified", f"XA{1 + ward.column // 2}", f"XB{10 + ward.row}", "XM1"}
        assert road != "XM1" or ward.row == 6


# ------------------------------------------------------------------ complaints


@pytest.mark.parametrize(
    ("route", "days"),
    [("Local resolution", 59), ("Local investigation", 188), ("Withdrawn", 59)],
)
def test_each_route_takes_as_long_as_planned_before_and_since(all_of, route, days):
    columns = all_of["complaints"]
    taken = columns["finalised"].days - columns["recorded"].days
    since = columns["recorded"].days >= number_of(complaints.MORE_LOCAL)
    for which in (since, ~since):
        these = which & (columns["route"].codes == complaints.ROUTES.index(route))
        assert taken[these].mean() == pytest.approx(days, rel=0.08)


def test_the_mean_of_all_falls_though_no_route_is_quicker(all_of):
    columns = all_of["complaints"]
    taken = columns["finalised"].days - columns["recorded"].days
    years = year_of(columns["recorded"].days)
    # 32 × 59 + 55 × 188 + 13 × 59 hundredths are 130 days; 47 × 59 + 40 × 188 + 13 × 59, 111.
    assert taken[years == 2012].mean() == pytest.approx(130, abs=8)
    assert taken[years == 2013].mean() == pytest.approx(111, abs=8)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, first=DAYS, later=st.integers(0, 400))
def test_what_was_finalised_later_is_not_known(seed, first, later):
    days = np.arange(number_of(first), number_of(first) + 30)
    read_on = int(days[0]) + later
    known, end = (
        read(complaints.complaints(seed, days, read_on)),
        read(complaints.complaints(seed, days)),
    )
    assert known["case"] == end["case"]
    for place, finalised in enumerate(end["finalised"]):
        closed = finalised <= read_on
        assert known["finalised"][place] == (finalised if closed else NEVER)
        for name in ("route", "result"):
            assert known[name][place] == (end[name][place] if closed else None)


def test_a_case_has_one_route_and_one_day(all_of):
    columns = read(all_of["complaints"])
    rows = set(
        zip(*(columns[name] for name in ("case", "recorded", "route", "finalised")), strict=True)
    )
    assert len(rows) == len(set(columns["case"]))
    assert not {day for day in columns["recorded"] if weekday_of(np.array([day]))[0] >= 5}


# ------------------------------------------------------------------ the fund


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_a_unit_never_gives_more_than_it_has_and_carries_the_rest(seed):
    columns = read(funds.funds(seed, days_of(FIRST, date(2014, 3, 31))))
    years = year_of(columns["entered"])
    sums = {}
    for year, unit, entry, pounds in zip(
        years.tolist(), columns["lpu"], columns["entry"], columns["pounds"], strict=True
    ):
        assert pounds > 0
        sums[year, unit, entry] = sums.get((year, unit, entry), 0) + pounds // 1_000_000
    for unit in (unit.name for unit in UNITS):
        left = 0
        for year in range(2010, 2014):
            assert sums.get((year, unit, "Carried forward"), 0) == left
            left += sums[year, unit, "Budget"] - sums[year, unit, "Committed"]
            assert left >= 0
    projects = [number for number in columns["project"] if number != NONE]
    assert len(set(projects)) == len(projects) == columns["entry"].count("Committed")


# ------------------------------------------------------------------ counts


def rows_of(seed=2013, first=FIRST, last=LAST):
    return counts.counts(seed, days_of(first, last))


COUNTS_AS_PLANNED = [
    # measure, period, area, least, most
    ("message service enrolments", "2013-03", FORCE_CODE, 43_500, 46_000),
    ("message service enrolments", "2014-03", FORCE_CODE, 84_000, 87_000),
    ("first-time entrants", "2006/07", FORCE_CODE, 4_500, 5_000),
    ("first-time entrants", "2013/14", FORCE_CODE, 1_300, 1_600),
    ("employees", "2010-03-31", FORCE_CODE, 13_300, 13_500),
    ("employees", "2014-03-31", FORCE_CODE, 11_350, 11_500),
    ("residents", "2012-06-30", FORCE_CODE, 2_764_036, 2_764_036),
    ("residents", "2012-06-30", "X10000010", 138_202, 138_202),
    ("residents aged 10 to 17", "2012-06-30", FORCE_CODE, 292_900, 293_000),
    ("households", "2012-06-30", FORCE_CODE, 1_097_000, 1_097_400),
    ("vehicle miles", "2012", FORCE_CODE, 7_250_000_000, 7_350_000_000),
]


@pytest.mark.parametrize(("measure", "period", "area", "least", "most"), COUNTS_AS_PLANNED)
def test_counts_as_planned(measure, period, area, least, most):
    (row,) = [r for r in rows_of() if (r.measure, r.period, r.area) == (measure, period, area)]
    assert least <= row.value <= most


def test_conferences_rise_as_planned_over_many_seeds():
    """55 and 70 in the 348 days to 14 March are 58 and 74 in a year."""
    found = {"2012": 0, "2013": 0}
    for seed in range(20):
        for row in rows_of(seed, date(2012, 4, 1), date(2014, 3, 31)):
            if row.measure == "restorative conferences" and row.area == FORCE_CODE:
                found["2012" if row.period < "2013-04" else "2013"] += row.value
    assert found["2012"] / 20 == pytest.approx(58, abs=5)
    assert found["2013"] / 20 == pytest.approx(74, abs=6)


def test_the_forces_count_is_the_sum_of_its_units():
    sums, forces = {}, {}
    for row in rows_of():
        held = forces if row.area == FORCE_CODE else sums
        held[row.measure, row.period] = held.get((row.measure, row.period), 0) + row.value
    assert sums == {key: value for key, value in forces.items() if key in sums}
    assert {measure for measure, _ in forces.keys() - sums.keys()} == {"employees", "vehicle miles"}


def test_members_of_the_message_service_are_all_who_ever_enrolled():
    members, ever = {}, {}
    for row in rows_of():
        if row.measure == "new message service enrolments":
            ever[row.area] = ever.get(row.area, 0) + row.value
        if row.measure == "message service enrolments" and row.period[:2] == "20":
            members[row.area] = row.value
            assert members[row.area] == ever[row.area]


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, first=DAYS, number=st.integers(1, 900))
def test_rows_are_of_whole_periods_and_the_same_whatever_else_is_asked_for(seed, first, number):
    days = np.arange(number_of(first), number_of(first) + number)
    some = counts.counts(seed, days)
    for row in some:
        period = parse_period(row.period)
        assert days[0] <= number_of(period.start) and number_of(period.end) <= days[-1]
    held = set(counts.counts(seed, np.arange(number_of(FIRST), days[-1] + 400)))
    assert set(some) <= held
    assert len({(row.measure, row.area, row.period) for row in some}) == len(some)


def test_no_days_give_no_rows():
    none = np.array([], dtype=np.int64)
    assert counts.counts(1, none) == ()
    for stream in STREAMS.values():
        assert {len(held(column)) for column in stream(1, none).values()} == {0}
