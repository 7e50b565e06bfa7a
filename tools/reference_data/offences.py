"""The offence list: codes, titles, and the groups three publications put them in.

From the Home Office offence list (classifications until and from 2013), the open data of 2017/18
(its own groups) and, for two codes that neither holds, the list of severity weights.
"""

from __future__ import annotations

from pathlib import Path

from tools.reference_data.tables import read, written

COLUMNS = (
    "code", "title", "offence",
    "group_to_2013", "subgroup_to_2013", "group_from_2013", "subgroup_from_2013",
    "group_2018", "subgroup_2018", "valid_from", "valid_to",
)  # fmt: skip

LIST = "home-office/reccrime-offence-ref.csv"
OPEN_DATA = "home-office/prc-pfa-mar2013-onwards-tables_201718.csv"
WEIGHTS = "severity/ons_crime_severity_weights_by_offence_code.csv"

# Sub-group of either publication → the offence group of published tables, by our ids.
OFFENCE = {
    "homicide": "homicide",
    "violence with injury": "violence_with_injury",
    "violence without injury": "violence_without_injury",
    "stalking and harassment": "stalking_and_harassment",
    "rape": "sexual_offences",
    "rape offences": "sexual_offences",
    "other sexual offences": "sexual_offences",
    "robbery": "robbery",
    "robbery of business property": "robbery",
    "robbery of personal property": "robbery",
    "domestic burglary": "burglary_domestic",
    "non-domestic burglary": "burglary_non_domestic",
    "vehicle offences": "vehicle_offences",
    "theft from a vehicle": "vehicle_offences",
    "theft of a motor vehicle": "vehicle_offences",
    "vehicle interference": "vehicle_offences",
    "theft from the person": "theft_from_the_person",
    "bicycle theft": "bicycle_theft",
    "shoplifting": "shoplifting",
    "all other theft offences": "other_theft",
    "other theft offences": "other_theft",
    "arson": "criminal_damage_and_arson",
    "criminal damage": "criminal_damage_and_arson",
    "possession of drugs": "drug_offences",
    "trafficking of drugs": "drug_offences",
    "possession of weapons offences": "possession_of_weapons",
    "public order offences": "public_order",
    "miscellaneous crimes": "miscellaneous",
    "miscellaneous crimes against society": "miscellaneous",
    "fraud offences to 2012/13": "fraud",
    "fraud: action fraud": "fraud",
    "fraud: cifas": "fraud",
    "fraud: financial fraud action uk": "fraud",
    "fraud: uk finance": "fraud",
}

# A group of its own in the tables of the Office for National Statistics from 2018; both
# publications here leave it in violence with injury.
DRIVING = {"4.4", "4.6", "4.8", "4.9", "37.1", "4.4/6/8"}

# The codes of residential, and of business and community, burglary: counted from April 2017.
BURGLARY_2017 = {
    **dict.fromkeys(("28E", "28F", "28G", "28H", "29A"), "burglary_residential"),
    **dict.fromkeys(("30C", "30D", "31A"), "burglary_non_residential"),
}
# The codes before them: a crime recorded under one all the same stays in its group, as in the
# published figures (one of Humberside's in 2017/18).
BURGLARY_TO_2017 = ("burglary_domestic", "burglary_non_domestic")
OUTCOME_ONLY = "(outcome only)"

# One thing, which the two publications spell differently.
LIST_SPELLING = {"1/4.1/4.10/4.2": "1/4.1/4.2/4.10"}


def offences_file(folder: Path) -> str:
    """Return the table, in the order of the list, then of the open data."""
    listed: dict[str, dict[str, str]] = {}
    for row in read(folder / LIST):
        # A star points to the list's footnote: introduced after 31 March 2013. The footnote
        # itself stands in the same column.
        if row["Offence description"]:
            listed.setdefault(row["Offence Code"].rstrip("*"), row)
    opened: dict[str, dict[str, str]] = {}
    for row in read(folder / OPEN_DATA):
        code = LIST_SPELLING.get(row["Offence Code"], row["Offence Code"])
        opened.setdefault(code, row)
    codes = sorted(listed.keys() | opened.keys(), key=_order)
    rows = [_row(code, listed.get(code), opened.get(code)) for code in codes]
    known = set(codes)
    for row in read(folder / WEIGHTS):
        if row["code_original"] not in known and row["offence"].startswith("Rape"):
            known.add(row["code_original"])
            code = row["code_original"]
            rows.append((code, row["offence"], "sexual_offences", *[""] * 8))
    return written(COLUMNS, sorted(rows, key=lambda row: _order(row[0])))


def _order(code: str) -> tuple[float, str]:
    """Numbers in their order, names last."""
    digits = ""
    for character in code:
        if not character.isdigit():
            break
        digits += character
    return (float(digits) if digits else float("inf"), code)


def _row(
    code: str, listed: dict[str, str] | None, opened: dict[str, str] | None
) -> tuple[str, ...]:
    title = opened["Offence Description"] if opened else listed["Offence description"]
    if OUTCOME_ONLY in title:
        title = listed["Offence description"]
    subgroup = (
        opened["Offence Subgroup"] if opened else listed["New ONS sub-offence group"]
    ).casefold()
    offence = BURGLARY_2017.get(code) or OFFENCE[subgroup]
    if code in DRIVING:
        offence = "death_or_serious_injury_by_driving"
    valid_from = "2017-04-01" if code in BURGLARY_2017 else ""
    if listed and listed["Offence Code"].endswith("*"):
        valid_from = "2013-04-01"
    valid_to = ""
    if offence in BURGLARY_TO_2017:
        valid_to = "2017-03-31"
    if subgroup == "fraud offences to 2012/13":
        valid_to = "2013-03-31"
    return (
        code,
        title,
        offence,
        listed["Old PRC offence group"] if listed else "",
        listed["Old offence sub-group"] if listed else "",
        listed["New ONS offence group"] if listed else "",
        listed["New ONS sub-offence group"] if listed else "",
        opened["Offence Group"] if opened else "",
        opened["Offence Subgroup"] if opened else "",
        valid_from,
        valid_to,
    )
