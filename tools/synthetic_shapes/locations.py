"""Kinds of place that crimes of each group happen at: assumed, each with its reason.

Open data name a street or a spot near by, never the kind of place. Some offence codes say it
themselves; they have weights of their own, in place of their group's.
"""

from __future__ import annotations

from pathlib import Path

from copperplate.schema.crimes import LOCATION_KINDS
from tools.reference_data.tables import written
from tools.synthetic_shapes.groups import GROUPS
from tools.synthetic_shapes.parts import parts

_HOME = {"dwelling": 96, "other": 4}
_PREMISES = {"licensed_premises": 8, "shop": 22, "business": 48, "education": 6, "health": 3}

# Of a hundred crimes.
BY_GROUP: dict[str, dict[str, int]] = {
    "homicide": {
        "dwelling": 52,
        "public_place": 34,
        "licensed_premises": 5,
        "shop": 1,
        "business": 1,
        "public_transport": 1,
        "health": 1,
        "other": 5,
    },
    "violence_with_injury": {
        "dwelling": 38,
        "public_place": 36,
        "licensed_premises": 10,
        "shop": 1,
        "business": 2,
        "public_transport": 2,
        "education": 3,
        "health": 2,
        "custody": 2,
        "other": 4,
    },
    "violence_without_injury": {
        "dwelling": 42,
        "public_place": 30,
        "licensed_premises": 7,
        "shop": 2,
        "business": 2,
        "public_transport": 2,
        "education": 4,
        "health": 3,
        "custody": 4,
        "other": 4,
    },
    "stalking_and_harassment": {
        "dwelling": 66,
        "public_place": 14,
        "licensed_premises": 1,
        "shop": 1,
        "business": 5,
        "public_transport": 1,
        "education": 3,
        "health": 1,
        "other": 8,
    },
    "death_or_serious_injury_by_driving": {"public_place": 99, "other": 1},
    "sexual_offences": {
        "dwelling": 58,
        "public_place": 20,
        "licensed_premises": 5,
        "shop": 1,
        "business": 2,
        "public_transport": 2,
        "education": 4,
        "health": 2,
        "custody": 1,
        "other": 5,
    },
    "robbery": {
        "dwelling": 5,
        "public_place": 84,
        "licensed_premises": 2,
        "shop": 2,
        "business": 2,
        "public_transport": 4,
        "other": 1,
    },
    "burglary_residential": {"dwelling": 88, "other": 12},
    "burglary_non_residential": {**_PREMISES, "other": 13},
    "burglary_domestic": _HOME,
    "burglary_non_domestic": {
        "licensed_premises": 6,
        "shop": 16,
        "business": 34,
        "education": 5,
        "health": 2,
        "other": 37,
    },
    "vehicle_offences": {"public_place": 72, "dwelling": 22, "business": 4, "other": 2},
    "theft_from_the_person": {
        "public_place": 52,
        "licensed_premises": 24,
        "shop": 12,
        "public_transport": 10,
        "other": 2,
    },
    "bicycle_theft": {
        "public_place": 54,
        "dwelling": 26,
        "education": 6,
        "public_transport": 5,
        "business": 4,
        "health": 2,
        "shop": 1,
        "other": 2,
    },
    "shoplifting": {"shop": 99, "business": 1},
    "other_theft": {
        "dwelling": 20,
        "public_place": 26,
        "licensed_premises": 15,
        "shop": 8,
        "business": 15,
        "public_transport": 3,
        "education": 5,
        "health": 4,
        "other": 4,
    },
    "criminal_damage_and_arson": {
        "dwelling": 16,
        "public_place": 56,
        "licensed_premises": 3,
        "shop": 4,
        "business": 4,
        "public_transport": 4,
        "education": 4,
        "health": 1,
        "custody": 5,
        "other": 3,
    },
    "drug_offences": {
        "public_place": 64,
        "dwelling": 20,
        "licensed_premises": 5,
        "custody": 6,
        "public_transport": 2,
        "education": 1,
        "other": 2,
    },
    "possession_of_weapons": {
        "public_place": 64,
        "dwelling": 16,
        "licensed_premises": 3,
        "education": 3,
        "shop": 2,
        "public_transport": 4,
        "custody": 4,
        "health": 1,
        "business": 1,
        "other": 2,
    },
    "public_order": {
        "public_place": 58,
        "dwelling": 14,
        "licensed_premises": 6,
        "shop": 6,
        "business": 3,
        "public_transport": 4,
        "education": 3,
        "health": 3,
        "custody": 1,
        "other": 2,
    },
    "miscellaneous": {
        "dwelling": 30,
        "public_place": 24,
        "licensed_premises": 1,
        "shop": 2,
        "business": 8,
        "public_transport": 1,
        "education": 1,
        "health": 1,
        "custody": 22,
        "other": 10,
    },
}

