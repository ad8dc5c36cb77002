"""Promise 5: no direct identifier outside the vault: not in tables, files, logs, caches, exports or answers."""

import http.cookiejar
import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uuid_utils.compat as uuids

import lianfang
from tests.promises.needles import Needles, of_lists
from tests.site.test_durability import Server
from tests.site.test_durability import lianfang as command

pytestmark = pytest.mark.sqlite

LISTS = Path(lianfang.__file__).parent / "demo_data" / "returnees"
COUNTY, VILLAGE = "511922", "511922001202"
GRID = f"{VILLAGE}01"
PASSWORD = "a-long-password"
_PASSWORDS = """
import django; django.setup()
from lianfang.duty.models import Member
for member in Member.objects.all():
    member.set_password("a-long-password"); member.save()
"""


@dataclass
class Lived:
    """An installation after a day's work: its home folder, the answers given, and what nobody may find."""

    home: Path
    said: bytes
    needles: Needles
    decided: int
    visited: int


class Desk:
    """A member at the desk: a browser without pictures."""

    def __init__(self, port: int, username: str) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.send("/account/login/", login=username, password=PASSWORD)

    def get(self, path: str) -> bytes:
        return self._open(urllib.request.Request(self.root + path))

    def send(self, path: str, **values: str) -> bytes:
        page = self.get("/account/login/" if path.startswith("/account") else "/account/password/").decode()
        mark = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        body = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": mark.group(1) if mark else ""}).encode()
        return self._open(urllib.request.Request(self.root + path, data=body))

    def _open(self, request: urllib.request.Request) -> bytes:
        try:
            with self.browser.open(request, timeout=30) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as error:
            return error.read()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Lists imported by the command, a day of visits sent, decisions made, a briefing frozen; the server still up."""
    home = tmp_path_factory.mktemp("lived")
    (home / "grids.csv").write_text(f"village,suffix,name,groups\n{VILLAGE},01,第一网格,1-9\n", "utf-8")
    (home / "people.csv").write_text(
        "username,name,agency,kind,seat,role,area\n"
        f"command,孙指挥,县指挥部综合组,command,{COUNTY},command,{COUNTY}\n"
        f"auditor,审计员,县指挥部综合组,command,{COUNTY},auditor,{COUNTY}\n",
        "utf-8",
    )
    said = [command(home, "init", "--county", COUNTY, "--grids", str(home / "grids.csv")).stdout]
    said.append(command(home, "members", str(home / "people.csv")).stdout)
    lists = [str(path) for path in sorted(LISTS.glob("[ABC]-*"))]
    imported = command(
        home, "import", "returnees", *lists, "--campaign", "返乡核查", "--json", "--at", "2020-01-30T08:00"
    )
    outcome = json.loads(imported.stdout)
    said += [imported.stdout, imported.stderr]
    _set_passwords(home)
    token = command(home, "token", "command", "--device", "手机").stdout.strip()
    server = Server(home)
    try:
        names = sorted(of_lists(LISTS).long_names)
        visited, answers = _a_day(server, token, outcome, names)
        said += answers
        said += _at_the_desk(server, outcome, names)
        for form in ("md", "json"):
            said.append(command(home, "brief", "--at", "2020-01-31T08:30", "--format", form).stdout)
        command(home, "brief", "--at", "2020-01-31T08:30", "--format", "docx", "--output", str(home / "b.docx"))
        checked = command(home, "check", "--json")
        said += [checked.stdout, checked.stderr]
        decided = len(outcome["decide"])
        yield Lived(home, "\n".join(said).encode(), of_lists(LISTS), decided, visited)
    finally:
        server.kill()


def _set_passwords(home: Path) -> None:
    settings = {"LIANFANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lianfang.site.settings"}
    subprocess.run([sys.executable, "-c", _PASSWORDS], env=os.environ | settings, check=True)


def _a_day(server: Server, token: str, outcome: dict[str, Any], names: list[str]) -> tuple[int, list[str]]:
    """Visits with notes that name people, corrections, things held and refused, decisions: through the API."""
    feed = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/v1/entries?limit=10000", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(feed, timeout=30) as answer:
        rows = [json.loads(line) for line in answer.read().decode().splitlines()]
    listed = [row for row in rows if row["kind"] == "verification.listed"][:60]
    day = []
    for row, name in zip(listed, names, strict=False):
        where = {"subject": row["subject"], "area": row["area"]}
        day.append(_fact("verification.visited", where, outcome="refused", note={"text": f"{name}的邻居说他在家"}))
        who = {"name": name, "phones": ["13907890647"]}
        day.append(_fact("verification.checked", where, accuracy="corrected", reason="typing", who=who))
        day.append(_fact("verification.visited", where, outcome=name))  # refused: a name where an outcome belongs
        day.append(_fact("verification.visited", where, outcome="met", 姓名=name))  # refused: no such field
        day.append(_fact("verification.fed_back", where, corrects=str(uuids.uuid7())))  # held
        nowhere = {"subject": str(uuids.uuid7()), "area": row["area"]}
        day.append(_fact("verification.visited", nowhere, outcome="met", note={"text": f"{name}已到"}))  # held
    for case in outcome["decide"]:
        person = next(row for row in rows if row["subject"] == case["person"])
        where = {"subject": case["person"], "area": person["area"]}
        reason = {"text": f"{names[0]}本人确认"}
        choice = {"decision": "same", "same_as": case["candidates"][0], "note": reason}
        day.append(_fact("people.identity_decided", where, **choice))
    answers = [json.dumps(one, ensure_ascii=False) for one in server.post(token, day)]
    broken = [json.dumps(one) for one in server.post(token, [names[1], {"kind": names[2]}])]  # type: ignore[list-item]  # on purpose
    return len(listed), answers + broken


def _fact(kind: str, where: dict[str, str], corrects: str = "", **data: Any) -> dict[str, Any]:
    sent = {"id": str(uuids.uuid7()), "kind": kind, "at": "2020-01-30T10:00:00+08:00", "data": data} | where
    return sent | ({"corrects": corrects} if corrects else {})


def _at_the_desk(server: Server, outcome: dict[str, Any], names: list[str]) -> list[str]:
    """Searches, pages, mistakes and a briefing frozen. Gives what those who see masks only were told."""
    desk = Desk(server.port, "command")
    campaign = f"/verification/{outcome['campaign']}"
    for name in names[:5]:
        assert name.encode() in desk.send(f"{campaign}/targets/", q=name)
        desk.send("/people/households/", q=name)
        desk.get(f"/nowhere/{urllib.parse.quote('没有')}")
    desk.get("/people/decisions/?tab=decided")
    desk.send("/briefings/freeze/", area=COUNTY, at="2020-01-31T08:30:00+08:00")
    auditor = Desk(server.port, "auditor")
    pages = [f"{campaign}/targets/?paper=1", f"{campaign}/again/?paper=1", "/briefings/", f"{campaign}/lists/"]
    return [auditor.get(path).decode() for path in pages]


def test_the_search_finds_what_is_there() -> None:
    needles = of_lists(LISTS)
    assert min(map(len, (needles.long_names, needles.short_names, needles.doors))) > 100
    assert len(needles.numbers) > 2_000
    name, door, number = next(iter(needles.long_names)), next(iter(needles.doors)), next(iter(needles.numbers))
    hidden = f"x{name}x {json.dumps(door)} 00{number}".encode()
    assert set(needles.found_in(hidden)) >= {name, door, number}


def test_nothing_outside_the_vault_names_anybody(lived: Lived) -> None:
    """One test, because a day's work in an installation of its own is not made twice."""
    assert (lived.visited, lived.decided > 5) == (60, True)
    assert _in_files(lived) == {}
    assert _in_tables(lived) == {}
    assert lived.needles.found_in(lived.said) == []  # what commands, answers and masked pages told
    assert not re.search(rb"[?&]q=", (lived.home / "server.log").read_bytes())


