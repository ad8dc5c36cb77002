"""Lists that arrive in the small county."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lianfang.duty.models import Member
from lianfang.exchange.importing import Outcome, import_returnees
from lianfang.ledger.models import Entry
from tests.exchange.reading import files
from tests.exchange.reading.files import id_number

HEADING = ["序号", "姓名", "身份证号", "联系电话", "村（社区）", "现住址", "返回日期", "来自"]
CAMPAIGN = "返乡人员核查"

Import = Callable[..., Outcome]


def person(serial: int, name: str, **changes: str) -> list[object]:
    """A row of a list: somebody of group 2 in the worker's village, unless said otherwise."""
    row: dict[str, object] = {
        "serial": serial,
        "name": name,
        "id_number": id_number(serial),
        "phone": f"1380817{serial:04d}",
        "village": "红卫村",
        "address": f"2组{serial}号",
        "returned": "2020-01-20",
        "origin": "湖北武汉",
    }
    return list((row | changes).values())


def seq() -> int:
    """How far the ledger is."""
    last = Entry.objects.order_by("-seq").first()
    return last.seq if last else 0


@pytest.fixture
def bring(members: SimpleNamespace, tmp_path: Path) -> Import:
    """Import rows as a file: `bring(rows)`; by the county's clerk unless another member is named."""

    def run(*rows: list[object], name: str = "A.csv", by: Member | None = None, **options: Any) -> Outcome:
        path = files.text(tmp_path / name, [HEADING, *rows])
        actor = (by or members.clerk).actor
        return import_returnees([path], CAMPAIGN, actor, **options)

    return run
