"""The response of the county: declared, areas listed, what posts propose decided, a proof for whoever asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lianfang.demo.county import COUNTY, Cast, villages
from lianfang.demo.made import made
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import keyed_subject
from lianfang.orders.choices import State
from lianfang.orders.models import Order
from lianfang.people.models import Person
from lianfang.protocols.kinds import AreaListed

_LISTED = (("420100", "湖北省武汉市"), ("421100", "湖北省黄冈市"))


@dataclass(frozen=True, slots=True)
class Response:
    """What command, doctor and cadre decide."""

    cast: Cast

    def declare(self, at: datetime) -> None:
        """Level I by the community plan, leave cancelled (row A6), and the areas listed then."""
        plan: dict[str, Any] = {"level": "I", "edition": "covid-2020-community", "leave_cancelled": True}
        with clock.at(at):
            self._by(self.cast.command, "protocols.response_declared", made("response"), COUNTY, **plan)
            for code, name in _LISTED:
                said = self._listed(code, name, at)
                subject = keyed_subject(AreaListed.kind, said)
                self._by(self.cast.command, "protocols.area_listed", subject, COUNTY, **said)

    def decide(self, at: datetime) -> None:
        """The doctor approves what posts have proposed, the cadre of the place serves the notice."""
        for order in Order.objects.filter(state=State.PROPOSED).order_by("id"):
            with clock.at(at):
                proposal = str(order.proposal)
                self._by(self.cast.doctor, "orders.approved", order.pk, order.area, proposal=proposal)
            with clock.at(at + timedelta(minutes=30)):
                self._by(self.cast.command, "orders.served", order.pk, order.area, how="handed", to="self")

    def prove(self, at: datetime) -> None:
        """A resident asks for the proof that they live here."""
        person = Person.objects.filter(area__startswith=villages()[0]).order_by("id").first()
        if person is None:
            return
        until = (at + timedelta(days=14)).date().isoformat()
        said = {"what": "residence", "who": {"person": str(person.pk)}, "until": until}
        with clock.at(at):
            self._by(self.cast.command, "proofs.issued", made("proof", person.pk), person.area, **said)

    def _listed(self, code: str, name: str, at: datetime) -> dict[str, Any]:
        day = at.date()
        dates = {"since": day.isoformat(), "until": (day + timedelta(days=60)).isoformat()}
        source = {"source": "县指挥部通告第1号（演示）", "source_date": day.isoformat()}
        return {"code": code, "name": name, "level": "outbreak", "days": 14, **dates, **source}

    def _by(self, member: Member, kind: str, subject: UUID, area: str, **data: Any) -> None:
        at = clock.now().isoformat()
        entry = {"id": str(made(kind, subject, at)), "kind": kind, "subject": str(subject), "area": area, "at": at}
        submit([{**entry, "data": data}], member.actor, device="desk")
