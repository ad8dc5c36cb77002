"""The target list: filters, pages, plans of its queries, and assigning in bulk."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.urls import reverse

from lianfang.duty.models import Group, Member
from lianfang.verification.assigning import assign_new
from lianfang.verification.models import Target
from lianfang.verification.queries.listing import ORDERS, Wanted, ordered, wanted
from lianfang.verification.queries.mine import mine
from lianfang.verification.queries.scope import Scope, campaigns, late, scope_of
from lianfang.verification.queries.unclear import queue
from tests.conftest import GRID, NEXT_GRID, VILLAGE
from tests.field import entry, moment
from tests.verification.conftest import NAMES, Running, accepted

Enter = Callable[[Member], Client]


def view(member: Member, running: Running, area: str = "") -> Scope:
    scope = scope_of(Member.objects.get(pk=member.pk).actor, running.case.campaign, area)
    assert scope is not None
    return scope


def named(running: Running, targets: object) -> set[str]:
    by_id = {pk: name for name, pk in running.targets.items()}
    return {by_id[target.pk] for target in targets}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Wanted(), {"late", "done", "away", "next_grid", "unplaced", "doubted"}),
        (Wanted(standing=("closed",)), {"done"}),
        (Wanted(standing=("not_met", "doubted")), {"away", "doubted"}),
        (Wanted(late=True), {"late", "away", "next_grid", "unplaced", "doubted"}),
        (Wanted(again=True), {"away"}),
        (Wanted(who="none"), {"late", "done", "away", "next_grid", "unplaced", "doubted"}),
        (Wanted(who="me"), set()),
        (Wanted(origin="武汉"), set()),
    ],
)
def test_filters(asked: Wanted, expected: set[str], running: Running, members: SimpleNamespace) -> None:
    assert named(running, wanted(view(members.cadre, running), asked)) == expected


def test_the_filter_of_a_list_leaves_out_who_was_taken_off_it(running: Running, members: SimpleNamespace) -> None:
    scope = view(members.cadre, running)
    on_list = Wanted(source=running.case.source)
    assert len(wanted(scope, on_list)) == 6
    assert not wanted(scope, Wanted(source=uuids.uuid7()))


@pytest.mark.parametrize("sort", [*ORDERS, "-due", "-attempts"])
def test_pages_in_every_order_show_each_target_once(
    sort: str, running: Running, members: SimpleNamespace, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianfang.verification.views.common.ON_SCREEN", 2)
    client, address = signed_in(members.cadre), reverse("verification:targets", args=[running.case.campaign])
    seen: list[str] = []
    query: str | None = f"?sort={sort}"
    while query:
        told = client.get(address + query)
        table = told.context["table"]
        seen += [row.pk for row in table.rows]
        query = f"?sort={sort}&cursor={table.page.next}" if table.page.next else None
    assert len(seen) == len(set(seen)) == 6


def plan(rows: object) -> str:
    """How SQLite goes about a queryset."""
    return str(rows.explain())  # type: ignore[attr-defined]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans")
@pytest.mark.parametrize(
    "asked",
    [
        Wanted(),
        Wanted(late=True),
        Wanted(again=True),
        Wanted(standing=("not_met", "refused")),
        Wanted(who="none"),
        Wanted(source=UUID(int=1)),
        Wanted(origin="武汉"),
    ],
)
def test_a_list_is_a_range_of_an_index_and_never_a_walk_through_all(
    asked: Wanted, running: Running, members: SimpleNamespace
) -> None:
    for member in (members.worker, members.cadre, members.chief):
        rows = wanted(view(member, running), asked)
        for field in ORDERS.values():
            told = plan(ordered(rows, field).order_by(field, "pk")[:51])
            assert "SCAN verification_target" not in told, told
            assert "campaign=?" in told, told


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans")
def test_my_work_and_the_queue_are_ranges_too(running: Running, members: SimpleNamespace) -> None:
    actor = Member.objects.get(pk=members.worker.pk).actor
    running_now = campaigns(actor)
    work = plan(mine(actor, running_now, running.campaign.opened.date()))
    assert "SCAN verification_target" not in work, work
    for member in (members.cadre, members.chief):
        scope = view(member, running)
        assert "SCAN verification_target" not in plan(queue(scope))
        assert "SCAN verification_target" not in plan(scope.targets().filter(late([scope.campaign], scope.today)))


def test_a_list_of_one_village_walks_its_index_in_order_without_sorting(
    running: Running, members: SimpleNamespace
) -> None:
    if connection.vendor == "sqlite":
        told = plan(wanted(view(members.cadre, running), Wanted()).order_by("area", "pk")[:51])
        assert "target_area (campaign=? AND area>? AND area<?)" in told, told
        assert "TEMP B-TREE" not in told, told


def assigning(client: Client, running: Running, to: str, **values: object) -> str:
    address = reverse("verification:assign", args=[running.case.campaign])
    query = values.pop("query", "")
    return client.post(f"{address}{query}", {"to": to, **values}, follow=True).content.decode()


def test_chosen_targets_go_to_the_worker_and_those_elsewhere_are_refused_with_the_reason(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    chosen = [str(running.targets[name]) for name in ("late", "away", "next_grid", "done")]
    said = assigning(signed_in(members.cadre), running, f"m:{members.worker.pk}", target=chosen, due="2020-02-01")
    assert "已把 2 人分派给「李网格」" in said
    assert "1 人没有分派：不在「李网格」的责任区" in said
    assert "1 人没有分派：已销号或与他人重复" in said
    late_one = running.target("late")
    assert (late_one.member, str(late_one.due)) == (members.worker.pk, "2020-02-01")
    assert running.target("next_grid").member is None


def test_all_that_match_the_filter_go_to_the_group_and_again_changes_nothing(
    running: Running, members: SimpleNamespace, group: Group, signed_in: Enter
) -> None:
    cadre = signed_in(members.cadre)
    said = assigning(cadre, running, f"g:{group.pk}", all="on", query=f"?area={GRID}")
    assert "已把 3 人分派给「核查一组」" in said
    assert {running.target(name).group for name in ("late", "away", "doubted")} == {group.pk}
    assert running.target("next_grid").group is None
    assert running.target("done").group is None
    assert "没有改动" in assigning(cadre, running, f"g:{group.pk}", all="on", query=f"?area={GRID}")


def test_nobody_assigns_targets_outside_their_areas_nor_to_strangers_nor_without_the_right(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    ours = [str(running.targets["late"])]
    colleague = signed_in(members.colleague)
    assigning(colleague, running, f"m:{members.outsider.pk}", target=ours)
    assert running.target("late").member is None
    said = assigning(signed_in(members.cadre), running, f"m:{members.outsider.pk}", target=ours)
    assert "没有分派" in said
    address = reverse("verification:assign", args=[running.case.campaign])
    assert signed_in(members.worker).post(address, {"to": f"m:{members.worker.pk}", "all": "on"}).status_code == 403
    assert signed_in(members.administrator).post(address, {"to": "x"}).status_code == 404
    assert running.target("late").member is None


def test_fresh_targets_go_to_the_grids_person_and_once_only(running: Running, members: SimpleNamespace) -> None:
    actor = Member.objects.get(pk=members.chief.pk).actor
    result = assign_new(running.case.campaign, actor)
    assert result.assigned == 5
    assert running.target("late").member == members.worker.pk
    assert running.target("next_grid").member == members.next_worker.pk
    assert running.target("other").member == members.outsider.pk
    assert running.target("unplaced").member is None
    assert running.target("done").member is None
    assert assign_new(running.case.campaign, actor).assigned == 0


def test_a_named_group_takes_all_that_is_nobodys(running: Running, members: SimpleNamespace, group: Group) -> None:
    actor = Member.objects.get(pk=members.chief.pk).actor
    assert assign_new(running.case.campaign, actor, group=group.pk).assigned == 5
    assert set(Target.objects.filter(open=True, placed=True).values_list("group", flat=True)) == {group.pk}


def test_my_work_has_the_next_door_on_top_and_a_claim_others_respect(
    running: Running, members: SimpleNamespace, group: Group, signed_in: Enter
) -> None:
    assign_new(running.case.campaign, Member.objects.get(pk=members.chief.pk).actor)
    worker = signed_in(members.worker)
    told = worker.get(reverse("verification:mine"))
    order = [told.context["next"]["line"], *(card["line"] for card in told.context["cards"])]
    # All are late; the doors are walked from the far end (`walk` falls with the row).
    assert [line.who.name for line in order] == [NAMES[name][0] for name in ("doubted", "away", "late")]
    claim = reverse("verification:claim", args=[running.targets["late"]])
    assert "已认领" in worker.post(claim, follow=True).content.decode()
    assert running.target("late").claimed_by == members.worker.pk
    assert "已经认领" in signed_in(members.cadre).post(claim, follow=True).content.decode()
    assert running.target("late").claimed_by == members.worker.pk
    assert signed_in(members.outsider).post(claim).status_code == 404
    assert signed_in(members.auditor).post(claim).status_code == 404


def test_what_was_promised_for_a_later_day_comes_last(running: Running, members: SimpleNamespace) -> None:
    assign_new(running.case.campaign, Member.objects.get(pk=members.chief.pk).actor)
    later = entry(
        "verification.visited", running.targets["doubted"], GRID, moment(30), outcome="not_in", again_on="2099-01-01"
    )
    accepted(members.worker, [later])
    actor = Member.objects.get(pk=members.worker.pk).actor
    rows = mine(actor, campaigns(actor), date(2020, 2, 1))
    assert list(rows)[-1].pk == running.targets["doubted"]
    assert {row.area for row in rows} == {GRID}
    assert NEXT_GRID.startswith(VILLAGE)
