"""What a member meets on every page."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.test import Client

from lianfang.desk import checks, home, nav, where
from lianfang.duty.models import Member
from lianfang.duty.rights import Right

Enter = Callable[[Member], Client]


def test_the_home_page_is_for_signed_in_members_only(db: None, client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_member_sees_their_name_and_an_honest_empty_page(members: SimpleNamespace, signed_in: Enter) -> None:
    page = signed_in(members.worker).get("/").content.decode()
    assert "李网格" in page
    assert "没有等您处理的事" in page


def test_navigation_shows_what_the_member_may_do(members: SimpleNamespace, signed_in: Enter) -> None:
    nav.register(
        nav.Item("成员管理", "account_change_password", "users", right=Right.MEMBER_EDIT),
        nav.Item("首页", "desk:home", "house"),
    )
    assert "成员管理" not in signed_in(members.worker).get("/").content.decode()
    assert "成员管理" in signed_in(members.administrator).get("/").content.decode()


def test_the_item_one_is_at_is_current_and_its_children_too(members: SimpleNamespace, signed_in: Enter) -> None:
    nav.register(nav.Item("首页", "desk:home", "house"), nav.Item("两步验证", "mfa_index", "shield"))
    page = signed_in(members.worker).get("/account/2fa/recovery-codes/generate/", follow=True)
    current = [link.item.label for link in nav.links(page.wsgi_request) if link.current]
    assert current == []  # asked to confirm the password first, outside two-step verification
    page = signed_in(members.worker).get("/account/2fa/")
    assert [link.item.label for link in nav.links(page.wsgi_request) if link.current] == ["两步验证"]


def test_badges_are_counted_after_the_page(members: SimpleNamespace, signed_in: Enter) -> None:
    asked: list[HttpRequest] = []

    def late(request: HttpRequest) -> int:
        asked.append(request)
        return 9

    nav.register(nav.Item("核查", "desk:home", "list-checks", badge=late))
    browser = signed_in(members.worker)
    browser.get("/")
    assert not asked
    assert "[data-badge='desk-home']" in browser.get("/badges").content.decode()
    assert len(asked) == 1


def test_one_failing_card_does_not_blind_the_rest(members: SimpleNamespace, signed_in: Enter) -> None:
    def broken(request: object) -> dict[str, object]:
        raise ZeroDivisionError

    home.register(home.Card("desk/parts/crumb.html", lambda request: {"label": "今天三户"}))
    home.register(home.Card("desk/parts/empty.html", broken, order=1))
    home.register(home.Card("desk/parts/facts.html", lambda request: None))
    page = signed_in(members.worker).get("/").content.decode()
    assert "今天三户" in page
    assert "这一块暂时看不到" in page


def test_an_item_that_leads_nowhere_is_found_at_start() -> None:
    nav.register(nav.Item("首页", "desk:home", "house"), nav.Item("空", "nowhere:board", "x"))
    assert [error.id for error in checks.navigation(None)] == ["desk.E001"]


def test_the_bar_names_the_area(members: SimpleNamespace, signed_in: Enter) -> None:
    where.provide(lambda request: where.Where("红卫村", "一月响应", "一级响应"))
    page = signed_in(members.worker).get("/").content.decode()
    assert "红卫村" in page
    assert "一级响应" in page


def test_signing_in_and_out(members: SimpleNamespace, client: Client) -> None:
    wrong = client.post("/account/login/", {"login": "worker", "password": "nope"})
    assert 'role="alert"' in wrong.content.decode()
    right = client.post("/account/login/", {"login": "worker", "password": "a-long-password"})
    assert right["Location"] == "/"
    client.post("/account/logout/")
    assert client.get("/").status_code == 302


def test_nobody_makes_an_account_for_themselves(db: None, client: Client) -> None:
    filled = {"username": "x", "password1": "a-long-password", "password2": "a-long-password"}
    assert client.post("/account/signup/", filled).status_code == 405
    assert not get_user_model().objects.exists()
    assert "管理员" in client.get("/account/password/help/").content.decode()
    assert client.get("/account/email/").status_code == 404


@pytest.mark.parametrize("page", ["/account/password/", "/account/2fa/", "/account/logout/"])
def test_account_pages_wear_the_shell(members: SimpleNamespace, signed_in: Enter, page: str) -> None:
    answer = signed_in(members.worker).get(page)
    assert answer.status_code == 200
    assert "desk/tokens.css" in answer.content.decode()


def test_the_theme_is_kept_and_leads_back_but_not_away(db: None, client: Client) -> None:
    answer = client.post("/theme", {"theme": "dark", "next": "/account/login/?a=1"})
    assert answer["Location"] == "/account/login/?a=1"
    assert 'data-theme="dark"' in client.get("/account/login/").content.decode()
    assert client.post("/theme", {"theme": "dark", "next": "https://evil.example/"})["Location"] == "/"
    assert "theme" not in client.post("/theme", {"theme": "pink"}).cookies


def test_the_language_is_switched(db: None, client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "zh-hant", "next": "/account/login/"})
    assert 'lang="zh-hant"' in client.get("/account/login/").content.decode()


def test_a_missing_page_says_what_to_do(members: SimpleNamespace, signed_in: Enter) -> None:
    answer = signed_in(members.worker).get("/nowhere")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_health_and_robots(db: None, client: Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    assert "Disallow: /" in client.get("/robots.txt").content.decode()
