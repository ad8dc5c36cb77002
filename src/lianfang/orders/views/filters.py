"""The list's filters, as they stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.areas.models import Area
from lianfang.orders.choices import Measure
from lianfang.orders.queries.listing import Turn, Wanted


class Filters(forms.Form):
    """Filters of the list of orders. What cannot be read filters nothing."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    turn = forms.ChoiceField(label=gettext_lazy("状态"), required=False, choices=Turn.choices)
    measure = forms.ChoiceField(
        label=gettext_lazy("措施"), required=False, choices=[("", gettext_lazy("不限")), *Measure.choices]
    )

    def __init__(self, data: Any, above: list[Area], below: list[Area]) -> None:
        super().__init__(data)
        ways = [*((one.pk, one.name) for one in above), *((one.pk, f"　{one.name}") for one in below)]
        self.fields["area"].choices = [("", _("我的全部辖区")), *ways]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filters that could be read."""
        self.is_valid()
        return Wanted(Turn(self.cleaned_data.get("turn", "")), self.cleaned_data.get("measure", ""))
