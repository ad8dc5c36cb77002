"""`{% load briefing %}`: numbers in a report that open to their entries."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lianfang.briefing.clock import BEGINNING
from lianfang.briefing.formats import numbered
from lianfang.briefing.report import Cell, Report, Section
from lianfang.briefing.wording import Number, Sentence

register = template.Library()


@register.filter
def ordinals(report: Report) -> list[tuple[str, Section]]:
    """The report's sections with their headings."""
    return numbered(report.sections)


@register.filter
def is_long(value: Cell) -> bool:
    """Whether a cell holds a sentence, which may break over lines where a number may not."""
    return isinstance(value, Sentence)


@register.simple_tag
def cell(value: Cell, links: bool = True) -> SafeString:
    """A cell, sentence or number; numbers are links to what they are made of, unless this is for the public."""
    if isinstance(value, Number):
        return _number(value, links=links)
    if isinstance(value, Sentence):
        return format_html_join("", "{}", ((cell(piece, links),) for piece in value.pieces))
    return escape(value)


def _number(number: Number, *, links: bool) -> SafeString:
    said = gettext("%(digits)s%(unit)s") % {"digits": '<span class="n">{}</span>', "unit": "{}"}
    digits = format_html(said, number.digits, number.unit)
    if not links:
        return digits
    style = "figure" if number.value else "figure zero"
    return format_html('<a class="{}" href="{}">{}</a>', style, address(number), digits)


def address(number: Number) -> str:
    """Where a number opens. Codes, an area and two moments: nothing in it identifies anybody."""
    asked = {"area": number.area, "until": number.until.isoformat()}
    if number.since > BEGINNING:
        asked["since"] = number.since.isoformat()
    if number.exact:
        asked["exact"] = "1"
    return f"{reverse('briefing:figure', args=[number.figure])}?{urlencode(asked)}"
