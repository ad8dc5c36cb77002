"""A grid with a day's work in it: `python -m tests.phone.daytown`, in an installation, prints what is in it.

Thirty doors with a family each; one person of each of the first 26 is on a list and given to the worker.
"""

import json
from datetime import timedelta
from typing import Any

import django

SOUGHT = 26
_NAMES = (
    "陈川杨河何月周风孔霞曾雪单山仇湖解江查海"
    "区林梁石谢松罗竹唐梅邓兰许菊冯荷曹桃彭柳"
    "萧桐田枫董槐潘榆袁桑蒋柏蔡樟余楠杜桂叶樱"
)
NAMES = [_NAMES[at : at + 2] for at in range(0, len(_NAMES), 2)]


def main() -> None:
    """Members, doors with their people, a campaign and whom it seeks."""
    from tests.journeys.town import _staff

    members = _staff()
    print(json.dumps(_campaign(members)))  # noqa: T201 - read by the tests


def _campaign(members: dict[str, Any]) -> dict[str, str]:
    import uuid_utils.compat as uuids

    from lianfang.ledger import clock
    from tests.field import case, entry, send
    from tests.journeys.town import COUNTY, GRID

    there, at = case(), clock.now() - timedelta(days=2)
    sent = there.opening(COUNTY, at)
    sent[0]["data"]["due"] = (clock.today() + timedelta(days=3)).isoformat()
    ids = {"campaign": there.campaign, "worker": members["worker"].pk}
    for number, name in enumerate(NAMES):
        house, person, target = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
        door = f"{number // 10 + 1}组{number + 1}号"
        where = {"household": str(house), "address": door}
        who = {
            "person": str(person),
            "name": name,
            "phones": [f"1390000{number:04d}"],
            "id_number": _document(number),
        }
        sent.append(entry("people.household_registered", house, GRID, at, where=where, walk=number * 10))
        sent.append(entry("people.person_registered", person, GRID, at, who=who, household=str(house), head=True))
        ids |= {f"house {number}": house, f"person {number}": person}
        if number < SOUGHT:
            said = {"who": {"person": str(person)}, "household": str(house), "row": number + 1}
            sent.append(there.listed(target, GRID, at + timedelta(hours=1), **said))
            handed = {"to_member": str(members["worker"].pk)}
            sent.append(entry("verification.assigned", target, GRID, at + timedelta(hours=2), **handed))
            ids[f"target {number}"] = target
    answers = send(members["command"], sent)
    assert {a.status.value for a in answers} <= {"accepted", "flagged"}, [a.as_json() for a in answers]
    return {name: str(one) for name, one in ids.items()}


def _document(number: int) -> str:
    """A document number of nowhere (division 999…), with its check digit."""
    from stdnum.iso7064 import mod_11_2

    body = f"999001198001{number + 1:02d}{number:03d}"
    return body + str(mod_11_2.calc_check_digit(body))


if __name__ == "__main__":
    django.setup()
    main()
