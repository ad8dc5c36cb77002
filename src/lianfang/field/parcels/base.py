"""What the types of record have in common, and what is read once for all records of a piece."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from lianfang.ledger.scope import Actor, covers
from lianfang.vault.names import initials
from lianfang.vault.reading import Shown
from lianfang.verification.queries.scope import held

Row = TypeVar("Row", bound=models.Model)
Record = dict[str, Any]
NOBODY = Shown()
_EMPTY: tuple[Any, ...] = (None, "", (), [])


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks: a member with rights, and their teams."""

    actor: Actor
    groups: frozenset[UUID]

    def mine(self, member: UUID | None, group: UUID | None = None) -> bool:
        """Whether what is given to this member or team is the looker's own."""
        return (member is not None and member == self.actor.member) or group in self.groups


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around the rows of one piece.

    `doors`: the areas that answer for the households they point to and for whom needs name. `shown`: identities by
    entity and the area that answers for it. `told`: fields that only a target's whole story tells. `texts`: notes by
    entry.
    """

    doors: Mapping[UUID, str]
    shown: Mapping[tuple[UUID, str], Shown]
    told: Mapping[UUID, Mapping[str, Any]]
    texts: Mapping[UUID, str]


class Parcel(Generic[Row]):
    """One type of record (`sort`): whose rows, under which right, whom they name, what goes to the phone.

    `hangs_on` are columns naming a person or household: when those change, so does the record.
    """

    sort: ClassVar[str]
    right: ClassVar[str]
    model: ClassVar[type[models.Model]]
    hangs_on: ClassVar[tuple[str, ...]] = ()

    def rows(self, areas: Sequence[str]) -> QuerySet[Row]:
        """The rows in these areas, in no order."""
        table: models.Manager[Any] = self.model._default_manager
        return table.filter(held(areas)).order_by()

    def entities(self, row: Row, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """Whom the record shows, each with the area that answers for them."""
        raise NotImplementedError

    def record(self, row: Row, around: Around, sight: Sight) -> Record:
        """The row as the phone keeps it, empty fields included."""
        raise NotImplementedError

    def door(self, row: Any, doors: Mapping[UUID, str], sight: Sight) -> tuple[UUID, str] | None:
        """The household a row points to, with the area that answers for it; None outside the looker's areas."""
        if row.household is None:
            return None
        area = doors.get(row.household, row.area)
        return (row.household, area) if covers(sight.actor.areas(self.right), area) else None


def written(record: Record) -> Record:
    """A record as JSON: dates in ISO 8601, ids as text, and what is empty left out. Numbers stay."""
    return {name: _plain(value) for name, value in record.items() if value is not False and value not in _EMPTY}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def spelled(who: Shown) -> str:
    """Pinyin initials for the search; a masked name has none."""
    return "" if who.masked else initials(who.name)
