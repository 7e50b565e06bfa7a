"""Records in words: what a list shows of each, in which order, and what it never shows."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from copperplate.areas import Area, AreaKind, AreaRegister
from copperplate.periods import month
from copperplate.portal.performance.record_rows import record_table
from copperplate.query.listing import Listed, Said
from copperplate.query.record_sql import told_of
from copperplate.schema import TABLES

UNIT = AreaKind.NEIGHBOURHOOD_POLICING_UNIT
REGISTER = AreaRegister([Area(code="U1", name="Oak", kind=UNIT)])
MARCH = date(2014, 3, 9)


def listed(*said: dict[str, Said], table: str = "crimes", files: tuple[str, ...] = ()) -> Listed:
    columns = told_of(TABLES[table])
    recorded = {"recorded_from": MARCH, "recorded_to": MARCH}
    return Listed(
        measure="m",
        area="U1",
        period=month(2014, 3),
        release="r",
        table=table,
        records=tuple(
            (f"C{number}", files[number] if files else "a.csv", number + 2)
            for number in range(len(said))
        ),
        columns=columns,
        said=tuple(tuple({**recorded, **one}.get(name) for name in columns) for one in said),
        query="",
    )


@pytest.mark.parametrize(
    ("said", "heading", "words"),
    [
        ({"recorded_from": date(2014, 3, 9)}, "Recorded", "9 March 2014"),
        ({"recorded_from": date(2014, 3, 1), "recorded_to": date(2014, 3, 31)}, "Recorded", "March 2014"),
        ({"recorded_from": date(2014, 3, 1), "recorded_to": date(2014, 3, 9)}, "Recorded", "1 to 9 March 2014"),
        ({"recorded_from": date(2014, 2, 9)}, "Recorded", "9 February 2014 to 9 March 2014"),
        ({"committed_from": datetime(2014, 3, 8, 23, 5), "committed_to": datetime(2014, 3, 8, 23, 5)}, "Occurred", "8 March 2014, 23:05"),
        # Midnight is what stands where only the day is known.
        ({"committed_from": datetime(2014, 3, 8), "committed_to": datetime(2014, 3, 8)}, "Occurred", "8 March 2014"),
        ({"committed_from": datetime(2014, 3, 8, 1), "committed_to": datetime(2014, 3, 9)}, "Occurred", "8 to 9 March 2014"),
        ({"offence": "34B"}, "Offence", "Robbery of personal property (34B)"),
        ({"category": "drugs"}, "Category", "Drugs"),
        ({"policing_unit": "U1"}, "Unit", "Oak"),
        ({"policing_unit": "U9"}, "Unit", "U9"),
        ({"district": "E9"}, "District", "E9"),
        ({"knife": True, "alcohol": True, "gang": False}, "Markers", "Knife, alcohol"),
        ({"outcome_type": "1"}, "Outcome", "Charge or summons"),
        ({"outcome": "Under\u202e way"}, "Outcome", "Under way"),
    ],
)  # fmt: skip
def test_what_a_record_says(said: dict[str, Said], heading: str, words: str) -> None:
    found = record_table(listed(said), REGISTER)
    assert dict(zip([one.heading for one in found.columns], found.rows[0], strict=True))[heading] == words  # fmt: skip


def test_a_column_stands_where_a_record_says_something_and_in_reading_order() -> None:
    found = record_table(
        listed({}, {"outcome_type": "1", "offence": "34B", "alcohol": True, "policing_unit": "U1"}),
        REGISTER,
    )
    assert [one.heading for one in found.columns] == [
        *("Identifier", "Recorded", "Offence", "Unit", "Markers", "Outcome", "Row")
    ]
    assert found.rows[0] == ("C0", "9 March 2014", "", "", "", "", "2")
    assert found.file == "a.csv"
    apart = record_table(listed({}, {}, files=("a.csv", "b.csv")), REGISTER)
    assert (apart.columns[-1].heading, apart.rows[1][-1], apart.file) == (
        *("Stands in", "b.csv, row 3"),
        "",
    )


@pytest.mark.parametrize(
    ("by", "backwards", "order"),
    [
        ("identifier", False, "0123"),
        ("identifier", True, "3210"),
        ("recorded", False, "1023"),
        ("recorded", True, "0231"),
        # What is not said comes last, whichever way; otherwise as listed.
        ("offence", False, "2301"),
        ("offence", True, "3201"),
        ("stands", True, "3210"),
    ],
)
def test_the_orders_of_a_list(by: str, backwards: bool, order: str) -> None:
    earlier = {"recorded_from": date(2014, 3, 8), "recorded_to": date(2014, 3, 8)}
    found = record_table(listed({}, earlier, {"offence": "28A"}, {"offence": "34B"}), REGISTER)
    rows = found.ordered(by, backwards=backwards)
    assert "".join(row[0][1:] for row in rows) == order


def test_nothing_else_that_leads_to_somebody_is_told() -> None:
    """Of each table of records: its own identifier, and no column that is personal."""
    for table in TABLES.values():
        if table.of_records:
            told = {name: table.column(name) for name in told_of(table)}
            assert [name for name, one in told.items() if one is None or one.personal] == []
            assert not {"victim", "caller", "location", "longitude", "latitude"} & set(told)


def test_no_record_is_an_empty_table() -> None:
    found = record_table(listed(), REGISTER)
    assert (found.columns, found.rows, found.file) == ((), (), "")
