"""Time the portal as it is served: readers who pause, and as many pages as it can.

    python -m bench.portal [--minutes N] [--workspace FOLDER] [--peer PROGRAM]

Of a workspace with records (by default Brumshire's, which 'copperplate demo brumshire' makes):

(a) 50 readers on its measures' pages, each pausing five seconds;
(b) one page that is kept, by 50 connections that do nothing else; once for a board member, once for
    somebody whose every read is written into the audit first.

The floor of (b) is the same server with the same settings, giving the same bytes without asking
anything. The peer is Datasette's page of a small question, if its program is given or found;
what it did on another day is printed otherwise. Client and server share the cores. `wrk` is the
client of (b) where it is installed, and our own where it is not, which takes more of the cores.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

READERS, PAUSE, CONNECTIONS = 50, 5.0, 50
MOST_P95, LEAST_PAGES = 150, 260
# Datasette on two cores on the day the target was set: pages a second, milliseconds.
PEER_THEN = (252, 250)
BRUMSHIRE = Path(__file__).parents[1] / "examples" / "brumshire-2013-14"

FLOOR = """
import sys
from pathlib import Path
from gunicorn.app.base import BaseApplication
from copperplate.portal.serving import server_settings
from copperplate.portal.worker import Worker
body = Path(sys.argv[2]).read_bytes()
head = [("Content-Type", "text/html"), ("Content-Length", str(len(body)))]

def application(environ, start):
    start("200 OK", head)
    return [body]

class Asking(Worker):
    def warming(self):
        return None

class Bare(BaseApplication):
    def load_config(self):
        for name, value in server_settings("127.0.0.1", int(sys.argv[1])).items():
            self.cfg.set(name, value)
        self.cfg.set("worker_class", Asking)

    def load(self):
        return application

Bare().run()
"""


@dataclass(frozen=True)
class Load:
    """What a client saw: pages a second, the 95th percentile in milliseconds, and errors."""

    pages: float
    p95: float
    errors: int


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def served(words: list[str], port: int, path: str = "/") -> Iterator[None]:
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                    break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)


def fetch(port: int, path: str, cookie: str) -> bytes:
    asked = Request(
        f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie, "Accept-Encoding": "gzip"}
    )
    with urlopen(asked, timeout=120) as answer:
        found: bytes = answer.read()
        return found


class Client:
    """One connection that is kept, and what a page took on it."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, float]:
        """Return a page's status and its milliseconds; 0 for a connection that broke."""
        began = time.perf_counter()
        try:
            status = await asyncio.wait_for(self._get(path), 60)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            status, self._streams = 0, None
        return status, (time.perf_counter() - began) * 1000

    async def _get(self, path: str) -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reading, writing = self._streams
        writing.write(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
            f"Cookie: {self._cookie}\r\n\r\n".encode()
        )
        head = (await reading.readuntil(b"\r\n\r\n")).lower()
        length = re.search(rb"content-length: (\d+)", head)
        await reading.readexactly(int(length.group(1)) if length else 0)
        if b"connection: close" in head:
            writing.close()
            self._streams = None
        return int(head.split(b" ", 2)[1])


async def readers(port: int, cookie: str, paths: list[str], seconds: float) -> Load:
    """Let people read: any page, a pause about as long as said, another."""
    ends, draw = time.monotonic() + seconds, random.Random(7)
    seen: list[tuple[int, float]] = []

    async def read() -> None:
        client = Client(port, cookie)
        await asyncio.sleep(draw.uniform(0, PAUSE))
        while time.monotonic() < ends:
            seen.append(await client.get(draw.choice(paths)))
            await asyncio.sleep(draw.uniform(0.8, 1.2) * PAUSE)

    await asyncio.gather(*(read() for _ in range(READERS)))
    return as_load(seen, seconds)


async def _closed(port: int, cookie: str, path: str, seconds: float) -> Load:
    ends = time.monotonic() + seconds
    seen: list[tuple[int, float]] = []

    async def ask() -> None:
        client = Client(port, cookie)
        while time.monotonic() < ends:
            seen.append(await client.get(path))

    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    return as_load(seen, seconds)


def as_load(seen: list[tuple[int, float]], seconds: float) -> Load:
    taken = sorted(milliseconds for _, milliseconds in seen)
    return Load(
        pages=len(seen) / seconds,
        p95=statistics.quantiles(taken, n=20)[-1],
        errors=sum(status != 200 for status, _ in seen),
    )


def closed_loop(port: int, cookie: str, path: str, seconds: float = 20) -> Load:
    """Ask for one page as often as 50 connections can."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return asyncio.run(_closed(port, cookie, path, seconds))
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(
            "done = function(s, l) io.write(string.format('%d %d %d %d', s.requests, s.duration,"
            " l:percentile(95), s.errors.status + s.errors.timeout + s.errors.read)) end\n"
        )
        script.flush()
        said = subprocess.run(
            [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "60s",
             "-s", script.name, "-H", f"Cookie: {cookie}", "-H", "Accept-Encoding: gzip",
             f"http://127.0.0.1:{port}{path}"],
            check=True, capture_output=True, text=True,
        ).stdout.split()[-4:]  # fmt: skip
    requests, microseconds, p95, errors = map(int, said)
    return Load(pages=requests / microseconds * 1e6, p95=p95 / 1000, errors=errors)


def sign_in(workspace: Path) -> dict[str, str]:
    """Make the portal's database with two people; return the cookie of each."""
    from copperplate.portal.configuration import Configuration
    from copperplate.portal.serving import set_up

    set_up(Configuration(workspace=workspace, plain_http=True))
    from django.core.management import call_command
    from django.test import Client as Browser

    call_command("migrate", interactive=False, verbosity=0)
    from copperplate.portal.accounts.models import Grant, Person

    found = {}
    for role, audience in (("board-member", "board"), ("force-analyst", "restricted")):
        person = Person.objects.create(name=role, office="Office")
        Grant.objects.create(person=person, role=role, audience=audience)
        browser = Browser(HTTP_HOST="localhost")
        browser.force_login(person)
        found[audience] = f"session={browser.cookies['session'].value}"
    return found


