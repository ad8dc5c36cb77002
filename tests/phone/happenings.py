"""Anything that may happen in two villages: facts about a handful of people, doors and needs, moving about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from hypothesis import strategies as st

from lianfang.duty.models import Group, Member
from lianfang.ledger.answers import Status
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import all_kinds, keyed_subject
from lianfang.ledger.scope import SYSTEM
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID, VILLAGE
from tests.field import Case, Raw, case, entry, moment

GRIDS = (GRID, NEXT_GRID, OTHER_GRID)
PLACES = (*GRIDS, VILLAGE)
POOL = 2  # of each sort of thing


@dataclass
class Town:
    """Who and what there is, what was said, and under which words each person was ever known."""

    worker: Member
    team: Group
    campaign: Case = field(default_factory=case)
    houses: list[UUID] = field(default_factory=lambda: [uuids.uuid7() for _ in range(POOL)])
    people: list[UUID] = field(default_factory=lambda: [uuids.uuid7() for _ in range(POOL)])
    targets: list[UUID] = field(default_factory=lambda: [uuids.uuid7() for _ in range(POOL)])
    needs: list[UUID] = field(default_factory=lambda: [uuids.uuid7() for _ in range(POOL)])
    sent: list[Raw] = field(default_factory=list)
    words: dict[UUID, set[str]] = field(default_factory=dict)

    def open(self) -> None:
        """The campaign begins; of every sort of thing one is in the worker's grid and one in the next."""
        self.send(*self.campaign.opening(COUNTY, moment(20)))
        for what in ("house", "person", "listed", "need"):
            for number, area in zip(range(POOL), GRIDS, strict=False):
                self.say(Happening(what, number, number, area, area, flag=True))

    def send(self, *entries: Raw) -> None:
        """Through the door."""
        for answer in submit(list(entries), SYSTEM, device="test"):
            assert answer.status is not Status.REFUSED, answer.as_json()

    def say(self, happening: "Happening") -> None:
        """Something happens; what the door holds back for want of a parent is no harm."""
        made = _SAID[happening.what](self, happening)
        raw = entry(made.pop("kind"), made.pop("subject"), happening.area, moment(21, 0, len(self.sent) % 60), **made)
        self.sent.append(raw)
        self.send(raw)

    def who(self, happening: "Happening") -> dict[str, Any]:
        """A person in words nobody else is known by."""
        person, serial = self.people[happening.one], len(self.sent)
        name, phone, address = f"王某{chr(0x4E00 + serial)}壹", f"139{serial:08d}", f"柳家坝{serial}组{serial}号"
        self.words.setdefault(person, set()).update({name, phone, address})
        return {"person": str(person), "name": name, "phones": [phone], "address": address}

    def where(self, happening: "Happening") -> dict[str, Any]:
        """A door in words no other is known by."""
        house, address = self.houses[happening.one], f"桃树湾{len(self.sent)}组{happening.one}号"
        self.words.setdefault(house, set()).add(address)
        return {"household": str(house), "address": address}


@dataclass(frozen=True)
class Happening:
    """Which sort of thing, about which of each sort, where, and a choice or two."""

    what: str
    one: int
    two: int
    area: str
    to: str
    flag: bool


Teller = Callable[[Town, Happening], dict[str, Any]]


def _house(town: Town, it: Happening) -> dict[str, Any]:
    subject = town.houses[it.one]
    return {"kind": "people.household_registered", "subject": subject, "where": town.where(it), "walk": it.two}


def _person(town: Town, it: Happening) -> dict[str, Any]:
    home = str(town.houses[it.two])
    subject = town.people[it.one]
    return {"kind": "people.person_registered", "subject": subject, "who": town.who(it), "household": home}


def _gone(town: Town, it: Happening) -> dict[str, Any]:
    return {
        "kind": "people.whereabouts",
        "subject": town.people[it.one],
        "whereabouts": "left" if it.flag else "away",
    }


def _listed(town: Town, it: Happening) -> dict[str, Any]:
    home = {"household": str(town.houses[it.two])} if it.flag else {}
    told = {"campaign": str(town.campaign.campaign), "list": str(town.campaign.source), "row": 1, "placed": it.flag}
    return {"kind": "verification.listed", "subject": town.targets[it.one], "who": town.who(it), **told, **home}


def _target(kind: str, **values: Any) -> Teller:
    return lambda town, it: {"kind": f"verification.{kind}", "subject": town.targets[it.one], **values}


def _placed(town: Town, it: Happening) -> dict[str, Any]:
    return {"kind": "verification.placed", "subject": town.targets[it.one], "to": it.to}


def _corrected(town: Town, it: Happening) -> dict[str, Any]:
    said = {"accuracy": "corrected", "who": town.who(it)}
    return {"kind": "verification.checked", "subject": town.targets[it.one], **said}


def _assigned(town: Town, it: Happening) -> dict[str, Any]:
    to = {"to_member": str(town.worker.pk)} if it.flag else {"to_group": str(town.team.pk)}
    return {"kind": "verification.assigned", "subject": town.targets[it.one], **to}


def _knocked(town: Town, it: Happening) -> dict[str, Any]:
    data = {"campaign": str(town.campaign.campaign), "household": str(town.houses[it.one])}
    subject = keyed_subject(all_kinds()["verification.knocked"], data)
    return {"kind": "verification.knocked", "subject": subject, "met": it.flag, **data}


def _unsure(town: Town, it: Happening) -> dict[str, Any]:
    candidates = [str(town.people[it.two])]
    return {"kind": "people.identity_unsure", "subject": town.people[it.one], "candidates": candidates, "why": "name"}


def _decided(town: Town, it: Happening) -> dict[str, Any]:
    told = {"decision": "ask"} if it.flag else {"decision": "same", "same_as": str(town.people[it.two])}
    return {"kind": "people.identity_decided", "subject": town.people[it.one], **told}


def _need(town: Town, it: Happening) -> dict[str, Any]:
    told = {"who": town.who(it)} if it.flag else {"household": str(town.houses[it.two])}
    return {"kind": "outreach.need_raised", "subject": town.needs[it.one], "what": "medicine", **told}


def _taken(town: Town, it: Happening) -> dict[str, Any]:
    taker = {"to_member": str(town.worker.pk)} if it.flag else {}
    return {"kind": "outreach.need_taken", "subject": town.needs[it.one], **taker}


def _void(town: Town, it: Happening) -> dict[str, Any]:
    """Take back one of the last things said, voidings included."""
    back = town.sent[-1 - (it.one * POOL + it.two) % len(town.sent)] if town.sent else None
    if back is None:
        return _house(town, it)
    return {"kind": "ledger.voided", "subject": back["subject"], "reason": "mistake", "corrects": back["id"]}


_SAID: dict[str, Teller] = {
    "house": _house,
    "person": _person,
    "gone": _gone,
    "listed": _listed,
    "placed": _placed,
    "visited": _target("visited", outcome="met"),
    "checked": _target("checked", accuracy="accurate"),
    "corrected": _corrected,
    "fed back": _target("fed_back"),
    "doubted": _target("doubted", about="travel"),
    "assigned": _assigned,
    "knocked": _knocked,
    "unsure": _unsure,
    "decided": _decided,
    "need": _need,
    "taken": _taken,
    "void": _void,
}
OFTEN = ("listed", "person", "house", "placed", "void")  # what makes things, moves them, takes them away
some = st.integers(0, POOL - 1)
happenings = st.builds(
    Happening,
    st.sampled_from([*_SAID, *OFTEN]),
    some,
    some,
    st.sampled_from(PLACES),
    st.sampled_from(GRIDS),
    st.booleans(),
)
