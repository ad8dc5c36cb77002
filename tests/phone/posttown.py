"""A post on the road: `python -m tests.phone.posttown`, in an installation, prints what is in it.

A checkpoint officer, two open posts, an area listed elsewhere, a vehicle that is looked for, and a commuter's car
with two people that passed yesterday.
"""

import json
from datetime import timedelta
from typing import Any

import django

COMMUTER, SOUGHT, LISTED = "川Y12345", "川YD12345", "420100"


def main() -> None:
    """Members, and what was recorded before the officer's shift begins."""
    from tests.journeys.town import COUNTY, VILLAGE, _staff

    members = _staff()
    members["guard"] = _guard(VILLAGE)
    print(json.dumps(_road(members, VILLAGE, COUNTY)))  # noqa: T201 - read by the tests


def _guard(village: str) -> Any:
    from lianfang.areas.models import Area
    from lianfang.duty import actions
    from lianfang.duty.models import Agency, Member
    from lianfang.ledger.scope import SYSTEM
    from tests.journeys.town import PASSWORD, _ago

    member = actions.add_member("guard", "吴值守", Agency.objects.get(name="城西派出所"), SYSTEM, password=PASSWORD)
    actions.post(member, "checkpoint_officer", Area.objects.get(pk=village), SYSTEM, since=_ago(90))
    return Member.objects.get(pk=member.pk)


def _road(members: dict[str, Any], village: str, county: str) -> dict[str, str]:
    import uuid_utils.compat as uuids

    from lianfang.ledger import clock
    from lianfang.ledger.kinds import all_kinds, keyed_subject
    from tests.field import entry, send
    from tests.phone.daytown import _document

    now = clock.now()
    post, other, lookout, passage = (uuids.uuid7() for _ in range(4))
    area = {
        "code": LISTED,
        "name": "湖北省武汉市",
        "level": "outbreak",
        "since": (now - timedelta(days=20)).date().isoformat(),
        "until": (now + timedelta(days=20)).date().isoformat(),
        "source": "省指挥部通告",
        "source_date": (now - timedelta(days=20)).date().isoformat(),
    }
    listed = keyed_subject(all_kinds()["protocols.area_listed"], area)
    people = [
        {"id_number": _document(number), "name": name, "temperature": 36.4}
        for number, name in enumerate(("王大川", "李小河"))
    ]
    passed = {
        "post": str(post),
        "vehicle": {"plate": COMMUTER},
        "travellers": people,
        "origin": county,
        "bound_for": "511900",
    }
    sent = [
        entry(
            "checkpoints.post_opened", post, village, now - timedelta(days=3), name="红卫村卡点", what="village_card"
        ),
        entry(
            "checkpoints.post_opened",
            other,
            village,
            now - timedelta(days=3),
            name="高速东出口",
            what="motorway_exit",
        ),
        entry("protocols.area_listed", listed, county, now - timedelta(days=3), **area),
        entry(
            "checkpoints.lookout_opened",
            lookout,
            county,
            now - timedelta(days=2),
            vehicle={"plate": SOUGHT},
            reason="forced",
            until=(now + timedelta(days=5)).isoformat(),
        ),
        entry("checkpoints.passed", passage, village, now - timedelta(days=1), **passed) | {"place": str(post)},
    ]
    answers = send(members["command"], sent)
    assert {a.status.value for a in answers} <= {"accepted", "flagged"}, [a.as_json() for a in answers]
    return {"post": str(post), "other": str(other), "passage": str(passage)}


if __name__ == "__main__":
    django.setup()
    main()
