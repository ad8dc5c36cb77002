"""The door's question, answered: is anybody in these entries looked for? For a whole batch, in its transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianfang.ledger.folds import Seen
from lianfang.ledger.hooks import Asked, Screened
from lianfang.ledger.reactions import Draft, derived
from lianfang.people.kinds import PersonRegistered
from lianfang.screening.alike import Standing, agrees, spoken, stand_ins
from lianfang.screening.kinds import HitFound, Matched
from lianfang.screening.sources import Watched, sources
from lianfang.vault.current import Current, current

REGISTERED = PersonRegistered.kind.code


@dataclass(frozen=True, slots=True)
class _Match:
    """One who is looked for, and by way of whom they were found (None: for certain)."""

    watched: Watched
    through: UUID | None


class ListScreener:
    """Implements `lianfang.ledger.hooks.Screener` over every list that was provided."""

    def screen(self, items: Sequence[Screened]) -> Iterable[tuple[Seen, Draft]]:
        """Every hit as two entries: what to do, where it was found; and which list, where that is answered for.

        The same number of queries for any batch; two to four more when somebody is on a list.
        """
        asked = [one for item in items for one in item.asked]
        standing = stand_ins(asked)
        matches = _matches(standing, _listed(standing, [item.seen.at for item in items]))
        if not matches:
            return []
        through = {match.through for found in matches.values() for match in found if match.through}
        known = current(through) if through else {}
        silent = {
            one.entity for one in asked if not one.words and any(m.through for m in matches.get(one.entity, ()))
        }
        words = spoken(silent)
        return [(item.seen, draft) for item in items for draft in _drafts(item, matches, known, words)]


def _listed(standing: Standing, moments: Sequence[datetime]) -> Iterator[Watched]:
    """Whatever of these is on a list at any time of the batch; each list is asked once."""
    for source in sources().values():
        yield from source.among(standing.keys(), min(moments), max(moments))


def _matches(standing: Standing, listed: Iterable[Watched]) -> dict[UUID, set[_Match]]:
    """By those asked about: everything that looks for them."""
    found: dict[UUID, set[_Match]] = {}
    for watched in listed:
        for whom, through in standing.get(watched.entity, {}).items():
            found.setdefault(whom, set()).add(_Match(watched, through))
    return found


def _drafts(
    item: Screened,
    matches: Mapping[UUID, set[_Match]],
    known: Mapping[UUID, Current],
    words: Mapping[UUID, Sequence[str]],
) -> Iterator[Draft]:
    """What this entry's hits record: each subject of a list once per person or vehicle, certain before likely."""
    seen, told = item.seen, set()
    for one in item.asked:
        found = sorted(matches.get(one.entity, ()), key=_order)
        for match in found:
            watched = match.watched
            key = (watched.source, watched.subject, one.entity)
            if key in told or not watched.holds(seen.at) or _at_home(seen, watched):
                continue
            if match.through and not agrees(one.words or words.get(one.entity, ()), known[match.through]):
                continue
            told.add(key)
            yield from _hit(seen, one, match)


def _order(match: _Match) -> tuple[bool, str, str]:
    return match.through is not None, match.watched.source, match.watched.subject.hex


def _at_home(seen: Seen, watched: Watched) -> bool:
    """Whether the register only says what its own area looks for: that is the finding itself, not news of it."""
    near = seen.area.startswith(watched.area) or watched.area.startswith(seen.area)
    return seen.kind == REGISTERED and near


def _hit(seen: Seen, one: Asked, match: _Match) -> Iterator[Draft]:
    watched = match.watched
    name = f"{watched.source}:{watched.subject.hex}:{one.entity.hex}"
    # Of the passage, not of the entry: a passage put right keeps the answer that its hit was given.
    subject = derived(seen.subject, f"hit:{name}")
    certain = match.through is None
    if one.entity_type == "vehicle":
        found = HitFound(found=seen.id, action=watched.action, certain=certain, vehicle=one.entity)
    else:
        found = HitFound(found=seen.id, action=watched.action, certain=certain, person=one.entity)
    yield Draft(f"hit:{name}:found", subject, found)
    matched = Matched(source=watched.source, watched=watched.subject)
    yield Draft(f"hit:{name}:matched", subject, matched, area=watched.area or None)
