"""Which releases of records are read: those that speak for some period, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import release
from tests.spec.recorded import OURS, answer, book, count, covers, crime, values

EARLIER = release("extract", "2013-07-20", "earlier")
WARD = "E05001178"
MEASURES = book(crimes=count())


def held(
    earlier: list[list[object]], ours: list[list[object]], *, until: str, since: str = "2013-01-01"
) -> dict[str, dict[str, list[list[object]]]]:
    return {
        "crimes": {EARLIER.identity: earlier, OURS.identity: ours},
        "coverage": {
            EARLIER.identity: covers("crimes", ("2013-01-01", "2013-06-30", "day")),
            OURS.identity: covers("crimes", (since, until, "day")),
        },
    }


READ = [
    # what the newer release covers; whether the earlier is read; January, February and July
    ("2013-01-01", "2013-12-31", False, (2, 0, 1)),
    ("2013-02-01", "2013-12-31", True, (1, 0, 1)),  # of January only the earlier one tells
    ("2013-01-15", "2013-12-31", True, (1, 0, 1)),  # half a January is none
]


@pytest.mark.parametrize(("since", "until", "read", "expected"), READ)
def test_a_release_for_whose_every_period_a_newer_one_speaks_is_not_read(
    tmp_path: Path, since: str, until: str, read: bool, expected: tuple[int, int, int]
) -> None:
    rows = held(
        [crime("2013-01-20")],
        [crime("2013-01-20"), crime("2013-01-21"), crime("2013-07-01")],
        since=since,
        until=until,
    )
    found = answer(tmp_path, MEASURES, "crimes", "month", rows, releases=(OURS, EARLIER))
    assert ("'extract/ours-" in found.query) != read  # all are read where nothing says which
    months = values(found)
    assert tuple(months[f"2013-{number:02}"] for number in (1, 2, 7)) == expected


def test_where_the_newer_one_places_nothing_the_earlier_one_speaks_of_wards(tmp_path: Path) -> None:
    rows = held(
        [crime("2013-01-20", ward=WARD)],
        [crime("2013-01-20"), crime("2013-01-21")],
        until="2013-06-30",
    )
    asked = {WARD: "ward"}
    found = answer(
        tmp_path, MEASURES, "crimes", "month", rows, areas=asked, releases=(OURS, EARLIER)
    )
    assert values(found, WARD)["2013-01"] == 1
