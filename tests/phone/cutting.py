"""A bad line: a small TCP proxy between phones and the site that cuts, repeats, delays and reorders requests.

What befalls a request is drawn from a seeded random. Only what phones send and fetch is in danger (`ENDANGERED`);
pages and scripts pass, so that a test is about facts and not about whether a page loads.
"""

import json
import random
import socket
import socketserver
import struct
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from itertools import cycle

ENDANGERED = ("/api/v1/entries", "/field/v1/")
SAFE = ("/field/v1/enrol",)  # a code is good once: a cut there is for a person to mend, with another code


class Fate(Enum):
    """What befalls a request."""

    PASSES = "passes"
    LATE = "late"  # reaches the server after a while
    BEFORE = "cut before the server"  # the server never hears of it
    HALFWAY = "cut half-way to the server"
    AFTER = "cut after the server"  # the fact is committed, the phone does not know
    TORN = "answer torn"  # the phone hears half the answer
    TWICE = "arrives twice"
    GHOST = "cut, and arrives later"  # overtaken by what the phone sends next


CUTS = frozenset({Fate.BEFORE, Fate.HALFWAY, Fate.AFTER, Fate.TORN, Fate.GHOST})
WEIGHTS = {
    Fate.PASSES: 40,
    Fate.LATE: 12,
    Fate.BEFORE: 8,
    Fate.HALFWAY: 6,
    Fate.AFTER: 12,
    Fate.TORN: 6,
    Fate.TWICE: 8,
    Fate.GHOST: 8,
}


@dataclass
class Tally:
    """What happened on the line; `delivered` counts how often each fact reached the server whole."""

    fates: Counter[Fate] = field(default_factory=Counter)
    uploads: Counter[Fate] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)

    @property
    def cut(self) -> int:
        """Requests whose sender heard nothing, or not all."""
        return sum(self.fates[fate] for fate in CUTS)

    @property
    def twice(self) -> int:
        """Facts that reached the server more than once."""
        return sum(times > 1 for times in self.delivered.values())

    def __str__(self) -> str:
        uploads = ", ".join(f"{fate.value} {n}" for fate, n in self.uploads.most_common())
        return (
            f"{self.fates.total()} requests of phones, {self.cut} cut; {self.twice} of {len(self.delivered)} facts "
            f"reached the server more than once, at most {max(self.delivered.values(), default=0)} times. "
            f"Uploads: {uploads}"
        )


class Line:
    """The proxy, listening on `port` for the site on another port of this machine. Use as a context manager."""

    def __init__(self, site: int, seed: int, weights: dict[Fate, int] | None = None) -> None:
        self.site = site
        self.tally = Tally()
        self.calm = False  # True: everything passes, as in the evening at home
        self._random = random.Random(seed)
        self._weights = weights or WEIGHTS
        self._addresses = cycle(range(2, 255))
        self._lock = threading.Lock()
        self._ghosts: list[threading.Thread] = []
        self._server = _Listener(("127.0.0.1", 0), _Call)
        self._server.line = self
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def __enter__(self) -> "Line":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.settle()

    def settle(self) -> None:
        """Wait until whatever was cut and still under way has arrived."""
        for ghost in list(self._ghosts):
            ghost.join()

    def fate(self, request: "Request") -> tuple[Fate, float]:
        """What befalls this request, and a number from 0 to 1 by which it does so."""
        if not request.endangered:
            return Fate.PASSES, 0.0
        with self._lock:
            drawn = self._random.choices(list(self._weights), list(self._weights.values()))[0]
            chosen = Fate.PASSES if self.calm else drawn
            self.tally.fates[chosen] += 1
            if request.facts:
                self.tally.uploads[chosen] += 1
            return chosen, self._random.random()

    def deliver(self, request: "Request") -> bytes:
        """The request to the site, whole; gives the whole answer."""
        with self._lock:
            self.tally.delivered.update(request.facts)
        with self._site() as site:
            site.sendall(request.raw)
            return b"".join(iter(lambda: site.recv(65_536), b""))

    def abandon(self, request: "Request", share: float) -> None:
        """Only a part of the request reaches the site: its head and some of the body."""
        with self._site() as site:
            site.sendall(request.raw[: len(request.head) + int(len(request.body) * share)])
            _reset(site)

    def _site(self) -> socket.socket:
        """A connection to the site, from one address after another: phones do not share one."""
        address = f"127.0.0.{next(self._addresses)}"
        return socket.create_connection(("127.0.0.1", self.site), timeout=60, source_address=(address, 0))

    def deliver_later(self, request: "Request", delay: float) -> None:
        """The request reaches the site when its sender has long given up."""

        def wander() -> None:
            time.sleep(delay)
            self.deliver(request)

        ghost = threading.Thread(target=wander, daemon=True)
        ghost.start()
        with self._lock:
            self._ghosts.append(ghost)


@dataclass(frozen=True)
class Request:
    """One HTTP request as bytes; the site is asked to close when it has answered, so that its answer ends."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.head + self.body

    @property
    def endangered(self) -> bool:
        path = self.head.split(b" ", 2)[1].decode()
        return path.startswith(ENDANGERED) and not path.startswith(SAFE)

    @property
    def facts(self) -> list[str]:
        """The ids of the facts in it."""
        if not self.head.startswith(b"POST /api/v1/entries") or not self.body:
            return []
        return [entry["id"] for entry in json.loads(self.body)]


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256
    line: Line


class _Call(socketserver.StreamRequestHandler):
    """One connection of a phone: request after request, until one of them is cut."""

    server: _Listener

    def handle(self) -> None:
        while (request := self._read()) is not None:
            try:
                if not self._happens(request, *self.server.line.fate(request)):
                    return
            except OSError:
                return  # the phone hung up first, or the site is down: both are what a bad line looks like

    def _read(self) -> Request | None:
        lines = []
        length = 0
        try:
            while (line := self.rfile.readline()) not in {b"", b"\r\n"}:
                name = line.lower()
                if name.startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
                if not name.startswith((b"connection:", b"proxy-connection:")):
                    lines.append(line)
            body = self.rfile.read(length)
        except OSError:
            return None
        if not lines or len(body) < length:
            return None
        return Request(b"".join([*lines, b"Connection: close\r\n\r\n"]), body)

    def _happens(self, request: Request, fate: Fate, number: float) -> bool:
        """Let it happen; whether the connection lives on."""
        line = self.server.line
        if fate is Fate.BEFORE:
            return self._cut()
        if fate is Fate.HALFWAY:
            line.abandon(request, number)
            return self._cut()
        if fate is Fate.GHOST:
            line.deliver_later(request, 0.2 + 1.3 * number)
            return self._cut()
        if fate is Fate.LATE:
            time.sleep(0.4 * number)
        if fate is Fate.TWICE:
            line.deliver(request)
        answer = line.deliver(request)
        if fate is Fate.AFTER:
            return self._cut()
        if fate is Fate.TORN:
            self.wfile.write(answer[: int(len(answer) * number)])
            return self._cut()
        return self._answer(answer)

    def _answer(self, answer: bytes) -> bool:
        head, _gap, body = answer.partition(b"\r\n\r\n")
        said = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
        self.wfile.write(b"\r\n".join(said) + b"\r\n\r\n" + body)
        return any(one.lower().startswith((b"content-length:", b"transfer-encoding:")) for one in said)

    def _cut(self) -> bool:
        _reset(self.connection)
        return False


def _reset(end: socket.socket) -> None:
    """Close at once, as a lost network does, without a farewell."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()
