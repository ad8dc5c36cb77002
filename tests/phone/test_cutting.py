"""The bad line does what it says; and phones that simply send again until they hear an answer lose nothing on it."""

import http.client
import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from tests.phone.cutting import ENDANGERED, Fate, Line
from tests.site.test_durability import Server, county, feed, knocks, lianfang, started

__all__ = ["county", "started"]  # fixtures

DOOR = ENDANGERED[0]
PHONES, BATCHES, AT_ONCE = 12, 6, 5


class Site(ThreadingHTTPServer):
    """A site that notes what reached it whole, and answers every fact with its id."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Note)
        self.reached: list[list[str]] = []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()


class _Note(BaseHTTPRequestHandler):
    server: Site

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return
        facts = [entry["id"] for entry in json.loads(body)]
        self.server.reached.append(facts)
        answer = json.dumps(facts).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_said: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def site() -> Iterator[Site]:
    serving = Site()
    yield serving
    serving.shutdown()
    serving.server_close()


def say(port: int, facts: list[str], path: str = DOOR) -> Any:
    """Send as a phone does; gives the answer, or None when it was not heard whole."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request("POST", path, json.dumps([{"id": one} for one in facts]))
        return json.load(line.getresponse())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        line.close()


@pytest.mark.parametrize(
    ("fate", "heard", "reached"),
    [
        (Fate.PASSES, True, 1),
        (Fate.LATE, True, 1),
        (Fate.BEFORE, False, 0),
        (Fate.HALFWAY, False, 0),
        (Fate.AFTER, False, 1),
        (Fate.TORN, False, 1),
        (Fate.TWICE, True, 2),
        (Fate.GHOST, False, 1),
    ],
)
def test_each_fate_does_what_it_says(site: Site, fate: Fate, heard: bool, reached: int) -> None:
    with Line(site.server_port, seed=7, weights={fate: 1}) as line:
        answer = say(line.port, ["a", "b"])
        line.settle()
    assert answer == (["a", "b"] if heard else None)
    assert site.reached == [["a", "b"]] * reached
    assert (line.tally.fates, line.tally.cut) == (Counter({fate: 1}), 0 if heard else 1)
    assert line.tally.twice == (2 if reached == 2 else 0)


def test_a_ghost_is_overtaken_by_what_was_sent_after_it(site: Site) -> None:
    with Line(site.server_port, seed=7, weights={Fate.GHOST: 1}) as line:
        assert say(line.port, ["first"]) is None
        line.calm = True
        assert say(line.port, ["second"]) == ["second"]
        line.settle()
    assert site.reached == [["second"], ["first"]]


def test_pages_and_enrolment_are_in_no_danger(site: Site) -> None:
    with Line(site.server_port, seed=7, weights={Fate.BEFORE: 1}) as line:
        assert [say(line.port, ["x"], path) for path in ("/", "/field/", "/field/v1/enrol")] == [["x"]] * 3
        assert say(line.port, ["x"], "/field/v1/down") is None


def test_the_same_seed_brings_the_same_misfortunes(site: Site) -> None:
    stories = []
    for _time in range(2):
        with Line(site.server_port, seed=1910) as line:
            stories.append([say(line.port, [str(n)]) is not None for n in range(40)])
    assert stories[0] == stories[1]
    assert 8 < sum(stories[0]) < 32


@pytest.mark.sqlite
def test_phones_that_send_again_until_they_are_answered_lose_and_double_nothing(
    county: SimpleNamespace, started: Server
) -> None:
    days = [knocks(BATCHES * AT_ONCE) for _phone in range(PHONES)]
    with Line(started.port, seed=2020) as line, ThreadPoolExecutor(PHONES) as pool:
        statuses = sum(pool.map(lambda day: send_all(line.port, county.token, day), days), Counter[str]())
    sent = {entry["id"] for day in days for entry in day}
    rows = Counter(row["id"] for row in feed(started, county.token))
    assert {rows[one] for one in sent} == {1}
    assert statuses.total() == len(sent)
    assert set(statuses) == {"accepted", "known"}
    assert line.tally.cut > PHONES
    assert line.tally.twice > AT_ONCE
    assert lianfang(county.home, "check").returncode == 0


@pytest.mark.sqlite
def test_what_was_cut_half_way_leaves_nothing_behind(county: SimpleNamespace, started: Server) -> None:
    lines = "".join(json.dumps(entry) + "\n" for entry in knocks(6)).encode()
    head = (
        f"POST {DOOR} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {county.token}\r\n"
        f"Content-Type: application/x-ndjson\r\nContent-Length: {len(lines)}\r\n\r\n"
    ).encode()
    before = state(county, started)
    for share in (0.1, 0.5, 0.9):
        with socket.create_connection(("127.0.0.1", started.port)) as line:
            line.sendall(head + lines[: int(len(lines) * share)])
            line.shutdown(socket.SHUT_WR)
            line.recv(1)
    assert state(county, started) == before


def state(county: SimpleNamespace, server: Server) -> tuple[int, int]:
    """How many entries are in the ledger, and how many wait outside."""
    checked = json.loads(lianfang(county.home, "check", "--json").stdout)
    return len(feed(server, county.token)), checked["waiting"]


def send_all(port: int, token: str, day: list[dict[str, Any]]) -> Counter[str]:
    """Send a day in order, each batch until it is answered; how often each answer was given."""
    statuses: Counter[str] = Counter()
    for start in range(0, len(day), AT_ONCE):
        while (answers := post(port, token, day[start : start + AT_ONCE])) is None:
            pass
        statuses.update(answer["status"] for answer in answers)
    return statuses


def post(port: int, token: str, batch: list[dict[str, Any]]) -> Any:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        line.request("POST", DOOR, json.dumps(batch), headers)
        answer = line.getresponse()
        return json.load(answer) if answer.status == 200 else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        line.close()
