"""Posts, and what they look out for: orders, targets and vehicles, as their own slices record them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import uuid_utils.compat as uuids

from bench import county, sent
from bench.sent import Raw
from bench.traffic import Person, Watch, person, plate
from lianfang.duty.roles import Role
from lianfang.ledger.answers import Status
from lianfang.ledger.door import submit
from lianfang.ledger.scope import SYSTEM, Actor
from lianfang.vault.identifier import person_of
from lianfang.vault.keyring import ring

_RUNS = timedelta(days=13)  # beyond the last passage
_TAKEN = {Status.ACCEPTED, Status.FLAGGED}


def open_posts(count: int, since: datetime) -> list[tuple[str, str]]:
    """So many posts, in the county's towns in turn: their ids, and the areas they stand in."""
    towns = county.towns()
    posts = [(str(uuids.uuid7()), towns[number % len(towns)]) for number in range(count)]
    _record(
        SYSTEM,
        [
            sent.entry(
                "checkpoints.post_opened", UUID(post), area, since, {"name": f"{n + 1}号卡点", "what": "joint"}
            )
            for n, (post, area) in enumerate(posts)
        ],
    )
    return posts


def look_for(wanted: Iterable[tuple[str, UUID, Person]], since: datetime) -> Watch:
    """Put everybody on the list they belong to; an order is proposed by one member and approved by another."""
    watch, villages = Watch(), county.villages()
    campaign, source = uuids.uuid7(), uuids.uuid7()
    proposer = county.member("proposer", Role.STATION_CHIEF, county.COUNTY).actor
    approver = county.member("approver", Role.COMMAND, county.COUNTY).actor
    _record(SYSTEM, sent.opening(campaign, source, county.COUNTY, since, 1))
    for number, (listed, subject, who) in enumerate(wanted):
        area = villages[number % len(villages)]
        if listed == "lookout":
            _record(SYSTEM, [_lookout(subject, area, since, who[0])])
            watch.vehicles[who[0]] = (listed, str(subject))
            continue
        if listed == "target":
            data = {"campaign": str(campaign), "list": str(source), "row": number, "who": _said(who)}
            _record(SYSTEM, [sent.entry("verification.listed", subject, area, since, data)])
        else:
            _order(subject, area, since, who, (proposer, approver))
        watch.people[who] = (listed, str(subject))
        watch.resembled.append(who)
    return watch


def _order(subject: UUID, area: str, since: datetime, who: Person, both: tuple[Actor, Actor]) -> None:
    known = person_of(person(who).id_number, ring())
    registered = sent.entry("people.person_registered", known, area, since, {"who": _said(who)})
    told = {
        "measure": "home",
        "person": str(known),
        "rule": "county-2020/listed-home",
        "evidence": [registered["id"]],
        "basis": ["law-40", "regulation-44"],
        "since": since.isoformat(),
        "until": (since + _RUNS).isoformat(),
    }
    proposed = sent.entry("orders.proposed", subject, area, since, told)
    approved = sent.entry("orders.approved", subject, area, since, {"proposal": proposed["id"]})
    _record(SYSTEM, [registered])
    for actor, entry in zip(both, (proposed, approved), strict=True):
        _record(actor, [entry])


def _lookout(subject: UUID, area: str, since: datetime, vehicle: int) -> Raw:
    data = {"vehicle": {"plate": plate(vehicle)}, "reason": "traced", "until": (since + _RUNS).isoformat()}
    return sent.entry("checkpoints.lookout_opened", subject, area, since, data)


def _said(who: Person) -> Raw:
    known = person(who)
    return {"name": known.name, "id_number": known.id_number, "phones": [known.phone]}


def _record(actor: Actor, entries: list[Raw]) -> None:
    answers = submit(entries, actor, device="bench")
    assert _TAKEN.issuperset(answer.status for answer in answers), answers
