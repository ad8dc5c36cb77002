"""Batches of several senders in one transaction: the wait for the disk is paid once for all who wait for it.

Every checkpoint sends one passage at a time, and each has to be on the disk before it is answered. Whoever comes to
the door while another is writing queues up; the next to get in takes the whole queue along.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from lianfang.ledger.answers import Answer
from lianfang.ledger.door import take
from lianfang.ledger.envelope import Sent
from lianfang.ledger.turns import turn

MOST = 2_000  # entries in one transaction, so that nobody waits long behind the others
Taker = Callable[[Sequence[Sent]], list[Answer]]


class StoppedError(Exception):
    """The process was stopped before these entries were through; they may be sent again."""


@dataclass(slots=True, eq=False)
class _Party:
    """One sender's batch; `answers` or `error` once it has been through."""

    sent: Sequence[Sent]
    answers: list[Answer] | None = None
    error: Exception | None = None

    @property
    def done(self) -> bool:
        return self.answers is not None or self.error is not None


@dataclass(slots=True)
class Queue:
    """Those who wait at the door of this process. `taker` takes entries in, in one transaction."""

    taker: Taker
    waiting: list[_Party] = field(default_factory=list)
    _list: Lock = field(default_factory=Lock)
    _door: Lock = field(default_factory=Lock)

    def take(self, sent: Sequence[Sent]) -> list[Answer]:
        """One answer per entry, in order; they are on the disk. Raises what taking these entries alone raises."""
        party = _Party(sent)
        with self._list:
            self.waiting.append(party)
        while not party.done:
            with self._door, turn():
                if not party.done:
                    self._through(self._next())
        if party.error is not None:
            raise party.error
        return party.answers or []

    def _next(self) -> list[_Party]:
        """The first in the queue, up to `MOST` entries but at least one party."""
        with self._list:
            count, entries = 0, 0
            for party in self.waiting:
                entries += len(party.sent)
                if count and entries > MOST:
                    break
                count += 1
            found, self.waiting = self.waiting[:count], self.waiting[count:]
        return found

    def _through(self, parties: Sequence[_Party]) -> None:
        """Take them in together; when that fails, each alone, so that nobody suffers for another's entries."""
        try:
            answers = iter(self.taker([sent for party in parties for sent in party.sent]))
        except Exception as error:
            if len(parties) == 1:
                parties[0].error = error
                return
            for party in parties:
                self._through([party])
            return
        except BaseException:  # the process is being stopped: nobody may wait for ever
            for party in parties:
                party.error = StoppedError()
            raise
        for party in parties:
            party.answers = [next(answers) for _sent in party.sent]


_queue = Queue(take)


def take_together(sent: Sequence[Sent]) -> list[Answer]:
    """As `door.take`, together with whoever else waits in this process."""
    return _queue.take(sent)
