"""Who looked at whom: the vault's log, with everybody in it masked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.audit.scope import blind, posted, reach
from lianfang.desk.facts import naming
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor, covers
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.vault.models import Viewing
from lianfang.vault.reading import show

CURIOUS = 10

PURPOSES: Mapping[str, str] = {
    "story": N_("经过"),
    "target": N_("核查对象的页面"),
    "person": N_("人员的页面"),
    "people": N_("人员的来源"),
    "household": N_("住户的页面"),
    "households": N_("住户列表"),
    "decisions": N_("身份判定"),
    "correct": N_("更正记录"),
    "notes": N_("备注"),
    "verification.targets": N_("核查对象列表"),
    "verification.search": N_("查找核查对象"),
    "verification.mine": N_("我的对象"),
    "verification.again": N_("回访"),
    "verification.untried": N_("没敲过门的住户"),
    "verification.unmet": N_("没见到人的住户"),
    "verification.unclear": N_("地址待判定"),
    "verification.doubts": N_("疑点"),
    "verification.late": N_("逾期与回访"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at: in words, masked; `ours` when it lies in the auditor's areas."""

    words: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Curious:
    """How many different people and doors a member looked at on one day, and how often."""

    member: UUID
    name: str
    day: date
    looked_at: int
    times: int


def purpose(code: str) -> str:
    """The page on which somebody was seen, in words."""
    return _(PURPOSES[code]) if code in PURPOSES else code


def log(who: Actor, since: datetime, until: datetime, wanted: Mapping[str, Any]) -> QuerySet[Viewing]:
    """The looks of members posted in the auditor's areas within [since, until), by member, purpose and person."""
    rows = Viewing.objects.filter(member__in=posted(reach(who)).values("member"), at__gte=since, at__lt=until)
    columns = {"member": "member", "purpose": "purpose", "person": "entity"}
    return rows.filter(**{columns[name]: value for name, value in wanted.items() if name in columns and value})


def curious(who: Actor, rows: QuerySet[Viewing]) -> list[Curious]:
    """The days on which a member looked at the most, the most first."""
    days = rows.annotate(day=TruncDate("at")).values_list("member", "day")
    counted = days.annotate(looked_at=Count("entity", distinct=True), times=Count("pk"))
    found = list(counted.order_by("-looked_at", "-times", "member")[:CURIOUS])
    people = naming.members(who, {member for member, *_rest in found})
    return [Curious(member, people.get(member, ""), *rest) for member, *rest in found if member is not None]


def seen(who: Actor, entities: Collection[UUID]) -> dict[UUID, Seen]:
    """Persons by masked name, doors by masked address, texts by the entry they stand in; others not at all."""
    masked = blind(who)
    doors = dict(Household.objects.filter(pk__in=entities).values_list("pk", "area"))
    texts = {
        pk: (area, kind) for pk, area, kind in Entry.objects.filter(id__in=entities).values_list("id", "area", "kind")
    }
    people = areas_of(masked, [one for one in entities if one not in doors and one not in texts])
    shown = show(masked, people | doors, "audit")
    found = {
        one: _seen(who, area, shown[one].address if one in doors else shown[one].name)
        for one, area in (people | doors).items()
    }
    for one, (area, kind) in texts.items():
        found[one] = _seen(who, area, _("备注（%(kind)s）") % {"kind": _(all_kinds()[kind].title)})
    return found


def _seen(who: Actor, area: str, words: str) -> Seen:
    ours = covers(reach(who), area)
    return Seen((words or _("（已销毁）")) if ours else _("（辖区外）"), ours)


def purposes() -> Sequence[tuple[str, str]]:
    """Every page that shows identities, for a list of choices."""
    return [(code, _(title)) for code, title in PURPOSES.items()]
