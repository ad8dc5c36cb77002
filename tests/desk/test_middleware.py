"""Identities do not lie in caches, and an expired session is seen as such."""

from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from lianfang.desk.middleware import HtmxSignInMiddleware, NoStoreMiddleware


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("谁")


def test_answers_to_members_are_not_kept(members: SimpleNamespace, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = members.worker
    assert NoStoreMiddleware(answer)(request)["Cache-Control"] == "no-store"


def test_a_view_may_say_otherwise(members: SimpleNamespace, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = members.worker
    keep = NoStoreMiddleware(lambda _: HttpResponse("", headers={"Cache-Control": "private, max-age=60"}))
    assert keep(request)["Cache-Control"] == "private, max-age=60"


def test_public_answers_are_left_alone(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    assert not NoStoreMiddleware(answer)(request).has_header("Cache-Control")


def test_sign_in_takes_the_whole_page_and_leads_back(rf: RequestFactory) -> None:
    ended = HtmxSignInMiddleware(lambda _: HttpResponseRedirect("/account/login/?next=/part"))
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/board?grid=1"}
    response = ended(rf.get("/part", headers=headers))
    assert response.status_code == 204
    assert response["HX-Redirect"] == "/account/login/?next=%2Fboard%3Fgrid%3D1"


def test_other_redirects_pass(rf: RequestFactory) -> None:
    moved = HtmxSignInMiddleware(lambda _: HttpResponseRedirect("/board"))
    assert moved(rf.get("/part", headers={"HX-Request": "true"})).status_code == 302
    ended = HtmxSignInMiddleware(lambda _: HttpResponseRedirect("/account/login/"))
    assert ended(rf.get("/board")).status_code == 302
