"""Who is who: records that may be somebody known, side by side; a person decides, and may decide again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_GET, require_http_methods

from lianfang.areas import queries as areas
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Tab, Table
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.scope import Actor
from lianfang.people.comparing import Side, reason, sides
from lianfang.people.kinds import Decision, IdentityDecided
from lianfang.people.models import Identity, Person
from lianfang.people.queries import DECIDE, canonical, next_undecided, undecided
from lianfang.vault.reading import show

TABS = {
    "open": ([Identity.UNSURE], N_("待判定")),
    "ask": ([Identity.ASK], N_("上门核实")),
    "decided": ([Identity.SAME, Identity.DIFFERENT], N_("已判定")),
}


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The queue: records waiting for a decision, those the door is asked about, those decided."""
    who = actor(request)
    if not who.may(DECIDE):
        raise Http404
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    page = keyset.page(undecided(who, TABS[tab][0]), ("area", "id"), request.GET.get("cursor"))
    context = {
        "tabs": _tabs(who, tab),
        "tab": tab,
        "table": _table(who, page, tab),
        "first": page.rows[0] if page.rows and tab == "open" else None,
    }
    return render(request, "people/decisions.html", context)


def _tabs(who: Actor, current: str) -> list[Tab]:
    counted = {"open", "ask"}
    return [
        Tab(
            _(label),
            f"{reverse('people:decisions')}?tab={name}",
            name == current,
            undecided(who, identities).count() if name in counted else None,
        )
        for name, (identities, label) in TABS.items()
    ]


def _table(who: Actor, page: keyset.Page[Person], tab: str) -> Table:
    shown = show(who, {row.pk: row.area for row in page.rows}, "decisions")
    names = areas.names({row.area for row in page.rows})
    rows: list[dict[str, Any]] = [
        {
            "pk": row.pk,
            "name": shown[row.pk].name or _("（无姓名）"),
            "area": names.get(row.area, row.area),
            "why": reason(row.why),
            "candidates": len(row.candidates),
            "identity": Identity(row.identity).label,
        }
        for row in page.rows
    ]
    texts = {
        "open": Empty(
            _("没有待判定的记录"), _("导入名单时拿不准的人会出现在这里，由人来判定。"), icon="circle-check"
        ),
        "ask": Empty(_("没有要上门核实身份的人"), icon="circle-check"),
        "decided": Empty(_("还没有判定过"), icon="history"),
    }
    return Table(
        caption=_("身份判定"),
        columns=[
            Column("name", _("姓名")),
            Column("area", _("区域")),
            Column("why", _("拿不准的原因")),
            Column("candidates", _("可能的人"), numeric=True),
            Column("identity", _("判定")),
        ],
        rows=rows,
        page=page,
        link=lambda row: reverse("people:decision", args=[row["pk"]]),
        empty=texts[tab],
    )


@login_required
@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, person: UUID) -> HttpResponse:
    """One record beside each person it may be: same, different, or ask at the door; then the next one."""
    who = actor(request)
    row = Person.objects.filter(pk=person).exclude(identity=Identity.SURE).first()
    if row is None or not who.may(DECIDE, row.area):
        raise Http404
    candidates = [UUID(candidate) for candidate in row.candidates]
    turned_out = canonical(candidates)
    # A record cannot be somebody who was decided to be this very record.
    offered = [candidate for candidate in candidates if turned_out[candidate] != row.pk]
    form = FactForm(IdentityDecided.kind, request.POST or None, fixed=_chosen(request, offered))
    if request.method == "POST" and form.is_valid():
        if form.fixed["decision"] is None:
            form.add_error(None, _("请选择：同一人、不是同一人，或上门核实。"))
        else:
            was = Identity(row.identity)
            answer = form.record(request, row.pk, row.area)
            if not form.errors:
                _tell(request, form, answer)
                return HttpResponseRedirect(_onward(who, row, was))
    own, others = sides(who, row, offered, turned_out)
    return render(
        request,
        "people/decision.html",
        {"person": row, "own": own, "others": others, "form": form, **_around(who, row, others)},
    )


def _around(who: Actor, row: Person, others: list[Side]) -> dict[str, Any]:
    following = next_undecided(who, row, Identity(row.identity))
    return {
        "area": areas.names([row.area]).get(row.area, row.area),
        "why": reason(row.why),
        "left": undecided(who).count(),
        "skip": reverse("people:decision", args=[following.pk]) if following else "",
        "decided": row.identity in {Identity.SAME, Identity.DIFFERENT},
        "same": next((side for side in others if side.person == row.same_as), None),
        "told": story(row.pk, who),
    }


def _chosen(request: HttpRequest, offered: list[UUID]) -> dict[str, Any]:
    """The decision that a button stands for: `same:<person>`, `different` or `ask`; None for anything else."""
    wish, _colon, person = request.POST.get("choice", "").partition(":")
    if wish == Decision.SAME and person in map(str, offered):
        return {"decision": wish, "same_as": person}
    return {"decision": wish if wish in {Decision.DIFFERENT, Decision.ASK} else None, "same_as": None}


def _tell(request: HttpRequest, form: FactForm, answer: Answer) -> None:
    if answer.status not in {Status.ACCEPTED, Status.FLAGGED}:
        say(request, form.kind, answer)
        return
    undo = f"{reverse('facts:void', args=[answer.id])}?next={request.path}"
    decided = Decision(form.fixed["decision"]).label
    text = _("已判定：%(decision)s。") % {"decision": decided}
    messages.success(request, format_html('{} <a href="{}">{}</a>', text, undo, _("撤销")))


def _onward(who: Actor, row: Person, was: Identity) -> str:
    """The next record of the same tab; the list when none is left, or when a decision was only changed."""
    following = next_undecided(who, row, was) if was in {Identity.UNSURE, Identity.ASK} else None
    return reverse("people:decision", args=[following.pk]) if following else reverse("people:decisions")
