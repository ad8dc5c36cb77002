"""A record beside the persons it may be: what agrees, what is near, what differs, and where each came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.areas.queries import names
from lianfang.desk.components import Match, Verdict
from lianfang.ledger.scope import Actor
from lianfang.people.models import Person
from lianfang.people.queries import RECORD, areas_of
from lianfang.people.sources import Source, sources
from lianfang.vault.candidates import candidates
from lianfang.vault.matching import Comparison, Field, Why
from lianfang.vault.matching.profile import profile_of
from lianfang.vault.matching.verdict import compare_profiles
from lianfang.vault.parts import Sex
from lianfang.vault.reading import Shown, show

VILLAGE = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: who it is as far as the actor may know, and (for a candidate) how it compares."""

    person: UUID
    shown: Shown
    village: str
    sources: Sequence[Source]
    outside: bool
    why: str = ""
    matches: Sequence[Match] = ()
    turned_out: str = ""


def reason(why: str) -> str:
    """Why the machine did not decide by itself, in words."""
    return str(Why(why).label) if why in Why.values else why


def sides(
    who: Actor, row: Person, offered: Sequence[UUID], turned_out: Mapping[UUID, UUID]
) -> tuple[Side, list[Side]]:
    """The record and each candidate beside it; the same number of queries for any number of candidates."""
    ends = {turned_out[candidate] for candidate in offered}
    everybody = {row.pk, *offered, *ends}
    where = areas_of(who, everybody) | {row.pk: row.area}
    shown = show(who, where, "decisions")
    told = sources(who, everybody)
    villages = names({area[:VILLAGE] for area in where.values() if who.may(RECORD, area)})
    stated = candidates().identities([row.pk, *offered])

    def side(person: UUID) -> Side:
        inside = who.may(RECORD, where[person])
        return Side(
            person,
            shown[person],
            villages.get(where[person][:VILLAGE], "") if inside else _("辖区外"),
            [source for source in told[person] if who.may(RECORD, source.area)],
            outside=not inside,
        )

    own = side(row.pk)
    profile = profile_of(stated.get(row.pk, ()))
    others = []
    for candidate in offered:
        other = side(candidate)
        compared = compare_profiles(profile, profile_of(stated.get(candidate, ())))
        end = turned_out[candidate]
        others.append(
            Side(
                candidate,
                other.shown,
                other.village,
                other.sources,
                other.outside,
                str(compared.why.label),
                _matches(own, other, compared),
                shown[end].name if end != candidate else "",
            )
        )
    return own, others


def _matches(own: Side, other: Side, compared: Comparison) -> list[Match]:
    left, right = _values(own), _values(other)
    return [
        Match(field.label, left[field], right[field], _verdict(field, compared))
        for field in Field
        if left[field] or right[field]
    ]


def _verdict(field: Field, compared: Comparison) -> Verdict:
    if field in compared.agrees:
        return Verdict.AGREES
    if field in compared.near:
        return Verdict.NEAR
    return Verdict.DIFFERS if field in compared.differs else Verdict.UNKNOWN


def _values(side: Side) -> dict[Field, str]:
    """A side's fields as they are shown; what was also said stands behind the latest."""
    shown = side.shown
    born = shown.birth_date.isoformat() if shown.birth_date else ""
    if not born and shown.age is not None:
        born = _("%(age)s 岁") % {"age": shown.age}

    def also(value: str, name: str) -> str:
        older = shown.also.get(name, ())
        return _("%(value)s（也写作 %(older)s）") % {"value": value, "older": _("、").join(older)} if older else value

    return {
        Field.NAME: also(shown.name, "name"),
        Field.DOCUMENT: also(shown.id_number, "id_number"),
        Field.PHONE: also(_("、").join(shown.phones), "phones"),
        Field.BIRTH_DATE: born,
        Field.SEX: str(Sex(shown.sex).label) if shown.sex else "",
        Field.VILLAGE: side.village,
        Field.ADDRESS: also(shown.address, "address"),
    }
