"""Offence groups of published police recorded crime, and how the groups add up.

Ids are ours; groups and their nesting are the publisher's. Source: Office for National
Statistics, police force area tables (2018 to 2019 editions), and the Home Office open
data tables on police recorded crime, which use the same groups under slightly other names.
"""

from __future__ import annotations

from types import MappingProxyType

# Every group except fraud, which left the forces' counts in 2013.
TOTAL = "total_excluding_fraud"

OFFENCE_TITLES = MappingProxyType(
    {
        TOTAL: "Total recorded crime (excluding fraud)",
        "violence_against_the_person": "Violence against the person",
        "homicide": "Homicide",
        "violence_with_injury": "Violence with injury",
        "violence_without_injury": "Violence without injury",
        "stalking_and_harassment": "Stalking and harassment",
        "death_or_serious_injury_by_driving": "Death or serious injury by unlawful driving",
        "sexual_offences": "Sexual offences",
        "robbery": "Robbery",
        "theft_offences": "Theft offences",
        "burglary": "Burglary",
        "burglary_residential": "Residential burglary",
        "burglary_non_residential": "Non-residential burglary",
        "burglary_domestic": "Domestic burglary (to March 2017)",
        "burglary_non_domestic": "Non-domestic burglary (to March 2017)",
        "vehicle_offences": "Vehicle offences",
        "theft_from_the_person": "Theft from the person",
        "bicycle_theft": "Bicycle theft",
        "shoplifting": "Shoplifting",
        "other_theft": "Other theft offences",
        "criminal_damage_and_arson": "Criminal damage and arson",
        "drug_offences": "Drug offences",
        "possession_of_weapons": "Possession of weapons offences",
        "public_order": "Public order offences",
        "miscellaneous": "Miscellaneous crimes against society",
        "fraud": "Fraud (recorded by forces until 2013)",
    }
)

# A parent is the sum of its children. Burglary changed its children in April 2017; the
# parent did not change.
CHILDREN = MappingProxyType(
    {
        TOTAL: (
            "violence_against_the_person",
            "sexual_offences",
            "robbery",
            "theft_offences",
            "criminal_damage_and_arson",
            "drug_offences",
            "possession_of_weapons",
            "public_order",
            "miscellaneous",
        ),
        "violence_against_the_person": (
            "homicide",
            "violence_with_injury",
            "violence_without_injury",
            "stalking_and_harassment",
            "death_or_serious_injury_by_driving",
        ),
        "theft_offences": (
            "burglary",
            "vehicle_offences",
            "theft_from_the_person",
            "bicycle_theft",
            "shoplifting",
            "other_theft",
        ),
        "burglary": (
            "burglary_residential",
            "burglary_non_residential",
            "burglary_domestic",
            "burglary_non_domestic",
        ),
    }
)


def leaves(offence: str) -> tuple[str, ...]:
    """Return the groups without children that make up an offence group; itself if one."""
    children = CHILDREN.get(offence)
    if children is None:
        return (offence,)
    return tuple(leaf for child in children for leaf in leaves(child))


LEAVES = tuple(offence for offence in OFFENCE_TITLES if offence not in CHILDREN)
"""Groups without children: every offence code is counted in one of them."""

SENSITIVE_GROUPS = ("homicide", "sexual_offences")
"""Groups a small count of which could point at people, whatever it is part of."""
