"""Forms drawn from kinds: every kind gets one by itself, and what the door says stands beside the field."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from lianfang.desk.facts.block import as_json, block
from lianfang.desk.facts.changing import voiding
from lianfang.desk.facts.fields import NO, YES
from lianfang.desk.facts.forms import FactForm
from lianfang.duty.models import Member
from lianfang.ledger.answers import Status
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry
from lianfang.people.kinds import PersonRegistered
from lianfang.verification.kinds import Checked, Claimed, FedBack, Knocked, Visited
from tests.conftest import GRID
from tests.desk_facts.drawn import field_of, sent
from tests.field import Case, case, moment, send

PERSON = str(UUID(int=7))


def filled(form: FactForm, **values: Any) -> dict[str, Any]:
    """What a browser sends of a form: its id as drawn, and what was written; `_` stands for `-`."""
    sent = {form.add_prefix("entry-id"): str(form["entry-id"].value())}
    return sent | {form.add_prefix(name.replace("__", "-")): value for name, value in values.items()}


def posted(kind: Any, **values: Any) -> FactForm:
    fixed = {"who": {"person": PERSON}} if "who" in kind.parts else {}
    form = FactForm(kind, filled(FactForm(kind), **values), fixed=fixed)
    assert form.is_valid(), form.errors
    return form


@pytest.mark.parametrize("code", sorted(all_kinds()))
def test_every_kind_has_a_form(code: str) -> None:
    form = FactForm(all_kinds()[code])
    drawn = set(sent(block(form))) | {name for name in form.fields if name == "entry-id"}
    asked = {path.replace(".", "-") for path in _paths(block(form))}
    assert {"entry-id", "entry-at"} <= set(form.fields)
    assert asked == set(form.paths)
    assert drawn - {"entry-id"} <= {form.add_prefix(name) for name in form.fields}


def _paths(drawn: dict[str, Any]) -> list[str]:
    return [
        f"{field['name']}.{one['name']}" if field["control"] == "part" else field["name"]
        for field in drawn["spec"]["fields"]
        for one in field.get("fields", [field])
    ]


def test_types_become_the_fields_people_expect() -> None:
    drawn = block(FactForm(Knocked.kind, fixed={"campaign": PERSON, "household": PERSON}))
    assert field_of(drawn, "met")["control"] == "boolean"
    assert "default" not in field_of(drawn, "met")  # somebody has to say it
    assert field_of(drawn, "people")["limits"] == {"ge": 0, "le": 200}
    assert field_of(drawn, "cause")["control"] == "choice"
    assert field_of(drawn, "note.text")["control"] == "textarea"
    assert field_of(drawn, "note.text")["title"] == "备注"
    drawn = block(FactForm(Visited.kind))
    assert field_of(drawn, "outcome")["widget"] == "radios"  # the kind asks for one tap
    assert field_of(drawn, "channel")["required"]  # what has a default is always said
    assert field_of(block(FactForm(Claimed.kind)), "until")["control"] == "moment"
    assert isinstance(FactForm(Claimed.kind).fields["until"], forms.DateTimeField)
    assert FactForm(Knocked.kind).fields["people"].max_value == 200  # type: ignore[attr-defined]


def test_an_id_is_asked_for_only_where_there_is_a_choice() -> None:
    assert "agency" not in FactForm(FedBack.kind).fields
    assert "agency" not in FactForm(FedBack.kind, choices={"agency": []}).fields
    form = FactForm(FedBack.kind, choices={"agency": [(PERSON, "县指挥部")]})
    assert "agency" in form.fields
    assert field_of(block(form), "agency")["options"] == [[PERSON, "县指挥部"]]
    assert "agency" not in _paths(block(FactForm(FedBack.kind)))


def test_a_person_is_asked_for_together() -> None:
    group = field_of(block(FactForm(Checked.kind)), "who")
    assert (group["title"], group["part"]) == ("更正为", "person")
    assert [field["name"] for field in group["fields"]][:4] == ["name", "id_number", "phones", "address"]
    assert [field["control"] for field in group["fields"]] == ["text", "id", "phones", "text", "choice", "date"]
    assert group["show_if"] == {"accuracy": ["corrected"]}


def test_a_page_may_offer_less_than_a_kind() -> None:
    drawn = block(voiding())
    assert "superseded" not in dict(field_of(drawn, "reason")["options"])  # that reason is the system's


def test_what_the_answers_make_necessary_is_insisted_on() -> None:
    drawn = FactForm(Visited.kind)
    form = FactForm(Visited.kind, filled(drawn, outcome="not_in", channel="door"))
    assert form.errors == {"cause": ["请填写：未见原因。"]}
    assert block(form)["errors"] == {"cause": ["请填写：未见原因。"]}
    assert FactForm(Visited.kind, filled(drawn, outcome="family", channel="door")).is_valid()
    assert FactForm(Visited.kind, filled(drawn, outcome="met", channel="door")).is_valid()
    fixed = {"campaign": PERSON, "household": PERSON}
    drawn = FactForm(Knocked.kind)
    assert list(FactForm(Knocked.kind, filled(drawn, met=NO), fixed=fixed).errors) == ["cause"]
    assert FactForm(Knocked.kind, filled(drawn, met=YES), fixed=fixed).is_valid()


def test_a_kind_says_how_the_fields_of_its_part_are_asked_for() -> None:
    form = FactForm(PersonRegistered.kind, filled(FactForm(PersonRegistered.kind), residence="resident"))
    assert list(form.errors) == ["who-name"]
    name = field_of(block(form), "who.name")
    assert name["required"]
    assert "张家租客" in name["help"]
    assert not field_of(block(FactForm(Checked.kind)), "who.name")["required"]


def test_several_numbers_come_in_lines_of_their_own() -> None:
    drawn = FactForm(Checked.kind)
    data = QueryDict(mutable=True)
    data.update(filled(drawn, accuracy="corrected"))
    data.setlist(drawn.add_prefix("who-phones"), ["13900000001", " ", "13900000002"])
    form = FactForm(Checked.kind, data)
    assert form.is_valid()
    assert form.fact()["who"] == {"phones": "13900000001、13900000002"}


def test_what_was_sent_stands_in_the_form_again() -> None:
    drawn = FactForm(Knocked.kind)
    form = FactForm(
        Knocked.kind, filled(drawn, met=YES, people="很多", note__text="<b>", entry__at="2020-01-26T09:30")
    )
    again = block(form)
    assert again["values"]["people"] == "很多"
    assert again["values"]["note"] == {"text": "<b>"}
    assert again["errors"] == {"people": ["输入整数。"]}
    assert again["happened"] == "2020-01-26T09:30"
    assert "<" not in as_json(form)
    assert "很多" in as_json(form)  # as it stands: whoever searches a page for what must not be there finds it


def test_what_is_not_asked_for_is_not_sent() -> None:
    met = posted(Visited.kind, outcome="met", channel="door", cause="locked", again_on="2020-02-01")
    assert met.fact() == {"outcome": "met", "channel": "door"}
    missed = posted(Visited.kind, outcome="not_in", channel="door", cause="locked", again_on="2020-02-01")
    assert missed.fact()["cause"] == "locked"
    assert missed.fact()["again_on"] == "2020-02-01"


def test_yes_and_no_are_said_and_conditions_read_them() -> None:
    fixed = {"campaign": PERSON, "household": PERSON}
    drawn = FactForm(Knocked.kind, fixed=fixed)
    form = FactForm(Knocked.kind, filled(drawn, met=NO, cause="locked", people="3"), fixed=fixed)
    assert form.is_valid()
    assert form.fact() == {"met": False, "cause": "locked", **fixed}
    form = FactForm(Knocked.kind, filled(drawn, met=YES, people="3"), fixed=fixed)
    assert form.is_valid()
    assert form.fact() == {"met": True, "people": 3, **fixed}


def test_only_what_was_changed_about_somebody_is_stated() -> None:
    known = {"who": {"name": "王小明", "phones": ("13900000000",), "id_number": "", "sex": "male"}}
    options: dict[str, Any] = {"values": known, "fixed": {"who": {"person": PERSON}}, "changes_only": ("who",)}
    drawn = FactForm(Checked.kind, **options)
    data = filled(
        drawn, accuracy="corrected", wrong=["phone"], who__name="王小明", who__phones="13900000001", who__sex="male"
    )
    form = FactForm(Checked.kind, data, **options)
    assert form.is_valid(), form.errors
    assert form.fact() == {
        "accuracy": "corrected",
        "wrong": ["phone"],
        "who": {"person": PERSON, "phones": "13900000001"},
    }
    unchanged = filled(drawn, accuracy="accurate", who__name="王小明", who__phones="13900000000")
    form = FactForm(Checked.kind, unchanged, **options)
    assert form.is_valid()
    assert form.fact() == {"accuracy": "accurate"}


@pytest.fixture
def running(members: SimpleNamespace) -> Case:
    there = case()
    send(members.clerk, there.opening("511922", moment(25)))
    return there


def asked_by(member: Member) -> Any:
    request = RequestFactory().post("/")
    request.user = Member.objects.get(pk=member.pk)
    return request


def target_of(running: Case, members: SimpleNamespace) -> UUID:
    target = uuids.uuid7()
    send(members.clerk, [running.listed(target, GRID, moment(25))])
    return target


def test_a_form_sent_twice_records_once(running: Case, members: SimpleNamespace) -> None:
    target = target_of(running, members)
    form = posted(Visited.kind, outcome="met", channel="door")
    request = asked_by(members.worker)
    assert form.record(request, target, GRID).status is Status.ACCEPTED
    again = FactForm(Visited.kind, form.data)
    assert again.is_valid()
    assert again.record(request, target, GRID).status is Status.KNOWN
    assert Entry.objects.filter(subject=target, kind=Visited.kind.code).count() == 1


def test_it_happened_now_unless_set_back(running: Case, members: SimpleNamespace) -> None:
    target = target_of(running, members)
    posted(Visited.kind, outcome="met", channel="door").record(asked_by(members.worker), target, GRID)
    assert timezone.now() - Entry.objects.latest("seq").at < timedelta(seconds=30)
    late = {"entry__at": "2020-01-26T09:30"}
    posted(Visited.kind, outcome="met", channel="door", **late).record(asked_by(members.worker), target, GRID)
    assert Entry.objects.latest("seq").at == moment(26, 9, 30)


def test_the_doors_refusal_stands_beside_its_field(running: Case, members: SimpleNamespace) -> None:
    target = target_of(running, members)
    form = posted(Checked.kind, accuracy="corrected", who__name="王小明", who__phones="1" * 81)
    answer = form.record(asked_by(members.worker), target, GRID)
    assert answer.status is Status.REFUSED
    assert list(form.errors) == ["who-phones"]
    assert "太长" in str(form.errors["who-phones"])
    outside = posted(Visited.kind, outcome="met", channel="door")
    outside.record(asked_by(members.outsider), target, GRID)
    assert "没有在该区域记录" in str(outside.non_field_errors())
