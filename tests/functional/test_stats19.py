"""Road casualties: each takes when and where from its collision, and none is lost or doubled.

No file of the publication is at hand: these are made in the published layout, of two vintages.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from copperplate.sources.release import Release, rows_problems
from tests.commands import run
from tests.functional.loading import Row, load, one, refused, table

WEST_MIDLANDS, MERSEYSIDE, BIRMINGHAM = "E23000014", "E23000004", "E08000025"
CANARY = "kestrel9137"
FILES = "dft-road-casualty-statistics"

COLLISION = {
    "collision_index": "2019200001", "collision_year": "2019", "longitude": "-1.9",
    "latitude": "52.48", "police_force": "20", "date": "14/03/2019", "time": "17:40",
    "local_authority_ons_district": BIRMINGHAM, "first_road_class": "3",
    "first_road_number": "38", "lsoa_of_accident_location": "E01008881",
}  # fmt: skip
CASUALTY = {
    "collision_index": "2019200001", "collision_year": "2019", "casualty_reference": "1",
    "casualty_class": "3", "sex_of_casualty": "2", "age_of_casualty": "31",
    "age_band_of_casualty": "6", "casualty_severity": "2", "casualty_type": "0",
}  # fmt: skip
Lines = list[dict[str, str]]


def collision(index: str = "2019200001", **changed: str) -> dict[str, str]:
    return {**COLLISION, "collision_index": index, **changed}


def casualty(index: str = "2019200001", **changed: str) -> dict[str, str]:
    return {**CASUALTY, "collision_index": index, **changed}


def as_csv(lines: Lines) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, lines[0])
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def files(
    folder: Path,
    casualties: Lines,
    collisions: Lines,
    *,
    collisions_called: str = "collision",
    change: Callable[[bytes], bytes] = lambda data: data,
) -> Path:
    """Write the two files of a year into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / f"{FILES}-casualty-2019.csv").write_bytes(change(as_csv(casualties)))
    name = f"{FILES}-{collisions_called}-2019.csv"
    (folder / name).write_bytes(change(as_csv(collisions)))
    return folder


def loaded(folder: Path, casualties: Lines, collisions: Lines) -> Release:
    return load("stats19", files(folder / "f", casualties, collisions), into=folder / "r")


def shown(release: Release, **wanted: object) -> Row:
    return one(table(release, "casualties"), **wanted)


def test_a_casualty_takes_when_and_where_from_its_collision(tmp_path: Path) -> None:
    release = loaded(tmp_path, [casualty()], [collision("other"), collision()])
    row = shown(release)
    assert (row["recorded_from"], row["recorded_to"]) == (date(2019, 3, 14), date(2019, 3, 14))
    assert (row["happened"], row["hour"], row["weekday"]) == (datetime(2019, 3, 14, 17, 40), 17, 4)
    assert (row["force"], row["lsoa"]) == (WEST_MIDLANDS, "E01008881")
    assert (row["longitude"], row["latitude"], row["road"]) == (-1.9, 52.48, "A38")
    assert (row["severity"], row["casualty_class"], row["mode"]) == (
        *("serious", "Pedestrian", "Pedestrian"),
    )
    assert (row["age_band"], row["sex"], row["collision"]) == ("26 - 35", "Female", "2019200001")
    assert (row["file"], row["row"]) == (f"{FILES}-casualty-2019.csv", 2)
    assert [file.name for file in release.inputs] == [
        f"{FILES}-casualty-2019.csv", f"{FILES}-collision-2019.csv",
    ]  # fmt: skip
    assert rows_problems(release) == []
    assert release.edition == "2019-03-to-2019-03"


def test_the_older_layout_reads_the_same(tmp_path: Path) -> None:
    """Accidents, not collisions; packed; and the newest files have no age band."""

    def older(lines: Lines) -> Lines:
        return [{n.replace("collision_", "accident_"): v for n, v in one.items()} for one in lines]

    casualties, collisions = [casualty(), casualty(sex_of_casualty="1")], [collision()]
    new = loaded(tmp_path / "new", casualties, collisions)
    old = files(
        tmp_path / "old", older(casualties), older(collisions), collisions_called="accident"
    )
    assert load("stats19", old, into=tmp_path / "o").rows_sha256 == new.rows_sha256
    for path in old.iterdir():
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    packed = load("stats19", old, into=tmp_path / "p")
    assert packed.values_read == 2
    without = [{n: v for n, v in one.items() if n != "age_band_of_casualty"} for one in casualties]
    row = shown(loaded(tmp_path / "newest", without, collisions), row=3)
    assert (row["sex"], row["age_band"]) == ("Male", None)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> None:
    for name in ("new", "newest"):
        (tmp_path / name).mkdir()


