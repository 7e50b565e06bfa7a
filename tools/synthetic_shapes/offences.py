"""Which offence codes the crimes of a group carry: the West Midlands' crimes of 2017/18 by code.

The only year of counts by code at hand. Codes that were not counted in the years before are left
out and the others of their group share their part; burglary's codes of April 2017 are given back
the codes they replaced.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from copperplate.reference.offences import find_offence, offences
from tools.reference_data.tables import read, written
from tools.synthetic_shapes.groups import GROUPS
from tools.synthetic_shapes.parts import parts
from tools.synthetic_shapes.quarters import FORCE

OPEN_DATA = "home-office/prc-pfa-201718_new.csv"

LEAST = 2_000
"""A code is kept if it is at least one in so many of its group."""

# Residential, and business and community, burglary → the code before April 2017.
BEFORE_2017 = {
    "28E": "28A",
    "28F": "28B",
    "28G": "28C",
    "28H": "28D",
    "29A": "29",
    "30C": "30A",
    "30D": "30B",
    "31A": "31",
}

# A code of its own only from April 2013, but not a new offence: published series of years before
# hold it in the same group.
ONE_BEFORE_2013 = "49A"


def offences_file(folder: Path) -> str:
    """Return the table: offence group, offence code, weight; the commonest code first."""
    rows = []
    for group, counted in crimes_by_code(folder).items():
        crimes = kept(group, counted)
        weights = parts(list(crimes.values()))
        rows += [(group, code, weight) for code, weight in zip(crimes, weights, strict=True)]
    return written(("offence_group", "offence", "weight"), rows)


def crimes_by_code(folder: Path) -> dict[str, Counter[str]]:
    """Return the force's crimes of 2017/18: offence group to code to crimes.

    Burglary stands there twice, under the codes of 2017 and under those before.
    """
    crimes: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for row in read(folder / OPEN_DATA):
        if row["Force_Name"] != FORCE:
            continue
        offence = find_offence(row["Offence_Code"])
        assert offence is not None
        for code in {offence.code, BEFORE_2017.get(offence.code, offence.code)}:
            crimes[offences()[code].group][code] += int(row["Number_of_Offences"])
    return crimes


def kept(group: str, counted: Counter[str]) -> dict[str, int]:
    """Return the codes of a group that are drawn, the commonest first, with their crimes."""
    found = {
        code: count
        for code, count in counted.items()
        if count * LEAST >= counted.total()
        # The groups that burglary was divided into in 2017 have none but new codes.
        and (group.endswith("residential") or _of_years_before(code))
    }
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _of_years_before(code: str) -> bool:
    return offences()[code].to_2013 is not None or code == ONE_BEFORE_2013
