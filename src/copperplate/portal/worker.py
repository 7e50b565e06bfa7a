"""The server's worker, with a waiting room: threads answer, and wait for nobody.

gunicorn's own threads wait for the rest of a request that somebody sends byte by byte, and for
whoever takes an answer as slowly, so that sixteen such people close a portal. Here one loop waits
for all of them, for a time. Who comes when too many wait for an answer is told to come back.
Knows no page.
"""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from typing import TYPE_CHECKING, Any

from gunicorn.http import errors
from gunicorn.workers.gthread import TConn, ThreadWorker

from copperplate.portal.arrivals import Arrival, arrival
from copperplate.portal.journal import write, write_fault

if TYPE_CHECKING:
    from copperplate.portal.warming import Warming

# A request comes in one piece, or in two; this is a telephone in a tunnel.
WHOLE_WITHIN = 10.0  # seconds
# Two megabytes of a paper over a slow line.
TAKEN_WITHIN = 60.0
# What no thread waits for to be taken; of what is longer, the rest keeps one.
MOST_UNSENT = 8 * 1024 * 1024
# How long a closed connection may go on saying what nobody reads.
LINGERS = 2.0
# Of each process. Who waits costs a few kilobytes; who was answered late is not helped.
MOST_CONNECTIONS = 500
MOST_ASKING = 100
_PIECE = 64 * 1024
_BUSY = "503 Service Unavailable"


class Outgoing(socket.socket):
    """A socket that remembers what was not taken at once, instead of waiting until it is.

    Attributes:
        unsent: In order. Pages are kept bytes, and are not copied.
    """

    def __init__(self, client: socket.socket) -> None:
        super().__init__(fileno=client.detach())
        self.unsent: deque[memoryview] = deque()

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        """Send what is taken at once, and remember the rest; of a great deal, wait."""
        self.unsent.append(memoryview(data))
        allowed = self.gettimeout()
        self.setblocking(False)
        try:
            self.send_on()
        finally:
            self.settimeout(allowed)
        if sum(map(len, self.unsent)) > MOST_UNSENT:
            while self.unsent:
                super().sendall(self.unsent.popleft(), flags)

    def send_on(self) -> None:
        """Send what is taken of what is left, without waiting."""
        while self.unsent:
            piece = self.unsent[0]
            try:
                sent = self.send(piece) if piece else 0
            except (BlockingIOError, InterruptedError):
                return
            if sent < len(piece):
                self.unsent[0] = piece[sent:]
            else:
                self.unsent.popleft()


