"""The decision queue, worked partly: somebody at the desk looks at two records and says whether they are one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lianfang.demo.lists import truth
from lianfang.demo.made import made
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.door import submit
from lianfang.ledger.models import Entry, MentionRow
from lianfang.people.models import Identity, Person
from lianfang.verification.models import SourceList


def decide(by: Member, at: datetime, share: float) -> int:
    """Decide this share of what waits, as the truth has it; the rest stays for whoever looks around."""
    waiting = list(Person.objects.filter(identity=Identity.UNSURE).order_by("id"))
    chosen = waiting[: round(len(waiting) * share)]
    known = _truths([*(p.pk for p in chosen), *(UUID(c) for p in chosen for c in p.candidates)])
    with clock.at(at):
        submit([_decision(person, known, at) for person in chosen], by.actor, device="desk")
    return len(chosen)


def _truths(persons: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Who each person really is, by the rows that name them."""
    names = dict(SourceList.objects.values_list("id", "name"))
    told = truth()
    found: dict[UUID, set[str]] = {}
    mentions = MentionRow.objects.filter(entity__in=set(persons), role="who")
    rows = dict(mentions.values_list("entry", "entity"))
    for seq, data in Entry.objects.filter(seq__in=rows, kind="verification.listed").values_list("seq", "data"):
        name = names[UUID(data["list"])]
        found.setdefault(rows[seq], set()).update(told.get((name, data["row"]), ()))
    return found


def _decision(person: Person, known: dict[UUID, set[str]], at: datetime) -> dict[str, Any]:
    same = [c for c in person.candidates if known.get(UUID(c), set()) & known.get(person.pk, set())]
    data = {"decision": "same", "same_as": same[0]} if same else {"decision": "different"}
    return {
        "id": str(made("decision", person.pk)),
        "kind": "people.identity_decided",
        "subject": str(person.pk),
        "area": person.area,
        "at": at.isoformat(),
        "data": data,
    }
