"""Assigning in bulk: the chosen targets, or all that fit the filters, to a member or a group with a due date."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianfang.duty.models import Group, Member
from lianfang.ledger.scope import within
from lianfang.verification.assigning import ASSIGN, Result, hand_over
from lianfang.verification.models import Target
from lianfang.verification.queries.crew import crew
from lianfang.verification.queries.listing import wanted
from lianfang.verification.queries.scope import Scope
from lianfang.verification.views.common import scoped
from lianfang.verification.views.targets import MOST_AT_ONCE, asked


class Assign(forms.Form):
    """What the assignment form sends."""

    to = forms.CharField(max_length=40)
    due = forms.DateField(required=False)
    all = forms.BooleanField(required=False)


@login_required
@require_POST
def assign(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Through the door in batches; the page it came from says how many went through and why others did not."""
    scope = scoped(request, campaign)
    if not any(scope.actor.may(ASSIGN, area) for area in scope.areas):
        raise PermissionDenied
    form = Assign(request.POST)
    to = _to(scope, form.cleaned_data["to"]) if form.is_valid() else None
    if to is None:
        messages.error(request, _("没有分派：请在列表中选择责任人或小组，期限写成 2020-02-03 的样子。"))
        return _back(request, campaign)
    rows = _chosen(request, scope, everything=form.cleaned_data["all"])
    if rows is None:
        messages.error(request, _("没有分派：请先选中对象。"))
        return _back(request, campaign)
    _tell(request, hand_over(rows, to, form.cleaned_data["due"], scope.actor), to.name)
    return _back(request, campaign)


def _to(scope: Scope, value: str) -> Member | Group | None:
    """The member or group, of those that the scope's areas offer."""
    sort, _colon, key = value.partition(":")
    offered = crew(scope.areas)
    group = next((group for group in offered.groups if f"g:{group.pk}" == value), None)
    if group is not None:
        return group
    hand = next((hand for hand in offered.hands if sort == "m" and str(hand.member) == key), None)
    return Member.objects.get(pk=hand.member) if hand else None


def _chosen(request: HttpRequest, scope: Scope, *, everything: bool) -> QuerySet[Target] | None:
    """Targets within the areas where the member assigns; None when none was chosen."""
    mine = within(scope.actor.areas(ASSIGN))
    if everything:
        rows = wanted(scope, asked(request, scope)).filter(mine, open=True)
        return rows.order_by("area", "id")[:MOST_AT_ONCE]
    try:
        chosen = [UUID(pk) for pk in request.POST.getlist("target")[:MOST_AT_ONCE]]
    except ValueError:
        return None
    return scope.targets().filter(mine, pk__in=chosen).order_by("area", "id") if chosen else None


def _tell(request: HttpRequest, result: Result, name: str) -> None:
    if result.assigned:
        said = ngettext("已把 %(n)s 人分派给「%(name)s」。", "已把 %(n)s 人分派给「%(name)s」。", result.assigned)
        messages.success(request, said % {"n": result.assigned, "name": name})
    elif not result.refused:
        messages.info(request, _("选中的对象本来就由「%(name)s」办理，没有改动。") % {"name": name})
    for why, n in result.refused.most_common():
        messages.warning(request, _("%(n)s 人没有分派：%(why)s") % {"n": n, "why": why})


def _back(request: HttpRequest, campaign: UUID) -> HttpResponseRedirect:
    query = request.GET.urlencode()
    path = reverse("verification:targets", args=[campaign])
    return HttpResponseRedirect(f"{path}?{query}" if query else path)
