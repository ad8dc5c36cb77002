"""`{% load desk %}`: the components, as described with examples in `docs/desk-components.md`."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lianfang.desk import drawing, formats
from lianfang.desk.components import TONE_ICONS, Empty, Event, Job, Match, Part, Tab, Table, Tone

register = template.Library()
register.filter("number", formats.number)
register.filter("moment", formats.moment)


@register.filter
def share(part: int, whole: int) -> str:
    """`{{ met|share:total }}`: a percentage that says 100% only when all is done."""
    return formats.share(part, whole)


@cache
def _sprite() -> str:
    """The sprite's address, looked up once: a long list draws hundreds of icons."""
    return static("vendor/lucide/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "map" %}`: an icon of the sprite; with a label it speaks, without it is decoration."""
    href = f"{_sprite()}#{name}"
    if label:
        return format_html(
            '<svg class="icon" width="20" height="20" role="img" aria-label="{}"><use href="{}"/></svg>',
            label,
            href,
        )
    return format_html('<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_block_tag(takes_context=True)
def pageheader(context: Context, content: str, title: str, lead: str = "") -> SafeString:
    """`{% pageheader _("核查") lead="…" %}actions{% endpageheader %}`: the page's one h1."""
    return render_to_string(
        "desk/parts/pageheader.html", {"title": title, "lead": lead, "actions": SafeString(content.strip())}
    )


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: str, title: str, *, icon: str = "", href: str = "", tone: str = "") -> SafeString:
    """`{% card _("迟到") icon="clock" href=url %}…{% endcard %}`: a titled piece of a page."""
    values = {"title": title, "icon": icon, "href": href, "tone": tone, "content": content}
    return render_to_string("desk/parts/card.html", values)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, title: str = "", tone: str = "active") -> SafeString:
    """`{% notice tone="late" title="…" %}…{% endnotice %}`: a sentence the page must not do without."""
    return render_to_string("desk/parts/notice.html", {"title": title, "tone": Tone(tone), "content": content})


@register.inclusion_tag("desk/parts/crumb.html")
def crumb(label: str, href: str = "") -> dict[str, Any]:
    """`{% crumb label href %}` inside `{% block breadcrumbs %}`; without href: the page itself."""
    return {"label": label, "href": href}


@register.inclusion_tag("desk/parts/stat.html")
def stat(
    label: str,
    value: float | None,
    unit: str,
    *,
    cutoff: datetime | None = None,
    href: str = "",
    delta: float | None = None,
    late: bool = False,
) -> dict[str, Any]:
    """A figure with unit and cut-off that leads to its facts; `delta` against the report before."""
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "cutoff": cutoff,
        "href": href,
        "delta": delta,
        "late": late,
    }


@register.inclusion_tag("desk/parts/table.html", takes_context=True)
def table(context: Context, table: Table) -> dict[str, Any]:
    """`{% table table %}`: sorted by the address, sticky header, cards on a phone, keyset pages below."""
    request = context["request"]
    return {
        "table": table,
        "heads": drawing.heads(table, request),
        "rows": drawing.rows(table),
        "pages": drawing.pages(table.page, request),
        "request": request,
    }


@register.inclusion_tag("desk/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    """`{% pagination page %}`: the neighbours of a `keyset.Page`, for lists that are not tables."""
    return {"pages": drawing.pages(page, context["request"])}


@register.inclusion_tag("desk/parts/filterbar.html", takes_context=True)
def filterbar(context: Context, form: BaseForm) -> dict[str, Any]:
    """`{% filterbar form %}`: a GET form bound to `request.GET`; the list stands in `<div id="results">`."""
    request = context["request"]
    return {"form": form, "chips": drawing.chips(form, request), "request": request}


@register.inclusion_tag("desk/parts/idsearch.html", takes_context=True)
def idsearch(context: Context, action: str, label: str, name: str = "q") -> dict[str, Any]:
    """Search by name, phone or ID number: POSTed, so that no identity stands in an address or a log."""
    return {"action": action, "label": label, "name": name, "csrf_token": context["csrf_token"]}


@register.inclusion_tag("desk/parts/tabs.html")
def tabs(tabs: Sequence[Tab], label: str) -> dict[str, Any]:
    """`{% tabs tabs _("视图") %}`: views of one subject, each with its own address."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("desk/parts/empty.html")
def empty(empty: Empty) -> dict[str, Any]:
    """`{% empty empty %}`: what it means that nothing is here, and what to do next."""
    return {"empty": empty}


@register.inclusion_tag("desk/parts/progress.html")
def progress(job: Job) -> dict[str, Any]:
    """`{% progress job %}`: asks `job.href` every second until the job is finished."""
    return {"job": job, "share": formats.share(job.done, job.total)}


@register.inclusion_tag("desk/parts/facts.html")
def facts(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """`{% facts pairs %}`: (label, value) pairs as a definition list; an empty value is an em dash."""
    return {"pairs": pairs}


@register.inclusion_tag("desk/parts/timeline.html")
def timeline(events: Sequence[Event]) -> dict[str, Any]:
    """`{% timeline events %}`: the story of a subject, in the order given."""
    return {"events": events}


@register.inclusion_tag("desk/parts/compare.html")
def compare(matches: Sequence[Match], left: str, right: str) -> dict[str, Any]:
    """`{% compare matches _("名单第 12 行") _("已有记录") %}`: two records side by side."""
    return {"matches": matches, "left": left, "right": right}


@register.inclusion_tag("desk/parts/coverage.html")
def coverage(parts: Sequence[Part], unit: str, label: str, legend: bool = True) -> dict[str, Any]:
    """`{% coverage parts _("户") _("上门情况") %}`: parts that add up to the whole, drawn and in words."""
    return {"bars": drawing.bars(parts), "unit": unit, "label": label, "legend": legend}


@register.inclusion_tag("desk/parts/clock.html")
def clock(due: datetime, done: datetime | None = None) -> dict[str, Any]:
    """`{% clock due %}`: 还剩 2 小时 or 超时 3 小时; with `done`, whether it was in time."""
    return drawing.clock(due, done)


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """`{% tone_icon event.tone %}`: the icon that goes with a tone."""
    return icon(TONE_ICONS[Tone(tone)])


@register.simple_tag
def state(label: str, tone: str = "todo") -> SafeString:
    """`{% state label "done" %}`: a state in one word with its icon; tones: todo active done late void."""
    return format_html('<span class="state tone-{}">{}{}</span>', Tone(tone), tone_icon(tone), label)


@register.inclusion_tag("desk/parts/form.html", takes_context=True)
def form(
    context: Context,
    form: BaseForm,
    submit: str,
    *,
    action: str = "",
    cancel: str = "",
    confirm: str = "",
    danger: bool = False,
) -> dict[str, Any]:
    """`{% form form submit=_("保存") cancel=url %}`: a whole POST form; `confirm` asks first."""
    return {
        "form": form,
        "submit": submit,
        "action": action,
        "cancel": cancel,
        "confirm": confirm,
        "danger": danger,
        "csrf_token": context["csrf_token"],
    }
