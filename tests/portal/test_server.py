"""The portal as it is served: to the slow, to the many, to the hostile, and when it is stopped."""

from __future__ import annotations

import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.portal.stores import Store, copied

pytestmark = pytest.mark.slow


@dataclass
class Server:
    """A portal that is served, and what it wrote to its journal."""

    process: subprocess.Popen[str]
    port: int
    journal: list[str] = field(default_factory=list)

    def get(
        self, path: str = "/healthz", *, within: float = 30, **headers: str
    ) -> tuple[int, float]:
        """Ask for a page; return its status and the seconds it took."""
        began = time.monotonic()
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=within)
        try:
            asked.request("GET", path, headers=headers)
            answer = asked.getresponse()
            answer.read()
            return answer.status, time.monotonic() - began
        finally:
            asked.close()

    def open(self, data: bytes = b"") -> socket.socket:
        """Open a connection and send something."""
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        sock.sendall(data)
        return sock

    def asks(self, data: bytes) -> bytes:
        """Send something, and return all that comes back until the connection is closed."""
        with self.open() as sock:
            # Refused before all of it was sent.
            with suppress(BrokenPipeError, ConnectionResetError):
                sock.sendall(data)
            return everything_from(sock)

    @property
    def children(self) -> list[int]:
        text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(one) for one in text.split()]

    @property
    def memory(self) -> int:
        """Kilobytes in memory, of all its processes."""
        said = [Path(f"/proc/{one}/status").read_text() for one in self.children]
        return sum(int(re.search(r"VmRSS:\s+(\d+)", one).group(1)) for one in said)  # type: ignore[union-attr]

    def stop(self, signum: int = signal.SIGTERM) -> int:
        self.process.send_signal(signum)
        return self.process.wait(timeout=40)


def everything_from(sock: socket.socket) -> bytes:
    found = b""
    with suppress(ConnectionResetError):
        while piece := sock.recv(65536):
            found += piece
    return found


def serve(store: Store) -> Server:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", "from copperplate.cli import main; main()",
         "--workspace", store.workspace, "serve", "--port", str(port)],
        env={**os.environ, **store.environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    server = Server(process, port)

    def listen() -> None:
        assert process.stderr is not None
        with process.stderr:
            server.journal.extend(process.stderr)

    threading.Thread(target=listen).start()
    for _ in range(200):
        try:
            if server.get()[0] == 200:
                return server
        except OSError:
            time.sleep(0.1)
    raise AssertionError("".join(server.journal))


@pytest.fixture(scope="module")
def store(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = copied(portal, tmp_path_factory.mktemp("served") / "w")
    made.does("settle")
    return made


@pytest.fixture(scope="module")
def server(store: Store) -> Iterator[Server]:
    found = serve(store)
    yield found
    assert found.stop() == 0


def p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95) - 1]


HALF = b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nX-Sl"
FORM = b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\nname="


@pytest.mark.parametrize("begun", [b"", HALF, FORM], ids=["nothing", "half a head", "half a form"])
def test_200_who_send_half_a_request_and_wait_keep_nobody_waiting(
    server: Server, begun: bytes
) -> None:
    slow = [server.open(begun) for _ in range(200)]
    try:
        asked = [server.get("/sign-in/") for _ in range(40)]
    finally:
        for sock in slow:
            sock.close()
    assert {status for status, _ in asked} == {200}
    assert p95([seconds for _, seconds in asked]) < 1


def test_more_connections_than_there_is_room_for_keep_nobody_out(server: Server) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
    kept = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    slow = [server.open((HALF, kept, FORM)[number % 3]) for number in range(1500)]
    try:
        asked = [server.get("/sign-in/") for _ in range(40)]
    finally:
        for sock in slow:
            sock.close()
    assert {status for status, _ in asked} == {200}
    assert p95([seconds for _, seconds in asked]) < 1


def test_who_sends_a_byte_a_second_is_told_that_it_took_too_long(server: Server) -> None:
    began = time.monotonic()
    with server.open(HALF) as sock:
        sock.settimeout(1)
        answer = b""
        while not answer and time.monotonic() - began < 20:
            sock.sendall(b"o")
            try:
                answer = sock.recv(1000)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert 9 < time.monotonic() - began < 14


