"""A device proves whose it is, by a token that is kept nowhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory

from lianfang.duty import actions
from lianfang.duty.devices import held, issue_token, member_of, request_actor, revoke_token
from lianfang.duty.models import Member, Token
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import SYSTEM
from tests.duty.conftest import GRID, Crew


def request(token: str | None = None, user: Member | None = None) -> HttpRequest:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    sent = RequestFactory().get("/", headers=headers)
    sent.user = user or AnonymousUser()
    return sent


def test_a_token_opens_what_its_member_may_and_only_its_hash_is_kept(crew: Crew) -> None:
    row, secret = issue_token(crew.worker, "网格手机 3", crew.worker.actor)
    assert member_of(request(secret)) == crew.worker
    assert request_actor(request(secret)).areas("identity.view") == (GRID,)
    assert secret.split(".")[1] not in str(Token.objects.values().get())
    assert Entry.objects.get(subject=row.pk).data == {"change": "created", "member": str(crew.worker.pk)}


@pytest.mark.parametrize("broken", ["", "x", "x.y", "00000000000000000000000000000000.abc"])
def test_a_wrong_token_is_nobody_even_beside_a_good_session(crew: Crew, broken: str) -> None:
    _row, secret = issue_token(crew.worker, "手机", crew.worker.actor)
    for token in (broken, secret[:-1], secret + "x", secret.split(".")[0]):
        assert member_of(request(token, user=crew.chief)) is None
    assert request_actor(request(broken, user=crew.chief)).rights == {}


def test_the_session_speaks_when_there_is_no_token(crew: Crew) -> None:
    assert member_of(request(user=crew.chief)) == crew.chief
    assert member_of(request()) is None
    assert not request_actor(request()).may("area.view")


def test_a_device_is_enrolled_by_its_member_or_whoever_keeps_the_account(crew: Crew) -> None:
    for who in (crew.officer, crew.colleague, crew.auditor, crew.outsider):
        with pytest.raises(PermissionDenied):
            issue_token(crew.worker, "手机", who.actor)
    for keeper in (crew.chief, crew.administrator):
        row, secret = issue_token(crew.worker, "手机", keeper.actor)
        assert member_of(request(secret)) == crew.worker
        assert Entry.objects.get(subject=row.pk).member == keeper.pk


def test_whoever_has_no_post_has_no_device(crew: Crew) -> None:
    for who in (crew.outsider, crew.administrator):
        with pytest.raises(PermissionDenied, match="岗位"):
            issue_token(crew.outsider, "手机", who.actor)


def test_a_token_is_recognised_after_it_was_taken_off_but_opens_nothing(crew: Crew) -> None:
    row, secret = issue_token(crew.worker, "手机", crew.worker.actor)
    revoke_token(row, crew.chief.actor)
    found = held(secret)
    assert found is not None
    assert (found.pk, found.member) == (row.pk, crew.worker)
    assert held(secret + "x") is held("") is held("网格") is None
    assert member_of(request(secret)) is None


def test_a_lost_device_is_taken_off_at_once_by_its_member_or_their_chief(crew: Crew) -> None:
    for who in (crew.worker, crew.chief):
        row, secret = issue_token(crew.worker, "手机", crew.worker.actor)
        for other in (crew.colleague, crew.officer):
            with pytest.raises(PermissionDenied):
                revoke_token(row, other.actor)
        assert member_of(request(secret)) is not None
        revoke_token(row, who.actor)
        assert member_of(request(secret)) is None


def test_a_closed_account_has_no_devices(crew: Crew) -> None:
    _row, secret = issue_token(crew.worker, "手机", crew.worker.actor)
    actions.close_account(crew.worker, SYSTEM)
    assert member_of(request(secret)) is None


def test_use_is_noted_once_an_hour(crew: Crew, django_assert_num_queries: object) -> None:
    row, secret = issue_token(crew.worker, "手机", crew.worker.actor)
    member_of(request(secret))
    row.refresh_from_db()
    noted = row.last_used
    member_of(request(secret))
    row.refresh_from_db()
    assert noted is not None
    assert row.last_used == noted
