"""The weights of the Crime Severity Score, by offence code of the offence list.

The publisher weighs some codes together, and some under another code's number; `weighed_as` says
which. A weight is copied digit by digit.
"""

from __future__ import annotations

from pathlib import Path

from tools.reference_data.tables import read, written

WEIGHTS = "severity/ons_crime_severity_weights_by_offence_code.csv"
HOMICIDE = "1, 4.1/2/10"
# Every way the offence list writes it.
HOMICIDE_CODES = ("1", "1/4.1/4.2", "1/4.1/4.2/4.10", "4.1", "4.10", "4.2")


def severity_file(folder: Path) -> str:
    """Return the table, in the order of the publication."""
    weights: dict[str, tuple[str, str, str]] = {}
    for row in read(folder / WEIGHTS):
        own, code, weight = row["code_severity"], row["code_original"], row["weight"]
        if own == HOMICIDE:
            for part in HOMICIDE_CODES:
                weights[part] = (part, weight, own)
        else:
            weights.setdefault(code, (code, weight, own))
    return written(("code", "weight", "weighed_as"), weights.values())
