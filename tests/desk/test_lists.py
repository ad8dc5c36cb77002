"""Lists: sorted by the address, paged by keyset, filtered with a way back."""

import pytest
from django import forms
from django.db.models import F
from django.test import RequestFactory

from lianfang.areas.models import Area
from lianfang.desk import address, drawing, keyset
from lianfang.desk.components import Column, Table

FORWARD = ("level", "pk")
MIXED = ("-households", "level", "-pk")


def walk(order: tuple[str, ...], size: int) -> tuple[list[list[str]], list[list[str]]]:
    """All pages to the end, and back to the beginning again."""
    there, back = [], []
    page = keyset.page(Area.objects.all(), order, None, size)
    there.append([area.pk for area in page.rows])
    while page.next:
        page = keyset.page(Area.objects.all(), order, page.next, size)
        there.append([area.pk for area in page.rows])
    back.append([area.pk for area in page.rows])
    while page.previous:
        page = keyset.page(Area.objects.all(), order, page.previous, size)
        back.append([area.pk for area in page.rows])
    return there, back


@pytest.mark.parametrize("order", [FORWARD, MIXED])
@pytest.mark.parametrize("size", [1, 3, 8, 50])
def test_every_row_is_met_once_in_order(county: None, order: tuple[str, ...], size: int) -> None:
    there, back = walk(order, size)
    expected = [area.pk for area in Area.objects.order_by(*order)]
    assert [pk for page in there for pk in page] == expected
    assert sorted(pk for page in back for pk in page) == sorted(expected)
    assert all(page == sorted(page, key=expected.index) for page in back)


def test_annotations_can_be_ordered_by(county: None) -> None:
    areas = Area.objects.annotate(doors=F("households") * 2)
    first = keyset.page(areas, ("-doors", "pk"), None, 2)
    second = keyset.page(areas, ("-doors", "pk"), first.next, 2)
    assert [area.pk for area in [*first.rows, *second.rows]] == [
        area.pk for area in areas.order_by("-doors", "pk")[:4]
    ]


@pytest.mark.parametrize("cursor", ["", "!", "abc", "WzAsImEiXQ", "bnVsbA"])
def test_a_cursor_that_cannot_be_read_means_the_first_page(county: None, cursor: str) -> None:
    page = keyset.page(Area.objects.all(), FORWARD, cursor, 3)
    assert [area.pk for area in page.rows] == [area.pk for area in Area.objects.order_by(*FORWARD)[:3]]


def test_only_known_columns_sort(rf: RequestFactory) -> None:
    columns = {"due": "due_at", "grid": "grid_code"}
    assert address.Sort.of(rf.get("/?sort=-grid"), columns, "due").order == ("-grid_code", "-pk")
    assert address.Sort.of(rf.get("/?sort=password"), columns, "due").order == ("due_at", "pk")


def test_a_header_turns_the_order_and_begins_the_list_anew(rf: RequestFactory) -> None:
    request = rf.get("/board?sort=due&grid=1&cursor=x")
    sort = address.Sort.of(request, {"due": "due_at"}, "due")
    table = Table("表", [Column("due", "时限", sort=True), Column("plain", "备注")], [], sort=sort)
    due, plain = drawing.heads(table, request)
    assert (due.href, due.sorted) == ("/board?grid=1&sort=-due", "ascending")
    assert plain.href == ""


class Filters(forms.Form):
    grid = forms.MultipleChoiceField(label="网格", choices=[("1", "一网格"), ("2", "二网格")])
    late = forms.BooleanField(label="只看逾期", required=False)


def test_each_active_filter_can_be_taken_off_alone(rf: RequestFactory) -> None:
    request = rf.get("/board?grid=1&grid=2&late=on&sort=due&cursor=x")
    chips = drawing.chips(Filters(request.GET), request)
    assert [(chip.label, chip.value) for chip in chips] == [
        ("网格", "一网格"),
        ("网格", "二网格"),
        ("只看逾期", ""),
    ]
    assert chips[0].href == "/board?grid=2&late=on&sort=due"
    assert chips[2].href == "/board?grid=1&grid=2&sort=due"
