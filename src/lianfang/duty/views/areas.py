"""Pages on areas: find one, see its baselines and who answers, add, change and retire."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianfang.areas import actions, queries
from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.desk import keyset
from lianfang.desk.address import Sort
from lianfang.desk.components import Column, Empty, Table
from lianfang.duty.area_forms import AreaForm, AreaSearch, NewAreaForm
from lianfang.duty.responsible import answers_for
from lianfang.duty.rights import Right
from lianfang.duty.views.common import asking, done, found, saved
from lianfang.ledger import clock
from lianfang.ledger.scope import within

_PAGE = 50


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The member's areas as a list to search."""
    member = asking(request, Right.AREA_VIEW)
    search = AreaSearch(request.GET)
    rows = queries.in_use(member.areas(Right.AREA_VIEW))
    if search.is_valid():
        text, level = search.cleaned_data["q"].strip(), search.cleaned_data["level"]
        rows = rows.filter(Q(name__contains=text) | Q(code__startswith=text)) if text else rows
        rows = rows.filter(level=level) if level else rows
    sort = Sort.of(request, {"code": "code"}, "code")
    page = keyset.page(rows, sort.order, request.GET.get("cursor"), _PAGE)
    table = _table(pgettext("several", "辖区"), page.rows, request, sort=sort, page=page)
    return render(request, "areas/index.html", {"search": search, "table": table})


@login_required
@require_GET
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: where it lies, its baselines, the chain of those who answer, and what lies in it."""
    member = asking(request, Right.AREA_VIEW)
    row = _found(request, code, Right.AREA_VIEW)
    reach = member.areas(Right.AREA_VIEW)
    above = queries.path(code)
    below = _table(_("下级辖区"), list(queries.children(code)), request)
    context = {
        "area": row,
        "path": [(step, reverse("areas:area", args=[step.pk]) if _inside(step, reach) else "") for step in above],
        "facts": _facts(row),
        "chain": answers_for([code])[code],
        "level_names": {step.pk: step.name for step in above},
        "below": below,
        "may_edit": member.may(Right.AREA_EDIT, code),
        "may_add": row.level != Level.GRID and row.retired_on is None,
    }
    return render(request, "areas/area.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an area's name and baselines."""
    member = asking(request, Right.AREA_EDIT)
    row = _found(request, code, Right.AREA_EDIT)
    stands = {"name": row.name, "population": row.population, "households": row.households}
    stands["groups"] = "、".join(map(str, row.attributes.get("groups", ())))
    form = AreaForm(request.POST or None, initial=stands, level=row.level)
    if request.method == "POST":
        changed = saved(request, form, lambda: actions.change(row, form.values(), member.actor), _("已保存。"))
        if changed is not None:
            return redirect("areas:area", code)
    return render(request, "areas/edit.html", {"area": row, "form": form, "title": _("修改辖区")})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add an area below this one."""
    member = asking(request, Right.AREA_EDIT)
    parent = _found(request, code, Right.AREA_EDIT)
    form = NewAreaForm(request.POST or None, parent=parent)
    if request.method == "POST":
        new = saved(
            request,
            form,
            lambda: actions.create(form.cleaned_data["code"], form.values(), member.actor),
            _("已新增。"),
        )
        if new is not None:
            return redirect("areas:area", new.pk)
    return render(request, "areas/edit.html", {"area": parent, "form": form, "title": _("新增下级辖区")})


@login_required
@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Take an area out of use from today."""
    member = asking(request, Right.AREA_EDIT)
    row = _found(request, code, Right.AREA_EDIT)
    done(request, lambda: actions.retire(row, clock.today(), member.actor), _("已停用。"))
    return redirect("areas:area", code)


@login_required
@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take a retired area into use again."""
    member = asking(request, Right.AREA_EDIT)
    row = _found(request, code, Right.AREA_EDIT)
    done(request, lambda: actions.reopen(row, member.actor), _("已恢复使用。"))
    return redirect("areas:area", code)


def _found(request: HttpRequest, code: str, right: str) -> Area:
    """The area, if the member may see it; PermissionDenied if they may see it but not do this to it."""
    member = asking(request, right)
    row = found(Area.objects.filter(within(member.areas(Right.AREA_VIEW), "code")), pk=code)
    if not member.may(right, code):
        raise PermissionDenied(_("辖区 %(code)s 不在您的维护范围内。") % {"code": code})
    return row


def _inside(area: Area, reach: tuple[str, ...]) -> bool:
    return any(area.pk.startswith(prefix) for prefix in reach)


def _facts(row: Area) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("代码"), row.pk),
        (_("层级"), row.get_level_display()),
        (_("人口基数"), row.population),
        (_("户数基数"), row.households),
    ]
    if row.level == Level.GRID:
        facts.append((_("包含的村民小组"), _("、").join(map(str, row.attributes.get("groups", ())))))
    if row.retired_on is not None:
        facts.append((_("停用日期"), row.retired_on))
    return facts


def _table(
    caption: str,
    rows: list[Area],
    request: HttpRequest,
    *,
    sort: Sort | None = None,
    page: "keyset.Page[Area] | None" = None,
) -> Table:
    """A list of areas with their baselines and the person their work goes to."""
    answering = answers_for([row.pk for row in rows])
    listed = [
        {
            "pk": row.pk,
            "name": row.name,
            "level": row.get_level_display(),
            "code": row.pk,
            "population": row.population,
            "households": row.households,
            "answers": answering[row.pk][0] if answering[row.pk] else None,
        }
        for row in rows
    ]
    columns = [
        Column("name", _("名称")),
        Column("code", _("代码"), sort=sort is not None),
        Column("level", _("层级")),
        Column("population", _("人口基数"), numeric=True),
        Column("households", _("户数基数"), numeric=True),
        Column("answers", _("首要责任人"), template="areas/cells/answers.html"),
    ]
    empty = Empty(_("没有下级辖区")) if page is None else Empty(_("没有符合条件的辖区"))
    return Table(
        caption,
        columns,
        listed,
        sort=sort,
        page=page,
        link=lambda row: reverse("areas:area", args=[row["pk"]]),
        empty=empty,
    )
