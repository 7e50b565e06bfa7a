"""What is asked beforehand: for whom, when again, and that nothing is held up or brought down by it."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copperplate import pipeline
from copperplate.disclosure import Audience
from copperplate.narrative.profiles import PROFILES
from tests.portal.stores import copied
from tests.portal.test_server import Server, serve
from tests.synthetic import QUILLMARSH

if TYPE_CHECKING:
    from copperplate.portal.accounts.models import Person
    from copperplate.portal.answers import State
    from copperplate.portal.warming import Warming


def warming(folder: Path, *, asked: Callable[[], bool] = lambda: False) -> Warming:
    from copperplate.portal.answers import Answers
    from copperplate.portal.warming import Warming

    return Warming(Answers(folder), asked, between=0.01)


def is_kept(state: State, area: str, audience: Audience) -> list[bool]:
    """Return whether the objectives, and what needs attention, are answered."""
    asked = {"area": area, "to": None, "known": None, "audience": audience}
    questions = (
        (pipeline.objectives, asked | {"profile": PROFILES["house"]}),
        (pipeline.attention, asked),
    )
    return [
        state.answers.get((question, (), frozenset(given.items()))) is not None
        for question, given in questions
    ]


def test_the_first_pages_of_all_who_hold_something_are_asked_for_and_of_nobody_else(
    portal: Path, person: Callable[[str], Person], capsys: pytest.CaptureFixture[str]
) -> None:
    from copperplate.portal.audit.models import Event

    for who in ("force analyst", "board member", "lead of Quillmarsh", "administrator"):
        person(who)
    events = Event.objects.count()
    warm = warming(portal)
    warm.once()
    state = warm.answers.at_present()
    force = state.workspace.settings.force
    assert {
        (area, audience): is_kept(state, area, audience)
        for area in (force, QUILLMARSH)
        for audience in Audience
    } == {
        (force, Audience.RESTRICTED): [True, True],
        (force, Audience.BOARD): [True, True],
        (force, Audience.PUBLIC): [False, False],
        (QUILLMARSH, Audience.RESTRICTED): [False, False],
        (QUILLMARSH, Audience.BOARD): [True, True],
        (QUILLMARSH, Audience.PUBLIC): [False, False],
    }
    assert Event.objects.count() == events
    said = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (said["event"], said["asked"], sorted(said)) == (
        "warmed", 6, ["asked", "event", "milliseconds", "refused"]
    )  # fmt: skip


def test_nothing_is_asked_for_nobody_nor_twice_and_a_changed_workspace_is_asked_again(
    portal: Path, person: Callable[[str], Person], capsys: pytest.CaptureFixture[str]
) -> None:
    warm = warming(portal)

    def asks() -> int:
        warm.once()
        return sum(json.loads(line)["asked"] for line in capsys.readouterr().err.splitlines())

    assert asks() == 0
    person("board member")
    assert asks() == 2
    assert asks() == 0
    before = warm.answers.at_present()
    os.utime(portal / "copperplate.yaml")
    while (after := warm.answers.at_present()) is before:
        time.sleep(0.1)
    assert asks() == 2
    assert is_kept(after, after.workspace.settings.force, Audience.BOARD) == [True, True]


def test_while_somebody_waits_for_an_answer_no_question_is_begun(
    portal: Path, person: Callable[[str], Person]
) -> None:
    person("board member")
    looked = threading.Event()

    def asked() -> bool:
        looked.set()
        return True

    warm = warming(portal, asked=asked)

    def end() -> None:
        looked.wait()
        time.sleep(0.3)
        warm.end()

    threading.Thread(target=end).start()
    warm.once()
    state = warm.answers.at_present()
    assert is_kept(state, state.workspace.settings.force, Audience.BOARD) == [False, False]


def test_a_question_that_goes_on_is_not_waited_for(portal: Path) -> None:
    """Who ends the process is told that the thread still works, in about a second."""
    warm, goes_on = warming(portal), threading.Event()

    def works() -> None:
        warm.answers.at_present().answers.once("long", goes_on.wait)

    warm._thread = threading.Thread(target=works, daemon=True)
    warm._thread.start()
    began = time.monotonic()
    assert not warm.end()
    assert time.monotonic() - began < 3
    goes_on.set()
    warm._thread.join()
    assert warm.end()


def events(server: Server) -> list[dict[str, object]]:
    return [json.loads(line) for line in server.journal if line.startswith("{")]


def wait_for(server: Server, event: str, *, more_than: int = 0) -> list[dict[str, object]]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = [one for one in events(server) if one["event"] == event]
        if len(found) > more_than:
            return found
        time.sleep(0.1)
    raise AssertionError("".join(server.journal))


@pytest.mark.slow
def test_a_broken_workspace_ends_no_server_and_a_mended_one_is_asked(
    portal: Path, tmp_path: Path
) -> None:
    store = copied(portal, tmp_path / "w")
    store.does("settle")
    server = serve(replace(store, warms=True))
    settings = store.workspace / "copperplate.yaml"
    good = settings.read_bytes()
    try:
        warmed = wait_for(server, "warmed", more_than=1)
        settings.write_bytes(b"force: [")
        faults = wait_for(server, "fault", more_than=1)
        assert {one["page"] for one in faults} == {"warming"}
        assert server.get("/sign-in/")[0] == 200
        settings.write_bytes(good)
        wait_for(server, "warmed", more_than=len(warmed))
    finally:
        assert server.stop() == 0
    assert "force: [" not in "".join(server.journal)


@pytest.mark.slow
def test_it_stops_in_time_in_the_midst_of_warming(portal: Path, tmp_path: Path) -> None:
    store = copied(portal, tmp_path / "w")
    store.does("settle")
    server = serve(replace(store, warms=True))
    time.sleep(5.2)  # it has begun, and is not done
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 10
    assert not [one for one in events(server) if one["event"] == "fault"]
