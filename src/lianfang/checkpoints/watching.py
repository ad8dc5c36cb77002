"""Vehicles looked for, as screening asks for them: never copied, always as they stand."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lianfang.checkpoints.choices import LookoutReason
from lianfang.checkpoints.kinds import MANAGE
from lianfang.checkpoints.models import Lookout
from lianfang.ledger import bulk, clock
from lianfang.screening.choices import Action
from lianfang.screening.sources import Watched
from lianfang.vault.store import CHUNK

_COLUMNS = ("vehicle", "id", "area", "reason", "since", "until", "ended_at")


def running(at: datetime, until: datetime | None = None) -> QuerySet[Lookout]:
    """The lookouts that run at this moment, or at any time from then to `until`, wherever they are."""
    return Lookout.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), until__gt=at, since__lte=until or at)


class Lookouts:
    """The source "lookout"."""

    code = "lookout"
    title = N_("布控车辆")
    right = MANAGE

    def among(self, entities: Collection[UUID], since: datetime, until: datetime) -> Iterable[Watched]:
        """Those of these vehicles that are looked for. One query that mostly finds none, one more for those found."""
        found = {subject for (subject,) in bulk.find(Lookout, "vehicle", entities, ("id",))}
        for chunk in bulk.chunks(found, CHUNK):
            yield from self._watched(running(since, until).filter(pk__in=chunk))

    def everything(self, at: datetime) -> Iterator[Watched]:
        """Every vehicle looked for."""
        return self._watched(running(at))

    def stamp(self) -> str:
        """Changes with the list: lookouts are few, so they are simply read."""
        rows = running(clock.now()).order_by("id").values_list("id", "vehicle", "until", "reason")
        return sha256(repr(list(rows)).encode()).hexdigest()[:16]

    def address(self, subject: UUID) -> str:
        """The lookout's page."""
        return reverse("checkpoints:lookout", args=[subject])

    @staticmethod
    def _watched(rows: QuerySet[Lookout]) -> Iterator[Watched]:
        for vehicle, subject, area, reason, since, until, ended in rows.values_list(*_COLUMNS):
            # Whoever has broken through once may do so again: nobody steps in their way.
            action = Action.INTERCEPT if reason == LookoutReason.FORCED else Action.STOP_AND_CALL
            yield Watched(vehicle, Lookouts.code, subject, area, action, since=since, until=ended or until)
