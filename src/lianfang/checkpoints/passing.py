"""How a passage follows from its entries. It runs for every car: no queries, few counts, no more than needed."""

from dataclasses import dataclass, replace
from uuid import UUID

from lianfang.checkpoints import figures
from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.fever import feverish
from lianfang.checkpoints.kinds import Passed
from lianfang.checkpoints.models import Passage
from lianfang.checkpoints.parts import Traveller
from lianfang.ledger.figures import Figure
from lianfang.ledger.folds import Fold, Seen, Tally


@dataclass(slots=True)
class PassageState:
    """The passage as last told."""

    id: UUID
    last: Seen | None = None


class PassageFold(Fold[PassageState]):
    """One row per passage. Told twice by two phones it counts once, as told last."""

    subject = "passage"
    model = Passage
    figures = (
        figures.VEHICLES,
        figures.PERSONS,
        figures.VEHICLES_TURNED_BACK,
        figures.DISINFECTED,
        figures.FEVER,
        figures.EXPOSED,
        *figures.OUTCOMES.values(),
    )

    def start(self, subject: UUID) -> PassageState:
        """Nothing has passed."""
        return PassageState(subject)

    def step(self, state: PassageState, entry: Seen, tally: Tally) -> None:
        """The latest telling holds."""
        if not isinstance(entry.fact, Passed):
            return
        if state.last is not None and isinstance(state.last.fact, Passed):
            before, instead = state.last, replace(entry, place=state.last.place)
            for figure, amount in amounts(state.last.fact):
                tally.add(figure, -amount, instead, area=before.area)
        post = str(entry.fact.post)
        # Counts open post by post: whoever sent the passage without its place still has it counted there.
        state.last = entry if entry.place == post else replace(entry, place=post)
        for figure, amount in amounts(entry.fact):
            tally.add(figure, amount, state.last)

    def project(self, state: PassageState) -> Passage | None:
        """The passage's row; none once it was taken back."""
        if state.last is None or not isinstance(state.last.fact, Passed):
            return None
        entry, fact = state.last, state.last.fact
        return Passage(
            id=state.id,
            post=fact.post,
            area=entry.area,
            at=entry.at,
            member=entry.member,
            vehicle=fact.vehicle.vehicle if fact.vehicle else None,
            direction=fact.direction,
            outcome=gravest(fact),
            persons=len(fact.travellers) + fact.others,
            fever=sum(map(feverish, fact.travellers)),
            exposed=sum(1 for one in fact.travellers if one.been),
            origin=fact.origin or "",
            bound_for=fact.bound_for or "",
            people=[one.person.hex for one in fact.travellers if one.person is not None],
        )


def outcome_of(traveller: Traveller, fact: Passed) -> Outcome:
    """What is done with one traveller: with a vehicle that is turned back go those of whom nothing else was said."""
    if traveller.outcome is Outcome.PASS and fact.outcome is Outcome.TURNED_BACK:
        return Outcome.TURNED_BACK
    return traveller.outcome


def gravest(fact: Passed) -> Outcome:
    """The gravest outcome of the vehicle and its travellers."""
    return max((fact.outcome, *(one.outcome for one in fact.travellers)), key=lambda outcome: outcome.rank)


def amounts(fact: Passed) -> list[tuple[Figure, int]]:
    """What a passage counts as."""
    found = [(figures.PERSONS, len(fact.travellers) + fact.others)]
    if fact.vehicle is not None:
        found.append((figures.VEHICLES, 1))
        if fact.outcome is Outcome.TURNED_BACK:
            found.append((figures.VEHICLES_TURNED_BACK, 1))
        if fact.disinfected:
            found.append((figures.DISINFECTED, 1))
    if fact.others and fact.outcome is not Outcome.PASS:
        found.append((figures.OUTCOMES[fact.outcome], fact.others))
    for one in fact.travellers:
        outcome = outcome_of(one, fact)
        if outcome is not Outcome.PASS:
            found.append((figures.OUTCOMES[outcome], 1))
        if feverish(one):
            found.append((figures.FEVER, 1))
        if one.been:
            found.append((figures.EXPOSED, 1))
    return found
