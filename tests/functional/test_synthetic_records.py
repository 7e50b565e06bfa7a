"""Records of Brumshire are loaded like any force's: through its mapping, and counted by measures."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from copperplate.engines.columns import write_columns
from copperplate.sources.release import list_releases
from copperplate.synthetic import casualties, complaints, counts, funds, incidents, places, stops
from copperplate.synthetic.days import number_of
from tests.commands import run
from tests.functional.loading import table

EXAMPLE = Path(__file__).parents[2] / "examples" / "brumshire-2013-14"
SEED = 2013
# Budgets stand on 1 April; a year of days would take longer and show no more.
FIRST, LAST = date(2013, 4, 1), date(2013, 5, 31)
DAYS = np.arange(number_of(FIRST), number_of(LAST) + 1)
MADE = {
    "incidents": incidents.incidents(SEED, DAYS),
    "stops": stops.stops(SEED, DAYS),
    "casualties": casualties.casualties(SEED, DAYS),
    "complaints": complaints.complaints(SEED, DAYS, number_of(LAST)),
    "funds": funds.funds(SEED, DAYS),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace of Brumshire's into which everything of two months is loaded."""
    folder = tmp_path_factory.mktemp("brumshire") / "w"
    assert run("init", folder).code == 0
    settings = (EXAMPLE / "copperplate.yaml").read_text(encoding="utf-8")
    (folder / "copperplate.yaml").write_text(settings, encoding="utf-8")
    (folder / "areas" / "register.csv").write_text(places.register(), encoding="utf-8")
    mapping = (EXAMPLE / "extract.yaml").read_text(encoding="utf-8")
    shorter = re.sub("covers_from: .*", f"covers_from: {FIRST.isoformat()}", mapping)
    (folder / "extract.yaml").write_text(shorter, encoding="utf-8")
    for name, columns in MADE.items():
        file = folder.parent / f"{name}.parquet"
        write_columns(file, columns, said={"mark": places.MARK})
        loaded(folder, "extract", file, "--mapping", name)
    sent = folder.parent / "counts.csv"
    # Two calendar years, for what is told of a year.
    days = np.arange(number_of(date(2011, 1, 1)), number_of(LAST) + 1)
    sent.write_text(counts.as_csv(counts.counts(SEED, days)), encoding="utf-8")
    loaded(folder, "counts", sent)
    return folder


def loaded(folder, *words):
    ran = run("--workspace", folder, "load", *words, "--as-at", LAST.isoformat())
    assert ran.code == 0, ran.errors + ran.output
    # A code nobody knows, a date that cannot be read, a ward that is not: none.
    assert "kept as not said" not in ran.output
    assert not re.search(r"\d+ (?:rejects?|rows? left out)", ran.output)


