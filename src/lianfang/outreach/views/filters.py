"""The list's filters, as they stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.areas.models import Area
from lianfang.outreach.choices import NeedKind, State
from lianfang.outreach.queries.listing import EVERY, Wanted


class Filters(forms.Form):
    """Filters of the list of needs. What cannot be read filters nothing."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("尚未办结")), *State.choices, (EVERY, gettext_lazy("全部"))],
    )
    what = forms.ChoiceField(
        label=gettext_lazy("需要什么"), required=False, choices=[("", gettext_lazy("不限")), *NeedKind.choices]
    )
    who = forms.ChoiceField(
        label=gettext_lazy("由谁办理"),
        required=False,
        choices=[("", gettext_lazy("不限")), ("me", gettext_lazy("我")), ("none", gettext_lazy("还没有人"))],
    )
    late = forms.BooleanField(label=gettext_lazy("逾期"), required=False)
    urgent = forms.BooleanField(label=gettext_lazy("紧急"), required=False)
    clash = forms.BooleanField(label=gettext_lazy("说法不一"), required=False)

    def __init__(self, data: Any, above: list[Area], below: list[Area]) -> None:
        super().__init__(data)
        ways = [*((one.pk, one.name) for one in above), *((one.pk, f"　{one.name}") for one in below)]
        self.fields["area"].choices = [("", _("我的全部辖区")), *ways]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filters that could be read."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if name != "area"})
