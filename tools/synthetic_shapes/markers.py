"""Chances of a crime's markers, of ten thousand crimes of its group: assumed, each with its reason.

Open data print no markers. The numbers are ours, of the size that publications give for England
and Wales or the West Midlands. Some offence codes say a marker themselves: they have chances of
their own, in place of their group's.
"""

from __future__ import annotations

from pathlib import Path

from copperplate.schema.crimes import MARKERS
from copperplate.schema.record_columns import STRANDS
from tools.reference_data.tables import written
from tools.synthetic_shapes.groups import GROUPS

NAMES = tuple(marker.name for marker in MARKERS)

_PERCEIVED = {
    # Race, religion, sexual orientation, disability, transgender.
    "violence_with_injury": (50, 8, 35, 15, 4),
    "violence_without_injury": (90, 15, 60, 25, 8),
    "stalking_and_harassment": (100, 20, 60, 40, 10),
    "sexual_offences": (5, 2, 10, 20, 2),
    "robbery": (10, 2, 10, 10, 1),
    "burglary_residential": (5, 1, 1, 4, 0),
    "burglary_domestic": (5, 1, 1, 4, 0),
    "theft_from_the_person": (3, 0, 2, 4, 0),
    "other_theft": (2, 0, 1, 5, 0),
    "criminal_damage_and_arson": (25, 8, 6, 4, 1),
    "public_order": (150, 40, 150, 40, 20),
}
_STRANDS = ("race", "religion", "sexual_orientation", "disability", "transgender")
assert set(_STRANDS) == set(STRANDS)

FOUND = (4, 5)
"""Of crimes perceived as hate crimes, so many are found to be."""

CHANCES: dict[str, dict[str, int]] = {
    "domestic_abuse": {
        "homicide": 2200,
        "violence_with_injury": 3300,
        "violence_without_injury": 3400,
        "stalking_and_harassment": 4000,
        "sexual_offences": 1300,
        "robbery": 70,
        "burglary_residential": 150,
        "burglary_non_residential": 10,
        "burglary_domestic": 150,
        "burglary_non_domestic": 10,
        "vehicle_offences": 30,
        "theft_from_the_person": 60,
        "bicycle_theft": 10,
        "other_theft": 150,
        "criminal_damage_and_arson": 900,
        "possession_of_weapons": 50,
        "public_order": 700,
        "miscellaneous": 500,
    },
    "knife": {
        "homicide": 3700,
        "violence_with_injury": 500,
        "violence_without_injury": 150,
        "stalking_and_harassment": 20,
        "sexual_offences": 70,
        "robbery": 2000,
        "burglary_residential": 20,
        "burglary_domestic": 20,
        "public_order": 30,
    },
    "firearm": {
        "homicide": 700,
        "violence_with_injury": 80,
        "violence_without_injury": 40,
        "robbery": 350,
        "burglary_residential": 15,
        "burglary_domestic": 15,
        "criminal_damage_and_arson": 60,
        "public_order": 20,
    },
    "alcohol": {
        "homicide": 3000,
        "violence_with_injury": 3200,
        "violence_without_injury": 2300,
        "stalking_and_harassment": 800,
        "death_or_serious_injury_by_driving": 1500,
        "sexual_offences": 1500,
        "robbery": 600,
        "burglary_residential": 150,
        "burglary_non_residential": 150,
        "burglary_domestic": 150,
        "burglary_non_domestic": 150,
        "vehicle_offences": 100,
        "theft_from_the_person": 400,
        "shoplifting": 200,
        "other_theft": 150,
        "criminal_damage_and_arson": 1300,
        "drug_offences": 600,
        "possession_of_weapons": 900,
        "public_order": 2800,
        "miscellaneous": 700,
    },
    "child_abuse": {
        "homicide": 400,
        "violence_with_injury": 350,
        "violence_without_injury": 300,
        "stalking_and_harassment": 100,
        "sexual_offences": 400,
        "miscellaneous": 50,
    },
    "child_sexual_exploitation": {"sexual_offences": 30},
    "modern_slavery": {
        "violence_without_injury": 10,
        "sexual_offences": 10,
        "miscellaneous": 10,
    },
    "so_called_honour": {
        "homicide": 50,
        "violence_with_injury": 8,
        "violence_without_injury": 15,
        "stalking_and_harassment": 20,
        "sexual_offences": 5,
    },
    "female_genital_mutilation": {"violence_with_injury": 1},
    "forced_marriage": {"violence_without_injury": 3},
    "cyber": {
        "violence_without_injury": 20,
        "stalking_and_harassment": 1500,
        "sexual_offences": 300,
        "other_theft": 20,
        "public_order": 150,
        "miscellaneous": 100,
    },
    "gang": {
        "homicide": 500,
        "violence_with_injury": 60,
        "violence_without_injury": 40,
        "robbery": 120,
        "vehicle_offences": 20,
        "criminal_damage_and_arson": 20,
        "drug_offences": 150,
        "possession_of_weapons": 200,
        "public_order": 40,
    },
    **{
        f"hate_{strand}_perceived": {group: of[place] for group, of in _PERCEIVED.items()}
        for place, strand in enumerate(_STRANDS)
    },
    **{
        f"hate_{strand}_actual": {
            group: of[place] * FOUND[0] // FOUND[1] for group, of in _PERCEIVED.items()
        }
        for place, strand in enumerate(_STRANDS)
    },
}

