"""Lists reconciled: each external list broken down to its last row, as an equation whose parts are links."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.desk.components import Tone
from lianfang.duty.models import Agency
from lianfang.verification.choices import Standing
from lianfang.verification.queries.lines import tone_of
from lianfang.verification.queries.lists import Breakdown, breakdowns
from lianfang.verification.queries.scope import Scope
from lianfang.verification.views.common import address, frame, here, scoped


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the equation."""

    label: str
    count: int
    tone: Tone
    href: str = ""


@login_required
@require_GET
def lists(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Every list of the campaign; in part of the campaign's area, the listings that belong there."""
    scope = scoped(request, campaign)
    found = breakdowns(scope)
    agencies = dict(Agency.objects.filter(pk__in={one.source.agency for one in found}).values_list("id", "name"))
    rows = [
        {"one": one, "agency": agencies.get(one.source.agency or one.source.pk, ""), "terms": terms(scope, one)}
        for one in found
    ]
    return render(request, "verification/lists.html", frame(scope, here(scope), "lists") | {"rows": rows})


def terms(scope: Scope, one: Breakdown) -> list[Term]:
    """The parts that add up to `one.total`, only those that are not zero."""
    parts = [
        Term(str(s.label), one.standings[s], tone_of(s), _href(scope, one, s)) for s in Standing if one.standings[s]
    ]
    if one.whole:
        parts += [
            Term(_("属其他辖区"), one.elsewhere, Tone.VOID),
            Term(_("读取时退回"), one.source.refused, Tone.VOID),
            Term(_("录入后撤销"), one.withdrawn, Tone.VOID),
            Term(_("尚未入账"), one.missing, Tone.TODO),
        ]
    return [part for part in parts if part.count]


def _href(scope: Scope, one: Breakdown, standing: Standing) -> str:
    return address(scope, "targets", area="", source=str(one.source.pk), standing=standing.value)
