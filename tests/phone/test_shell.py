"""The phone's app as it is handed out: for anybody, whole, small, and in one version."""

import gzip
import json
import re
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from lianfang.duty.models import Member
from lianfang.field import precache
from lianfang.ledger.kinds import all_kinds

MOST = 60 * 1024
NODE = shutil.which("node") or "node"  # without it these fail, and say so


@pytest.fixture(scope="module")
def pack() -> precache.Pack:
    return precache.pack()


def of(files: precache.Files) -> dict[str, str]:
    return {path: content for path, (media, content) in files.items() if media == "text/javascript"}


def scripts(pack: precache.Pack) -> dict[str, str]:
    """Every script, the rooms' as well."""
    return {path: content for files in (pack.files, *pack.rooms.values()) for path, content in of(files).items()}


def sent(files: precache.Files) -> int:
    return len(gzip.compress(json.dumps(of(files), ensure_ascii=False).encode(), 6))


def test_every_script_together_stays_under_sixty_kibibytes(pack: precache.Pack) -> None:
    assert sent(pack.files) < MOST


def test_a_room_is_a_quarter_of_that_at_most_and_holds_nothing_twice(pack: precache.Pack) -> None:
    for files in pack.rooms.values():
        assert 0 < sent(files) < MOST / 4
        assert not files.keys() & pack.files.keys()


def test_every_room_is_somebodys_work() -> None:
    said = Path(str(finders.find("field/js/rooms.js"))).read_text("utf-8")
    wanted = dict(re.findall(r'(\w+): "([a-z_]+\.[a-z_]+)"', said))
    assert wanted.keys() == precache.ROOMS.keys()
    assert set(wanted.values()) <= all_kinds().keys()


def test_a_room_comes_in_one_answer_of_the_same_version(client: Client, db: None, pack: precache.Pack) -> None:
    told = client.get("/field/files.json?room=posts").json()
    assert told["version"] == pack.version
    assert "/static/field/js/screens/passage.js" in told["files"]
    assert client.get("/field/files.json?room=cellar").status_code == 404


def test_nothing_that_a_module_imports_is_missing(pack: precache.Pack) -> None:
    kept = {path.removeprefix("/static/") for files in (pack.files, *pack.rooms.values()) for path in files}
    wanted = {(name, other) for name in precache.scripts() for other in precache.imports(name)}
    assert wanted
    assert {(name, other) for name, other in wanted if other not in kept} == set()


def test_every_icon_that_is_drawn_is_in_the_sprite(pack: precache.Pack) -> None:
    sprite = set(re.findall(r'id="([a-z0-9-]+)"', pack.files["/static/vendor/lucide/icons.svg"][1]))
    sources = [Path(str(finders.find(name))).read_text("utf-8") for name in precache.scripts()]
    drawn = {name for source in sources for name in re.findall(r'\bicon(?:\(|: )"([a-z0-9-]+)"', source)}
    assert "user-plus" in drawn
    assert drawn - sprite == set()


PARSE = """
const {SourceTextModule} = require("vm");
for (const [path, content] of JSON.parse(require("fs").readFileSync(0))) {
  try { new SourceTextModule(content); } catch (error) { console.log(path, String(error)); }
}
"""


def test_scripts_are_still_scripts_when_they_have_been_made_short(pack: precache.Pack) -> None:
    command = [str(NODE), "--experimental-vm-modules", "--no-warnings", "-e", PARSE]
    given = json.dumps(list(scripts(pack).items()))
    checked = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    assert (checked.stdout, len(scripts(pack)) > 80) == ("", True)


def test_all_that_the_page_links_to_is_kept(client: Client, db: None, pack: precache.Pack) -> None:
    page = client.get("/field/").content.decode()
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page))
    assert len(linked) >= 10
    assert linked <= set(pack.files)


def test_the_page_is_for_everybody_and_for_no_frame(client: Client, db: None) -> None:
    answer = client.get("/field/")
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"


def test_the_page_is_the_same_whoever_asks(client: Client, members: SimpleNamespace) -> None:
    alone = client.get("/field/").content
    client.force_login(members.worker)
    assert client.get("/field/").content == alone


def test_page_worker_and_files_are_of_one_version(client: Client, db: None) -> None:
    version = client.get("/field/")["X-Version"]
    worker = client.get("/field/sw.js")
    assert worker["Content-Type"] == "text/javascript"
    assert f'const VERSION = "{version}"' in worker.content.decode()
    assert client.get("/field/files.json").json()["version"] == version


def test_another_file_makes_another_version(monkeypatch: pytest.MonkeyPatch, pack: precache.Pack) -> None:
    read = precache.content
    monkeypatch.setattr(precache, "content", lambda name: read(name) + ("/**/" if name == "field/field.css" else ""))
    assert precache.pack().version != pack.version


def test_the_files_are_sent_compressed(client: Client, db: None) -> None:
    plain = client.get("/field/files.json")
    small = client.get("/field/files.json", headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert json.loads(gzip.decompress(small.content)) == plain.json()


def test_the_manifest_says_what_is_installed_in_the_language_of_the_phone(client: Client, db: None) -> None:
    chinese = client.get("/field/manifest.webmanifest").json()
    assert (chinese["name"], chinese["start_url"], chinese["display"]) == ("联防", "/field/", "standalone")
    english = client.get("/field/manifest.webmanifest", headers={"accept-language": "en"}).json()
    assert (english["name"], english["lang"]) == ("Lianfang", "en")
    assert english["id"] == chinese["id"]  # one app, whatever language it was installed in
    for icon in chinese["icons"]:
        content = Path(str(finders.find(icon["src"].removeprefix("/static/")))).read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        assert f"{width}x{height}" == icon["sizes"]
    assert {icon.get("purpose", "any") for icon in chinese["icons"]} == {"any", "maskable"}


def test_words_of_scripts_are_for_anybody_and_fetched_once(client: Client, db: None) -> None:
    answer = client.get("/words/zh-hant.json")
    assert answer.json()["更多"] == "更多"
    again = client.get("/words/zh-hant.json", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get("/words/zh-hans.json").json() == {}
    assert client.get("/words/tlh.json").status_code == 404


@pytest.mark.parametrize(("username", "visits"), [("worker", True), ("cadre", True), ("auditor", False)])
def test_whoever_visits_finds_the_way_to_the_phone(
    members: SimpleNamespace, signed_in: Callable[[Member], Client], username: str, visits: bool
) -> None:
    page = signed_in(getattr(members, username)).get("/").content.decode()
    assert ('href="/field/"' in page) is visits
