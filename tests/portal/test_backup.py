"""A backup taken while people write, put back into an empty place; and those that are refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import shutil
import tarfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Ran, run_apart
from tests.portal.conftest import DATABASE
from tests.portal.stores import Store, copied, empty_database
from tests.stopping import everything

# Two hundred a minute are asked for; this is six times as many.
WRITES_A_SECOND = 20


@dataclass(frozen=True)
class Drill:
    """A portal, and a backup of it taken under load.

    Attributes:
        acknowledged: Who had been added by the time the backup was asked for.
        link, session: What let somebody in at the time.
    """

    store: Store
    file: Path
    ran: Ran
    acknowledged: frozenset[str]
    link: str
    session: str


@dataclass(frozen=True)
class Restored:
    """Where a backup was put back, what the command said, and what was there at first."""

    store: Store
    ran: Ran
    told: Any


@pytest.fixture(scope="module")
def drill(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Drill:
    folder = tmp_path_factory.mktemp("drill")
    store = copied(portal, folder / "w")
    store.does("settle")
    link, session = store.does("lets-in").split()
    (store.workspace / "password.txt").write_text("hunter two")
    (store.workspace / "pseudonym.key").write_text("0" * 64)
    (store.workspace / "releases" / "other.key").write_text("1" * 64)
    writing = store.started("write", "load", 2, 10_000, 2 / WRITES_A_SECOND)
    said: list[str] = []

    def listen() -> None:
        assert writing.stdout is not None
        said.extend(line.strip() for line in writing.stdout)

    listener = threading.Thread(target=listen)
    listener.start()
    while len(said) < 20:
        time.sleep(0.05)
    acknowledged, began = frozenset(said), time.monotonic()
    ran = store.runs("backup", folder / "one.tar.gz")
    lasted, during = time.monotonic() - began, len(said) - len(acknowledged)
    writing.kill()
    writing.wait(timeout=30)
    listener.join(timeout=30)
    assert writing.stdout is not None
    writing.stdout.close()
    # The writers were not kept waiting: without this the test would be of a quiet portal.
    assert during > lasted * 200 / 60, (during, lasted)
    return Drill(store, folder / "one.tar.gz", ran, acknowledged, link, session)


@pytest.fixture(scope="module")
def restored(drill: Drill, tmp_path_factory: pytest.TempPathFactory) -> Restored:
    store = Store(tmp_path_factory.mktemp("restored") / "w", empty_database())
    ran = restore(drill.file, store)
    assert ran.code == 0, ran.errors
    return Restored(store, ran, store.tells("tell"))


def restore(file: Path, store: Store) -> Ran:
    return run_apart("restore", file, "--into", store.workspace, environment=store.environment)


@pytest.mark.slow
def test_what_was_acknowledged_before_it_began_is_there_and_the_chain_is_whole(
    drill: Drill, restored: Restored
) -> None:
    told = restored.told
    assert drill.acknowledged <= set(told["people"])
    assert told["wrong"] == ""
    heads = re.findall(r"[Ee]vent (\d+), ([0-9a-f]{64})", drill.ran.errors + restored.ran.output)
    assert heads == [(str(told["events"]), told["head"])] * 2
    # Every person of the load has their event and every event its person: one moment, not two.
    assert len(told["about"]) == sum(name.startswith("load-") for name in told["people"])
    there = drill.store.tells("tell")
    assert there["grants"] == told["grants"]
    assert set(told["made"]) <= set(there["made"])
    assert told["offices"] == there["offices"]


@pytest.mark.slow
def test_pages_are_the_same_byte_for_byte(drill: Drill, restored: Restored) -> None:
    before, after = drill.store.tells("pages"), restored.store.tells("pages")
    assert before == after
    assert {200, 404} == {status for status, _ in after.values()}


@pytest.mark.slow
def test_the_workspace_is_as_it_was_and_its_releases_cannot_be_written(
    drill: Drill, restored: Restored
) -> None:
    was, is_ = everything(drill.store.workspace), everything(restored.store.workspace)
    left = {name for name in set(was) - set(is_) if was[name] != "folder"}
    assert {name for name in left if not name.startswith("portal")} == {
        "password.txt",
        "pseudonym.key",
        "releases/other.key",
        ".copperplate-lock",
    }
    assert {name for name in is_ if was.get(name) != is_[name]} == {
        "portal/portal.sqlite3" if not DATABASE else "portal/secret.key",
        "portal/secret.key",
    }
    for path in (restored.store.workspace / "releases").rglob("*"):
        assert path.is_dir() or path.stat().st_mode & 0o777 == 0o444
    for path in (restored.store.workspace / "portal").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_restored_portal_is_written_on(restored: Restored) -> None:
    store = restored.store
    before = store.tells("tell")
    assert store.does("write", "afterwards", 1, 3, 0).split()[-1] == "afterwards-0-2"
    after = store.tells("tell")
    assert (after["events"], after["wrong"]) == (before["events"] + 3, "")


@pytest.mark.slow
def test_nothing_in_it_lets_anybody_in(drill: Drill, restored: Restored) -> None:
    text = gzip.decompress(drill.file.read_bytes())
    secrets = [
        drill.session,
        hashlib.sha256(drill.link.split("/")[2].encode()).hexdigest(),
        drill.link.split("/")[2],
        (drill.store.workspace / "portal" / "secret.key").read_text().strip(),
        "hunter two",
        "0" * 64,
        "1" * 64,
    ]
    assert [secret for secret in secrets if secret.encode() in text] == []
    assert restored.told["lets in"] == [0, 0, 0]
    assert drill.file.stat().st_mode & 0o777 == 0o600
    with tarfile.open(drill.file) as archive:
        names = set(archive.getnames())
    assert {name for name in names if name.startswith("database/")} == {
        "database/accounts.person.ndjson",
        "database/accounts.grant.ndjson",
        "database/audit.event.ndjson",
        "database/audit.head.ndjson",
    }


def test_every_table_is_kept_or_left_out_for_a_reason(database: None) -> None:
    from django.apps import apps

    from copperplate.portal.backup.rows import KEPT, LEFT_OUT

    every = {model._meta.label_lower for model in apps.get_models()}
    assert every == set(KEPT) | set(LEFT_OUT)
    assert not set(KEPT) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


@pytest.mark.slow
def test_its_checksum_is_printed_as_sha256sum_reads_it(drill: Drill) -> None:
    said, name = drill.ran.output.strip().split("  ")
    assert (said, name) == (hashlib.sha256(drill.file.read_bytes()).hexdigest(), str(drill.file))


@pytest.mark.slow
def test_it_is_never_written_over_anything(drill: Drill, restored: Restored) -> None:
    taken = drill.store.runs("backup", drill.file)
    assert (taken.code, "V104" in taken.errors) == (6, True)
    again = restore(drill.file, restored.store)
    assert (again.code, "V104" in again.errors) == (6, True)
    assert "may be newer than the backup" in again.errors


@pytest.mark.slow
def test_a_database_with_tables_is_refused(drill: Drill, tmp_path: Path) -> None:
    if not DATABASE:
        pytest.skip("a file of SQLite lies in the folder, which is not there yet")
    store = Store(tmp_path / "w", drill.store.database)
    before = drill.store.tells("tell")
    ran = restore(drill.file, store)
    assert (ran.code, "V104" in ran.errors, "the portal's database" in ran.errors) == (
        6,
        True,
        True,
    )
    assert not store.workspace.exists()
    assert drill.store.tells("tell") == before


# Archives that somebody changed

Members = list[tuple[tarfile.TarInfo, bytes]]


def members_of(file: Path) -> Members:
    with tarfile.open(file) as archive:
        return [(one, (archive.extractfile(one) or io.BytesIO()).read()) for one in archive]


def as_archive(members: Members, *, after: bytes = b"") -> bytes:
    blocks = b"".join(
        head.tobuf(tarfile.GNU_FORMAT) + body + bytes(-len(body) % 512) for head, body in members
    )
    return gzip.compress(blocks + bytes(1024) + after, 1)


def member(name: str, body: bytes = b"", *, of: bytes = tarfile.REGTYPE, to: str = "") -> Members:
    head = tarfile.TarInfo(name)
    head.size, head.type, head.linkname = len(body), of, to
    return [(head, body)]


def with_manifest(members: Members, change: Callable[[dict], None] = lambda said: None) -> Members:  # type: ignore[type-arg]
    """Return members with a manifest that lists them as they are, whatever else is changed."""
    said = json.loads(members[0][1])
    said["files"] = [
        [head.name, len(body), hashlib.sha256(body).hexdigest()] for head, body in members[1:]
    ]
    change(said)
    return member("manifest.json", json.dumps(said).encode()) + members[1:]


def altered(members: Members, name: str, change: Callable[[bytes], bytes]) -> Members:
    found = [(head, change(body) if head.name == name else body) for head, body in members]
    assert found != members
    return [pair for head, body in found for pair in member(head.name, body)]


WORDS = "workspace/words/march/crime.md"
EVENTS = "database/audit.event.ndjson"


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def without_last_line(data: bytes) -> bytes:
    return data[: data.rstrip(b"\n").rindex(b"\n") + 1]


def bomb(members: Members) -> bytes:
    """Return an archive whose manifest says that a file is larger than any disk."""
    return as_archive(
        with_manifest(members, lambda said: said["files"].append(["workspace/out/x", 1 << 60, "0" * 64]))
    )  # fmt: skip


CHANGED: dict[str, tuple[str, Callable[[Members, bytes], bytes]]] = {
    "nothing at all": ("V105", lambda m, raw: b""),
    "a page": ("V105", lambda m, raw: b"<!doctype html><title>Not found</title>"),
    "another archive": ("V105", lambda m, raw: as_archive(member("a.txt", b"a"))),
    "an archive in an archive": ("V105", lambda m, raw: gzip.compress(raw)),
    "cut in half": ("V105", lambda m, raw: raw[: len(raw) // 2]),
    "the last byte cut off": ("V105", lambda m, raw: raw[:-1]),
    "cut after the manifest": ("V105", lambda m, raw: as_archive(m[:1])),
    "a byte flipped in the middle": ("V105", lambda m, raw: flipped(raw, len(raw) // 2)),
    "a byte flipped in the checksum": ("V105", lambda m, raw: flipped(raw, len(raw) - 6)),
    "words changed": (
        "V105", lambda m, raw: as_archive(altered(m, WORDS, lambda b: flipped(b, len(b) - 3)))),
    "words changed, and the manifest": (
        "V108",
        lambda m, raw: as_archive(with_manifest(altered(m, WORDS, lambda b: flipped(b, len(b) - 3))))),
    "an event changed, and the manifest": (
        "V108",
        lambda m, raw: as_archive(
            with_manifest(altered(m, EVENTS, lambda b: b.replace(b"person added", b"person adder", 1)))
        )),
    "the newest event cut off, and the manifest": (
        "V108", lambda m, raw: as_archive(with_manifest(altered(m, EVENTS, without_last_line)))),
    "the audit emptied": (
        "V108", lambda m, raw: as_archive(with_manifest(altered(m, EVENTS, lambda b: b"")))),
    "a row without a column": (
        "V105",
        lambda m, raw: as_archive(
            with_manifest(altered(m, EVENTS, lambda b: b.replace(b'"office":', b'"offices":', 1))))),
    "a grant of nobody": (
        "V105",
        lambda m, raw: as_archive(
            with_manifest(altered(m, "database/accounts.grant.ndjson",
                                  lambda b: b.replace(b'"person_id":', b'"person_id":99999', 1))))),
    "a file more than is listed": (
        "V106", lambda m, raw: as_archive([*m, *member("workspace/out/more.txt", b"more")])),
    "a file listed twice": ("V106", lambda m, raw: as_archive(with_manifest([*m, m[-1]]))),
    "bytes after the end": ("V106", lambda m, raw: as_archive(m, after=b"x" * 512)),
    "zeros after the end": ("V106", lambda m, raw: as_archive(m, after=bytes(5_000_000))),
    "a longer file than listed": (
        "V106",
        lambda m, raw: as_archive([*m[:-1], *member(m[-1][0].name, m[-1][1] + b"more")])),
    "larger than any disk": ("V111", lambda m, raw: bomb(m)),
    "a newer edition": (
        "V107", lambda m, raw: as_archive(with_manifest(m, lambda said: said.update(edition=2)))),
    "tables of a newer version": (
        "V107",
        lambda m, raw: as_archive(
            with_manifest(m, lambda said: said["migrations"].update(accounts="0999_later")))),
    "a table nobody knows": (
        "V107",
        lambda m, raw: as_archive(with_manifest([*m, *member("database/accounts.later.ndjson")]))),
}  # fmt: skip
for _name in (
    "../escaped.yaml",
    "workspace/../escaped.yaml",
    "workspace/out/../../../escaped.txt",
    "/etc/cron.d/escaped",
    "workspace//out/escaped",
    "workspace/out/./escaped",
    "workspace/portal/secret.key",
    "workspace/portal/portal.sqlite3",
    "workspace/pseudonym.key",
    "workspace/out/pseudonym.key",
    "workspace/.git/hooks/pre-commit",
    "workspace/out/.hidden",
    "workspace/elsewhere/file.txt",
    "workspace/out/a\nb",
    "workspace/out",
    "database/accounts.welcome.ndjson/x",
    "manifest.json",
):
    CHANGED[f"a file named {_name!r}"] = (
        "V106",
        lambda m, raw, name=_name: as_archive(with_manifest([*m, *member(name, b"x")])),
    )
for _kind, _of, _to in (
    ("symbolic link out", tarfile.SYMTYPE, "/etc/passwd"),
    ("hard link", tarfile.LNKTYPE, WORDS),
    ("device", tarfile.CHRTYPE, ""),
    ("pipe", tarfile.FIFOTYPE, ""),
    ("folder", tarfile.DIRTYPE, ""),
    ("long name", tarfile.GNUTYPE_LONGNAME, ""),
    ("extended header", tarfile.XHDTYPE, ""),
):
    CHANGED[f"a {_kind}"] = (
        "V106",
        lambda m, raw, of=_of, to=_to: as_archive(
            with_manifest([*m, *member("workspace/out/odd", of=of, to=to)])
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_archive_is_refused_and_leaves_nothing(
    drill: Drill, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copperplate.errors import Refusal
    from copperplate.portal.backup import restoring

    code, change = CHANGED[name]
    file = tmp_path / "changed.tar.gz"
    file.write_bytes(change(members_of(drill.file), drill.file.read_bytes()))
    before = everything(tmp_path)
    if code in NEEDS_DATABASE or name in NEEDS_DATABASE:
        store = Store(tmp_path / "w", empty_database())
        ran = restore(file, store)
        assert (ran.code, ran.errors.count(code)) in ((4, 1), (6, 1)), ran.errors
        assert "Traceback" not in ran.errors
    else:
        # Refused before the database is thought of, so that no process of its own is needed.
        monkeypatch.setattr(restoring, "_fill", lambda *_: pytest.fail("it got as far as the rows"))
        with pytest.raises(Refusal) as refused:
            restoring.restore(file, tmp_path / "w")
        assert [problem.code for problem in refused.value.problems] == [code]
    assert everything(tmp_path) == before
    assert not Path("/etc/cron.d/escaped").exists()


# Refused where rows are put back, so that a process with an empty database of its own is needed.
NEEDS_DATABASE = {
    "V108", "a row without a column", "a grant of nobody",
    "tables of a newer version", "a table nobody knows",
}  # fmt: skip


@pytest.mark.slow
def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    from copperplate.errors import BadInput
    from copperplate.portal.backup.restoring import restore as put_back

    with pytest.raises(BadInput, match="There is no such file"):
        put_back(tmp_path / "none.tar.gz", tmp_path / "w")
    with pytest.raises(BadInput, match="There is no such file"):
        put_back(tmp_path, tmp_path / "w")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("words/march/link.md", "It is a link"),
        (f"out/{'x' * 120}.txt", "too long for a backup"),
        ("out/a\\b.txt", "signs that a backup cannot keep"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_written(
    portal: Path, tmp_path: Path, name: str, said: str
) -> None:
    store = copied(portal, tmp_path / "w")
    path = store.workspace / name
    if "link" in name:
        path.symlink_to("crime.md")
    else:
        path.write_text("x")
    ran = store.runs("backup", tmp_path / "one.tar.gz")
    assert (ran.code, "V109" in ran.errors, said in ran.errors) == (6, True, True), ran.errors
    assert [one.name for one in tmp_path.iterdir()] == ["w"]


@pytest.mark.slow
def test_the_same_portal_gives_the_same_bytes_but_for_what_was_written_of_it(
    portal: Path, tmp_path: Path
) -> None:
    store = copied(portal, tmp_path / "w")
    store.does("settle")
    for name in ("one", "two"):
        assert store.runs("backup", tmp_path / name).code == 0
        shutil.rmtree(store.workspace / "unused", ignore_errors=True)
    one, two = (members_of(tmp_path / name) for name in ("one", "two"))
    differ = [a.name for (a, x), (b, y) in zip(one, two, strict=True) if (a.name, x) != (b.name, y)]
    assert differ == ["manifest.json", "database/audit.event.ndjson", "database/audit.head.ndjson"]
