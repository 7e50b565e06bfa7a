"""Districts, wards and small areas (LSOA), as areas with parents and dates, and who lies in whom.

From the look-ups of the Office for National Statistics of 2017, 2018, 2021 and 2024. Dates of
districts and wards are those of the orders that made or ended them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tools.reference_data.tables import read, written

REGISTER = ("code", "name", "kind", "parent", "valid_from", "valid_to")

# Structural changes of local government: first day → districts that were new on it. The
# districts that ended are those of the same force in the look-up of 2017 and not in 2024's.
NEW_DISTRICTS = {
    date(2019, 4, 1): ("E06000058", "E06000059", "E07000244", "E07000245"),
    date(2020, 4, 1): ("E06000060",),
    date(2021, 4, 1): ("E06000061", "E06000062"),
    date(2023, 4, 1): ("E06000063", "E06000064", "E06000065", "E06000066"),
}
# Of the forces named, the districts that ended on the day before.
ENDED_IN = {
    date(2019, 4, 1): {
        "E23000039": None,  # Dorset: all
        "E23000025": None,  # Suffolk: all that are gone
        "E23000036": ("E07000190", "E07000191"),  # Taunton Deane, West Somerset
    },
    date(2020, 4, 1): {"E23000029": None},  # Buckinghamshire's
    date(2021, 4, 1): {"E23000022": None},  # Northamptonshire's
    date(2023, 4, 1): {
        "E23000002": None,  # Cumbria's
        "E23000009": None,  # North Yorkshire's
        "E23000036": ("E07000187", "E07000188", "E07000189"),  # Somerset's
    },
}
# Somerset West and Taunton: after the first look-up and gone before the second.
BETWEEN = [
    ("E07000246", "Somerset West and Taunton", "E23000036", date(2019, 4, 1), date(2023, 3, 31)),
]

# Ordinary days of election from which the wards of a district hold: the Wolverhampton (Electoral
# Changes) Order 2022 (S.I. 2022/967) and the Dudley (Electoral Changes) Order 2024 (S.I. 2024/156).
NEW_WARDS = {"E08000031": date(2023, 5, 4), "E08000027": date(2024, 5, 2)}

DISTRICTS_2017, DISTRICTS_2024 = "lookups/lad17_csp17_pfa17.csv", "lookups/lad24_csp24_pfa24.csv"
LSOA_2011 = "lookups/lsoa11_msoa11_lad_force_msg_four_forces.csv"
LSOA_2011_WARD_2018 = "lookups/lsoa11_ward18_lad18_west_midlands.csv"
LSOA_2011_2021 = "lookups/lsoa11_lsoa21_lad22_west_midlands.csv"
LSOA_2021_WARD_2024 = "lookups/lsoa21_ward24_lad24_msg_four_forces.csv"


def districts_file(folder: Path) -> str:
    """Return every district of England and Wales since 2017, its force as its parent."""
    before = {
        row["LAD17CD"]: (row["LAD17NM"], row["PFA17CD"]) for row in read(folder / DISTRICTS_2017)
    }
    today = {
        row["ltla24_code"]: (row["ltla24_name"], row["pfa24_code"])
        for row in read(folder / DISTRICTS_2024)
    }
    began = {code: day for day, codes in NEW_DISTRICTS.items() for code in codes}
    assert began.keys() == today.keys() - before.keys()
    rows = []
    for code in before.keys() | today.keys():
        name, force = today.get(code) or before[code]
        ended = "" if code in today else _ended(code, force)
        rows.append((code, name, "local-authority", force, began.get(code, ""), ended))
    rows += [(code, name, "local-authority", force, *days) for code, name, force, *days in BETWEEN]
    return written(REGISTER, sorted(rows))


def _ended(code: str, force: str) -> date:
    (day,) = (
        day
        for day, forces in ENDED_IN.items()
        if force in forces and (forces[force] is None or code in forces[force])
    )
    return day - timedelta(days=1)


def wards_file(folder: Path) -> str:
    """Return the wards: of the West Midlands since 2018, of the other three forces in 2024."""
    before = {
        row["WD18CD"]: (row["WD18NM"], row["LAD18CD"]) for row in read(folder / LSOA_2011_WARD_2018)
    }
    today = {
        row["ward24_code"]: (row["ward24_name"], row["ltla24_code"])
        for row in read(folder / LSOA_2021_WARD_2024)
    }
    rows = []
    for code in before.keys() | today.keys():
        name, district = today.get(code) or before[code]
        began = NEW_WARDS.get(district, "") if code not in before else ""
        ended = "" if code in today else NEW_WARDS[district] - timedelta(days=1)
        rows.append((code, name, "ward", district, began, ended))
    return written(REGISTER, sorted(rows))


def lsoas_file(folder: Path) -> str:
    """Return every small area of the four forces: its names, district and wards."""
    names_2011, names_2021, district = {}, {}, {}
    for row in read(folder / LSOA_2011):
        names_2011[row["LSOA Code"]] = row["LSOA Name"]
        district[row["LSOA Code"]] = row["Local authority code"]
    ward_2024 = {}
    for row in read(folder / LSOA_2021_WARD_2024):
        names_2021[row["lsoa21_code"]] = row["lsoa21_name"]
        district[row["lsoa21_code"]] = row["ltla24_code"]
        ward_2024[row["lsoa21_code"]] = row["ward24_code"]
    ward_2018 = {row["LSOA11CD"]: row["WD18CD"] for row in read(folder / LSOA_2011_WARD_2018)}
    # A small area of 2021 lies in the ward of those of 2011 that it was made of: always one.
    for row in read(folder / LSOA_2011_2021):
        ward = ward_2018[row["lsoa11_code"]]
        assert ward_2018.setdefault(row["lsoa21_code"], ward) == ward
    return written(
        ("code", "name_2011", "name_2021", "district", "ward_2018", "ward_2024"),
        _lsoas(district, (names_2011, names_2021), (ward_2018, ward_2024)),
    )


def _lsoas(
    district: dict[str, str],
    names: tuple[dict[str, str], dict[str, str]],
    wards: tuple[dict[str, str], dict[str, str]],
) -> Iterable[tuple[str, ...]]:
    for code in sorted(district):
        yield (
            code,
            *(named.get(code, "") for named in names),
            district[code],
            *(ward.get(code, "") for ward in wards),
        )