def test_50_who_do_not_take_their_answer_keep_nobody_waiting(server: Server) -> None:
    style = server.asks(request("GET", stylesheet(server)))
    font = re.search(r"/assets/[^)\"']+[.]woff2", style.decode())
    assert font is not None
    asked_for = f"GET {font.group()} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    # More than the system keeps for them by itself, so that the server has the rest.
    many = 8_000_000 // len(server.asks(request("GET", font.group())))
    slow = []
    for number in range(50):
        sock = socket.socket()
        if number:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", server.port))
        sock.sendall(asked_for * many)
        slow.append(sock)
    try:
        # What the system takes for them is work like any other; then they wait.
        until = time.monotonic() + 30
        while any(server.get("/sign-in/") > (200, 0.1) for _ in range(10)):
            assert time.monotonic() < until
            time.sleep(0.2)
        asked = [server.get("/sign-in/") for _ in range(40)]
        # And who takes slowly is given all of it in the end.
        slow[0].settimeout(20)
        slow[0].shutdown(socket.SHUT_WR)
        whole = everything_from(slow[0])
    finally:
        for sock in slow:
            sock.close()
    assert {status for status, _ in asked} == {200}
    assert p95([seconds for _, seconds in asked]) < 1
    assert whole.count(b"HTTP/1.1 200 OK") == many


def stylesheet(server: Server) -> str:
    page = server.asks(request("GET", "/sign-in/"))
    found = re.search(rb"/assets/portal-[0-9a-f]+\.css", page)
    assert found is not None
    return found.group().decode()


def request(method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "Connection: close")
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n" + body


