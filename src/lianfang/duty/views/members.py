"""Pages on members: list and search, one member with their posts and account."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from lianfang.desk import keyset
from lianfang.desk.address import Sort
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.duty import actions, queries
from lianfang.duty.forms import MemberFilters, MemberForm, NewMemberForm, PasswordForm, PostForm
from lianfang.duty.grants import may_grant, require_over
from lianfang.duty.models import Member, Posting
from lianfang.duty.offers import buttons
from lianfang.duty.rights import Right
from lianfang.duty.views.common import asking, done, found, saved
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor

_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Members within reach. A name to search for is POSTed, so that it stands in no address."""
    asker = asking(request, Right.MEMBER_EDIT)
    filters = MemberFilters(request.GET, actor=asker.actor)
    rows = filters.narrow(queries.members(asker.areas(Right.MEMBER_EDIT)))
    text = request.POST.get("q", "").strip()
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(username__startswith=text))
    sort = Sort.of(request, {"joined": "pk"}, "joined")
    page = keyset.page(rows, ("pk",), request.GET.get("cursor"), _PAGE)
    table = Table(
        pgettext("several", "人员"),
        [
            Column("name", _("姓名")),
            Column("username", _("账号")),
            Column("agency", _("单位")),
            Column("title", _("职务")),
            Column("posts_here", _("岗位"), template="duty/cells/posts.html"),
        ],
        page.rows,
        sort=sort,
        page=None if text else page,
        link=lambda row: reverse("duty:member", args=[row.pk]),
        tone=lambda row: None if row.is_active else Tone.VOID,
        empty=Empty(_("没有符合条件的人员"), "", reverse("duty:member_add"), _("新增人员"), "user-plus"),
    )
    return render(request, "duty/members.html", {"filters": filters, "table": table, "searched": bool(text)})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody."""
    asker = asking(request, Right.MEMBER_EDIT)
    form = NewMemberForm(request.POST or None, actor=asker.actor)
    if request.method == "POST":
        new = saved(request, form, lambda: _add(form, asker.actor), _("已新增，请任命岗位。"))
        if new is not None:
            return redirect("duty:member", new.pk)
    return _edit(request, form, _("新增人员"), reverse("duty:members"))


@login_required
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One member: account and posts within reach; POST gives a post."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _found(asker, pk)
    form = PostForm(request.POST or None, actor=asker.actor)
    if request.method == "POST":
        posted = saved(
            request,
            form,
            lambda: actions.post(row, form.cleaned_data["role"], form.cleaned_data["area"], asker.actor),
            _("已任命。"),
        )
        if posted is not None:
            return redirect("duty:member", pk)
    posts = list(queries.postings(row, asker.areas(Right.MEMBER_EDIT)))
    context = {
        "member": row,
        "facts": [
            (_("账号"), row.username),
            (_("单位"), row.agency),
            (_("职务"), row.title),
            (_("最近登录"), row.last_login),
            (_("账号状态"), _("在用") if row.is_active else _("已停用")),
        ],
        "posts": [(post, _holds(post), may_grant(asker.actor, post.role, post.area_id)) for post in posts],
        "form": form,
        "may_change": _over(asker.actor, row),
        "buttons": buttons(row),
        "may_post": row.is_active and row.pk != asker.pk,
        "tokens": row.tokens.filter(revoked=None),
    }
    return render(request, "duty/member.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a member's account."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _found(asker, pk)
    names = ("name", "username", "agency", "title", "language")
    stands = {name: getattr(row, name) for name in names}
    form = MemberForm(request.POST or None, initial=stands, actor=asker.actor)
    if request.method == "POST":
        changed = saved(
            request, form, lambda: actions.change_member(row, form.cleaned_data, asker.actor), _("已保存。")
        )
        if changed is not None:
            return redirect("duty:member", pk)
    return _edit(request, form, _("修改人员"), reverse("duty:member", args=[pk]))


@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a member a new password."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _found(asker, pk)
    form = PasswordForm(request.POST or None)
    if request.method == "POST":
        changed = saved(
            request,
            form,
            lambda: actions.set_password(row, form.cleaned_data["password"], asker.actor),
            _("已设置新密码，请当面告知本人。"),
        )
        if changed is not None:
            return redirect("duty:member", pk)
    return _edit(request, form, _("设置新密码"), reverse("duty:member", args=[pk]))


@login_required
@require_POST
def switch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close an open account, or reopen a closed one."""
    asker = asking(request, Right.MEMBER_EDIT)
    row = _found(asker, pk)
    if row.is_active:
        done(request, lambda: actions.close_account(row, asker.actor), _("账号已停用，岗位已结束。"))
    else:
        done(request, lambda: actions.reopen_account(row, asker.actor), _("账号已恢复，请重新任命岗位。"))
    return redirect("duty:member", pk)


@login_required
@require_POST
def end_post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a post now."""
    asker = asking(request, Right.MEMBER_EDIT)
    in_reach = Posting.objects.filter(queries.in_areas(asker.areas(Right.MEMBER_EDIT)))
    posting = found(in_reach.select_related("member"), pk=pk)
    done(request, lambda: actions.end_posting(posting, asker.actor), _("岗位已结束。"))
    return redirect("duty:member", posting.member_id)


def _add(form: NewMemberForm, actor: Actor) -> Member:
    said = form.cleaned_data
    return actions.add_member(
        said["username"],
        said["name"],
        said["agency"],
        actor,
        title=said["title"],
        language=said["language"],
        password=said["password"] or None,
    )


def _found(asker: Member, pk: UUID) -> Member:
    return found(queries.members(asker.areas(Right.MEMBER_EDIT)), pk=pk)


def _edit(request: HttpRequest, form: MemberForm | PasswordForm, title: str, back: str) -> HttpResponse:
    return render(request, "duty/edit.html", {"form": form, "title": title, "back": back})


def _holds(posting: Posting) -> bool:
    return posting.until is None or posting.until > clock.now()


def _over(actor: Actor, row: Member) -> bool:
    try:
        require_over(actor, row)
    except PermissionDenied:
        return False
    return True
