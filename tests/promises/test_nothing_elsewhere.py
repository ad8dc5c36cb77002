"""Promise 4: every page, list and answer holds nothing from outside a member's areas; outside the role, masks."""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from lianfang.duty.models import Member
from tests.conftest import COUNTY, PASSWORD_HASH
from tests.field import entry, moment
from tests.promises import crawl
from tests.promises.crawl import CASES, Visit, sendings, text_of, visits
from tests.promises.villages import Village

Enter = Callable[[Member], Client]
Both = tuple[Village, Village]
NEIGHBOURS = ("worker", "cadre", "leader")
SENT_TO = (
    "verification:targets",
    "verification:assign",
    "verification:unclear",
    "people:households",
    "people:person_move",
    "people:decision",
    "outreach:needs",
    "outreach:new",
    "orders:orders",
    "orders:new",
    "proofs:proofs",
    "proofs:new",
    "checkpoints:passages",
    "checkpoints:recall",
    "duty:members",
    "briefing:freeze",
)
REFUSED = {403, 404, 405}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BOOKKEEPING = {"vault.Viewing", "sessions.Session", "ledger.Waiting"}  # looks, sign-ins, what was refused: sealed


def tampered(other: Village) -> list[str]:
    """Questions that ask for another village's part of a page."""
    return [
        f"area={other.area}",
        f"area={other.grid}&late=on",
        f"area={COUNTY}",
        f"who={other.ids['worker']}&sort=-due",
        f"cursor={other.ids['owned']}&sort=nonsense",
    ]


def told(client: Client, visit: Visit, *, method: str = "get") -> tuple[int, str]:
    """Status and all that was said, without the ids in the address and the words typed into fields."""
    response = getattr(client, method)(visit.url, visit.body or None)
    said = text_of(response)
    for known in _ID.findall(visit.url):
        said = said.replace(known, "")
    for typed in visit.body.values():
        said = said.replace(f'value="{typed}"', "")
    return response.status_code, said


def leaks(village: Village, said: str) -> list[str]:
    return sorted(secret for secret in village.secrets if secret in said)


