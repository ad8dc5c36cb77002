"""Whether an actor may record an entry: the right in the area, and a hold on the subject."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lianfang.ledger import store
from lianfang.ledger.answers import Problem
from lianfang.ledger.envelope import Sent
from lianfang.ledger.folds import Seen
from lianfang.ledger.hooks import known_areas
from lianfang.ledger.kinds import Voided, all_kinds
from lianfang.ledger.refold import subject_type
from lianfang.ledger.scope import covers


class Authority:
    """Judges a batch. A subject may be written to only by those in whose areas it has been recorded."""

    def __init__(self, prior: Mapping[UUID, Sequence[Seen]], batch: Sequence[Sent]) -> None:
        self.prior = prior
        self.areas = known_areas({item.seen.area for item in batch if item.seen})
        self.parents = _parents(prior, batch)

    def allows(self, item: Sent) -> bool:
        """Sets the item's problem and gives False when it may not be recorded."""
        if item.seen is None:
            return False
        item.problem = self._problem(item, item.seen)
        return item.problem is None

    def _problem(self, item: Sent, entry: Seen) -> Problem | None:
        if entry.area not in self.areas:
            return Problem("unknown_area", "area", {"area": entry.area})
        if self._of_another_type(entry):
            return Problem("wrong_subject", "subject")
        parent = self.parents.get(entry.corrects) if entry.corrects else None
        if not _fits(entry, parent):
            return Problem("wrong_parent", "corrects")
        if item.actor.member is None or (entry.corrects and parent is None):
            return None  # the system; or it will be held, and is judged once its parent is here
        kind = all_kinds()[parent.kind if parent and isinstance(entry.fact, Voided) else entry.kind]
        if kind.right == "":
            return Problem("system_only", "kind", {"kind": kind.title})
        own = parent is None or parent.member == item.actor.member
        return self._within_reach(item, entry, kind.right if own else "ledger.correct", kind.title)

    def _of_another_type(self, entry: Seen) -> bool:
        """Whether this id already stands for something of another type: a campaign is no target."""
        own, known = all_kinds()[entry.kind].subject, subject_type(self.prior.get(entry.subject, ()))
        return "*" not in {own, known} and own != known

    def _within_reach(self, item: Sent, entry: Seen, right: str, title: str) -> Problem | None:
        """The right in the entry's area, and in one where its subject has been.

        Refused for the latter, it is tried again whenever the subject is recorded anew: it may be placed here.
        """
        reach = item.actor.areas(right)
        if not covers(reach, entry.area):
            if not item.actor.might(right, entry.area):
                return Problem("no_right", "area", {"kind": title})
            item.flag("posting_ended")
            reach = item.actor.former[right]
        been = {area for e in self.prior.get(entry.subject, ()) for area in (e.area, e.fact.brings_to()) if area}
        if been and not any(covers(reach, area) for area in been):
            item.after = entry.subject
            return Problem("not_yours", "subject")
        return None


def _fits(entry: Seen, parent: Seen | None) -> bool:
    """A correction replaces an entry of the same kind and subject; a voiding takes back one of its subject."""
    if entry.corrects is None:
        return not isinstance(entry.fact, Voided)
    if entry.corrects == entry.id:
        return False
    if parent is None:
        return True  # not here yet: it will be held
    return parent.subject == entry.subject and (isinstance(entry.fact, Voided) or parent.kind == entry.kind)


def _parents(prior: Mapping[UUID, Sequence[Seen]], batch: Sequence[Sent]) -> dict[UUID, Seen]:
    """Every entry that something in the batch corrects, wherever it is."""
    wanted = {item.seen.corrects for item in batch if item.seen and item.seen.corrects}
    if not wanted:
        return {}
    found = {e.id: e for entries in prior.values() for e in entries if e.id in wanted}
    found |= {item.id: item.seen for item in batch if item.seen and item.id in wanted}
    elsewhere = {entry for entry in wanted if entry is not None} - set(found)
    return found | {entry.id: entry for entry in store.by_id(elsewhere)}
