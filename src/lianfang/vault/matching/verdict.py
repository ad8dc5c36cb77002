"""The rules that turn evidence into a verdict. Each branch is one sentence a clerk would say.

A contradiction in a checked document number parts people whatever else agrees: families share telephones and houses,
and namesakes live in one village. Without a checked number, the name and a second, independent field must carry a
merge, and nothing may speak against it.
"""

from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.vault.identity import Identity
from lianfang.vault.matching.evidence import Evidence, Field, Relation, Slip, weigh
from lianfang.vault.matching.profile import Profile, read
from lianfang.vault.names import Likeness


class Verdict(TextChoices):
    """Whether two identities are one person."""

    SAME = "same", _("同一人")
    ASK = "ask", _("需要人工判断")
    DIFFERENT = "different", _("不是同一人")


class Why(TextChoices):
    """The reason for a verdict, as shown in the decision queue."""

    DOCUMENT = "document", _("身份证号相同，姓名相符")
    DOCUMENT_OTHER_NAME = "document_other_name", _("身份证号相同但姓名不同")
    DOCUMENT_CLOSE_NAME = "document_close_name", _("身份证号相同，姓名只差一个字")
    WRONG_DOCUMENT = "wrong_document", _("证件号相同但校验码不对")
    BORROWED_DOCUMENT = "borrowed_document", _("姓名、电话或住址相同，但填了另一人的证件号")
    NEAR_DOCUMENT = "near_document", _("姓名相符，证件号差一位")
    NEAR_DOCUMENT_PHONE = "near_document_phone", _("姓名、电话相同，证件号差一位")
    NEAR_DOCUMENT_VILLAGE = "near_document_village", _("姓名、村（社区）相同，证件号差一位")
    NEAR_DOCUMENT_OTHER_NAME = "near_document_other_name", _("电话相同、证件号差一位，但姓名不同")
    UNCLEAR_DOCUMENT = "unclear_document", _("姓名和电话或住址相符，证件号有错且不一致")
    OTHER_DOCUMENT = "other_document", _("两个有效证件号不同")
    PHONE = "phone", _("姓名、电话相同")
    PHONE_SOUND = "phone_sound", _("电话相同，姓名读音相近")
    PHONE_CLOSE_NAME = "phone_close_name", _("电话相同，姓名写法相近")
    PHONE_NO_NAME = "phone_no_name", _("电话相同，一方没有姓名")
    PHONE_ONLY = "phone_only", _("只有电话相同")
    NEAR_PHONE = "near_phone", _("姓名相符，电话差一位")
    NEAR_PHONE_VILLAGE = "near_phone_village", _("姓名、村（社区）相同，电话差一位")
    HOUSE = "house", _("姓名、住址相同")
    BIRTH_DATE = "birth_date", _("姓名、出生日期相同")
    BIRTH_DATE_VILLAGE = "birth_date_village", _("姓名、出生日期、村（社区）相同")
    VILLAGE = "village", _("姓名、村（社区）相同，没有其他依据")
    CONTRADICTION = "contradiction", _("姓名、电话相同，但性别或出生日期不同")
    NAME_ONLY = "name_only", _("姓名相同，一方只有姓名")
    NOTHING = "nothing", _("没有足够的相同之处")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict with the fields that agree, differ, or are one slip apart (near)."""

    verdict: Verdict
    why: Why
    agrees: tuple[Field, ...] = ()
    differs: tuple[Field, ...] = ()
    near: tuple[Field, ...] = ()


def compare(a: Identity, b: Identity) -> Comparison:
    """Weigh two statements against each other."""
    return compare_profiles(read(a), read(b))


def compare_borrowed(a: Profile, b: Profile) -> Comparison | None:
    """Ask about two who would be one person, were it not for a document number of `a` that belongs to another."""
    own = replace(a, documents=frozenset(), births=frozenset(), sexes=frozenset())
    if compare_profiles(own, b).verdict is not Verdict.SAME:
        return None
    return Comparison(Verdict.ASK, Why.BORROWED_DOCUMENT, *_fields(weigh(a, b)))


def compare_profiles(a: Profile, b: Profile) -> Comparison:
    """Weigh all that is said of one person against all that is said of another."""
    evidence = weigh(a, b)
    verdict, why = _judge(evidence)
    return Comparison(verdict, why, *_fields(evidence))


Judgement = tuple[Verdict, Why]


def _judge(e: Evidence) -> Judgement:
    if e.document is Relation.DIFFER:
        return _other_document(e)
    if e.document is Relation.AGREE:
        return _same_document(e) if e.checked else _same_wrong_document(e)
    if e.document is Relation.NEAR:
        return _near_document(e)
    if e.document is Relation.UNCLEAR:
        return _unclear_document(e)
    return _no_document(e)


def _other_document(e: Evidence) -> Judgement:
    # One house does not hold two people of one name: one of the numbers is somebody else's.
    house = {e.phone, e.village, e.address} == {Relation.AGREE}
    if house and e.name >= Likeness.SOUND:
        return Verdict.ASK, Why.BORROWED_DOCUMENT
    return Verdict.DIFFERENT, Why.OTHER_DOCUMENT


def _same_document(e: Evidence) -> Judgement:
    if not e.named or e.name >= Likeness.NEAR:
        return Verdict.SAME, Why.DOCUMENT
    if e.name is Likeness.CLOSE:
        return (Verdict.SAME if e.slip is Slip.SWAPPED else Verdict.ASK), Why.DOCUMENT_CLOSE_NAME
    return Verdict.ASK, Why.DOCUMENT_OTHER_NAME


def _same_wrong_document(e: Evidence) -> Judgement:
    # Lists copied from each other repeat an error; so do placeholders, under which names differ.
    if e.name >= Likeness.NEAR:
        apart = e.phone is Relation.DIFFER and e.village is not Relation.AGREE
        return (Verdict.ASK if apart or _contradicted(e) else Verdict.SAME), Why.WRONG_DOCUMENT
    if e.name is Likeness.CLOSE and e.phone is Relation.AGREE:
        return Verdict.ASK, Why.WRONG_DOCUMENT
    return Verdict.DIFFERENT, Why.NOTHING


def _near_document(e: Evidence) -> Judgement:
    if e.name >= Likeness.NEAR:
        if _contradicted(e):
            return Verdict.ASK, Why.CONTRADICTION
        if e.phone is Relation.AGREE:
            return Verdict.SAME, Why.NEAR_DOCUMENT_PHONE
        if e.village is Relation.AGREE:
            return Verdict.SAME, Why.NEAR_DOCUMENT_VILLAGE
        return (Verdict.SAME if e.phone is Relation.NEAR else Verdict.ASK), Why.NEAR_DOCUMENT
    if e.name is Likeness.CLOSE or e.phone is Relation.AGREE:
        return Verdict.ASK, Why.NEAR_DOCUMENT_OTHER_NAME
    return Verdict.DIFFERENT, Why.NOTHING


def _unclear_document(e: Evidence) -> Judgement:
    house = e.village is Relation.AGREE and Relation.AGREE in {e.address, e.birth_date}
    if e.name >= Likeness.NEAR and (e.phone >= Relation.NEAR or house):
        return Verdict.ASK, Why.UNCLEAR_DOCUMENT
    return Verdict.DIFFERENT, Why.NOTHING


def _no_document(e: Evidence) -> Judgement:
    if e.phone is Relation.AGREE:
        return _same_phone(e)
    if e.name < Likeness.NEAR:
        return Verdict.DIFFERENT, Why.NOTHING
    if _contradicted(e):
        return Verdict.DIFFERENT, Why.NOTHING
    return _alike_without_phone(e)


def _same_phone(e: Evidence) -> Judgement:
    if not e.named:
        return Verdict.ASK, Why.PHONE_NO_NAME
    if e.name >= Likeness.NEAR:
        if _contradicted(e):
            return Verdict.ASK, Why.CONTRADICTION
        # Brothers and sisters share telephone and house, and their names may sound alike.
        sure = e.name is Likeness.SAME or (e.name is Likeness.SOUND and e.birth_date is Relation.AGREE)
        return (Verdict.SAME if sure else Verdict.ASK), Why.PHONE if sure else Why.PHONE_SOUND
    if e.slip >= Slip.SHAPE and not _contradicted(e):
        return Verdict.ASK, Why.PHONE_CLOSE_NAME
    if e.slip is Slip.GIVEN and e.birth_date is Relation.AGREE:
        return Verdict.ASK, Why.PHONE_CLOSE_NAME
    return Verdict.DIFFERENT, Why.PHONE_ONLY


def _alike_without_phone(e: Evidence) -> Judgement:
    exact = e.name is Likeness.SAME
    village = e.village is Relation.AGREE
    if village and e.address is Relation.AGREE:
        return (Verdict.SAME if exact else Verdict.ASK), Why.HOUSE
    if e.phone is Relation.NEAR:
        return (
            Verdict.SAME if village and exact else Verdict.ASK
        ), Why.NEAR_PHONE_VILLAGE if village else Why.NEAR_PHONE
    if e.birth_date is Relation.AGREE:
        if village:
            return (Verdict.SAME if exact else Verdict.ASK), Why.BIRTH_DATE_VILLAGE
        return (Verdict.ASK if exact else Verdict.DIFFERENT), Why.BIRTH_DATE
    if e.bare and exact:
        return Verdict.ASK, Why.NAME_ONLY
    apart = (e.phone is Relation.DIFFER) + (e.address is Relation.DIFFER)
    if village and apart <= (1 if exact else 0):
        return Verdict.ASK, Why.VILLAGE
    return Verdict.DIFFERENT, Why.NOTHING


def _contradicted(e: Evidence) -> bool:
    return Relation.DIFFER in {e.sex, e.birth_date}


def _fields(e: Evidence) -> tuple[tuple[Field, ...], tuple[Field, ...], tuple[Field, ...]]:
    relations = (
        (Field.NAME, _name_relation(e)),
        (Field.DOCUMENT, e.document),
        (Field.PHONE, e.phone),
        (Field.BIRTH_DATE, e.birth_date),
        (Field.SEX, e.sex),
        (Field.VILLAGE, e.village),
        (Field.ADDRESS, e.address),
    )
    return (
        tuple(name for name, relation in relations if relation is Relation.AGREE),
        tuple(name for name, relation in relations if relation in {Relation.DIFFER, Relation.UNCLEAR}),
        tuple(name for name, relation in relations if relation is Relation.NEAR),
    )


def _name_relation(e: Evidence) -> Relation:
    if not e.named:
        return Relation.SILENT
    if e.name is Likeness.SAME:
        return Relation.AGREE
    return Relation.DIFFER if e.name is Likeness.OTHER else Relation.NEAR
