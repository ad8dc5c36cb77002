"""Members read their own language wherever they sign in; a choice made in a browser is kept with the member."""

import pytest
from django.conf import settings
from django.test import Client

from lianfang.duty.kinds import DutyChanged
from lianfang.duty.models import Member
from lianfang.ledger.models import Entry
from tests.duty.conftest import Crew, fresh

HOME = "/"


def reading(client: Client, accept: str = "zh-CN") -> str:
    """The language a page comes in."""
    response = client.get(HOME, headers={"Accept-Language": accept}, follow=True)
    assert response.status_code == 200
    return response.headers["Content-Language"]


@pytest.fixture
def english(crew: Crew) -> Member:
    Member.objects.filter(pk=crew.worker.pk).update(language="en")
    return fresh(crew.worker)


def choose(client: Client, language: str) -> None:
    assert client.post("/i18n/setlang/", {"language": language, "next": HOME}).status_code == 302


def test_a_browser_decides_before_sign_in(db: None) -> None:
    assert reading(Client(), "en") == "en"
    assert reading(Client(), "zh-TW") == "zh-hant"


def test_a_member_reads_their_own_language(english: Member) -> None:
    client = Client()
    client.force_login(english)
    assert reading(client, "zh-CN") == "en"
    assert '<html lang="en"' in client.get(HOME).content.decode()


def test_a_browser_told_a_language_keeps_to_it(english: Member) -> None:
    client = Client()
    client.force_login(english)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    assert reading(client) == "zh-hant"


def test_a_choice_goes_with_the_member_and_leaves_an_entry(english: Member) -> None:
    client, elsewhere = Client(), Client()
    client.force_login(english)
    before = Entry.objects.filter(kind=DutyChanged.kind.code).count()
    choose(client, "zh-hant")
    assert fresh(english).language == "zh-hant"
    assert Entry.objects.filter(kind=DutyChanged.kind.code).count() == before + 1
    elsewhere.force_login(fresh(english))
    assert reading(elsewhere, "en") == "zh-hant"


def test_choosing_the_same_again_changes_nothing(english: Member) -> None:
    client = Client()
    client.force_login(english)
    before = Entry.objects.count()
    choose(client, "en")
    assert Entry.objects.count() == before


def test_a_language_we_do_not_speak_is_not_kept(english: Member) -> None:
    client = Client()
    client.force_login(english)
    choose(client, "de")
    assert fresh(english).language == "en"


def test_nobody_else_is_changed_by_a_choice_before_sign_in(crew: Crew) -> None:
    choose(Client(), "en")
    assert set(Member.objects.values_list("language", flat=True)) == {"zh-hans"}
