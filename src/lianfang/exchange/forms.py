"""The form that takes lists in. Choices are held to what the member may import into."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lianfang.areas.models import Area
from lianfang.duty.models import Agency
from lianfang.duty.queries import agencies
from lianfang.exchange.importing.campaign import RIGHT
from lianfang.ledger.scope import Actor
from lianfang.verification.queries.scope import campaigns

MOST_FILES = 20
MOST_BYTES = 64 << 20  # a list of a million rows has about so much; nobody sends that by hand


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Every uploaded file, each held to `MOST_BYTES`."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """All of them, or the sentence what is wrong."""
        uploads: Sequence[Any] = data if isinstance(data, (list, tuple)) else [data]
        cleaned = [super(FilesField, self).clean(upload, initial) for upload in uploads or [None]]
        if len(cleaned) > MOST_FILES:
            raise forms.ValidationError(_t("一次最多上传 %(most)s 份名单。") % {"most": MOST_FILES})
        if any(upload.size > MOST_BYTES for upload in cleaned):
            raise forms.ValidationError(_t("单个文件不能超过 64 MB，请拆分后上传。"))
        return cleaned


class UploadForm(forms.Form):
    """Lists, and the campaign they belong to."""

    lists = FilesField(
        label=_("名单文件"),
        widget=FilesInput(attrs={"multiple": True, "accept": ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"}),
        help_text=_("可同时选择多份：.xlsx、.xls、.csv，任何表头。"),
    )
    campaign = forms.ChoiceField(label=_("核查任务"), required=False)
    name = forms.CharField(label=_("新任务名称"), max_length=80, required=False, help_text=_("选“新建任务”时填写。"))
    area = forms.ModelChoiceField(label=_("人员所在区域"), queryset=Area.objects.none(), empty_label=None)
    agency = forms.ModelChoiceField(
        label=_("来源单位"), queryset=Agency.objects.none(), required=False, empty_label=_("不指定")
    )
    due = forms.DateField(
        label=_("新任务完成期限"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    year = forms.IntegerField(
        label=_("名单年份"),
        required=False,
        min_value=2000,
        max_value=2099,
        help_text=_("日期没有写年份、标题也看不出时使用。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = actor.areas(RIGHT)
        named = [(str(row.pk), row.name) for row in campaigns(actor, RIGHT)]
        self.fields["campaign"].choices = [*named, ("", _t("新建任务"))]  # type: ignore[attr-defined]
        self.fields["area"].queryset = Area.objects.filter(pk__in=reach)  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies(reach)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new campaign needs a name."""
        told = super().clean() or {}
        if not told.get("campaign") and not (told.get("name") or "").strip():
            self.add_error("name", _t("请填写新任务的名称，或选择已有任务。"))
        return told
