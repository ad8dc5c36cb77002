"""Dates, journeys, addresses and headings."""

from datetime import date

import pytest

from lianfang.exchange.reading import Field, NoteCode, dates
from lianfang.exchange.reading.dates import Reference
from lianfang.exchange.reading.labels import recognise
from lianfang.exchange.reading.places import split_address
from lianfang.exchange.reading.travel import split

REFERENCE = Reference(date(2020, 1, 28))


@pytest.mark.parametrize(
    "written",
    [
        "2020.1.28", "2020/01/28", "2020-1-28", "20200128", "1月28日", "1.28", "1月28号", "01-28", "正月初四", "初四",
        "２０２０年１月２８日", "一月二十八日", "二〇二〇年一月二十八日", "1月28日 18:30",
        "2020-01-28T18:30", "43858", 43858.0, 1.28,
        "1月28日晚上", "20年1月28日", date(2020, 1, 28), "农历正月初四",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(written: str | float | date) -> None:
    assert dates.read(written, REFERENCE).day == date(2020, 1, 28)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("大年三十", date(2020, 1, 24)),
        ("除夕", date(2020, 1, 24)),
        ("腊月廿八", date(2020, 1, 22)),
        ("12月30日", date(2019, 12, 30)),
        ("1月18日至1月20日", date(2020, 1, 20)),
        ("1月18日-20日", date(2020, 1, 20)),
        ("无", None),
    ],
)
def test_days_of_the_turn_of_the_year(written: str, day: date | None) -> None:
    assert dates.read(written, REFERENCE).day == day


@pytest.mark.parametrize(
    ("written", "reference", "problem"),
    [
        ("昨天", REFERENCE, NoteCode.DATE_UNREADABLE),
        ("2月30日", REFERENCE, NoteCode.DATE_UNREADABLE),
        (1.2, REFERENCE, NoteCode.DATE_AMBIGUOUS),
        ("1月20日", Reference(), NoteCode.DATE_WITHOUT_YEAR),
        ("2月10日", REFERENCE, NoteCode.DATE_IMPLAUSIBLE),
    ],
)
def test_no_date_is_made_up(written: str | float, reference: Reference, problem: NoteCode) -> None:
    assert dates.read(written, reference) == dates.When(problem=problem)


def test_a_stated_year_that_cannot_be_is_kept_and_noted() -> None:
    assert dates.read("2019.1.20", REFERENCE) == dates.When(date(2019, 1, 20), NoteCode.DATE_IMPLAUSIBLE)


@pytest.mark.parametrize(
    ("sentence", "place", "day", "transport"),
    [
        ("1月17日从湖北孝感", "湖北孝感", 17, ""),
        ("湖北孝感1月17日返回", "湖北孝感", 17, ""),
        ("从武汉乘高铁1月20日回", "武汉", 20, "高铁"),
        ("1.20从武汉返回", "武汉", 20, ""),
        ("1月20日 广东深圳 火车", "广东深圳", 20, "火车"),
        ("从来凤县1月19日返乡", "来凤县", 19, ""),
    ],
)
def test_sentences_about_the_way_back(sentence: str, place: str, day: int, transport: str) -> None:
    journey = split(sentence, REFERENCE)
    assert (journey.place, journey.when.day, journey.transport) == (place, date(2020, 1, day), transport)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("7组78号", ("", "", "", "7组78号")),
        ("断渠社区7组78号", ("", "", "断渠社区", "7组78号")),
        ("沙河镇将营村6组56号", ("", "沙河镇", "将营村", "6组56号")),
        ("四川省巴中市南江县沙河镇将营村", ("四川省巴中市南江县", "沙河镇", "将营村", "")),
        ("断渠社区居民委员会", ("", "", "断渠社区居民委员会", "")),
        ("下村镇红旗村", ("", "下村镇", "红旗村", "")),
        ("古镇村３组", ("", "", "古镇村", "3组")),
        ("红旗村古镇路5号", ("", "", "红旗村", "古镇路5号")),
        ("中村村2组", ("", "", "中村村", "2组")),
        ("城市花园小区5栋", ("", "", "", "城市花园小区5栋")),
    ],
)
def test_addresses_part_by_their_endings(written: str, parts: tuple[str, str, str, str]) -> None:
    address = split_address(written)
    assert (address.above, address.town, address.village, address.rest) == parts


NAMES = {
    Field.NAME: "姓名 返乡人员姓名 户主/返乡人 被访人 人员名单 姓　名 返乡人 名字 返回人员 姓名（必填）",
    Field.ID_NUMBER: "证件号 身份证 身份证号码 公民身份号码 证件号码 居民身份证号 身份证号 证号 身份证件号码 护照号",
    Field.PHONE: "电话 联系方式 手机号 手机号码 联系电话 本人电话 移动电话 联系手机 电话号码 返乡人员电话",
    Field.ORIGIN: "来源地 出发地 从何处返回 始发地 从哪里返回 外出务工地 旅居地 返回前居住地 来自何地 途经地",
    Field.RETURNED_ON: "返回时间 返乡日期 返乡时间 抵达时间 到家日期 回来时间 何时返回 入村时间 返回本地日期",
    Field.VILLAGE: "村（社区） 村名 社区 村居 行政村 所属村 所在社区 村委会 居委会 村/社区",
    Field.ADDRESS: "现居住地 家庭住址 详细地址 现住址 居住地址 门牌号 组及门牌 住址 居住地 小组",
    Field.OTHER: "是否发热 网格员 网格员电话 填报人 体温 人数 工作单位 数据来源 包保责任人 同行人",
    Field.PUSHED_ON: "推送日期 下发时间 填报时间 登记日期 排查时间 核查日期 录入时间 上报日期 统计时间 数据日期",
    Field.TRANSPORT: "交通方式 乘坐交通工具 车次 航班号 返乡方式 车牌号 乘车方式 出行方式 交通工具 车次/航班",
}  # fmt: skip


@pytest.mark.parametrize(("field", "label"), [(f, label) for f, names in NAMES.items() for label in names.split(" ")])
def test_the_same_column_under_ten_names(field: Field, label: str) -> None:
    found = recognise(label)
    assert found is not None
    assert found[0] is field
