"""What a briefing says of checkpoints and measures: in the wording of police briefings, and adding up."""

from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids

from lianfang.briefing.compose import compose
from lianfang.briefing.formats import to_markdown
from lianfang.briefing.write import report
from lianfang.checkpoints.models import Referral
from lianfang.duty.roles import Role
from lianfang.ledger.models import Entry
from lianfang.orders.models import Order
from tests.briefing.days import taken
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.field import entry, moment

MORNING = moment(29, 8)


def passed(post: Any, day: int, hour: int, **data: Any) -> dict[str, Any]:
    """A passage at the post."""
    return entry("checkpoints.passed", uuids.uuid7(), VILLAGE, moment(day, hour), post=str(post), **data) | {
        "place": str(post)
    }


@pytest.fixture
def roads(members: SimpleNamespace, post: Any) -> None:
    """Two days at a post: a lorry turned back, a fever answered for, somebody under observation from the 28th."""
    guard, here = post("guard", Role.CHECKPOINT_OFFICER, VILLAGE), uuids.uuid7()
    opened = entry("checkpoints.post_opened", here, VILLAGE, moment(26), name="北出口", what="motorway_exit")
    taken(members.chief, [opened])
    home = {"name": "张返乡", "phones": ["13800001111"], "been": ["420100"], "temperature": 36.5}
    taken(
        guard,
        [
            passed(here, 27, 9, vehicle={"plate": "鄂A11111"}, others=2, outcome="turned_back"),
            passed(here, 28, 9, vehicle={"plate": "川Y11111"}, others=1),
            passed(here, 28, 10, travellers=[{"name": "甲", "temperature": 38.2, "outcome": "hospital"}]),
            passed(here, 28, 11, travellers=[home | {"outcome": "home", "rule": "county-2020/listed-home"}]),
            passed(here, 29, 9, vehicle={"plate": "川Y22222"}, others=1),  # after the cut-off
        ],
    )
    answer = {"result": "admitted"}
    taken(
        members.clerk,
        [entry("checkpoints.referral_answered", Referral.objects.get().pk, VILLAGE, moment(28, 14), **answer)],
    )
    order = Order.objects.get()
    proposal = str(Entry.objects.get(subject=order.pk).id)
    taken(members.chief, [entry("orders.approved", order.pk, VILLAGE, moment(28, 12), proposal=proposal)])


def text(area: str = VILLAGE, *, public: bool = False) -> str:
    """The briefing of that morning."""
    return to_markdown(report(compose(area, MORNING), for_public=public))


def test_what_passed_is_said_as_the_police_say_it(roads: None) -> None:
    told = text()
    assert "截至1月29日8时，在岗卡点1处，共检查车辆2辆次、人员5人次，劝返1辆次、2人次。" in told
    assert "累计送发热门诊1人次，其中送诊收治留观1人次。" in told
    assert "1月28日0—24时，检查车辆1辆次、检查人员3人次" in told
    assert "截至1月29日8时，没有设立卡点，零报告。" in text(OTHER_VILLAGE)


def test_observed_is_ended_and_still_observed(roads: None) -> None:
    told = text()
    assert "截至1月29日8时，累计医学观察1人，已解除0人，尚有1人正在接受医学观察。" in told
    assert "没有正在执行的防控措施，零报告。" in text(OTHER_VILLAGE)


def test_an_order_that_ran_out_leaves_the_sentence_by_itself(roads: None) -> None:
    later = to_markdown(report(compose(VILLAGE, moment(31, 8).replace(month=3))))
    assert "累计医学观察1人，已解除1人，尚有0人正在接受医学观察。" in later


def test_small_counts_are_hidden_from_the_public(roads: None) -> None:
    told = text(public=True)
    assert "累计医学观察＜5" in told
    assert "送发热门诊＜5" in told
    assert "人员5人次" in told
