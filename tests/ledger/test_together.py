"""Several senders at the door at once: one transaction for all, and nobody suffers for another's entries."""

from collections.abc import Sequence
from threading import Barrier, Event, Thread
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.envelope import Sent
from lianfang.ledger.scope import SYSTEM
from lianfang.ledger.together import MOST, Queue, StoppedError

FIRST = UUID(int=1)


def sent(id_: UUID | None = None) -> Sent:
    return Sent(id_ or uuids.uuid7(), {}, SYSTEM)


class Door:
    """Takes entries, remembers its transactions, and stands shut until it is opened."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.transactions: list[list[UUID]] = []
        self.open, self.knocked = Event(), Event()
        self.error = error

    def take(self, entries: Sequence[Sent]) -> list[Answer]:
        self.knocked.set()
        self.open.wait()
        if self.error is not None and any(entry.id == FIRST for entry in entries):
            raise self.error
        self.transactions.append([entry.id for entry in entries])
        return [Answer(entry.id, Status.ACCEPTED) for entry in entries]


def at_once(queue: Queue, door: Door, batches: Sequence[Sequence[Sent]]) -> list[list[Answer] | BaseException]:
    """What each sender gets, when all others come while the first stands in the door."""
    got: list[list[Answer] | BaseException] = [[] for _batch in batches]

    def go(number: int) -> None:
        try:
            got[number] = queue.take(batches[number])
        except BaseException as error:
            got[number] = error

    senders = [Thread(target=go, args=[number]) for number in range(len(batches))]
    senders[0].start()
    door.knocked.wait()
    for sender in senders[1:]:
        sender.start()
    while len(queue.waiting) < len(batches) - 1:
        pass
    door.open.set()
    for sender in senders:
        sender.join()
    return got


def ids(got: list[Answer] | BaseException) -> list[UUID]:
    assert not isinstance(got, BaseException)
    return [answer.id for answer in got]


def test_whoever_waits_goes_through_with_the_next() -> None:
    door = Door()
    batches = [[sent()], [sent(), sent()], [sent()], [sent()]]
    got = at_once(Queue(door.take), door, batches)
    assert [ids(answers) for answers in got] == [[one.id for one in batch] for batch in batches]
    assert [len(transaction) for transaction in door.transactions] == [1, 4]


def test_an_error_reaches_only_the_one_whose_entries_it_is() -> None:
    door = Door(ValueError("broken"))
    batches = [[sent()], [sent(FIRST)], [sent()]]
    got = at_once(Queue(door.take), door, batches)
    assert isinstance(got[1], ValueError)
    assert ids(got[0]) == [batches[0][0].id]
    assert ids(got[2]) == [batches[2][0].id]


def test_a_stopped_process_leaves_nobody_waiting() -> None:
    door = Door(KeyboardInterrupt())
    got = at_once(Queue(door.take), door, [[sent()], [sent(FIRST)], [sent()]])
    assert {type(one) for one in got[1:]} == {KeyboardInterrupt, StoppedError}


def test_one_transaction_has_a_limit_but_no_batch_is_cut() -> None:
    door = Door()
    large = [sent() for _number in range(MOST)]
    at_once(Queue(door.take), door, [[sent()], large, [sent()], [sent()]])
    assert sorted(len(transaction) for transaction in door.transactions) == [1, 2, MOST]


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_send_at_once_and_each_fact_is_there_once(members: object) -> None:
    from django.db import connection

    from lianfang.duty.models import Member
    from lianfang.ledger.envelope import read
    from lianfang.ledger.models import Entry
    from lianfang.ledger.together import take_together
    from tests.conftest import GRID
    from tests.field import entry, moment

    worker = Member.objects.get(username="worker")
    start, got = Barrier(8), []

    def go() -> None:
        raw = entry(
            "people.household_registered", uuids.uuid7(), GRID, moment(28), where={"address": "红卫村3组12号"}
        )
        start.wait()
        got.extend(take_together([read(raw, worker.actor, "post")]))
        got.extend(take_together([read(raw, worker.actor, "post")]))
        connection.close()

    senders = [Thread(target=go) for _number in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert [answer.status for answer in got].count(Status.ACCEPTED) == 8
    assert [answer.status for answer in got].count(Status.KNOWN) == 8
    assert Entry.objects.filter(kind="people.household_registered").count() == 8
