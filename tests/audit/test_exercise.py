"""Nobody takes an exercise for the real thing."""

from datetime import datetime
from types import SimpleNamespace

from django.test import Client

from lianfang.ledger import clock
from tests.audit.conftest import Enter, page
from tests.field import BEIJING

MORNING = datetime(2020, 2, 4, 8, 30, tzinfo=BEIJING)


def test_an_exercise_says_so_on_every_page(members: SimpleNamespace, signed_in: Enter) -> None:
    addresses = ("/", "/audit/waiting/", "/nowhere/")
    with clock.at(MORNING):
        for address in addresses:
            said = signed_in(members.worker).get(address).content.decode()
            assert said.count("演练 2020-02-04 08:30") == 2, address  # in the bar; on phones and paper as a strip
        assert "演练 2020-02-04 08:30" in page(Client(), "/account/login/")


def test_the_real_thing_says_nothing(members: SimpleNamespace, signed_in: Enter) -> None:
    assert "演练" not in page(signed_in(members.worker), "/")
