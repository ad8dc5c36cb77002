"""A target's page: who, where it stands and why, the one next step, every form, the story."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas.queries import path
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.naming import members
from lianfang.desk.facts.offers import offered
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import Told, story
from lianfang.duty.models import Group
from lianfang.duty.responsible import answers_for
from lianfang.ledger import clock
from lianfang.ledger.kinds import Kind
from lianfang.ledger.scope import Actor, covers
from lianfang.people.models import Household
from lianfang.vault.reading import Shown, show
from lianfang.verification.choices import Outcome, Standing
from lianfang.verification.kinds import Checked, Claimed, Doubted, DoubtSettled, FedBack, Listed, Placed, Visited
from lianfang.verification.models import Campaign, Target
from lianfang.verification.steps import next_step, ticks

VIEW, DECIDE = "verification.view", "people.decide"
CLAIM = timedelta(hours=2)
_KINDS = (Visited.kind, Checked.kind, FedBack.kind, Doubted.kind, DoubtSettled.kind, Placed.kind)


@login_required
@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, target: UUID) -> HttpResponse:
    """Everything about one target, and every form that records something about it."""
    who = actor(request)
    row = Target.objects.filter(pk=target).first()
    if row is None or not who.may(VIEW, row.area):
        raise Http404
    people = {row.person: row.area} | ({row.household: row.area} if row.household else {})
    shown = show(who, people, "target")
    forms = _forms(request, who, row, shown[row.person])
    posted = forms.get(request.POST.get("kind", ""))
    if request.method == "POST" and posted is not None and posted.is_valid():
        answer = posted.record(request, row.pk, row.area)
        if not posted.errors:
            say(request, posted.kind, answer)
            return HttpResponseRedirect(_after(who, row))
    step = next_step(row, who)
    told = story(row.pk, who)
    claim = forms.pop(Claimed.kind.code, None)
    return render(
        request,
        "verification/target.html",
        {
            "target": row,
            "shown": shown[row.person],
            "step": step,
            "ticks": ticks(row),
            "form": forms.pop(step.kind.code, None) if step.kind else None,
            "forms": list(forms.values()),
            "claim": claim,
            "claims": _claims(row, who),
            "told": told,
            "listed": [one for one in told if one.kind == Listed.kind.code and one.undone is None],
            **_around(who, row, shown, told),
        },
    )


def _forms(request: HttpRequest, who: Actor, row: Target, shown: Shown) -> dict[str, FactForm]:
    """Every form this member may send here, by kind; the one that was sent holds what was sent."""
    if row.standing == Standing.DUPLICATE:
        return {}
    kinds = [kind for kind in (*_KINDS, Claimed.kind) if who.may(kind.right, row.area)]
    if row.standing != Standing.DOUBTED:
        kinds = [kind for kind in kinds if kind is not DoubtSettled.kind]
    return {kind.code: _form(request, who, row, shown, kind) for kind in kinds}


def _form(request: HttpRequest, who: Actor, row: Target, shown: Shown, kind: Kind) -> FactForm:
    data = request.POST if request.POST.get("kind") == kind.code else None
    fixed: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if "who" in kind.parts:
        fixed["who"] = {"person": str(row.person)}
        values["who"] = {} if shown.masked else _stated(shown)
    if kind is Claimed.kind:
        fixed["until"] = (clock.now() + CLAIM).isoformat()
    choices = offered(kind.code, who, row.pk, row.area)
    return FactForm(kind, data, values=values, choices=choices, fixed=fixed, changes_only=("who",))


def _stated(shown: Shown) -> dict[str, Any]:
    """What is known, to be put right where it is wrong."""
    names = ("name", "id_number", "phones", "address", "sex", "birth_date")
    return {name: getattr(shown, name) for name in names}


def _after(who: Actor, row: Target) -> str:
    """Where to go once something is recorded: here, unless the target has left the member's areas."""
    area = Target.objects.values_list("area", flat=True).get(pk=row.pk)
    return reverse("verification:target", args=[row.pk]) if who.may(VIEW, area) else reverse("verification:campaigns")


def _claims(row: Target, who: Actor) -> Mapping[str, Any] | None:
    """Who has taken the next contact upon themselves, while it lasts."""
    if row.claimed_by is None or row.claimed_until is None or row.claimed_until <= clock.now():
        return None
    name = members(who, [row.claimed_by]).get(row.claimed_by, "")
    return {"name": name, "until": row.claimed_until, "mine": row.claimed_by == who.member}


def _around(who: Actor, row: Target, shown: Mapping[UUID, Shown], told: Sequence[Told]) -> dict[str, Any]:
    """What surrounds a target: campaign, area, household, who answers, who sees to it, where else to go."""
    campaign = Campaign.objects.filter(pk=row.campaign).first()
    due = row.due or (campaign.due if campaign else None)
    door = Household.objects.filter(pk=row.household).first() if row.household else None
    return {
        "campaign": campaign,
        "due": _end_of(due) if due and row.open else None,
        "path": [one for one in path(row.area) if covers(who.areas(VIEW), one.pk)],
        "door": door if door and who.may("people.record", door.area) else None,
        "address": shown[row.household].address if row.household else "",
        "chain": answers_for([row.area])[row.area],
        "holder": _holder(row, who),
        "last_outcome": Outcome(row.last_outcome).label if row.last_outcome else "",
        "last_by": next((one.by for one in reversed(told) if one.kind == Visited.kind.code and not one.undone), ""),
        "decide": row.person if row.standing == Standing.UNDECIDED and who.may(DECIDE, row.area) else None,
        "person_page": who.may("people.record", row.area),
    }


def _holder(row: Target, who: Actor) -> str:
    if row.member is not None:
        return members(who, [row.member]).get(row.member, "")
    group = Group.objects.filter(pk=row.group).first() if row.group else None
    return group.name if group else _("尚未分派")


def _end_of(day: Any) -> datetime:
    """A due date is kept until its midnight."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
