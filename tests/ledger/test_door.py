"""The door: one answer per entry, nothing lost, nothing twice, nobody beyond their area."""

from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.utils import translation

from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, Entry, Waiting
from lianfang.ledger.rebuild import rebuild
from lianfang.verification.choices import Standing
from lianfang.verification.models import Target
from tests.conftest import COUNTY, GRID, OTHER_GRID, VILLAGE
from tests.field import case, entry, finished, moment, send


@pytest.fixture
def target(members: SimpleNamespace) -> SimpleNamespace:
    """Somebody on the list, placed in the worker's grid."""
    campaign, target = case(), uuids.uuid7()
    send(members.clerk, [*campaign.opening(COUNTY, moment(27)), campaign.listed(target, GRID, moment(27))])
    return SimpleNamespace(id=target, case=campaign)


def statuses(answers: list[Answer]) -> list[str]:
    return [answer.status.value for answer in answers]


def test_a_target_closes_by_the_three_refusals_and_not_before(
    members: SimpleNamespace, target: SimpleNamespace
) -> None:
    seen = []
    for step in finished(target.id, GRID):
        assert statuses(send(members.worker, [step])) == ["accepted"]
        seen.append(Target.objects.get(pk=target.id).standing)
    assert seen == [Standing.TO_CHECK, Standing.TO_FEED_BACK, Standing.CLOSED]
    assert check().clean


def test_the_same_entry_twice_is_known_and_counts_once(members: SimpleNamespace, target: SimpleNamespace) -> None:
    visit = entry("verification.visited", target.id, GRID, moment(28), outcome="not_in", cause="locked")
    assert statuses(send(members.worker, [visit, visit])) == ["accepted", "known"]
    assert statuses(send(members.worker, [visit])) == ["known"]
    assert DayCount.objects.get(figure="verification.visits").value == 1


def test_what_comes_before_its_parent_is_held_and_goes_in_by_itself(members: SimpleNamespace) -> None:
    campaign, target = case(), uuids.uuid7()
    assert statuses(send(members.worker, finished(target, GRID))) == ["held"] * 3
    assert Waiting.objects.count() == 3
    send(members.clerk, [*campaign.opening(COUNTY, moment(27)), campaign.listed(target, GRID, moment(27))])
    assert Target.objects.get(pk=target).standing == Standing.CLOSED
    assert not Waiting.objects.exists()
    assert Entry.objects.filter(subject=target).exclude(member=members.clerk.pk).count() == 3
    assert check().clean


def test_one_bad_entry_gets_a_sentence_and_the_rest_goes_through(
    members: SimpleNamespace, target: SimpleNamespace
) -> None:
    good = entry("verification.visited", target.id, GRID, moment(28), outcome="met")
    bad = entry("verification.visited", target.id, GRID, moment(28), outcome="danced")
    unknown = entry("verification.levitated", target.id, GRID, moment(28))
    answers = send(members.worker, [bad, good, unknown, "not even an object", {**good, "at": "yesterday"}])  # type: ignore[list-item]
    assert statuses(answers) == ["refused", "accepted", "refused", "refused", "known"]
    assert answers[0].as_json()["why"] == "「结果」不在可选项内，请从列表中选择。"
    assert answers[0].as_json()["where"] == "data.outcome"
    with translation.override("en"):
        assert "danced" not in answers[0].as_json()["why"]
    assert Waiting.objects.filter(member=members.worker.pk, after=None).count() == 3


def test_nobody_records_outside_their_area(members: SimpleNamespace, target: SimpleNamespace) -> None:
    elsewhere = entry("verification.visited", target.id, GRID, moment(28), outcome="met")
    assert statuses(send(members.outsider, [elsewhere])) == ["refused"]
    pretending = entry("verification.visited", target.id, OTHER_GRID, moment(28), outcome="met")
    answer = send(members.outsider, [pretending])[0]
    assert (answer.status, answer.problem and answer.problem.code) == (Status.REFUSED, "not_yours")
    assert Target.objects.get(pk=target.id).standing == Standing.TO_VISIT


def test_a_visit_sent_before_the_target_was_placed_there_goes_in_once_it_is(members: SimpleNamespace) -> None:
    campaign, target = case(), uuids.uuid7()
    send(
        members.clerk,
        [*campaign.opening(COUNTY, moment(27)), campaign.listed(target, VILLAGE, moment(27), placed=False)],
    )
    visit = entry("verification.visited", target, GRID, moment(28, 10), outcome="met")
    assert statuses(send(members.worker, [visit])) == ["refused"]
    send(members.cadre, [entry("verification.placed", target, VILLAGE, moment(28, 8), to=GRID)])
    assert Target.objects.get(pk=target).standing == Standing.TO_CHECK
    assert statuses(send(members.worker, [visit])) == ["known"]
    assert check().clean