def datasette(program: str | None, folder: Path) -> Load | None:
    """Serve Datasette's page of a small question, if it is there."""
    program = program or shutil.which("datasette")
    if program is None:
        return None
    database = folder / "peer.db"
    with sqlite3.connect(database) as rows:
        rows.execute("CREATE TABLE counts (month TEXT, unit TEXT, many INTEGER)")
        rows.executemany(
            "INSERT INTO counts VALUES (?, ?, ?)",
            [(f"2013-{m:02}", f"unit {u}", m * u) for m in range(1, 13) for u in range(1, 30)],
        )
    port = free_port()
    asked = "/peer?sql=select+month,sum(many)+from+counts+group+by+month"
    with served([program, "serve", str(database), "--port", str(port)], port):
        with urlopen(f"http://127.0.0.1:{port}{asked}", timeout=10) as answer:
            asked = answer.url.split(str(port), 1)[1]
        return closed_loop(port, "none=1", asked)


def say(name: str, load: Load, promise: str = "") -> None:
    figures = f"{load.pages:>8.1f}/s  p95 {load.p95:>7.1f} ms  {load.errors} errors"
    print(f"{name:<46}{figures}  {promise}", flush=True)


def kept(holds: bool, words: str) -> str:
    return f"{words}: {'kept' if holds else 'BROKEN'}"


def made_pages(port: int, cookie: str) -> list[str]:
    """Have every measure's page made, as the first readers of a day do; return their paths."""
    found, slowest = [], 0.0
    listed = gzip.decompress(fetch(port, "/measures/", cookie)).decode()
    for path in sorted(set(re.findall(r'href="(/measures/[a-z0-9_-]+/)[?"]', listed))):
        try:
            began = time.perf_counter()
            fetch(port, path, cookie)
            slowest = max(slowest, time.perf_counter() - began)
            # Each process makes its own; which one answers is chance.
            for _ in range(8):
                fetch(port, path, cookie)
        except OSError:
            continue  # of what there are no records here
        found.append(path)
    print(f"{len(found)} pages of measures; the first of one took {slowest:.2f} s at most")
    return found


def measure(workspace: Path, minutes: float, folder: Path, peer_program: str | None) -> None:
    """Print one line a load."""
    cookies, port = sign_in(workspace), free_port()
    body, page = folder / "page", "/measures/force_total_crime/"
    program = [sys.executable, "-c", "from copperplate.cli import main; main()"]
    with served(
        [*program, "--workspace", str(workspace), "serve", "--port", str(port)], port, "/healthz"
    ):
        paths = made_pages(port, cookies["board"])
        load = asyncio.run(readers(port, cookies["board"], paths, minutes * 60))
        holds = kept(load.p95 < MOST_P95 and not load.errors, f"p95 under {MOST_P95} ms, no errors")
        say(f"(a) {READERS} readers pausing {PAUSE:g} s, {minutes:g} min", load, holds)
        body.write_bytes(fetch(port, page, cookies["board"]))
        ours = closed_loop(port, cookies["board"], page)
        holds = kept(ours.pages >= LEAST_PAGES and not ours.errors, f"at least {LEAST_PAGES}/s")
        say(f"(b) {CONNECTIONS} connections, a page that is kept", ours, holds)
        for _ in range(8):
            fetch(port, page, cookies["restricted"])
        written = closed_loop(port, cookies["restricted"], page, 10)
        say("    the same, every read written down first", written)
    port = free_port()
    with served([sys.executable, "-c", FLOOR, str(port), str(body)], port):
        floor = closed_loop(port, "none=1", "/")
    say("    floor: the same server, the same bytes", floor, f"{floor.pages / ours.pages:.1f}x")
    peer = datasette(peer_program, folder)
    if peer is None:
        print(f"    peer: Datasette, not here; another day {PEER_THEN[0]}/s, p95 {PEER_THEN[1]} ms")
    else:
        say("    peer: Datasette, a small question", peer, f"{ours.pages / peer.pages:.1f}x")


def main(words: list[str] | None = None) -> None:
    """Copy the workspace, and measure."""
    asked = argparse.ArgumentParser(prog="python -m bench.portal")
    asked.add_argument("--minutes", type=float, default=1)
    asked.add_argument("--workspace", type=Path, default=BRUMSHIRE)
    asked.add_argument("--peer", help="the program of Datasette")
    said = asked.parse_args(words)
    if not (said.workspace / "releases").is_dir():
        print(f"bench.portal: no records in {said.workspace}; 'copperplate demo brumshire' first")
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory() as temporary:
        workspace = Path(temporary) / "w"
        left = shutil.ignore_patterns("portal", "truth", "out")
        shutil.copytree(said.workspace, workspace, ignore=left)
        measure(workspace, said.minutes, Path(temporary), said.peer)


if __name__ == "__main__":
    main()
