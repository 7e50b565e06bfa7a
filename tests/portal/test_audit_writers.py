"""The audit's chain under many writers and under kills, and the database's own refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portal.stores import Store, copied


@pytest.fixture(scope="module")
def store(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = copied(portal, tmp_path_factory.mktemp("store") / "w")
    made.does("settle")
    return made


@pytest.mark.slow
def test_two_processes_of_two_threads_leave_one_chain_without_a_gap(store: Store) -> None:
    running = [store.started("write", name, 2, 100, 0) for name in ("one", "two")]
    said = [line for process in running for line in process.communicate(timeout=300)[0].split()]
    assert [process.returncode for process in running] == [0, 0]
    assert len(said) == 400
    told = store.tells("tell")
    assert (told["events"], told["wrong"]) == (400, "")
    assert set(said) < set(told["people"])
    assert len(set(told["about"])) == 400


@pytest.mark.slow
def test_a_process_killed_before_the_end_leaves_neither_the_change_nor_the_event(
    store: Store,
) -> None:
    before = store.tells("tell")
    process = store.started("hold")
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    process.kill()
    process.communicate(timeout=30)
    after = store.tells("tell")
    assert after == before
    assert store.does("write", "after-the-kill", 1, 1, 0) == "after-the-kill-0-0"
    assert store.tells("tell")["events"] == before["events"] + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET what = 'nothing'",
        "UPDATE audit_event SET digest = digest WHERE number = 1",
        "DELETE FROM audit_event",
        "DELETE FROM audit_event WHERE number = 1",
        "TRUNCATE audit_event",
    ],
)
def test_the_database_refuses_to_change_an_event(database: None, statement: str) -> None:
    from django.db import connection, transaction
    from django.db.utils import Error

    from copperplate.portal.audit.chain import record, walk
    from copperplate.portal.audit.models import Event, Kind

    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no such statement")
    record(Kind.CONSULTATION, "something", by=None)
    before = list(Event.objects.values())
    said = "events of the audit are never changed"
    with pytest.raises(Error, match=said), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Event.objects.values()) == before
    assert walk().wrong == ""