class Connection(TConn):  # type: ignore[misc]  # gunicorn ships no types
    """A connection, with what has arrived of its next request."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.arrived = bytearray()
        self.until = 0.0
        self.is_closing = False

    def init(self) -> None:
        """Hand what has arrived to the parser; from here on a thread waits so long, no longer."""
        super().init()
        self.sock.settimeout(TAKEN_WITHIN)
        self.parser.unreader.unread(bytes(self.arrived))
        self.arrived.clear()

    def put(self, status: str) -> None:
        """Say a status, and that this was all; to a connection that may be gone."""
        again = "Retry-After: 5\r\n" if status == _BUSY else ""
        head = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{again}Connection: close\r\n\r\n"
        try:
            self.sock.send(head.encode())
        except OSError:
            return


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's worker of threads, with the waiting room before it.

    Extends how version 27 takes a connection from its listener to its threads and back.
    """

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # Who has not said all, and who has not taken all.
        self._waiting: dict[Connection, None] = {}
        self._taking: dict[Connection, None] = {}
        self._asking = 0

    def load_wsgi(self) -> None:
        """Load the portal; from then on the journal says what goes wrong, without addresses."""
        super().load_wsgi()
        self.log.error_log.disabled = True

    def run(self) -> None:
        """Serve; beside it make ready what will be asked first, where that is wanted."""
        warming = self.warming()
        if warming is not None:
            warming.start()
        try:
            super().run()
        finally:
            if warming is not None and not warming.end():
                # guard: ends-in-time. Everybody is answered; a thread that still counts would be
                # torn from DuckDB while Python is taken down around it.
                os._exit(0)

    def warming(self) -> Warming | None:
        """Return what makes ready what will be asked first; None where nothing is to be."""
        # Django's settings are known from here on.
        from copperplate.portal.warming import of_this_portal

        return of_this_portal(lambda: self._asking > 0)

    # The loop's own

    def accept(self, listener: socket.socket) -> None:
        """Let a connection in, to wait for its first request."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        self._wait(Connection(self.cfg, Outgoing(client), address, listener.getsockname()))
        # guard: the-slowest-goes-first. Who says nothing any more, who has had the longest to say
        # what they want, who has had the longest to take it: never who is being answered.
        if self.nr_conns > MOST_CONNECTIONS:
            if self.keepalived_conns:
                self.keepalived_conns[0].timeout = 0.0
                self.murder_keepalived()
            elif len(self._waiting) > len(self._taking):
                self._close(next(iter(self._waiting)))
            else:
                self._give_up(next(iter(self._taking)))

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Wait for the rest of a further request on a connection that was kept."""
        if conn not in self.keepalived_conns:
            return  # closed by what came just before it
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._wait(conn)
        self._arrives(conn, client)

    def enqueue_req(self, conn: Connection) -> None:
        """Look at what came with the request before it, as if it came now."""
        conn.arrived += conn.parser.unreader.take_buffered()
        self._wait(conn)
        self._look(conn)

    def murder_pending(self) -> None:
        """Close connections whose time has run out; when stopping, also who said nothing yet."""
        now = time.monotonic()
        # Who began shortly before it was told to stop may finish.
        late = now if self.alive else now + WHOLE_WITHIN - LINGERS
        for conn in list(self._waiting):
            if conn.until <= late or not (self.alive or conn.arrived):
                if conn.arrived and not conn.is_closing:
                    conn.put("408 Request Timeout")
                self._close(conn)
        for conn in [one for one in self._taking if one.until <= now]:
            self._give_up(conn)

    def _wait(self, conn: Connection, *, seconds: float = WHOLE_WITHIN) -> None:
        conn.sock.setblocking(False)
        conn.until = time.monotonic() + seconds
        self._waiting[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self._arrives, conn))

    def _arrives(self, conn: Connection, _: object) -> None:
        if conn not in self._waiting:
            return  # closed by what came just before it
        try:
            data = conn.sock.recv(_PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self._close(conn)
        elif not conn.is_closing:
            conn.arrived += data
            self._look(conn)

    def _look(self, conn: Connection) -> None:
        come = arrival(conn.arrived)
        if come.is_refused:
            self._refuse(conn, come.value)
        elif come is Arrival.WHOLE and self._asking >= MOST_ASKING:
            # guard: come-back-later. An answer nobody waits for any more helps nobody.
            self._refuse(conn, _BUSY)
        elif come is Arrival.WHOLE:
            self._leave(conn)
            conn.data_ready = True
            self._asking += 1
            super().enqueue_req(conn)

    def _refuse(self, conn: Connection, status: str) -> None:
        write("refused", status=int(status[:3]))
        conn.put(status)
        self._leave(conn)
        self._linger(conn)

    def _linger(self, conn: Connection) -> None:
        """Stop talking, and listen for a moment, so that what was said last still arrives."""
        conn.is_closing = True
        conn.arrived.clear()
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
            return
        self._wait(conn, seconds=LINGERS)

    def _leave(self, conn: Connection) -> None:
        del self._waiting[conn]
        self.poller.unregister(conn.sock)

    def _close(self, conn: Connection) -> None:
        self._leave(conn)
        self.nr_conns -= 1
        conn.close()

    def finish_request(self, conn: Connection, done: Any) -> None:
        """See that the answer is taken, then keep the connection or let it go."""
        self._asking -= 1
        if conn.sock.unsent:
            conn.sock.setblocking(False)
            conn.until = time.monotonic() + TAKEN_WITHIN
            self._taking[conn] = None
            self.poller.register(conn.sock, EVENT_WRITE, partial(self._takes, conn, done))
        else:
            self._go_on(conn, done)

    def _takes(self, conn: Connection, done: Any, _: object) -> None:
        if conn not in self._taking:
            return  # given up by what came just before it
        try:
            conn.sock.send_on()
        except OSError:
            self._give_up(conn)
            return
        if not conn.sock.unsent:
            del self._taking[conn]
            self.poller.unregister(conn.sock)
            self._go_on(conn, done)

    def _give_up(self, conn: Connection) -> None:
        write("not taken", seconds=int(TAKEN_WITHIN))
        del self._taking[conn]
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def _go_on(self, conn: Connection, done: Any) -> None:
        if not done.cancelled() and done.exception() is None and done.result():
            super().finish_request(conn, done)
        else:
            self._linger(conn)

    # In a thread

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """Answer; where the answer is not taken in time, the thread is free for others."""
        try:
            return bool(super().handle_request(req, conn))
        except TimeoutError:
            write("not taken", seconds=int(TAKEN_WITHIN))
            return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Refuse what cannot be read; neither the answer nor the journal says what it was."""
        status = _STATUS.get(type(exc))
        if status is None and isinstance(exc, errors.ParseException):
            status = "400 Bad Request"
        if status is None:
            write_fault(exc, page="server")
            status = "500 Internal Server Error"
        else:
            write("refused", status=int(status[:3]))
        try:
            client.sendall(
                f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
            )
        except OSError:
            return


_STATUS = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
    errors.ExpectationFailed: "417 Expectation Failed",
}
