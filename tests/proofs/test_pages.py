"""The pages of proofs: issuing, the list, one proof, its slip, taking it back; who sees what."""

import re
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.ledger.models import Entry
from lianfang.proofs.models import Proof
from tests.conftest import GRID, OTHER_GRID, VILLAGE
from tests.proofs.conftest import NAME, NUMBER, PLATE, Enter, Village, of, stands

LIST = "/proofs/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def written(kind: str, **values: str) -> dict[str, str]:
    """What the form of a kind sends."""
    told = {f"proofs-{kind}-{name.replace('__', '-')}": value for name, value in values.items()}
    return {"kind": f"proofs.{kind}", f"proofs-{kind}-entry-id": str(uuids.uuid7())} | told


def test_a_proof_is_issued_from_the_page_of_a_person(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    assert of("new_person", village.person) in page(client, reverse("people:person", args=[village.person]))
    sent = written("issued", what="essential", work="supplies", vehicle__plate=PLATE.lower(), until="2020-02-03")
    answer = client.post(of("new_person", village.person), sent)
    proof = Proof.objects.get()
    assert answer.headers["Location"] == of("proof", proof.pk)
    assert (proof.what, proof.work, proof.person, proof.area) == ("essential", "supplies", village.person, GRID)
    assert client.post(of("new_person", village.person), sent).status_code == 302
    assert Proof.objects.count() == 1, "sent twice, issued once"
    said = page(client, of("proof", proof.pk))
    assert {NAME, NUMBER, PLATE} <= {one for one in (NAME, NUMBER, PLATE) if one in said}


def test_only_what_may_be_certified_is_offered(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.cadre)
    free, kept_in = (page(client, of("new_person", who)) for who in (village.person, village.other))
    assert '"observation_ended","解除医学观察证明"' in free
    assert str(village.order) in free
    assert '"observation_ended","解除医学观察证明"' not in kept_in
    assert '"essential","保障人员通行证"' not in kept_in
    assert "正在隔离医学观察" in kept_in
    sent = written("issued", what="essential", work="medical", until="2020-02-03")
    assert client.post(of("new_person", village.other), sent).status_code == 200
    assert not Proof.objects.exists()


@pytest.mark.parametrize("until", ["", "2020-01-30", "2021-01-01"])
def test_a_last_day_is_asked_for_and_must_be_near(
    until: str, village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    sent = written("issued", what="residence", until=until)
    assert signed_in(members.cadre).post(of("new_person", village.person), sent).status_code == 200
    assert not Proof.objects.exists()


def test_somebody_in_no_register_is_vouched_for_by_a_village(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, sent = signed_in(members.cadre), written("issued", what="essential", work="medical", until="2020-02-03")
    assert client.post(of("new_area", VILLAGE), sent).status_code == 200, "a name is needed"
    assert not Proof.objects.exists()
    named = sent | {"proofs-issued-who-name": "外地来的护士", "proofs-issued-who-id_number": "999111198001010024"}
    client.post(of("new_area", VILLAGE), named)
    proof = Proof.objects.get()
    assert "外地来的护士" in page(client, of("proof", proof.pk))
    assert "护*" not in page(client, of("slip", proof.pk))


def test_search_leads_to_the_form_of_a_person(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.cadre)
    assert of("new_person", village.person) in client.post(of("new"), {"q": NAME}).content.decode()
    assert of("new_person", village.stranger) not in client.post(of("new"), {"q": "那边的人"}).content.decode()


def test_the_list_is_of_ones_areas_filters_stand_in_the_address(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    proofs = {what: village.issue(what, members.cadre) for what in ("residence", "essential")}
    proofs["elsewhere"] = village.issue("residence", members.chief, person=village.stranger, area=OTHER_GRID)
    client = signed_in(members.cadre)

    def shown(query: str) -> set[str]:
        said = page(client, f"{LIST}?{query}")
        return {name for name, proof in proofs.items() if of("proof", proof.pk) in said}

    assert shown("") == {"residence", "essential"}
    assert shown("what=essential") == {"essential"}
    assert shown("state=valid") == {"residence", "essential"}
    assert shown("state=unfounded") == set()
    client.post(of("proof", proofs["residence"].pk), written("revoked", reason="moved"))
    assert shown("state=revoked") == {"residence"}
    found = client.post(LIST, {"q": NUMBER[-4:]}).content.decode()
    assert of("proof", proofs["essential"].pk) in found
    assert client.post(LIST, {"q": "没有这个人"}).content.decode().count("没有找到") == 1


def test_more_proofs_cost_no_more_queries(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.cadre)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, LIST)
        return len(queries)

    village.issue("residence", members.cadre)
    page(client, LIST)
    few = asked()
    for what in ("essential", "observation_ended", "residence"):
        village.issue(what, members.cadre)
    assert asked() <= few + 1  # a vehicle among them


def test_taken_back_it_cannot_be_printed(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    proof, client = village.issue("residence", members.cadre), signed_in(members.cadre)
    assert of("slip", proof.pk) in page(client, of("proof", proof.pk))
    client.post(of("proof", proof.pk), written("revoked"))
    assert stands(proof) == "valid", "no reason, no revoking"
    client.post(of("proof", proof.pk), written("revoked", reason="lost"))
    assert stands(proof) == "revoked"
    assert of("slip", proof.pk) not in page(client, of("proof", proof.pk))
    assert client.get(of("slip", proof.pk)).status_code == 404


def test_issued_anew_the_former_one_is_worth_nothing(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    former, client = village.issue("residence", members.cadre), signed_in(members.cadre)
    sent = written("issued", what="residence", until="2020-02-20")
    for _again in range(2):
        client.post(of("again", former.pk), sent)
    anew = Proof.objects.exclude(pk=former.pk).get()
    assert (stands(former), stands(anew)) == ("revoked", "valid")
    assert Entry.objects.filter(kind="proofs.revoked").count() == 1
    former.refresh_from_db()
    assert former.reason == "replaced"


def test_the_slip_says_no_more_than_needed(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.cadre)
    lives, works = village.issue("residence", members.cadre), village.issue("essential", members.cadre)
    slip = page(client, of("slip", lives.pk))
    paper = re.search(r'<article class="slip".*?</article>', slip, re.S)
    assert paper is not None
    assert "欧阳*" in paper.group()
    assert ">16<" in paper.group()
    assert "红卫村" in paper.group()
    assert f"{lives.code[:4]}-{lives.code[4:]}" in paper.group()
    assert not [one for one in (NAME, NUMBER, NUMBER[-4:], "2组8号") if one in slip]
    with_car = page(client, of("slip", works.pk))
    assert "川Y***45" in with_car
    assert PLATE not in with_car


@pytest.mark.parametrize("role", ["worker", "colleague", "outsider", "auditor", "administrator"])
def test_others_do_not_learn_that_a_proof_exists(
    role: str, village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    proof, client = village.issue("residence", members.cadre), signed_in(getattr(members, role))
    addresses = [of(name, proof.pk) for name in ("proof", "slip", "again")]
    addresses += [of("new_person", village.person), of("new_area", GRID), f"{LIST}?area={GRID}"]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(of("proof", proof.pk), written("revoked", reason="lost")).status_code == 404
    assert stands(proof) == "valid"
