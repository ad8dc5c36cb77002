"""A hit's page: what to do, who, where, what came of it; whose list it is, for those whose list it is."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import Told, story
from lianfang.duty.responsible import answers_for
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor
from lianfang.screening.kinds import Handled, Matched
from lianfang.screening.models import Hit
from lianfang.screening.queries import handles, lines, owns, visible

# Pages of the records in which hits are found: address and right, by the record's kind.
_PAGES = {
    "checkpoints.passed": ("checkpoints:passage", "checkpoints.view"),
    "people.person_registered": ("people:person", "people.record"),
}


@login_required
@require_http_methods(["GET", "POST"])
def hit(request: HttpRequest, hit: UUID) -> HttpResponse:
    """Everything this member may know about a hit, and the form that says what came of it."""
    who = actor(request)
    row = visible(who, hit)
    if row is None:
        raise Http404
    area = handles(who, row)
    form = FactForm(Handled.kind, request.POST or None) if area else None
    if form is not None and form.is_bound and form.is_valid():
        answer = form.record(request, row.pk, area)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(request.path)
    return render(request, "screening/hit.html", _context(who, row) | {"form": form})


def _context(who: Actor, row: Hit) -> dict[str, Any]:
    [line] = lines(who, [row], "screening.hit")
    told = _told(who, row)
    return {
        "hit": row,
        "line": line,
        "found": _found(who, row),
        "chain": answers_for([row.owner])[row.owner] if row.owner and line.source else (),
        "by": next((one.by for one in reversed(told) if one.kind == Handled.kind.code and one.undone is None), ""),
        "told": told,
    }


def _told(who: Actor, row: Hit) -> list[Told]:
    """The story; that there is a list, and in whose area, is for those whose list it is."""
    told = story(row.pk, who)
    return told if owns(who, row) else [one for one in told if one.kind != Matched.kind.code]


def _found(who: Actor, row: Hit) -> str:
    """The page of the record in which it was found, where this member may open it."""
    found = Entry.objects.filter(id=row.found).values_list("kind", "subject").first()
    name, right = _PAGES.get(found[0], ("", "")) if found else ("", "")
    if found is None or not name or not who.may(right, row.area):
        return ""
    try:
        return reverse(name, args=[found[1]])
    except NoReverseMatch:
        return ""
