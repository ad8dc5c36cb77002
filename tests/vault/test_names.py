"""Names as they stand in real lists, and the sounds they share."""

import time

import pytest

from lianfang.vault.names import Likeness, clean, folded, initials, likeness, loose, pinyin, split


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (" 王小明 ", "王小明"),
        ("石　平", "石平"),
        ("张三（户主）", "张三"),
        ("张三(户主", "张三"),
        ("1、李四", "李四"),
        ("王小明 先生", "王小明"),
        ("张三等3人", "张三"),
        ("阿不都.热合曼", "阿不都·热合曼"),
        ("阿不都・热合曼", "阿不都·热合曼"),
        ("Ｎｇｕｙｅｎ  Van An", "Nguyen Van An"),
        ("鍾軒龍", "鍾軒龍"),
        ("无", ""),
        (None, ""),
    ],
)
def test_cleaning_keeps_the_name_and_nothing_else(written: str | None, name: str) -> None:
    assert clean(written) == name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("沈宇伟、卢诗凤", ["沈宇伟", "卢诗凤"]),
        ("张三，李四；王五/赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三 李四", ["张三", "李四"]),
        ("上官婉儿　令狐冲", ["上官婉儿", "令狐冲"]),
        ("石　平", ["石平"]),
        ("王 小明", ["王小明"]),
        ("欧阳 明华", ["欧阳明华"]),
        ("李小 明", ["李小明"]),
        ("阿不都·热合曼", ["阿不都·热合曼"]),
        ("阿卜杜 热合曼", ["阿卜杜热合曼"]),
        ("Smith, John", ["Smith, John"]),
        ("张伟（妻李梅）", ["张伟"]),
        ("", []),
    ],
)
def test_people_in_a_cell(cell: str, names: list[str]) -> None:
    assert split(cell) == names


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单雄信", "shan xiong xin"),
        ("仇英", "qiu ying"),
        ("曾志伟", "zeng zhi wei"),
        ("解磊勇", "xie lei yong"),
        ("查良镛", "zha liang yong"),
        ("區宇林", "ou yu lin"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("万里", "wan li"),
        ("澹台明", "tan tai ming"),
        ("长孙无忌", "zhang sun wu ji"),
        ("Anna Li", "anna li"),
        ("", ""),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, syllables: str) -> None:
    assert " ".join(pinyin(name)) == syllables


def test_initials() -> None:
    assert initials("王小明") == "WXM"


def test_dialects_meet_in_the_loose_form() -> None:
    assert loose(("lan", "zhang", "sheng", "ping")) == loose(("nan", "zan", "sen", "pin"))
    assert loose(("fu", "fei")) == loose(("hu", "hui"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("劉曉明", "刘晓明", Likeness.SAME),
        ("阿不都热合曼", "阿不都·热合曼", Likeness.SAME),
        ("王小明", "王晓明", Likeness.SOUND),
        ("付霞", "傅霞", Likeness.SOUND),
        ("Wang Xiaoming", "王小明", Likeness.SOUND),
        ("付霞", "胡霞", Likeness.NEAR),
        ("李兰", "黎男", Likeness.NEAR),
        ("王小明", "王小红", Likeness.CLOSE),
        ("向婷洁", "向洁婷", Likeness.CLOSE),
        ("王小明", "王明", Likeness.CLOSE),
        ("王*明", "王明", Likeness.CLOSE),
        ("王明", "王红", Likeness.OTHER),
        ("王小明", "李大海", Likeness.OTHER),
        ("", "", Likeness.OTHER),
    ],
)
def test_likeness(a: str, b: str, expected: Likeness) -> None:
    assert likeness(a, b) is expected
    assert likeness(b, a) is expected


def test_a_mask_is_never_the_name_without_it() -> None:
    assert folded("王*明") != folded("王明")


def test_a_hundred_thousand_names_cost_seconds() -> None:
    given = "明红华丽强伟芳娜敏静秀英勇军杰娟艳涛超霞平刚桂兰玲飞萱轩浩然涵雨欣怡淑诗国林宇光峰亮文建"
    names = [surname + a + b for surname in "王李张刘陈杨赵黄周吴" for a in given for b in given]
    started = time.perf_counter()
    for name in names:
        loose(pinyin(name))
    per_name = (time.perf_counter() - started) / len(names)
    assert per_name < 100e-6
