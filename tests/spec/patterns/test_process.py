"""Patterns about one process: stable, stepped, running, records (groups 1.1 to 1.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from copperplate.findings.charted import chart_of
from copperplate.findings.finding import Finding
from copperplate.findings.process import (
    Stable,
)
from copperplate.findings.reading import process_findings
from copperplate.findings.records import placed, record, year_rank
from copperplate.narrative.sentences import Teller
from copperplate.periods import Period, month, parse_period
from copperplate.series import Unit
from copperplate.series.units import OFFENCES
from copperplate.spc import Decision
from tests.builders import book, evidence
from tests.spec.patterns.case import QUARTERS, Case

WOBBLE = [98.0, 102.0]
STEP_UP = WOBBLE * 6 + [110.0] * 8
MONTHS = [str(month(year, number)) for year in range(2010, 2016) for number in range(1, 13)]


def charted(
    kind: type[Finding],
    values: list[float],
    *,
    unit: Unit = OFFENCES,
    decisions: Mapping[Period, Decision] | None = None,
    names: list[str] | None = None,
    area: str = "A",
) -> Callable[[], tuple[Teller, Finding | None]]:
    """Return what a chart of these values says of a kind."""

    def fact() -> tuple[Teller, Finding | None]:
        periods = names or [str(period) for period in QUARTERS]
        row = dict(zip(periods, values, strict=False))
        published = evidence({area: row}, identity="burglary", unit=unit)
        chart = chart_of(published, area=area, decisions=decisions)
        assert chart is not None
        teller = Teller(book(published), {"burglary": published})
        if kind is RECORD:
            return teller, record(published, area=area, charted=chart)
        found = [one for one in process_findings(chart) if isinstance(one, kind)]
        return teller, found[0] if found else None

    return fact


class RECORD(Finding):
    """Asks `charted` for the record the newest value sets."""


def years(values: list[float]) -> Callable[[], tuple[Teller, Finding | None]]:
    """Return the newest year's place among years ending in June."""

    def fact() -> tuple[Teller, Finding | None]:
        row = {f"year ending June {2010 + n}": value for n, value in enumerate(values)}
        published = evidence({"A": row}, identity="burglary")
        newest = parse_period(f"year ending June {2009 + len(values)}")
        teller = Teller(book(published), {"burglary": published})
        return teller, year_rank(published, area="A", period=newest)

    return fact


def second(values: list[float]) -> Callable[[], tuple[Teller, Finding | None]]:
    """Return the newest quarter's place among all."""

    def fact() -> tuple[Teller, Finding | None]:
        row = {str(p): v for p, v in zip(QUARTERS, values, strict=False)}
        published = evidence({"A": row}, identity="burglary")
        return Teller(book(published), {"burglary": published}), placed(published, area="A")

    return fact


CASES = [
    Case(
        "S1 S3 S6 S10",
        charted(Stable, WOBBLE * 6),
        "Burglary has been stable since January to March 2010, for three years, at an average of "
        "100 a quarter.",
    ),
    Case(
        "S2 S7",
        charted(Stable, WOBBLE * 18, names=MONTHS),
        "Burglary has been stable since January 2010, for three years, at an average of 100 a "
        "month.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.patterns)
def test_facts_in_a_sentence_out(case: Case) -> None:
    assert case.told() == case.sentence
