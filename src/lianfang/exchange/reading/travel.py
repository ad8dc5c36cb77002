"""Sentences about a journey: 「1月17日从湖北孝感」, 「从武汉乘高铁1月20日回」."""

import re
from dataclasses import dataclass
from functools import lru_cache

from lianfang.exchange.reading import dates
from lianfang.exchange.reading.dates import NO_DAY, Reference, When
from lianfang.exchange.reading.notes import NoteCode

_MEANS = (
    "高铁|动车|火车|列车|飞机|航班|客车|大巴|班车|中巴|长途车"
    "|汽车|私家车|自驾车?|自行驾车|开车|驾车|拼车|顺风车|网约车|包车|出租车|摩托车?|轮船|货车|面包车"
)
TRANSPORT = re.compile(rf"^(?:乘坐?|坐|搭)?(?:{_MEANS})|^[GDCKTZ]\d{{1,4}}(?:次|$)|^[A-Z\d]{{2}}\d{{3,4}}(?:航班|$)")
"""A means of transport, or the number of a train or flight."""

_RIDE = re.compile(
    rf"(?:乘坐?|坐|搭乘?|驾)?(?P<means>(?:{_MEANS})(?:[GDCKTZ]?\d{{1,4}}次?)?|(?<![A-Za-z\d])[GDCKTZ]\d{{1,4}}次?(?!\d)(?:高铁|动车|列车|火车)?)"
)
_FROM = re.compile(
    r"(?:从|由|自(?!驾|行|己))\s*(?P<place>.+?)\s*(?:返|回|到|来|抵|出发|乘|坐|搭|离|至|[,，。;；\s]|$)"
)
_FILLING = re.compile(
    r"(?:尚|还)?未(?:返[回乡]?|回来?)|返回(?:本地|老家|家中|家乡|家)?|返[乡程家村]|回(?:到|来|家|乡|村)|到达|抵达|回|返|出发|离开|来自|于|在|的?时间|左右|上午|下午|晚上|凌晨|中午"
    r"|\d{1,2}[:时点]\d{0,2}分?|[,，。;；:()\s]"
)


@dataclass(frozen=True, slots=True)
class Journey:
    """What a sentence says of a journey; `when.day` is None and texts are empty where it is silent."""

    when: When = NO_DAY
    place: str = ""
    transport: str = ""


@lru_cache(maxsize=16_384)
def split(words: str, reference: Reference) -> Journey:
    """Part a sentence into its last date, the place come from and the means of transport."""
    found, rest = dates.find(words, reference)
    when = NO_DAY
    if found:
        several = len(found) > 1 and not found[-1].problem
        when = When(found[-1].day, NoteCode.DATE_SEVERAL if several else found[-1].problem)
    ride = _RIDE.search(rest)
    if ride:
        rest = f"{rest[: ride.start()]} {rest[ride.end() :]}"
    return Journey(when, _place(rest), ride["means"] if ride else "")


def _place(rest: str) -> str:
    named = _FROM.search(rest)
    return (named["place"] if named else _FILLING.sub("", rest)).strip("-—、/. ")
