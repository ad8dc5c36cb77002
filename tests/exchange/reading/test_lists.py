"""Whole lists as agencies send them."""

from datetime import date
from pathlib import Path

import pytest

from lianfang.exchange.reading import (
    Field,
    Mapping,
    NoteCode,
    ProblemCode,
    Reason,
    Row,
    Skipped,
    Unreadable,
    preview,
    read_rows,
    signature,
)
from lianfang.exchange.reading.columns import Column
from tests.exchange.reading import files
from tests.exchange.reading.files import id_number

HEADING = ["序号", "姓名", "身份证号", "联系电话", "返回时间", "出发地", "现住址", "备注"]


def person(serial: int, **changes: object) -> list[object]:
    row: dict[str, object] = {
        "序号": serial,
        "姓名": "王小明",
        "身份证号": id_number(serial),
        "联系电话": f"138{serial:08d}",
        "返回时间": "1月20日",
        "出发地": "湖北武汉",
        "现住址": "沙河镇将营村6组56号",
        "备注": "",
    }
    return list((row | changes).values())


def rows_of(path: Path, **options: object) -> list[Row]:
    return [row for row in read_rows(path, **options) if isinstance(row, Row)]  # type: ignore[arg-type]  # options of read_rows


def skipped_of(path: Path) -> dict[int, Reason]:
    return {row.row: row.reason for row in read_rows(path) if isinstance(row, Skipped)}


def notes_of(row: Row) -> set[NoteCode]:
    return {note.code for note in row.notes}


def test_furniture_of_a_printed_list_is_skipped(tmp_path: Path) -> None:
    content: files.Rows = [
        ["某县返乡人员登记表（截至2020年1月28日）"],
        ["填报单位：综合组", "", "", "填报时间：2020.1.28"],
        HEADING,
        person(1),
        [],
        HEADING,
        person(2),
        ["断渠社区"],
        person(3, 现住址="7组78号"),
        ["4"],
        ["小计", 3],
        ["合计", "3人"],
        ["填表人：张三", "", "", "联系电话：13800000000"],
    ]
    path = files.xlsx(tmp_path / "a.xlsx", content, merges=["A1:H1"])
    rows = rows_of(path)
    assert [row.row for row in rows] == [4, 7, 9]
    assert rows[0].returned_on == date(2020, 1, 20)
    assert (rows[0].town_text, rows[0].village_text, rows[0].address_text) == ("沙河镇", "将营村", "6组56号")
    assert rows[2].village_text == "断渠社区"
    assert NoteCode.FROM_SECTION in notes_of(rows[2])
    assert skipped_of(path) == {
        1: Reason.TITLE,
        2: Reason.TITLE,
        3: Reason.HEADER,
        5: Reason.BLANK,
        6: Reason.REPEATED_HEADER,
        8: Reason.SECTION,
        10: Reason.BLANK,
        11: Reason.TOTAL,
        12: Reason.TOTAL,
        13: Reason.FOOTER,
    }


MERGED: files.Rows = [
    ["名单", None, None, None, None, None],
    ["姓名", "身份证号", "返乡信息", None, "户主", None],
    [None, None, "地点", "时间", "姓名", "电话"],
    ["王小明", id_number(1), "湖北孝感", "2020.1.20", "王大山", "13800000001"],
]


def test_merged_two_line_heading(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "m.xlsx", MERGED, merges=["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"])
    fields = [column.field for column in preview(path).lists[0].columns]
    assert fields[:5] == [Field.NAME, Field.ID_NUMBER, Field.ORIGIN, Field.RETURNED_ON, Field.HOUSEHOLD_HEAD]
    assert rows_of(path)[0].people[0].name == "王小明"
    assert preview(path).lists[0].header_rows == (2, 3)


