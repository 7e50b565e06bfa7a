"""Measures counted in one reading: each is answered as if it were asked for by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copperplate.periods import PeriodKind
from copperplate.query import Answer, Territory, count_together, run_measure
from tests.builders import engine_over, release
from tests.spec.recorded import FORCE, OURS, book, count, covers, crime, day

LATER = release("extract", "2014-04-20", "later")
MEASURES = book(
    crimes=count(),
    shoplifting=count(more="where: offence_group = 'shoplifting'\n"),
    robbery=count(more="where: offence_group = 'robbery' and not domestic_abuse = true\n"),
    others=count(more="where: offence_group <> 'shoplifting'\n"),
    shoplifting_given=count(more="dated_by: outcome\nwhere: offence_group = 'shoplifting'\n"),
    robbery_given=count(more="dated_by: outcome\nwhere: offence_group = 'robbery'\n"),
)
AREAS = {FORCE: "force", "U1": "policing_unit", "U2": "policing_unit", "W1": "ward"}
COVERED = ("2013-01-01", "2014-03-14", "day")

days = st.integers(0, 437).map(lambda number: day("2013-01-01") + timedelta(number))


@st.composite
def crimes(draw: st.DrawFn) -> list[object]:
    on = draw(days)
    to = on + timedelta(draw(st.sampled_from([0, 0, 0, 1, 40])))
    given_on = draw(st.none() | days)
    return crime(
        on.isoformat(),
        to.isoformat(),
        offence_group=draw(st.sampled_from(["shoplifting", "robbery", None])),
        domestic_abuse=draw(st.sampled_from([True, False, None])),
        policing_unit=draw(st.sampled_from(["U1", "U2", "U3", None])),
        ward=draw(st.sampled_from(["W1", "W2", None])),
        outcome_from=given_on,
        outcome_to=given_on,
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(crimes(), max_size=40), st.lists(crimes(), max_size=10), st.sampled_from(["month", "year-to-date"])
)  # fmt: skip
def test_what_is_counted_together_is_what_is_counted_alone(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[object]],
    more: list[list[object]],
    kind: str,
) -> None:
    """Whole answers: values, marks, what was left out, releases, and the statements shown."""
    tables = {
        "crimes": {OURS.identity: rows, LATER.identity: rows + more},
        "coverage": {
            OURS.identity: covers("crimes", COVERED),
            LATER.identity: covers("crimes", (COVERED[0], "2014-04-14", "day")),
        },
    }
    places = {code: Territory(column=column, force=FORCE) for code, column in AREAS.items()}

    def answered(engine: object, identity: str) -> Answer:
        return run_measure(
            MEASURES[identity],
            MEASURES,
            engine=engine,  # type: ignore[arg-type]
            releases=(OURS, LATER),
            areas=tuple(AREAS),
            kind=PeriodKind(kind),
            territories=places,
        )

    folder = tmp_path_factory.mktemp("together")
    with engine_over(folder, tables) as engine:
        alone = {identity: answered(engine, identity) for identity in MEASURES.measures}
    with engine_over(tmp_path_factory.mktemp("together"), tables) as engine:
        count_together(
            [(measure, PeriodKind(kind)) for measure in MEASURES.measures.values()],
            MEASURES,
            engine=engine,
            releases=(OURS, LATER),
            territories=places,
            to=None,
        )
        together = {identity: answered(engine, identity) for identity in MEASURES.measures}
    assert together == alone


def test_nothing_is_asked_again_that_was_asked_together(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The engine is closed once all was asked together: what it has not kept, nobody can ask."""
    tables = {
        "crimes": {OURS.identity: [crime("2013-04-02", offence_group="shoplifting")]},
        "coverage": {OURS.identity: covers("crimes", COVERED)},
    }
    places = {FORCE: Territory(column="force", force=FORCE)}
    with engine_over(tmp_path_factory.mktemp("together"), tables) as engine:
        count_together(
            [(measure, PeriodKind.MONTH) for measure in MEASURES.measures.values()],
            MEASURES,
            engine=engine,
            releases=(OURS,),
            territories=places,
            to=None,
        )
    for identity in ("crimes", "shoplifting", "robbery", "others"):
        found = run_measure(
            MEASURES[identity],
            MEASURES,
            engine=engine,
            releases=(OURS,),
            areas=(FORCE,),
            kind=PeriodKind.MONTH,
            territories=places,
        )
        values = [one.value for one in found.series[FORCE].observations if one.value]
        assert values == ([1.0] if identity in ("crimes", "shoplifting") else [])
