"""Enrolling a phone with a one-time code: shown at the desk as a QR and in large type, typed or scanned once.

A code is 12 characters of Crockford's base32 (60 random bits, no I, L, O, U), shown as XXXX-XXXX-XXXX. It lives ten
minutes of real time; the database keeps its hash under the installation's secret key only.
"""

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lianfang.duty.devices import issue_token, require_enrol
from lianfang.duty.models import Member, Token
from lianfang.field.models import Enrolment

LIFE = timedelta(minutes=10)
_KEPT = timedelta(days=1)  # so that somebody who types an old code hears that it is old, not that it is wrong
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 12, 4
_READ_AS = str.maketrans("OIL", "011", "- \t\u2013\u2014\u3000－")  # Crockford's rule, and what people type between


class Unusable(TextChoices):
    """Why a code enrols nothing, and the sentence for whoever holds the phone."""

    WRONG = "wrong", _("登记码不对，请对照办公室的页面重新输入。")
    USED = "used", _("这个登记码已经用过了，请让办公室重新生成一个。")
    EXPIRED = "expired", _("登记码已过期，请让办公室重新生成一个。")
    WITHDRAWN = "withdrawn", _("这个登记码不能再用：人员岗位有变动，请联系办公室。")


class UnusableError(Exception):
    """The code enrols nothing."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(why.value)
        self.why = why


def begin(member: Member, by: Member) -> tuple[Enrolment, str]:
    """A new code for a phone of `member`; it is shown this once and kept nowhere.

    Raises PermissionDenied unless `by` is the member or keeps their account, or where the member has no post. The
    member's earlier codes are good no longer, so that one slip of paper at a time is worth something.
    """
    require_enrol(member, by.actor)
    now = timezone.now()
    code = "".join(secrets.choice(_ALPHABET) for _place in range(_LENGTH))
    row = Enrolment(member=member, by=by, code=_digest(code), created=now, expires=now + LIFE)
    unused = Enrolment.objects.filter(used=None)
    with transaction.atomic():
        unused.filter(expires__lt=now - _KEPT).delete()
        unused.filter(member=member, expires__gt=now).update(expires=now)
        row.save(force_insert=True)
    return row, "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def redeem(typed: str, device: str) -> tuple[Token, str]:
    """Make the phone that sends this code a device of its member; gives the row and the bearer token.

    `device` is what the phone is called at work. Raises UnusableError; then nothing has happened.
    """
    code = _read(typed)
    row = Enrolment.objects.select_related("member__agency", "by").filter(code=_digest(code)).first()
    if row is None:
        raise UnusableError(Unusable.WRONG)
    now = timezone.now()
    still_good = Q(pk=row.pk, used=None, expires__gt=now)
    try:
        with transaction.atomic():
            if not Enrolment.objects.filter(still_good).update(used=now):
                raise UnusableError(_gone(row))
            token, secret = issue_token(row.member, device, row.by.actor)
            Enrolment.objects.filter(pk=row.pk).update(token=token)
    except PermissionDenied:
        raise UnusableError(Unusable.WITHDRAWN) from None
    return token, secret


def _gone(row: Enrolment) -> Unusable:
    row.refresh_from_db(fields=["used"])  # somebody may have been quicker
    return Unusable.USED if row.used is not None else Unusable.EXPIRED


def _read(typed: str) -> str:
    """The code as it was made, from what was typed or scanned."""
    return typed.upper().translate(_READ_AS)


def _digest(code: str) -> str:
    return salted_hmac("lianfang.field.enrolment", code, algorithm="sha256").hexdigest()
