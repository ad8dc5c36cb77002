"""What a briefing says of people's needs: received, settled and open, in 件, and adding up."""

import json
from types import SimpleNamespace
from uuid import UUID

from lianfang.briefing.actions import freeze, verify
from lianfang.briefing.compose import compose
from lianfang.briefing.content import read
from lianfang.briefing.formats import to_markdown
from lianfang.briefing.write import report
from lianfang.duty.models import Member
from tests.briefing.days import new, taken
from tests.conftest import COUNTY, GRID, OTHER_VILLAGE, VILLAGE
from tests.field import Raw, entry, moment

MORNING = moment(29, 8, 30)


def said(kind: str, need: UUID, day: int, hour: int, **data: object) -> Raw:
    return entry(f"outreach.need_{kind}", need, GRID, moment(day, hour), **data)


def some_needs(members: SimpleNamespace) -> list[UUID]:
    """Seven needs: three delivered, one not possible, one under way and late, one urgent, one of nobody."""
    needs = new(7)
    day = [27, 27, 28, 28, 28, 28, 28]
    raised = [said("raised", need, at, 9, what="medicine") for need, at in zip(needs[:4], day, strict=False)]
    raised.append(said("raised", needs[4], 27, 9, what="papers", wanted_by="2020-01-28"))
    raised.append(said("raised", needs[5], 28, 8, what="medical", urgent=True))
    raised.append(said("raised", needs[6], 28, 9, what="advice", wanted_by="2020-01-31"))
    done = [said("delivered", need, 28, 15) for need in needs[:3]]
    done += [said("closed", needs[3], 28, 15, reason="unavailable"), said("taken", needs[4], 28, 16)]
    taken(members.worker, [*raised, *done])
    return needs


def text(area: str = VILLAGE, *, public: bool = False) -> str:
    return to_markdown(report(compose(area, MORNING), for_public=public))


def test_received_settled_and_open_add_up(members: SimpleNamespace) -> None:
    some_needs(members)
    told = text()
    assert "截至1月29日8时30分，受理群众需求7件，已办结4件，尚有3件未办。" in told
    assert "已办结的需求中，办到3件，未能办到1件，均已写明原因。" in told
    assert "未办的需求中，正在办理1件，尚无人认领2件。" in told
    assert "1月28日0—24时，群众需求净增4件、需求已办结净增4件、服务群众3人次。" in told
    assert "截至1月29日8时30分，没有受理群众需求，零报告。" in text(OTHER_VILLAGE)


def test_late_needs_are_reminded_of_as_of_that_morning(members: SimpleNamespace) -> None:
    needs = some_needs(members)
    assert "逾期未办的群众需求2件，请逐件落实。" in text()
    taken(members.worker, [said("delivered", needs[5], 29, 12), said("delivered", needs[4], 29, 12)])
    assert "逾期未办的群众需求2件，请逐件落实。" in text(), "what was done afterwards does not change that morning"


def test_a_frozen_briefing_proves_itself_with_needs_in_it(members: SimpleNamespace) -> None:
    some_needs(members)
    chief = Member.objects.get(pk=members.chief.pk)
    assert verify(freeze(COUNTY, MORNING, chief.actor)) == []


def test_a_briefing_frozen_before_needs_were_counted_keeps_its_digest(members: SimpleNamespace) -> None:
    briefing = compose(VILLAGE, MORNING)
    older = json.loads(json.dumps(briefing.as_json()))
    assert "needs_late" not in older["reminders"]
    assert read(older).digest() == briefing.digest()


def test_small_counts_are_hidden_in_what_is_published(members: SimpleNamespace) -> None:
    some_needs(members)
    told = text(public=True)
    assert not [small for small in ("4件", "3件", "1件", "3人次") if small in told.split("群众需求", 1)[1]]
