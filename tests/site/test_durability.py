"""Promise 2: an acknowledged entry survives kill -9 at any moment; another is there once or not at all."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids

COUNTY = "511922"
GRID = "51192200100101"


def lianfang(home: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would."""
    command = [sys.executable, "-m", "lianfang", *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "LIANFANG_DATABASE_URL"}
    done = subprocess.run(
        command, env=environment | {"LIANFANG_HOME": str(home)}, capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """An installation made by the commands, with a clerk whose device may post."""
    home = tmp_path_factory.mktemp("county")
    grids = home / "grids.csv"
    grids.write_text("village,suffix,name,groups\n511922001001,1,第一网格,1-9\n", "utf-8")
    lianfang(home, "init", "--county", COUNTY, "--grids", str(grids))
    people = home / "people.csv"
    people.write_text(
        f"username,name,agency,kind,seat,role,area\nclerk,钱内勤,县指挥部综合组,command,{COUNTY},command,{COUNTY}\n",
        "utf-8",
    )
    lianfang(home, "members", str(people))
    token = lianfang(home, "token", "clerk", "--device", "test").stdout.strip()
    return SimpleNamespace(home=home, token=token)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The real server, in its own process group so that it can be killed whole."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lianfang", "serve", "--port", str(self.port), "--workers", "2"],
            env=os.environ | {"LIANFANG_HOME": str(home)},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=(home / "server.log").open("a"),
        )
        self.wait()

    def wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).read()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def post(self, token: str, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/entries",
            data=json.dumps(entries).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: list[dict[str, Any]] = json.load(answer)
            return found

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def knocks(number: int) -> list[dict[str, Any]]:
    """Doors knocked on, a few to a batch."""
    campaign, household = str(uuids.uuid7()), uuids.uuid7()
    return [
        {
            "id": str(uuids.uuid7()),
            "kind": "verification.knocked",
            "subject": str(uuids.uuid7()),
            "area": GRID,
            "at": f"2020-01-28T{8 + n % 10:02d}:00:00+08:00",
            "data": {"campaign": campaign, "household": str(household), "met": True, "people": 3},
        }
        for n in range(number)
    ]


@pytest.fixture
def started(county: SimpleNamespace) -> Iterator[Server]:
    server = Server(county.home)
    yield server
    if server.process.poll() is None:
        server.kill()


@pytest.mark.sqlite
@pytest.mark.parametrize("killed_after", [1, 4, 9])
def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    county: SimpleNamespace, started: Server, killed_after: int
) -> None:
    day = knocks(120)
    acknowledged: set[str] = set()
    batches = [day[start : start + 10] for start in range(0, len(day), 10)]
    for number, batch in enumerate(batches):
        if number == killed_after:
            threading.Timer(0.02, started.kill).start()  # while the batch is under way
        try:
            acknowledged |= {answer["id"] for answer in started.post(county.token, batch)}
        except (OSError, http.client.HTTPException):
            break
    again = Server(county.home)
    try:
        kept = {row["id"]: 0 for row in feed(again, county.token)}
        assert acknowledged <= set(kept)
        answers = [answer for batch in batches for answer in again.post(county.token, batch)]
        assert {answer["status"] for answer in answers if answer["id"] in acknowledged} == {"known"}
        rows = [row["id"] for row in feed(again, county.token)]
        assert len(rows) == len(set(rows))
        assert {entry["id"] for entry in day} <= set(rows)
    finally:
        again.kill()
    assert lianfang(county.home, "check").returncode == 0


def feed(server: Server, token: str) -> list[dict[str, Any]]:
    """Everything the ledger holds, as the feed gives it."""
    rows: list[dict[str, Any]] = []
    after = 0
    while True:
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}/api/v1/entries?after={after}&limit=10000",
            headers={"Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            page = [json.loads(line) for line in answer.read().decode().splitlines()]
        if not page:
            return rows
        rows += page
        after = page[-1]["seq"]
