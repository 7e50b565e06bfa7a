"""Reference data against what was published: sums, counts, texts and look-ups of real files."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tools.reference_data import MADE

from copperplate.areas import AreaKind, with_districts_and_wards
from copperplate.reference.crime_types import Relation, crime_type_of, crime_types, find_crime_type
from copperplate.reference.editions import editions, editions_of
from copperplate.reference.offences import find_offence, offence_code
from copperplate.reference.outcomes import OutcomeSet, find_outcome_text
from copperplate.reference.places import district_of_name, small_areas, ward_of
from copperplate.reference.severity import severity_weight
from copperplate.schema.offences import leaves
from copperplate.sources.offence_names import offence_of

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "copperplate" / "reference"


def rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig") as stream:
        yield from csv.DictReader(stream)


@pytest.fixture(scope="module")
def open_data(shared: Path) -> list[dict[str, str]]:
    """Police recorded crime of 2017/18 by quarter, force and code: 23,068 rows."""
    return list(rows(shared / "home-office" / "prc-pfa-201718_new.csv"))


# A sub-group of the open data of 2017/18 → the groups that make it up here.
PUBLISHED_SUBGROUPS = [
    ({"Homicide"}, {"homicide"}),
    ({"Violence with injury"}, {"violence_with_injury", "death_or_serious_injury_by_driving"}),
    ({"Violence without injury"}, {"violence_without_injury"}),
    ({"Stalking and harassment"}, {"stalking_and_harassment"}),
    ({"Rape offences", "Other sexual offences"}, {"sexual_offences"}),
    ({"Robbery of business property", "Robbery of personal property"}, {"robbery"}),
    ({"Domestic burglary"}, {"burglary_domestic", "burglary_residential"}),
    ({"Non-domestic burglary"}, {"burglary_non_domestic", "burglary_non_residential"}),
    ({"Theft of a motor vehicle", "Theft from a vehicle", "Vehicle interference"}, {"vehicle_offences"}),
    ({"Theft from the person"}, {"theft_from_the_person"}),
    ({"Bicycle theft"}, {"bicycle_theft"}),
    ({"Shoplifting"}, {"shoplifting"}),
    ({"Other theft offences"}, {"other_theft"}),
    ({"Arson", "Criminal damage"}, {"criminal_damage_and_arson"}),
    ({"Possession of drugs", "Trafficking of drugs"}, {"drug_offences"}),
    ({"Possession of weapons offences"}, {"possession_of_weapons"}),
    ({"Public order offences"}, {"public_order"}),
    ({"Miscellaneous crimes"}, {"miscellaneous"}),
    ({"Fraud: action fraud", "Fraud: CIFAS", "Fraud: UK Finance", "Fraud: Financial Fraud Action UK"}, {"fraud"}),
]  # fmt: skip


def test_codes_add_up_to_the_published_sub_groups_of_every_force(
    open_data: list[dict[str, str]],
) -> None:
    published: Counter[tuple[str, str]] = Counter()
    ours: Counter[tuple[str, str]] = Counter()
    for row in open_data:
        offence = find_offence(row["Offence_Code"])
        assert offence is not None, row["Offence_Code"]
        published[row["Force_Name"], row["Offence_Subgroup"]] += int(row["Number_of_Offences"])
        ours[row["Force_Name"], offence.group] += int(row["Number_of_Offences"])
    forces = {force for force, _ in published}
    assert len(forces) == 48  # 43 forces, British Transport Police, four bodies of fraud
    for force in forces:
        for subgroups, groups in PUBLISHED_SUBGROUPS:
            assert sum(ours[force, group] for group in groups) == sum(
                published[force, name] for name in subgroups
            ), (force, subgroups)
    assert {name for _, name in published} == set.union(
        *(names for names, _ in PUBLISHED_SUBGROUPS)
    )
    assert sum(ours.values()) == sum(published.values())


# Bodies whose figures were revised between the open data (July 2018) and the tables by group
# (25 April 2019); the other 39 agree to the crime.
REVISED = {
    "British Transport Police", "Cheshire", "Derbyshire", "Leicestershire",
    "North Wales", "Sussex", "UK Finance",
}  # fmt: skip


def test_codes_add_up_to_another_publication_group_by_group(
    shared: Path, open_data: list[dict[str, str]]
) -> None:
    ours: dict[str, Counter[str]] = defaultdict(Counter)
    for row in open_data:
        offence = find_offence(row["Offence_Code"])
        assert offence is not None
        ours[row["Force_Name"]][offence.group] += int(row["Number_of_Offences"])
    published: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(shared / "home-office" / "rec-crime-pfa_2003-2018_kaggle.csv"):
        if row["12 months ending"] == "31-03-2018":
            group = offence_of(row["Offence"])
            assert group is not None
            published[row["PFA"]][group] += int(row["Rolling year total number of offences"])
    both = ours.keys() & published.keys()
    assert len(both) == 46  # the City of London's name is turned round in one of them
    differ = {force for force in both if +ours[force] != +published[force]}
    assert differ == REVISED
    assert published["West Midlands"]["death_or_serious_injury_by_driving"] == 36


def test_the_category_of_every_code_is_the_one_published(open_data: list[dict[str, str]]) -> None:
    seen = {(row["Offence_Code"], row["Policeuk_Cat"]) for row in open_data}
    assert len(seen) == 132
    for code, category in seen:
        assert crime_type_of(code) == find_crime_type(category), code


# Counts of 2016 at data.police.uk against recorded crime: how far they differ, in per cent.
@pytest.mark.parametrize(
    ("file", "force", "far_off"),
    [
        ("west_midlands", "West Midlands", {"Possession of weapons": 4}),
        ("greater_manchester", "Greater Manchester", {"Other theft": -19, "Other crime": -6}),
        ("metropolitan", "Metropolitan Police", {"Possession of weapons": -20, "Drugs": -12, "Other crime": 5}),
    ],
)  # fmt: skip
def test_crime_types_hold_what_their_groups_hold_and_where_not_it_is_said(
    shared: Path, file: str, force: str, far_off: dict[str, int]
) -> None:
    counted: Counter[str] = Counter()
    table = shared / "police-uk" / "monthly-tables" / f"{file}_2016_monthly_by_crime_type.csv"
    for row in rows(table):
        counted.update({name: int(row[name]) for name in crime_types()})
    recorded: Counter[str] = Counter()
    for row in rows(shared / "home-office" / "rec-crime-pfa_2003-2018_kaggle.csv"):
        if row["12 months ending"] == "31-12-2016" and row["PFA"] == force:
            group = offence_of(row["Offence"])
            assert group is not None
            recorded[group] += int(row["Rolling year total number of offences"])
    for kind in crime_types().values():
        if kind.relation is Relation.NONE:
            assert kind.name == "Anti-social behaviour"
            continue
        of_groups = sum(recorded[leaf] for group in kind.groups for leaf in leaves(group))
        off = 100 * (counted[kind.name] / of_groups - 1)
        if kind.name in far_off:
            assert round(off) == far_off[kind.name]
            assert f"about {abs(far_off[kind.name])}%" in kind.caution
        else:
            assert abs(off) < 2.2, kind.name


def test_every_outcome_and_crime_type_of_the_real_files_is_known(shared: Path) -> None:
    folder = shared / "police-uk"
    outcomes: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.csv*")):
        for row in rows(path):
            cells = {key.lower().replace(" ", "_"): value for key, value in row.items()}
            if "last_outcome_category" in cells:
                outcomes[cells["last_outcome_category"]] += 1
            if "outcome" in cells:
                outcomes[cells["outcome"]] += 1
            if said := cells.get("crime_type") or cells.get("category"):
                types[said] += 1
    # Anti-social behaviour has none.
    unknown = {text for text in outcomes if find_outcome_text(text) is None}
    assert unknown == {"", "(none)"}
    assert not {text for text in types if find_crime_type(text) is None}
    assert len(outcomes) > 25
    assert {found.name for text in types if (found := find_crime_type(text))} == set(crime_types())


def test_outcomes_of_a_year_fall_into_the_sets(shared: Path) -> None:
    """West Midlands 2016: what sets solved and resolved apart from detections is the resolutions."""
    table = (
        shared / "police-uk" / "monthly-tables" / "west_midlands_2016_outcomes_by_crime_type.csv"
    )
    sums: Counter[OutcomeSet] = Counter()
    resolutions = 0
    for row in rows(table):
        found = find_outcome_text(row["outcome"])
        if found is None:
            continue
        crimes = sum(int(row[name]) for name in crime_types())
        sums.update(dict.fromkeys(found.sets, crimes))
        if row["outcome"] == "Local resolution":
            resolutions = crimes
    assert resolutions > 0
    assert sums[OutcomeSet.SOLVED_AND_RESOLVED] - sums[OutcomeSet.SANCTION_DETECTION] == resolutions
    # "Further action is not in the public interest" came with type 22, in 2019.
    assert sums[OutcomeSet.POSITIVE] == sums[OutcomeSet.SOLVED_AND_RESOLVED]
    assert sums[OutcomeSet.CHARGED] < sums[OutcomeSet.SANCTION_DETECTION]


def test_weights_equal_the_other_transcription(shared: Path) -> None:
    path = shared / "severity" / "policeuk_category_to_offence_code_and_severity.csv"
    checked = 0
    for row in rows(path):
        if row["ONS_SEVERITY_weight"]:
            assert severity_weight(row["ONS_COUNTS_code"]) == pytest.approx(
                float(row["ONS_SEVERITY_weight"]), abs=1e-4
            )
            checked += 1
    assert checked == 134


def test_every_code_counted_in_2018_has_a_weight(open_data: list[dict[str, str]]) -> None:
    without = {code for row in open_data if severity_weight(code := row["Offence_Code"]) is None}
    assert without == {"AF", "CIFAS", "FFA UK", "UK Finance"}


def test_the_small_areas_are_those_of_the_look_ups(shared: Path) -> None:
    folder = shared / "lookups"
    of_2011 = {
        row["LSOA Code"] for row in rows(folder / "lsoa11_msoa11_lad_force_msg_four_forces.csv")
    }
    of_2021 = {
        row["lsoa21_code"] for row in rows(folder / "lsoa21_ward24_lad24_msg_four_forces.csv")
    }
    held = small_areas()
    assert {code for code, area in held.items() if area.name_2011} == of_2011
    assert {code for code, area in held.items() if area.name_2021} == of_2021
    assert (len(of_2011), len(of_2021)) == (5_651, 5_748)
    # The West Midlands by themselves: 1,680 and 1,719, in 192 wards of every edition.
    mine = [area for area in held.values() if area.ward_2018]
    assert sum(bool(area.name_2011) for area in mine) == 1_680
    assert sum(bool(area.name_2021) for area in mine) == 1_719
    assert len({area.ward_2018 for area in mine}) == 192
    assert len({area.ward_2024 for area in mine if area.ward_2024}) == 192
    for row in rows(folder / "lsoa11_ward18_lad18_west_midlands.csv"):
        assert ward_of(row["LSOA11CD"]) == row["WD18CD"]


def test_real_records_find_their_district_by_name(shared: Path) -> None:
    """Two months of the West Midlands: what the catalogue counted by district, by our look-up."""
    names = {area.code: area.name for area in with_districts_and_wards()}
    counted: Counter[tuple[str, str]] = Counter()
    for month in ("2014-01", "2014-02"):
        for row in rows(shared / "police-uk" / "street" / f"{month}-west-midlands-street.csv.gz"):
            if row["LSOA name"]:
                district = district_of_name(row["LSOA name"])
                assert district is not None, row["LSOA name"]
                counted[month, names[district]] += 1
    published: Counter[tuple[str, str]] = Counter()
    table = shared / "police-uk" / "monthly-tables" / "street_2014_month_lad_type.csv"
    for row in rows(table):
        if row["force"] == "West Midlands" and row["Month"] in ("2014-01", "2014-02"):
            published[row["Month"], row["lad_name"]] += int(row["count"])
    of_force = {
        area.name
        for area in with_districts_and_wards().within(
            "E23000014", kind=AreaKind.LOCAL_AUTHORITY, on=date(2014, 1, 31)
        )
    }
    assert len(of_force) == 7
    for month in ("2014-01", "2014-02"):
        for name in of_force:
            assert counted[month, name] == published[month, name] > 0


def test_every_name_of_a_small_area_in_real_records_has_a_district(shared: Path) -> None:
    unknown: set[str] = set()
    for path in sorted((shared / "police-uk").rglob("*street.csv.gz")):
        for row in rows(path):
            name = row.get("LSOA name") or row.get("lsoa_name") or ""
            if name and name not in unknown and district_of_name(name) is None:
                unknown.add(name)
    assert not unknown


@pytest.mark.parametrize("name", MADE)
def test_the_shipped_files_are_what_their_makers_make(shared: Path, name: str) -> None:
    assert (PACKAGE / name).read_text(encoding="utf-8") == MADE[name](shared)


def shipped_files() -> set[str]:
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in {".csv", ".geojson", ".yaml"} and path.name != "index.csv"
    }


def test_every_shipped_file_has_its_source_edition_and_licence() -> None:
    assert {edition.file for edition in editions()} == shipped_files()
    for edition in editions():
        for field in ("title", "publisher", "edition", "licence", "attribution"):
            assert getattr(edition, field).strip(), (edition.file, field)
        if edition.licence == "Open Government Licence v3.0":
            assert "Open Government Licence v3.0" in edition.attribution
        if edition.file.startswith("outlines/"):
            assert f"Crown copyright and database right {edition.edition}" in edition.attribution
    assert len(editions_of("offences.csv")) == 3


def test_the_attribution_is_printed_on_the_page_and_named_in_the_licence() -> None:
    page = " ".join((ROOT / "docs" / "reference" / "reference-data.md").read_text("utf-8").split())
    for edition in editions():
        assert edition.attribution in page, edition.file
        assert f"`{edition.file}`" in page
        assert edition.edition in page
    assert "src/copperplate/reference/" in (ROOT / "LICENCE").read_text(encoding="utf-8")


def test_the_reference_data_stay_small() -> None:
    assert sum((PACKAGE / name).stat().st_size for name in shipped_files()) < 1_000_000


READS_NOTHING = """
import sys
read = []
sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == "open" else None)
import copperplate.cli
from copperplate.reference import (
    boundaries, crime_types, editions, offences, outcomes, places, severity
)
bad = [name for name in read if name.endswith((".csv", ".geojson")) or "groups.yaml" in name]
assert not bad, bad
assert offences.offences() and any(name.endswith("offences.csv") for name in read)
"""


def test_nothing_is_read_before_it_is_asked_for() -> None:
    subprocess.run([sys.executable, "-c", READS_NOTHING], check=True)


def test_the_code_list_of_the_interface_survives_a_round_trip(
    open_data: list[dict[str, str]],
) -> None:
    """Codes as the open data write them are codes of the list, each of one spelling."""
    assert len({offence_code(row["Offence_Code"]) for row in open_data}) == 132
