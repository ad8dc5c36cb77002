"""Posts, passages and vehicles by name in stories; passages as a source of who somebody is; options of forms."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.areas.levels import ancestors
from lianfang.checkpoints.kinds import PostOpened
from lianfang.checkpoints.models import Post
from lianfang.desk.facts import naming, offers
from lianfang.desk.facts.fields import Choices
from lianfang.duty.models import Agency
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.scope import Actor, within
from lianfang.people import sources
from lianfang.people.sources import Source
from lianfang.protocols.divisions import named
from lianfang.vault.models import Statement
from lianfang.vault.reading import VIEW, stated

TRAVELLERS = "travellers"


def register() -> None:
    """Called once, when the app is ready."""
    naming.register("post", lambda _actor, ids: dict(Post.objects.filter(pk__in=ids).values_list("pk", "name")))
    naming.register("vehicle", vehicles)
    naming.register("division", lambda _actor, codes: named(codes))
    sources.provide(travelled)
    offers.offer(PostOpened.kind.code, "crew", agencies)
    offers.offer(PostOpened.kind.code, "shifts", hours)


def vehicles(actor: Actor, ids: Collection[Any]) -> Mapping[UUID, str]:
    """Vehicles by their plate, where it was said in the actor's areas."""
    return {vehicle: who.plate for vehicle, who in stated(actor, ids, "story").items()}


def agencies(_actor: Actor, _subject: UUID, area: str) -> Choices:
    """Who may man a post together: the agencies of its area and of those above it."""
    rows = Agency.objects.filter(within([area], "area_id") | Q(area_id__in=ancestors(area)))
    return [(str(pk), name) for pk, name in rows.order_by("name", "id").values_list("pk", "name")]


def hours(_actor: Actor, _subject: UUID, _area: str) -> Choices:
    """The hours of a day at which a shift may begin."""
    return [(str(hour), f"{hour}:00") for hour in range(24)]


def travelled(actor: Actor, persons: Collection[UUID]) -> Mapping[UUID, list[Source]]:
    """The latest passage of each of these persons at each post: travellers are in no register. Four queries.

    Where nothing was said of who they are, only that they came again, the passage gives no area: naming somebody of
    elsewhere must not show them. What the actor may see comes first, then the latest.
    """
    mentions = MentionRow.objects.filter(entity__in=persons, role=TRAVELLERS).order_by()
    latest = list(mentions.values_list("entity", "place").annotate(Max("entry")))
    if not latest:
        return {}
    rows = Entry.objects.filter(seq__in={seq for _person, _place, seq in latest})
    entries = {seq: (subject, area) for seq, subject, area in rows.values_list("seq", "subject", "area")}
    said = Statement.objects.filter(entity__in=persons, retracted=False).order_by()
    told = set(said.values_list("entity", "area").distinct())
    posts = _posts({place for _person, place, _seq in latest if place})
    found: dict[UUID, list[tuple[bool, int, Source]]] = {}
    for person, place, seq in latest:
        subject, area = entries[seq]
        known = area if (person, area) in told else ""
        label = _("通行登记：%(post)s") % {"post": posts.get(place, "")}
        source = Source(label, known, reverse("checkpoints:passage", args=[subject]))
        found.setdefault(person, []).append((not (known and actor.may(VIEW, known)), -seq, source))
    return {person: [source for _far, _seq, source in sorted(some, key=_turn)] for person, some in found.items()}


def _turn(one: tuple[bool, int, Source]) -> tuple[bool, bool, int]:
    far, seq, source = one
    return far, not source.area, seq


def _posts(places: Collection[str]) -> dict[str, str]:
    rows = Post.objects.filter(pk__in=places).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}
