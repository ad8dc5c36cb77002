"""Pages on agencies and groups."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianfang.desk.components import Column, Empty, Table
from lianfang.duty import actions, queries, teams
from lianfang.duty.forms import AgencyForm, GroupForm, JoinForm
from lianfang.duty.models import Agency, Group, Member
from lianfang.duty.rights import Right
from lianfang.duty.views.common import asking, done, found, saved
from lianfang.ledger.scope import Actor


@login_required
@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """Agencies within reach."""
    asker = asking(request, Right.MEMBER_EDIT)
    add = reverse("duty:agency_add")
    table = Table(
        pgettext("several", "单位"),
        [
            Column("name", _("单位名称")),
            Column("get_kind_display", _("单位类别")),
            Column("area", _("辖区")),
            Column("staff", _("在用账号"), numeric=True),
        ],
        list(queries.agencies(asker.areas(Right.MEMBER_EDIT))),
        link=lambda row: reverse("duty:agency", args=[row.pk]),
        empty=Empty(_("还没有单位"), _("先建立单位，再新增人员。"), add, _("新增单位"), "building-2"),
    )
    return _list(request, pgettext("several", "单位"), _("新增单位"), add, table)


@login_required
@require_http_methods(["GET", "POST"])
def agency(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Add an agency, or change one."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = found(queries.agencies(asker.areas(Right.MEMBER_EDIT)), pk=pk) if pk else None
    stands = {"name": row.name, "kind": row.kind, "area": row.area_id} if row else {}
    form = AgencyForm(request.POST or None, initial=stands, actor=asker.actor)
    if request.method == "POST":
        kept = saved(request, form, lambda: _keep_agency(row, form, asker.actor), _("已保存。"))
        if kept is not None:
            return redirect("duty:agencies")
    title = _("修改单位") if row else _("新增单位")
    return render(request, "duty/edit.html", {"form": form, "title": title, "back": reverse("duty:agencies")})


@login_required
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """Groups within reach."""
    asker = asking(request, Right.MEMBER_EDIT)
    add = reverse("duty:group_add")
    table = Table(
        pgettext("several", "小组"),
        [
            Column("name", _("小组名称")),
            Column("agency", _("单位")),
            Column("area", _("辖区")),
            Column("lead", _("组长")),
            Column("strength", _("人数"), numeric=True),
        ],
        list(queries.groups(asker.areas(Right.MEMBER_EDIT))),
        link=lambda row: reverse("duty:group", args=[row.pk]),
        empty=Empty(_("还没有小组"), _("核查任务可以分派给小组。"), add, _("新建小组"), "users"),
    )
    return _list(request, pgettext("several", "小组"), _("新建小组"), add, table)


@login_required
@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Form a group, or change one."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _group(asker, pk) if pk else None
    stands = {"name": row.name, "agency": row.agency, "area": row.area_id, "lead": row.lead} if row else {}
    form = GroupForm(request.POST or None, initial=stands, actor=asker.actor)
    if row:
        del form.fields["agency"]
    if request.method == "POST":
        kept = saved(request, form, lambda: _keep_group(row, form, asker.actor), _("已保存。"))
        if kept is not None:
            return redirect("duty:group", kept.pk)
    title = _("修改小组") if row else _("新建小组")
    return render(request, "duty/edit.html", {"form": form, "title": title, "back": reverse("duty:groups")})


@login_required
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One group and who belongs to it; POST lets somebody join."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _group(asker, pk)
    form = JoinForm(request.POST or None, actor=asker.actor)
    if request.method == "POST":
        joined = saved(
            request, form, lambda: teams.join(row, form.cleaned_data["member"], asker.actor), _("已加入小组。")
        )
        if joined is not None:
            return redirect("duty:group", pk)
    facts = [(_("单位"), row.agency), (_("辖区"), row.area), (_("组长"), row.lead)]
    context = {"group": row, "facts": facts, "belonging": queries.belonging(row), "form": form}
    return render(request, "duty/group.html", context)


@login_required
@require_POST
def leave(request: HttpRequest, pk: UUID, member: UUID) -> HttpResponse:
    """Somebody leaves a group."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _group(asker, pk)
    who = found(Member.objects.filter(memberships__group=row, memberships__until=None), pk=member)
    done(request, lambda: teams.leave(row, who, asker.actor), _("已退出小组。"))
    return redirect("duty:group", pk)


def _list(request: HttpRequest, title: str, action: str, add: str, table: Table) -> HttpResponse:
    return render(request, "duty/list.html", {"title": title, "action": action, "add": add, "table": table})


def _group(asker: Member, pk: UUID) -> Group:
    return found(queries.groups(asker.areas(Right.MEMBER_EDIT)), pk=pk)


def _keep_agency(row: Agency | None, form: AgencyForm, actor: Actor) -> Agency:
    said = form.cleaned_data
    if row is None:
        return actions.add_agency(said["name"], said["kind"], said["area"], actor)
    return actions.change_agency(row, said, actor)


def _keep_group(row: Group | None, form: GroupForm, actor: Actor) -> Group:
    said = form.cleaned_data
    if row is None:
        return teams.make_group(said["name"], said["agency"], said["area"], actor, lead=said["lead"])
    return teams.change_group(row, said, actor)
