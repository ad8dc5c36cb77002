"""What the pages of briefings are asked: area, cut-off, period."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.briefing import queries
from lianfang.duty.rights import Right
from lianfang.ledger.scope import Actor


class Pick(forms.Form):
    """Which area and which cut-off."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    at = forms.CharField(
        label=gettext_lazy("截至"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    public = forms.BooleanField(label=gettext_lazy("对外发布稿"), required=False)

    def __init__(self, data: QueryDict, actor: Actor, area: str) -> None:
        super().__init__(data)
        field = self.fields["area"]
        if isinstance(field, forms.ChoiceField):
            field.choices = queries.choices(actor, area)
        self.initial["area"] = area


class Filters(forms.Form):
    """Which frozen briefings."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[
            ("", gettext_lazy("全部")),
            ("signed", gettext_lazy("已签发")),
            ("unsigned", gettext_lazy("待签发")),
        ],
    )

    def __init__(self, data: QueryDict, actor: Actor) -> None:
        super().__init__(data)
        field = self.fields["area"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("全部")), *queries.choices(actor)]


def moment(text: str) -> datetime | None:
    """A moment as an address or a form gives it (without a zone: local time); None when there is none.

    Raises ValidationError for what is not a moment.
    """
    if not text.strip():
        return None
    # An unescaped + in an address arrives as a blank.
    found = parse_datetime(text.strip().replace(" ", "+") if "T" in text else text.strip())
    if found is None:
        raise ValidationError(_("不是有效的时间，应如 2020-01-30T08:30。"))
    return (found if timezone.is_aware(found) else timezone.make_aware(found)).astimezone(UTC)


def area_of(values: QueryDict, actor: Actor) -> str:
    """The area asked for, by default the member's first. Raises PermissionDenied outside their areas."""
    own = actor.areas(Right.BRIEFING_VIEW)
    area = values.get("area") or (own[0] if own else "")
    if not area or not actor.may(Right.BRIEFING_VIEW, area):
        raise PermissionDenied(_("您没有查看该区域简报的权限。"))
    return area
