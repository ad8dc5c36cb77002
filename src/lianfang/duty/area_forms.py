"""Forms on areas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.areas.files import groups_of
from lianfang.areas.levels import MOST_DIGITS, Level, level_of
from lianfang.areas.models import Area


class AreaForm(forms.Form):
    """An area's name and baselines; for a grid also the groups it covers."""

    name = forms.CharField(label=_("名称"), max_length=64)
    population = forms.IntegerField(
        label=_("人口基数"), min_value=0, required=False, help_text=_("不清楚就留空，不要填 0。")
    )
    households = forms.IntegerField(label=_("户数基数"), min_value=0, required=False)
    groups = forms.CharField(
        label=_("包含的村民小组"), required=False, help_text=_("如 1-3、7；按小组分派核查任务时使用。")
    )

    def __init__(self, *args: Any, level: str = Level.GRID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if level != Level.GRID:
            del self.fields["groups"]

    def clean_groups(self) -> list[int] | None:
        """The group numbers; None when there are none."""
        text = self.cleaned_data["groups"]
        return groups_of(text) if text else None

    def values(self) -> dict[str, Any]:
        """What `areas.actions` takes."""
        values = {name: self.cleaned_data[name] for name in ("name", "population", "households")}
        if self.cleaned_data.get("groups") is not None or "groups" in self.changed_data:
            values["attributes"] = {"groups": self.cleaned_data["groups"]}
        return values


class NewAreaForm(AreaForm):
    """An area to be added below another one."""

    code = forms.CharField(label=_("代码"), max_length=MOST_DIGITS)
    field_order = ("code", "name")

    def __init__(self, *args: Any, parent: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent
        self.fields["code"].help_text = _("以 %(code)s 开头；网格代码 14 至 16 位。") % {"code": parent.pk}
        self.fields["code"].initial = parent.pk

    def clean_code(self) -> str:
        """A code that lies in the parent."""
        code = str(self.cleaned_data["code"]).strip()
        if not code.startswith(self.parent.pk) or code == self.parent.pk:
            raise forms.ValidationError(
                _("代码应以上级代码 %(code)s 开头，后面再加数字。") % {"code": self.parent.pk}
            )
        return code

    def values(self) -> dict[str, Any]:
        """What `areas.actions` takes; only grids cover groups."""
        values = super().values()
        if level_of(self.cleaned_data["code"]) != Level.GRID:
            values.pop("attributes", None)
        return values


class AreaSearch(forms.Form):
    """Find an area by its name or code."""

    q = forms.CharField(label=_("名称或代码"), required=False, max_length=32)
    level = forms.ChoiceField(label=_("层级"), required=False, choices=[("", _("全部")), *Level.choices])
