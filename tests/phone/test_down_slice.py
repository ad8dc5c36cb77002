"""What a slice holds, for whom, and what becomes of it when somebody moves, is moved, or loses their post."""

from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.utils import timezone

from lianfang.duty.models import Group, GroupMember, Member, Posting
from lianfang.field import carry as carrying
from lianfang.field import changes
from lianfang.ledger.models import Entry
from lianfang.vault.models import Destruction, Statement, Viewing
from lianfang.verification.models import Target
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID, PASSWORD_HASH, VILLAGE
from tests.field import entry, moment, send
from tests.phone.carrier import Carrier, carrier
from tests.promises import conftest
from tests.promises.test_nothing_elsewhere import leaks
from tests.promises.villages import Village, taken

Both = tuple[Village, Village]
villages = conftest.villages


def everything(phone: Carrier) -> str:
    """All that the three addresses say."""
    phone.sync()
    phone.ask("hello")
    phone.ask("reference")
    return "\n".join(phone.said)


@pytest.mark.parametrize("role", ["worker", "cadre", "leader"])
def test_a_phone_hears_nothing_of_another_village(role: str, villages: Both, members: SimpleNamespace) -> None:
    ours, theirs = villages
    for area in ("", ours.grid, theirs.grid, theirs.area, COUNTY, "x"):
        said = everything(carrier(getattr(members, role), area))
        assert leaks(theirs, said) == []
        assert [name for name in ours.names if name in said]


def test_nor_by_the_cursor_of_another_phone(villages: Both, members: SimpleNamespace) -> None:
    ours, theirs = villages
    other, phone = carrier(members.outsider), carrier(members.worker)
    for _piece in (1, 2):
        other.pull()
        phone.cursor = other.cursor
        phone.pull()
        assert leaks(theirs, "\n".join(phone.said)) == []
    assert phone.of("target")[str(ours.ids["owned"])]["name"] == "王大川"


def test_naming_somebody_in_a_need_does_not_bring_who_they_are(villages: Both, members: SimpleNamespace) -> None:
    ours, _theirs = villages
    stranger = {"what": "other", "who": {"person": str(ours.ids["owner"])}, "household": str(ours.ids["house"])}
    taken(members.outsider, [entry("outreach.need_raised", uuids.uuid7(), OTHER_GRID, moment(29), **stranger)])
    phone = carrier(members.outsider)
    said = everything(phone)
    assert [word for word in ours.people if word in said] == []
    assert str(ours.ids["house"]) not in said
    assert [need for need in phone.of("need").values() if need.get("person") == str(ours.ids["owner"])]


def test_who_may_not_know_sees_masks_and_leaves_no_look(villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.auditor)
    said = everything(phone)
    assert [word for village in villages for word in village.people if word in said] == []
    targets = phone.of("target").values()
    assert len(targets) == Target.objects.count()
    assert all(target["masked"] and "*" in target["name"] and "py" not in target for target in targets)
    assert not Viewing.objects.filter(member=members.auditor.pk).exists()


def test_every_look_without_a_mask_is_logged_as_the_phones(villages: Both, members: SimpleNamespace) -> None:
    ours, _theirs = villages
    carrier(members.worker).sync()
    seen = Viewing.objects.filter(member=members.worker.pk, purpose="phone").values_list("entity", flat=True)
    assert {ours.ids["owner"], ours.ids["guest"], ours.ids["house"]} <= set(seen)