@pytest.mark.parametrize("seed", range(3))
def test_every_casualty_is_at_its_place_with_its_own_collision(tmp_path: Path, seed: int) -> None:
    """Collisions in another order, some of none, some without casualties, some twice."""
    draw = random.Random(seed)
    first = date(2019, 1, 1)
    days = {f"2019{n:06}": first + timedelta(draw.randrange(365)) for n in range(3_000)}
    collisions = [collision(index, date=f"{day:%d/%m/%Y}") for index, day in days.items()]
    twice = draw.sample(collisions, 20)
    casualties = [casualty(draw.choice(list(days))) for _ in range(5_000)]
    casualties += [casualty("2018999999") for _ in range(30)]
    draw.shuffle(casualties)
    collisions += twice
    draw.shuffle(collisions)
    release = loaded(tmp_path, casualties, collisions)
    unclear = {one["collision_index"] for one in twice}
    expected = {
        number: (one["collision_index"], days[one["collision_index"]])
        for number, one in enumerate(casualties, start=2)
        if one["collision_index"] in days and one["collision_index"] not in unclear
    }
    rows = table(release, "casualties")
    assert {row["row"]: (row["collision"], row["recorded_from"]) for row in rows} == expected
    assert [row["row"] for row in rows] == sorted(expected)
    assert release.values_read == len(casualties) == len(rows) + release.rejects
    listed = (release.folder / "rejects.csv").read_text(encoding="utf-8")
    assert listed.count("Its collision is not in the file beside it, or is there twice.") == (
        release.rejects
    )


MANY = [casualty() for _ in range(30)]
LEFT_OUT = [
    ({}, {"collision_index": CANARY}, "Its collision is not in the file beside it"),
    ({"police_force": "97"}, {}, "The force is none of England and Wales."),
    ({"date": "2019-03-14"}, {}, "The date is blank or is no date."),
    ({"date": ""}, {}, "The date is blank or is no date."),
    ({}, {"casualty_severity": "4"}, "The severity is not one known here."),
]


@pytest.mark.parametrize(("where", "who", "reason"), LEFT_OUT)
def test_what_cannot_be_counted_is_left_out_by_its_place(
    tmp_path: Path, where: dict[str, str], who: dict[str, str], reason: str
) -> None:
    release = loaded(
        tmp_path, [*MANY, casualty("x", **who)], [collision(), collision("x", **where)]
    )
    assert (release.values_read, release.rejects) == (31, 1)
    listed = (release.folder / "rejects.csv").read_text(encoding="utf-8")
    assert "row 32" in listed and reason in listed and CANARY not in listed


NOT_SAID = [
    # what the collision says; columns as they then are
    ({"time": ""}, {"happened": datetime(2019, 3, 14), "hour": None, "weekday": 4}),
    ({"longitude": "NULL", "latitude": ""}, {"longitude": None, "latitude": None}),
    ({"lsoa_of_accident_location": "-1"}, {"lsoa": None, "ward": None}),
    ({"first_road_class": "1", "first_road_number": "6"}, {"road": "M6"}),
    ({"first_road_class": "2", "first_road_number": "1"}, {"road": "A1(M)"}),
    ({"first_road_class": "4", "first_road_number": "4148"}, {"road": "B4148"}),
    ({"first_road_class": "5", "first_road_number": "0"}, {"road": "C"}),
    ({"first_road_class": "6", "first_road_number": "0"}, {"road": "Unclassified"}),
    ({"first_road_number": "0"}, {"road": None}),
    ({"first_road_class": "-1"}, {"road": None}),
]


@pytest.mark.parametrize(("said", "expected"), NOT_SAID)
def test_what_the_collision_does_not_say_is_not_known(
    tmp_path: Path, said: dict[str, str], expected: dict[str, object]
) -> None:
    row = shown(loaded(tmp_path, [casualty()], [collision(**said)]))
    assert {name: row.get(name) for name in expected} == expected


def test_a_casualty_type_nobody_knows_is_kept_and_listed(tmp_path: Path) -> None:
    strange = [casualty(casualty_type="77"), casualty(casualty_type="-1")]
    release = loaded(tmp_path, [*MANY, *strange], [collision()])
    assert (release.folder / "unknown.csv").read_text(encoding="utf-8") == (
        "column,value,rows\nmode,77,1\n"
    )
    assert [row["mode"] for row in table(release, "casualties")][-2:] == [None, None]


def without(kind: str) -> Callable[[Path], list[Path]]:
    def made(folder: Path) -> list[Path]:
        (folder / f"{FILES}-{kind}-2019.csv").unlink()
        return [folder]

    return made


def broken(kind: str, change: Callable[[str], str]) -> Callable[[Path], list[Path]]:
    def made(folder: Path) -> list[Path]:
        path = folder / f"{FILES}-{kind}-2019.csv"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return [folder]

    return made


