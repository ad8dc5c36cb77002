"""The one door: parse → authorise → identify → screen → store → fold and count → react → answer, batch by batch.

Phones, the desk, spreadsheets and the API all call `submit`; nothing else writes facts. One batch is one
transaction; within it each entry succeeds or is refused by itself.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from lianfang.ledger import clock, store, waiting
from lianfang.ledger.answers import Answer, Problem, Status
from lianfang.ledger.authority import Authority
from lianfang.ledger.consequences import drafted, drafts
from lianfang.ledger.envelope import Sent, read
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.hooks import Asked, Incoming, Screened, identifier, screen
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.refold import refold
from lianfang.ledger.scope import Actor

CLOCK_TOLERANCE = timedelta(minutes=10)  # a phone's clock may be this much ahead before we say so


def submit(
    raw: Sequence[Mapping[str, Any]],
    actor: Actor,
    *,
    device: str = "",
    now: datetime | None = None,
    setup: bool = False,
    flags: Sequence[str] = (),
) -> list[Answer]:
    """Take a batch of entries as sent; one answer per entry, in the order sent.

    Sending the same entry twice is harmless. Raises only when the database does, in which case nothing of the
    batch has happened and it may be sent again. `setup` is for the registers' own pages and files, which tell of
    the change they are making. `flags` are what is odd about the batch as a whole: each entry gets them.
    """
    with _uncollected():
        return take([read(item, actor, device, setup=setup, flags=flags) for item in raw], now)


def take(sent: Sequence[Sent], now: datetime | None = None) -> list[Answer]:
    """Take entries that have been read, of one sender or of several, in one transaction. Raises as `submit` does."""
    with _uncollected(), transaction.atomic():
        store.lock()
        return _Batch(now or clock.now()).take(sent)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for cycles of garbage meanwhile: a batch makes none, and looking took a third of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Batch:
    """One transaction's work. Reactions and released entries go round again through `_accept`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.seqs: dict[UUID, int] = {}
        self.flags: dict[UUID, tuple[str, ...]] = {}

    def take(self, sent: Sequence[Sent]) -> list[Answer]:
        already = store.known({item.id for item in sent})
        first: dict[UUID, Sent] = {}
        for item in sent:
            if item.id not in already:
                first.setdefault(item.id, item)
        self._accept(list(first.values()))
        waiting.settle([id_ for id_ in first if id_ in self.seqs])
        return [
            Answer(item.id, Status.KNOWN, already[item.id])
            if item.id in already
            else self._answer(first[item.id], repeated=first[item.id] is not item)
            for item in sent
        ]

    def _answer(self, sent: Sent, *, repeated: bool) -> Answer:
        seq = self.seqs.get(sent.id)
        if seq is not None:
            flags = self.flags.get(sent.id, ())
            status = Status.KNOWN if repeated else Status.FLAGGED if flags else Status.ACCEPTED
            return Answer(sent.id, status, seq, flags)
        if sent.problem is not None:
            return Answer(sent.id, Status.REFUSED, problem=sent.problem)
        return Answer(sent.id, Status.HELD, problem=Problem("waiting"))

    def _accept(self, batch: Sequence[Sent]) -> None:
        """Take a batch of entries all the way in; those that cannot be are kept waiting."""
        read_well = [item for item in batch if item.problem is None and item.seen is not None]
        prior = store.of_subjects({item.seen.subject for item in read_well if item.seen})
        authority = Authority(prior, read_well)
        accepted = _with_parents([item for item in read_well if authority.allows(item)], prior)
        if accepted:
            self._flag(accepted)
            hits = self._screen(accepted, self._identify(accepted))
            self.seqs |= store.append(accepted, self.now)
            self.flags |= {item.id: item.flags for item in accepted if item.flags}
        waiting.keep([item for item in batch if item.id not in self.seqs], self.now)
        if accepted:
            fresh = _by_subject(accepted)
            refold(prior, fresh)
            _correct_identities(prior, fresh)
            self._react(accepted, hits)
            self._release(accepted, fresh)

    def _flag(self, accepted: Iterable[Sent]) -> None:
        limit = self.now + CLOCK_TOLERANCE
        for item in accepted:
            if item.seen is not None and item.seen.at > limit:
                item.flag("clock_ahead")

    def _identify(self, accepted: Sequence[Sent]) -> dict[UUID, tuple[Asked, ...]]:
        """Hand everything that identifies to the vault; from here on facts hold entity ids only.

        Gives by which words the persons and vehicles in screened entries may be looked for.
        """
        asked: dict[UUID, tuple[Asked, ...]] = {}
        parted = [item for item in accepted if item.seen and item.seen.fact.kind.parts]
        incoming = [Incoming(e.id, e.at, e.area, e.fact) for item in parted if (e := item.seen) is not None]
        if incoming:
            for item, result in zip(parted, identifier().identify(incoming), strict=True):
                assert item.seen is not None  # noqa: S101 - filtered above
                item.seen = replace(item.seen, fact=result.fact)
                item.flag(*result.flags)
                if result.asked:
                    asked[item.id] = result.asked
        return asked

    def _screen(self, accepted: Sequence[Sent], asked: Mapping[UUID, tuple[Asked, ...]]) -> list[Sent]:
        """Hold whom these entries name against what is looked for; gives the hits, to go in behind them."""
        sought = [Screened(item.seen, asked[item.id]) for item in accepted if item.seen and item.id in asked]
        found = screen(sought)
        hit = {cause.id for cause, _draft in found}
        for item in accepted:
            if item.id in hit:
                item.flag("hit")
        return [drafted(cause, draft) for cause, draft in found]

    def _react(self, accepted: Sequence[Sent], hits: Sequence[Sent]) -> None:
        """Record hits and what these entries set off, and take back what corrected ones had set off."""
        wanted = [*hits, *drafts([item.seen for item in accepted if item.seen is not None])]
        known = store.known({item.id for item in wanted})
        fresh = [item for item in wanted if item.id not in known]
        if fresh:
            self._accept(fresh)

    def _release(self, accepted: Sequence[Sent], fresh: Mapping[UUID, Sequence[Seen]]) -> None:
        """Entries that waited for one of these now go in, on the authority they were sent with.

        One that was sent again together with its parent is in already.
        """
        released = waiting.release({*fresh, *(item.id for item in accepted)})
        freed = [item for item in released if item.id not in self.seqs]
        if freed:
            self._accept(freed)