_AGGRAVATED = {
    "hate_race_perceived": 10_000,
    "hate_race_actual": 9_000,
    "hate_religion_perceived": 700,
    "hate_religion_actual": 560,
}
_OF_CHILD = {"child_abuse": 10_000}
BY_CODE: dict[str, dict[str, int]] = {
    **dict.fromkeys(("8M", "8P", "9B", "58J", "105B"), _AGGRAVATED),
    **dict.fromkeys(("11A", "17B", "19E", "19G", "19H", "20B", "21", "73"), _OF_CHILD),
    "19D": {**_OF_CHILD, "child_sexual_exploitation": 800},
    "22B": {**_OF_CHILD, "child_sexual_exploitation": 600},
    "71": {**_OF_CHILD, "child_sexual_exploitation": 10_000},
    "88A": {**_OF_CHILD, "child_sexual_exploitation": 3_000, "cyber": 7_000},
    "35": {"cyber": 3_000},
    "86": {"child_abuse": 4_000, "cyber": 7_500},
    # Possession is not use; a weapon is what the code is about.
    "2": {"knife": 4_000, "firearm": 800},
    "3B": {"knife": 1_200, "firearm": 150},
}

REASONS = {
    "domestic_abuse": "A third of violence is domestic abuse (the West Midlands: 30% of violence "
    "with injury for years, 36% in 2013/14); elsewhere the parts published for England and Wales.",
    "knife": "A fifth of robberies, a third and more of killings, one in twenty assaults with "
    "injury: the Home Office's collection on knives and sharp instruments.",
    "firearm": "Few but killings and robberies: one in fourteen and one in thirty.",
    "alcohol": "The crime survey finds it in half of violence; officers mark a third.",
    "child_abuse": "Where the code does not say it: few.",
    "child_sexual_exploitation": "The West Midlands recorded about six crimes a month in 2014.",
    "modern_slavery": "A handful a year before the Act of 2015.",
    "so_called_honour": "A handful a year.",
    "female_genital_mutilation": "Next to none recorded.",
    "forced_marriage": "A handful a year; no offence of its own before June 2014.",
    "cyber": "Threats and messages; little else was marked in these years.",
    "gang": "Few; most of it robbery, drugs and weapons.",
    **{
        f"hate_{strand}_perceived": "With the codes that say it, about 250 crimes a month in a "
        "force of this size, nine in ten of them of race or religion."
        for strand in STRANDS
    },
    **{
        f"hate_{strand}_actual": "Four in five of those perceived; always among them."
        for strand in STRANDS
    },
}
CODE_REASONS = {
    **dict.fromkeys(
        ("8M", "8P", "9B", "58J", "105B"),
        "Racially or religiously aggravated, by its title: taken as race, one in fourteen as "
        "religion too.",
    ),
    **dict.fromkeys(
        ("11A", "17B", "19D", "19E", "19G", "19H", "20B", "21", "22B", "71", "73", "88A"),
        "A child is the victim, by the code's title.",
    ),
    "35": "Blackmail: by messages in part.",
    "86": "Obscene publications: images, kept and sent on computers.",
    "2": "Attempted murder: knives in two of five.",
    "3B": "Threats to kill: knives in one of eight.",
}


def markers_file(_folder: Path) -> str:
    """Return the table: offence group, marker, chance of ten thousand; every pair."""
    assert set(CHANCES) == set(NAMES)
    rows = [(group, name, CHANCES[name].get(group, 0)) for group in GROUPS for name in NAMES]
    return written(("offence_group", "marker", "chance"), rows)


def code_markers_file(_folder: Path) -> str:
    """Return the table: offence code, marker, chance of ten thousand."""
    rows = [(code, name, chance) for code, of in BY_CODE.items() for name, chance in of.items()]
    return written(("offence", "marker", "chance"), rows)
