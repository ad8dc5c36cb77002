"""The passage screen at the desk: a commuter's car is a plate, one tap, the temperatures and save."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from lianfang.checkpoints.models import Passage
from lianfang.duty.models import Member
from lianfang.ledger import clock
from tests.browsing import until
from tests.checkpoints.conftest import LISTED, PLATE, Road, accepted, passed

Enter = Callable[[Member], Client]


@pytest.mark.django_db(transaction=True)
def test_a_commuter_is_recalled_measured_and_saved(
    road: Road, members: SimpleNamespace, signed_in: Enter, chromium: Browser, live_server: Any
) -> None:
    people = [{"person": one} for one in road.passage.people]
    accepted(road.guard, [passed(road.post, clock.now(), vehicle={"plate": PLATE}, travellers=people, origin=LISTED)])
    [latest] = Passage.objects.exclude(pk=road.car).filter(post=road.post)
    cookie = signed_in(road.guard).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=live_server.url)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page, said = context.new_page(), []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(reverse("checkpoints:record", args=[road.post]))
    page.fill("passage-form input.plate", PLATE)
    page.click(".known-all")
    for box in page.query_selector_all("[data-pad=degrees]"):
        box.fill("365")
    page.click(".pass-save")
    until(page, "document.getElementById('said').textContent.startsWith('已登记')")
    assert said == []
    saved = Passage.objects.exclude(pk__in=[road.car, latest.pk]).get(post=road.post)
    assert (saved.people, saved.vehicle, saved.member) == (latest.people, latest.vehicle, road.guard.pk)
    context.close()
