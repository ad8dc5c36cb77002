"""However facts and pulls interleave, a phone ends up with what a fresh walk gives, and never hears of others."""

import json
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.duty.models import Group, GroupMember, Member, Posting
from lianfang.duty.roles import Role
from lianfang.field import changes, walk
from lianfang.field.parcels import PARCELS
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor, covers
from lianfang.outreach.models import Need
from lianfang.people.models import Household, Person
from lianfang.verification.models import Target
from tests.conftest import GRID, NEXT_GRID, VILLAGE
from tests.field import examples
from tests.ledger.test_any_order import undone
from tests.phone.carrier import Carrier, carrier
from tests.phone.happenings import Happening, Town, happenings

SEE = "identity.view"
Step = Happening | str
steps = st.one_of(
    happenings,
    happenings,
    st.sampled_from(["pull", "pull", "lost", "again", "all", "grid", "village", "post", "team", "forget"]),
)
MANY = settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Night:
    """A phone whose owner works in one grid and looks, masked, into the next one; and what befalls it."""

    def __init__(self, town: Town) -> None:
        self.town, self.member = town, town.worker
        self.phone = carrier(town.worker)
        self.last: Any = None

    def take(self, step: Step) -> None:
        if isinstance(step, Happening):
            self.town.say(step)
        else:
            getattr(self, f"_{step}")()

    def _pull(self) -> None:
        self.last = self.asked()
        self.phone.store(self.last)

    def _lost(self) -> None:
        self.asked()

    def _again(self) -> None:
        """The same piece again, while the phone still stands where it led."""
        if self.last is not None and self.phone.cursor == self.last["cursor"]:
            self.phone.store(self.last)

    def _forget(self) -> None:
        """The cursor is lost; the records are not."""
        self.phone.cursor = ""

    def _all(self) -> None:
        self.phone.area = ""

    def _grid(self) -> None:
        self.phone.area = GRID

    def _village(self) -> None:
        self.phone.area = VILLAGE

    def _post(self) -> None:
        """The post in the next grid ends, or begins again."""
        held = Posting.objects.filter(member=self.member, area_id=NEXT_GRID)
        if not held.filter(until=None).update(until=timezone.now()):
            Posting.objects.create(member=self.member, role=Role.AUDITOR, area_id=NEXT_GRID, since=timezone.now())

    def _team(self) -> None:
        if not GroupMember.objects.filter(member=self.member).delete()[0]:
            GroupMember.objects.create(member=self.member, group=self.town.team, since=timezone.now())

    def asked(self) -> Any:
        """A piece, with all that the promises say of it."""
        piece = self.phone.ask("down", cursor=self.phone.cursor).json()
        actor = Member.objects.get(pk=self.member.pk).actor
        for record in piece["records"]:
            assert covers(actor.areas(right_of(record["t"])), record["area"])
        for sort, subject in piece["gone"]:
            filed = Entry.objects.filter(subject=subject).values_list("area", "into")
            assert any(covers(actor.areas(right_of(sort)), one) for pair in filed for one in pair if one)
        said, told = self.phone.said[-1], json.dumps(piece["records"])
        assert not [word for word in hidden(self.town, actor) if word in said]
        assert not [door for door in elsewhere(actor) if door in told]
        return piece


def right_of(sort: str) -> str:
    return next(parcel.right for parcel in PARCELS if parcel.sort == sort)


def hidden(town: Town, actor: Actor) -> set[str]:
    """Every word about people and doors whom this actor may not see unmasked now."""
    seen = set[UUID | None]()
    for right, rows in (
        ("people.record", Household.objects.values_list("id", "area")),
        ("people.record", Person.objects.values_list("id", "area")),
        ("verification.view", Target.objects.values_list("person", "area")),
        ("outreach.view", Need.objects.values_list("person", "area")),
    ):
        seen |= {one for one, area in rows if covers(actor.areas(right), area) and actor.may(SEE, area)}
    seen |= {house for house, area in Household.objects.values_list("id", "area") if actor.may(SEE, area)}
    return {word for entity, said in town.words.items() if entity not in seen for word in said}


def elsewhere(actor: Actor) -> set[str]:
    """Doors outside the actor's areas, which no record may point to."""
    reach = {area for parcel in PARCELS for area in actor.areas(parcel.right)}
    return {str(house) for house, area in Household.objects.values_list("id", "area") if not covers(reach, area)}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few records and windows of a few entries, so that a handful of facts is many pieces."""
    monkeypatch.setattr(walk, "PIECE", 5)
    monkeypatch.setattr(changes, "PIECE", 3)
    monkeypatch.setattr(changes, "WINDOW", 4)


@MANY
@given(st.lists(steps, min_size=4, max_size=25))
def test_a_phone_ends_up_with_what_a_fresh_walk_gives(
    small: None, members: SimpleNamespace, group: Group, days: list[Step]
) -> None:
    with undone():
        Posting.objects.create(
            member=members.worker, role=Role.AUDITOR, area_id=NEXT_GRID, since=members.worker.date_joined
        )
        town = Town(members.worker, group)
        town.open()
        night = Night(town)
        night.phone.sync()
        for step in days:
            night.take(step)
        ended = night.phone.sync()
        fresh = Carrier(night.phone.token, night.phone.area)
        assert ended == fresh.sync()
        assert set(ended) == everything(night.phone, members.worker)
        assert not night.phone.pull()


def everything(phone: Carrier, member: Member) -> set[tuple[str, str]]:
    """What the read models have for this member, asked in the plainest way."""
    actor = Member.objects.get(pk=member.pk).actor
    found = set()
    for parcel in PARCELS:
        for row in parcel.model._default_manager.all():
            chosen = row.area.startswith(phone.area)  # type: ignore[attr-defined]  # every one of them has an area
            if chosen and covers(actor.areas(parcel.right), row.area):  # type: ignore[attr-defined]  # the same
                found.add((parcel.sort, str(row.pk)))
    return found
