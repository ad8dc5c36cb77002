"""A second opinion on every figure: the ledger's rows read one by one, as simply as the rules can be said.

Nothing of the ledger's folds, counters or explanations is used here. What a subject counts as at a moment follows
from the entries about it that hold and happened before; a figure is how many subjects count as it in an area.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lianfang.ledger.models import Entry

Place = tuple[str, str]  # figure, area


@dataclass(frozen=True)
class Row:
    """An entry as it stands in the ledger."""

    id: UUID
    kind: str
    subject: UUID
    area: str
    at: datetime
    corrects: UUID | None
    data: dict[str, Any]


def ledger() -> list[Row]:
    """Every entry that holds, in the order in which things happened."""
    fields = ("id", "kind", "subject", "area", "at", "corrects", "data")
    rows = [Row(*values) for values in Entry.objects.values_list(*fields)]
    return _standing(sorted(rows, key=lambda row: (row.at, row.id.hex)))


def _standing(rows: Sequence[Row]) -> list[Row]:
    by_id = {row.id: row for row in rows}

    def gone(id_: UUID) -> bool:
        return any(v.kind == "ledger.voided" and v.corrects == id_ and not gone(v.id) for v in rows)

    def first(row: Row) -> UUID:
        return first(by_id[row.corrects]) if row.corrects in by_id else row.id

    def replaced(row: Row) -> bool:
        return any(r.kind != "ledger.voided" and r.corrects == row.id and not gone(r.id) for r in rows)

    held = [row for row in rows if row.kind != "ledger.voided" and not gone(row.id) and not replaced(row)]
    last = {first(row): row.id for row in held}
    return [row for row in held if last[first(row)] == row.id]


def at(rows: Sequence[Row], moment: datetime) -> Counter[Place]:
    """Every figure by area as of a moment."""
    before = [row for row in rows if row.at < moment]
    found: Counter[Place] = Counter()
    for row in before:
        found.update((figure, row.area) for figure in _events(row))
    for subject in {row.subject for row in before}:
        about = [row for row in before if row.subject == subject]
        found.update(place for tell in _TELLERS for place in tell(about))
    return Counter({place: n for place, n in found.items() if n})


def _events(row: Row) -> list[str]:
    """What counts each time it happens."""
    data, kind = row.data, row.kind
    if kind == "verification.visited":
        contact = "verification.visits" if data.get("channel", "door") == "door" else "verification.calls"
        return [contact, *(["verification.refusals"] if data["outcome"] == "refused" else [])]
    if kind == "verification.checked":
        return ["verification.corrections"] if data["accuracy"] == "corrected" else []
    return {
        "verification.listed": ["verification.listings"],
        "verification.fed_back": ["verification.feedbacks"],
        "verification.doubted": ["verification.doubts"],
        "verification.knocked": ["verification.knocks"],
        "people.household_registered": ["people.households_recorded"],
        "people.person_registered": ["people.persons_recorded"],
        "people.identity_decided": ["people.identities_decided"],
        "screening.hit": ["screening.hits"],
    }.get(kind, [])


def _of(rows: Sequence[Row], kind: str) -> list[Row]:
    return [row for row in rows if row.kind == kind]


def _target(rows: Sequence[Row]) -> list[Place]:
    if not _of(rows, "verification.listed"):
        return []
    area, placed = "", False
    for row in rows:
        if row.kind == "verification.listed" and not placed:
            area, placed = row.area, row.data.get("placed", False)
        elif row.kind == "verification.placed":
            area, placed = row.data["to"], True
    standing = _standing_of(rows, placed=placed)
    found = ["verification.targets", f"verification.{standing}"]
    if _met(rows) and standing != "duplicate":
        found.append("verification.met")
    if any(str(row.data.get("reason") or "").startswith("concealed") for row in rows) or any(
        row.data.get("finding") == "concealed" for row in rows
    ):
        found.append("verification.concealed")
    return [(figure, area) for figure in found]


def _met(rows: Sequence[Row]) -> datetime | None:
    visits = _of(rows, "verification.visited")
    met = [v.at for v in visits if v.data["outcome"] == "met" and v.data.get("channel", "door") == "door"]
    return met[0] if met else None


def _standing_of(rows: Sequence[Row], *, placed: bool) -> str:
    """The one thing said of a target, in the order of the rules: B2 and B6."""
    met, decisions = _met(rows), _of(rows, "verification.identity_mirrored")
    decision = decisions[-1].data if decisions else {}
    if decision.get("decision") == "same" and decision.get("into"):
        return "duplicate"
    unsure = _of(rows, "verification.listed")[0].data.get("unsure", False)
    if (decision.get("decision") == "ask" and met) or (unsure and not decision):
        return "undecided"
    doubts = [row for row in rows if row.kind in {"verification.doubted", "verification.doubt_settled"}]
    if doubts and doubts[-1].data.get("finding", "unresolved") == "unresolved":
        return "doubted"
    if met:
        return _once_met(rows, met)
    visits = _of(rows, "verification.visited")
    if not visits:
        return "to_visit" if placed else "unplaced"
    outcome: str = visits[-1].data["outcome"]
    told = {"lives_elsewhere", "left_again", "passed_through", "not_found", "wrong_address", "refused"}
    return outcome if outcome in told else "not_met"


def _once_met(rows: Sequence[Row], met: datetime) -> str:
    """Closed only when the data are right, the person was met, and the result went back afterwards."""
    settled = [row for row in _of(rows, "verification.doubt_settled") if row.data["finding"] in _SETTLED]
    checks = sorted([*_of(rows, "verification.checked"), *settled], key=lambda row: (row.at, row.id.hex))
    if not checks:
        return "to_check"
    if checks[-1].data.get("accuracy") == "wrong":
        return "to_correct"
    back = _of(rows, "verification.fed_back")
    return "closed" if back and back[-1].at >= max(met, checks[-1].at) else "to_feed_back"


_SETTLED = {"corrected", "concealed"}


def _door(rows: Sequence[Row]) -> list[Place]:
    knocks = _of(rows, "verification.knocked")
    if not knocks:
        return []
    area = knocks[0].area
    met = [("verification.doors_met", area)] if any(knock.data["met"] for knock in knocks) else []
    return [("verification.doors_tried", area), *met]


def _household(rows: Sequence[Row]) -> list[Place]:
    said = _of(rows, "people.household_registered")
    return [("people.households", said[-1].area)] if said else []


def _person(rows: Sequence[Row]) -> list[Place]:
    said, moved = _of(rows, "people.person_registered"), _of(rows, "people.whereabouts")
    unsure, decided = _of(rows, "people.identity_unsure"), _of(rows, "people.identity_decided")
    found = []
    if said and not (moved and moved[-1].data["whereabouts"] == "left"):
        found.append(("people.persons", said[-1].area))
    if unsure and not decided:
        found.append(("people.identities_undecided", (said or unsure)[-1 if said else 0].area))
    return found


def _need(rows: Sequence[Row]) -> list[Place]:
    """Met is met; else what was said last of taking and closing; a need that is met helped somebody, once."""
    raised, delivered = _of(rows, "outreach.need_raised"), _of(rows, "outreach.need_delivered")
    if not raised:
        return []
    area = raised[-1].area
    if delivered:
        known = [row for row in raised if (row.at, row.id.hex) < (delivered[0].at, delivered[0].id.hex)]
        then = (known[-1] if known else raised[0]).area
        return [("outreach.needs", area), ("outreach.delivered", area), ("outreach.helped", then)]
    said = [row for row in rows if row.kind in {"outreach.need_taken", "outreach.need_closed"}]
    state = "open" if not said else said[-1].kind.removeprefix("outreach.need_")
    return [("outreach.needs", area), (f"outreach.{state}", area)]


def _passage(rows: Sequence[Row]) -> list[Place]:
    """A passage as told last: the vehicle, everybody in it, and what became of each."""
    told = _of(rows, "checkpoints.passed")
    if not told:
        return []
    data, area = told[-1].data, told[-1].area
    people, others, outcome = data.get("travellers", []), data.get("others", 0), data.get("outcome", "pass")
    found = ["persons"] * (len(people) + others)
    if "vehicle" in data:
        found += ["vehicles"]
        found += ["vehicles_turned_back"] if outcome == "turned_back" else []
        found += ["disinfected"] if data.get("disinfected") else []
    found += [outcome] * others if outcome != "pass" else []
    for one in people:
        own = one.get("outcome", "pass")
        own = "turned_back" if own == "pass" and outcome == "turned_back" else own
        found += [own] if own != "pass" else []
        found += ["fever"] if one.get("temperature", 0) >= 37.3 else []
        found += ["exposed"] if one.get("been") else []
    return [(f"checkpoints.{figure}", area) for figure in found]


def _referral(rows: Sequence[Row]) -> list[Place]:
    sent = _of(rows, "checkpoints.referred")
    return [("checkpoints.referrals_waiting", sent[-1].area)] if sent else []


_TELLERS = (_target, _door, _household, _person, _need, _passage, _referral)
