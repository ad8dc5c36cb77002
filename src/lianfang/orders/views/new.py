"""Proposing: on whom first (found by name, phone or door), then which measure by which rule, then the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas.models import Area
from lianfang.desk.facts.fields import Choices
from lianfang.desk.facts.recording import actor, say
from lianfang.duty.responsible import answers_for
from lianfang.ledger import clock
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor
from lianfang.orders import rules
from lianfang.orders.choices import Measure, Target
from lianfang.orders.forms import ProposeForm
from lianfang.orders.kinds import PROPOSE
from lianfang.orders.models import Order
from lianfang.orders.queries import evidence
from lianfang.orders.queries.force import in_force
from lianfang.orders.queries.lines import Line, lines
from lianfang.orders.queries.scope import awaiting
from lianfang.orders.queries.scope import orders as within_reach
from lianfang.people.models import Household, Person
from lianfang.people.queries import areas_of, canonical
from lianfang.protocols.queries import in_force as protocol
from lianfang.vault.reading import show


@dataclass(frozen=True, slots=True)
class Whom:
    """On whom or what a measure is proposed. `pending`: what they are under, or what waits for a decision."""

    target: Target
    key: str
    area: str
    called: str
    evidence: Choices
    homes: Choices = ()
    pending: Sequence[Line] = field(default=())


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule that gives a measure, to choose. `now`: it belongs to what is in force here."""

    measure: Measure
    code: str
    title: str
    why: str
    days: int
    now: bool


@login_required
@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A measure on one person."""
    who = actor(request)
    area = areas_of(who, [person])[person]
    if not area or not who.may(PROPOSE, area):
        raise Http404
    records = {person, *canonical([person]).values()}
    living = Person.objects.filter(pk__in=records, household__isnull=False).values("household")
    home = Household.objects.filter(pk__in=living).first()
    shown = show(who, {person: area} | ({home.pk: home.area} if home else {}), "orders.new")
    return _propose(
        request,
        Whom(
            Target.PERSON,
            str(person),
            area,
            shown[person].name or _("（无姓名）"),
            evidence.about(who, records, PROPOSE),
            [(str(home.pk), shown[home.pk].address or _("（未登记门牌）"))] if home else (),
            _pending(who, person=person),
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def of_household(request: HttpRequest, household: UUID) -> HttpResponse:
    """A measure on everybody of one household, at home."""
    who = actor(request)
    door = Household.objects.filter(pk=household).first()
    if door is None or not who.may(PROPOSE, door.area):
        raise Http404
    called = show(who, {door.pk: door.area}, "orders.new")[door.pk].address or _("（未登记门牌）")
    told = evidence.about(who, evidence.of_household(door.pk), PROPOSE)
    return _propose(
        request,
        Whom(Target.HOUSEHOLD, str(door.pk), door.area, called, told, pending=_pending(who, household=door.pk)),
    )


@login_required
@require_http_methods(["GET", "POST"])
def of_area(request: HttpRequest, area: str) -> HttpResponse:
    """A zone: an area of the register sealed, controlled, or under precaution."""
    who, here = actor(request), Area.objects.filter(pk=area, retired_on=None).first()
    if here is None or not who.may(PROPOSE, area):
        raise Http404
    told = evidence.around(who, area, PROPOSE)
    return _propose(request, Whom(Target.ZONE, area, area, here.name, told, pending=_pending(who, zone=area)))


def _pending(who: Actor, **on: Any) -> list[Line]:
    """What runs or waits for the same, so that nobody is put under a measure twice."""
    now = clock.now()
    rows = within_reach(who).filter(in_force(now) | awaiting(now), **on).order_by("since", "id")
    return lines(who, list(rows), "orders.new")


def _propose(request: HttpRequest, whom: Whom) -> HttpResponse:
    """Without a rule, the rules to choose from; with one, the form."""
    chosen = _chosen(request, whom.target)
    if chosen is None:
        return render(request, "orders/rules.html", {"whom": whom, "groups": _groups(whom)})
    form = ProposeForm(
        request.POST or None, chosen.measure, chosen.code, {whom.target.value: whom.key}, _offered(whom)
    )
    if request.method == "POST" and form.is_valid():
        subject = derived(form.entry(), "order")
        answer = form.record(request, subject, whom.area)
        if not form.errors:
            say(request, form.kind, answer)
            kept = Order.objects.filter(pk=subject).exists()
            return HttpResponseRedirect(reverse("orders:order", args=[subject]) if kept else request.path)
    return render(request, "orders/new_form.html", {"form": form, "whom": whom, "offer": chosen})


def _chosen(request: HttpRequest, target: Target) -> Offer | None:
    """The measure and rule named in the address, if there is such a rule and it has the measure."""
    code, rule = request.GET.get("measure", ""), request.GET.get("rule", "")
    if code not in Measure.values or target not in Measure(code).targets:
        return None
    return next((one for one in _offers(Measure(code), frozenset()) if one.code == rule), None)


def _offers(measure: Measure, current: frozenset[str]) -> list[Offer]:
    """The rules that have this measure; those in force here first."""
    found = [
        Offer(measure, one.code, str(one.title), str(one.why), days, one.code.partition("/")[0] in current)
        for one in rules.giving(measure)
        if (days := rules.most_days(one.code, measure)) is not None
    ]
    return sorted(found, key=lambda offer: not offer.now)


def _groups(whom: Whom) -> list[tuple[Measure, list[Offer], list[Offer]]]:
    """For each measure that can be on this target: the rules in force here, and the others."""
    force = protocol(whom.area)
    current = frozenset({force.edition.id, force.table.id})
    fitting = [(one, _offers(one, current)) for one in Measure if whom.target in one.targets]
    return [
        (measure, [one for one in offers if one.now], [one for one in offers if not one.now])
        for measure, offers in fitting
        if offers
    ]


def _offered(whom: Whom) -> Mapping[str, Choices]:
    """What may be chosen: evidence, the registered home, and who answers for the area as the one responsible."""
    chain = answers_for([whom.area])[whom.area]
    hands = {str(one.member.pk): f"{one.member.name} · {one.role.label}" for one in chain}
    found: dict[str, Choices] = {"evidence": whom.evidence, "responsible": list(hands.items())}
    return found | ({"at_household": whom.homes} if whom.homes else {})
