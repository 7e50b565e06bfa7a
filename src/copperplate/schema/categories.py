"""Kinds of crime and incident as data.police.uk groups them. Ids are ours, titles theirs.

Source: data.police.uk, "About": the categories in use since 2013.
"""

from __future__ import annotations

from types import MappingProxyType

ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"

CATEGORIES = MappingProxyType(
    {
        ANTI_SOCIAL_BEHAVIOUR: "Anti-social behaviour",
        "bicycle_theft": "Bicycle theft",
        "burglary": "Burglary",
        "criminal_damage_and_arson": "Criminal damage and arson",
        "drugs": "Drugs",
        "other_crime": "Other crime",
        "other_theft": "Other theft",
        "possession_of_weapons": "Possession of weapons",
        "public_order": "Public order",
        "robbery": "Robbery",
        "shoplifting": "Shoplifting",
        "theft_from_the_person": "Theft from the person",
        "vehicle_crime": "Vehicle crime",
        "violence_and_sexual_offences": "Violence and sexual offences",
    }
)

INCIDENT_KINDS = (ANTI_SOCIAL_BEHAVIOUR, "domestic_abuse", "hate")
"""Kinds of incident that are no crimes; of these data.police.uk holds the first alone."""
