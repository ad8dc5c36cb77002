"""Identities go on a schedule; what was counted stays. The certificate says only what is true."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lianfang.areas.actions import Stated, load
from lianfang.ledger.door import submit
from lianfang.ledger.models import Entry, Waiting
from lianfang.ledger.scope import SYSTEM, Actor
from lianfang.vault import keyring, retention, rotation
from lianfang.vault.current import current
from lianfang.vault.erasure import Selection
from lianfang.vault.errors import DestroyedKeyError
from lianfang.vault.models import Destruction, Statement, Token
from lianfang.vault.parts import Note
from lianfang.vault.search import search
from tests.vault.townsfolk import GRID, LI, OTHER_GRID, VAULT, VILLAGE, WANG, Met, keep, met, person, persons

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "响应结束，保存期满"
CUSTODIAN = Actor(uuid4(), {"vault.destroy": (VILLAGE[:6],)})


@pytest.fixture(autouse=True)
def county() -> None:
    codes = (VILLAGE[:6], VILLAGE[:9], VILLAGE, GRID, OTHER_GRID[:9], OTHER_GRID[:12], OTHER_GRID)
    load([Stated(code, {"name": code}) for code in codes], SYSTEM)


def test_before_a_day_everything_goes_with_its_key() -> None:
    old, new = persons(keep(met(WANG, note=Note(text="旧事")), met(LI, day=10)))
    backup = [(row.key, bytes(row.sealed), row.id.bytes + row.entity.bytes) for row in Statement.objects.all()]
    certificate = retention.destroy(Selection(before=date(2020, 2, 1)), REASON, CUSTODIAN)

    assert (certificate.entities, certificate.statements, certificate.keys) == (1, 2, ("2020-01",))
    assert current([old])[old].name == ""
    assert current([new])[new].name == "李芳"
    assert search("王小明", (VILLAGE,)) == []
    with pytest.raises(DestroyedKeyError):
        for sealed in backup:
            keyring.ring().open(*sealed)


def test_one_person_goes_with_the_notes_that_mention_them() -> None:
    wang = uuid4()
    entries = [
        {"data": {"who": {"person": str(wang), "name": "王小明"}, "note": {"text": "王小明在家"}}},
        {"data": {"who": {"name": "李芳"}, "note": {"text": "李芳不在"}}},
    ]
    envelope = {"kind": Met.kind.code, "area": GRID, "at": "2020-01-28T08:00:00+08:00"}
    sent = [{"id": str(uuid4()), "subject": str(uuid4()), **envelope, **entry} for entry in entries]
    assert {answer.status.value for answer in submit(sent, SYSTEM)} == {"accepted"}
    retention.destroy(Selection(persons=frozenset({wang})), "本人要求", CUSTODIAN)

    assert set(Statement.objects.values_list("entry", flat=True)) == {UUID(str(sent[1]["id"]))}
    assert Entry.objects.filter(kind=Met.kind.code).count() == 2
    assert not Token.objects.filter(entity=wang).exists()


def test_an_area_keeps_what_other_areas_said_of_the_same_person() -> None:
    wang = person(keep(met(WANG), met(WANG, area=OTHER_GRID))[0])
    retention.destroy(Selection(area=VILLAGE), REASON, CUSTODIAN)

    assert current([wang])[wang].name == "王小明"
    assert search("王小明", (VILLAGE,)) == []
    assert search("王小明", (OTHER_GRID,)) == [wang]


def test_the_ledger_tells_of_it_in_counts_only() -> None:
    keep(met(WANG))
    certificate = retention.destroy(Selection(before=date(2020, 3, 1)), REASON, CUSTODIAN)
    entry = Entry.objects.get(kind="vault.destroyed")

    assert (entry.id, entry.member, entry.area) == (certificate.id, CUSTODIAN.member, GRID)
    assert entry.data == {"entities": 1, "statements": 1, "waiting": 0}


def test_a_certificate_can_be_checked_and_not_altered() -> None:
    keep(met(WANG))
    issued = retention.destroy(Selection(before=date(2020, 3, 1)), REASON, CUSTODIAN)
    filed = Destruction.objects.get().certificate

    assert retention.verify(issued)
    assert retention.verify(filed)
    assert not retention.verify({**filed, "statements": 2})
    assert not retention.verify(issued.model_copy(update={"reason": "其他"}))


def test_nobody_destroys_outside_their_areas() -> None:
    keep(met(WANG), met(LI, area=OTHER_GRID))
    villager = Actor(uuid4(), {"vault.destroy": (VILLAGE,)})
    with pytest.raises(PermissionDenied):
        retention.destroy(Selection(before=date(2020, 3, 1)), REASON, villager)

    assert Statement.objects.count() == 2
    assert Destruction.objects.count() == 0


def test_what_waits_at_the_door_goes_too() -> None:
    blob = VAULT.seal(["王小明".encode()])[0]
    Waiting.objects.create(id=uuid4(), kind="x", area=GRID, received="2020-01-28T08:00:00+08:00", sealed=blob)
    certificate = retention.destroy(Selection(before=date(2020, 2, 1)), REASON, CUSTODIAN)

    assert (certificate.waiting, Waiting.objects.count()) == (1, 0)
    assert certificate.keys[0].startswith("waiting-")


def test_nothing_to_destroy_is_said_and_not_certified() -> None:
    with pytest.raises(retention.NothingToDestroyError):
        retention.destroy(Selection(before=date(2020, 2, 1)), REASON, CUSTODIAN)
    with pytest.raises(ValueError, match="needs"):
        Selection()
    assert Destruction.objects.count() == 0


def test_a_destruction_cut_short_is_completed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(met(WANG), met(LI, day=10))

    def power_cut() -> list[str]:
        raise OSError("power cut")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="power cut"):
        patch.setattr(rotation, "retire", power_cut)
        retention.destroy(Selection(before=date(2020, 2, 1)), REASON, CUSTODIAN)
    retention.destroy(Selection(before=date(2020, 3, 1)), REASON, CUSTODIAN)

    first, second = (one.certificate for one in Destruction.objects.order_by("at"))
    assert (first["keys"], second["keys"]) == (["2020-01"], ["2020-02"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the bytes of an SQLite file")
def test_erased_bytes_leave_the_file() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")  # Debian's SQLite has it on; others do not
    wang, _li = persons(keep(met(WANG), met(LI, day=10)))
    sealed = bytes(Statement.objects.get(entity=wang).sealed)
    tokens = Token.objects.filter(entity=wang).values_list("token", flat=True)
    gone = [sealed[:24], sealed[-24:], *(token.to_bytes(8, "big") for token in tokens)]
    assert all(piece in connection.connection.serialize() for piece in gone)
    retention.destroy(Selection(persons=frozenset({wang})), REASON, CUSTODIAN)

    assert [piece for piece in gone if piece in connection.connection.serialize()] == []
