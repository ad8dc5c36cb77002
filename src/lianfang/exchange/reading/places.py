"""Places as text: what comes before the village, the village, and what comes after. No codes are looked up."""

import re
from dataclasses import dataclass
from functools import lru_cache

from lianfang.exchange.reading.cells import fold

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃"
    "|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
ORIGIN = re.compile(rf"^(?:从|自|由|来自)?(?:中国)?(?:{_PROVINCES})|^[\u4e00-\u9fff]{{2,8}}(?:省|市|州|县|自治区)")
"""A place in the country as lists name it: a province first, or something that ends as a division does."""

_ADMINISTRATIVE = (
    rf"(?:中国)?(?:(?:{_PROVINCES})(?:省|市|(?:维吾尔|壮族|回族)?自治区|特别行政区)?)?"
    r"(?:[\u4e00-\u9fff]{2,8}?(?:(?<![超城门夜菜])市(?!场|民)|自治州|地区))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:县(?!城|道|医)|(?<![社小片园矿校景库山业])区(?!域)))?"
)
# A town's name may hold 村 only right before its own ending (下村镇); 古镇村 and 沙溪镇社区 are villages.
_TOWN = (
    r"(?:(?!村(?!镇|乡)|社区|组|号|[0-9])[^\s,，;；]){1,8}?(?:街道办事处|街道|镇|乡(?!村)|办事处)"
    r"(?!村|社区|居委|路|街|巷|小区|中学|小学|卫生院)"
)
_VILLAGE = (
    r"(?:(?!组|号|[0-9])[^\s,，;；]){1,12}?"
    r"(?:社区居民委员会|社区居委会|社区|居民委员会|居委会|居委|村民委员会|村委会|村委|村(?!村|社区|民|委|镇|乡|路|街|巷|组织|信用|[一二三四五六七八九十]{1,3}路))"
)
_ABOVE = re.compile(_ADMINISTRATIVE)
_BELOW = re.compile(rf"(?P<town>{_TOWN})?(?P<village>{_VILLAGE})?(?P<rest>.*)", re.DOTALL)
_EDGES = " ,，;；、.。-—/"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts, each as written and possibly empty; `above` is province to county."""

    above: str = ""
    town: str = ""
    village: str = ""
    rest: str = ""


@lru_cache(maxsize=4096)
def split_address(written: str) -> Address:
    """Part an address by its endings: 「沙河镇将营村6组56号」 is 沙河镇, 将营村 and 6组56号."""
    folded = fold(written).replace(" ", "")
    found = _ABOVE.match(folded)
    above = found[0] if found else ""
    parts = _BELOW.match(folded, len(above))
    town, village, rest = (part.strip(_EDGES) for part in (parts.groups("") if parts else ("", "", folded)))
    return Address(above, town, village, rest)
