"""Who was sent from posts to the fever clinic, and what the clinic said. For those who follow people up."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianfang.checkpoints.choices import ReferralState
from lianfang.checkpoints.kinds import ANSWER, ReferralAnswered
from lianfang.checkpoints.models import Post, Referral
from lianfang.checkpoints.queries.scope import ANSWER_WITHIN, FOLLOW, overdue
from lianfang.checkpoints.queries.scope import referrals as within_reach
from lianfang.checkpoints.queries.travellers import known
from lianfang.checkpoints.views.filters import ReferralFilters
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.desk.formats import moment, span
from lianfang.desk.templatetags.desk import state
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.people.queries import areas_of
from lianfang.vault.reading import Shown

ORDER = ("-referred_at", "-id")
TONES = {
    ReferralState.WAITING: Tone.TODO,
    ReferralState.ADMITTED: Tone.ACTIVE,
    ReferralState.FEVER_EXCLUDED: Tone.DONE,
    ReferralState.CONFIRMED: Tone.LATE,
    ReferralState.NOT_ARRIVED: Tone.LATE,
}


@login_required
@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Referrals in the member's areas, the latest first."""
    who = actor(request)
    if not who.may(FOLLOW):
        raise Http404
    filters = ReferralFilters(request.GET)
    filters.is_valid()
    rows = overdue(who) if filters.cleaned_data.get("late") else within_reach(who)
    if filters.cleaned_data.get("state"):
        rows = rows.filter(state=filters.cleaned_data["state"])
    page = keyset.page(rows, ORDER, request.GET.get("cursor"))
    return render(request, "checkpoints/referrals.html", {"filters": filters, "table": _table(who, page)})


def _table(who: Actor, page: keyset.Page[Referral]) -> Table:
    shown = known(who, {row.person for row in page.rows}, "checkpoints.referrals")
    posts = dict(Post.objects.filter(pk__in={row.post for row in page.rows}).values_list("pk", "name"))
    return Table(
        caption=_("送诊反馈"),
        columns=[
            Column("who", _("人员")),
            Column("state", _("结果")),
            Column("temperature", _("体温（℃）")),
            Column("referred", _("送诊时间")),
            Column("answered", _("反馈")),
            Column("post", _("卡点")),
        ],
        rows=_rows(page.rows, shown, posts),
        page=page,
        link=lambda row: reverse("checkpoints:referral", args=[row["pk"]]),
        tone=lambda row: Tone.LATE if row["late"] else None,
        empty=Empty(_("没有符合条件的送诊"), _("卡点送往发热门诊的人员排在这里，等医院反馈。"), icon="thermometer"),
    )


def _rows(
    rows: Sequence[Referral], shown: Mapping[UUID, Shown], posts: Mapping[UUID, str]
) -> list[dict[str, object]]:
    now = clock.now()
    return [
        {
            "pk": row.pk,
            "late": late(row),
            "who": shown[row.person].name or "—",
            "state": stands(row),
            "temperature": "—" if row.temperature is None else f"{row.temperature:.1f}",
            "referred": moment(row.referred_at, now),
            "answered": _("用时 %(span)s") % {"span": taken} if (taken := answered_in(row)) else "—",
            "post": posts.get(row.post, ""),
        }
        for row in rows
    ]


def answered_in(row: Referral) -> str:
    """How long the first answer took; "" while there is none."""
    return span(row.first_answer_at - row.referred_at) if row.first_answer_at else ""


def late(row: Referral) -> bool:
    """Whether the clinic should have answered by now."""
    return row.state == ReferralState.WAITING and clock.now() - row.referred_at > ANSWER_WITHIN


def stands(row: Referral) -> SafeString:
    """How a referral stands, in a word; marked when it is late."""
    word = state(row.get_state_display(), TONES[ReferralState(row.state)])
    return format_html("{} {}", word, state(_("逾期"), Tone.LATE)) if late(row) else word


@login_required
@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, referral: UUID) -> HttpResponse:
    """One referral, and the form for the clinic's answer."""
    who = actor(request)
    row = within_reach(who).filter(pk=referral).first()
    if row is None:
        raise Http404
    form = FactForm(ReferralAnswered.kind, request.POST or None) if who.may(ANSWER, row.area) else None
    if form is not None and form.is_bound and form.is_valid():
        answer = form.record(request, row.pk, row.area, place=str(row.post))
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(request.path)
    page = row.person if who.may("people.record", areas_of(who, [row.person])[row.person]) else None
    return render(
        request,
        "checkpoints/referral.html",
        {
            "referral": row,
            "stands": stands(row),
            "who": known(who, [row.person], "checkpoints.referral")[row.person],
            "person": page,
            "post": Post.objects.filter(pk=row.post).first(),
            "due": row.referred_at + ANSWER_WITHIN,
            "taken": answered_in(row),
            "form": form,
            "told": story(row.pk, who),
        },
    )