def test_numbers_of_documents_go_down_for_open_targets_only(villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    phone.sync()
    targets = phone.of("target").values()
    assert {bool(target.get("open")) for target in targets} == {True, False}
    assert all(("id_number" in target) == bool(target.get("open")) for target in targets)
    assert all("id_number" not in person and len(person["tail"]) == 4 for person in phone.of("person").values())


def test_whoever_lost_their_post_is_left_with_nothing(villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    assert phone.sync()
    Posting.objects.filter(member=members.worker).update(until=timezone.now())
    piece = phone.ask("down", cursor=phone.cursor).json()
    assert (piece["fresh"], piece["whole"], piece["records"]) == (True, True, [])
    assert phone.sync() == {}
    assert phone.ask("hello").json()["carry"] == {"areas": [], "persons": 0, "households": 0, "targets": 0}
    assert phone.ask("reference").json()["kinds"] == []


def test_an_account_without_posts_carries_nothing(villages: Both) -> None:
    idle = Member.objects.create(username="idle", password=PASSWORD_HASH, name="闲人")
    Posting.objects.create(member=idle, role="grid_worker", area_id=GRID, since=moment(1), until=None)
    phone = carrier(idle)
    Posting.objects.filter(member=idle).delete()
    assert phone.sync() == {}


def test_who_moves_away_is_gone_and_who_comes_is_there(villages: Both, members: SimpleNamespace) -> None:
    ours, _theirs = villages
    phone, next_door = carrier(members.worker), carrier(members.next_worker)
    phone.sync()
    next_door.sync()
    owner = str(ours.ids["owner"])
    who = {"person": owner, "name": "王大川"}
    moved = entry("people.person_registered", ours.ids["owner"], NEXT_GRID, moment(31), who=who)
    placed = entry("verification.placed", ours.ids["unplaced"], VILLAGE, moment(31), to=NEXT_GRID)
    taken(members.chief, [moved, placed])
    phone.sync()
    next_door.sync()
    assert ("person", owner) in phone.gone
    assert owner not in phone.of("person")
    assert next_door.of("person")[owner]["name"] == "王大川"
    assert str(ours.ids["unplaced"]) in next_door.of("target")
    assert ("target", str(ours.ids["unplaced"])) not in phone.gone  # it never was in that grid


def test_who_was_only_brought_here_is_gone_when_brought_on(villages: Both, members: SimpleNamespace) -> None:
    ours, _theirs = villages
    phone, target = carrier(members.worker), str(ours.ids["unplaced"])
    taken(members.chief, [entry("verification.placed", ours.ids["unplaced"], VILLAGE, moment(30), to=GRID)])
    assert phone.sync()["target", target]
    taken(members.chief, [entry("verification.placed", ours.ids["unplaced"], VILLAGE, moment(31), to=NEXT_GRID)])
    phone.sync()
    assert ("target", target) in phone.gone


def test_when_a_household_moves_out_of_sight_its_people_no_longer_name_it(
    villages: Both, members: SimpleNamespace
) -> None:
    ours, _theirs = villages
    phone, house, owner = carrier(members.worker), str(ours.ids["house"]), str(ours.ids["owner"])
    phone.sync()
    assert phone.of("person")[owner]["household"] == house
    taken(members.chief, [entry("people.household_registered", ours.ids["house"], NEXT_GRID, moment(31), where={})])
    phone.sync()
    assert ("household", house) in phone.gone
    assert not [record for record in phone.holds().values() if record.get("household") == house]


def test_a_window_with_more_than_a_piece_is_sent_in_pieces(
    villages: Both, members: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, _theirs = villages
    phone = carrier(members.worker)
    phone.sync()
    monkeypatch.setattr(changes, "PIECE", 2)
    gone = {"whereabouts": "left"}
    targets = [ours.ids[name] for name in ("met", "owned", "guested", "unsure")]
    said = [entry("people.whereabouts", ours.ids[name], GRID, moment(31), **gone) for name in ("owner", "guest")]
    said += [entry("verification.visited", target, GRID, moment(31), outcome="refused") for target in targets]
    taken(members.worker, said)
    more = [phone.pull() for _piece in range(4)]  # two persons, their two targets, two more, and a need
    assert more == [True, True, True, False]
    assert phone.holds() == Carrier(phone.token).sync()


def test_a_telephone_corrected_in_a_visit_reaches_the_person_and_so_does_taking_it_back(
    villages: Both, members: SimpleNamespace
) -> None:
    ours, _theirs = villages
    phone = carrier(members.worker)
    owner = str(ours.ids["owner"])
    phone.sync()
    before = phone.of("person")[owner]["phones"]
    told = {"accuracy": "corrected", "reason": "typing", "who": {"person": owner, "phones": ["13812345678"]}}
    checked = entry("verification.checked", ours.ids["guested"], GRID, moment(31), **told)
    taken(members.worker, [checked])
    phone.sync()
    assert phone.of("person")[owner]["phones"] == ["13812345678"]
    void = entry("ledger.voided", ours.ids["guested"], GRID, moment(31), reason="mistake", corrects=checked["id"])
    taken(members.chief, [void])
    phone.sync()
    assert phone.of("person")[owner]["phones"] == before
    back = entry("ledger.voided", ours.ids["guested"], GRID, moment(31), reason="mistake", corrects=void["id"])
    taken(members.chief, [back])
    phone.sync()
    assert phone.of("person")[owner]["phones"] == ["13812345678"]


def test_what_is_given_to_a_team_is_its_members_own(villages: Both, members: SimpleNamespace, group: Group) -> None:
    ours, _theirs = villages
    phone, target = carrier(members.worker), str(ours.ids["guested"])
    given = entry("verification.assigned", ours.ids["guested"], GRID, timezone.now(), to_group=str(group.pk))
    taken(members.chief, [given])
    phone.sync()
    assert phone.of("target")[target]["mine"]
    assert phone.ask("reference").json()["groups"] == [str(group.pk)]
    GroupMember.objects.filter(member=members.worker).update(until=timezone.now())
    phone.sync()
    assert "mine" not in phone.of("target")[target]


def test_a_household_elsewhere_is_not_named(villages: Both, members: SimpleNamespace) -> None:
    ours, theirs = villages
    Target.objects.filter(pk=ours.ids["owned"]).update(household=theirs.ids["house"])
    phone = carrier(members.worker)
    assert leaks(theirs, everything(phone)) == []
    assert phone.of("target")[str(ours.ids["owned"])]["address"]


def test_destroyed_identities_leave_the_phone(villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    phone.sync()
    Statement.objects.filter(area__startswith=GRID).delete()
    assert phone.of("person")
    told = {"at": timezone.now(), "reason": "到期", "selection": {}, "counts": {}}
    Destruction.objects.create(id="01900000-0000-7000-8000-000000000001", area=OTHER_GRID, **told)
    assert not phone.ask("down", cursor=phone.cursor).json()["fresh"]
    Destruction.objects.create(id="01900000-0000-7000-8000-000000000002", area=GRID, **told)
    phone.sync()
    assert not [person for person in phone.of("person").values() if "name" in person]


def test_a_restored_ledger_is_walked_anew(villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    phone.sync()
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    Entry.objects.filter(seq=last).update(id="01900000-0000-7000-8000-00000000000a")
    assert phone.ask("down", cursor=phone.cursor).json()["fresh"]
    Entry.objects.filter(seq=last).delete()
    assert phone.ask("down", cursor=phone.cursor).json()["fresh"]


@pytest.mark.parametrize("cursor", ["", "x", "W10", "eyJhIjoxfQ", "WyIiLCIiLDEsIiIsMSwxLDEsIiIsIiJd", "W251bGxd"])
def test_a_cursor_that_cannot_be_read_begins_anew(cursor: str, villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    phone.cursor = cursor
    assert phone.ask("down", cursor=cursor).json()["fresh"]
    assert phone.sync()


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone that carries seven records of a sort: one village of the two."""
    monkeypatch.setattr(carrying, "LIMIT", 7)


def test_more_than_a_phone_carries_is_chosen_from(villages: Both, members: SimpleNamespace, limit: None) -> None:
    ours, theirs = villages
    phone = carrier(members.chief)
    hello = phone.ask("hello").json()
    assert hello["carry"] == {"areas": [], "persons": 0, "households": 0, "targets": 0}
    assert {one["code"]: one["persons"] for one in hello["options"]} == {ours.area[:9]: 7, theirs.area[:9]: 7}
    refused = phone.ask("down")
    assert (refused.status_code, refused.json()["code"]) == (409, "choose_area")
    phone.area = ours.area
    chosen = phone.ask("hello").json()
    assert (chosen["area"], chosen["carry"]["targets"], chosen["options"]) == (ours.area, 7, [])
    assert phone.sync()
    assert leaks(theirs, phone.said[-1]) == []


def test_an_area_that_is_none_of_theirs_is_none(villages: Both, members: SimpleNamespace) -> None:
    phone = carrier(members.worker, OTHER_GRID)
    assert phone.ask("hello").json()["area"] == ""
    assert phone.ask("hello").json()["carry"]["areas"] == [GRID]
    phone.area = COUNTY
    assert phone.ask("hello").json()["carry"]["areas"] == [GRID]


def test_what_is_recorded_during_a_walk_comes_after_it(
    villages: Both, members: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, _theirs = villages
    monkeypatch.setattr("lianfang.field.walk.PIECE", 3)
    phone = carrier(members.worker)
    phone.pull()
    who: dict[str, Any] = {"person": str(ours.ids["guest"]), "name": "李小河", "phones": ["13700001111"]}
    send(members.worker, [entry("people.person_registered", ours.ids["guest"], GRID, moment(31), who=who)])
    phone.sync()
    assert phone.of("person")[str(ours.ids["guest"])]["phones"] == ["13700001111"]
    fresh = Carrier(phone.token)
    assert phone.holds() == fresh.sync()
