"""The pages of protocols: what holds, listed areas, editions side by side, a table that can be tried."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.protocols.models import ListedArea, Response
from lianfang.protocols.queries import in_force
from tests.conftest import COUNTY, GRID, OTHER_TOWN
from tests.field import moment
from tests.protocols.test_response import WUCHANG, declared, listing, subject_of, taken

Enter = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The pages are looked at on 31 January, in the morning."""
    with clock.at(moment(31, 9)):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def written(kind: str, **values: str) -> dict[str, str]:
    """What the form of a kind sends."""
    prefix = f"protocols-{kind}"
    told = {f"{prefix}-{name}": value for name, value in values.items()}
    return {"kind": f"protocols.{kind}", f"{prefix}-entry-id": str(uuids.uuid7())} | told


def test_the_command_declares_raises_and_ends_a_response(members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.command)
    new = f"{reverse('protocols:response_new')}?area={COUNTY}"
    assert "没有启动响应" in page(client, reverse("protocols:index"))
    first = written("response_declared", level="II", edition="covid-2020-2", table="county-2020")
    client.post(new, first)
    row = Response.objects.get()
    address = reverse("protocols:response", args=[row.pk])
    assert "二级响应" in page(client, address)
    client.post(
        address,
        written("response_declared", level="I", edition="covid-2020-5", table="county-2020", leave_cancelled="on"),
    )
    said = page(client, reverse("protocols:index"))
    assert "一级响应" in said
    assert "（第五版）" in said
    assert "休假取消，全员到岗" in said
    client.post(address, written("response_ended"))
    with clock.at(moment(31, 10)):
        assert in_force(GRID).response is None
        assert "没有启动响应" in page(client, reverse("protocols:index"))
    assert Response.objects.get().ended_at is not None


def test_the_home_page_names_level_day_edition_and_listed_areas(members: SimpleNamespace, signed_in: Enter) -> None:
    taken(members.command, declared(uuids.uuid7(), moment(24, 20)), listing(moment(24), until="2020-02-01"))
    said = page(signed_in(members.worker), "/")
    assert "一级响应 · 第 8 天" in said
    assert "（第二版）" in said
    assert "有效的重点地区 1 个" in said
    assert "三天内到期 1 个" in said


def test_a_response_of_another_town_is_not_shown(members: SimpleNamespace, signed_in: Enter) -> None:
    one = uuids.uuid7()
    taken(members.command, declared(one, moment(24), "IV", area=OTHER_TOWN))
    address = reverse("protocols:response", args=[one])
    for member, status in ((members.outsider, 200), (members.command, 200), (members.worker, 404)):
        client = signed_in(member)
        assert client.get(address).status_code == status
        assert (address in page(client, reverse("protocols:index"))) is (status == 200)


@pytest.mark.parametrize("role", ["worker", "cadre", "chief", "auditor"])
def test_others_read_and_change_nothing(role: str, members: SimpleNamespace, signed_in: Enter) -> None:
    one = uuids.uuid7()
    taken(members.command, declared(one, moment(24)), listing(moment(24)))
    client = signed_in(getattr(members, role))
    response, area = (
        reverse("protocols:response", args=[one]),
        reverse("protocols:listed_area", args=[subject_of(WUCHANG)]),
    )
    for address in (response, area):
        assert "entry-id" not in page(client, address)
    client.post(response, written("response_ended"))
    client.post(area, written("area_delisted", on="2020-01-30"))
    assert Response.objects.get().ended_at is None
    assert not ListedArea.objects.get().delisted
    for name in ("response_new", "listed_new"):
        assert client.get(reverse(f"protocols:{name}")).status_code == 404


