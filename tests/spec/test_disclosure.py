"""The one door numbers leave by: who may pass what, and that there is no other way out."""

from __future__ import annotations

import dataclasses

import pytest

from copperplate.disclosure import POLICIES, Audience, Publishable, policy_named, publish
from copperplate.errors import BadDefinition, NotPublishable, Place
from copperplate.series.evidence import Evidence
from tests.builders import evidence

HERE = Place(file="copperplate.yaml")
PASSED = evidence({"A": {"year ending June 2019": 5.0}})
SECRET = dataclasses.replace(PASSED.shown, already_public=False)


def test_nobody_else_makes_a_publishable() -> None:
    for door in (object(), None, "", True):
        with pytest.raises(TypeError):
            Publishable(SECRET, PASSED.policy, PASSED.audience, door)


def test_a_publishable_cannot_be_changed_into_another() -> None:
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(PASSED, shown=SECRET)
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(PASSED, audience=Audience.PUBLIC)
    with pytest.raises(dataclasses.FrozenInstanceError):
        PASSED.shown = SECRET  # type: ignore[misc]


def test_what_a_publishable_prints_of_itself_is_the_same_in_every_process() -> None:
    assert "_door" not in repr(PASSED)
    assert " at 0x" not in repr(PASSED)


@pytest.mark.parametrize("audience", list(Audience))
def test_open_data_passes_what_is_published_and_nothing_else_to_anybody(audience: Audience) -> None:
    policy = POLICIES["open-data"]
    statistics: dict[str, Evidence] = {"robbery": PASSED.shown}
    assert publish(statistics, policy=policy, audience=audience)["robbery"].shown == PASSED.shown
    with pytest.raises(NotPublishable) as refused:
        publish(statistics | {"secret": SECRET}, policy=policy, audience=audience)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("D002", "measure secret")


@pytest.mark.parametrize("audience", list(Audience))
def test_the_policy_of_the_holders_is_for_them_alone(audience: Audience) -> None:
    if audience is Audience.RESTRICTED:
        assert policy_named("holders-only", audience=audience, place=HERE).name == "holders-only"
        return
    with pytest.raises(BadDefinition) as refused:
        policy_named("holders-only", audience=audience, place=HERE)
    assert [problem.code for problem in refused.value.problems] == ["D003"]
