"""Entries that are not in the ledger: who sees them, what of them, and sending one again."""

from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianfang.areas.models import Area
from lianfang.duty.models import Posting
from lianfang.duty.roles import Role
from lianfang.ledger.models import Entry, Waiting
from tests.audit.conftest import SECRETS, Enter, page, queries, visit
from tests.conftest import GRID, OTHER_GRID, VILLAGE
from tests.field import send

LIST = "/audit/waiting/"


def one(pk: UUID) -> str:
    return reverse("audit:waiting_entry", args=[pk])


def listed(client: Client, waiting: SimpleNamespace, **asked: str) -> set[str]:
    said = page(client, LIST, **asked)
    return {name for name, pk in vars(waiting).items() if one(pk) in said}


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("worker", {"elsewhere", "unread", "held"}),  # their own, whatever was wrong
        ("next_worker", set()),
        ("outsider", {"theirs"}),
        ("cadre", {"held"}),  # corrects records of the village; what could not be read has no area
        ("colleague", {"elsewhere"}),  # sent to their village
        ("chief", {"elsewhere", "held"}),
        ("auditor", {"elsewhere", "unread", "held", "theirs"}),
        ("administrator", set()),
    ],
)
def test_each_sees_their_own_and_what_they_supervise(
    member: str, expected: set[str], waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(getattr(members, member))
    assert listed(client, waiting) == expected
    for name, pk in vars(waiting).items():
        answer = client.get(one(pk))
        assert answer.status_code == (200 if name in expected else 404), name
        shown = [secret for secret in SECRETS if secret in answer.content.decode()]
        assert bool(shown) == (member in {"worker", "outsider"} and name in expected)


def test_the_auditor_of_one_village_sees_nothing_of_the_other(
    waiting: SimpleNamespace, post: object, signed_in: Enter
) -> None:
    watcher = post("watcher", Role.AUDITOR, VILLAGE)  # type: ignore[operator]
    assert listed(signed_in(watcher), waiting) == {"unread", "held", "theirs"}  # no area could be read of two


def test_the_list_says_what_is_wrong_and_what_comes_next(
    waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    said = page(signed_in(members.worker), LIST)
    assert said.count("走访") >= 3  # also the one that could not be read, because it is theirs
    assert "您没有在该区域记录「走访」的权限" in said
    assert "「结果」不在可选项内，请从列表中选择。" in said
    assert "前一条记录尚未收到，收到后自动入账，无需重发。" in said
    assert "将营村第一网格" in said
    assert not [secret for secret in SECRETS if secret in said]
    auditors = page(signed_in(members.auditor), LIST)
    assert "无法辨认的记录" in auditors
    assert "李网格" in auditors


def test_filters_stand_in_the_address(waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.auditor)
    assert listed(client, waiting, state="held") == {"held"}
    assert listed(client, waiting, state="refused") == {"elsewhere", "unread", "theirs"}
    assert listed(client, waiting, kind="verification.visited") == {"elsewhere", "held"}
    assert listed(client, waiting, member=str(members.outsider.pk)) == {"theirs"}
    assert listed(client, waiting, member="x", state="x") == {"elsewhere", "unread", "held", "theirs"}
    assert "没有未入账的记录" in page(client, LIST, kind="people.whereabouts")


def test_pages_of_the_list_lose_nothing(targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter) -> None:
    send(members.worker, [visit(uuids.uuid7()) for _ in range(60)])
    client, seen, address = signed_in(members.worker), set(), LIST
    for _ in range(2):
        table = client.get(address).context["table"]
        seen |= {line.pk for line in table.rows}
        address = f"{LIST}?cursor={table.page.next}"
    assert len(seen) == 60


def test_the_author_reads_every_word_and_others_none_that_identifies(
    waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    own = page(signed_in(members.worker), one(waiting.elsewhere))
    assert "张三说他在田里" in own
    assert "家中无人" in own
    supervisors = page(signed_in(members.colleague), one(waiting.elsewhere))
    assert "家中无人" in supervisors
    assert "张三" not in supervisors
    unread = page(signed_in(members.auditor), one(waiting.unread))
    assert "没有可以给您看的内容" in unread
    assert "flew_away" in page(signed_in(members.worker), one(waiting.unread))


def test_who_was_posted_meanwhile_sends_it_again(
    waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    address = reverse("audit:waiting_resend", args=[waiting.elsewhere])
    still = signed_in(members.worker).post(address, follow=True)
    assert "仍未入账：您没有在该区域记录「走访」的权限" in still.content.decode()
    assert still.redirect_chain[-1][0] == one(waiting.elsewhere)
    area = Area.objects.get(pk=OTHER_GRID)
    Posting.objects.create(member=members.worker, role=Role.GRID_WORKER, area=area, since=timezone.now())
    done = signed_in(members.worker).post(address, follow=True)
    assert "已入账" in done.content.decode()
    entry = Entry.objects.get(id=waiting.elsewhere)
    assert (entry.member, entry.device) == (members.worker.pk, "test")
    assert not Waiting.objects.filter(pk=waiting.elsewhere).exists()
    assert signed_in(members.worker).post(address).status_code == 404  # it waits no longer


@pytest.mark.parametrize("member", ["cadre", "colleague", "chief", "auditor", "administrator", "outsider"])
def test_nobody_sends_again_in_anothers_name(
    member: str, waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, before = signed_in(getattr(members, member)), Entry.objects.count()
    for pk in (waiting.elsewhere, waiting.held, waiting.unread):
        assert client.post(reverse("audit:waiting_resend", args=[pk])).status_code == 404
        assert "/resend" not in client.get(one(pk)).content.decode()
    assert Entry.objects.count() == before


def test_the_shell_counts_ones_own_refused_entries(
    waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    worker = signed_in(members.worker)
    home = page(worker, "/")
    assert "您有记录没有入账" in home
    assert one(waiting.elsewhere) in home
    badges = page(worker, reverse("desk:badges"))
    assert "audit-waiting" in badges
    for member in (members.cadre, members.auditor):
        assert "您有记录没有入账" not in page(signed_in(member), "/")


def test_the_list_costs_the_same_for_any_number(
    waiting: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    counts = {}
    for name in ("worker", "cadre", "auditor"):
        counts[name] = queries(signed_in(getattr(members, name)), LIST)
    send(members.worker, [visit(uuids.uuid7()) for _ in range(20)])
    send(members.worker, [visit(uuids.uuid7(), GRID, outcome="flew_away") for _ in range(20)])
    for name, few in counts.items():
        assert queries(signed_in(getattr(members, name)), LIST) == few, name
        assert few <= 14


def test_who_is_not_signed_in_is_asked_to(waiting: SimpleNamespace) -> None:
    for address in (LIST, one(waiting.held), "/audit/", "/audit/entries/", "/audit/destructions/"):
        assert Client().get(address)["Location"].startswith("/account/login/")
