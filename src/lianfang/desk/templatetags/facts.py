"""`{% load facts %}`: forms of kinds and stories of subjects."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context

from lianfang.desk.facts.block import as_json, standing
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.story import Told

register = template.Library()


@register.inclusion_tag("desk/facts/form.html", takes_context=True)
def fact_form(
    context: Context, form: FactForm, submit: str, *, action: str = "", cancel: str = "", back: str = ""
) -> dict[str, Any]:
    """`{% fact_form form save cancel=url %}`: a whole POST form of a kind; `back` is sent along as `next`."""
    return {
        "form": form,
        "submit": submit,
        "action": action,
        "cancel": cancel,
        "back": back,
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("desk/facts/element.html")
def fact_element(form: FactForm, *, late: bool = True) -> dict[str, Any]:
    """`{% fact_element form %}`: what a form of a kind asks for; `late=False` without when it happened."""
    return {"block": as_json(form, late=late), "standing": range(standing(form)), "late": late}


@register.inclusion_tag("desk/facts/story.html", takes_context=True)
def story(context: Context, told: Sequence[Told]) -> dict[str, Any]:
    """`{% story told %}`: what was recorded, with the ways to put it right; the newest first."""
    return {"told": list(reversed(told)), "here": context["request"].path}