def everything() -> dict[str, list[Any]]:
    """The content of every table of ours, except what keeps the books of looking."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("lianfang") and model._meta.label not in _BOOKKEEPING:
            columns = [c.attname for c in model._meta.concrete_fields if not isinstance(c, models.BinaryField)]
            skipped = {"last_login", "last_used"}
            names = [c for c in columns if c not in skipped]
            found[model._meta.label] = list(model._default_manager.order_by("pk").values_list(*names))
    return found


def test_every_address_has_its_case() -> None:
    assert crawl.names() == set(CASES), "add what to ask of a new address to tests/promises/crawl.py"


@pytest.mark.parametrize("role", NEIGHBOURS)
def test_no_page_of_ours_holds_anything_of_theirs(
    role: str, villages: Both, members: SimpleNamespace, signed_in: Enter
) -> None:
    ours, theirs = villages
    client = signed_in(getattr(members, role))
    opened, leaked, broken, seen = 0, [], [], set()
    for visit in visits(ours, tampered(theirs)):
        status, said = told(client, visit)
        opened += status == 200
        seen |= {name for name in ours.names if name in said}
        broken += [visit.url] if status >= 500 else []
        leaked += [(visit.url, found) for found in [leaks(theirs, said)] if found]
        if visit.name == "account_logout":
            client = signed_in(getattr(members, role))
    assert leaked == []
    assert broken == []
    assert opened > 80, "hardly a page opened: the crawl proves nothing"
    assert len(seen) >= 5, "hardly a name of our own was seen: the crawl proves nothing"


@pytest.mark.parametrize("role", NEIGHBOURS)
def test_their_addresses_are_refused_without_a_hint(
    role: str, villages: Both, members: SimpleNamespace, signed_in: Enter
) -> None:
    _ours, theirs = villages
    client = signed_in(getattr(members, role))
    for visit in direct(theirs, visits):
        status, said = told(client, visit)
        assert status in REFUSED, visit.url
        assert leaks(theirs, said) == [], visit.url


def direct(village: Village, of: Callable[[Village], Iterator[Visit]]) -> Iterator[Visit]:
    """Addresses that name something of this village."""
    for visit in of(village):
        if any(str(one) in visit.path for one in (*village.ids.values(), village.area, village.grid)):
            yield visit


@pytest.mark.parametrize("role", NEIGHBOURS)
def test_nothing_of_theirs_can_be_written_to(
    role: str, villages: Both, members: SimpleNamespace, signed_in: Enter
) -> None:
    ours, theirs = villages
    client = signed_in(getattr(members, role))
    before = everything()
    for visit in direct(theirs, sendings):
        status, said = told(client, visit, method="post")
        assert status in REFUSED, visit.url
        assert leaks(theirs, said) == [], visit.url
    for visit in crossed(ours, theirs):
        status, said = told(client, visit, method="post")
        assert status < 500, visit.url
        assert leaks(theirs, said) == [], (visit, leaks(theirs, said))
    after = everything()
    assert [table for table in before if before[table] != after[table]] == []


def crossed(ours: Village, theirs: Village) -> Iterator[Visit]:
    """Our own addresses, with their things in what is sent."""
    for name in SENT_TO:
        for body in CASES[name].body(theirs):
            for mine in visits(ours):
                if mine.name == name:
                    yield Visit(name, mine.path, body=body)


@pytest.mark.parametrize("role", NEIGHBOURS)
def test_the_door_takes_nothing_about_them(
    role: str, villages: Both, members: SimpleNamespace, signed_in: Enter
) -> None:
    ours, theirs = villages
    client = signed_in(getattr(members, role))
    before = everything()
    aimed = [
        entry(kind, theirs.ids[subject], area, moment(29), **data)
        for area in (ours.grid, theirs.grid)
        for kind, subject, data in (
            ("verification.visited", "owned", {"outcome": "met"}),
            ("verification.fed_back", "owned", {}),
            ("people.whereabouts", "owner", {"whereabouts": "left"}),
            ("people.identity_decided", "record", {"decision": "different"}),
            ("outreach.need_taken", "called", {}),
            ("outreach.need_raised", "need", {"what": "other"}),
            ("orders.released", "order", {"reason": "wrong"}),
            ("proofs.revoked", "proof", {"reason": "lost"}),
            ("screening.handled", "hit", {"outcome": "mistaken"}),
        )
    ]
    aimed += [
        entry("ledger.voided", theirs.ids["owned"], ours.grid, moment(29), reason="mistake", corrects=one)
        for key, one in theirs.ids.items()
        if key.startswith("entry")
    ]
    answers = client.post("/api/v1/entries", aimed, content_type="application/json").json()
    assert {answer["status"] for answer in answers} == {"refused"}
    words = "".join(answer.get("why", "") for answer in answers)
    assert leaks(theirs, words) == []
    after = everything()
    assert [table for table in before if before[table] != after[table]] == []


@pytest.mark.parametrize("role", ["worker", "cadre"])
def test_a_device_reads_its_own_feed_only(
    role: str, villages: Both, members: SimpleNamespace, signed_in: Enter
) -> None:
    ours, theirs = villages
    bearer = {"Authorization": f"Bearer {ours.token}"}
    for query in ("", "?after=0&limit=10000", f"?area={theirs.area}", "?after=-9"):
        feed = text_of(Client().get(f"/api/v1/entries{query}", headers=bearer))
        assert leaks(theirs, feed) == []
        assert str(ours.ids["owned"]) in feed
        assert not [word for word in ours.people if word in feed]
    assert signed_in(getattr(members, role)).get("/api/v1/entries").status_code == 200


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_those_who_may_not_know_who_see_masks_only(
    role: str, villages: Both, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(getattr(members, role))
    leaked, masks = [], 0
    people = {word for village in villages for word in village.people}
    for visit in [*visits(villages[0], tampered(villages[1])), *searches(villages[1])]:
        status, said = told(client, visit, method="post" if visit.body else "get")
        assert status < 500, visit.url
        found = sorted(word for word in people if word in said)
        leaked += [(visit.url, found)] if found else []
        masks += 0 if visit.name.startswith("field:") else said.count("**")  # a power, in the phone's scripts
        if visit.name == "account_logout":
            client = signed_in(getattr(members, role))
    assert leaked == []
    assert (masks > 0) == (role == "auditor")


def searches(village: Village) -> Iterator[Visit]:
    for visit in sendings(village):
        if "q" in visit.body:
            yield visit


def test_an_account_without_posts_finds_nothing(villages: Both, county: None, signed_in: Enter) -> None:
    idle = Member.objects.create(username="idle", password=PASSWORD_HASH, name="闲人")
    client = signed_in(idle)
    ours, theirs = villages
    for visit in visits(ours, tampered(theirs)[:1]):
        status, said = told(client, visit)
        assert status < 500, visit.url
        assert leaks(ours, said) + leaks(theirs, said) == [], visit.url
        if visit.name == "account_logout":
            client = signed_in(idle)


def test_who_is_not_signed_in_is_asked_to(villages: Both) -> None:
    village = villages[0]
    for method, of in (("get", visits), ("post", sendings)):
        for visit in of(village):
            status, said = told(Client(), visit, method=method)
            assert leaks(village, said) == [], visit.url
            wanted = {200, 302, 405, 404} if CASES[visit.name].public else {302, 401, 403, 405}
            assert status in wanted, (method, visit.url, status)
