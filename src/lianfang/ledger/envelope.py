"""Reading what was sent: the envelope first, then the fact by its kind. Nothing here touches the database."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from lianfang.ledger.answers import Problem
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Fact, Kind, all_kinds
from lianfang.ledger.scope import Actor

AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{2,24}$")]


class Envelope(BaseModel):
    """What every entry carries, whatever its kind. `id` is made where the fact is made (UUIDv7).

    `version` is that of the kind by which `data` was written; None is the one in use here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: UUID = Field(title=N_("编号"))
    kind: str = Field(title=N_("种类"), max_length=64)
    version: int | None = Field(default=None, ge=1, title=N_("版本"))
    subject: UUID = Field(title=N_("对象"))
    area: AreaCode = Field(title=N_("区域"))
    place: str = Field(default="", title=N_("地点"), max_length=36)
    at: AwareDatetime = Field(title=N_("发生时间"))
    corrects: UUID | None = Field(default=None, title=N_("更正的记录"))
    data: dict[str, Any] = Field(default_factory=dict, title=N_("内容"))


@dataclass(slots=True)
class Sent:
    """One entry on its way through the door. `problem` is set as soon as something is wrong."""

    id: UUID
    raw: Any
    actor: Actor
    seen: Seen | None = None
    problem: Problem | None = None
    flags: tuple[str, ...] = ()
    after: UUID | None = None
    device: str = ""
    cause: UUID | None = None

    def flag(self, *codes: str) -> None:
        """Add flags, each once."""
        self.flags = tuple(dict.fromkeys((*self.flags, *codes)))


def read(raw: Any, actor: Actor, device: str, *, setup: bool = False, flags: Iterable[str] = ()) -> Sent:
    """Read one entry as sent. A broken one keeps an id derived from its content, so that it can be answered."""
    if not isinstance(raw, Mapping):
        return _unread(raw, Problem("not_object"), actor, device, flags)
    try:
        envelope = Envelope.model_validate(raw)
    except ValidationError as error:
        return _unread(raw, _explain(error, Envelope), actor, device, flags)
    sent = Sent(id=envelope.id, raw=raw, actor=actor, device=device, flags=tuple(flags))
    kind = all_kinds().get(envelope.kind)
    if kind is None:
        sent.problem = Problem("unknown_kind", "kind", {"kind": envelope.kind})
        return sent
    if kind.setup and not setup:
        sent.problem = Problem("system_only", "kind", {"kind": kind.title})
        return sent
    fact = _fact(kind, envelope)
    if isinstance(fact, Problem):
        sent.problem = fact
        return sent
    described = _described(fact, envelope.subject)
    if described is None:
        sent.problem = Problem("other_subject", f"data.{kind.describes}")
    else:
        sent.seen = see(envelope, described, actor.member)
    return sent


def _unread(raw: Any, problem: Problem, actor: Actor, device: str, flags: Iterable[str]) -> Sent:
    return Sent(id=_id_of(raw), raw=raw, actor=actor, problem=problem, device=device, flags=tuple(flags))


def _fact(kind: Kind, envelope: Envelope) -> Fact | Problem:
    """What was said, in the current shape of its kind; or why it cannot be read."""
    version = envelope.version or kind.version
    if version > kind.version:
        return Problem("newer_version", "version", {"kind": kind.title})
    try:
        data = kind.upgraded(envelope.data, version)
    except Exception:
        # An upgrade meets data that nobody has validated: whatever it stumbles over, the rest of the batch goes on.
        return Problem("not_upgraded", "data", {"kind": kind.title})
    try:
        return kind.fact.model_validate(data)
    except ValidationError as error:
        return _explain(error, kind.fact, "data.")


def stamped(raw: Any) -> Any:
    """The entry as sent, with the version it was written by even where it did not say: the kind may change later."""
    kind = all_kinds().get(str(raw.get("kind"))) if isinstance(raw, Mapping) else None
    return raw if kind is None or raw.get("version") is not None else {**raw, "version": kind.version}


def _described(fact: Fact, subject: UUID) -> Fact | None:
    """The fact with the part that describes its subject naming it; None when it names somebody else."""
    name = fact.kind.describes
    part = getattr(fact, name) if name else None
    if part is None or part.entity() == subject:
        return fact
    return fact.model_copy(update={name: part.about(subject)}) if part.entity() is None else None


def see(envelope: Envelope, fact: Fact, member: UUID | None) -> Seen:
    """The entry as folds will see it."""
    return Seen(
        id=envelope.id,
        kind=envelope.kind,
        subject=envelope.subject,
        area=envelope.area,
        place=envelope.place,
        at=_utc(envelope.at),
        member=member,
        corrects=envelope.corrects,
        fact=fact,
    )


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _id_of(raw: Any) -> UUID:
    try:
        return UUID(str(raw["id"]))
    except (KeyError, TypeError, ValueError):
        content = json.dumps(raw, sort_keys=True, default=str).encode()
        return UUID(bytes=hashlib.sha256(content).digest()[:16], version=5)


def _explain(error: ValidationError, model: type[BaseModel], prefix: str = "") -> Problem:
    """The first thing wrong, named by the field's title. The value itself is left out: it may identify."""
    first = error.errors(include_url=False, include_input=False)[0]
    path = [str(step) for step in first["loc"]]
    info = model.model_fields.get(path[0]) if path else None
    title = (info.title if info else None) or (path[0] if path else "")
    values = {"title": title, "type": first["type"]} | {
        key: value for key, value in first.get("ctx", {}).items() if isinstance(value, (int, float, str))
    }
    return Problem("field", prefix + ".".join(path), values)
