"""A moment is read as if every format were tried in turn, whatever formats and texts there are."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copperplate.engines import expressions as sql
from copperplate.engines.duckdb import literal

FORMATS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%d-%m", "%d/%m/%Y",
    "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d.%m.%Y", "%-d/%-m/%Y", "%d-%b-%Y", "%d-%b-%Y %H:%M",
    "%d %B %Y", "%A, %d %B %Y", "%Y%m%d", "%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M:%S.%f", "%Y %j",
    "on the %dth of %B %Y, T%H", "%H:%M %d/%m/%Y", "%a %d/%m/%Y",
)  # fmt: skip
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1))
SIGNS = st.text(alphabet="0123456789-/:. ,+TtZAaPMpmJuneoctSat", max_size=22)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text of a format, as it is or with a sign put in, left out or changed."""
    written = draw(MOMENTS).strftime(draw(st.sampled_from(FORMATS)).replace("%-", "%"))
    if draw(st.booleans()):
        return written
    place = draw(st.integers(0, len(written)))
    gone = draw(st.integers(0, 2))
    return written[:place] + draw(SIGNS.map(lambda s: s[:2])) + written[place + gone :]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(FORMATS), min_size=1, max_size=6, unique=True),
    st.lists(texts() | SIGNS, min_size=1, max_size=12),
)
@example(["%d/%m/%Y", *FORMATS[:3]], ["01/02/2013", "2013-02-01T09:00:00", "2013-02-01 24:00:00"])
@example(["%d-%b-%Y", "%Y-%m-%dT%H:%M:%S"], ["01-Oct-2013", "01-OCT-2013", "2013-10-01T00:00:00"])
def test_a_moment_is_that_of_the_first_format_that_fits(
    formats: list[str], written: list[str]
) -> None:
    listed = ", ".join(literal(one) for one in written)
    in_turn = f"try_strptime(t, [{', '.join(map(literal, formats))}])"
    assert (
        duckdb.execute(
            f"SELECT t, {sql.moment('t', formats)} FROM (SELECT UNNEST([{listed}]) AS t)"
        ).fetchall()
        == duckdb.execute(f"SELECT t, {in_turn} FROM (SELECT UNNEST([{listed}]) AS t)").fetchall()
    )


@pytest.mark.parametrize("written", ["2013-02-01", "2013-02-01 10:00:00", "2013-02-01T10:00:00"])
def test_of_the_usual_formats_one_alone_is_tried(written: str) -> None:
    made = sql.moment("t", ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"))
    ((moment,),) = duckdb.execute(f"SELECT {made} FROM (SELECT '{written}' AS t)").fetchall()
    assert moment.date().isoformat() == "2013-02-01"
    assert made.count("try_strptime") == 3
    assert "', '" not in made
