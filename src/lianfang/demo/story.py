"""What happens to one target, step by step, as those who knock would record it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lianfang.demo.made import made, someone
from lianfang.duty.models import Member
from lianfang.verification.choices import Cause, Outcome, WrongReason
from lianfang.verification.models import Target

_WEIGHTS = {
    Outcome.MET: 84,
    Outcome.NOT_IN: 6,
    Outcome.FAMILY: 3,
    Outcome.REFUSED: 2,
    Outcome.WRONG_ADDRESS: 1,
    Outcome.LEFT_AGAIN: 1.2,
    Outcome.LIVES_ELSEWHERE: 1.3,
    Outcome.PASSED_THROUGH: 0.8,
    Outcome.NOT_FOUND: 0.7,
}
_CAUSES = (Cause.SHOPPING, Cause.AT_WORK, Cause.LOCKED)
_NOTES = ("邻居说晚上回来", "家人已转告，约好明早", "院门上锁，敲门无人应", "老人耳背，留了联系卡")


@dataclass(frozen=True, slots=True)
class Step:
    """An entry somebody records."""

    by: Member
    entry: dict[str, Any]


def visit(target: Target, by: Member, at: datetime, rng: random.Random) -> Iterator[Step]:
    """One attempt at a door, and what follows when the person is in."""
    outcome = rng.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
    if target.attempts and rng.random() < 0.7:
        outcome = Outcome.MET  # a second knock is usually answered
    data: dict[str, Any] = {"outcome": outcome.value}
    if outcome is Outcome.NOT_IN:
        data |= {"cause": rng.choice(_CAUSES).value, "again_on": (at + timedelta(days=1)).date().isoformat()}
        data["note"] = {"text": rng.choice(_NOTES)}
    yield _step(target, by, at, "verification.visited", data)
    if outcome is Outcome.MET:
        yield from _met(target, by, at, rng)


def _met(target: Target, by: Member, at: datetime, rng: random.Random) -> Iterator[Step]:
    chance = rng.random()
    checked = at + timedelta(minutes=4)
    if chance < 0.012:
        yield _step(
            target, by, checked, "verification.doubted", {"about": "travel", "note": {"text": "车票日期与自述不符"}}
        )
        return
    if chance < 0.02:
        yield _step(target, by, checked, "verification.checked", {"accuracy": "wrong", "wrong": ["id_number"]})
        return
    data: dict[str, Any] = {"accuracy": "accurate"}
    if chance < 0.07:
        reason = rng.choice((WrongReason.TYPING, WrongReason.OUTDATED, WrongReason.SOURCE))
        who = {"person": str(target.person), "phones": someone(rng).phone}
        data = {"accuracy": "corrected", "wrong": ["phone"], "reason": reason.value, "who": who}
    yield _step(target, by, checked, "verification.checked", data)
    if rng.random() < 0.98:
        yield _step(target, by, at.replace(hour=18, minute=rng.randrange(60)), "verification.fed_back", {})


def settle(target: Target, by: Member, at: datetime, rng: random.Random) -> Iterator[Step]:
    """A doubt is looked into, and what is true is written down."""
    finding, reason = ("concealed", "concealed_travel") if rng.random() < 0.3 else ("corrected", "outdated")
    yield _step(target, by, at, "verification.doubt_settled", {"finding": finding, "reason": reason})
    yield _step(target, by, at + timedelta(hours=1), "verification.fed_back", {})


def place(target: Target, by: Member, at: datetime, rng: random.Random) -> Iterator[Step]:
    """The cadre, who knows the village, says in which grid somebody lives."""
    grid = target.area[:12] + rng.choice(("01", "02", "03"))
    yield _step(target, by, at, "verification.placed", {"to": grid})


def _step(target: Target, by: Member, at: datetime, kind: str, data: dict[str, Any]) -> Step:
    sent = {
        "id": str(made("entry", kind, target.pk, at.isoformat())),
        "kind": kind,
        "subject": str(target.pk),
        "area": target.area,
        "at": at.isoformat(),
        "data": data,
    }
    return Step(by, sent)
