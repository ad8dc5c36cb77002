"""A phone as far as the feed goes: it keeps records and a cursor, in one stroke, as docs/sync.md says."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from lianfang.duty.devices import issue_token
from lianfang.duty.models import Member

Record = dict[str, Any]


@dataclass
class Carrier:
    """One member's phone. `records` by type and id, each with the walk that brought it last."""

    token: str
    area: str = ""
    cursor: str = ""
    records: dict[tuple[str, str], tuple[str, Record]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    gone: set[tuple[str, str]] = field(default_factory=set)

    def ask(self, name: str, **values: str) -> Any:
        """An answer of the feed, as it came."""
        headers = {"Authorization": f"Bearer {self.token}"}
        response = Client().get(f"/field/v1/{name}", {"area": self.area, **values}, headers=headers)
        self.said.append(response.content.decode())
        return response

    def pull(self, *, lose: bool = False) -> bool:
        """One piece; a lost one was sent but never arrived. Gives whether there is more."""
        response = self.ask("down", cursor=self.cursor)
        assert response.status_code == 200, response.content.decode()
        piece = response.json()
        if not lose:
            self.store(piece)
        return bool(piece["more"]) or lose

    def store(self, piece: Any) -> None:
        """A piece and its cursor, in one transaction."""
        assert len(piece["records"]) + len(piece["gone"]) <= 500
        for record in piece["records"]:
            self.records[record["t"], record["id"]] = (piece["walk"], record)
        for kind, id_ in piece["gone"]:
            self.gone.add((kind, id_))
            self.records.pop((kind, id_), None)
        if piece["whole"]:
            self.records = {key: kept for key, kept in self.records.items() if kept[0] == piece["walk"]}
        self.cursor = piece["cursor"]

    def sync(self) -> dict[tuple[str, str], Record]:
        """Pull until there is no more; gives what the phone holds then."""
        while self.pull():
            pass
        return self.holds()

    def holds(self) -> dict[tuple[str, str], Record]:
        """Every record by type and id."""
        return {key: record for key, (_walk, record) in self.records.items()}

    def of(self, kind: str) -> dict[str, Record]:
        """The records of one type by id."""
        return {id_: record for (t, id_), record in self.holds().items() if t == kind}


def carrier(member: Member, area: str = "") -> Carrier:
    """A phone just enrolled, with nothing on it."""
    fresh = Member.objects.get(pk=member.pk)
    _token, secret = issue_token(fresh, "phone", fresh.actor)
    return Carrier(secret, area)
