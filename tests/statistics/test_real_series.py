"""What `real-series.md` says of three real series is what their charts say."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from copperplate.spc import ControlChart, Grade, control_charts
from tests.statistics.page_pictures import FOLDER
from tests.statistics.page_pictures.real_series import (
    MONTHS,
    QUARTERS,
    behaviour,
    column,
    homicide,
    month,
    numbers,
    quarter,
    robbery,
)

PAGE = " ".join((FOLDER / "real-series.md").read_text(encoding="utf-8").split())
ENDS = column("quarter_ending", QUARTERS.name)
NAMES = {
    "Jan": "January",
    "Mar": "March",
    "Apr": "April",
    "Jun": "June",
    "Jul": "July",
    "Sep": "September",
    "Oct": "October",
    "Dec": "December",
}


def said(point: int) -> str:
    first, _, last, year = quarter(ENDS[point]).split()
    return f"{NAMES[first]} to {NAMES[last]} {year}"


def test_the_steps_of_robbery() -> None:
    first, second = robbery().steps
    assert f"from {said(first.began)}; it could be called in {said(first.called)}" in PAGE
    assert f"from {said(second.began)}, called in {said(second.called)}" in PAGE
    one, two, three = robbery().segments
    assert f"averaged {one.centre_line:,.0f} a quarter" in PAGE
    assert (
        f"The average since is {two.centre_line:,.0f}, {-first.percentage_change:.1f} % lower"
        in PAGE
    )
    then = robbery(second.called + 1).steps[1]
    assert (
        f"the new process averaged {then.new_average:,.0f}, which was {-then.percentage_change:.1f} % lower"
        in PAGE
    )
    assert f"the average of the process that began low to {three.centre_line:,.0f}" in PAGE


def test_the_rise_of_robbery() -> None:
    chart = robbery()
    assert (chart.warning.run_length, chart.warning.more_for_a_step) == (10, 2)
    assert chart.rules.run_length - chart.warning.more_for_a_step == 6
    assert chart.breach[-5:].sum() == 4
    highest = chart.values[-1]
    assert f"{highest:,.0f}" == "2,281"
    last_as_high = int(np.flatnonzero(chart.values[:-1] >= highest)[-1])
    assert f"the highest since {said(last_as_high)}" in PAGE
    strong, weak = (
        [said(int(at)) for at in chart.evidence.at[chart.evidence.grade == grade]]
        for grade in (Grade.STRONG, Grade.WEAK)
    )
    assert f"strong at {strong[0]} and at {strong[1]}, and weak at {weak[0]}." in PAGE


def run_of(chart: ControlChart) -> list[int]:
    return np.flatnonzero(chart.hits.run).tolist()


def test_what_each_rule_set_sees_in_homicide() -> None:
    chart = homicide()
    values = chart.values
    assert (
        f"Between {values.min():.0f} and {values.max():.0f} a quarter, {values.mean():.1f} on average; {chart.drawn.upper[0] + 1:.0f} would be beyond"
        in PAGE
    )
    assert chart.drawn.lower[0] == 1 and not chart.hits.beyond.any()
    run = run_of(chart)
    assert run == run_of(homicide("western-electric")) and len(run) == 8
    assert f"below the line, {said(run[0])} to {said(run[-1])}" in PAGE
    nelson = homicide("nelson")
    assert not run_of(nelson)
    hugging = np.flatnonzero(nelson.hits.hugging).tolist()
    assert len(hugging) == 16 and f"{said(hugging[0])} to {said(hugging[-1])}" in PAGE
    (step,) = control_charts(values)[0].steps
    assert (
        f"from {said(step.began)}, called in {said(step.called)}, {step.old_average:.1f} to {step.new_average:.1f}"
        in PAGE
    )
    assert not len(chart.evidence.at)


def test_the_share_of_anti_social_behaviour() -> None:
    chart, plain = behaviour(), behaviour("p")
    share = dict(zip(map(month, column("month", MONTHS.name)), chart.values * 100, strict=True))
    assert (
        f"from {share['Sep 2020']:.1f} % in September 2020 to {share['Jan 2021']:.1f} % in January 2021"
        in PAGE
    )
    outside = {name: int(way) for name, way in zip(share, chart.hits.beyond, strict=True) if way}
    above = [name for name, way in outside.items() if way > 0]
    assert above == ["Nov 2020", "Dec 2020", "Jan 2021", "Feb 2021", "Mar 2021", "Apr 2021"]
    assert list(outside)[len(above) :] == list(share)[-7:]
    known = int((~np.isnan(chart.values)).sum())
    assert (len(outside), known) == (13, 20)
    assert f"The centre line, {chart.drawn.centre_line[0]:.1%}".replace("%", " %") in PAGE
    assert int((plain.hits.beyond != 0).sum()) == 15
    for drawn, text in (
        (plain.drawn, "limits from {} to {} in August 2020"),
        (chart.drawn, "here {} to {}"),
    ):
        ends = (f"{edge[0] * 100:.1f} %" for edge in (drawn.lower, drawn.upper))
        assert text.format(*ends) in PAGE


def test_the_quarters_are_those_of_the_published_file(shared: Path) -> None:
    with (shared / "home-office" / "derived_quarterly_pfa_2006-2018.csv").open(
        encoding="utf-8"
    ) as file:
        rows = [row for row in csv.DictReader(file) if row["pfa"] == "West Midlands"]
    for offence in ("Robbery", "Homicide"):
        published = {
            row["quarter_ending"]: float(row["n"]) for row in rows if row["offence"] == offence
        }
        ours = dict(zip(ENDS, numbers(offence.lower(), QUARTERS.name), strict=True))
        assert ours == published


def test_the_months_are_counted_as_the_page_says(shared: Path) -> None:
    for text, own, every in zip(
        *(column(name, MONTHS.name) for name in ("month", "anti_social_behaviour", "all_records")),
        strict=True,
    ):
        path = shared / "police-uk" / "surrey" / f"{text}-surrey-street.csv.gz"
        if not path.is_file():
            assert own == every == ""
            continue
        with gzip.open(path, "rt", encoding="utf-8") as file:
            types = [row["Crime type"] for row in csv.DictReader(file)]
        assert (len(types), types.count("Anti-social behaviour")) == (int(every), int(own))


@pytest.mark.parametrize("file", [QUARTERS, MONTHS])
def test_the_data_are_linked_and_attributed(file: Path) -> None:
    assert f"(data/{file.name})" in PAGE
    assert (
        "Contains public sector information licensed under the [Open Government Licence v3.0]"
        in PAGE
    )
