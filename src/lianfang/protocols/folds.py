"""How the response and the listed areas follow from their entries."""

from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from typing import Any
from uuid import UUID

from lianfang.ledger.folds import Fold, Seen, Tally, register
from lianfang.protocols.kinds import AreaDelisted, AreaListed, ResponseDeclared, ResponseEnded
from lianfang.protocols.models import ListedArea, Response


@dataclass(slots=True)
class ResponseState:
    """A response as told so far; steps by when they take effect."""

    id: UUID
    area: str = ""
    declared: bool = False
    steps: list[dict[str, Any]] = field(default_factory=list)


class ResponseFold(Fold[ResponseState]):
    """One row per response. Of two steps that take effect at one moment the one said last holds."""

    subject = "response"
    model = Response

    def start(self, subject: UUID) -> ResponseState:
        """Not yet declared."""
        return ResponseState(subject)

    def step(self, state: ResponseState, entry: Seen, tally: Tally) -> None:
        """Take one declaration, or the end, in."""
        fact = entry.fact
        assert isinstance(fact, ResponseDeclared | ResponseEnded)  # noqa: S101 - the kinds of this subject
        moment = (fact.since or entry.at).astimezone(UTC)  # as databases give it back
        step: dict[str, Any] = {"since": moment.isoformat(), "level": "", "entry": str(entry.id)}
        if isinstance(fact, ResponseDeclared):
            state.area, state.declared = entry.area, True
            how = {"edition": fact.edition, "table": fact.table, "leave_cancelled": fact.leave_cancelled}
            step |= {"level": fact.level.value} | how
        state.steps = [one for one in state.steps if one["moment"] != moment]
        state.steps.append(step | {"moment": moment})
        state.steps.sort(key=lambda one: one["moment"])

    def project(self, state: ResponseState) -> Response | None:
        """The response's row; none once every declaration was taken back."""
        if not state.declared:
            return None
        first, last = state.steps[0], state.steps[-1]
        return Response(
            id=state.id,
            area=state.area,
            since=first["moment"],
            ended_at=None if last["level"] else last["moment"],
            steps=[{name: value for name, value in one.items() if name != "moment"} for one in state.steps],
        )


@dataclass(slots=True)
class ListedState:
    """A listed area as told so far."""

    id: UUID
    area: str = ""
    fact: AreaListed | None = None
    delisted: date | None = None


class ListedFold(Fold[ListedState]):
    """One row per division. Listing it again after it was delisted lists it anew."""

    subject = "listed_area"
    model = ListedArea

    def start(self, subject: UUID) -> ListedState:
        """Not yet listed."""
        return ListedState(subject)

    def step(self, state: ListedState, entry: Seen, tally: Tally) -> None:
        """Take one listing or delisting in."""
        if isinstance(entry.fact, AreaListed):
            state.area, state.fact, state.delisted = entry.area, entry.fact, None
        elif isinstance(entry.fact, AreaDelisted):
            state.delisted = entry.fact.on

    def project(self, state: ListedState) -> ListedArea | None:
        """The area's row; none once its listing was taken back."""
        fact = state.fact
        if fact is None:
            return None
        early = state.delisted is not None and state.delisted < fact.until
        until = max(state.delisted, fact.since) if early and state.delisted else fact.until
        said = fact.model_dump(exclude={"until"})
        last = until + timedelta(days=fact.days)
        return ListedArea(id=state.id, area=state.area, until=until, last=last, delisted=early, **said)


register(ResponseFold())
register(ListedFold())
