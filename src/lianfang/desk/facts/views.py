"""Pages behind every story: put an entry right, or take it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.desk.facts import changing, naming, rendering
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Voided, all_kinds
from lianfang.vault.reading import notes


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Record an entry anew with what was wrong put right; the old one stays, struck through."""
    original = changing.found(entry, actor(request))
    form = changing.correction(original, actor(request), request.POST or None)
    done = _record(request, form, original)
    return done or _page(request, form, original, _("更正"), _("保存更正"))


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Take an entry back, or take the taking back back; what it had set off goes with it."""
    original = changing.found(entry, actor(request))
    form = changing.voiding(request.POST or None)
    undo = isinstance(original.fact, Voided)
    done = _record(request, form, original)
    return done or _page(request, form, original, _("恢复") if undo else _("撤销"), _("恢复") if undo else _("撤销"))


def _record(request: HttpRequest, form: FactForm, original: Seen) -> HttpResponse | None:
    if request.method == "POST" and form.is_valid():
        answer = form.record(request, original.subject, original.area, corrects=original.id, place=original.place)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(_back(request))
    return None


def _page(request: HttpRequest, form: FactForm, original: Seen, title: str, submit: str) -> HttpResponse:
    who = actor(request)
    named = naming.names(who, {**rendering.wanted([original.fact]), "member": {original.member}})
    texts = notes(who, [original.id], "correct") if original.fact.kind.parts else {}
    return render(
        request,
        "desk/facts/change.html",
        {
            "form": form,
            "title": title,
            "submit": submit,
            "kind": _(all_kinds()[original.kind].title),
            "original": original,
            "by": naming.by(original.member, named),
            "facts": rendering.facts(original.fact, named, texts.get(original.id, {})),
            "next": _back(request),
        },
    )


def _back(request: HttpRequest) -> str:
    wish = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return wish if safe else "/"
