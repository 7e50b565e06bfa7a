"""What publishers call the offence groups, to the ids of `schema.offences`.

Source: column headings of the Office for National Statistics' police force area tables
and the offence column of the Home Office's open data tables. Knows no layout.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from copperplate.schema.offences import TOTAL
from copperplate.sources.markers import split_footnotes

_OFFENCES = MappingProxyType(
    {
        "total recorded crime (excluding fraud)": TOTAL,
        "violence against the person": "violence_against_the_person",
        "homicide": "homicide",
        "violence with injury": "violence_with_injury",
        "violence without injury": "violence_without_injury",
        "stalking and harassment": "stalking_and_harassment",
        "death or serious injury - unlawful driving": "death_or_serious_injury_by_driving",
        "death or serious injury caused by illegal driving": "death_or_serious_injury_by_driving",
        "sexual offences": "sexual_offences",
        "robbery": "robbery",
        "theft offences": "theft_offences",
        "burglary": "burglary",
        "residential burglary": "burglary_residential",
        "non-residential burglary": "burglary_non_residential",
        "domestic burglary": "burglary_domestic",
        "non-domestic burglary": "burglary_non_domestic",
        "vehicle offences": "vehicle_offences",
        "theft from the person": "theft_from_the_person",
        "bicycle theft": "bicycle_theft",
        "shoplifting": "shoplifting",
        "other theft offences": "other_theft",
        "all other theft offences": "other_theft",
        "criminal damage and arson": "criminal_damage_and_arson",
        "drug offences": "drug_offences",
        "possession of weapons offences": "possession_of_weapons",
        "public order offences": "public_order",
        "miscellaneous crimes": "miscellaneous",
        "miscellaneous crimes against society": "miscellaneous",
        "fraud offences": "fraud",
        # The bodies that took fraud over from the forces count nothing else.
        "action fraud": "fraud",
        "cifas": "fraud",
        "uk finance": "fraud",
    }
)


def known_names() -> tuple[str, ...]:
    """Return every name of an offence group, for messages."""
    return tuple(_OFFENCES)


@lru_cache(maxsize=1024)
def offence_of(label: str) -> str | None:
    """Return the offence group a publisher's label means, or None.

    Case, spaces, line breaks and footnote digits do not matter.
    """
    return _OFFENCES.get(folded(label))


def folded(label: str) -> str:
    """Return a label in lower case, on one line, without footnote digits."""
    name, _ = split_footnotes(label)
    return re.sub(r"\s*[\N{EN DASH}\N{EM DASH}]\s*", " - ", name).casefold()
