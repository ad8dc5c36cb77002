"""What the office does while phones are out: `python -m tests.phone.office` answers each "ACT USERNAME" with JSON."""

import json
import sys
from typing import Any

import django


def code(username: str) -> dict[str, Any]:
    """A one-time code that this member makes for themselves."""
    from lianfang.duty.models import Member
    from lianfang.field.enrolment import begin

    member = Member.objects.get(username=username)
    return {"member": str(member.pk), "name": member.name, "code": begin(member, member)[1]}


def revoke(username: str) -> dict[str, Any]:
    """All devices of this member are taken off."""
    from lianfang.duty.devices import revoke_token
    from lianfang.duty.models import Token
    from lianfang.ledger.scope import SYSTEM

    tokens = Token.objects.filter(member__username=username, revoked=None)
    return {"revoked": [str(revoke_token(token, SYSTEM).pk) for token in tokens]}


def close(username: str) -> dict[str, Any]:
    """The member's account is closed; `reopen` opens it again."""
    return _active(username, is_active=False)


def reopen(username: str) -> dict[str, Any]:
    """The member's account is open again."""
    return _active(username, is_active=True)


def _active(username: str, *, is_active: bool) -> dict[str, Any]:
    from lianfang.duty.models import Member

    return {"changed": Member.objects.filter(username=username).update(is_active=is_active)}


ACTS = {act.__name__: act for act in (code, revoke, close, reopen)}

if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:  # one process for all: starting one takes longer than most of what phones do
        act, username = line.split()
        print(json.dumps(ACTS[act](username)), flush=True)  # noqa: T201 - read by the tests