def test_an_area_is_found_listed_extended_and_delisted(members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.command)
    new = reverse("protocols:listed_new")
    assert f"?code={WUCHANG}" in page(client, f"{new}?q=武昌")
    assert "没有找到" in page(client, f"{new}?q=没有这个地方")
    assert "湖北省武汉市武昌区" in page(client, f"{new}?code={WUCHANG}")
    dates = {"since": "2020-01-23", "until": "2020-02-10", "days": "14"}
    said = dates | {"name": "武昌区", "level": "outbreak", "source": "县指挥部2号通告", "source_date": "2020-01-24"}
    client.post(f"{new}?code={WUCHANG}", written("area_listed", **said))
    row = ListedArea.objects.get()
    assert (row.code, str(row.until)) == (WUCHANG, "2020-02-10")
    address = reverse("protocols:listed_area", args=[row.pk])
    assert "县指挥部2号通告" in page(client, address)
    client.post(address, written("area_listed", **said | {"until": "2020-02-20"}))
    assert str(ListedArea.objects.get().until) == "2020-02-20"
    client.post(address, written("area_delisted", on="2020-01-31", source="县指挥部5号通告"))
    assert ListedArea.objects.get().delisted
    wrong = client.post(address, written("area_listed", **said | {"until": "2020-01-01"}))
    assert wrong.status_code == 200, "an end before the beginning is refused with a sentence"
    assert str(ListedArea.objects.get().since) == "2020-01-23"


def test_the_list_is_filtered_by_what_stands_in_the_address(members: SimpleNamespace, signed_in: Enter) -> None:
    taken(
        members.command,
        listing(moment(24)),
        listing(moment(24), "110115", name="大兴区", level="medium", until="2020-02-01"),
        listing(moment(24), "430902", name="资阳区", until="2020-01-25"),
    )
    client = signed_in(members.worker)

    def shown(query: str) -> set[str]:
        said = page(client, f"{reverse('protocols:listed')}?{query}")
        return {name for name in ("武昌区", "大兴区", "资阳区") if f"<span>{name}</span>" in said}

    assert shown("") == {"武昌区", "大兴区"}
    assert shown("state=soon") == {"大兴区"}
    assert shown("state=over") == {"资阳区"}
    assert shown("state=all&level=outbreak") == {"武昌区", "资阳区"}
    assert shown("state=all&code=42") == {"武昌区"}
    assert shown("code=x") == {"武昌区", "大兴区"}


def test_the_list_costs_the_same_for_any_number(members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client, reverse("protocols:listed"))
        return len(captured)

    taken(members.command, listing(moment(24)))
    queries()
    one = queries()
    taken(members.command, *[listing(moment(24), f"4201{n:02}") for n in range(11, 40)])
    assert queries() == one


def test_editions_stand_side_by_side_with_what_changed(members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    said = page(client, reverse("protocols:editions") + "?e=covid-2021-8&e=covid-2022-9")
    assert "居家健康监测 7天" in said
    assert "第1、2、3、5、7天检测" in said
    assert 'class="changed"' in said
    assert "未经核实" in said
    measles = page(client, reverse("protocols:editions") + "?e=measles-2013")
    assert "出疹前4天" in measles
    assert "≥ 38.0 ℃" in measles
    assert page(client, reverse("protocols:editions") + "?e=nothing")


def test_a_table_can_be_tried(members: SimpleNamespace, signed_in: Enter) -> None:
    client, address = signed_in(members.worker), reverse("protocols:table", args=["county-2020"])
    assert '<td data-label="体温">≥ 37.3 ℃</td>' in page(client, address)
    assert "decides" not in page(client, address)
    fever = page(client, f"{address}?temperature=38.2&exposed=yes")
    assert fever.count('class="decides"') == 1
    assert "联系救护车转运" in fever
    assert "还要先问：</strong>最近在重点地区停留过吗？" in page(client, f"{address}?temperature=36.5&hit=no")
    home = page(client, f"{address}?temperature=36.5&hit=no&exposed=yes&lodging=residence&direction=in")
    assert "居家隔离医学观察 14 天" in home
    assert client.get(reverse("protocols:table", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_data_files_speak_the_language_of_the_page(language: str, members: SimpleNamespace, signed_in: Enter) -> None:
    Member.objects.filter(pk=members.worker.pk).update(language=language)
    said = page(signed_in(members.worker), reverse("protocols:table", args=["county-2020"]))
    assert {"en": "Stayed in a listed area within its days", "zh-hant": "規定天數內到過重點地區"}[language] in said
