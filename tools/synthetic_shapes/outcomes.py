"""How crimes of each group end, and after how many days.

Ends: the West Midlands' crimes of 2016 by crime type and last outcome at data.police.uk, each text
given to the outcome types that the shipped reference names for it. Where a text stands for several
types the split is assumed, and so are days, and the ends of the two groups that drown in their
crime type.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from copperplate.reference.outcomes import Stage, outcome_texts, outcome_types
from copperplate.synthetic.shapes import NO_OUTCOME
from tools.reference_data.tables import read, written
from tools.synthetic_shapes.groups import GROUPS, crime_type
from tools.synthetic_shapes.parts import parts

OUTCOMES = "police-uk/monthly-tables/west_midlands_2016_outcomes_by_crime_type.csv"
ORDER = (NO_OUTCOME, *outcome_types())
"""None: none yet, when the files were made in the first half of 2017."""

# Texts that stand for several types → how many of a hundred are each.
CHARGED = {"1": 98, "1A": 2}
SPLITS = {
    ("1", "1A"): CHARGED,
    ("1", "1A", "4"): {"4": 100},
    ("2", "2A", "3", "3A"): {"2": 14, "2A": 1, "3": 83, "3A": 2},
    ("9", "10"): {"9": 10, "10": 90},
}
PREVENTED = ("5", "11", "12", "13", "14", "15", "16", "17")
OF_PERSONS = {"5": 1, "11": 1, "12": 1, "13": 1, "14": 12, "15": 30, "16": 52, "17": 2}
OF_PROPERTY = {"5": 1, "11": 1, "12": 1, "13": 1, "14": 20, "15": 48, "16": 27, "17": 1}
OF_SOCIETY = {"5": 1, "11": 1, "12": 2, "13": 1, "14": 1, "15": 90, "16": 2, "17": 2}
PREVENTED_SPLITS = {
    "Violence and sexual offences": OF_PERSONS,
    "Robbery": OF_PERSONS,
    "Public order": OF_PERSONS,
    "Drugs": OF_SOCIETY,
    "Possession of weapons": OF_SOCIETY,
    "Other crime": OF_SOCIETY,
}
"""Other crime types split as property does."""

# Groups of a few dozen a year, lost among the fifty thousand of their crime type.
OWN_ENDS = {
    "homicide": {NO_OUTCOME: 12, "1": 80, "5": 3, "15": 3, "18": 2},
    "death_or_serious_injury_by_driving": {NO_OUTCOME: 20, "1": 70, "5": 5, "15": 5},
}

# Days from recording to outcome: first and last day of each band.
BANDS = (
    *((0, 0), (1, 7), (8, 14), (15, 30), (31, 56), (57, 90)),
    *((91, 180), (181, 365)),
)
_SAME_DAY = (70, 20, 4, 3, 2, 1, 0, 0)
_DAYS = (30, 33, 12, 12, 7, 3, 2, 1)
_SOON = (12, 30, 16, 19, 13, 6, 3, 1)
_CHARGES = (26, 20, 8, 12, 12, 9, 9, 4)
_MONTHS = (2, 10, 12, 22, 22, 14, 13, 5)
_LONG = (0, 2, 4, 12, 20, 20, 27, 15)
DELAYS = {
    "1": _CHARGES,
    "1A": _CHARGES,
    "2": _DAYS,
    "2A": _DAYS,
    "3": _DAYS,
    "3A": _DAYS,
    "4": _LONG,
    "5": _MONTHS,
    "6": _SAME_DAY,
    "7": _SAME_DAY,
    "8": _DAYS,
    "9": _LONG,
    "10": _MONTHS,
    "11": _SOON,
    "12": _MONTHS,
    "13": _MONTHS,
    "14": _SOON,
    "15": _MONTHS,
    "16": _SOON,
    "17": (0, 0, 0, 0, 0, 0, 0, 100),
    "18": _SOON,
    "20": _SOON,
}

DELAY_REASONS = {
    "1": "A quarter within the day (arrested at the scene), half within three weeks, one in eight "
    "after three months: files go to the Crown Prosecution Service.",
    "1A": "As a charge.",
    "2": "Most within a fortnight: given when the offence is admitted.",
    "2A": "As a caution.",
    "3": "Most within a fortnight: given when the offence is admitted.",
    "3A": "As a caution.",
    "4": "Admitted long afterwards, before sentence for another offence.",
    "5": "Enquiries come first.",
    "6": "A ticket, given on the spot.",
    "7": "A warning, given on the spot.",
    "8": "Agreed within days.",
    "9": "A decision of prosecutors, on a file.",
    "10": "Enquiries come first.",
    "11": "The age is soon known.",
    "12": "Enquiries come first.",
    "13": "Enquiries come first.",
    "14": "Closed once the victim has been asked.",
    "15": "Enquiries come first: a suspect has been interviewed.",
    "16": "Closed once the victim has been asked.",
    "17": "Half a year is the limit for offences tried by magistrates alone.",
    "18": "Closed within a month, mostly: no line of enquiry is left.",
    "20": "Passed on within a month, mostly.",
}
OUTCOME_REASONS = {
    "homicide": "Assumed: four in five are charged. Its crime type is nearly all violence.",
    "death_or_serious_injury_by_driving": "Assumed: the driver is nearly always known. Its crime "
    "type is nearly all violence.",
    "1 1A": "Assumed: 2 in 100 charges are for an alternate offence.",
    "1 1A 4": "Assumed: all taken into consideration; plain charges have texts of their own.",
    "2 2A 3 3A": "Assumed: 15 in 100 cautions are of young people, 3 for an alternate offence.",
    "9 10": "Assumed: 1 in 10 is the prosecutors' decision.",
    "5 11 12 13 14 15 16 17": "Assumed: half of crimes against persons end because the victim does "
    "not support it though a suspect is known; in crimes against society there is no victim to "
    "ask; the rare reasons share what is left.",
}


def outcomes_file(folder: Path) -> str:
    """Return the table: offence group, outcome type or `none`, weight."""
    rows = []
    for group in GROUPS:
        ends = Counter(OWN_ENDS.get(group) or _ends(folder, crime_type(group)))
        weights = parts([ends[end] for end in ORDER])
        rows += [(group, end, part) for end, part in zip(ORDER, weights, strict=True) if part]
    return written(("offence_group", "outcome_type", "weight"), rows)


def delays_file(_folder: Path) -> str:
    """Return the table: outcome type, first and last day of a band, weight."""
    rows = [
        (kind, first, last, weight)
        for kind, weights in DELAYS.items()
        for (first, last), weight in zip(BANDS, parts(weights), strict=True)
    ]
    return written(("outcome_type", "from_day", "to_day", "weight"), rows)


@cache
def _ends(folder: Path, kind: str) -> Counter[str]:
    """Return a hundred times the crimes of a crime type by outcome type."""
    ends: Counter[str] = Counter()
    for row in read(folder / OUTCOMES):
        crimes = int(row[kind])
        if not crimes:
            continue
        text = outcome_texts()[row["outcome"]]
        if text.stage is Stage.NONE:
            split = {NO_OUTCOME: 100}
        elif text.types == PREVENTED:
            split = PREVENTED_SPLITS.get(kind, OF_PROPERTY)
        elif len(text.types) == 1:
            split = {text.types[0]: 100}
        else:
            split = SPLITS[text.types]
        assert sum(split.values()) == 100
        for end, of_hundred in split.items():
            ends[end] += crimes * of_hundred
    return ends
