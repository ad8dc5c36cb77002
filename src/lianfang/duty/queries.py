"""What pages ask of the register of duty, held to the areas given, in a fixed number of queries each."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from lianfang.duty.models import Agency, Group, GroupMember, Member, Posting
from lianfang.ledger import clock
from lianfang.ledger.scope import within

_OPEN = Q(until=None)


def holding(prefix: str = "") -> Q:
    """Postings that hold now or will, not those that have ended; `prefix` leads to them from another table."""
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": clock.now()})


def in_areas(areas: Iterable[str]) -> Q:
    """Postings in these areas."""
    return within(areas)


def members(areas: Iterable[str]) -> QuerySet[Member]:
    """Members whose agency lies in these areas or who hold a post there, with those posts as `posts_here`."""
    listed = tuple(areas)
    here = Posting.objects.filter(within(listed)).filter(holding())
    posts = Prefetch("postings", here.select_related("area"), to_attr="posts_here")
    mine = Q(pk__in=here.values("member")) | within(listed, "agency__area")
    return Member.objects.filter(mine).select_related("agency").prefetch_related(posts)


def postings(member: Member, areas: Iterable[str]) -> QuerySet[Posting]:
    """A member's posts in these areas, the present ones first, ended ones after."""
    return member.postings.filter(within(areas)).select_related("area").order_by("-until", "-since")


def agencies(areas: Iterable[str]) -> QuerySet[Agency]:
    """Agencies in these areas, each with `staff`, how many open accounts it has."""
    staff = Count("members", filter=Q(members__is_active=True))
    return Agency.objects.filter(within(areas)).select_related("area").annotate(staff=staff)


def groups(areas: Iterable[str]) -> QuerySet[Group]:
    """Groups in these areas, each with `strength`, how many belong to it now."""
    strength = Count("memberships", filter=Q(memberships__until=None))
    rows = Group.objects.filter(within(areas)).select_related("area", "agency", "lead")
    return rows.annotate(strength=strength)


def belonging(group: Group) -> QuerySet[GroupMember]:
    """Who belongs to a group now."""
    return group.memberships.filter(_OPEN).select_related("member").order_by("since", "id")
