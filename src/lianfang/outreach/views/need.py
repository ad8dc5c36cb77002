"""A need's page: what, whose, by when, the one next step, every form, the story."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.offers import offered
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.duty.responsible import answers_for
from lianfang.ledger.kinds import Kind
from lianfang.ledger.scope import Actor, covers
from lianfang.outreach.choices import Clash, State
from lianfang.outreach.kinds import RECORD, NeedClosed, NeedDelivered, NeedTaken
from lianfang.outreach.models import Need
from lianfang.outreach.queries.lines import Line, lines
from lianfang.outreach.queries.scope import VIEW, own
from lianfang.people.models import Household
from lianfang.people.queries import areas_of

TAKE, HAND, DELIVER, CLOSE = "take", "hand", "deliver", "close"
# What can be said of a need in each state; the first is the next step.
_STEPS: dict[State, tuple[str, ...]] = {
    State.OPEN: (TAKE, HAND, DELIVER, CLOSE),
    State.TAKEN: (DELIVER, CLOSE, HAND),
    State.CLOSED: (TAKE, HAND),
    State.DELIVERED: (),
}
_KINDS: dict[str, Kind] = {
    TAKE: NeedTaken.kind,
    HAND: NeedTaken.kind,
    DELIVER: NeedDelivered.kind,
    CLOSE: NeedClosed.kind,
}


@login_required
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, need: UUID) -> HttpResponse:
    """Everything about one need, and every form that records something about it."""
    who = actor(request)
    row = own(who, need)
    if row is None:
        raise Http404
    forms = _forms(request, who, row)
    for form in forms.values():
        if form.is_bound and form.is_valid():
            answer = form.record(request, row.pk, row.area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(request.path)
    [line] = lines(who, [row], "outreach.need")
    return render(request, "outreach/need.html", _context(who, line) | {"forms": forms})


def _forms(request: HttpRequest, who: Actor, row: Need) -> dict[str, FactForm]:
    """Every form this member may send here, by step; the one that was sent holds what was sent."""
    if not who.may(RECORD, row.area):
        return {}
    return {step: _form(request, who, row, step) for step in _STEPS[State(row.state)]}


def _form(request: HttpRequest, who: Actor, row: Need, step: str) -> FactForm:
    kind = _KINDS[step]
    handed = any(name.endswith("-to_member") for name in request.POST)
    sent = request.POST.get("kind") == kind.code and (kind is not NeedTaken.kind or handed == (step == HAND))
    data = request.POST if sent else None
    if step == TAKE:
        form = FactForm(kind, data)
        form.auto_id = False  # two forms of this kind stand on the page
        return form
    if step != HAND:
        return FactForm(kind, data)
    choices = offered(kind.code, who, row.pk, row.area)
    others = [member for member, _name in choices["to_member"] if member not in {str(who.member), str(row.member)}]
    # Whoever is nearest to the door stands there already: mostly it is theirs.
    form = FactForm(kind, data, choices=choices, values={"to_member": next(iter(others), None)})
    form.fields["to_member"].required = True
    return form


def _context(who: Actor, line: Line) -> dict[str, Any]:
    """What surrounds a need: state, area, door, person, who answers, who sees to it, its story."""
    row = line.need
    door = Household.objects.filter(pk=row.household).first() if row.household else None
    register = "people.record"
    person = row.person if row.person and who.may(register, areas_of(who, [row.person])[row.person]) else None
    told = story(row.pk, who)
    return {
        "need": row,
        "line": line,
        "open": State(row.state).open,
        "mine": row.member is not None and row.member == who.member,
        "clash": Clash(row.clash).label if row.clash else "",
        "path": [one for one in areas.path(row.area) if covers(who.areas(VIEW), one.pk)],
        "door": door if door and who.may(register, door.area) else None,
        "person": person,
        "chain": answers_for([row.area])[row.area],
        "by": next((one.by for one in told if one.id == row.raised), ""),
        "told": told,
    }
