"""The settings of a workspace: groups with the force in them, each member once, by date."""

from __future__ import annotations

from datetime import date

import pytest

from copperplate.areas import england_and_wales
from copperplate.disclosure import Audience
from copperplate.errors import BadDefinition
from copperplate.workspace.settings import Settings, load_settings
from copperplate.yamltext import parse

TEXT = """\
force: E23000014
licence: Open Government Licence v3.0.
disclosure: {public: open-data, board: open-data, restricted: holders-only}
groups:
  - name: first group
    valid_from: 2018-01-01
    source: A test.
    members: [E23000014, E23000005]
  - name: third group
    valid_from: 2020-01-01
    source: A test.
    members: [E23000014, E23000010]
  - name: second group
    valid_from: 2019-01-01
    source: A test.
    members: [E23000014, E23000004]
"""


def settings(text: str = TEXT) -> Settings:
    return load_settings(parse(text, file="copperplate.yaml"), england_and_wales())


def refused(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(BadDefinition) as caught:
        settings(text)
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


GROUPS = [
    ("2017-12-31", None),
    ("2018-01-01", "first group"),  # in force from its first day
    ("2018-12-31", "first group"),
    ("2019-01-01", "second group"),  # the newest that has begun, wherever it is written
    ("2019-12-31", "second group"),
    ("2020-01-01", "third group"),
    ("2030-01-01", "third group"),
]


@pytest.mark.parametrize(("day", "name"), GROUPS)
def test_the_group_in_force_is_the_newest_that_has_begun(day: str, name: str | None) -> None:
    group = settings().group_on(date.fromisoformat(day))
    assert (group.name if group else None) == name


def test_a_group_holds_the_force_itself() -> None:
    assert refused(TEXT.replace("[E23000014, E23000010]", "[E23000010]")) == [("K102", 12)]


def test_a_group_names_each_member_once() -> None:
    members = "[E23000014, E23000010, E23000010]"
    assert refused(TEXT.replace("[E23000014, E23000010]", members)) == [("K104", 12)]


@pytest.mark.parametrize("audience", ["public", "board"])
def test_a_policy_for_the_holders_of_records_is_given_to_nobody_else(audience: str) -> None:
    assert refused(TEXT.replace(f"{audience}: open-data", f"{audience}: holders-only")) == [
        ("D003", None)
    ]
    policy = settings().policy(Audience.RESTRICTED, file="copperplate.yaml")
    assert policy.name == "holders-only"
