"""Whoever gets hold of the database file learns nobody's name, number, phone or door."""

import sqlite3
from uuid import uuid4

import pytest
from django.db import connection

from lianfang.vault.current import current
from lianfang.vault.errors import TamperedError
from lianfang.vault.models import Statement
from lianfang.vault.parts import Note, Where
from lianfang.vault.reading import show
from tests.vault.townsfolk import GRID, LI, OFFICER, VAULT, WANG, keep, met, person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the bytes of an SQLite file"),
]

SECRETS = [
    *(WANG.name, WANG.id_number, *WANG.phones, WANG.address, WANG.id_number[:14], WANG.phones[0][-6:]),
    *(LI.name, LI.id_number, *LI.phones, LI.address, "wangxiaoming", "WXM", "哮喘", "78号"),
]


def file_bytes() -> bytes:
    raw = connection.connection
    assert isinstance(raw, sqlite3.Connection)
    return raw.serialize()


def test_no_identifier_lies_in_the_file() -> None:
    entry = met(WANG, family=(LI,), home=Where(address="7组78号"), note=Note(text="王小明有哮喘"))
    (known,) = keep(entry)
    show(OFFICER, {person(known): GRID}, "target")
    VAULT.retract([entry.entry])
    raw = file_bytes()

    assert b"vault_statement" in raw
    assert [secret for secret in SECRETS if secret.encode() in raw] == []


def test_a_statement_moved_to_another_person_does_not_open() -> None:
    (known,) = keep(met(WANG))
    victim = uuid4()
    Statement.objects.filter(entity=person(known)).update(entity=victim)

    with pytest.raises(TamperedError):
        current([victim])


def test_a_statement_put_in_place_of_another_does_not_open() -> None:
    wang, li = keep(met(WANG), met(LI))
    stolen = Statement.objects.get(entity=person(wang)).sealed
    Statement.objects.filter(entity=person(li)).update(sealed=stolen)

    with pytest.raises(TamperedError):
        current([person(li)])
