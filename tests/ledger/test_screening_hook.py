"""What is looked for is asked in the transaction that stores the entry; a hit is an entry like any other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import ClassVar
from uuid import UUID, uuid5

import pytest
import uuid_utils.compat as uuids
from django.db import transaction

from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.ledger import hooks, kinds
from lianfang.ledger.answers import Answer
from lianfang.ledger.check import check
from lianfang.ledger.folds import Seen
from lianfang.ledger.hooks import Screened
from lianfang.ledger.kinds import Fact, Kind
from lianfang.ledger.models import Entry, Waiting
from lianfang.ledger.reactions import Draft
from tests.conftest import GRID
from tests.field import entry, moment, send

pytestmark = pytest.mark.django_db
PASSED, SEEN_AT = "checkpoints.passed", "test.seen_at"
SOUGHT = "川Y12345"


class Watcher:
    """Looks for one plate; remembers how often it was asked, and whether entries were stored by then."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def screen(self, items: Sequence[Screened]) -> Iterable[tuple[Seen, Draft]]:
        self.asked.append(len(items))
        assert transaction.get_connection().in_atomic_block
        assert not Entry.objects.filter(id__in=[item.seen.id for item in items]).exists()
        for item in items:
            for one in item.asked:
                if f"v:{SOUGHT}" in one.words:
                    subject = uuid5(item.seen.id, "hit")
                    yield item.seen, Draft("hit", subject, kinds.all_kinds()[SEEN_AT].fact())


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    class SeenAt(Fact):
        kind: ClassVar[Kind] = Kind(SEEN_AT, title="发现", subject="test_sighting", right="", opens=True)

    before, watcher = list(hooks._screener), Watcher()
    hooks.use_screener(watcher)
    yield watcher
    hooks._screener[:] = before
    kinds._kinds.pop(SEEN_AT)


@pytest.fixture
def guard(post: Callable[..., Member]) -> Member:
    return post("guard", Role.CHECKPOINT_OFFICER, GRID)


def passage(plate: str, corrects: object = None, subject: UUID | None = None, minute: int = 0) -> dict[str, object]:
    said = {"post": str(uuids.uuid7()), "vehicle": {"plate": plate}}
    sent = entry(PASSED, subject or uuids.uuid7(), GRID, moment(28, 9, minute), **said)
    return {**sent, "corrects": corrects} if corrects else sent


def flags(answers: list[Answer]) -> list[tuple[str, ...]]:
    return [answer.flags for answer in answers]


def hits() -> set[UUID | None]:
    """The entries that hits hold of: a voided hit does not."""
    voided = Entry.objects.filter(kind="ledger.voided").values("corrects")
    return set(Entry.objects.filter(kind=SEEN_AT).exclude(id__in=voided).values_list("cause", flat=True))


def test_a_batch_is_asked_once_and_hits_go_in_with_it(guard: Member, watcher: Watcher) -> None:
    batch = [passage("川Y00001"), passage(SOUGHT), passage("川Y00002"), passage("川y·123 45")]

    assert flags(send(guard, batch)) == [(), ("hit",), (), ("hit",)]
    assert watcher.asked == [4]
    assert {str(cause) for cause in hits()} == {batch[1]["id"], batch[3]["id"]}
    assert not Waiting.objects.exists()
    assert check().clean


def test_the_same_passage_again_hits_once(guard: Member, watcher: Watcher) -> None:
    sent = passage(SOUGHT)
    answers = [send(guard, [sent])[0].status.value for _time in range(3)]

    assert (answers, len(hits()), watcher.asked) == (["flagged", "known", "known"], 1, [1])


def test_a_hit_is_taken_back_with_its_passage(guard: Member, watcher: Watcher) -> None:
    wrong = passage(SOUGHT)
    right = passage("川Y12346", corrects=wrong["id"], subject=UUID(str(wrong["subject"])), minute=1)
    send(guard, [wrong])
    assert hits()
    send(guard, [right])
    assert not hits()
    send(guard, [passage(SOUGHT, corrects=right["id"], subject=UUID(str(wrong["subject"])), minute=2)])
    assert len(hits()) == 1
    assert check().clean


def test_what_cannot_be_taken_is_not_asked(members: SimpleNamespace, watcher: Watcher) -> None:
    assert send(members.outsider, [passage(SOUGHT)])[0].status == "refused"
    assert not watcher.asked
    assert not hits()
