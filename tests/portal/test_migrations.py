"""The portal's tables come forward: from nothing, and from each app's first with people in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portal.stores import Store, copied


@pytest.fixture
def store(portal: Path, tmp_path: Path) -> Store:
    return copied(portal, tmp_path / "w")


@pytest.mark.slow
def test_from_the_first_tables_with_people_and_events_to_the_newest(store: Store) -> None:
    first = store.tells("first-tables")
    assert first["migrations"] == {"accounts": "0001_first", "audit": "0001_first"}
    assert store.does("migrate") == "migrated"
    told = store.tells("tell")
    assert (told["events"], told["head"], told["wrong"]) == (3, first["head"], "")
    assert told["people"] == ["one", "two"]
    assert told["grants"] == ["('one', 'board-member', '', 'board')"]
    assert store.does("write", "later", 1, 2, 0).split() == ["later-0-0", "later-0-1"]
    assert store.tells("tell")["wrong"] == ""


@pytest.mark.slow
def test_bringing_the_tables_forward_again_changes_nothing(store: Store) -> None:
    store.does("settle")
    before = store.tells("tell")
    assert store.does("migrate") == "migrated"
    assert store.tells("tell") == before


@pytest.mark.slow
@pytest.mark.parametrize("words", [("serve", "--port", 1), ("backup", "one.tar.gz")])
def test_tables_of_a_newer_version_are_left_alone(store: Store, words: tuple[object, ...]) -> None:
    store.does("settle")
    store.does("of-a-newer-version")
    before = store.tells("tell")
    ran = store.runs(*words)
    assert (ran.code, "V107" in ran.errors) == (6, True), ran.errors
    assert "no way back but a backup" in ran.errors
    assert store.tells("tell") == before


def test_every_change_of_a_model_has_its_migration(database: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_migration_can_be_undone_that_would_let_an_event_be_changed(database: None) -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    step = MigrationLoader(connection).graph.nodes["audit", "0002_append_only"]
    assert [operation.reversible for operation in step.operations] == [False]
