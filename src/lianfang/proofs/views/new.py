"""Issuing a proof: for whom first (somebody on record, or somebody in no register), then what."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk.facts.recording import actor, record, say
from lianfang.ledger import clock
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor, covers
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.proofs.choices import RevokeReason, Standing
from lianfang.proofs.forms import ProofForm
from lianfang.proofs.kinds import ISSUE, ProofRevoked
from lianfang.proofs.models import Proof
from lianfang.proofs.queries import grounds
from lianfang.proofs.queries.standing import own
from lianfang.vault.reading import Shown, show
from lianfang.vault.search import search

MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody on record who fits what was typed."""

    person: UUID
    shown: Shown
    area: str


@dataclass(frozen=True, slots=True)
class Holder:
    """For whom a proof is issued: where, what they are called, whether an order keeps them in."""

    area: str
    called: str
    confined: bool = False


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Who needs a proof? Found by name or number; or, for somebody in no register, the area that vouches for them."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(ISSUE) or (area and not who.may(ISSUE, area)):
        raise Http404
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    reach = who.areas(ISSUE)
    here = area or (reach[0] if len(reach) == 1 else "")
    context = {
        "searched": bool(typed),
        "asked": bool(area),
        "hits": _hits(who, typed) if typed else [],
        "path": [one for one in areas.path(here) if covers(reach, one.pk)] if here else [],
        "here": Area.objects.filter(pk=here).first() if here else None,
        "below": list(areas.children(here) if here else Area.objects.filter(pk__in=reach).order_by("code")),
    }
    return render(request, "proofs/new.html", context)


def _hits(who: Actor, typed: str) -> list[Hit]:
    found = search(typed, who.areas(ISSUE), MOST_HITS)
    doors = set(Household.objects.filter(pk__in=found).values_list("pk", flat=True))
    people = areas_of(who, [entity for entity in found if entity not in doors])
    places = {person: area for person, area in people.items() if who.may(ISSUE, area)}
    shown, named = show(who, places, "proofs.new"), areas.labels(set(places.values()))
    return [Hit(person, shown[person], named[places[person]]) for person in found if person in places]


@login_required
@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A proof for somebody on record."""
    who = actor(request)
    area = areas_of(who, [person])[person]
    if not who.may(ISSUE, area):
        raise Http404
    return _issue(request, _form(request, person), _holder(who, person, area))


@login_required
@require_http_methods(["GET", "POST"])
def of_area(request: HttpRequest, area: str) -> HttpResponse:
    """A proof for somebody in no register, vouched for by the village, town or county of `area`."""
    here = Area.objects.filter(pk=area).first()
    if here is None or not actor(request).may(ISSUE, area):
        raise Http404
    return _issue(request, ProofForm(request.POST or None), Holder(here.pk, here.name))


@login_required
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, proof: UUID) -> HttpResponse:
    """The same proof anew, as when it runs out or is lost; the former one is revoked once the new one is there."""
    who = actor(request)
    former = own(who, proof, clock.now())
    if former is None or former.person is None:
        raise Http404
    form = _form(request, former.person, {"what": former.what, "work": former.work or None})
    return _issue(request, form, _holder(who, former.person, former.area), former)


def _form(request: HttpRequest, person: UUID, values: dict[str, str | None] | None = None) -> ProofForm:
    now = clock.now()
    return ProofForm(
        request.POST or None,
        person=person,
        observations=grounds.observations(person, now),
        confined=grounds.confined(person, now),
        values=values,
    )


def _holder(who: Actor, person: UUID, area: str) -> Holder:
    lives = areas_of(who, [person])
    called = show(who, lives, "proofs.new")[person].name
    return Holder(area, called, grounds.confined(person, clock.now()))


def _issue(request: HttpRequest, form: ProofForm, holder: Holder, former: Proof | None = None) -> HttpResponse:
    """Record what was sent and open the new proof, from where its slip is printed."""
    if request.method == "POST" and form.is_valid():
        subject = derived(form.entry(), "proof")
        answer = form.record(request, subject, holder.area)
        if not form.errors:
            say(request, form.kind, answer)
            if former is not None and answer.seq is not None:
                _replace(request, former, form.entry())
            kept = Proof.objects.filter(pk=subject).exists()
            return HttpResponseRedirect(reverse("proofs:proof", args=[subject]) if kept else request.path)
    return render(request, "proofs/new_form.html", {"form": form, "holder": holder, "former": former})


def _replace(request: HttpRequest, former: Proof, cause: UUID) -> None:
    """Revoke the former proof, unless it is revoked already."""
    if former.revoked_at is None and Standing(former.standing) is not Standing.REVOKED:  # type: ignore[attr-defined]
        data = {"reason": RevokeReason.REPLACED.value}
        record(request, ProofRevoked.kind, former.pk, former.area, data, entry=derived(cause, "replaced"))
