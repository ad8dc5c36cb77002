"""Forms drawn from kinds: every kind gets one by itself, and what the door says stands beside the field."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django import forms
from django.test import RequestFactory
from django.utils import timezone

from lianfang.desk.facts.fields import NO, YES
from lianfang.desk.facts.forms import FactForm
from lianfang.duty.models import Member
from lianfang.ledger.answers import Status
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry
from lianfang.verification.kinds import Checked, Claimed, FedBack, Knocked, Visited
from tests.conftest import GRID
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
    drawn = {field.name for section in form.sections() for field in section.fields}
    assert {"entry-id", "entry-at"} <= set(form.fields)
    assert drawn == set(form.paths)


def test_types_become_the_fields_people_expect() -> None:
    fields = FactForm(Knocked.kind, fixed={"campaign": PERSON, "household": PERSON}).fields
    assert isinstance(fields["met"].widget, forms.RadioSelect)  # no default: somebody has to say it
    assert fields["people"].max_value == 200  # type: ignore[attr-defined]
    assert isinstance(fields["cause"], forms.ChoiceField)
    assert isinstance(fields["note-text"].widget, forms.Textarea)
    visited = FactForm(Visited.kind).fields
    assert isinstance(visited["outcome"].widget, forms.RadioSelect)  # the kind asks for one tap
    assert visited["channel"].required  # what has a default is always said
    assert isinstance(FactForm(Claimed.kind).fields["until"], forms.DateTimeField)


def test_an_id_is_asked_for_only_where_there_is_a_choice() -> None:
    assert "agency" not in FactForm(FedBack.kind).fields
    assert "agency" not in FactForm(FedBack.kind, choices={"agency": []}).fields
    assert "agency" in FactForm(FedBack.kind, choices={"agency": [(PERSON, "县指挥部")]}).fields


def test_a_person_is_asked_for_in_a_fieldset_of_their_own() -> None:
    [group] = [section for section in FactForm(Checked.kind).sections() if section.legend]
    assert group.legend == "更正为"
    assert [field.name for field in group.fields][:4] == ["who-name", "who-id_number", "who-phones", "who-address"]
    assert '"corrected"' in group.show_if


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
