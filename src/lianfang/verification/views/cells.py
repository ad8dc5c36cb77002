"""The cells of target lists, drawn here and not in templates: fifty rows of nine are most of a page's time."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianfang.desk.formats import moment
from lianfang.desk.templatetags.desk import icon, state
from lianfang.ledger import clock
from lianfang.verification.queries.lines import Line
from lianfang.verification.queries.scope import Scope


def day(value: date | None) -> str:
    """A day without its year; an em dash where there is none."""
    return date_format(value, _("n月j日")) if value else "—"


class Cells:
    """A line as the columns of a list name its parts."""

    def __init__(self, line: Line, scope: Scope) -> None:
        target = line.target
        self.pk, self.late = line.pk, line.late
        self.area, self.address, self.last = line.area, line.address or "—", line.last
        self.name, self.standing, self.holder = _name(line), _standing(line), _holder(line)
        self.select = _select(line) if target.open else ""
        self.returned = _two(day(target.returned_on), target.origin)
        self.attempts = _attempts(line)
        self.due = day(target.due or scope.campaign.due)
        promised = target.again_on if target.open else None
        self.again = day(promised) if promised else _("没有约定")
        self.missed = promised is not None and promised < scope.today


def _name(line: Line) -> SafeString:
    hidden = icon("eye-off", _("已遮挡")) if line.who.masked else ""
    years = _("%(n)s 岁") % {"n": line.who.age} if line.who.age is not None else ""
    return format_html(
        '{}<span class="masked">{}</span><small class="age">{}</small>', line.who.name or "—", hidden, years
    )


def _standing(line: Line) -> SafeString:
    overdue = state(_("逾期"), "late") if line.late else ""
    return format_html('<span class="stack">{}{}</span>', state(str(line.standing.label), line.tone), overdue)


def _select(line: Line) -> SafeString:
    return format_html(
        '<label class="choose"><input type="checkbox" name="target" value="{}" form="assign" aria-label="{}">'
        '<span class="choose-word">{}</span></label>',
        line.pk,
        _("选中 %(name)s") % {"name": line.who.name},
        _("选中"),
    )


def _attempts(line: Line) -> SafeString | str:
    if not line.target.attempts:
        return _("没有去过")
    last = moment(line.target.last_contact, clock.now()) if line.target.last_contact else ""
    return _two(_("%(n)s 次") % {"n": line.target.attempts}, last)


def _holder(line: Line) -> SafeString:
    mark = icon("users") if line.target.group else ""
    who = line.holder or format_html('<span class="nobody">{}</span>', _("还没有分派"))
    said = ""
    if line.claimed_by and line.target.claimed_until:
        until = moment(line.target.claimed_until, clock.now())
        said = _("%(name)s 认领至 %(until)s") % {"name": line.claimed_by, "until": until}
    return format_html('<span class="stack"><span>{} {}</span><small>{}</small></span>', mark, who, said)


def _two(first: str, second: str) -> SafeString:
    """A value with what explains it in small below."""
    return format_html('<span class="stack"><span class="nowrap">{}</span><small>{}</small></span>', first, second)
