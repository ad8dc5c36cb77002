"""How a proof follows from its entries and the register of orders, and what it counts."""

from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.utils import timezone

from lianfang.ledger import clock
from lianfang.ledger.answers import Status
from lianfang.ledger.models import DayCount
from lianfang.proofs import codes
from lianfang.proofs.carried import carried
from lianfang.proofs.choices import Standing
from lianfang.proofs.models import Proof
from lianfang.proofs.queries import grounds
from tests.conftest import GRID
from tests.field import entry, moment, send
from tests.proofs.conftest import Village, accepted, stands


def count(figure: str) -> int:
    return sum(DayCount.objects.filter(figure=f"proofs.{figure}").values_list("value", flat=True))


@pytest.mark.parametrize("what", ["residence", "observation_ended", "essential"])
def test_a_proof_holds_to_the_end_of_its_last_day(what: str, village: Village, members: SimpleNamespace) -> None:
    proof = village.issue(what, members.cadre)
    assert stands(proof) == Standing.VALID
    with clock.at(moment(31, 23, 59).replace(month=2, day=5)):
        assert stands(proof) == Standing.VALID
    with clock.at(moment(6, 0, 1).replace(month=2)):
        assert stands(proof) == Standing.EXPIRED
    assert count(what) == 1


def test_no_proof_is_good_for_longer_than_half_a_year(village: Village, members: SimpleNamespace) -> None:
    proof = village.issue("residence", members.cadre, until="2029-12-31")
    assert proof.until.isoformat() == "2020-07-28"


def test_taken_back_counts_once_and_can_be_undone(village: Village, members: SimpleNamespace) -> None:
    proof = village.issue("residence", members.cadre)
    first = entry("proofs.revoked", proof.pk, GRID, moment(31, 8), reason="lost")
    again = entry("proofs.revoked", proof.pk, GRID, moment(31, 8, 30), reason="moved")
    accepted(members.cadre, [first, again])
    proof.refresh_from_db()
    assert (stands(proof), proof.reason, count("revoked")) == (Standing.REVOKED, "lost", 1)
    voids = [
        entry("ledger.voided", proof.pk, GRID, moment(31, 9), reason="mistake", corrects=one["id"])
        for one in (first, again)
    ]
    accepted(members.cadre, voids)
    assert (stands(proof), count("revoked")) == (Standing.VALID, 0)


def test_a_clock_that_ran_behind_makes_no_difference(village: Village, members: SimpleNamespace) -> None:
    proof = village.issue("residence", members.cadre)
    accepted(members.cadre, [entry("proofs.revoked", proof.pk, GRID, moment(29), reason="mistake")])
    assert stands(proof) == Standing.REVOKED
    assert (count("residence"), count("revoked")) == (1, 1)


def test_an_observation_must_have_ended(village: Village, members: SimpleNamespace) -> None:
    assert stands(village.issue("observation_ended", members.cadre)) == Standing.VALID
    early = village.issue("observation_ended", members.cadre, person=village.other, order=str(village.running))
    assert stands(early) == Standing.UNFOUNDED
    theirs = village.issue("observation_ended", members.cadre, order=str(village.running))
    assert stands(theirs) == Standing.UNFOUNDED, "the order of somebody else proves nothing"
    nowhere = village.issue("observation_ended", members.cadre, order=str(uuids.uuid7()))
    assert stands(nowhere) == Standing.UNFOUNDED
    with clock.at(moment(12).replace(month=2)):
        assert stands(early) == Standing.EXPIRED, "its ground came, and its day has passed"


def test_going_on_to_hospital_is_no_end(village: Village, members: SimpleNamespace) -> None:
    accepted(members.chief, [entry("orders.released", village.running, GRID, moment(30), reason="hospital")])
    proof = village.issue("observation_ended", members.cadre, person=village.other, order=str(village.running))
    assert stands(proof) == Standing.UNFOUNDED
    assert grounds.observations(village.other, clock.now()) == {}


