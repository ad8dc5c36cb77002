"""Those still to be met, for screening: whoever has not been seen at home may be seen at a post."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lianfang.ledger import bulk
from lianfang.screening.choices import Action
from lianfang.screening.sources import Watched
from lianfang.vault.store import CHUNK
from lianfang.verification.models import Target
from lianfang.verification.queries.scope import VIEW

SOURCE: Final = "target"


class Sought:
    """Open targets of every campaign. Nobody is kept at a post for it: the verifiers are told."""

    code = SOURCE
    title = N_("核查对象")
    right = VIEW

    def among(self, entities: Collection[UUID], at: datetime) -> Iterable[Watched]:
        """Those of these persons who are still to be met. One query per 5,000."""
        for chunk in bulk.chunks(entities, CHUNK):
            yield from _watched(Target.objects.filter(person__in=chunk, open=True))

    def everything(self, at: datetime) -> Iterator[Watched]:
        """Every open target."""
        return _watched(Target.objects.filter(open=True))

    def address(self, subject: UUID) -> str:
        """The target's page."""
        return reverse("verification:target", args=[subject])


def _watched(rows: QuerySet[Target]) -> Iterator[Watched]:
    for subject, person, area in rows.values_list("pk", "person", "area"):
        yield Watched(person, SOURCE, subject, area, Action.TELL_VERIFIERS)
