"""What every page of a register does: who asks, what lies in their reach, and saving a form through an action."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lianfang.duty.models import Member

Row = TypeVar("Row", bound=Model)
Saved = TypeVar("Saved")


def asking(request: HttpRequest, right: str) -> Member:
    """The signed-in member, who holds this right somewhere; raises PermissionDenied otherwise."""
    member = request.user
    if not isinstance(member, Member) or not member.may(right):
        raise PermissionDenied(_("您的岗位没有这项权限。"))
    return member


def found(rows: QuerySet[Row], **lookup: object) -> Row:
    """The one row of those within reach; raises Http404 alike for what does not exist and what is not ours."""
    row = rows.filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def saved(request: HttpRequest, form: BaseForm, action: Callable[[], Saved], said: str) -> Saved | None:
    """Run the action of a bound form and say so; on a mistake show the sentence at its field and give None."""
    if not form.is_valid():
        return None
    try:
        done = action()
    except ValidationError as error:
        explain(form, error)
        return None
    messages.success(request, said)
    return done


def done(request: HttpRequest, action: Callable[[], object], said: str) -> None:
    """Run the action of a button; a mistake becomes a message."""
    try:
        action()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)


def explain(form: BaseForm, error: ValidationError) -> None:
    """Put each sentence beside its field, or above the form where the form has no such field."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