def _by_subject(accepted: Iterable[Sent]) -> dict[UUID, list[Seen]]:
    fresh: dict[UUID, list[Seen]] = {}
    for item in accepted:
        if item.seen is not None:
            fresh.setdefault(item.seen.subject, []).append(item.seen)
    return fresh


def _correct_identities(prior: Mapping[UUID, Sequence[Seen]], fresh: Mapping[UUID, Sequence[Seen]]) -> None:
    """Let the vault know which entries of corrected subjects hold now and which do not."""
    held: set[UUID] = set()
    every: set[UUID] = set()
    for subject, entries in fresh.items():
        if any(entry.corrects for entry in entries):
            together = (*prior.get(subject, ()), *entries)
            every |= {entry.id for entry in together}
            held |= {entry.id for entry in effective(together)}
    if every:
        identifier().retract(every - held)
        identifier().restore(held)


def _with_parents(batch: Sequence[Sent], prior: Mapping[UUID, Sequence[Seen]]) -> list[Sent]:
    """Those whose parent is here or comes with them; the others get `after`, the id they wait for."""
    ids = {entry.id for entries in prior.values() for entry in entries}
    opened = {s for s, entries in prior.items() if any(all_kinds()[e.kind].opens for e in entries)}
    remaining = list(batch)
    while True:
        here = ids | {item.id for item in remaining}
        opening = opened | {
            item.seen.subject for item in remaining if item.seen and all_kinds()[item.seen.kind].opens
        }
        for item in remaining:
            item.after = _missing(item.seen, here, opening) if item.seen else None
        kept = [item for item in remaining if item.after is None]
        if len(kept) == len(remaining):
            return kept
        remaining = kept


def _missing(entry: Seen, here: set[UUID], opened: set[UUID]) -> UUID | None:
    """The id of the parent that is not here yet, if any."""
    if entry.corrects is not None and entry.corrects not in here:
        return entry.corrects
    if not all_kinds()[entry.kind].opens and entry.subject not in opened:
        return entry.subject
    return None
