"""Whatever a list holds, every physical row is accounted for exactly once."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.exchange.reading import Row, Unreadable, read_rows
from tests.exchange.reading import files
from tests.exchange.reading.files import id_number

HEADING: list[object] = ["序号", "姓名", "身份证号", "联系电话", "返回时间", "现住址"]
FURNITURE: list[list[object]] = [
    [],
    HEADING,
    ["合计", "12人"],
    ["断渠社区"],
    ["填表人：", "", "审核人："],
    ["二、新增人员"],
    ["1", "2", "3", "4", "5", "6"],
    ["电话", "姓名", "证件号码"],
]
cell = st.one_of(
    st.sampled_from(
        ["", "王小明", "张三、李四", "13800000001", "昨天", "正月初四", "同上", "9.99101E+17", "无", "将营村6组"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, 9_999).map(id_number),
)
row = st.one_of(st.sampled_from(FURNITURE), st.lists(cell, max_size=8))
lists = st.lists(row, max_size=25)


@pytest.mark.parametrize("writer", [files.xlsx, files.xls, files.text])
@settings(max_examples=60, deadline=None)
@given(content=lists)
def test_every_row_once(writer: files.Writer, content: list[list[object]]) -> None:
    people: list[object] = ["1", "王小明", id_number(1), "13800000001", "2020.1.20", "将营村6组"]
    whole: files.Rows = [["返乡人员名单"], HEADING, *content, people]
    with tempfile.TemporaryDirectory() as folder:
        try:
            read = list(read_rows(writer(Path(folder) / "list.bin", whole)))
        except Unreadable as refused:
            assert "并排" in str(refused)
            return
    assert [one.row for one in read] == list(range(1, len(whole) + 1))
    last = read[-1]
    assert isinstance(last, Row)
    assert last.fatal is None
