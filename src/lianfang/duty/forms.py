"""Forms on members, posts, agencies, groups and devices. Choices are held to what the asking member may reach."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianfang.areas.models import Area
from lianfang.areas.queries import in_use
from lianfang.areas.resolve import Written, resolve
from lianfang.duty import queries
from lianfang.duty.grants import grantable
from lianfang.duty.models import Agency, AgencyKind, Member
from lianfang.duty.rights import Right
from lianfang.duty.roles import Role
from lianfang.ledger.scope import Actor

_ANY = [("", _("全部"))]


class MemberFilters(forms.Form):
    """Which members to list."""

    role = forms.ChoiceField(label=_("岗位"), required=False, choices=[*_ANY, *Role.choices])
    agency = forms.ModelChoiceField(
        label=_("单位"), required=False, queryset=Agency.objects.none(), empty_label=_("全部")
    )
    closed = forms.BooleanField(label=_("包括停用的账号"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = _agencies(actor)  # type: ignore[attr-defined]  # fields are typed by base

    def narrow(self, rows: QuerySet[Member]) -> QuerySet[Member]:
        """The members that match."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("role"):
            rows = rows.filter(Q(postings__role=chosen["role"]) & queries.holding("postings__")).distinct()
        if chosen.get("agency"):
            rows = rows.filter(agency=chosen["agency"])
        return rows if chosen.get("closed") else rows.filter(is_active=True)


class MemberForm(forms.Form):
    """A member's account."""

    name = forms.CharField(label=_("姓名"), max_length=64)
    username = forms.CharField(label=_("账号"), max_length=150, help_text=_("登录用，只用字母、数字和 @ . + - _"))
    agency = forms.ModelChoiceField(label=_("单位"), queryset=Agency.objects.none())
    title = forms.CharField(label=_("职务"), max_length=64, required=False)
    language = forms.ChoiceField(label=_("语言"), choices=settings.LANGUAGES, initial="zh-hans")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = _agencies(actor)  # type: ignore[attr-defined]


class NewMemberForm(MemberForm):
    """A new member, with a first password to hand over in person."""

    password = forms.CharField(
        label=_("初始密码"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 位；留空则暂时不能登录。"),
    )


class PasswordForm(forms.Form):
    """A new password for somebody who lost theirs."""

    password = forms.CharField(
        label=_("新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 位；保存后该人员在其他地方的登录随即失效。"),
    )


class PostForm(forms.Form):
    """A post to give: only what the asking member may give anywhere; the action checks it for the area."""

    role = forms.ChoiceField(label=_("岗位"))
    area = forms.CharField(label=_("辖区名称或代码"), max_length=64, help_text=_("岗位的权限只在这个辖区内有效。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = actor.areas(Right.MEMBER_EDIT)
        roles = dict.fromkeys(role for code in reach for role in grantable(actor, code))
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.reach = reach

    def clean_area(self) -> Area:
        """An area in use within reach."""
        return area_within(self.reach, str(self.cleaned_data["area"]))


class AgencyForm(forms.Form):
    """An agency."""

    name = forms.CharField(label=_("单位名称"), max_length=64)
    kind = forms.ChoiceField(label=_("单位类别"), choices=AgencyKind.choices)
    area = forms.CharField(label=_("辖区名称或代码"), max_length=64)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = actor.areas(Right.MEMBER_EDIT)

    def clean_area(self) -> Area:
        """An area in use within reach."""
        return area_within(self.reach, str(self.cleaned_data["area"]))


class GroupForm(forms.Form):
    """A group."""

    name = forms.CharField(label=_("小组名称"), max_length=64)
    agency = forms.ModelChoiceField(label=_("单位"), queryset=Agency.objects.none())
    area = forms.CharField(label=_("辖区名称或代码"), max_length=64)
    lead = forms.ModelChoiceField(label=_("组长"), queryset=Member.objects.none(), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = actor.areas(Right.MEMBER_EDIT)
        self.fields["agency"].queryset = _agencies(actor)  # type: ignore[attr-defined]
        self.fields["lead"].queryset = _members(actor)  # type: ignore[attr-defined]

    def clean_area(self) -> Area:
        """An area in use within reach."""
        return area_within(self.reach, str(self.cleaned_data["area"]))


class JoinForm(forms.Form):
    """Somebody to join a group."""

    member = forms.ModelChoiceField(label=_("人员"), queryset=Member.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = _members(actor)  # type: ignore[attr-defined]


class DeviceForm(forms.Form):
    """One's own device to enrol."""

    device = forms.CharField(label=_("设备名称"), max_length=64, help_text=_("如“数据接口 1”，丢失时好辨认。"))


def area_within(reach: tuple[str, ...], text: str) -> Area:
    """The area in use within reach that this code or name means; raises ValidationError where none or several do."""
    text = text.strip()
    rows = in_use(reach)
    named = list(rows.filter(Q(pk=text) | Q(name=text))[:2])
    if len(named) == 1:
        return named[0]
    place = resolve(Written(rest=text), reach)
    if place.area is not None and not named:
        return rows.get(pk=place.area)
    maybe = named or list(rows.filter(pk__in=place.candidates))
    if maybe:
        codes = _("、").join(f"{area.name} {area.pk}" for area in maybe)
        raise forms.ValidationError(
            _("「%(text)s」不明确，请填代码：%(codes)s。"), params={"text": text, "codes": codes}
        )
    raise forms.ValidationError(_("在您的维护范围内没有「%(text)s」，请核对名称或代码。"), params={"text": text})


def _agencies(actor: Actor) -> QuerySet[Agency]:
    return queries.agencies(actor.areas(Right.MEMBER_EDIT))


def _members(actor: Actor) -> QuerySet[Member]:
    everyone = queries.members(actor.areas(Right.MEMBER_EDIT)).filter(is_active=True)
    return everyone.select_related(None).prefetch_related(None)
