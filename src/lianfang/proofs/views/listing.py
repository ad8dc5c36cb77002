"""The list of proofs: filters in the address, search by identity only ever in the body of a request."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.recording import actor
from lianfang.desk.formats import moment
from lianfang.desk.templatetags.desk import icon, state
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, covers
from lianfang.proofs.choices import ProofKind, Standing
from lianfang.proofs.models import Proof
from lianfang.proofs.queries.lines import Line, lines
from lianfang.proofs.queries.standing import VIEW
from lianfang.proofs.queries.standing import proofs as within_reach
from lianfang.vault.search import search

MOST_HITS = 50
FOUND_AT_MOST = 200
_LATEST = ("-issued_at", "-id")


class Filters(forms.Form):
    """Filters of the list of proofs. What cannot be read filters nothing."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    what = forms.ChoiceField(
        label=gettext_lazy("什么证明"), required=False, choices=[("", gettext_lazy("不限")), *ProofKind.choices]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("状态"), required=False, choices=[("", gettext_lazy("不限")), *Standing.choices]
    )

    def __init__(self, data: Any, above: list[Area], below: list[Area]) -> None:
        super().__init__(data)
        ways = [*((one.pk, one.name) for one in above), *((one.pk, f"　{one.name}") for one in below)]
        self.fields["area"].choices = [("", _("我的全部辖区")), *ways]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self, rows: QuerySet[Proof]) -> QuerySet[Proof]:
        """The proofs that fit the filters that could be read."""
        self.is_valid()
        columns = {"what": "what", "state": "standing"}
        return rows.filter(
            **{columns[name]: said for name, said in self.cleaned_data.items() if name in columns and said}
        )


@login_required
@require_http_methods(["GET", "POST"])
def proofs(request: HttpRequest) -> HttpResponse:
    """Proofs that fit the filters, the latest first; or, posted, those of whoever was typed."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(VIEW) or (area and not who.may(VIEW, area)):
        raise Http404
    filters = _filters(request, who, area)
    rows = filters.wanted(within_reach(who, clock.now(), area))
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    table = _hits(who, typed, rows) if typed else _listed(request, who, rows)
    return render(request, "proofs/proofs.html", {"filters": filters, "table": table, "searched": bool(typed)})


def _filters(request: HttpRequest, who: Actor, area: str) -> Filters:
    reach = who.areas(VIEW)
    here = area or (reach[0] if len(reach) == 1 else "")
    above = [one for one in areas.path(here) if covers(reach, one.pk)] if here else []
    below = list(areas.children(here)) if here else list(Area.objects.filter(pk__in=reach))
    return Filters(request.GET, above, below)


def _listed(request: HttpRequest, who: Actor, rows: QuerySet[Proof]) -> Table:
    page = keyset.page(rows.order_by(*_LATEST), _LATEST, request.GET.get("cursor"))
    nothing = Empty(
        _("没有证明"),
        _("居住证明、解除医学观察证明和保障人员通行证开具以后排在这里。"),
        href=reverse("proofs:new"),
        action=_("开具证明"),
        icon="stamp",
    )
    return _table(lines(who, page.rows, "proofs.list"), page, nothing)


def _hits(who: Actor, typed: str, rows: QuerySet[Proof]) -> Table:
    rank = {entity: place for place, entity in enumerate(search(typed, who.areas(VIEW), FOUND_AT_MOST))}
    found = sorted(rows.filter(person__in=rank), key=lambda row: (rank[row.person or row.pk], row.pk.hex))
    nothing = Empty(_("没有找到"), _("可以试姓名、拼音首字母、电话或证件号码后四位。"), icon="search")
    return _table(lines(who, found[:MOST_HITS], "proofs.search"), None, nothing)


def _table(shown: list[Line], page: keyset.Page[Proof] | None, nothing: Empty) -> Table:
    return Table(
        caption=_("证明"),
        columns=[
            Column("what", _("什么证明")),
            Column("who", _("持证人")),
            Column("state", _("状态")),
            Column("until", _("有效期至")),
            Column("area", _("区域")),
            Column("issued", _("开具时间")),
        ],
        rows=[Cells(line) for line in shown],
        page=page,
        link=lambda row: reverse("proofs:proof", args=[row.pk]),
        tone=lambda row: Tone.LATE if row.burns else None,
        empty=nothing,
    )


class Cells:
    """A line as the columns of the list name its parts."""

    def __init__(self, line: Line) -> None:
        proof = line.proof
        self.pk, self.burns = line.pk, line.standing is Standing.UNFOUNDED
        self.what = proof.get_what_display()
        self.who = _who(line)
        self.state = state(str(line.standing.label), line.tone)
        self.until = date_format(proof.until, "Y-m-d")
        self.area = line.area
        self.issued = format_html(
            '<span class="stack">{}<small>{}</small></span>', moment(proof.issued_at, clock.now()), line.by
        )


def _who(line: Line) -> SafeString:
    hidden = icon("eye-off", _("已遮挡")) if line.who.masked else ""
    return format_html('{}<span class="masked">{}</span>', line.who.name or "—", hidden)
