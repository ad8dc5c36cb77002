"""One person of one row on the way in, and the entries made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.exchange.importing import ids
from lianfang.exchange.importing.homes import Home
from lianfang.exchange.importing.outcome import Fate
from lianfang.exchange.reading import PersonCells, Row
from lianfang.people.kinds import IdentityUnsure
from lianfang.vault.identity import Identity
from lianfang.verification.kinds import Listed

LISTED, UNSURE = Listed.kind.code, IdentityUnsure.kind.code
# What the ledger takes of a text, and of the parts of `Who`.
_ORIGIN, _TRANSPORT, _NAME, _NUMBER, _ADDRESS, _REMARK, _PHONES = 60, 30, 80, 40, 200, 2000, 10
# Place names and trains have no such figures; telephones, plates and documents do.
_IDENTIFYING = re.compile(r"\d{5}|[A-Za-z]\d{4}[A-Za-z\d]|\d{3,4}-\d{4}")


@dataclass
class Item:
    """A person of a row. `target` and `person` are known once it is placed; `entered` if the ledger has it."""

    row: Row
    ordinal: int
    cells: PersonCells
    source: UUID
    home: Home = field(default_factory=lambda: Home(""))
    fate: Fate = Fate.NEW
    person: UUID | None = None
    target: UUID | None = None
    candidates: tuple[UUID, ...] = ()
    reason: str = ""
    entered: bool = False

    @cached_property
    def record(self) -> UUID:
        """The id this person gets if nobody on record is like them."""
        return ids.record_id(self.source, self.row.row, self.ordinal)

    @cached_property
    def entry(self) -> UUID:
        """The id of the listing."""
        return ids.entry_id(self.source, self.row.row, self.ordinal, LISTED)

    @cached_property
    def doubt(self) -> UUID:
        """The id of the entry that asks who this is."""
        return ids.entry_id(self.source, self.row.row, self.ordinal, UNSURE)

    @cached_property
    def identity(self) -> Identity:
        """What the row says of who this is, as the vault will keep it."""
        cells = self.cells
        return Identity(
            name=cells.name[:_NAME],
            id_number=cells.id_number[:_NUMBER],
            phones=tuple(number[:_NAME] for number in cells.phones[:_PHONES]),
            address=self.home.address[:_ADDRESS],
            village=self.home.village,
            sex=cells.sex,
            birth_date=cells.birth_date,
        )

    def entries(self, campaign: UUID, at: datetime) -> Iterator[dict[str, Any]]:
        """What goes to the door."""
        if self.fate is Fate.DECIDE:
            doubt = {"candidates": self.candidates, "why": self.reason}
            yield self._entry(self.doubt, UNSURE, self.person, at, doubt)
        yield self._entry(self.entry, LISTED, self.target, at, self._listing(campaign))

    def _entry(
        self, id_: UUID, kind: str, subject: UUID | None, at: datetime, data: dict[str, Any]
    ) -> dict[str, Any]:
        return {"id": id_, "kind": kind, "subject": subject, "area": self.home.area, "at": at, "data": data}

    def _listing(self, campaign: UUID) -> dict[str, Any]:
        told, remarks = self._told()
        data = {
            "campaign": campaign,
            "list": self.source,
            "row": self.row.row,
            "who": self._who(),
            "placed": self.home.placed,
            "unsure": self.fate is Fate.DECIDE,
            **told,
        }
        if self.home.household:
            data["household"] = self.home.household
        if self.row.returned_on:
            data["returned_on"] = self.row.returned_on
        if remarks:
            data["remark"] = {"text": "；".join(remarks)[:_REMARK]}
        return data

    def _who(self) -> dict[str, Any]:
        said = self.identity
        who: dict[str, Any] = {
            "person": self.person,
            "name": said.name,
            "id_number": said.id_number,
            "phones": said.phones,
        }
        who |= {"address": said.address, "birth_date": said.birth_date}
        return who | ({"sex": said.sex} if said.sex else {})

    def _told(self) -> tuple[dict[str, Any], list[str]]:
        """The journey for the ledger; what may identify somebody or does not fit goes to the remarks."""
        row, told, remarks = self.row, {}, [self.row.remark, self.row.status_text]
        for name, text, most in (("origin", row.origin, _ORIGIN), ("transport", row.transport, _TRANSPORT)):
            if len(text) > most or _IDENTIFYING.search(text) or (self.cells.name and self.cells.name in text):
                remarks.append(text)
            elif text:
                told[name] = text
        if row.returned_text and row.returned_on is None:
            remarks.append(_("返回时间原文：%(text)s") % {"text": row.returned_text})
        if len(self.home.address) > _ADDRESS:
            remarks.append(self.home.address)
        return told, [remark for remark in remarks if remark]