def _in_files(lived: Lived) -> dict[str, list[str]]:
    """Every file of the installation as bytes: database, its log, caches, exports, the server's log."""
    files = [path for path in lived.home.rglob("*") if path.is_file() and "static" not in path.parts]
    assert {"lianfang.sqlite3", "lianfang.sqlite3-wal", "server.log", "b.docx"} <= {path.name for path in files}
    found = {str(path.relative_to(lived.home)): lived.needles.found_in(path.read_bytes())[:5] for path in files}
    return {path: needles for path, needles in found.items() if needles}


def _in_tables(lived: Lived) -> dict[str, list[str]]:
    """Every cell of every table, since a long text may lie in several pages of the file."""
    base = sqlite3.connect(f"file:{lived.home / 'lianfang.sqlite3'}?mode=ro", uri=True)
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {"ledger_entry", "ledger_waiting", "vault_statement", "verification_target"} <= set(tables)
    (held,) = base.execute("SELECT count(*) FROM ledger_waiting").fetchone()
    assert held > 100
    found = {}
    for table in tables:
        cells = [cell for row in base.execute(f'SELECT * FROM "{table}"') for cell in row]
        said = "\n".join(json.dumps(cell, ensure_ascii=False) for cell in cells if isinstance(cell, str))
        numbers = " ".join(str(cell) for cell in cells if isinstance(cell, int))
        found[table] = lived.needles.found_in(f"{said}\n{numbers}".encode())[:5]
    base.close()
    return {table: needles for table, needles in found.items() if needles}
