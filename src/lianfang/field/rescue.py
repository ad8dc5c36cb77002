"""Bringing an opened queue file through the door, as its author would have sent it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lianfang.areas.recording import Note, record
from lianfang.desk.components import Tone
from lianfang.desk.facts.recording import flag_text
from lianfang.duty.actor import author_of
from lianfang.duty.devices import filed_under
from lianfang.duty.grants import require_over
from lianfang.field.kinds import QueueTaken
from lianfang.field.queue import Queue, Row
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.scope import Actor

_BATCH = 500  # entries in one transaction: others write meanwhile


class Fate(TextChoices):
    """What became of one fact of the file."""

    ACCEPTED = "accepted", _("新入账")
    FLAGGED = "flagged", _("新入账，有疑点")
    KNOWN = "known", _("早已收到")
    HELD = "held", _("等待前一条")
    REFUSED = "refused", _("未入账")
    UNREADABLE = "unreadable", _("打不开")


TONES = {
    Fate.ACCEPTED: Tone.DONE,
    Fate.FLAGGED: Tone.DONE,
    Fate.KNOWN: Tone.DONE,
    Fate.HELD: Tone.ACTIVE,
    Fate.REFUSED: Tone.LATE,
    Fate.UNREADABLE: Tone.LATE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the file in words: which it is, when it happened, what became of it and why. No identities."""

    number: int
    kind: str
    at: datetime | None
    fate: Fate
    why: str

    @property
    def tone(self) -> Tone:
        """How it stands."""
        return TONES[self.fate]


def require_take(queue: Queue, actor: Actor) -> None:
    """Raise PermissionDenied unless the actor recorded these facts or keeps the account of who did."""
    if actor.member == queue.author.pk:
        return
    try:
        require_over(actor, queue.author)
    except PermissionDenied:
        raise PermissionDenied(
            _t("这是另一位人员的记录，只有本人和维护其账号的人可以导入。请交给他们，文件不会失效。")
        ) from None


def take(queue: Queue, actor: Actor) -> list[Line]:
    """Send the facts in the author's name from the author's device; one line per fact, in the file's order.

    Harmless when repeated. Leaves an entry that says who brought the file. Raises PermissionDenied.
    """
    require_take(queue, actor)
    author, device = author_of(queue.author), str(queue.token.pk)
    readable = [row.raw for row in queue.rows if not row.problem]
    answers: list[Answer] = []
    for start in range(0, len(readable), _BATCH):
        answers += submit(readable[start : start + _BATCH], author, device=device)
    given = iter(answers)
    lines = [_line(n, row, None if row.problem else next(given)) for n, row in enumerate(queue.rows, 1)]
    _remember(queue, actor, lines)
    return lines


def _remember(queue: Queue, actor: Actor, lines: list[Line]) -> None:
    fact = QueueTaken(
        member=queue.author.pk,
        facts=len(lines),
        taken=sum(line.fate in {Fate.ACCEPTED, Fate.FLAGGED} for line in lines),
        unreadable=sum(line.fate is Fate.UNREADABLE for line in lines),
    )
    record([Note(queue.token.pk, filed_under(queue.author, actor), fact)], actor)


def _line(number: int, row: Row, answer: Answer | None) -> Line:
    if answer is None:
        return Line(number, "—", None, Fate.UNREADABLE, row.problem)
    kind = all_kinds().get(str(row.raw.get("kind")))
    title = _t(kind.title) if kind is not None else _t("无法辨认的记录")
    return Line(number, title, _moment(row.raw), Fate(answer.status.value), _why(answer))


def _why(answer: Answer) -> str:
    if answer.status is Status.FLAGGED:
        return _t("；").join(flag_text(code) for code in answer.flags)
    return answer.problem.sentence() if answer.problem is not None else ""


def _moment(raw: Any) -> datetime | None:
    try:
        found = parse_datetime(str(raw.get("at")))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
