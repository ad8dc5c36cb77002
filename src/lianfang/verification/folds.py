"""The folds of verification."""

from uuid import UUID

from lianfang.ledger.folds import Fold, Seen, Tally, register
from lianfang.verification import figures
from lianfang.verification.kinds import CampaignOpened, Knocked, ListReceived
from lianfang.verification.models import Campaign, Door, SourceList
from lianfang.verification.standing import TargetFold


class CampaignFold(Fold[Campaign]):
    """A campaign is what its opening says; opened again, the latest statement holds."""

    subject = "campaign"
    model = Campaign

    def start(self, subject: UUID) -> Campaign:
        """Nothing known yet."""
        return Campaign(id=subject)

    def step(self, state: Campaign, entry: Seen, tally: Tally) -> None:
        """Name and due date as last said; the first opening is when it began."""
        if isinstance(entry.fact, CampaignOpened):
            state.area, state.name, state.due = entry.area, entry.fact.name, entry.fact.due
            state.opened = state.opened or entry.at

    def project(self, state: Campaign) -> Campaign:
        """The row is the state."""
        return state


class ListFold(Fold[SourceList]):
    """A list as received."""

    subject = "list"
    model = SourceList

    def start(self, subject: UUID) -> SourceList:
        """Nothing known yet."""
        return SourceList(id=subject)

    def step(self, state: SourceList, entry: Seen, tally: Tally) -> None:
        """The latest statement holds."""
        fact = entry.fact
        if isinstance(fact, ListReceived):
            for name in ("campaign", "name", "agency", "digest", "rows", "new", "known", "decide", "refused"):
                setattr(state, name, getattr(fact, name))
            state.area, state.received = entry.area, entry.at

    def project(self, state: SourceList) -> SourceList:
        """The row is the state."""
        return state


class DoorFold(Fold[Door]):
    """One household in one round: attempts, whether anybody was met, when to go back."""

    subject = "door"
    model = Door
    figures = (figures.DOORS_TRIED, figures.DOORS_MET)

    def start(self, subject: UUID) -> Door:
        """Nobody has knocked yet."""
        return Door(id=subject, attempts=0, met=False, cause="", people=0)

    def step(self, state: Door, entry: Seen, tally: Tally) -> None:
        """Once met, a door stays met; until then the latest reason stands."""
        fact = entry.fact
        if not isinstance(fact, Knocked):
            return
        if state.attempts == 0:
            state.campaign, state.household, state.area = fact.campaign, fact.household, entry.area
            tally.add(figures.DOORS_TRIED, 1, entry)
        if fact.met and not state.met:
            tally.add(figures.DOORS_MET, 1, entry, area=state.area)
        state.attempts += 1
        state.met = state.met or fact.met
        state.cause = "" if state.met else (fact.cause or "")
        state.again_on = None if state.met else fact.again_on
        state.people = max(state.people, fact.people)
        state.last_knock = entry.at

    def project(self, state: Door) -> Door:
        """The row is the state."""
        return state


for _fold in (CampaignFold(), ListFold(), DoorFold(), TargetFold()):
    register(_fold)