def test_only_the_system_mirrors_a_decision(members: SimpleNamespace, target: SimpleNamespace) -> None:
    forged = entry(
        "verification.identity_mirrored", target.id, GRID, moment(28), decision="same", into=str(target.id)
    )
    answer = send(members.command, [forged])[0]
    assert answer.problem and answer.problem.code == "system_only"


def test_a_wrong_clock_is_flagged_not_refused(members: SimpleNamespace, target: SimpleNamespace) -> None:
    ahead = entry("verification.visited", target.id, GRID, moment(28).replace(year=2045), outcome="met")
    answer = send(members.worker, [ahead])[0]
    assert (answer.status, answer.flags) == (Status.FLAGGED, ("clock_ahead",))


def test_a_correction_replaces_and_its_own_voiding_brings_the_first_back(
    members: SimpleNamespace, target: SimpleNamespace
) -> None:
    met = entry("verification.visited", target.id, GRID, moment(28), outcome="met")
    instead = entry("verification.visited", target.id, GRID, moment(28, 9, 1), outcome="refused", corrects=met["id"])
    undo = entry("ledger.voided", target.id, GRID, moment(28, 12), reason="mistake", corrects=instead["id"])
    expected = [Standing.TO_CHECK, Standing.REFUSED, Standing.TO_CHECK]
    for step, standing in zip((met, instead, undo), expected, strict=True):
        send(members.worker, [step])
        assert Target.objects.get(pk=target.id).standing == standing
    assert DayCount.objects.get(figure="verification.refusals").value == 0
    assert check().clean


def test_a_correction_of_a_correction_counts_once_and_unravels_step_by_step(
    members: SimpleNamespace, target: SimpleNamespace
) -> None:
    first = entry("verification.visited", target.id, GRID, moment(28), outcome="refused")
    second = entry("verification.visited", target.id, GRID, moment(28, 10), outcome="family", corrects=first["id"])
    third = entry("verification.visited", target.id, GRID, moment(28, 11), outcome="met", corrects=second["id"])
    rival = entry("verification.visited", target.id, GRID, moment(28, 12), outcome="not_in", corrects=first["id"])
    undo_rival = entry("ledger.voided", target.id, GRID, moment(28, 13), reason="mistake", corrects=rival["id"])
    undo_third = entry("ledger.voided", target.id, GRID, moment(28, 14), reason="mistake", corrects=third["id"])
    outcomes = ["refused", "family", "met", "not_in", "met", "family"]
    for step, outcome in zip((first, second, third, rival, undo_rival, undo_third), outcomes, strict=True):
        send(members.worker, [step])
        row = Target.objects.get(pk=target.id)
        assert (row.last_outcome, row.attempts) == (outcome, 1)
    assert DayCount.objects.get(figure="verification.visits").value == 1
    assert check().clean


def test_a_registration_is_about_its_subject_and_nobody_else(members: SimpleNamespace) -> None:
    house, other = uuids.uuid7(), uuids.uuid7()
    plain = entry("people.household_registered", house, GRID, moment(27), where={"address": "3组7号"})
    swapped = entry(
        "people.household_registered", house, GRID, moment(27), where={"address": "3组8号", "household": str(other)}
    )
    assert statuses(send(members.worker, [plain, swapped])) == ["accepted", "refused"]
    assert Entry.objects.get(subject=house).data["where"] == {"household": str(house)}


def test_an_id_stands_for_one_type_of_thing(members: SimpleNamespace, target: SimpleNamespace) -> None:
    twice = case().opening(COUNTY, moment(27))[0] | {"subject": str(target.id)}
    answer = send(members.clerk, [twice])[0]
    assert answer.problem and answer.problem.code == "wrong_subject"
    assert Target.objects.filter(pk=target.id).exists()


def test_the_check_finds_what_was_tampered_with(members: SimpleNamespace, target: SimpleNamespace) -> None:
    send(members.worker, finished(target.id, GRID))
    Target.objects.filter(pk=target.id).update(attempts=7)
    DayCount.objects.filter(figure="verification.visits").update(value=99)
    report = check()
    found = {difference.what for difference in report.differences}
    assert found == {"verification.Target", "figure by day"}
    rebuild()
    assert check().clean
