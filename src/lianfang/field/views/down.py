"""`GET /field/v1/down`: the slice in pieces, first all of it, then what changed."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianfang.duty.models import Member
from lianfang.field import cursor as cursors
from lianfang.field.carry import LIMIT, Carry
from lianfang.field.changes import changes
from lianfang.field.cursor import Cursor
from lianfang.field.piece import Piece
from lianfang.field.scope import scope
from lianfang.field.views.bearing import Answer, carrying
from lianfang.field.walk import begin, last_seq, walk


@carrying
def down(request: HttpRequest, _member: Member, carry: Carry) -> Answer:
    """The piece behind the phone's cursor. 409 `choose_area` when a walk would be more than a phone carries."""
    now = scope(carry)
    cursor = cursors.read(request.GET.get("cursor", ""))
    piece = _behind(cursor, carry) if cursor is not None and cursor.scope == now else None
    if piece is None and not carry.fits:
        return _too_much(), 409
    return (piece or walk(carry, begin(carry, now), fresh=True)).as_json(), 200


def _behind(cursor: Cursor, carry: Carry) -> Piece | None:
    return walk(carry, cursor) if cursor.walking else changes(carry, cursor, last_seq())


def _too_much() -> dict[str, str]:
    why = _("您的辖区超过 %(limit)s 人，手机装不下，请先在“更多”里选择要下载的区域。") % {"limit": LIMIT}
    return {"why": why, "code": "choose_area"}
