"""The components as a page carries them: words, roles, labels."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import Client

from lianfang.desk import drawing, formats
from lianfang.desk.components import Part, Tone
from lianfang.duty.models import Member

NOW = datetime(2020, 2, 3, 0, 0, tzinfo=UTC)


class Reader(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture
def page(members: SimpleNamespace, signed_in: Callable[[Member], Client]) -> str:
    return signed_in(members.worker).get("/gallery").content.decode()


def render(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load desk %}" + source).render(context)


def test_a_page_has_one_heading_one_main_and_no_id_twice(page: str) -> None:
    tags = Reader(page)
    assert (len(tags.all("h1")), len(tags.all("main"))) == (1, 1)
    ids = [name for _, attributes in tags.tags if (name := attributes.get("id"))]
    assert sorted(ids) == sorted(set(ids))


def test_every_field_has_a_name_a_reader_can_speak(page: str) -> None:
    tags = Reader(page)
    labels = {attributes.get("for") for attributes in tags.all("label")}
    fields = [a for a in tags.all("input", "select", "textarea") if a.get("type") != "hidden"]
    assert fields
    assert [a for a in fields if a.get("id") not in labels and not a.get("aria-label")] == []


def test_every_drawing_is_either_named_or_silent(page: str) -> None:
    for drawn in Reader(page).all("svg"):
        assert (drawn.get("aria-hidden") == "true") != bool(drawn.get("aria-label"))


def test_errors_are_tied_to_their_fields(page: str) -> None:
    tags = Reader(page)
    ids = {attributes.get("id") for _, attributes in tags.tags}
    wrong = [a for a in tags.all("input") if a.get("aria-invalid") == "true" and a["type"] != "radio"]
    described = [a["aria-describedby"] or "" for a in [*wrong, *tags.all("fieldset")]]
    assert len(wrong) == 2
    assert all(names and set(names.split()) <= ids for names in described)


def test_a_table_says_how_it_is_sorted_and_labels_its_cells(page: str) -> None:
    tags = Reader(page)
    assert [a["aria-sort"] for a in tags.all("th") if "aria-sort" in a] == ["ascending"]
    assert all(a.get("data-label") for a in tags.all("td") if a.get("class") != "verdict")


def test_colour_never_speaks_alone(page: str) -> None:
    for state in re.findall(r'class="state tone-\w+"[^>]*>(.*?)</(?:span|time)>', page, re.DOTALL):
        assert "<svg" in state
        assert re.sub(r"<[^>]+>", "", state).strip()


def test_what_people_typed_is_never_markup() -> None:
    hostile = "<script>alert(1)</script>"
    drawn = render(
        "{% card name %}{{ name }}{% endcard %}{% state name %}{% facts pairs %}{% icon 'x' name %}",
        name=hostile,
        pairs=[(hostile, hostile)],
    )
    assert "<script>" not in drawn


def test_a_figure_without_value_is_not_zero() -> None:
    assert "—" in render("{% stat '待判定' None '人' %}")
    assert "1,032" in render("{% stat '应核查' 1032 '人' %}")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 10, "0%"), (1, 100_000, "0.1%"), (99_999, 100_000, "99.9%"), (10, 10, "100%"), (1, 3, "33.3%"), (0, 0, "—")],
)
def test_a_share_is_whole_only_when_all_is_done(part: int, whole: int, said: str) -> None:
    assert formats.share(part, whole) == said


@pytest.mark.parametrize(
    ("minutes", "text", "tone"),
    [
        (125, "还剩 2 小时", Tone.TODO),
        (-185, "超时 3 小时", Tone.LATE),
        (45, "还剩 45 分钟", Tone.TODO),
        (-3 * 24 * 60, "超时 3 天", Tone.LATE),
    ],
)
def test_the_clock_says_how_long(minutes: int, text: str, tone: Tone) -> None:
    drawn = drawing.clock(NOW + timedelta(minutes=minutes), None, NOW)
    assert (drawn["text"], drawn["tone"]) == (text, tone)


def test_what_was_done_in_time_stays_in_time() -> None:
    due = NOW - timedelta(days=1)
    assert drawing.clock(due, due - timedelta(hours=1), NOW)["tone"] == Tone.DONE
    assert drawing.clock(due, due + timedelta(hours=2), NOW)["text"] == "超时 2 小时"


def test_the_year_is_written_when_it_is_not_this_one() -> None:
    assert formats.moment(NOW, NOW) == "2月3日 08:00"
    assert formats.moment(NOW, NOW + timedelta(days=400)) == "2020年2月3日 08:00"


@pytest.mark.parametrize("counts", [(871, 64, 9, 88), (0, 0), (1, 100_000), (0, 5), (3,)])
def test_the_parts_of_a_bar_fill_it_in_order(counts: tuple[int, ...]) -> None:
    bars = drawing.bars([Part("", count) for count in counts])
    assert all(bool(bar.width) == bool(bar.part.count) for bar in bars)
    assert all(one.x + one.width == other.x for one, other in pairwise(bars))
    assert bars[-1].x + bars[-1].width <= drawing.BAR
