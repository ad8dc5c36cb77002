"""The town of the journeys, made in an installation of its own: `python -m tests.journeys.town` prints what is in it.

Everything goes in as it would in the field: registers through their actions, facts through the door.
"""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import django

COUNTY, VILLAGE = "511922", "511922001202"
GRID, NEXT_GRID = f"{VILLAGE}01", f"{VILLAGE}02"
PASSWORD = "a-long-password"
PEOPLE = ("王大川", "李小河", "张明月", "刘清风", "陈晚霞", "杨初雪", "何远山", "周平湖")
MEMBERS = (
    ("clerk", "钱内勤", "clerk", COUNTY),
    ("chief", "赵所长", "station_chief", COUNTY),
    ("command", "孙指挥", "command", COUNTY),
    ("reader", "读者", "county_doctor", COUNTY),
    ("cadre", "陈村干", "village_cadre", VILLAGE),
    ("worker", "李网格", "grid_worker", GRID),
    ("mate", "周网格", "grid_worker", NEXT_GRID),
)


def main() -> None:
    """Members, a campaign with doors and targets in two grids, two unclear addresses, one doubtful identity."""
    members = _staff()
    print(json.dumps(_campaign(members)))  # noqa: T201 - read by the tests


def _staff() -> dict[str, Any]:
    from lianfang.areas.models import Area
    from lianfang.duty import actions
    from lianfang.duty.models import Member
    from lianfang.ledger.scope import SYSTEM

    seat = Area.objects.get(pk=COUNTY)
    station = actions.add_agency("城西派出所", "police_station", seat, SYSTEM)
    for username, name, role, area in MEMBERS:
        member = actions.add_member(username, name, station, SYSTEM, password=PASSWORD)
        actions.post(member, role, Area.objects.get(pk=area), SYSTEM, since=_ago(90))
    return {username: Member.objects.get(username=username) for username, *_rest in MEMBERS}


def _ago(days: float) -> datetime:
    from lianfang.ledger import clock

    return clock.now() - timedelta(days=days)


def _campaign(members: dict[str, Any]) -> dict[str, Any]:
    import uuid_utils.compat as uuids

    from tests.field import case, entry, send

    there = case()
    opening = there.opening(COUNTY, _ago(3))
    opening[0]["data"]["due"] = _ago(-3).date().isoformat()
    sent, targets = list(opening), {}
    for number, name in enumerate(PEOPLE):
        grid = GRID if number < 5 else NEXT_GRID
        house, targets[name] = uuids.uuid7(), uuids.uuid7()
        where = {"household": str(house), "address": f"{number + 1}组{number + 1}号"}
        sent.append(entry("people.household_registered", house, grid, _ago(4), where=where, walk=number * 10))
        who = {"name": name, "phones": [f"1390000000{number}"], "address": f"{number + 1}组{number + 1}号"}
        said = {"who": who, "household": str(house), "row": number + 1}
        sent.append(there.listed(targets[name], grid, _ago(3), **said))
        if number < 5:
            handed = {"to_member": str(members["worker"].pk)}
            sent.append(entry("verification.assigned", targets[name], grid, _ago(2.9), **handed))
    sent += _unclear(there) + _doubtful(there, targets)
    answers = send(members["command"], sent)
    assert {a.status.value for a in answers} <= {"accepted", "flagged"}, [a.as_json() for a in answers]
    known = {"campaign": there.campaign, **targets}
    return {name: str(one) for name, one in known.items()}


def _unclear(there: Any) -> list[dict[str, Any]]:
    import uuid_utils.compat as uuids

    written = (("吴路口", "红卫村2组桥头"), ("郑岔道", "红卫村老供销社旁"))
    return [
        there.listed(uuids.uuid7(), VILLAGE, _ago(3), row=row, who={"name": name, "address": at}, placed=False)
        for row, (name, at) in enumerate(written, start=20)
    ]


def _doubtful(there: Any, targets: dict[str, UUID]) -> list[dict[str, Any]]:
    """A record that may be the first of those listed: the same telephone, a name that sounds alike."""
    import uuid_utils.compat as uuids

    from tests.field import entry

    record, known, target = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
    targets["孔建明"], targets["孔健明"] = uuids.uuid7(), target
    first = {"person": str(known), "name": "孔建明", "phones": ["13911112222"]}
    second = {"person": str(record), "name": "孔健明", "phones": ["13911112222"]}
    unsure = {"candidates": [str(known)], "why": "name_sound"}
    return [
        there.listed(targets["孔建明"], NEXT_GRID, _ago(3), who=first, row=30),
        there.listed(target, NEXT_GRID, _ago(2), who=second, row=31, unsure=True),
        entry("people.identity_unsure", record, NEXT_GRID, _ago(2), **unsure),
    ]


if __name__ == "__main__":
    django.setup()
    main()
