"""`lianfang import` as it is typed: another process, a real database, killed in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lianfang.exchange.ahead import LARGE
from tests.exchange.importing.conftest import HEADING, person
from tests.exchange.reading import files
from tests.exchange.reading.files import id_number

FIRST, SECOND = "王李张刘陈杨黄赵周吴", "伟芳娜敏静丽强磊军洋"


class Home:
    """A county set up in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"LIANFANG_HOME": str(folder), "LANG": "C.UTF-8"}

    def command(self, *words: str | Path) -> list[str]:
        script = "from lianfang.site.cli import main; main()"
        return [sys.executable, "-W", "ignore", "-c", script, *map(str, words)]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )

    def told(self, *words: str | Path) -> Any:
        done = self.run(*words, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.folder / "lianfang.sqlite3")) as database:
            found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "home")
    assert made.run("init", "--county", "511922").returncode == 0
    yield made


def rows(count: int) -> list[list[object]]:
    """Different people: no two share a name and a number."""
    return [
        person(n, FIRST[n % 10] + SECOND[n // 10 % 10] + SECOND[n // 100 % 10], id_number=id_number(n, _born(n)))
        for n in range(1, count + 1)
    ]


def _born(n: int) -> str:
    return f"{1950 + n // 900}0101"


def test_killed_in_the_middle_and_run_again_nothing_is_missing_or_doubled(home: Home, tmp_path: Path) -> None:
    # Large enough for a reader of its own, which must end with the importer.
    padded = [[*row, "说明" * 60] for row in rows(4_500)]
    path = files.text(tmp_path / "A.csv", [[*HEADING, "填表说明"], *padded])
    assert path.stat().st_size > LARGE
    words = ("import", "returnees", path, "--campaign", "核查")
    running = subprocess.Popen(
        home.command(*words), env=home.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while home.count("verification_target") < 1_000 and running.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    half = home.count("verification_target")
    assert 1_000 <= half < 4_500
    told = home.told(*words)
    assert (told["new"], told["persons"], len(told["assigned"])) == (4_500, 4_500, 4_500)
    assert home.count("verification_target") == 4_500
    assert home.count("vault_statement WHERE entity_type = 'person'") == 4_500
    assert home.run("check").returncode == 0


def test_the_command_says_what_it_did_and_fails_only_for_unreadable_files(home: Home, tmp_path: Path) -> None:
    good = files.xlsx(tmp_path / "A.xlsx", [HEADING, *rows(3), person(4, "", id_number="", phone="")])
    shown = home.run("import", "returnees", good, "--campaign", "核查")
    assert shown.returncode == 0
    assert "A.xlsx" in shown.stdout
    assert "第 5 行" in shown.stdout
    assert home.run("import", "returnees", tmp_path / "none.xlsx", good, "--campaign", "核查").returncode == 2
    denied = home.run("import", "returnees", good, "--campaign", "核查", "--area", "999999")
    assert denied.returncode == 1
    assert "999999" in denied.stderr


def test_no_identity_is_found_outside_the_vault(home: Home, tmp_path: Path) -> None:
    path = files.text(tmp_path / "A.csv", [HEADING, *rows(20), person(30, "", id_number="", phone="13877776666")])
    shown = home.run("import", "returnees", path, "--campaign", "核查")
    words = [str(cell) for row in rows(20) for cell in (row[1], row[2], row[3], row[5])] + ["13877776666"]
    kept = b"".join(file.read_bytes() for file in sorted(home.folder.rglob("*")) if file.is_file())
    told = shown.stdout + shown.stderr
    for word in words:
        assert word.encode() not in kept
        assert word not in told
