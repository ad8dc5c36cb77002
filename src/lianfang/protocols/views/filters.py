"""The filters of listed areas, as they stand in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.protocols.choices import Risk


class ListedFilters(forms.Form):
    """Filters of the listed areas. What cannot be read filters nothing."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("现在有效")), ("soon", _("三天内到期")), ("over", _("已到期或解除")), ("all", _("全部"))],
    )
    level = forms.ChoiceField(label=_("风险类别"), required=False, choices=[("", _("不限")), *Risk.choices])
    code = forms.CharField(
        label=_("地区代码"), required=False, max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def clean_code(self) -> str:
        """Digits only: a code may be typed from its beginning."""
        typed: str = self.cleaned_data["code"].strip()
        return typed if typed.isascii() and typed.isdigit() else ""
