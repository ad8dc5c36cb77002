"""Two villages with the same life in each."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from lianfang.duty.models import Member, Posting
from lianfang.duty.roles import Role
from tests.conftest import GRID, OTHER_GRID, OTHER_VILLAGE, VILLAGE
from tests.field import case, moment
from tests.promises.villages import Village, import_list, opened, settle, staff

OURS = ("王大川", "李小河", "张明月", "刘清风", "陈晚霞", "杨初雪")
THEIRS = ("赵金山", "欧阳玉树", "司马长空", "诸葛流水", "慕容白鹭", "上官青松")


@pytest.fixture
def villages(members: SimpleNamespace, post: Callable[..., Member]) -> tuple[Village, Village]:
    """The village whose members look around, and the one nothing of which they may see."""
    campaign = case()
    opened(campaign, members)
    members.leader = post("leader", Role.LINKING_LEADER, VILLAGE, "郑领导")
    Posting.objects.create(member=members.leader, role=Role.CLERK, area_id=VILLAGE, since=moment(1))
    ours = Village("红卫村", VILLAGE, GRID, 100, members.worker, members.cadre, campaign.campaign)
    theirs = Village("将营村", OTHER_VILLAGE, OTHER_GRID, 500, members.outsider, members.colleague, campaign.campaign)
    for village, people in ((ours, OURS), (theirs, THEIRS)):
        settle(village, campaign, people, members.chief)
        import_list(village, members.chief)
        staff(village, members.chief)
    return ours, theirs
