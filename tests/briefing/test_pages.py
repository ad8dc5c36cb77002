"""The pages: who sees what, that every number opens, and what is taken away."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from lianfang.briefing import opened
from lianfang.briefing.actions import freeze
from lianfang.briefing.clock import BEGINNING
from lianfang.briefing.compose import compose
from lianfang.briefing.figures import shown
from lianfang.briefing.models import FrozenBriefing
from lianfang.briefing.report import Report
from lianfang.briefing.templatetags.briefing import address
from lianfang.briefing.word import to_docx
from lianfang.briefing.write import report
from lianfang.duty.models import Member
from tests.briefing.days import a_campaign, taken
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_VILLAGE, VILLAGE
from tests.field import entry, moment

MORNING = moment(29, 8, 30)
SignedIn = Callable[[Member], Client]


def at(when: datetime = MORNING, **more: str) -> str:
    return urlencode({"at": when.isoformat(), **more})


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.content.decode()[-2000:]
    return response.content.decode()


def test_a_member_reads_their_own_area(members: SimpleNamespace, signed_in: SignedIn) -> None:
    a_campaign(members)
    said = page(signed_in(members.cadre), f"/briefings/now/?{at()}")
    assert "红卫村民委员会疫情联防工作简报" in said
    assert "将营村" not in said
    assert "定稿" not in re.sub(r"未定稿|此前没有定稿的简报", "", said)  # a cadre reads, but does not write


def test_a_colleague_of_another_village_and_an_outsider_see_nothing(
    members: SimpleNamespace, signed_in: SignedIn
) -> None:
    a_campaign(members)
    kept = freeze(VILLAGE, MORNING, members.chief.actor)
    for path in (
        f"/briefings/now/?{at(area=VILLAGE)}",
        f"/briefings/now.json?{at(area=VILLAGE)}",
        f"/figures/verification.visits/?area={VILLAGE}",
        f"/figures/verification.visits/?area={COUNTY}",
    ):
        for member in (members.colleague, members.outsider, members.administrator):
            assert signed_in(member).get(path).status_code == 403
        assert Client().get(path).status_code == 302
    for path in (f"/briefings/{kept.pk}/", f"/briefings/{kept.pk}.docx"):
        assert signed_in(members.colleague).get(path).status_code == 404
    assert str(kept.pk) not in page(signed_in(members.colleague), "/briefings/")
    assert str(kept.pk) in page(signed_in(members.cadre), "/briefings/")


def test_writing_and_signing_through_the_pages(members: SimpleNamespace, signed_in: SignedIn) -> None:
    a_campaign(members)
    clerk, chief = signed_in(members.clerk), signed_in(members.chief)
    asked = {"area": VILLAGE, "at": MORNING.isoformat()}
    assert "核对无误，定稿" in page(clerk, f"/briefings/now/?{urlencode(asked)}")
    answer = clerk.post("/briefings/freeze/", asked)
    kept = FrozenBriefing.objects.get()
    assert answer["Location"] == f"/briefings/{kept.pk}/"
    assert "已定稿，待签发" in page(clerk, f"/briefings/{kept.pk}/")
    assert clerk.post(f"/briefings/{kept.pk}/sign/").status_code == 403
    assert chief.post(f"/briefings/{kept.pk}/sign/").status_code == 302
    said = page(chief, f"/briefings/{kept.pk}/?verify=1")
    assert "已签发" in said
    assert "每个数都一致" in said
    assert signed_in(members.cadre).post("/briefings/freeze/", asked).status_code == 403
    assert signed_in(members.colleague).post("/briefings/freeze/", asked).status_code == 403


def written(area: str = VILLAGE) -> Report:
    return report(compose(area, MORNING))


def test_every_number_opens_to_entries_that_add_up_to_it(members: SimpleNamespace) -> None:
    a_campaign(members)
    numbers = {number.key: number for number in written().numbers()}.values()
    assert len(numbers) > 30
    for number in numbers:
        since, until = number.since, number.until
        asked = opened.Asked(shown(number.figure), number.area, since, until, exact=number.exact)
        assert sum(line.amount for line in opened.lines(asked)) == number.value, number
        assert sum(opened.spread(asked).values()) == number.value, number


def test_the_page_of_a_number_lists_its_entries(members: SimpleNamespace, signed_in: SignedIn) -> None:
    a_campaign(members)
    visits = next(n for n in written().numbers() if n.figure == "verification.visits" and n.since > BEGINNING)
    said = page(signed_in(members.cadre), address(visits))
    assert "<strong>5</strong> 人次" in said
    assert said.count("李网格") == 5
    assert "对象0" not in said
    assert signed_in(members.cadre).get("/figures/no.such/").status_code == 404


def test_a_long_list_goes_by_pages_and_ends(members: SimpleNamespace, signed_in: SignedIn) -> None:
    _run, targets = a_campaign(members)
    times = [moment(28, 13, n) for n in range(58)]
    taken(members.worker, [entry("verification.visited", targets[5], GRID, t, outcome="not_in") for t in times])
    client, path = signed_in(members.cadre), f"/figures/verification.visits/?area={VILLAGE}&until=2020-01-29T08:30"
    first = page(client, path)
    assert first.count("李网格") == opened.PAGE
    assert "cursor=50" in first
    assert page(client, f"{path}&cursor=50").count("李网格") == 5 + 58 - opened.PAGE


def test_the_word_document_has_the_figures(members: SimpleNamespace, signed_in: SignedIn) -> None:
    a_campaign(members)
    answer = signed_in(members.cadre).get(f"/briefings/now.docx?{at()}")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    document = Document(BytesIO(answer.content))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "截至1月29日8时30分，累计核查9人，其中已核实销号3人，尚有6人未销号。" in said
    assert document.sections[0].header.paragraphs[0].text == "内部资料　注意保管"
    assert "PAGE" in document.sections[0].footer._element.xml
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"上门走访", "5人次", "红卫村第一网格"} <= cells
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_the_same_briefing_gives_the_same_text_in_every_format(members: SimpleNamespace, signed_in: SignedIn) -> None:
    a_campaign(members)
    kept = freeze(VILLAGE, MORNING, members.chief.actor)
    client = signed_in(members.cadre)
    before = {form: client.get(f"/briefings/{kept.pk}.{form}").content for form in ("md", "json")}
    taken(members.worker, [entry("verification.visited", _target(), GRID, moment(28, 16), outcome="not_in")])
    assert {form: client.get(f"/briefings/{kept.pk}.{form}").content for form in before} == before
    assert client.get(f"/briefings/{kept.pk}.exe").status_code == 404
    assert len(to_docx(written())) > 10_000


def _target() -> UUID:
    from lianfang.verification.models import Target

    return Target.objects.filter(area=GRID).values_list("pk", flat=True)[0]


def test_what_is_asked_wrongly_is_answered_with_a_sentence(members: SimpleNamespace, signed_in: SignedIn) -> None:
    client = signed_in(members.cadre)
    for asked, sentence in (("at=gestern", "不是有效的时间"), ("at=2099-01-01T08:00", "还没有到")):
        answer = client.get(f"/briefings/now/?{asked}")
        assert answer.status_code == 400
        assert sentence in answer.content.decode()


def test_today_stands_on_the_home_page(members: SimpleNamespace, signed_in: SignedIn) -> None:
    assert "今天还没有定稿" in page(signed_in(members.chief), "/")
    assert "晨会简报" not in page(signed_in(members.worker), "/")


@pytest.mark.parametrize("area", [GRID, NEXT_GRID, OTHER_VILLAGE, COUNTY])
def test_pages_cost_a_bounded_number_of_queries(members: SimpleNamespace, signed_in: SignedIn, area: str) -> None:
    for _ in range(3):
        a_campaign(members)
    client = signed_in(members.chief)
    for path, most in ((f"/briefings/now/?{at(area=area)}", 45), (f"/figures/briefing.open/?area={area}", 25)):
        with CaptureQueriesContext(connection) as queries:
            page(client, path)
        assert len(queries) <= most
