"""Patterns about one process: stable, stepped, running, records (groups 1.1 to 1.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from copperplate.findings.charted import chart_of
from copperplate.findings.finding import Finding
from copperplate.findings.process import (
    Breached,
    Decided,
    Moving,
    Returned,
    Running,
    Settled,
    Shifted,
    Stable,
    Stepped,
    Unimproved,
)
from copperplate.findings.reading import process_findings
from copperplate.findings.records import placed, record, year_rank
from copperplate.narrative.sentences import Teller
from copperplate.periods import Period, month, parse_period
from copperplate.series import Unit
from copperplate.series.units import OFFENCES, PERCENT
from copperplate.spc import Decision
from tests.builders import book, evidence
from tests.spec.patterns.case import QUARTERS, Case, verdicts

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
        chart = chart_of(published, area=area, verdicts=verdicts(decisions))
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


# Never eight in a row above: one month in six comes back.
UNSEEN = [90.0, 110.0] * 12 + [130.0, 125.0, 135.0, 130.0, 130.0, 95.0] * 4
# Seen by the run that follows the month that came back.
LATE = [90.0, 110.0] * 12 + [125.0] * 3 + [95.0] + [125.0] * 10
# Seen where the counts show no change, once they have shown another.
UNSUPPORTED = [90.0, 110.0] * 12 + ([125.0] * 5 + [95.0]) * 3 + [112.0] * 9 + [116.0] * 3
SEEN = month(2012, 5)
CONFIRMED = {QUARTERS[12]: Decision.CONFIRMED}
REFUSED = {QUARTERS[12]: Decision.REFUSED}

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
    Case(
        "S4 S13",
        charted(Stable, [79.0, 81.0] * 10, unit=PERCENT),
        "Burglary has been stable since January to March 2010, for five years, at an average "
        "of 80.0%.",
    ),
    Case(
        "T8",
        charted(Stable, WOBBLE * 6 + [110.0, 112.0] * 6),
        "Burglary has been stable since the possible step change that began in January to March 2013, "
        "for three years, at an average of 111 a quarter.",
    ),
    Case(
        "T8 confirmed",
        charted(Stable, WOBBLE * 6 + [110.0, 112.0] * 6, decisions=CONFIRMED),
        "Burglary has been stable since the step change that began in January to March 2013, for three "
        "years, at an average of 111 a quarter.",
    ),
    Case(
        "T2 T5 T7",
        charted(Stepped, STEP_UP),
        "Burglary shows a possible step change up that began in January to March 2013: an "
        "average of 110 a quarter, 10.0% above the 100 before. The step was seen in October "
        "to December 2014, the eighth quarter running above the average. A separate test of "
        "the counts supports it weakly.",
    ),
    Case(
        "T2 small",
        charted(Stepped, [9.0, 11.0] * 6 + [14.0] * 8),
        "Burglary shows a possible step change up that began in January to March 2013: an "
        "average of 14 a quarter instead of 10. The step was seen in October to December "
        "2014, the eighth quarter running above the average. A separate test of the counts "
        "supports it weakly.",
    ),
    Case(
        "T2 confirmed",
        charted(Stepped, STEP_UP, decisions=CONFIRMED),
        "Burglary shows a step change up that began in January to March 2013: an average of 110 a "
        "quarter, 10.0% above the 100 before. The step was seen in October to December 2014, the "
        "eighth quarter running above the average.",
    ),
    Case(
        "T6",
        charted(Decided, STEP_UP, decisions=CONFIRMED),
        "The step change up of burglary that began in January to March 2013 was confirmed on 8 "
        "November 2019 (Force performance office): Recording was put right.",
    ),
    Case(
        "T6 refused",
        charted(Decided, STEP_UP, decisions=REFUSED),
        "The possible step change up of burglary that began in January to March 2013 was refused on 8 "
        "November 2019 (Force performance office): Recording was put right.",
    ),
    Case(
        "T2 old",
        charted(Stepped, STEP_UP + [110.0] * 5),
        "Burglary shows a possible step change up that began in January to March 2013: an "
        "average of 110 a quarter, 10.0% above the 100 before. A separate test of the counts "
        "supports it weakly.",
    ),
    Case(
        "T2 another date",
        charted(Stepped, LATE, names=MONTHS),
        "Burglary shows a possible step change up that began in May 2012: an average of 125 a month, "
        "22.0% above the 103 before. The step was seen in December 2012, the eighth month running above "
        "the average. A separate test of the counts supports it strongly, and puts its beginning at "
        "about January 2012.",
    ),
    Case(
        "T2 confirmed, another date",
        charted(Stepped, LATE, names=MONTHS, decisions={SEEN: Decision.CONFIRMED}),
        "Burglary shows a step change up that began in May 2012: an average of 125 a month, 22.0% above "
        "the 103 before. The step was seen in December 2012, the eighth month running above the "
        "average. A separate test of the counts puts its beginning at about January 2012.",
    ),
    Case(
        "T2 unsupported",
        charted(Stepped, UNSUPPORTED, names=MONTHS),
        "Burglary shows a possible step change up that began in July 2013: an average of 113 a month, "
        "4.1% above the 109 before. The step was seen in February 2014, the eighth month running above "
        "the average. A separate test of the counts does not support it; the last change it finds "
        "strong evidence of was up, from about December 2011.",
    ),
    Case(
        "T2 unseen",
        charted(Shifted, [10 * value for value in UNSEEN], names=MONTHS),
        "A separate test of the counts finds strong evidence that burglary has been at a higher level "
        "since about January 2012: an average of 1,242 a month, 24.2% above the 1,000 before. No run of "
        "eight months has made it a step change.",
    ),
    Case(
        "T2 unseen, small",
        charted(Shifted, [9.0, 11.0] * 12 + ([16.0] * 5 + [9.0]) * 4, names=MONTHS),
        "A separate test of the counts finds strong evidence that burglary has been at a higher level "
        "since about January 2012: an average of 15 a month instead of 10. No run of eight months has "
        "made it a step change.",
    ),
    Case(
        "T2 unseen, smaller",
        charted(
            Shifted,
            [1.0, 2.0, 1.0, 2.0, 1.0] * 8 + [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 2.0] * 4,
            names=MONTHS,
        ),
        "A separate test of the counts finds strong evidence that burglary has been at a lower level "
        "since about May 2013: an average of 0.6 a month instead of 1.4. No run of eight months has "
        "made it a step change.",
    ),
    Case(
        "T2 points",
        charted(Stepped, [79.0, 81.0] * 6 + [84.0] * 8, unit=PERCENT),
        "Burglary shows a possible step change up that began in January to March 2013: an "
        "average of 84.0%, 4.0 percentage points above the 80.0% before. The step was seen in "
        "October to December 2014, the eighth quarter running above the average.",
    ),
    Case(
        "R1 R2",
        charted(Running, WOBBLE * 6 + [99.0] * 7),
        "Burglary has been below its average for the last seven quarters; another quarter "
        "below 99.6 would make a step change.",
    ),
    Case(
        "R3 K10",
        charted(Running, WOBBLE * 6 + [101.0] * 5),
        "Burglary has been above its average for the last six quarters.",
    ),
    Case(
        "R4 R5 K13",
        charted(Returned, WOBBLE * 6 + [101.0] * 3 + [99.0]),
        "In October to December 2013 burglary stood at 99, below its average of 100 after "
        "four quarters above.",
    ),
    Case(
        "R8 R9",
        charted(Moving, WOBBLE * 6 + [99.0, 98.5, 98.0, 97.5, 97.0, 96.5, 96.0]),
        "Burglary has fallen in each of the last seven quarters, from 102 in October to "
        "December 2012 to 96 in July to September 2014.",
    ),
    Case(
        "K5 single",
        charted(Breached, WOBBLE * 7 + [150.0]),
        "In July to September 2013 burglary stood at 150, on or beyond 122, the upper "
        "limit of routine variation.",
    ),
    Case(
        "K6 K9",
        charted(Settled, [*WOBBLE * 7, 150.0, *WOBBLE * 2]),
        "Burglary stood at 150 in July to September 2013, on or beyond its upper limit; the "
        "four quarters since lie within the limits, around an average of 103.",
    ),
    Case(
        "K7",
        charted(Unimproved, WOBBLE * 6 + [90.0] * 14 + [105.0] * 8),
        "The last possible step change down of burglary began in January to March 2013, over "
        "five years before the figures end.",
    ),
    Case(
        "K1",
        charted(RECORD, [*WOBBLE * 20, 97.0]),
        "In January to March 2020 burglary stood at 97, the lowest of the series, which "
        "begins in January to March 2010, yet within the limits of routine variation.",
    ),
    Case(
        "K3",
        charted(RECORD, [*WOBBLE * 20, 103.0]),
        "In January to March 2020 burglary stood at 103, the highest of the series, which "
        "begins in January to March 2010, yet within the limits of routine variation.",
    ),
    Case(
        "K8 K14",
        charted(RECORD, [80.0, *WOBBLE * 7, 50.0]),
        "In October to December 2013 burglary stood at 50, the lowest of the series, which "
        "begins in January to March 2010.",
    ),
    Case(
        "K2 K12",
        second([90.0, *WOBBLE * 10, 95.0]),
        "In April to June 2015 burglary stood at 95, the second lowest quarter since the "
        "series began in January to March 2010.",
    ),
    Case(
        "K11",
        years([120.0, 110.0, 100.0, 105.0, 108.0, 104.0]),
        "Burglary in the year ending June 2015, at 104, is the second lowest of the six years "
        "ending June since 2010.",
    ),
    Case(
        "K11 first",
        years([120.0, 110.0, 100.0, 105.0, 108.0, 99.0]),
        "Burglary in the year ending June 2015, at 99, is the lowest of the six years ending "
        "June since 2010.",
    ),
    Case(
        "K11 equal as printed",
        years([120.0, 110.0, 100.4, 105.0, 108.0, 99.6]),
        "Burglary in the year ending June 2015, at 100, is the lowest, level with another, of the "
        "six years ending June since 2010.",
    ),
]

# Patterns that are not worded, each with its reason.
NOT_WORDED = {
    "S11 S12 S14 R10": "whether a survey's wave differs needs a test of its estimates",
    "T1": "a fresh step says when it was seen; a paper does not know the paper before it",
    "R6": "needs the usual shape of the year",
    "R7": "a cause is an office's to give, in its commentary or as the reason of a decision",
    "K4": "a value within its limits is routine; calling it high invites to read noise",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.patterns)
def test_facts_in_a_sentence_out(case: Case) -> None:
    assert case.told() == case.sentence


def test_a_year_is_not_called_the_highest_since_when_an_earlier_one_stood_higher() -> None:
    """Crime in 2004 was higher, though no year ending in June goes back so far."""
    row = {f"year ending June {2010 + n}": float(100 + n) for n in range(6)}
    newest = parse_period("year ending June 2015")
    for earlier, named in ((200.0, False), (90.0, True)):
        published = evidence({"A": {"year ending March 2005": earlier, **row}}, identity="burglary")
        assert (year_rank(published, area="A", period=newest) is not None) is named


UNSAID = [
    ("no counts", charted(Shifted, UNSEEN, names=MONTHS, unit=PERCENT)),
    ("told of the step it supports", charted(Shifted, LATE, names=MONTHS)),
    ("refused", charted(Shifted, LATE, names=MONTHS, decisions={SEEN: Decision.REFUSED})),
    ("before the last step", charted(Shifted, UNSUPPORTED, names=MONTHS)),
    ("weak", charted(Shifted, WOBBLE * 12 + ([108.0] * 5 + [98.0]) * 4, names=MONTHS)),
    ("not stable beside it", charted(Stable, UNSEEN, names=MONTHS)),
]


@pytest.mark.parametrize(("why", "fact"), UNSAID, ids=[row[0] for row in UNSAID])
def test_what_no_chart_says_of_another_level(
    why: str, fact: Callable[[], tuple[Teller, Finding | None]]
) -> None:
    assert fact()[1] is None, why


def test_a_change_of_level_that_no_step_marks_weighs_less_than_a_step_as_old() -> None:
    _, alone = charted(Shifted, UNSEEN, names=MONTHS)()
    _, step = charted(Stepped, STEP_UP)()
    assert isinstance(alone, Shifted)
    assert isinstance(step, Stepped)
    as_old = replace(step, age=alone.age, old=alone.old, new=alone.new)
    assert as_old.weight < alone.weight