BIG = 200_000_000
REFUSED = {
    "a long address": (414, request("GET", "/" + "a" * 4000)),
    "an endless address": (431, b"GET /" + b"a" * 100_000),
    "a long header": (431, request("GET", "/", "X-Long: " + "a" * 5000)),
    "many headers": (431, request("GET", "/", *(f"X-{n}: a" for n in range(100)))),
    "endless headers": (431, b"GET / HTTP/1.1\r\n" + b"X-Long: aaaaaaaaaa\r\n" * 10_000),
    "a form of 200 megabytes": (413, request("POST", "/sign-in/", f"Content-Length: {BIG}")),
    "a form of more digits than there are bytes": (
        413, request("POST", "/sign-in/", "Content-Length: " + "9" * 4000)),
    "a body in chunks": (
        411, request("POST", "/sign-in/", "Transfer-Encoding: chunked", body=b"5\r\nname=\r\n0\r\n\r\n")),
    "no language of ours": (400, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"),
    "a line that is none": (400, b"GET\r\n\r\n"),
    "two lengths": (
        400, request("POST", "/sign-in/", "Content-Length: 1", "Content-Length: 2", body=b"ab")),
    "a folded header": (400, request("GET", "/", "X-A: b\r\n c")),
    "another host": (400, b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_too_large_or_unreadable_is_refused_with_a_status(
    server: Server, name: str
) -> None:
    status, data = REFUSED[name]
    answer = server.asks(data)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer[:100]
    assert server.get()[0] == 200


def test_large_requests_take_no_memory(server: Server) -> None:
    hostile = [REFUSED[name][1] for name in ("endless headers", "an endless address")]
    flood = REFUSED["a form of 200 megabytes"][1] + b"x" * 3_000_000

    def once() -> None:
        for data in (*hostile, flood):
            server.asks(data)

    for _ in range(5):
        once()
    before = server.memory
    for _ in range(40):
        once()
    assert server.memory < before * 1.05


def test_500_at_once_are_served_or_told_to_come_back_and_it_is_quick_again(server: Server) -> None:
    found: list[int | str] = []

    def ask() -> None:
        try:
            found.append(server.get("/sign-in/", within=60)[0])
        except OSError as error:
            found.append(type(error).__name__)

    asking = [threading.Thread(target=ask) for _ in range(500)]
    began = time.monotonic()
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert set(found) <= {200, 503}
    assert len(found) == 500
    while (now := server.get("/sign-in/"))[1] > 0.15:
        assert time.monotonic() - began < 30
    assert now[0] == 200


def test_several_requests_sent_at_once_are_answered_in_turn(server: Server) -> None:
    one = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with server.open(one * 3 + request("GET", "/healthz")) as sock:
        answers = everything_from(sock)
    assert answers.count(b"HTTP/1.1 200 OK") == 4
    assert answers.endswith(b"well\n")


def test_no_answer_says_which_version_of_what_serves_it(server: Server) -> None:
    for data in (
        request("GET", "/sign-in/"),
        request("GET", "/none"),
        *(d for _, d in REFUSED.values()),
    ):
        head = server.asks(data).split(b"\r\n\r\n")[0].lower()
        assert not re.search(rb"gunicorn/|python|django|x-powered-by|server:.*\d", head), head


def test_the_journal_holds_no_address_no_name_and_no_word_of_an_answer(server: Server) -> None:
    canaries = ["wren4471", "osprey5582", "plover6693", "dunnock7704"]
    wren, osprey, plover, dunnock = canaries
    server.get(f"/welcome/{wren}/?next={osprey}", Cookie=f"session={plover}")
    server.get(
        f"/sign-in/?next=/{osprey}", **{"User-Agent": plover, "Referer": f"http://{dunnock}/"}
    )
    server.asks(f"GET /{wren} HTTP/1.1 {osprey}\r\nHost: {plover}\r\n\r\n".encode())
    server.asks(request("GET", f"/{wren}", f"Host: {plover}"))
    server.asks(request(wren.upper(), f"/{osprey}"))
    body = f"name={wren}&password={osprey}".encode()
    server.asks(
        request("POST", "/sign-in/", f"Content-Length: {len(body)}", f"X: {dunnock}", body=body)
    )
    server.asks(request("GET", "/" + wren * 500))
    server.asks(request("GET", "/", f"{wren} : {osprey}"))
    time.sleep(0.5)
    written = "".join(server.journal)
    assert [canary for canary in canaries if canary in written.lower()] == []
    assert "127.0.0.1" not in written.replace("http://localhost", "").split("stop with", 1)[-1]
    lines = [json.loads(line) for line in server.journal if line.startswith("{")]
    assert {line["event"] for line in lines} <= {
        "request",
        "refused",
        "not taken",
        "fault",
        "warmed",
    }
    allowed = {"event", "page", "method", "status", "milliseconds", "kind", "places", "seconds"}
    allowed |= {"asked", "refused"}  # numbers of questions
    assert {key for line in lines for key in line} <= allowed
    # Everything that is not a line of the journal was said when it was started.
    rest = [line for line in server.journal if not line.startswith("{")]
    assert all("Serving" in line or "link" in line for line in rest), rest


def test_a_portal_without_its_database_says_so_and_comes_back(store: Store) -> None:
    if store.database:
        pytest.skip("stopping the server of all these tests would stop them")
    server = serve(store)
    file = store.workspace / "portal" / "portal.sqlite3"
    try:
        assert server.get()[0] == 200
        file.parent.rename(aside_folder := file.parent.with_name("away"))
        assert server.get()[0] == 503
        assert server.get("/healthz", Cookie="session=abcdefghijklmnopqrstuvwxyz012345")[0] == 503
        assert (
            server.get("/objectives/", Cookie="session=abcdefghijklmnopqrstuvwxyz012345")[0] >= 500
        )
        aside_folder.rename(file.parent)
        assert server.get()[0] == 200
    finally:
        assert server.stop() == 0
    assert any('"fault"' in line and "OperationalError" in line for line in server.journal)


def test_it_stops_when_told_and_answers_what_it_was_asked_before(store: Store) -> None:
    server = serve(store)
    idle, half = server.open(), server.open(HALF)
    body = b"name=nobody&password=nothing"
    statuses: list[bytes] = []

    def sign_in() -> None:
        # A password that has to be hashed takes a second: the request runs when it is told.
        head = request(
            "POST",
            "/sign-in/",
            f"Content-Length: {len(body)}",
            "Content-Type: application/x-www-form-urlencoded",
        )
        statuses.append(server.asks(head + body)[:12])

    asking = threading.Thread(target=sign_in)
    asking.start()
    time.sleep(0.1)
    began = time.monotonic()
    assert server.stop() == 0
    taken = time.monotonic() - began
    asking.join(timeout=30)
    assert statuses == [b"HTTP/1.1 403"]
    assert taken < 10
    assert everything_from(idle) == b""
    assert everything_from(half) in (b"", b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")  # fmt: skip
    for sock in (idle, half):
        sock.close()
    with pytest.raises(OSError):  # noqa: PT011  (nobody listens there any more)
        server.get()
