"""Whom an auditor audits: entries by area, looks by the members who hold or held posts in the auditor's areas.

A look has no area of its own, and where the person lives says nothing about who should not have looked.
"""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianfang.desk.facts.recording import actor
from lianfang.duty.models import Member, Posting
from lianfang.duty.rights import Right
from lianfang.ledger.scope import Actor, within

MOST_NAMES = 300  # names in one list of choices; the others are reached from the lines themselves


def auditor(request: HttpRequest) -> Actor:
    """The signed-in member, who audits somewhere; raises PermissionDenied otherwise."""
    who = actor(request)
    if not who.may(Right.LEDGER_AUDIT):
        raise PermissionDenied(_("您没有审计的权限。"))
    return who


def reach(who: Actor) -> tuple[str, ...]:
    """The areas in which a member audits."""
    return who.areas(Right.LEDGER_AUDIT)


def blind(who: Actor) -> Actor:
    """The same member without any right: whatever other posts they hold, an audit shows nobody unmasked."""
    return Actor(who.member)


def posted(areas: Sequence[str]) -> QuerySet[Posting]:
    """Every post in these areas, ended ones included: looks outlive posts."""
    return Posting.objects.filter(within(areas))


def names(areas: Sequence[str], chosen: UUID | None = None) -> list[tuple[str, str]]:
    """Members posted in these areas, for a list of choices, the one chosen among them. At most two queries."""
    rows = Member.objects.filter(pk__in=posted(areas).values("member")).order_by("name", "pk")
    found = {str(pk): name for pk, name in rows.values_list("pk", "name")[:MOST_NAMES]}
    if chosen is not None and str(chosen) not in found:
        found |= {str(pk): name for pk, name in rows.filter(pk=chosen).values_list("pk", "name")}
    return list(found.items())
