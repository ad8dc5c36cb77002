"""The pages of orders: the register, one order, proposing, the notice, the panels; who sees what."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.orders.choices import State
from lianfang.orders.models import Order
from tests.conftest import GRID, VILLAGE
from tests.field import entry, moment
from tests.orders.conftest import NAME, RULE, Home, accepted

Enter = Callable[[Member], Client]
LIST = "/orders/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The pages are looked at on 29 January, in the morning."""
    with clock.at(moment(29, 9)):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def at(home: Home) -> str:
    return reverse("orders:order", args=[home.order])


def notice(home: Home) -> str:
    return reverse("orders:notice", args=[home.order])


def asking(home: Home, rule: str = RULE, measure: str = "home") -> str:
    return reverse("orders:new_person", args=[home.person]) + f"?measure={measure}&rule={rule}"


def written(kind: str, **values: object) -> dict[str, object]:
    """What the form of a kind sends."""
    prefix = f"orders-{kind}"
    told = {f"{prefix}-{name}": value for name, value in values.items()}
    return {"kind": f"orders.{kind}", f"{prefix}-entry-id": str(uuids.uuid7())} | told


def local(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M")


def complete(home: Home, **changed: object) -> dict[str, object]:
    """The form of a proposal, filled in completely or as changed."""
    said: dict[str, object] = {
        "since": local(moment(29, 9)),
        "until": local(moment(29, 9) + timedelta(days=14)),
        "evidence": [str(home.evidence)],
        "basis": ["law-40"],
        "at_household": str(home.house),
    }
    return written("proposed", **{name: value for name, value in (said | changed).items() if value is not None})


def running(home: Home, members: SimpleNamespace) -> None:
    """The order, proposed by the clerk and approved by the chief."""
    accepted(members.clerk, [home.proposed()])
    accepted(members.chief, [home.approved()])


def test_from_the_person_to_the_notice(home: Home, members: SimpleNamespace, signed_in: Enter) -> None:
    clerk = signed_in(members.clerk)
    person = page(clerk, reverse("people:person", args=[home.person]))
    assert reverse("orders:new_person", args=[home.person]) in person
    rules = page(clerk, reverse("orders:new_person", args=[home.person]))
    assert f"measure=home&amp;rule={RULE}" in rules
    assert "zone_sealed" not in rules
    form = page(clerk, asking(home))
    assert str(home.evidence) in form
    assert clerk.post(asking(home), complete(home)).status_code == 302
    order = Order.objects.get()
    assert (order.person, order.state, order.proposer) == (home.person, State.PROPOSED, members.clerk.pk)

    address = reverse("orders:order", args=[order.pk])
    sheet = reverse("orders:notice", args=[order.pk])
    assert clerk.get(sheet).status_code == 404, "nobody approved it: there is nothing to hand over"
    chief = signed_in(members.chief)
    assert "等待批准" in page(chief, address)
    chief.post(address, written("approved"))
    order.refresh_from_db()
    assert (order.state, order.approver) == (State.RUNNING, members.chief.pk)
    said = page(clerk, sheet)
    for word in (
        NAME,
        "第四十条",
        "在规定天数内到过重点地区",
        "登记人员",
        "赵所长",
        "异议",
        "行政复议",
        "期满自动解除",
    ):
        assert word in said, word
    clerk.post(address, written("served", how="handed", to="self", refused="on"))
    order.refresh_from_db()
    assert order.served_at is not None
    assert order.refused


@pytest.mark.parametrize("lacking", ["since", "until", "evidence", "basis"])
def test_the_form_refuses_what_lacks_something(
    lacking: str, home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    answer = signed_in(members.clerk).post(asking(home), complete(home, **{lacking: None}))
    assert answer.status_code == 200
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": [str(uuids.uuid7())]},
        {"basis": ["regulation-44"]},
        {"until": local(moment(29, 9) + timedelta(days=15))},
        {"until": local(moment(29, 8))},
        {"until": local(moment(29, 9))},
    ],
)
def test_the_form_refuses_what_does_not_hold(
    wrong: dict[str, object], home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    answer = signed_in(members.clerk).post(asking(home), complete(home, **wrong))
    assert answer.status_code == 200
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("rule", "measure"), [("", ""), ("because", "home"), ("county-2020/pass", "home"), (RULE, "zone_sealed")]
)
def test_without_a_rule_that_has_the_measure_there_is_no_form(
    rule: str, measure: str, home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, address = signed_in(members.clerk), asking(home, rule, measure)
    assert "按哪条规则" in page(client, address)
    client.post(address, complete(home))
    assert not Order.objects.exists()


def test_the_proposer_is_offered_no_approval(home: Home, members: SimpleNamespace, signed_in: Enter) -> None:
    accepted(members.chief, [home.proposed()])
    client = signed_in(members.chief)
    assert "提请人不能批准自己的提请" in page(client, at(home))
    client.post(at(home), written("approved"))
    assert home.row.state == State.PROPOSED


def test_nothing_is_approved_on_evidence_that_nobody_recorded(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    accepted(members.clerk, [home.proposed(evidence=[str(uuids.uuid7())])])
    client = signed_in(members.chief)
    assert "没有依据不能批准" in page(client, at(home))
    client.post(at(home), written("approved"))
    assert home.row.state == State.PROPOSED


def test_an_approval_may_shorten_but_not_lengthen(home: Home, members: SimpleNamespace, signed_in: Enter) -> None:
    accepted(members.clerk, [home.proposed()])
    client = signed_in(members.chief)
    client.post(at(home), written("approved", until="2020-02-20T10:00"))
    assert home.row.state == State.PROPOSED
    client.post(at(home), written("approved", until="2020-02-04T10:00"))
    assert (home.row.state, home.row.until.isoformat()) == (State.RUNNING, "2020-02-04T02:00:00+00:00")


def test_an_objection_is_heard_by_one_and_decided_by_another(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    running(home, members)
    cadre, chief = signed_in(members.cadre), signed_in(members.chief)
    text = "我没有去过那里"
    cadre.post(at(home), written("objected", **{"note-text": text}))
    assert home.row.objected is not None
    assert text in page(chief, at(home))
    assert page(chief, f"{LIST}?turn=objected").count(at(home)) == 1
    cadre.post(at(home), written("objection_decided", result="upheld"))
    assert home.row.state == State.RUNNING, "who hears it does not decide it"
    chief.post(at(home), written("objection_decided", result="upheld"))
    row = home.row
    assert (row.state, row.release_reason) == (State.RELEASED, "upheld")
    assert row.objected is None


def test_extending_needs_a_rule_that_gives_the_days(home: Home, members: SimpleNamespace, signed_in: Enter) -> None:
    running(home, members)
    client, before = signed_in(members.chief), home.row.until
    later = {"until": local(before + timedelta(hours=9)), "reason": "symptoms"}
    client.post(at(home), written("extended", **later))
    client.post(at(home), written("extended", **later, rule="county-2020/pass"))
    client.post(at(home), written("extended", **(later | {"until": "2020-03-20T10:00"}), rule=RULE))
    assert (home.row.until, home.row.extensions) == (before, 0)
    client.post(at(home), written("extended", **later, rule=RULE))
    assert (home.row.until, home.row.extensions) == (before + timedelta(hours=1), 1)


def test_a_household_and_an_area_come_under_what_fits_them(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.chief)
    house = reverse("orders:new_household", args=[home.house])
    assert "measure=central" not in page(client, house)
    answer = client.post(f"{house}?measure=home&rule={RULE}", complete(home, at_household=None))
    assert answer.status_code == 302
    zone = reverse("orders:new_area", args=[GRID])
    edition = next(one for one in page(client, zone).split("measure=zone_sealed&amp;rule=")[1:]).split('"')[0]
    answer = client.post(
        f"{zone}?measure=zone_sealed&rule={edition}",
        complete(home, at_household=None, until=local(moment(31, 9)), basis=["law-41"]),
    )
    assert answer.status_code == 302
    assert set(Order.objects.values_list("target", "area")) == {("household", GRID), ("zone", GRID)}


@pytest.mark.parametrize("role", ["worker", "colleague", "outsider", "administrator"])
def test_others_do_not_learn_that_an_order_exists(
    role: str, home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    running(home, members)
    client = signed_in(getattr(members, role))
    addresses = [
        at(home),
        notice(home),
        reverse("orders:new_person", args=[home.person]),
        reverse("orders:new_household", args=[home.house]),
        reverse("orders:new_area", args=[GRID]),
        f"{LIST}?area={GRID}",
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(at(home), written("released", reason="wrong")).status_code == 404
    assert home.row.state == State.RUNNING


def test_the_auditor_sees_that_there_is_one_and_not_on_whom(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    running(home, members)
    client = signed_in(members.auditor)
    said = page(client, at(home))
    assert NAME not in said
    assert "已遮挡" in said
    assert "<form" not in said.split('class="order"')[1].split("经过")[0]
    assert client.get(notice(home)).status_code == 404


def test_naming_somebody_of_another_village_does_not_show_who_they_are(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    accepted(members.cadre, [home.proposed(person=str(home.stranger), at_household=None)])
    assert "外村人" not in page(signed_in(members.cadre), at(home))


def test_the_register_is_filtered_by_the_address_and_searched_by_post(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    accepted(members.clerk, [home.proposed()])

    def shown(query: str) -> bool:
        return at(home) in page(client, f"{LIST}?{query}")

    assert (shown(""), shown("turn=awaiting"), shown("turn=unserved")) == (True, True, False)
    accepted(members.chief, [home.approved()])
    assert (shown("turn=awaiting"), shown("turn=unserved"), shown("measure=central")) == (False, True, False)
    assert (shown("turn=today"), shown(f"area={VILLAGE}&measure=home")) == (False, True)
    for typed in (NAME, "LMX", "1234"):
        assert at(home) in client.post(LIST, {"q": typed}).content.decode(), typed
    with clock.at(moment(28, 9) + timedelta(days=14)):
        assert (shown("turn=today"), shown("turn=ending")) == (True, True)
    with clock.at(moment(28, 11) + timedelta(days=14)):
        assert (shown(""), shown("turn=expired")) == (False, True)
        assert "期满，已自动解除" in page(client, at(home))


def test_the_home_page_says_what_waits(home: Home, members: SimpleNamespace, signed_in: Enter) -> None:
    chief = signed_in(members.chief)
    assert "等待批准" not in page(chief, "/")
    accepted(members.clerk, [home.proposed()])
    assert "1 件等待批准" in page(chief, "/")
    accepted(members.chief, [home.approved()])
    assert "1 件还没有送达告知书" in page(chief, "/")
    assert "防控措施" not in page(signed_in(members.worker), "/")


def test_a_long_register_costs_as_many_queries_as_a_short_one(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.chief)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client, LIST)
        return len(caught)

    def more(number: int) -> None:
        many = [entry("orders.proposed", uuids.uuid7(), GRID, moment(28), **home.said()) for _ in range(number)]
        accepted(members.clerk, many)

    more(2)
    queries()
    few = queries()
    more(20)
    assert queries() == few


def test_a_proposal_put_right_after_its_approval_waits_for_another(
    home: Home, members: SimpleNamespace, signed_in: Enter
) -> None:
    running(home, members)
    client, address = signed_in(members.clerk), reverse("facts:correct", args=[home.proposal])
    assert "居家隔离医学观察" in page(client, address)
    sent = {"since": "2020-01-28T10:00", "until": "2020-02-01T10:00", "measure": "home", "basis": ["law-40"]}
    assert client.post(address, written("proposed", **sent)).status_code == 302
    row = home.row
    assert (row.state, row.clash, row.person) == (State.PROPOSED, "changed_since", home.person)
    assert (row.evidence, row.rule, row.at_household) == ([str(home.evidence)], RULE, home.house)
    signed_in(members.chief).post(at(home), written("approved"))
    assert home.row.state == State.RUNNING
    assert home.row.until == moment(28, 10) + timedelta(days=4)