@pytest.fixture(scope="module")
def rows_of(workspace):
    found = {}
    for release in list_releases(workspace / "releases"):
        for name in release.tables:
            if name != "coverage":
                found[name] = table(release, name)
    return found


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_row_is_kept_and_says_what_it_said(rows_of, name):
    columns, rows = MADE[name], rows_of[name]
    assert len(rows) == len(columns["lpu"].codes) > 0
    units = {unit.name: unit.code for unit in places.UNITS}
    words = columns["lpu"].words
    said = [units[words[code]] for code in columns["lpu"].codes.tolist()]
    in_order = sorted(rows, key=lambda row: row["row"])
    assert [row["policing_unit"] for row in in_order] == said
    assert {row["force"] for row in rows} == {places.FORCE_CODE}
    dated = next(column for column in columns.values() if hasattr(column, "days"))
    assert [number_of(row["recorded_from"]) for row in in_order] == dated.days.tolist()
    if name in ("incidents", "stops", "casualties"):
        minutes = next(column for column in columns.values() if hasattr(column, "minutes")).minutes
        assert [row["hour"] for row in in_order] == (minutes % 1440 // 60).tolist()
        wards = columns["ward"]
        assert [row["ward"] for row in in_order] == [wards.words[c] for c in wards.codes.tolist()]


#           table       column                        values of it, and nothing beside them
SAID = [
    ("incidents", "category", {"anti_social_behaviour", "domestic_abuse", "hate"}),
    ("incidents", "hate_race_perceived", {True, False}),
    ("incidents", "hate_disability_perceived", {True, False}),
    ("stops", "searched", {"person", "both", "vehicle"}),
    ("stops", "outcome_linked", {True, False}),
    ("stops", "officer_defined_ethnicity", {"White", "Asian", "Black", "Other", None}),
    ("casualties", "severity", {"fatal", "serious", "slight"}),
    ("complaints", "route", {*complaints.ROUTES, None}),
    ("funds", "entry", {"budget", "carried_forward", "committed"}),
]


@pytest.mark.parametrize(("name", "column", "values"), SAID)
def test_words_of_the_force_become_words_of_the_tables(rows_of, name, column, values):
    assert {row[column] for row in rows_of[name]} == values


def test_days_to_finalise_follow_from_the_days(rows_of):
    for row in rows_of["complaints"]:
        finalised = row["finalised_from"]
        days = finalised and (finalised - row["recorded_from"]).days
        assert row["days_to_finalise"] == days
    assert {row["days_to_finalise"] is None for row in rows_of["complaints"]} == {True, False}


def shown(workspace, *words):
    ran = run("--workspace", workspace, "show", *words)
    assert ran.code == 0, ran.errors
    return ran.output


#    measure                                   of, codes of a column
COUNTED = [
    ("force_anti_social_behaviour", "incidents", "type", (0, 1, 2)),
    ("force_domestic_abuse_incidents", "incidents", "type", (3,)),
    ("stops", "stops", "searched", (0, 1, 2)),
    ("stops_of_persons", "stops", "searched", (0, 1)),
    ("casualties", "casualties", "severity", (0, 1, 2)),
    ("complaint_allegations", "complaints", "allegation", tuple(range(10))),
]


@pytest.mark.parametrize(("measure", "name", "column", "codes"), COUNTED)
def test_measures_that_ship_count_them(workspace, measure, name, column, codes):
    columns = MADE[name]
    first = next(one for one in columns.values() if hasattr(one, "days"))
    april = first.days <= number_of(date(2013, 4, 30))
    expected = (april & np.isin(columns[column].codes, codes)).sum()
    text = shown(workspace, measure, "--period", "month")
    assert re.search(rf"(?m)^April 2013\s+{expected:,}\b", text), text


SHOWN = [
    ("first_time_entrants", "financial-year", "2012/13", "first-time entrants", "2012/13"),
    ("message_service_enrolments", "month", "May 2013", "message service enrolments", "2013-05"),
    (
        "message_service_enrolments",
        "quarter",
        "January to March 2013",
        "message service enrolments",
        "2013-03",
    ),
    (
        "message_service_enrolments",
        "financial-year",
        "2012/13",
        "message service enrolments",
        "2013-03",
    ),
    ("employees", "day", "31 May 2013", "employees", "2013-05-31"),
    ("residents_aged_10_to_17", "day", "30 June 2012", "residents aged 10 to 17", "2012-06-30"),
    ("vehicle_miles", "calendar-year", "2012", "vehicle miles", "2012"),
]


@pytest.mark.parametrize(("measure", "kind", "words", "sent", "period"), SHOWN)
def test_measures_that_ship_find_the_counts(workspace, measure, kind, words, sent, period):
    days = np.arange(number_of(date(2011, 1, 1)), number_of(LAST) + 1)
    (value,) = [
        row.value
        for row in counts.counts(SEED, days)
        if (row.measure, row.area, row.period) == (sent, places.FORCE_CODE, period)
    ]
    text = shown(workspace, measure, "--period", kind)
    assert re.search(rf"(?m)^{words}\s+{value:,}\b", text), text