def test_kept_in_again_a_pass_holds_no_longer_and_a_home_remains_one(
    village: Village, members: SimpleNamespace
) -> None:
    proofs = {what: village.issue(what, members.cadre) for what in ("residence", "observation_ended", "essential")}
    village.observe(uuids.uuid7(), village.person, members, moment(31, 7))
    now = {what: stands(proof) for what, proof in proofs.items()}
    assert now == {"residence": "valid", "observation_ended": "unfounded", "essential": "unfounded"}
    assert {codes.short(proof.issued) for what, proof in proofs.items() if what != "residence"} == set(
        carried()["dead"]
    )


def test_phones_hear_of_what_was_revoked_corrected_and_voided(village: Village, members: SimpleNamespace) -> None:
    kept, revoked, corrected, voided, past = (village.issue("residence", members.cadre) for _ in range(5))
    shorter = {"what": "residence", "who": {"person": str(village.person)}, "until": "2020-02-01"}
    accepted(
        members.cadre,
        [
            entry("proofs.revoked", revoked.pk, GRID, moment(31, 8), reason="lost"),
            entry("proofs.issued", corrected.pk, GRID, moment(30), corrects=corrected.issued, **shorter),
            entry("ledger.voided", voided.pk, GRID, moment(31, 8), corrects=voided.issued, reason="mistake"),
        ],
    )
    assert set(carried()["dead"]) == {one.code for one in (revoked, corrected, voided)}
    assert not Proof.objects.filter(pk=voided.pk).exists()
    assert Proof.objects.get(pk=corrected.pk).code != corrected.code, "a new slip is to be printed"
    assert kept.code not in carried()["dead"]
    with clock.at(moment(9).replace(month=2)):
        assert past.code not in carried()["dead"], "what is over says so itself"


@pytest.mark.parametrize(
    "said",
    [
        {"what": "observation_ended"},
        {"what": "essential"},
        {"what": "residence", "work": "medical"},
        {"what": "residence", "vehicle": {"plate": "川Y12345"}},
        {"what": "residence", "until": None},
        {"what": "residence", "until": "2150-01-01"},
    ],
)
def test_what_a_proof_needs_is_insisted_on(
    said: dict[str, object], village: Village, members: SimpleNamespace
) -> None:
    data = {"who": {"person": str(village.person)}, "until": "2020-02-05"} | said
    sent = entry("proofs.issued", uuids.uuid7(), GRID, moment(30), **{k: v for k, v in data.items() if v})
    assert [answer.status for answer in send(members.cadre, [sent])] == [Status.REFUSED]


@pytest.mark.parametrize("role", ["worker", "auditor", "colleague"])
def test_who_may_not_issue_may_not(role: str, village: Village, members: SimpleNamespace) -> None:
    data = {"what": "residence", "who": {"person": str(village.person)}, "until": "2020-02-05"}
    sent = entry("proofs.issued", uuids.uuid7(), GRID, moment(30), **data)
    assert [answer.status for answer in send(getattr(members, role), [sent])] == [Status.REFUSED]


def test_a_look_at_a_post_counts_and_leaves_no_trace(village: Village, members: SimpleNamespace) -> None:
    post = str(uuids.uuid7())
    looks = [
        entry("proofs.checked", uuids.uuid7(), GRID, moment(31), outcome=outcome, what="residence") | {"place": post}
        for outcome in ("valid", "valid", "forged")
    ]
    accepted(members.cadre, looks)
    assert (count("checked"), count("failed")) == (3, 1)
    assert set(DayCount.objects.filter(figure="proofs.checked").values_list("place", flat=True)) == {post}
    known = entry("proofs.checked", uuids.uuid7(), GRID, moment(31), outcome="valid", proof=str(uuids.uuid7()))
    assert [answer.status for answer in send(members.cadre, [known])] == [Status.REFUSED]


def test_the_local_day_is_the_countys(village: Village, members: SimpleNamespace) -> None:
    proof = village.issue("residence", members.cadre, until="2020-01-31")
    with timezone.override("America/New_York"), clock.at(moment(31, 20)):
        assert stands(proof) == Standing.VALID
