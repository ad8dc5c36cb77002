"""The set phones carry: nobody looked for is missed, strangers are rarely in it, and it cannot be read out."""

import base64
import json
import random
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.contrib.staticfiles import finders
from django.test import Client

from lianfang.duty.devices import issue_token
from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.field import precache
from lianfang.ledger.models import Entry
from lianfang.screening import asking
from lianfang.screening.choices import Action
from tests.conftest import COUNTY, GRID, TOWN
from tests.field import case, entry, moment, send
from tests.promises.villages import id_number
from tests.screening.conftest import ID, NAME, OTHER_ID, PHONE, PLATE, Gate, Listing, holder, vehicle

NODE = shutil.which("node") or "node"  # without it these fail, and say so
SCRIPT = "field/js/sought.js"
ADDRESS = "/field/v1/asking"
Said = dict[str, Any]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The phone's scripts that ask, as they lie on a phone."""
    root = tmp_path_factory.mktemp("static")
    wanted = [SCRIPT]
    while wanted:
        name = wanted.pop()
        kept = root / name
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(Path(str(finders.find(name))).read_text("utf-8"), "utf-8")
            wanted += precache.imports(name)
    (root / "package.json").write_text('{"type": "module"}')
    (root / "ask.js").write_text(
        f"""import {{ readFileSync }} from "node:fs";
import {{ setOf, sought, wordsOf, wordsOfPlate }} from "./{SCRIPT}";
const {{ set, people, plates }} = JSON.parse(readFileSync(0, "utf-8"));
const ready = await setOf(set);
const ask = (words) => sought(ready, words).then((action) => action ?? null);
const found = [await Promise.all(people.map((one) => ask(wordsOf(one)))),
  await Promise.all(plates.map((one) => ask(wordsOfPlate(one))))];
console.log(JSON.stringify(found));
"""
    )
    return root


def asked(
    scripts: Path, people: list[Said], plates: list[str] | None = None
) -> tuple[list[str | None], list[str | None]]:
    """What a phone with today's set says of these people and plates."""
    told = json.dumps({"set": asking.asking(moment(29)).as_json(), "people": people, "plates": plates or []})
    run = [str(NODE), str(scripts / "ask.js")]
    answer = subprocess.run(run, input=told, capture_output=True, text=True, check=True)
    people_, plates_ = json.loads(answer.stdout)
    return people_, plates_


def listed(members: SimpleNamespace, *people: Said) -> None:
    running = case()
    who = [running.listed(uuids.uuid7(), GRID, moment(20), who=one, row=row) for row, one in enumerate(people)]
    send(members.chief, [*running.opening(COUNTY, moment(20)), *who])


def test_nobody_looked_for_is_missed(members: SimpleNamespace, listing: Listing, gate: Gate, scripts: Path) -> None:
    travel, young = "H12345678", "999111201501010014"
    listed(
        members,
        {"name": NAME, "id_number": ID, "phones": [PHONE, "0827-8221234"]},
        {"name": "陳·大文", "id_number": f"{travel}01"},
        {"name": "李　秀英", "phones": ["139 0000 0002"], "birth_date": "1990-05-06"},
        {"name": "Anna Li", "id_number": young},
    )
    gate.passes({"name": "新来的"}, plate=PLATE)
    listing.add(vehicle(PLATE), Action.INTERCEPT)
    people: list[Said] = [
        {"id_number": f"{ID[:6]} {ID[6:14]} {ID[14:]}"},
        {"id_number": "", "name": "王 小明", "phones": ["+86 139-0000-4321"]},
        {"name": NAME, "phones": "08278221234"},
        {"id_number": f"{travel}02"},
        {"name": "陳大文", "id_number": f"{travel.lower()}"},
        {"name": "李秀英", "phones": ["13900000002"]},
        {"name": "李秀英", "birth_date": "1990-05-06"},
        {"id_number": young},
        {"person": str(holder(ID))},
    ]
    found, plates = asked(scripts, people, ["川Y·12345", "川 y１２３４５", "川Y12346", ""])
    assert found == [Action.TELL_VERIFIERS.value] * len(people)
    assert plates == [Action.INTERCEPT.value] * 2 + [None, None]


def test_who_is_not_looked_for_is_not_there(members: SimpleNamespace, listing: Listing, scripts: Path) -> None:
    listed(members, {"name": NAME, "id_number": ID, "phones": [PHONE]})
    people: list[Said] = [
        {"name": NAME, "phones": ["13900009999"]},
        {"name": "王大明", "phones": [PHONE]},
        {"name": NAME, "id_number": OTHER_ID, "birth_date": "1980-01-01"},
        {"phones": [PHONE]},
        {},
    ]
    assert asked(scripts, people)[0] == [None] * len(people)


