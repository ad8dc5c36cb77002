"""Checking a slip: what anybody learns, what members at posts learn, what a phone is told."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client

from lianfang.duty.devices import issue_token
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.proofs import codes, tokens
from lianfang.proofs.choices import ProofKind
from lianfang.proofs.models import Proof
from lianfang.proofs.tokens import Ticket
from tests.conftest import GRID
from tests.field import entry, moment
from tests.proofs.conftest import NAME, NUMBER, PHONE, Enter, Village, accepted, of

CHECK = "/proofs/check/"


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nobody has checked anything yet."""
    cache.clear()


def token_of(proof: Proof) -> str:
    return tokens.seal(Ticket(proof.issued, ProofKind(proof.what), proof.until, "511922001202", 0, 0, "欧阳* 16"))


def verdict(client: Client, text: str) -> str:
    """What the page says of a code, without the rest of the page."""
    said = client.post(CHECK, {"code": text}).content.decode()
    found = re.search(r'<section class="proof-verdict.*?</section>', said, re.S)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())).strip()


def test_anybody_learns_that_it_is_valid_what_it_is_and_until_when(
    village: Village, members: SimpleNamespace, client: Client
) -> None:
    proof = village.issue("observation_ended", members.cadre)
    for text in (token_of(proof), codes.grouped(proof.code), f"http://x/proofs/check/#{token_of(proof).lower()}"):
        assert verdict(client, text) == "有效 解除医学观察证明 到 2020-02-05 为止（含当日）"


def test_anybody_learns_no_more_than_that_it_is_not_valid(
    village: Village, members: SimpleNamespace, client: Client
) -> None:
    proof = village.issue("residence", members.cadre)
    token, forged = token_of(proof), "0" + token_of(proof)[1:-4] + "ZZZZ"
    accepted(members.cadre, [entry("proofs.revoked", proof.pk, GRID, moment(31, 8), reason="observed_again")])
    answers = {verdict(client, text) for text in (token, proof.code, forged, "ABCD-1234", "随便写的")}
    assert answers == {"无效 这份证明现在不能用。有疑问的，请本人到开具的地方询问。"}


def test_a_signature_is_not_enough(village: Village, members: SimpleNamespace, client: Client) -> None:
    proof = village.issue("residence", members.cadre)
    token = token_of(proof)
    longer = tokens.seal(Ticket(proof.issued, ProofKind.ESSENTIAL, proof.until + timedelta(days=99)))
    assert "居住证明 到 2020-02-05" in verdict(client, longer), "the register says what it is and until when"
    with clock.at(moment(6).replace(month=2)):
        assert verdict(client, longer).startswith("无效")
    accepted(
        members.cadre, [entry("ledger.voided", proof.pk, GRID, moment(31), corrects=proof.issued, reason="mistake")]
    )
    assert verdict(client, token).startswith("无效")


def test_the_code_stands_in_no_address(client: Client, db: None) -> None:
    said = client.get(CHECK).content.decode()
    assert '<form class="form check" method="post"' in said
    assert client.get(f"{CHECK}?code=ABCD1234").content.decode().count("proof-verdict") == 0


def test_strangers_cannot_try_codes_forever(
    client: Client, db: None, members: SimpleNamespace, signed_in: Enter
) -> None:
    answers = [client.post(CHECK, {"code": f"ABCD00{n:02d}"}).status_code for n in range(31)]
    assert answers == [200] * 30 + [429]
    assert signed_in(members.cadre).post(CHECK, {"code": "ABCD0000"}).status_code == 200


def test_members_at_posts_learn_why_and_whose(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    proof = village.issue("residence", members.cadre)
    elsewhere = signed_in(members.colleague)
    for text in (token_of(proof), proof.code):
        said = verdict(elsewhere, text)
        assert "有效 居住证明" in said
        assert "* 16" in said
        assert not [one for one in (NAME, NUMBER, PHONE) if one in said]
    accepted(members.cadre, [entry("proofs.revoked", proof.pk, GRID, moment(31, 8), reason="lost")])
    assert "已作废" in verdict(elsewhere, proof.code)
    assert "原因" not in verdict(signed_in(members.worker), proof.code), "who checks nothing is told what anybody is"


def ask(member: Member | None, body: object) -> tuple[int, dict[str, str]]:
    headers = {}
    if member is not None:
        headers["authorization"] = "Bearer " + issue_token(member, "卡点手机", member.actor)[1]
    answer = Client().post(of("ask"), json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def test_a_phone_asks_what_a_short_code_is_worth(village: Village, members: SimpleNamespace) -> None:
    proof = village.issue("essential", members.cadre)
    told = {"found": "valid", "what": "essential", "until": "2020-02-05", "printed": "欧阳* 16"}
    assert ask(members.cadre, {"code": proof.code}) == (200, told)
    nothing = {"found": "unreadable", "what": "", "until": "", "printed": ""}
    assert ask(members.cadre, {"code": "ABCD0000"}) == (200, nothing)
    assert ask(members.worker, {"code": proof.code})[0] == 403
    assert ask(None, {"code": proof.code})[0] == 401
    assert ask(members.cadre, ["code"])[0] == 400
