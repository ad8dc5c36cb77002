"""How two profiles stand to each other, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import product

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.vault import names
from lianfang.vault.documents import Document, Kind, one_edit
from lianfang.vault.matching.profile import Profile
from lianfang.vault.names import Likeness


class Field(TextChoices):
    """A field two identities can agree or differ in."""

    NAME = "name", _("姓名")
    DOCUMENT = "document", _("证件号")
    PHONE = "phone", _("电话")
    BIRTH_DATE = "birth_date", _("出生日期")
    SEX = "sex", _("性别")
    VILLAGE = "village", _("村（社区）")
    ADDRESS = "address", _("住址")


class Relation(IntEnum):
    """How a field stands between two people; of several values the highest relation counts."""

    SILENT = 0
    """One of them says nothing."""
    UNCLEAR = 1
    """Different, but at least one value is known to be wrong."""
    DIFFER = 2
    NEAR = 3
    """One slip of the keyboard apart."""
    AGREE = 4


class Slip(IntEnum):
    """What kind of difference lies between close names."""

    NONE = 0
    GIVEN = 1
    """Another character in the given name: a typing error, or a brother or sister."""
    SHAPE = 2
    """A character too few, or another surname before the same given name."""
    SWAPPED = 3
    """The same characters in another order, as no brother or sister is called."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The relation of every field, the name in its own grades.

    `named` if both have a name, `bare` if one has nothing else, `checked` if the agreeing document is a valid one.
    """

    name: Likeness
    slip: Slip
    named: bool
    bare: bool
    document: Relation
    checked: bool
    phone: Relation
    birth_date: Relation
    sex: Relation
    village: Relation
    address: Relation


_RESIDENT = frozenset({Kind.RESIDENT, Kind.RESIDENT_15, Kind.PERMIT_HMT})


def weigh(a: Profile, b: Profile) -> Evidence:
    """Return the evidence for two profiles being one person."""
    name, slip = _name(a.names, b.names)
    document, checked = _document(a.documents, b.documents)
    village, address = _place(a.places, b.places)
    return Evidence(
        name=name,
        slip=slip,
        named=bool(a.names and b.names),
        bare=a.bare or b.bare,
        document=document,
        checked=checked,
        phone=_phone(a, b),
        birth_date=_birth_date(a.births, b.births),
        sex=_plain(a.sexes, b.sexes),
        village=village,
        address=address,
    )


def _name(a: Iterable[str], b: Iterable[str]) -> tuple[Likeness, Slip]:
    pairs = [(names.likeness(one, other), one, other) for one, other in product(a, b)]
    if not pairs:
        return Likeness.OTHER, Slip.NONE
    best = max(pairs)
    slips = (_slip(one, other) for likeness, one, other in pairs if likeness is Likeness.CLOSE)
    return best[0], max(slips, default=Slip.NONE) if best[0] is Likeness.CLOSE else Slip.NONE


def _slip(a: str, b: str) -> Slip:
    first, second = names.folded(a), names.folded(b)
    if sorted(first) == sorted(second):
        return Slip.SWAPPED
    if len(first) != len(second) or first[0] != second[0]:
        return Slip.SHAPE
    return Slip.GIVEN


def _document(a: Iterable[Document], b: Iterable[Document]) -> tuple[Relation, bool]:
    best, checked = Relation.SILENT, False
    for one, other in product(a, b):
        relation = _documents(one, other)
        if relation is Relation.AGREE and one.valid is not False:
            return relation, True
        # A known number that is plainly another's outweighs the mistyped one beside it.
        if Relation.DIFFER in {relation, best}:
            best = Relation.DIFFER
        best = max(best, relation) if best is not Relation.DIFFER else best
    return best, checked


def _documents(a: Document, b: Document) -> Relation:
    first, second = a.canonical, b.canonical
    if first == second:
        return Relation.AGREE
    if (a.kind in _RESIDENT) != (b.kind in _RESIDENT) or Kind.UNKNOWN in {a.kind, b.kind}:
        return Relation.SILENT
    if a.valid and b.valid:
        return Relation.UNCLEAR if _perhaps_rounded(first, second) else Relation.DIFFER
    if one_edit(first, second):
        return Relation.NEAR
    return Relation.UNCLEAR


def _perhaps_rounded(a: str, b: str) -> bool:
    # One rounded number in eleven passes the check; what is left of it are the first 15 digits.
    return a[:15] == b[:15] and (a.endswith("000") or b.endswith("000"))


def _phone(a: Profile, b: Profile) -> Relation:
    if not a.phones or not b.phones:
        return Relation.SILENT
    if not a.numbers.isdisjoint(b.numbers):
        return Relation.AGREE if any(phone.valid for phone in a.phones & b.phones) else Relation.NEAR
    near = any(one_edit(one.number, other.number) for one, other in product(a.phones, b.phones))
    return Relation.NEAR if near else Relation.DIFFER


def _birth_date(a: frozenset[date], b: frozenset[date]) -> Relation:
    plain = _plain(a, b)
    if plain is not Relation.DIFFER:
        return plain
    near = any(_near_dates(one, other) for one, other in product(a, b))
    return Relation.NEAR if near else Relation.DIFFER


def _near_dates(a: date, b: date) -> bool:
    swapped = (a.year, a.month, a.day) == (b.year, b.day, b.month)
    return swapped or one_edit(a.isoformat(), b.isoformat())


def _plain(a: frozenset[str] | frozenset[date], b: frozenset[str] | frozenset[date]) -> Relation:
    if not a or not b:
        return Relation.SILENT
    return Relation.AGREE if not a.isdisjoint(b) else Relation.DIFFER


def _place(a: Iterable[tuple[str, str]], b: Iterable[tuple[str, str]]) -> tuple[Relation, Relation]:
    relations = [(_village(one, other), _house(one, other)) for one, other in product(a, b)]
    return max(relations, default=(Relation.SILENT, Relation.SILENT))


def _village(a: tuple[str, str], b: tuple[str, str]) -> Relation:
    if not a[0] or not b[0]:
        return Relation.SILENT
    return Relation.AGREE if a[0] == b[0] else Relation.DIFFER


def _house(a: tuple[str, str], b: tuple[str, str]) -> Relation:
    # A house number means nothing across villages, and a bare group (7组) says less than a house, not otherwise.
    one, other = a[1], b[1]
    if a[0] != b[0] or one.startswith(other) or other.startswith(one):
        return Relation.AGREE if one and one == other and a[0] == b[0] else Relation.SILENT
    return Relation.NEAR if one_edit(one, other) else Relation.DIFFER
