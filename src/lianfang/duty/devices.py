"""Devices and how a request proves who it comes from: a device's bearer token, or the session of a browser."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import TextChoices
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lianfang.areas.recording import record
from lianfang.duty import notes
from lianfang.duty.actor import NOBODY
from lianfang.duty.grants import require_over
from lianfang.duty.kinds import Change
from lianfang.duty.models import Member, Token, new_id
from lianfang.duty.rights import Right
from lianfang.ledger.scope import Actor

_SCHEME = "Bearer "
_USE_NOTED_EVERY = timedelta(hours=1)  # so that reading a feed does not become writing


def issue_token(member: Member, device: str, actor: Actor) -> tuple[Token, str]:
    """Enrol a device; gives the row and the bearer token, which is shown this once and kept nowhere.

    The member does this, or whoever keeps their account: whoever holds the token is the member. Raises
    PermissionDenied for others, and where the member has no post.
    """
    require_enrol(member, actor)
    area = filed_under(member, actor)
    secret = secrets.token_urlsafe(32)
    token = Token(id=new_id(), member=member, device=device.strip(), digest=_digest(secret))
    token.created = timezone.now()
    token.full_clean()
    with transaction.atomic():
        token.save(force_insert=True)
        record([notes.of_token(token, Change.CREATED, area)], actor)
    return token, f"{token.pk.hex}.{secret}"


def require_enrol(member: Member, actor: Actor) -> None:
    """Raise PermissionDenied unless the actor may enrol devices of this member, who has a post."""
    if actor.member not in {None, member.pk}:
        require_over(actor, member)
    if not member.may(Right.DEVICE_OWN):  # a closed account may do nothing either
        raise PermissionDenied(_t("该人员目前没有岗位，不能登记设备，请先任命岗位。"))


def revoke_token(token: Token, actor: Actor) -> Token:
    """Take a device off, at once: by its member, or by whoever keeps the member's account."""
    if actor.member != token.member_id:
        require_over(actor, token.member)
    if token.revoked is None:
        token.revoked = timezone.now()
        with transaction.atomic():
            token.save(update_fields=["revoked"])
            record([notes.of_token(token, Change.ENDED, filed_under(token.member, actor))], actor)
    return token


def member_of(request: HttpRequest) -> Member | None:
    """Who sends this request, or None.

    A request with an `Authorization: Bearer` header is judged by that alone; a wrong token never falls back to
    the session. A view that is exempt from CSRF must take the header only (`bearer(request)`).
    """
    if request.headers.get("Authorization", "").startswith(_SCHEME):
        return bearer(request)
    user = getattr(request, "user", None)
    return user if isinstance(user, Member) and user.is_active else None


def bearer(request: HttpRequest) -> Member | None:
    """The member whose device sends this request, by its token, or None."""
    try:
        return proven(request).member
    except UnprovenError:
        return None


class Unproven(TextChoices):
    """Why a token proves nobody, and the sentence for whoever holds the device."""

    UNKNOWN = "unknown", _("令牌无效，请重新登记设备。")
    REVOKED = "revoked", _("这台设备已注销，请到办公室重新登记。")
    CLOSED = "closed", _("账户已停用，请联系管理员。")


class UnprovenError(Exception):
    """The bearer token of a request proves nobody."""

    def __init__(self, why: Unproven) -> None:
        super().__init__(why.value)
        self.why = why

    def answer(self) -> JsonResponse:
        """401 with the sentence `why` and its `code`, by which a phone decides what to do with what it holds."""
        content = {"why": str(self.why.label), "code": self.why.value}
        return JsonResponse(
            content, status=401, headers={"WWW-Authenticate": "Bearer"}, json_dumps_params={"ensure_ascii": False}
        )


def proven(request: HttpRequest) -> Token:
    """The device (with its `member`) that sends this request, by its token. Raises `UnprovenError`.

    Only whoever holds the secret learns that a token is revoked or its account closed.
    """
    token = held(request.headers.get("Authorization", "").removeprefix(_SCHEME).strip())
    if token is None:
        raise UnprovenError(Unproven.UNKNOWN)
    if token.revoked is not None:
        raise UnprovenError(Unproven.REVOKED)
    if not token.member.is_active:
        raise UnprovenError(Unproven.CLOSED)
    now = timezone.now()
    if token.last_used is None or now - token.last_used > _USE_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used=now)
    return token


def held(text: str) -> Token | None:
    """The device (with its `member`) whose bearer token this is, revoked ones and closed accounts included.

    It proves who held the secret, not that they may still do anything. Compared in constant time.
    """
    key, _dot, secret = text.partition(".")
    try:
        token = Token.objects.select_related("member").filter(pk=UUID(hex=key)).first()
    except ValueError:
        return None
    return token if token is not None and constant_time_compare(token.digest, _digest(secret)) else None


def request_actor(request: HttpRequest) -> Actor:
    """What the sender of this request may do; whoever is not signed in may do nothing."""
    member = member_of(request)
    return member.actor if member is not None else NOBODY


def filed_under(member: Member, actor: Actor) -> str:
    """Where what concerns a member's devices is filed: an area in which whoever acts may say so."""
    known = () if actor.member == member.pk else (notes.home(member), *member.areas(Right.DEVICE_OWN))
    areas = [area for area in (*known, *actor.areas(Right.DEVICE_OWN)) if area]
    if not areas:
        raise PermissionDenied(_t("您目前没有岗位，不能登记或注销设备。"))
    return areas[0]


def _digest(secret: str) -> str:
    """The secret has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()
