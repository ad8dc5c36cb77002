"""How posts, lookouts and referrals follow from their entries; passages have a module of their own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from lianfang.checkpoints import figures
from lianfang.checkpoints.choices import LookoutClosed, LookoutReason, ReferralState
from lianfang.checkpoints.kinds import (
    LookoutEnded,
    LookoutOpened,
    PostClosed,
    PostOpened,
    QueueSeen,
    ReferralAnswered,
    Referred,
)
from lianfang.checkpoints.models import Lookout, Post, Referral
from lianfang.checkpoints.passing import PassageFold
from lianfang.ledger.folds import Balance, Fold, Seen, Tally, register


@dataclass(slots=True)
class PostState:
    """A post as told so far."""

    row: Post
    balance: Balance = field(default_factory=Balance)


class PostFold(Fold[PostState]):
    """One row per post: its latest words, whether it is on the road, how long the line was when last seen."""

    subject = "post"
    model = Post
    figures = (figures.POSTS,)

    def start(self, subject: UUID) -> PostState:
        """Not yet set up."""
        return PostState(Post(id=subject, open=False))

    def step(self, state: PostState, entry: Seen, tally: Tally) -> None:
        """Take one entry in, then count whether the post is on the road."""
        row, fact = state.row, entry.fact
        if isinstance(fact, PostOpened):
            row.area, row.opened = entry.area, entry.id
            row.name, row.what, row.road, row.lat, row.lon = fact.name, fact.what, fact.road, fact.lat, fact.lon
            row.crew, row.shifts = [agency.hex for agency in fact.crew], sorted(set(fact.shifts))
            row.opened_at = row.opened_at or entry.at
            row.open, row.closed_at = True, None
        elif isinstance(fact, PostClosed):
            row.open, row.closed_at = False, entry.at
            row.queue = row.queue_minutes = row.queue_at = row.queue_entry = None
        elif isinstance(fact, QueueSeen):
            row.queue, row.queue_minutes = fact.vehicles, fact.minutes
            row.queue_at, row.queue_entry = entry.at, entry.id
        if row.opened_at is not None:
            state.balance.become({"open": (figures.POSTS, row.area)} if row.open else {}, entry, tally)

    def project(self, state: PostState) -> Post | None:
        """The post's row; none once its setting up was taken back."""
        return state.row if state.row.opened_at is not None else None


@dataclass(slots=True)
class LookoutState:
    """A lookout as told so far. `until` and `area` are those it was last opened with."""

    id: UUID
    opened: Seen | None = None
    ended_at: datetime | None = None
    ended: LookoutClosed | None = None
    counted: Seen | None = None


class LookoutFold(Fold[LookoutState]):
    """One row per vehicle looked for. It lapses by itself, and so does its count."""

    subject = "lookout"
    model = Lookout
    figures = (figures.LOOKOUTS,)

    def start(self, subject: UUID) -> LookoutState:
        """Nobody looks for anything yet."""
        return LookoutState(subject)

    def step(self, state: LookoutState, entry: Seen, tally: Tally) -> None:
        """Opened again, the latest words hold and it runs again; ended once it has run out changes nothing."""
        fact = entry.fact
        if isinstance(fact, LookoutOpened):
            self._leave(state, entry, tally)
            state.opened, state.ended_at, state.ended = entry, None, None
            if fact.until > entry.at:
                state.counted = entry
                tally.add(figures.LOOKOUTS, 1, entry)
                tally.add(figures.LOOKOUTS, -1, entry, at=fact.until)
        elif isinstance(fact, LookoutEnded):
            self._leave(state, entry, tally)
            state.ended_at, state.ended = entry.at, fact.reason

    def _leave(self, state: LookoutState, entry: Seen, tally: Tally) -> None:
        """Take a lookout that still runs out of the stock now instead of at its end."""
        was, state.counted = state.counted, None
        if was is not None and isinstance(was.fact, LookoutOpened) and entry.at < was.fact.until:
            tally.add(figures.LOOKOUTS, 1, was, at=was.fact.until)
            tally.add(figures.LOOKOUTS, -1, entry, area=was.area)

    def project(self, state: LookoutState) -> Lookout | None:
        """The lookout's row; none while its vehicle is unsaid."""
        entry = state.opened
        if entry is None or not isinstance(entry.fact, LookoutOpened) or entry.fact.vehicle.vehicle is None:
            return None
        return Lookout(
            id=state.id,
            area=entry.area,
            vehicle=entry.fact.vehicle.vehicle,
            reason=LookoutReason(entry.fact.reason),
            since=entry.at,
            until=entry.fact.until.astimezone(UTC),  # as the database keeps it, whatever zone it was said in
            opened=entry.id,
            member=entry.member,
            ended_at=state.ended_at,
            ended=state.ended or "",
        )


@dataclass(slots=True)
class ReferralTold:
    """A referral as told so far."""

    row: Referral
    balance: Balance = field(default_factory=Balance)


class ReferralFold(Fold[ReferralTold]):
    """One row per traveller sent to the clinic; the latest answer holds, the first one stops the clock."""

    subject = "referral"
    model = Referral
    figures = tuple(figures.REFERRALS.values())

    def start(self, subject: UUID) -> ReferralTold:
        """Nobody was sent yet."""
        return ReferralTold(Referral(id=subject, state=ReferralState.WAITING))

    def step(self, state: ReferralTold, entry: Seen, tally: Tally) -> None:
        """Take one entry in, then count where the referral stands."""
        row, fact = state.row, entry.fact
        if isinstance(fact, Referred):
            row.area, row.referred_at, row.temperature = entry.area, entry.at, fact.temperature
            row.person, row.passage, row.post = fact.person, fact.passage, fact.post
        elif isinstance(fact, ReferralAnswered):
            row.state = ReferralState(fact.result.value)
            row.first_answer_at = row.first_answer_at or entry.at
            row.answered_at, row.answer = entry.at, entry.id
        if row.referred_at is not None:
            figure = figures.REFERRALS[ReferralState(row.state)]
            state.balance.become({"state": (figure, row.area)}, entry, tally)

    def project(self, state: ReferralTold) -> Referral | None:
        """The referral's row; none once the passage no longer says so."""
        return state.row if state.row.referred_at is not None else None


register(PostFold())
register(PassageFold())
register(LookoutFold())
register(ReferralFold())
