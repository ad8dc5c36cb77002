"""The feed as an address: who may ask, what an answer costs, which indexes it walks."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianfang.duty.models import Member, Token
from lianfang.ledger import store
from lianfang.people.models import Household, Person
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID
from tests.field import Raw, case, entry, finished, moment, send
from tests.phone.carrier import Carrier, carrier

BIG = (
    "ledger_entry",
    "ledger_mentionrow",
    "people_person",
    "people_household",
    "verification_target",
    "verification_door",
    "outreach_need",
)
ADDRESSES = ("hello", "reference", "down")
Enter = Callable[[Member], Client]


def life(count: int, grids: tuple[str, ...] = (GRID,)) -> list[Raw]:
    """So many doors, each with somebody at home who is a target, was met, and needs something."""
    running = case()
    said = running.opening(COUNTY, moment(20))
    for number in range(count):
        house, person, target, need = (uuids.uuid7() for _ in range(4))
        grid, home = grids[number % len(grids)], {"household": str(house)}
        who = {"person": str(person), "name": f"王小{number}", "phones": [f"139{number:08d}"]}
        where, note = {"address": f"3组{number}号"}, {"text": "药"}
        door = {"campaign": str(running.campaign), "met": True, **home}
        said += [
            entry("people.household_registered", house, grid, moment(20), where=where, walk=number),
            entry("people.person_registered", person, grid, moment(20), who=who, **home),
            running.listed(target, grid, moment(20), who=who, **home),
            *finished(target, grid),
            entry("verification.checked", target, grid, moment(29), accuracy="corrected"),
            entry("verification.knocked", uuids.uuid7(), grid, moment(28), **door),
            entry("outreach.need_raised", need, grid, moment(28), what="medicine", who=who, note=note, **home),
        ]
    return said


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_a_device_is_answered(address: str, members: SimpleNamespace, signed_in: Enter) -> None:
    phone = carrier(members.worker)
    assert phone.ask(address).status_code == 200
    path = f"/field/v1/{address}"
    assert signed_in(members.worker).get(path).status_code == 401
    assert Client().post(path, headers={"Authorization": f"Bearer {phone.token}"}).status_code == 405
    assert Carrier("x.y").ask(address).json()["code"] == "unknown"
    Token.objects.filter(member=members.worker).update(revoked=timezone.now())
    assert (phone.ask(address).status_code, phone.ask(address).json()["code"]) == (401, "revoked")
    Token.objects.filter(member=members.worker).update(revoked=None)
    Member.objects.filter(pk=members.worker.pk).update(is_active=False)
    assert phone.ask(address).json()["code"] == "closed"


def test_answers_are_packed_and_nobody_keeps_them(members: SimpleNamespace) -> None:
    send(members.chief, life(20))
    phone = carrier(members.worker)
    headers = {"Authorization": f"Bearer {phone.token}", "Accept-Encoding": "gzip"}
    answer = Client().get("/field/v1/down", headers=headers)
    assert answer["Content-Encoding"] == "gzip"
    assert "no-store" in answer["Cache-Control"]
    assert len(answer.content) * 3 < len(phone.ask("down").content)


@pytest.mark.parametrize(("address", "most"), [("hello", 24), ("reference", 20), ("down", 26)])
def test_an_answer_costs_as_many_queries_for_many_as_for_few(
    address: str, most: int, members: SimpleNamespace
) -> None:
    send(members.chief, life(3))
    phone = carrier(members.worker)
    phone.ask(address)
    few = asked(phone, address)
    send(members.chief, life(60))
    many = asked(phone, address)
    assert many <= few + (address == "down" and 1), (few, many)  # a full piece is one type less or more
    assert many <= most


def test_changes_cost_as_many_queries_for_many_as_for_few(members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    phone.sync()
    assert asked(phone, "down") <= 9  # nothing new: who asks, what they carry, how far the ledger is
    costs = []
    for count in (3, 40):
        send(members.chief, life(count))
        costs.append(asked(phone, "down"))
        phone.sync()
    assert costs[0] == costs[1] <= 32


def asked(phone: Carrier, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert phone.ask(address, cursor=phone.cursor).status_code == 200
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for one in queries)


@pytest.mark.parametrize("role", ["worker", "chief"])
def test_no_piece_reads_a_table_from_end_to_end(role: str, members: SimpleNamespace) -> None:
    """On PostgreSQL small tables are read whole by choice: there the indexes are made the only choice."""
    send(members.chief, life(120, (GRID, NEXT_GRID, OTHER_GRID)))
    elsewhere = {"area": OTHER_GRID, "changed": moment(20)}
    Household.objects.bulk_create(Household(id=uuids.uuid7(), **elsewhere) for _number in range(3_000))
    Person.objects.bulk_create(Person(id=uuids.uuid7(), **elsewhere) for _number in range(3_000))
    phone = carrier(getattr(members, role))
    store.study()
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as queries:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        phone.sync()
        send(members.chief, life(20, (GRID, OTHER_GRID)))
        phone.sync()
        phone.ask("hello")
    whole = []
    for sql in [one["sql"] for one in queries]:
        assert "OFFSET" not in sql
        if sql.startswith("SELECT") and any(f'FROM "{table}"' in sql for table in BIG):
            whole += [(plan, sql) for plan in plans(sql) if any(table in plan for table in BIG)]
    assert whole == []


def plans(sql: str) -> list[str]:
    """The steps of a query's plan that read a whole table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [str(row[3]) for row in cursor.fetchall()]
            return [step for step in steps if step.startswith("SCAN")]
        cursor.execute(f"EXPLAIN {sql}")
        return [row[0] for row in cursor.fetchall() if "Seq Scan" in row[0]]
