"""Who and what is looked for. Every list stays with the slice that keeps it and is asked in the same transaction.

A source is asked about entities, never copied: what was recorded a moment ago is found, and what has ended is not.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from lianfang.screening.choices import Action


@dataclass(frozen=True, slots=True)
class Watched:
    """A person or vehicle somebody looks for.

    `subject` is what makes it so (the order, the target, the lookout) and `source` the code of its kind; `area`
    answers for it and learns of every hit. `since` and `until` bound when it is looked for ([since, until)); None:
    as long as the subject is there.
    """

    entity: UUID
    source: str
    subject: UUID
    area: str
    action: Action
    until: datetime | None = None
    since: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it is looked for at that moment."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


class Source(Protocol):
    """A list of what is looked for.

    `code` is stable and stands in entries; `title` is the Chinese msgid of what the list is called for those who
    hold `right` in the area that answers for the subject: nobody else is told which list it was.
    """

    code: str
    title: str
    right: str

    def among(self, entities: Collection[UUID], since: datetime, until: datetime) -> Iterable[Watched]:
        """Those of these entities looked for at any moment of [since, until], each with its own bounds.

        A phone's batch may span hours without network; whoever asks holds each moment against the bounds. In a fixed
        number of indexed queries for any batch.

        `entities` holds persons and vehicles together, up to a few thousand; most of them are looked for by nobody.
        `ledger.bulk.find` asks for them all at once.
        """
        ...

    def everything(self, at: datetime) -> Iterator[Watched]:
        """All of the list as it is at `at`, for the set that phones carry."""
        ...

    def stamp(self) -> str:
        """Changes when phones should fetch the set anew at once: when somebody comes on the list, above all.

        Asked by every phone every five minutes, so it reads no table from end to end. Whoever leaves a list may stay
        in the set for two hours: the office knows better, and every hit on a phone is checked with it.
        """
        ...

    def address(self, subject: UUID) -> str:
        """The page of a subject of this list; shown only to those who hold `right` where it is kept."""
        ...


_sources: dict[str, Source] = {}


def provide(source: Source) -> None:
    """Add a source; called in `AppConfig.ready`. The same code again replaces it."""
    _sources[source.code] = source


def sources() -> Mapping[str, Source]:
    """Every source by its code."""
    return MappingProxyType(_sources)
