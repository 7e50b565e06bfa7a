"""The page that sets what is drawn beside what it was drawn from: current, and near where it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from tools.synthetic_page.distance import apart, by_chance
from tools.synthetic_page.drawn import Drawn
from tools.synthetic_page.page import PAGE, Page, draw_force, page
from tools.synthetic_page.picture import FOLDER

SMALL = 30_000  # bytes
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("ours", "theirs", "distance"),
    [
        ([1, 1], [1, 1], 0),
        ([1, 1], [30, 30], 0),
        ([3, 1], [1, 1], 25),
        ([1, 0], [0, 7], 100),
        ([50, 30, 20], [40, 30, 30], 10),
    ],
)
def test_a_distance_is_how_many_of_a_hundred_would_have_to_move(
    ours: Sequence[int], theirs: Sequence[int], distance: float
) -> None:
    assert apart(ours, theirs) == pytest.approx(distance)
    assert apart(theirs, ours) == pytest.approx(distance)


@pytest.mark.parametrize("rows", [(2_000,), (2_000, 500)])
def test_the_distance_by_chance_is_that_of_samples(rows: tuple[int, ...]) -> None:
    shape = [5, 1, 2, 8, 4]
    draws = np.random.default_rng(4)
    parts = np.array(shape) / sum(shape)

    def sample(size: int) -> list[int]:
        return draws.multinomial(size, parts).tolist()

    found = np.mean(
        [apart(sample(rows[0]), sample(rows[1]) if len(rows) == 2 else shape) for _ in range(2_000)]
    )
    assert by_chance(shape, *rows) == pytest.approx(found, rel=0.03)


def test_crimes_are_counted_by_month_weekday_and_hour() -> None:
    drawn = Drawn()
    drawn.add(
        "robbery",
        recorded=np.array([0, 31, 31, 364, 365]),
        # Thursday 1 January 1970 at 0:00 and 23:59, Friday at 0:01, Wednesday before, Sunday.
        committed=np.array([0, 1_439, 1_441, -1, 3 * 1_440 + 600]),
        offences=(("34A", "34B"), np.array([0, 1, 1, 1, 1])),
        outcomes=(("", "1", "18"), np.array([0, 2, 2, 1, 0])),
    )
    assert drawn.months == {
        ("robbery", 1970, 1): 1,
        ("robbery", 1970, 2): 2,
        ("robbery", 1970, 12): 1,
        ("robbery", 1971, 1): 1,
    }
    assert drawn.weekdays == {
        ("robbery", 3): 1,
        ("robbery", 4): 2,
        ("robbery", 5): 1,
        ("robbery", 7): 1,
    }
    assert drawn.hours == {("robbery", 0): 2, ("robbery", 10): 1, ("robbery", 23): 2}
    assert drawn.offences == {("robbery", "34A"): 1, ("robbery", "34B"): 4}
    assert drawn.outcomes == {("robbery", ""): 2, ("robbery", "1"): 1, ("robbery", "18"): 2}


@pytest.fixture(scope="module")
def made(shared: Path) -> Page:
    return page(draw_force(), shared)


@pytest.mark.slow
def test_the_page_and_its_pictures_are_current(made: Page) -> None:
    # `python -m tools.synthetic_page ../shared/data` writes them again.
    for path, text in made.files().items():
        assert path.read_text(encoding="utf-8") == text, path.name
    pictures = {path for path in made.files() if path.suffix == ".svg"}
    assert set((PAGE.parent / FOLDER).iterdir()) == pictures


@pytest.mark.slow
def test_pictures_are_titled_and_small(made: Page) -> None:
    for picture in made.pictures:
        root = ElementTree.fromstring(picture.text)
        assert root.get("role") == "img"
        assert root[0].tag == f"{SVG}title" and root[0].text == picture.title
        assert "synthetic force" in picture.title
        assert len(picture.text.encode()) < SMALL


@pytest.mark.slow
@pytest.mark.parametrize("title", ["Hours", "Offence codes", "Outcomes"])
def test_what_is_drawn_is_as_near_as_chance_allows(made: Page, title: str) -> None:
    """Of what is drawn by its weights and by nothing else."""
    section = made.text.split(f"## {title}\n")[1].split("\n## ")[0]
    head, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    distance, alone = head.index("distance"), head.index("by chance alone")
    assert len(rows) in (13, 19)
    for row in rows:
        assert float(row[distance]) <= 2 * float(row[alone]) + 0.25, row[0]
