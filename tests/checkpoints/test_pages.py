"""The pages of posts, passages, lookouts and referrals; who sees what."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.checkpoints.models import Lookout, Passage, Post, Referral
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.screening.models import Hit
from lianfang.vault.models import Viewing
from tests.checkpoints.conftest import (
    ID_NUMBER,
    LISTED,
    NAME,
    OTHER_PLATE,
    PHONE,
    PLATE,
    RULE,
    Road,
    accepted,
    passed,
)
from tests.conftest import GRID, OTHER_VILLAGE, VILLAGE
from tests.field import entry, moment

Enter = Callable[[Member], Client]
BOARD = "/checkpoints/"
LIST = "/checkpoints/passages/"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """The pages are looked at on 28 January, an hour and a half after the car has passed."""
    with clock.at(moment(28, 10, 30)):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def written(kind: str, **values: Any) -> dict[str, Any]:
    """What the form of a kind sends."""
    prefix = kind.replace(".", "-")
    return {"kind": kind, f"{prefix}-entry-id": str(uuids.uuid7())} | {
        f"{prefix}-{name.replace('__', '-')}": value for name, value in values.items()
    }


def lookout(member: Member, plate: str, area: str = VILLAGE, reason: str = "forced") -> Any:
    """A vehicle is looked for until 1 February."""
    subject = uuids.uuid7()
    told = {"vehicle": {"plate": plate}, "reason": reason, "until": moment(31).isoformat()}
    accepted(member, [entry("checkpoints.lookout_opened", subject, area, moment(28, 8), **told)])
    return subject


def test_the_board_shows_ones_own_posts_by_hour_shift_day_and_since_they_opened(
    road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    yesterday = passed(road.post, moment(27, 12), vehicle={"plate": "渝A11111"}, others=2)
    night = passed(road.post, moment(28, 10, 5), vehicle={"plate": "渝A22222"}, others=1)
    queue = entry("checkpoints.queue_seen", road.post, VILLAGE, moment(28, 10, 20), vehicles=37, minutes=15)
    accepted(road.guard, [yesterday, night, queue])
    said = page(signed_in(road.guard), BOARD)
    for words in ("1 辆次", "2 辆次", "3 辆次", "37 辆", "8–16", "送诊 1"):
        assert words in said, words
    assert "将营村卡点" not in said
    assert "将营村卡点" in page(signed_in(members.chief), BOARD)


def test_the_board_costs_the_same_for_any_number_of_posts(
    road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.chief)
    counts = []
    for _round in range(2):
        page(client, BOARD)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, BOARD)
        counts.append(len(asked))
        told = {"what": "village_card", "name": "又一处"}
        more = [uuids.uuid7() for _n in range(5)]
        accepted(
            members.chief,
            [entry("checkpoints.post_opened", one, VILLAGE, moment(28, 7), **told) for one in more],
        )
        accepted(members.chief, [passed(one, moment(28, 9), others=1) for one in more])
    assert counts[0] == counts[1]


def test_a_posts_page_draws_its_day_and_takes_queue_and_closing(
    road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    address = reverse("checkpoints:post", args=[road.post])
    client = signed_in(members.chief)
    said = page(client, address)
    assert said.count("<rect x=") == 1
    assert "9:00" in said
    assert "这一天没有通行登记" in page(client, f"{address}?day=2020-01-26")
    client.post(address, written("checkpoints.queue_seen", vehicles="12", minutes="5"))
    assert Post.objects.get(pk=road.post).queue == 12
    client.post(address, written("checkpoints.post_closed"))
    assert not Post.objects.get(pk=road.post).open
    assert "checkpoints.post_closed" not in page(signed_in(road.guard), address)


def test_a_post_is_set_up_at_the_desk(road: Road, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.chief)
    assert reverse("checkpoints:new_post_of_area", args=[VILLAGE]) in page(
        client, reverse("checkpoints:new_post") + f"?area={VILLAGE}"
    )
    sent = written("checkpoints.post_opened", name="二号卡点", what="joint", shifts=["0", "12"])
    answer = client.post(reverse("checkpoints:new_post_of_area", args=[VILLAGE]), sent)
    post = Post.objects.get(name="二号卡点")
    assert answer["Location"] == reverse("checkpoints:post", args=[post.pk])
    assert (post.shifts, post.open) == ([0, 12], True)
    assert signed_in(road.guard).get(reverse("checkpoints:new_post")).status_code == 404


def test_passages_are_filtered_in_the_address_and_searched_in_the_body(
    road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, car = signed_in(members.chief), reverse("checkpoints:passage", args=[road.car])
    said = page(client, LIST)
    assert car in said
    assert PLATE in said
    assert NAME in said
    assert car in page(client, f"{LIST}?outcome=hospital&post={road.post}&direction=in")
    for other in ("outcome=turned_back", f"post={road.far}", "day=2020-01-27", "direction=out"):
        assert car not in page(client, f"{LIST}?{other}"), other
    for typed in ("川y·12345", ID_NUMBER, PHONE):
        assert car in client.post(LIST, {"q": typed}).content.decode(), typed
    assert car not in client.post(LIST, {"q": NAME}).content.decode(), "no browsing by name"


@pytest.mark.parametrize("role", ["worker", "outsider", "administrator"])
def test_those_without_the_right_see_no_checkpoints(
    role: str, road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(getattr(members, role))
    addresses = [BOARD, LIST, reverse("checkpoints:passage", args=[road.car]), reverse("checkpoints:referrals")]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(reverse("checkpoints:recall"), {"plate": PLATE}).status_code == 404


def test_a_guard_of_elsewhere_does_not_learn_that_a_passage_exists(road: Road, signed_in: Enter) -> None:
    client = signed_in(road.stranger)
    for name, one in (("post", road.post), ("passage", road.car), ("record", road.post)):
        assert client.get(reverse(f"checkpoints:{name}", args=[one])).status_code == 404
    assert client.post(LIST, {"q": PLATE}).content.decode().count("/checkpoints/passages/0") == 0
    assert client.post(reverse("checkpoints:recall"), {"plate": PLATE}).json() == {"passages": []}


def test_the_passage_page_says_what_was_done_with_each_and_why(
    road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    home = {"name": "张返乡", "phones": ["13800001111"], "temperature": 36.4, "outcome": "home", "rule": RULE}
    sent = passed(road.post, moment(28, 10), travellers=[home | {"been": [LISTED]}], bound_for=GRID)
    accepted(road.guard, [sent])
    said = page(signed_in(members.chief), reverse("checkpoints:passage", args=[sent["subject"]]))
    assert "张返乡" in said
    assert "居家观察" in said
    assert "武汉市" in said
    assert "已据此提请措施" in said
    fever = page(signed_in(members.chief), reverse("checkpoints:passage", args=[road.car]))
    assert "37.3 ℃" in fever
    assert "送诊和反馈" in fever
    assert "已据此提请措施" not in page(signed_in(road.guard), reverse("checkpoints:passage", args=[sent["subject"]]))


def test_recall_gives_surnames_and_endings_and_is_logged(road: Road, signed_in: Enter) -> None:
    client = signed_in(road.guard)
    for asked in ({"plate": "川Y·12345"}, {"id": ID_NUMBER}):
        [told] = client.post(reverse("checkpoints:recall"), asked).json()["passages"]
        assert (told["post"], told["plate"], told["bound_for"]) == (str(road.post), PLATE, GRID)
        assert [one["name"] for one in told["people"]] == ["王*", "李*"]
        assert told["people"][0]["tail"] == ID_NUMBER[-4:]
        assert NAME not in str(told)
    seen = Viewing.objects.filter(member=road.guard.pk, purpose="checkpoints.recall")
    assert {str(one.entity) for one in seen} >= {one["person"] for one in told["people"]}
    assert client.post(reverse("checkpoints:recall"), {}).status_code == 400
    assert client.get(reverse("checkpoints:recall")).status_code == 405


def test_a_recalled_traveller_is_the_same_person_at_another_post(road: Road, signed_in: Enter) -> None:
    person = road.passage.people[0]
    again = passed(road.far, moment(28, 10, 10), OTHER_VILLAGE, travellers=[{"person": person, "temperature": 36.6}])
    accepted(road.stranger, [again])
    assert Passage.objects.get(pk=again["subject"]).people == [person]
    said = page(signed_in(road.stranger), reverse("checkpoints:passage", args=[again["subject"]]))
    assert NAME not in said, "naming somebody does not show who they are"
    assert "王*兰" in said


def test_a_vehicle_looked_for_is_found_at_any_post_and_the_list_is_for_those_who_keep_it(
    road: Road, members: SimpleNamespace, signed_in: Enter
) -> None:
    one = lookout(members.chief, OTHER_PLATE)
    seen = passed(road.far, moment(28, 10), OTHER_VILLAGE, vehicle={"plate": OTHER_PLATE}, others=1)
    accepted(road.stranger, [seen])
    hit = Hit.objects.get()
    assert (hit.watched, hit.action, hit.place) == (one, "intercept", str(road.far))
    said = page(signed_in(members.chief), reverse("checkpoints:lookout", args=[one]))
    assert OTHER_PLATE in said
    assert reverse("checkpoints:passage", args=[seen["subject"]]) in said
    assert "待处置" in page(signed_in(road.stranger), BOARD) or "命中" in page(signed_in(road.stranger), BOARD)
    guard = signed_in(road.guard)
    assert guard.get(reverse("checkpoints:lookouts")).status_code == 404
    assert guard.get(reverse("checkpoints:lookout", args=[one])).status_code == 404


def test_a_lookout_is_opened_and_ended_at_the_desk(road: Road, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.chief)
    address = reverse("checkpoints:new_lookout_of_area", args=[VILLAGE])
    sent = written(
        "checkpoints.lookout_opened",
        vehicle__plate="川Y99999",
        reason="traced",
        until="2020-01-30T08:00",
        note__text="白色",
    )
    answer = client.post(address, sent)
    row = Lookout.objects.get()
    assert answer["Location"] == reverse("checkpoints:lookout", args=[row.pk])
    said = page(client, answer["Location"])
    assert "白色" in said
    assert "川Y99999" in said
    assert answer["Location"] in page(client, reverse("checkpoints:lookouts"))
    client.post(answer["Location"], written("checkpoints.lookout_ended", reason="found"))
    assert Lookout.objects.get().ended == "found"
    assert answer["Location"] not in page(client, reverse("checkpoints:lookouts"))
    assert answer["Location"] in page(client, reverse("checkpoints:lookouts") + "?state=all")


def test_a_referral_waits_is_late_and_is_answered(road: Road, members: SimpleNamespace, signed_in: Enter) -> None:
    referral = Referral.objects.get()
    address = reverse("checkpoints:referral", args=[referral.pk])
    client = signed_in(members.clerk)
    assert "还剩" in page(client, address)
    with clock.at(moment(28, 16)):
        assert address in page(client, reverse("checkpoints:referrals") + "?late=on")
        assert "1 人次送诊逾期未反馈" in page(client, "/")
        client.post(address, written("checkpoints.referral_answered", result="fever_excluded"))
        assert address not in page(client, reverse("checkpoints:referrals") + "?late=on")
        assert "7 小时" in page(client, address)
    assert signed_in(road.guard).get(address).status_code == 404


def test_the_home_page_says_what_passed_today(road: Road, members: SimpleNamespace, signed_in: Enter) -> None:
    assert "2 处卡点在岗。今天检查车辆 2 辆次、人员 3 人次。" in page(signed_in(members.chief), "/")


def test_the_desk_records_on_the_same_screen_as_the_phone(road: Road, signed_in: Enter) -> None:
    said = page(signed_in(road.guard), reverse("checkpoints:record", args=[road.post]))
    assert 'id="place"' in said
    assert "county-2020" in said
