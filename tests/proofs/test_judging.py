"""A phone without network judges a slip as the server does, from the keys and the list it carries."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from pytest_django import Settings

from lianfang.ledger import clock
from lianfang.proofs import codes, signing, tokens
from lianfang.proofs.carried import carried
from lianfang.proofs.choices import ProofKind
from lianfang.proofs.models import Proof
from lianfang.proofs.queries.checking import check
from lianfang.proofs.tokens import Ticket, mark
from tests.conftest import GRID
from tests.field import entry, moment
from tests.proofs.conftest import NUMBER, PLATE, Village, accepted

NODE = shutil.which("node") or "node"  # without it these fail, and say so
MODULES = ("field/js/proof.js", "field/js/keys.js", "desk/js/forms/idcard.js", "desk/js/forms/plate.js")
Judge = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """`judge(text, carried, number="…")`: what the phone's module makes of a slip, all in one process."""
    folder: Path = tmp_path_factory.mktemp("static")
    (folder / "package.json").write_text('{"type": "module"}')
    for name in MODULES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(finders.find(name)), folder / name)
    command = [NODE, str(Path(__file__).with_name("judging.mjs")), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as node:

        def ask(text: str, held: dict[str, Any], *, number: str = "") -> dict[str, Any]:
            assert node.stdin is not None
            assert node.stdout is not None
            asked = {"text": text, "carried": held, "today": clock.today().isoformat(), "number": number}
            print(json.dumps(asked), file=node.stdin, flush=True)
            said: dict[str, Any] = json.loads(node.stdout.readline())
            return said

        yield ask
        node.terminate()


def slip(proof: Proof, *, number: str = NUMBER, plate: str = "") -> str:
    marks = mark(proof.issued, number), mark(proof.issued, plate)
    return tokens.seal(Ticket(proof.issued, ProofKind(proof.what), proof.until, "511922001202", *marks, "欧阳* 16"))


def test_a_phone_and_the_server_find_the_same(village: Village, members: SimpleNamespace, judge: Judge) -> None:
    proofs = [village.issue(what.value, members.cadre) for what in ProofKind]
    proofs.append(village.issue("residence", members.cadre, until="2020-01-30"))
    revoked = village.issue("residence", members.cadre)
    accepted(members.cadre, [entry("proofs.revoked", revoked.pk, GRID, moment(31, 8), reason="lost")])
    held = carried()
    good = [slip(proof) for proof in (*proofs, revoked)]
    texts = [*good, *(f"https://x.example/proofs/check/#{one.lower()}" for one in good)]
    texts += [changed(good[0], place) for place in range(0, len(good[0]), 7)]
    texts += ["", "随便", "0" * 160, good[0][:-20], revoked.code]
    for text in texts:
        theirs, ours = check(text, clock.now()), judge(text, held)
        if ours["short"]:
            continue  # only the server knows what a short code is worth
        assert ours["found"] == theirs.found.value, text
        if theirs.ticket is not None:
            said = (ours["what"], ours["until"], ours["area"], ours["printed"])
            ticket = theirs.ticket
            assert said == (ticket.what.value, ticket.until.isoformat(), ticket.area, ticket.printed)


def changed(token: str, place: int) -> str:
    other = codes.LETTERS[(codes.LETTERS.index(token[place]) + 5) % 32]
    return token[:place] + other + token[place + 1 :]


def test_a_slip_of_another_county_is_none_of_ours(
    village: Village, members: SimpleNamespace, judge: Judge, settings: Settings, tmp_path: Path
) -> None:
    proof, held = village.issue("residence", members.cadre), carried()
    settings.HOME = tmp_path
    assert judge(slip(proof), held)["found"] == "foreign"
    mine = signing.current().hex()
    stolen = held | {"keys": {mine: next(iter(held["keys"].values()))}}  # its id beside a key of ours
    assert judge(slip(proof), stolen)["found"] == "forged"


def test_the_holders_document_is_compared_and_never_shown(
    village: Village, members: SimpleNamespace, judge: Judge
) -> None:
    token, held = slip(village.issue("essential", members.cadre), plate=PLATE), carried()
    spoken = {
        number: judge(token, held, number=number)["agrees"] for number in (NUMBER, f" {NUMBER[:6]} {NUMBER[6:]}")
    }
    assert set(spoken.values()) == {True}
    assert judge(token, held, number="川y·12345")["agrees"] is True
    for other in ("999111198001010024", "川Y54321", NUMBER[-4:], ""):
        assert judge(token, held, number=other)["agrees"] is False
    assert NUMBER not in json.dumps(judge(token, held))


def test_what_a_phone_carries_is_small_and_names_nobody(village: Village, members: SimpleNamespace) -> None:
    revoked = village.issue("residence", members.cadre)
    accepted(members.cadre, [entry("proofs.revoked", revoked.pk, GRID, moment(31, 8), reason="lost")])
    held = carried()
    assert held["dead"] == [revoked.code]
    assert set(held) == {"keys", "dead"}
