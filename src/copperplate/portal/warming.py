"""Asks in the background for what the first readers will ask, so that none of them waits for it.

A thread of each of the server's processes; it ends with the process. Knows no person: whose pages
it makes ready is told by what is held, never by whom. Reads no record, writes no audit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import connection
from django.http import Http404

from copperplate.areas import Area
from copperplate.disclosure import Audience
from copperplate.errors import Refusal
from copperplate.portal.accounts.holdings import holdings_of
from copperplate.portal.accounts.models import Person
from copperplate.portal.answers import Answers, State
from copperplate.portal.desk import Desk, Holdings
from copperplate.portal.journal import write, write_fault
from copperplate.portal.rights import Right

# How often is looked whether the workspace, or what people hold, has changed.
SECONDS_BETWEEN = 5.0
# How often is looked whether somebody is still waiting for an answer.
SECONDS_WHILE_ASKED = 0.1
# Whole forces first. Beyond these a reader waits once.
MOST_PLACES = 6
ENDS_WITHIN = 1.0
"""Seconds that who ends the process waits for the thread; a question of DuckDB's is not cut."""


@dataclass(slots=True)
class Warming:
    """Keeps the answers to what will be asked first, one question at a time.

    Attributes:
        answers: Where answers are kept.
        asked: Whether anybody waits for an answer now: then no question is begun.
        between: Seconds until it looks again.
    """

    answers: Answers
    asked: Callable[[], bool]
    between: float = SECONDS_BETWEEN
    _ends: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _done: object = None
    _failed: str = ""

    def start(self) -> None:
        """Begin, in a thread that does not keep the process alive."""
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
        self._thread.start()

    def end(self) -> bool:
        """Begin no further question, and return whether none is left running."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join(ENDS_WITHIN)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while not self._ends.wait(self.between):
            try:
                self.once()
                self._failed = ""
            # guard: warming-never-fails-loudly.
            except Exception as fault:  # noqa: BLE001  (who asks for the same is told what is wrong)
                if self._failed != type(fault).__name__:
                    write_fault(fault, page="warming")
                self._failed = type(fault).__name__
            finally:
                connection.close()

    def once(self) -> None:
        """Ask for everything, where anything has changed since it was last asked for."""
        state, places = self.answers.at_present(), _places()
        if (state.digest, places) == self._done:
            return
        began, asked, refused = time.monotonic(), 0, 0
        for question in _questions(state, places):
            while self.asked() and not self._ends.wait(SECONDS_WHILE_ASKED):
                pass
            # What has changed meanwhile is asked for anew, and not to its end.
            if self._ends.is_set() or self.answers.at_present() is not state:
                return
            try:
                question()
            except (Refusal, Http404):
                refused += 1
            asked += 1
        self._done = (state.digest, places)
        milliseconds = round((time.monotonic() - began) * 1000)
        write("warmed", asked=asked, refused=refused, milliseconds=milliseconds)


def of_this_portal(asked: Callable[[], bool]) -> Warming | None:
    """Return the warming of the answers that pages are made of; None where it is switched off."""
    from copperplate.portal.doors import ANSWERS

    return Warming(ANSWERS, asked) if settings.CONFIGURATION.warms else None


def _places() -> tuple[Holdings, ...]:
    """Return what people who see figures hold, each once, holders of the whole force first."""
    people = Person.objects.filter(is_active=True).prefetch_related("grants")
    held = {holdings_of(person) for person in people}
    return tuple(sorted((one for one in held if Right.FIGURES in one.rights), key=_order))


def _order(holdings: Holdings) -> tuple[bool, list[tuple[str, str, bool]]]:
    held = sorted((one.area, one.audience.value, one.records) for one in holdings.held)
    return "" not in {area for area, _, _ in held}, held


def _questions(state: State, places: tuple[Holdings, ...]) -> Iterator[Callable[[], object]]:
    """Return what is asked first: objectives, and what needs attention, of the widest area held."""
    desks: dict[tuple[Area, Audience], Desk] = {}
    for holdings in places:
        desk = Desk(state=state, holdings=holdings)
        try:
            area = desk.area()
            desks.setdefault((area, desk.audience(area)), desk)
        except Http404:
            continue  # held nowhere any more
    some = list(desks.items())[:MOST_PLACES]
    if state.workspace.has_objectives:
        for (area, _), desk in some:
            yield partial(desk.objectives, area, to=None, known=None)
    for (area, _), desk in some:
        yield partial(desk.attention, area, to=None, known=None)