def too_long(text: str) -> str:
    """Return a text with a row of too many cells amid many others."""
    row = text.splitlines()[1] + "\n"
    return text + row * 30 + row.replace("\n", ",,,\n") + row * 30


def named(kind: str) -> Callable[[Path], list[Path]]:
    return lambda folder: [folder / f"{FILES}-{kind}-2019.csv"]


BAD: list[tuple[str, Callable[[Path], list[Path]], str, str]] = [
    ("no collisions", without("collision"), "S055", "casualty"),
    ("no casualties", without("casualty"), "S055", "collision"),
    ("casualties alone", named("casualty"), "S055", "casualty"),
    ("collisions alone", named("collision"), "S055", "collision"),
    (
        "a casualty file without its index",
        broken("casualty", lambda text: text.replace("collision_index", "index")),
        *("S021", "casualty"),
    ),
    (
        "a collision file without its force",
        broken("collision", lambda text: text.replace("police_force", "force")),
        *("S021", "collision"),
    ),
    (
        "a collision file that names a column twice",
        broken("collision", lambda text: text.replace("collision_year", "date")),
        *("S021", "collision"),
    ),
    (
        "an open quotation mark among the collisions",
        broken("collision", lambda text: text + 'x,"open\n'),
        *("S012", "collision"),
    ),
    (
        "a row too long among many collisions",
        broken("collision", too_long),
        *("S012", "collision"),
    ),
    (
        "a row too long among the casualties",
        broken("casualty", too_long),
        *("S012", "casualty"),
    ),
    ("casualties of no collision", broken("collision", lambda t: t.replace("001", "2")), "S046",
     "casualty"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "kind"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_files_are_refused_by_their_name(
    tmp_path: Path, make: Callable[[Path], list[Path]], code: str, kind: str
) -> None:
    folder = files(tmp_path / "f", MANY, [collision(), collision("x")])
    (problem,) = refused("stats19", *make(folder), into=tmp_path / "r")
    assert (problem.code, problem.place.file) == (code, f"{FILES}-{kind}-2019.csv")


def test_a_file_that_is_not_there_is_asked_for_by_its_name(tmp_path: Path) -> None:
    folder = files(tmp_path / "f", MANY, [collision()])
    (problem,) = refused("stats19", *named("casualty")(folder), into=tmp_path / "r")
    assert problem.what == "The file it is read beside is not there."
    assert f"{FILES}-collision-2019.csv" in problem.allowed
    assert "name both, or the folder" in problem.remedy
    (problem,) = refused("stats19", *named("collision")(folder), into=tmp_path / "r")
    assert problem.what == "It is read beside another file, and that is not there."


def test_files_of_another_name_are_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "casualties.csv"
    path.write_bytes(as_csv(MANY))
    (problem,) = refused("stats19", path, into=tmp_path / "r")
    assert problem.code == "S049"
    assert f"{FILES}-casualty-*.csv" in problem.allowed


def test_road_casualties_are_counted_for_a_force_and_its_peers(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    assert run("init", folder, "--force", "west midlands").code == 0
    collisions = [
        collision("a"),
        collision("b", date="02/04/2019", local_authority_ons_district="-1"),
        collision("c", police_force="5", local_authority_ons_district="E08000012"),
        collision("d", date="30/06/2019", police_force="5"),
    ]
    casualties = [
        *(casualty("a", casualty_severity=severity) for severity in "123"),
        *(casualty("b") for _ in range(4)),
        casualty("c"),
        casualty("d"),
    ]
    sent = files(tmp_path / "f", casualties, collisions)
    ran = run("--workspace", folder, "load", "stats19", sent, "--published", "2020-09-30")
    assert ran.code == 0, ran.errors

    def counts(measure: str, *more: str) -> dict[tuple[str, str], int | None]:
        shown = run("--workspace", folder, "show", measure, "--format", "json", *more)
        assert shown.code == 0, shown.errors
        rows = json.loads(shown.output)
        return {(row["area"], row["period"]): row["value"] for row in rows}

    assert counts("casualties") == {(WEST_MIDLANDS, "2019-03"): 3, (WEST_MIDLANDS, "2019-04"): 4}
    assert counts("casualties_killed_or_seriously_injured", "--area", MERSEYSIDE) == {
        (MERSEYSIDE, "2019-03"): 1,
        (MERSEYSIDE, "2019-04"): None,
        (MERSEYSIDE, "2019-05"): None,
        (MERSEYSIDE, "2019-06"): 1,
    }
    assert counts("casualties", "--area", BIRMINGHAM) == {
        (BIRMINGHAM, "2019-03"): 3,
        (BIRMINGHAM, "2019-04"): 0,
    }
    assert counts("casualties_killed")[WEST_MIDLANDS, "2019-03"] == 1
