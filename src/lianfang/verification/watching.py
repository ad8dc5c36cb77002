"""Those still to be met, for screening: whoever has not been seen at home may be seen at a post."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lianfang.ledger import bulk
from lianfang.ledger.models import Entry
from lianfang.screening.choices import Action
from lianfang.screening.sources import Watched
from lianfang.verification.kinds import Listed
from lianfang.verification.models import Target
from lianfang.verification.queries.scope import VIEW

SOURCE: Final = "target"


class Sought:
    """Open targets of every campaign. Nobody is kept at a post for it: the verifiers are told."""

    code = SOURCE
    title = N_("核查对象")
    right = VIEW

    def among(self, entities: Collection[UUID], since: datetime, until: datetime) -> Iterable[Watched]:
        """Those of these persons who are still to be met. One query."""
        found = bulk.find(Target, "person", entities, ("id", "person", "area", "open"))
        return (_watched(subject, person, area) for subject, person, area, open_ in found if open_)

    def everything(self, at: datetime) -> Iterator[Watched]:
        """Every open target."""
        rows = Target.objects.filter(open=True).values_list("pk", "person", "area")
        return (_watched(*row) for row in rows.iterator())

    def stamp(self) -> str:
        """The last listing: one step of an index."""
        rows = Entry.objects.filter(kind=Listed.kind.code).order_by("-at", "-seq")
        return str(rows.values_list("id", flat=True).first())

    def address(self, subject: UUID) -> str:
        """The target's page."""
        return reverse("verification:target", args=[subject])


def _watched(subject: UUID, person: UUID, area: str) -> Watched:
    return Watched(person, SOURCE, subject, area, Action.TELL_VERIFIERS)
