"""The lists of one file: their ids, whether they came in before, and the entry that says so."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from lianfang.exchange.importing import ids
from lianfang.exchange.importing.campaign import Destination
from lianfang.exchange.importing.outcome import Fate
from lianfang.exchange.importing.sources import Source
from lianfang.ledger.door import submit
from lianfang.ledger.scope import Actor
from lianfang.verification.entries import entry
from lianfang.verification.kinds import ListReceived
from lianfang.verification.models import SourceList


@dataclass
class SheetList:
    """One list. `before`: it had come in to its last row before this run; `fates` are those of its first coming."""

    id: UUID
    before: bool
    touched: bool = False
    fates: Counter[Fate] = field(default_factory=Counter)


class Lists:
    """The lists of a file, by sheet."""

    def __init__(self, where: Destination, source: Source, agency: UUID | None, at: datetime) -> None:
        self.where, self.source, self.agency, self.at = where, source, agency, at
        self._by_sheet: dict[str, SheetList] = {}

    def of(self, sheet: str) -> SheetList:
        """The list on this sheet."""
        known = self._by_sheet.get(sheet)
        if known is None:
            id_ = ids.list_id(self.where.campaign, self.source.digest, len(self._by_sheet))
            known = self._by_sheet[sheet] = SheetList(id_, SourceList.objects.filter(pk=id_).exists())
        return known

    def close(self, actor: Actor) -> None:
        """Say that each list was read to its last row, and with what; a list that came before says nothing new."""
        told = [self._received(sheet, one) for sheet, one in self._by_sheet.items() if one.touched or not one.before]
        if told:
            submit(told, actor)

    def _received(self, sheet: str, one: SheetList) -> dict[str, object]:
        counts = {name: one.fates[fate] for name, fate in _COUNTS.items()}
        name = self.source.path.name if self.source.sheets == 1 else f"{self.source.path.name} · {sheet}"
        fact = ListReceived(
            campaign=self.where.campaign,
            name=name[:200],
            agency=self.agency,
            digest=self.source.digest,
            rows=one.fates.total(),
            **counts,
        )
        said = ":".join(map(str, counts.values()))
        return entry(fact, one.id, self.where.area, self.at) | {"id": uuid5(one.id, f"received:{said}")}


_COUNTS = {"new": Fate.NEW, "known": Fate.KNOWN, "decide": Fate.DECIDE, "refused": Fate.REFUSED}
