"""The list of measures: by subject, parts below what they are part of, long ones folded away."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from copperplate.workspace import Workspace

if TYPE_CHECKING:
    from django.test import Client


def test_every_measure_is_listed_once_under_a_subject_that_says_how_many(
    portal: Path, signed_in: Callable[[str], Client]
) -> None:
    book = Workspace.at(portal).measures.measures
    page = signed_in("board member").get("/measures/").content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    listed = re.findall(r'<dt><a href="/measures/(\w+)/">', main)
    assert sorted(listed) == sorted(book)
    said = [int(one) for one in re.findall(r'class="many">(\d+) measures?<', main)]
    folded = main.split('<details class="subject"')[1:]
    assert said == [one.count("<dt>") for one in folded]
    assert sum(said) == len(book)


def test_parts_stand_below_what_they_are_part_of(portal: Path) -> None:
    """Each right after its parent or after other parts of that, one deeper than the parent."""
    from copperplate.portal.performance.measure_list import by_subject

    book = Workspace.at(portal).measures.measures
    deeper = 0
    for _, found in by_subject(tuple(book.values())):
        path: list[str] = []
        ids = {one.id for one, _ in found}
        for one, below in found:
            path = [*path[:below], one.id]
            assert len(path) == below + 1
            if below:
                assert one.parent == path[-2]
                deeper += 1
            else:
                assert one.parent not in ids
    assert deeper > 10


def test_a_large_collection_is_divided_by_what_is_counted(portal: Path) -> None:
    from copperplate.portal.performance.measure_list import by_subject

    subjects = [title for title, _ in by_subject(tuple(Workspace.at(portal).measures.measures.values()))]  # fmt: skip
    assert "Force records: crimes" in subjects
    assert "Force records: shares and rates" in subjects
    assert subjects == sorted(subjects)
    assert all(html.escape(one) == one for one in subjects)