def test_two_line_heading_that_lost_its_merges(tmp_path: Path) -> None:
    row = rows_of(files.text(tmp_path / "m.csv", MERGED))[0]
    assert (row.row, row.origin, row.returned_on) == (4, "湖北孝感", date(2020, 1, 20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_tables(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content: files.Rows = [HEADING, person(1, 备注="两行\n备注"), person(2, 姓名="钟轩龍")]
    path = files.text(tmp_path / "list.txt", content, encoding, delimiter)
    rows = rows_of(path)
    assert [(row.row, row.people[0].name) for row in rows] == [(2, "王小明"), (3, "钟轩龍")]
    assert rows[0].remark == "两行 备注"


def test_a_quote_left_open_does_not_swallow_the_list(tmp_path: Path) -> None:
    path = files.text(tmp_path / "q.csv", [HEADING, *(person(n) for n in range(1, 100))])
    path.write_text(path.read_text().replace("王小明", '"王小明', 1))
    assert len(rows_of(path)) == 99


def test_old_xls_with_two_people_in_a_cell(tmp_path: Path) -> None:
    content: files.Rows = [
        ["沙河镇入户排查名单"],
        ["村名", "户主/返乡人", "身份证", "电话", "何时何地返回", "核查情况"],
        ["将营村", "沈宇伟、卢诗凤", f"{id_number(1)}、{id_number(2)}", "13800000001", "1月19日从湖北武汉", "在家"],
        ["红旗村", "石　平", "", "13800000002/13800000003", "湖北孝感1月17日返回", ""],
        ["红旗村", "万秀慧 杜峰国", id_number(3), "13800000004、13800000005", "从武汉乘高铁1月20日回", ""],
        ["小计", 5, "", "", "", ""],
    ]
    first, second, third = rows_of(files.xls(tmp_path / "c.xls", content), year=2020)
    assert [(p.name, p.id_number, p.phones) for p in first.people] == [
        ("沈宇伟", id_number(1), ("13800000001",)),
        ("卢诗凤", id_number(2), ("13800000001",)),
    ]
    assert NoteCode.PHONE_SHARED in notes_of(first)
    assert (second.people[0].name, second.people[0].phones) == ("石平", ("13800000002", "13800000003"))
    assert (second.origin, second.returned_on) == ("湖北孝感", date(2020, 1, 17))
    assert [p.phones for p in third.people] == [("13800000004",), ("13800000005",)]
    assert [p.id_number for p in third.people] == ["", ""]
    assert NoteCode.ID_UNPAIRED in notes_of(third)
    assert (third.origin, third.transport, third.returned_on) == ("武汉", "高铁", date(2020, 1, 20))


@pytest.mark.parametrize("lost", [9.99101198001011e17, "9.99101E+17", "999101198001011000"])
def test_rounded_ids_are_refused_with_the_cure(tmp_path: Path, lost: object) -> None:
    path = files.xlsx(tmp_path / "r.xlsx", [HEADING, person(1, 身份证号=lost), person(2)])
    refused, read = rows_of(path)
    assert refused.fatal is not None
    assert (refused.row, refused.fatal.column, refused.fatal.code) == (2, "身份证号", ProblemCode.ID_ROUNDED)
    assert "文本格式" in refused.fatal.cure
    assert not any(p.id_number for p in refused.people)
    assert read.fatal is None


def test_a_row_with_nobody_in_it_is_refused(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "n.xlsx", [HEADING, person(1, 姓名="", 身份证号="无")])
    fatal = rows_of(path)[0].fatal
    assert fatal is not None
    assert fatal.code is ProblemCode.NO_IDENTITY


def test_other_peoples_names_and_telephones_do_not_confuse(tmp_path: Path) -> None:
    content: files.Rows = [
        [
            "户主姓名",
            "与户主关系",
            "姓名",
            "联系方式",
            "户主电话",
            "网格员",
            "网格员电话",
            "公民身份号码",
            "本人电话2",
        ],
        f"王大山 父子 王小明 13800000001 13900000001 李干部 13700000001 {id_number(1)} 13800000002".split(),
    ]
    (row,) = rows_of(files.xlsx(tmp_path / "h.xlsx", content))
    assert row.people[0].name == "王小明"
    assert row.people[0].phones == ("13800000001", "13800000002")


def test_a_bare_telephone_beside_an_official_is_the_officials(tmp_path: Path) -> None:
    content = [
        ["姓名", "身份证号", "联系电话", "包保责任人", "联系电话"],
        ["王小明", id_number(1), "13800000001", "李干部", "13900000001"],
    ]
    (row,) = rows_of(files.xlsx(tmp_path / "o.xlsx", content))
    assert row.people[0].phones == ("13800000001",)


def test_the_place_of_registration_does_not_mix_with_where_they_live(tmp_path: Path) -> None:
    content: files.Rows = [
        ["户籍地址", "", "", "现居住地址", "", "", "人员信息", ""],
        ["乡镇", "村", "组", "乡镇", "村", "详细地址", "姓名", "证件号码"],
        ["甲镇", "乙村", "1组", "沙河镇", "将营村", "6组5号", "王小明", id_number(1)],
        ["甲镇", "乙村", "1组", "", "", "", "李四海", id_number(2)],
    ]
    here, registered = rows_of(files.text(tmp_path / "p.csv", content))
    assert (here.town_text, here.village_text, here.address_text) == ("沙河镇", "将营村", "6组5号")
    assert (registered.town_text, registered.village_text, registered.address_text) == ("甲镇", "乙村", "1组")


def test_swapped_headings_are_told_by_the_cells(tmp_path: Path) -> None:
    content: files.Rows = [["姓名", "电话", "身份证号"]] + [
        ["王小明", id_number(n), f"138{n:08d}"] for n in range(1, 6)
    ]
    row = rows_of(files.xlsx(tmp_path / "s.xlsx", content))[0]
    assert (row.people[0].id_number, row.people[0].phones) == (id_number(1), ("13800000001",))


def test_no_heading_at_all(tmp_path: Path) -> None:
    content: files.Rows = [
        ["王小明", id_number(n), f"138{n:08d}", "湖北武汉", "2020-01-20", "将营村"] for n in range(1, 6)
    ]
    path = files.text(tmp_path / "bare.csv", content)
    row = rows_of(path)[0]
    assert (row.row, row.origin, row.village_text, row.returned_on) == (1, "湖北武汉", "将营村", date(2020, 1, 20))
    assert max(column.confidence for column in preview(path).lists[0].columns) <= 0.9


def test_every_sheet_that_holds_a_list_is_read(tmp_path: Path) -> None:
    notes: files.Rows = [["填表说明"], ["一、姓名按身份证填写。"], ["二、电话填本人的。"]]
    path = files.xlsx(
        tmp_path / "w.xlsx",
        [HEADING, person(1)],
        sheet="一组",
        二组=[HEADING, person(2)],
        说明=notes,
        空=[],
        隐藏=[HEADING],
    )
    assert [(row.sheet, row.row) for row in rows_of(path)] == [("一组", 2), ("二组", 2)]
    whole = {(s.sheet, s.reason) for s in read_rows(path) if isinstance(s, Skipped) and s.row == 0}
    assert whole == {
        ("说明", Reason.SHEET_WITHOUT_LIST),
        ("空", Reason.SHEET_EMPTY),
        ("隐藏", Reason.SHEET_HIDDEN),
    }


def test_a_second_list_below_with_other_columns(tmp_path: Path) -> None:
    content: files.Rows = [["2020年1月28日名单"], HEADING, person(1), ["二、新增"], ["电话", "姓名", "身份证号"]]
    content = [*content, ["13800000009", "李四海", id_number(9)]]
    row = rows_of(files.xlsx(tmp_path / "two.xlsx", content))[1]
    assert (row.row, row.people[0].name, row.people[0].phones) == (6, "李四海", ("13800000009",))


def test_merged_and_ditto_cells_speak_for_the_rows_below(tmp_path: Path) -> None:
    content: files.Rows = [
        ["村", "姓名", "身份证号", "出发地"],
        ["将营村", "王小明", id_number(1), "湖北武汉"],
        [None, "李四海", id_number(2), "同上"],
        ["红旗村", "张三丰", id_number(3), "浙江温州"],
    ]
    rows = rows_of(files.xlsx(tmp_path / "d.xlsx", content, merges=["A2:A3"]))
    assert [(row.village_text, row.origin) for row in rows] == [
        ("将营村", "湖北武汉"),
        ("将营村", "湖北武汉"),
        ("红旗村", "浙江温州"),
    ]


def test_a_persons_word_beats_the_guess(tmp_path: Path) -> None:
    content: files.Rows = [["甲", "姓名", "证件"], ["王小明", "王大山", id_number(1)]]
    path = files.xlsx(tmp_path / "map.xlsx", content)
    mapping = Mapping.from_json({"甲": "name", "B": "household_head"})
    assert rows_of(path, mapping=mapping)[0].people[0].name == "王小明"
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_the_same_heading_has_the_same_signature() -> None:
    written = [Column(0, "姓名 ", Field.NAME, 1), Column(1, "电话（必填）", Field.PHONE, 1)]
    again = [Column(0, "姓名", Field.NAME, 1), Column(1, "电话", Field.OTHER, 0)]
    assert signature(written) == signature(again) != signature(again[::-1])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"%PDF-1.4 ...", "不是表格"),
        (b"<html><table></table></html>", "网页"),
        (b"PK\x03\x04 not really", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("今天天气很好\n明天也是\n".encode(), "没有找到名单"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=said) as raised:
        list(read_rows(path))
    assert str(raised.value).endswith("。")


def test_a_list_printed_in_two_columns_is_not_half_read(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "b.xlsx", [["姓名", "电话"] * 2, ["王小明", "13800000001", "李四海", "13800000002"]])
    with pytest.raises(Unreadable, match="并排"):
        list(read_rows(path))
