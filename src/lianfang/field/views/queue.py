"""The desk's page for files exported from phones: upload one, read what became of each fact."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lianfang.desk.components import Column, Empty, Part, Table, Tone
from lianfang.duty.models import Member
from lianfang.duty.rights import Right
from lianfang.duty.views.common import asking
from lianfang.field.queue import MOST_BYTES, Queue, UnreadableFileError, read
from lianfang.field.rescue import TONES, Fate, Line, take


class QueueForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("手机导出的文件"),
        allow_empty_file=True,  # `read` has a sentence for it that says what to do
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("内容是加密的，只有本县服务器能打开；同一份文件导入几次都不会重复。"),
    )

    def clean_file(self) -> Queue:
        """The file, opened."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_t("文件太大，手机导出的记录不会超过 16 MB，请核对。"))
        try:
            return read(upload.read())
        except UnreadableFileError as error:
            raise forms.ValidationError(str(error)) from None


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Upload a file; the answer says of every fact what became of it."""
    asker = asking(request, Right.DEVICE_OWN)
    form = QueueForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _taken(form.cleaned_data["file"], asker)
        except PermissionDenied as error:
            form.add_error("file", str(error))
    return render(request, "field/queue.html", context, status=422 if form.errors else 200)


def _taken(queue: Queue, asker: Member) -> dict[str, Any]:
    lines = take(queue, asker.actor)
    counts = Counter(line.fate for line in lines)
    return {
        "queue": queue,
        "parts": [Part(fate.label, counts[fate], TONES[fate]) for fate in Fate if counts[fate]],
        "refused": counts[Fate.REFUSED] + counts[Fate.HELD],
        "table": _table(lines),
        "form": QueueForm(),
    }


def _table(lines: list[Line]) -> Table:
    return Table(
        caption=_("逐条结果"),
        columns=[
            Column("number", _("序号"), numeric=True),
            Column("kind", _("记录")),
            Column("at", _("发生时间"), template="field/cells/moment.html"),
            Column("fate", _("结果"), template="field/cells/fate.html"),
            Column("why", _("说明")),
        ],
        rows=lines,
        tone=lambda line: Tone.LATE if line.tone is Tone.LATE else None,
        empty=Empty(_("文件里没有记录"), _("手机上没有未发送的记录。"), icon="check-check"),
    )
