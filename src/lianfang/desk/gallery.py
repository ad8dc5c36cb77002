"""Every component on one page, for those who build pages. Mounted only with `LIANFANG_DEBUG`."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianfang.desk.address import Sort
from lianfang.desk.components import Column, Empty, Event, Job, Match, Part, Tab, Table, Tone, Verdict
from lianfang.desk.keyset import Page


class Filters(forms.Form):
    """A list's filters."""

    grid = forms.ChoiceField(label=_("网格"), required=False, choices=[("", _("全部")), ("01", "南门社区 01")])
    since = forms.DateField(label=_("自"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    late = forms.BooleanField(label=_("只看逾期"), required=False)


class Visit(forms.Form):
    """A form with each kind of field."""

    outcome = forms.ChoiceField(
        label=_("上门结果"), choices=[("", "—"), ("met", _("见到本人")), ("out", _("不在家"))]
    )
    people = forms.IntegerField(label=_("在家人数"), min_value=0, help_text=_("包括租客和亲戚。"))
    how = forms.ChoiceField(
        label=_("核实方式"), widget=forms.RadioSelect, choices=[("door", _("上门")), ("phone", _("电话"))]
    )
    remark = forms.CharField(label=_("情况说明"), widget=forms.Textarea, required=False)
    fed_back = forms.BooleanField(label=_("结果已反馈"))


ROWS = [
    {"code": f"南门-{n:03}", "grid": "南门社区 01", "visits": n % 4, "open": n * 37, "late": n == 2}
    for n in range(1, 9)
]


def _table(request: HttpRequest) -> Table:
    return Table(
        caption=_("待核查对象"),
        columns=[
            Column("code", _("编号"), sort=True),
            Column("grid", _("网格"), sort=True),
            Column("late", _("状态"), template="desk/gallery_state.html"),
            Column("visits", _("上门次数"), numeric=True, sort=True),
            Column("open", _("待办"), numeric=True),
        ],
        rows=ROWS,
        sort=Sort.of(request, {"code": "code", "grid": "grid", "visits": "visits"}, "code"),
        page=Page([], next="abc", previous="def"),
        link=lambda row: f"#{row['code']}",
        tone=lambda row: Tone.LATE if row["late"] else None,
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Each component with plausible content."""
    now = timezone.now()
    return render(
        request,
        "desk/gallery.html",
        {
            "now": now,
            "soon": now + timedelta(hours=2, minutes=5),
            "past": now - timedelta(hours=3, minutes=5),
            "tabs": [
                Tab(_("按网格"), "#", current=True, count=36),
                Tab(_("按日期"), "#"),
                Tab(_("按小组"), "#", count=3),
            ],
            "table": _table(request),
            "filters": Filters(request.GET),
            "form": Visit({"outcome": "met", "people": "-1"}),
            "empty": Empty(_("还没有名单"), _("导入表格后，每个人都会分到一个网格。"), "#", _("导入名单")),
            "job": Job(_("正在导入 returnees.xlsx"), 612, 1032, _("行"), "#", finished=True),
            "facts": [(_("户编号"), "南门-013"), (_("网格员"), "李敏"), (_("登记人数"), 4), (_("迁出日期"), None)],
            "parts": [
                Part(_("已见到"), 871, Tone.DONE, "#"),
                Part(_("约定再访"), 64, Tone.ACTIVE, "#"),
                Part(_("逾期"), 9, Tone.LATE, "#"),
                Part(_("不属本辖区"), 30, Tone.VOID),
                Part(_("未上门"), 58, Tone.TODO, "#"),
            ],
            "events": [
                Event(now, _("见到本人，资料准确"), "李敏", _("体温 36.5 ℃，两人在家。"), tone=Tone.DONE),
                Event(
                    now - timedelta(hours=5),
                    _("不在家"),
                    "李敏",
                    received=now,
                    tone=Tone.ACTIVE,
                    flags=[_("地点偏远")],
                ),
                Event(now - timedelta(days=1), _("电话空号"), "张强", tone=Tone.VOID, voided=True),
                Event(now - timedelta(days=2), _("逾期未上门"), tone=Tone.LATE),
            ],
            "matches": [
                Match(_("姓名"), "王小明", "王晓明", Verdict.NEAR, _("读音相同")),
                Match(_("证件号码"), "999101********001X", "999101********001X", Verdict.AGREES),
                Match(_("电话"), "", "138****0001", Verdict.UNKNOWN),
                Match(_("网格"), "南门社区 01", "北街社区 04", Verdict.DIFFERS),
            ],
        },
    )


urlpatterns: list[URLPattern] = [path("gallery", gallery, name="gallery")]
