"""Which needs a member asks for: filters as conditions, the order, and search by identity."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Case, DateField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lianfang.ledger.scope import Actor
from lianfang.outreach.choices import State
from lianfang.outreach.models import Need
from lianfang.outreach.queries.scope import OPEN, VIEW, late
from lianfang.vault.search import search

EVERY: Final = "all"
FOUND_AT_MOST = 200
TURN: Final = ("turn", "wanted", "raised_at", "id")
LATEST: Final = ("-raised_at", "-id")
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list; what is empty does not filter, but no state means the open ones.

    `state` may be `EVERY`. `who` is "", "me" or "none".
    """

    state: str = ""
    what: str = ""
    who: str = ""
    urgent: bool = False
    late: bool = False
    clash: bool = False


def wanted(rows: QuerySet[Need], asked: Wanted, actor: Actor, now: datetime) -> QuerySet[Need]:
    """The needs that fit."""
    rows = rows.filter(_state(asked.state), _who(asked.who, actor))
    if asked.what:
        rows = rows.filter(what=asked.what)
    if asked.urgent:
        rows = rows.filter(urgent=True)
    if asked.late:
        rows = rows.filter(late(now))
    if asked.clash:
        rows = rows.exclude(clash="")
    return rows


def _state(state: str) -> Q:
    if state == EVERY:
        return Q()
    return Q(state=state) if state else Q(state__in=OPEN)


def _who(who: str, actor: Actor) -> Q:
    if who == "me":
        return Q(member=actor.member)
    return Q(member=None) if who == "none" else Q()


def ordered(rows: QuerySet[Need], now: datetime) -> QuerySet[Any]:
    """In turn (see `TURN`): what is late, what is urgent, the other open ones by their day; what is settled last."""
    turn = Case(
        When(late(now), then=Value(0)),
        When(state__in=OPEN, urgent=True, then=Value(1)),
        When(state__in=OPEN, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    day = Coalesce("wanted_by", Value(_NEVER), output_field=DateField())
    return rows.annotate(turn=turn, wanted=day).order_by(*TURN)


def order_of(state: str) -> tuple[str, ...]:
    """Settled needs come latest first; any list with open ones in it, in turn."""
    return LATEST if state in {State.DELIVERED, State.CLOSED} else TURN


def found(actor: Actor, text: str, rows: QuerySet[Need]) -> list[Need]:
    """The needs among `rows` whose person or door fits what was typed, the best first. Three queries.

    Beside what was said where the need arose, what the register says of its person there.
    """
    rank = {entity: place for place, entity in enumerate(search(text, actor.areas(VIEW), FOUND_AT_MOST))}
    hits = rows.filter(Q(person__in=rank) | Q(household__in=rank))
    last = len(rank)

    def place(need: Need) -> int:
        return min((rank[one] for one in (need.person, need.household) if one in rank), default=last)

    return sorted(hits, key=lambda need: (place(need), need.pk.hex))
