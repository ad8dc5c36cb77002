"""What the components' templates need worked out: cells, header links, chips, widths of bars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianfang.desk import address, formats
from lianfang.desk.components import Column, Part, Table, Tone
from lianfang.desk.keyset import Page
from lianfang.ledger.clock import now as response_time

#: Width of a coverage bar in its own units, and the least a part that is not zero gets.
BAR, LEAST = 1000, 6


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header: where a click sorts to, and how it is sorted now."""

    column: Column
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a coverage bar with its place on it."""

    part: Part
    x: int
    width: int
    share: str


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the address without it."""

    label: str
    value: str
    href: str


def heads(table: Table, request: HttpRequest) -> list[Head]:
    """The headers; a click on the sorted column turns the order round."""
    return [_head(column, table, request) for column in table.columns]


def _head(column: Column, table: Table, request: HttpRequest) -> Head:
    if not column.sort or table.sort is None:
        return Head(column, "", "")
    now = table.sort.name == column.name
    turn = "-" if now and not table.sort.descending else ""
    direction = "descending" if table.sort.descending else "ascending"
    return Head(column, address.changed(request, sort=turn + column.name), direction if now else "")


def rows(table: Table) -> Iterator[dict[str, Any]]:
    """Each row with its cells, link and tone."""
    for row in table.rows:
        yield {
            "row": row,
            "href": table.link(row) if table.link else "",
            "tone": table.tone(row) if table.tone else None,
            "cells": [(column, value_of(row, column.name)) for column in table.columns],
        }


def value_of(row: Any, name: str) -> Any:
    """`name` of a row: key or attribute, dots reach deeper; None anywhere on the way is None."""
    value = row
    for step in name.split("."):
        value = value[step] if isinstance(value, Mapping) else getattr(value, step)
        if value is None:
            return None
    return value


def pages(page: Page[Any] | None, request: HttpRequest) -> dict[str, str]:
    """The addresses of the neighbouring pages."""
    if page is None:
        return {}
    cursors = {"previous": page.previous, "next": page.next}
    return {name: address.changed(request, cursor=cursor) for name, cursor in cursors.items() if cursor}


def chips(form: BaseForm, request: HttpRequest) -> list[Chip]:
    """The filters that are on, each with the way to take it off."""
    return [
        Chip(str(field.label), shown, address.without(request, field.html_name, raw))
        for field in form
        if not field.is_hidden
        for raw in request.GET.getlist(field.html_name)
        if raw
        for shown in [_shown(field, raw)]
    ]


def _shown(field: BoundField, raw: str) -> str:
    """What the member chose, in words; a tick has no value to show."""
    if raw == "on":
        return ""
    choices = getattr(field.field, "choices", ())
    return next((str(label) for value, label in choices if str(value) == raw), raw)


def bars(parts: Sequence[Part]) -> list[Bar]:
    """Where each part lies on the bar. Small parts stay visible, so widths are a picture; the words are exact."""
    whole = sum(part.count for part in parts)
    filled = [part for part in parts if part.count]
    room = BAR - LEAST * len(filled)
    drawn, x = [], 0
    for part in parts:
        width = LEAST + part.count * room // whole if part.count else 0
        drawn.append(Bar(part, x, width, formats.share(part.count, whole)))
        x += width
    return drawn


def clock(due: datetime, done: datetime | None, now: datetime | None = None) -> dict[str, Any]:
    """Words and tone of a deadline."""
    end = done or now or response_time()
    late = end > due
    length = {"span": formats.span(abs(due - end))}
    if late:
        text, tone = _("超时 %(span)s") % length, Tone.LATE
    elif done:
        text, tone = _("按时完成"), Tone.DONE
    else:
        text, tone = _("还剩 %(span)s") % length, Tone.TODO
    return {"due": due, "text": text, "tone": tone}