BY_CODE: dict[str, dict[str, int]] = {
    "34A": {"shop": 62, "business": 26, "licensed_premises": 6, "public_place": 6},
    "40": {"dwelling": 100},
    "41": {"shop": 30, "business": 60, "licensed_premises": 6, "health": 4},
    "49A": {"business": 84, "public_place": 8, "licensed_premises": 4, "shop": 4},
    "58A": {"dwelling": 100},
    "58B": {
        "shop": 26,
        "business": 26,
        "licensed_premises": 10,
        "education": 14,
        "health": 4,
        "public_transport": 4,
        "custody": 4,
        "other": 12,
    },
    "58C": {"public_place": 76, "dwelling": 20, "business": 3, "other": 1},
}

GROUP_REASONS = {
    "homicide": "More than half at or by a home, a third in the street.",
    "violence_with_injury": "Homes (a third is domestic abuse), streets, pubs and clubs.",
    "violence_without_injury": "As with injury, more at home and on duty in custody and hospitals.",
    "stalking_and_harassment": "Where the victim is reached: at home, most of all.",
    "death_or_serious_injury_by_driving": "On roads.",
    "sexual_offences": "Most by someone known, in a home.",
    "robbery": "Nine in ten are of persons, nearly all in the street.",
    "burglary_residential": "Homes, with their sheds and garages.",
    "burglary_non_residential": "Shops, works, pubs, schools.",
    "burglary_domestic": "Homes, and what is joined to them.",
    "burglary_non_domestic": "Sheds and garages (over a third), works, shops.",
    "vehicle_offences": "Streets and car parks; a fifth on drives.",
    "theft_from_the_person": "Crowds: streets, clubs, shops, buses.",
    "bicycle_theft": "Streets and sheds.",
    "shoplifting": "Shops; a few at kiosks of filling stations.",
    "other_theft": "What is left unwatched: at work, in bars, in streets.",
    "criminal_damage_and_arson": "Of what is neither a home nor a car: shelters, fences, bins.",
    "drug_offences": "Searches in the street; homes by warrant.",
    "possession_of_weapons": "Searches in the street.",
    "public_order": "Streets of town centres.",
    "miscellaneous": "Homes searched, streets, and custody.",
}
CODE_REASONS = {
    "34A": "Robbery of business property: shops first.",
    "40": "Theft in a dwelling, by its title.",
    "41": "Theft by an employee: at work.",
    "49A": "Making off without payment: nearly all at filling stations; taxis and restaurants.",
    "58A": "Damage to a dwelling, by its title.",
    "58B": "Damage to a building other than a dwelling.",
    "58C": "Damage to a vehicle: in the street, and on drives.",
}


def locations_file(_folder: Path) -> str:
    """Return the table: offence group, kind of place, weight."""
    assert tuple(BY_GROUP) == GROUPS
    return _table("offence_group", BY_GROUP)


def code_locations_file(_folder: Path) -> str:
    """Return the table: offence code, kind of place, weight."""
    return _table("offence", BY_CODE)


def _table(subject: str, of_hundred: dict[str, dict[str, int]]) -> str:
    rows = []
    for name, kinds in of_hundred.items():
        assert sum(kinds.values()) == 100, name
        assert set(kinds) <= set(LOCATION_KINDS), name
        weights = parts([kinds.get(kind, 0) for kind in LOCATION_KINDS])
        rows += [
            (name, kind, weight)
            for kind, weight in zip(LOCATION_KINDS, weights, strict=True)
            if weight
        ]
    return written((subject, "location_kind", "weight"), rows)
