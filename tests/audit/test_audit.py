"""The auditor's pages: who looked at whom, who recorded what, what was destroyed; and nobody's identity in them."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianfang.briefing.actions import freeze
from lianfang.duty.models import Member, Posting
from lianfang.duty.roles import Role
from lianfang.ledger.models import Entry
from lianfang.vault.erasure import Selection
from lianfang.vault.models import Destruction, Viewing
from lianfang.vault.reading import show
from lianfang.vault.retention import destroy, verify
from tests.audit.conftest import SECRETS, Enter, page, queries, visit
from tests.conftest import COUNTY, GRID, OTHER_VILLAGE, VILLAGE
from tests.field import moment, send

LOOKS, TRAIL, GONE = "/audit/", "/audit/entries/", "/audit/destructions/"
Post = Callable[..., Member]


def unsaid(text: str) -> bool:
    return not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(
    "member", ["worker", "next_worker", "outsider", "cadre", "colleague", "chief", "command", "administrator"]
)
@pytest.mark.parametrize("address", [LOOKS, TRAIL, GONE])
def test_only_auditors_audit(
    member: str, address: str, looks: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(getattr(members, member))
    answer = client.get(address)
    assert answer.status_code == 403
    assert unsaid(answer.content.decode())
    assert f'href="{LOOKS}"' not in page(client, "/")


def test_who_looked_at_whom_with_everybody_masked(
    looks: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, before = signed_in(members.auditor), Viewing.objects.count()
    said = page(client, LOOKS)
    assert unsaid(said)
    assert "王*明" in said
    assert "李网格" in said
    assert "核查对象的页面" in said
    assert Viewing.objects.count() == before  # a masked name is not a look


def test_another_post_unmasks_nothing_here(looks: SimpleNamespace, post: Post, signed_in: Enter) -> None:
    both = post("both", Role.AUDITOR, COUNTY)
    Posting.objects.create(member=both, role=Role.COMMAND, area_id=COUNTY, since=moment(1))
    client = signed_in(both)
    for address in (LOOKS, f"{LOOKS}?person={looks.ours}", f"{TRAIL}?since=2020-01-01"):
        assert unsaid(page(client, address))
    assert unsaid(page(client, TRAIL))
    assert not Viewing.objects.filter(member=both.pk).exists()


def test_looks_are_narrowed_down_by_address(
    looks: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.auditor)
    entities = {row.by for row in client.get(LOOKS).context["table"].rows}
    assert {"李网格", "吴网格"} <= entities

    def by(**asked: str) -> set[str]:
        return {row.by for row in client.get(LOOKS, asked).context["table"].rows}

    assert by(member=str(members.worker.pk)) == {"李网格"}
    assert by(person=str(looks.theirs)) == {"吴网格"}
    assert by(purpose="story") == set()
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert by(until=yesterday) == set()
    assert "一次最多看 31 天" in page(client, LOOKS, since="2020-01-01", until="2020-12-31")
    assert "结束日期在开始日期之前" in page(client, LOOKS, since="2020-02-02", until="2020-02-01")
    assert by(since="x", person="x", member="x") == entities


def test_looks_belong_to_where_the_looker_is_posted(
    looks: SimpleNamespace, members: SimpleNamespace, post: Post, signed_in: Enter
) -> None:
    watcher = signed_in(post("watcher", Role.AUDITOR, VILLAGE))
    rows = watcher.get(LOOKS).context["table"].rows
    assert {row.by for row in rows} == {"李网格"}
    Posting.objects.create(member=members.worker, role=Role.GRID_WORKER, area_id=OTHER_VILLAGE, since=moment(2))
    show(Member.objects.get(pk=members.worker.pk).actor, {looks.theirs: OTHER_VILLAGE}, "target")
    said = page(watcher, LOOKS)
    assert "（辖区外）" in said
    assert str(looks.theirs) not in said
    assert "李*河" not in said
    assert "李*河" not in page(watcher, LOOKS, person=str(looks.theirs))


def test_the_curious_stand_out(looks: SimpleNamespace, members: SimpleNamespace, signed_in: Enter) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    Viewing.objects.bulk_create(
        Viewing(member=members.next_worker.pk, entity=uuids.uuid7(), purpose="person", at=now) for _ in range(30)
    )
    client = signed_in(members.auditor)
    first = client.get(LOOKS).context["curious"].rows[0]
    assert (first["name"], first["looked_at"], first["times"]) == ("周网格", 30, 30)
    assert first["day"] == timezone.localdate()


def test_looks_cost_the_same_for_any_number(
    looks: SimpleNamespace, targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.auditor)
    visited = Entry.objects.get(kind="verification.visited", member=members.worker.pk)
    now = timezone.now().replace(second=0, microsecond=0)
    Viewing.objects.create(member=members.worker.pk, entity=visited.id, purpose="story", at=now)
    few = queries(client, LOOKS)
    more = [(pk, minute) for pk in (looks.ours, looks.theirs, visited.id) for minute in range(1, 12)]
    Viewing.objects.bulk_create(
        Viewing(member=members.cadre.pk, entity=pk, purpose="story", at=now - timedelta(minutes=m)) for pk, m in more
    )
    assert queries(client, LOOKS) == few
    assert few <= 24
    assert "备注（走访）" in page(client, LOOKS)


def test_the_trail_tells_what_was_recorded_without_identities(
    targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    said = page(signed_in(members.auditor), TRAIL)
    assert unsaid(said)
    for word in ("走访", "家中无人", "列入核查", "王*明", "李网格", "钱内勤", "红卫村第一网格"):
        assert word in said
    assert reverse("verification:target", args=[targets.ours]) in said  # auditors may open it, masked


def test_the_trail_ends_at_the_auditors_areas(targets: SimpleNamespace, post: Post, signed_in: Enter) -> None:
    watcher = signed_in(post("watcher", Role.AUDITOR, VILLAGE))
    for asked in ({}, {"area": OTHER_VILLAGE}, {"subject": str(targets.theirs)}, {"area": COUNTY}, {"area": "x"}):
        said = page(watcher, TRAIL, **asked)
        assert "将营村" not in said
        assert "吴网格" not in said
    assert "它的全部记录" not in page(watcher, TRAIL, subject=str(targets.theirs))


def test_the_trail_is_narrowed_down_by_address(
    targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.auditor)

    def told(**asked: str) -> list[tuple[str, str]]:
        return [(line.kind, line.by) for line in client.get(TRAIL, asked).context["table"].rows]

    assert told(kind="verification.visited") == [("走访", "吴网格"), ("走访", "李网格")]
    assert told(member=str(members.worker.pk)) == [("走访", "李网格")]
    assert told(area=VILLAGE, kind="verification.visited") == [("走访", "李网格")]
    assert told(subject=str(targets.ours), since="2020-01-01", until="2020-01-02") == [
        ("走访", "李网格"),
        ("列入核查", "钱内勤"),
    ]
    assert told(since="2020-01-01", until="2020-01-20") == []


def test_the_trail_costs_the_same_for_any_number(
    targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.auditor)
    few = queries(client, TRAIL)
    send(members.clerk, [targets.case.listed(uuids.uuid7(), GRID, moment(25), row=n) for n in range(9, 30)])
    send(members.worker, [visit(targets.ours) for _ in range(20)])
    assert queries(client, TRAIL) == few
    assert few <= 24


def test_links_lead_only_where_they_open(
    targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    client: Client = signed_in(members.auditor)
    hrefs = {line.href for line in client.get(TRAIL).context["table"].rows if line.href}
    assert hrefs
    assert {client.get(href).status_code for href in hrefs} == {200}


def test_a_frozen_briefing_is_read_on_its_own_page(
    targets: SimpleNamespace, members: SimpleNamespace, signed_in: Enter
) -> None:
    frozen = freeze(VILLAGE, moment(30, 8, 30), Member.objects.get(pk=members.chief.pk).actor)
    client = signed_in(members.auditor)
    (line,) = client.get(TRAIL, {"kind": "briefing.frozen"}).context["table"].rows
    assert [label for label, _said in line.facts] == ["摘要"]
    assert line.href == reverse("briefing:frozen", args=[frozen.pk])
    assert client.get(line.href).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_destructions_with_certificates_to_keep(
    targets: SimpleNamespace, members: SimpleNamespace, post: Post, signed_in: Enter
) -> None:
    command = Member.objects.get(pk=members.command.pk).actor
    certificate = destroy(Selection(area=VILLAGE), "疫情结束", command)
    client = signed_in(members.auditor)
    said = page(client, GONE)
    assert "疫情结束" in said
    assert "核验无误" in said
    address = reverse("audit:certificate", args=[certificate.id])
    answer = client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    assert verify(answer.json())
    assert signed_in(members.command).get(address).status_code == 403
    elsewhere = signed_in(post("watcher", Role.AUDITOR, OTHER_VILLAGE))
    assert elsewhere.get(address).status_code == 404
    assert "疫情结束" not in page(elsewhere, GONE)
    few = queries(client, GONE)
    tampered = certificate.model_dump(mode="json") | {"entities": 0}
    for stored in (tampered, {}):
        Destruction.objects.create(
            id=uuids.uuid7(),
            at=timezone.now(),
            area=VILLAGE,
            reason="核对",
            selection={},
            counts={},
            certificate=stored,
        )
    assert queries(client, GONE) == few
    said = page(client, GONE)
    assert "核验不符" in said
    assert "尚未完成" in said
