"""What views hand to the components: plain data, drawn by the tags of `{% load desk %}`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.desk.address import Sort
from lianfang.desk.keyset import Page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Tone(StrEnum):
    """How a thing stands; each tone has its own icon, so that colour never speaks alone."""

    TODO = "todo"
    ACTIVE = "active"
    DONE = "done"
    LATE = "late"
    VOID = "void"


TONE_ICONS = {
    Tone.TODO: "circle-dashed",
    Tone.ACTIVE: "circle-dot",
    Tone.DONE: "circle-check",
    Tone.LATE: "triangle-alert",
    Tone.VOID: "ban",
}


class Verdict(TextChoices):
    """What comparing one field of two records says."""

    AGREES = "agrees", _("一致")
    NEAR = "near", _("相近")
    DIFFERS = "differs", _("不一致")
    UNKNOWN = "unknown", _("无从比较")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` is the row's attribute or key, dots reach deeper.

    `sort`: the header sorts by `?sort=name`. `template`: draws the cell with `row` and `value`.
    """

    name: str
    label: "StrOrPromise"
    sort: bool = False
    numeric: bool = False
    template: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing is: what that means and what to do next."""

    title: "StrOrPromise"
    text: "StrOrPromise" = ""
    href: str = ""
    action: "StrOrPromise" = ""
    icon: str = "inbox"


@dataclass(frozen=True, slots=True)
class Table:
    """A list of rows. `link` makes the first column a link; `tone` marks a row (LATE burns)."""

    caption: "StrOrPromise"
    columns: Sequence[Column]
    rows: Sequence[Any]
    sort: Sort | None = None
    page: Page[Any] | None = None
    link: Callable[[Any], str] | None = None
    tone: Callable[[Any], Tone | None] | None = None
    empty: Empty = field(default_factory=lambda: Empty(_("没有符合条件的记录")))


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the same subject; `count` stands beside its label."""

    label: "StrOrPromise"
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a whole; the parts of a coverage bar add up to it."""

    label: "StrOrPromise"
    count: int
    tone: Tone = Tone.TODO
    href: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry in a subject's story. `at`: when it happened; `received`: when it came, if later."""

    at: datetime
    title: "StrOrPromise"
    by: str = ""
    detail: "StrOrPromise" = ""
    received: datetime | None = None
    tone: Tone = Tone.DONE
    flags: Sequence["StrOrPromise"] = ()
    voided: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One field of two records side by side. Empty values are shown as missing."""

    label: "StrOrPromise"
    left: str
    right: str
    verdict: Verdict
    why: "StrOrPromise" = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Work in progress; `href` answers with the same bar until `done` reaches `total`."""

    label: "StrOrPromise"
    done: int
    total: int
    unit: "StrOrPromise"
    href: str
    finished: bool = False