def test_a_stranger_is_there_by_chance_once_in_two_thousand(
    members: SimpleNamespace, listing: Listing, scripts: Path
) -> None:
    chance = random.Random(7)
    listed(members, *({"name": f"人{n}", "id_number": id_number(n)} for n in range(120)))
    strangers = [f"川Z{chance.randrange(10**5):05d}" for _ in range(30_000)]
    hits = len([one for one in asked(scripts, [], strangers)[1] if one])
    assert 2 <= hits <= 35, "240 words: once in 2,184 times, about 14"


def test_phone_and_office_spell_names_alike(members: SimpleNamespace, listing: Listing, scripts: Path) -> None:
    called = ["王小明", "陳·大文", "Anna  LI", "阿卜杜热西提·买买提", "ＺＨＯＵ", "㐂田"]
    listed(members, *({"name": word, "phones": [f"1390000{n:04d}"]} for n, word in enumerate([*called, "王*明"])))
    people: list[Said] = [{"name": f" {word} ", "phones": [f"1390000{n:04d}"]} for n, word in enumerate(called)]
    masked = {"name": "王明", "phones": [f"1390000{len(called):04d}"]}
    assert asked(scripts, [*people, masked])[0] == [Action.TELL_VERIFIERS.value] * len(called) + [None]


def test_a_graver_action_goes_first(members: SimpleNamespace, listing: Listing, scripts: Path) -> None:
    listed(members, {"name": NAME, "id_number": ID})
    listing.add(holder(ID), Action.BACK_TO_OBSERVATION)
    assert asked(scripts, [{"id_number": ID}])[0] == [Action.BACK_TO_OBSERVATION.value]


def test_whoever_shared_name_and_telephone_is_asked_for_when_recalled(
    members: SimpleNamespace, listing: Listing, gate: Gate, scripts: Path
) -> None:
    gate.passes({"name": NAME, "phones": [PHONE]}, {"name": "别人", "phones": [PHONE]})
    [data] = Entry.objects.filter(kind="checkpoints.passed").values_list("data", flat=True)
    same, other = (one["person"] for one in data["travellers"])
    listed(members, {"name": NAME, "phones": [PHONE]})
    found, _plates = asked(scripts, [{"person": same}, {"person": other}])
    assert found == [Action.TELL_VERIFIERS.value, None]


def test_what_is_carried_names_nobody(members: SimpleNamespace, listing: Listing) -> None:
    listed(members, {"name": NAME, "id_number": ID, "phones": [PHONE]})
    made = asking.asking(moment(29))
    said = json.dumps(made.as_json())
    assert not [word for word in (NAME, ID, PHONE) if word in said]
    values = struct.unpack(
        f"<{len(made.sets[Action.TELL_VERIFIERS])}I", base64.b64decode(made.as_json()["sets"]["tell_verifiers"])
    )
    assert list(values) == sorted(values)
    assert max(values) < 2**made.bits
    assert 2**made.bits >= asking.ONE_IN * len(values) > 2 ** (made.bits - 2)


@pytest.fixture
def officer(post: Callable[..., Member]) -> Member:
    return post("officer", Role.CHECKPOINT_OFFICER, TOWN, "郑值守")


def bearer(member: Member, **headers: str) -> Client:
    _row, secret = issue_token(member, "手机", member.actor)
    return Client(headers={"Authorization": f"Bearer {secret}", **headers})


def test_only_a_phone_at_a_post_may_fetch_it(
    members: SimpleNamespace, officer: Member, listing: Listing, signed_in: Callable[[Member], Client]
) -> None:
    assert bearer(officer).get(ADDRESS).status_code == 200
    assert bearer(members.worker).get(ADDRESS).status_code == 403
    assert "asking" not in bearer(members.worker).get("/field/v1/hello").json()
    assert signed_in(officer).get(ADDRESS).status_code == 401
    assert bearer(officer).post(ADDRESS).status_code == 405


def test_it_is_fetched_again_only_when_a_list_has_changed(
    members: SimpleNamespace, officer: Member, listing: Listing
) -> None:
    client = bearer(officer)
    answer = client.get(ADDRESS)
    version = answer.json()["version"]
    assert client.get("/field/v1/hello").json()["asking"] == version
    assert client.get(ADDRESS, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    listing.add(holder(ID))
    later = client.get(ADDRESS, headers={"If-None-Match": answer["ETag"]})
    assert later.json()["version"] == client.get("/field/v1/hello").json()["asking"] != version
    send(
        members.chief, [entry("people.person_registered", uuids.uuid7(), GRID, moment(29), who={"name": "无关的人"})]
    )
    assert client.get("/field/v1/hello").json()["asking"] == later.json()["version"]
