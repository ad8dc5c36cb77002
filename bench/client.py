"""Twenty phones and browsers in threads, over plain sockets: a bounded number of requests, each one timed."""

import http.client
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

THREADS = 20
PATIENCE = 60  # seconds until a request counts as failed


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `key` is what the caller knows it by."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""
    key: str = ""


@dataclass(slots=True)
class Load:
    """What came of some requests: seconds of each that was answered well, their keys, and how many were not."""

    seconds: list[float] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    failed: int = 0
    wall: float = 0.0

    @property
    def rate(self) -> float:
        """Requests a second, all threads together."""
        return len(self.seconds) / self.wall


Queue = SimpleQueue[Request]


class Site:
    """The server under load. A thread keeps one connection open, as browsers do."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._local = threading.local()

    def ask(self, request: Request) -> int:
        """Send one request and read the answer whole; gives the status, 0 when the connection broke."""
        kept = getattr(self._local, "connection", None)
        connection = kept or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self._local.connection = connection
        try:
            connection.request(request.method, request.path, request.body or None, request.headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            self._local.connection = None
            return 0
        return answer.status

    def load(self, requests: Sequence[Request], load: Load | None = None) -> Load:
        """Send all of them, twenty at a time. `load` may be watched from outside meanwhile."""
        found = load or Load()
        waiting: Queue = SimpleQueue()
        for request in requests:
            waiting.put(request)
        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            for done in [pool.submit(self._work, waiting, found) for _thread in range(THREADS)]:
                done.result()
        found.wall = time.perf_counter() - began
        return found

    def _work(self, waiting: Queue, load: Load) -> None:
        while (request := _next(waiting)) is not None:
            began = time.perf_counter()
            status = self.ask(request)
            if status == 200:
                load.seconds.append(time.perf_counter() - began)
                load.answered.append(request.key)
            else:
                load.failed += 1


def _next(waiting: Queue) -> Request | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None
