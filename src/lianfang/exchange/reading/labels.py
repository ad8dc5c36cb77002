"""What a column's heading says it holds: the same column goes under dozens of names.

The rules are tried in order and the first that fits wins, so the narrow ones stand first: a 户主姓名 is not
the returnee's name and a 网格员电话 not his telephone.
"""

import re
from functools import lru_cache

from lianfang.exchange.reading.cells import fold
from lianfang.exchange.reading.fields import Field

LONGEST_LABEL = 30
_EXACT, _PART = 0.95, 0.8
_HOME = frozenset({Field.TOWN, Field.VILLAGE, Field.ADDRESS})

_BRACKETS = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]?")
_NOISE = re.compile(r"[\s*★※:：,，、/\\.。?？·\-_]+")
_STAFF = (
    r"(?:网格|责任|包保|包片|包村|填报|填表|登记|制表|审核|核查|排查|"
    r"走访|随访|上报|联络|接收|经办)(?:员|人|干部|医生)(?!员)"
)

_RULES: tuple[tuple[Field, str], ...] = (
    (
        Field.OTHER,
        r"是否|有无|是不是|有没有|曾用名|人数|户数|民族|文化程度|职业|婚姻|政治面貌|单位|学校|邮编|微信|QQ",
    ),
    (Field.OTHER, r"体温|健康|身体|症状|发热|核酸|疫苗|病史|接触|诊断|解除|期满"),
    (
        Field.OTHER,
        r"(?:数据|信息|线索|名单|人员)来源|来源(?:单位|部门|渠道|系统)|推送(?:单位|部门)|(?:证件|人员)(?:类型|种类|名称|类别)",
    ),
    (
        Field.OTHER,
        rf"{_STAFF}|(?:负责|房东|医生|干部|民警|同行|同住|随行).*(?:姓名|电话|手机|联系方式)|同行人|同住人|家庭成员",
    ),
    (Field.RELATION, r"关系"),
    (Field.HEAD_PHONE, r"(?:户主|家属|亲属|紧急|监护人|家长|配偶|联系人).*(?:电话|手机|联系方式|号码)"),
    (Field.OTHER, r"(?:家属|亲属|紧急联系|监护|家长|配偶|联系)人?(?:姓名|人)|联系人"),
    (Field.OTHER_ADDRESS, r"身份证(?:地址|住址|户籍|所在地)"),
    (
        Field.ID_NUMBER,
        r"(?:本人|居民|公民)?(?:身份证件?|证件|身份|证|护照)(?:号码?)|身份证|证件|护照|sfzh?|ID(?:号|号码|card|no)?$",
    ),
    (Field.PHONE, r"电话|手机|联系方式|联系号码|移动号码|^号码$|^tel|phone|mobile"),
    (Field.BIRTH_DATE, r"出生|生日"),
    (Field.SEX, r"性别|^男女$|^sex$|^gender$"),
    (Field.AGE, r"年龄|周岁|^岁数?$|^age$"),
    (
        Field.NAME,
        r"返[^户]{0,4}人员?(?:姓名|名字)?$|(?<!户主)姓名|(?<!户主)名字|^(?:人员|名单|对象|被访人|居民|名称|name)$|(?:来|返|入|回|外出|务工|排查|重点).{0,4}(?:人员?|对象)$|人员名单$",
    ),
    (Field.HOUSEHOLD_HEAD, r"户主|^家长$|户名"),
    (
        Field.RETURN,
        r"何时.{0,3}[从由自]?何[地处]|[从由自]?何[地处].{0,2}何时|(?:时间|日期).{0,2}(?:及|和|与)?(?:出发)?(?:地点?|来源地?|方式地点)$|(?:返[乡回程]|旅居|外出|行程|来[^源]?)(?:情况|信息|经历|史|详情|轨迹)$|^行程$",
    ),
    (
        Field.PUSHED_ON,
        r"(?:推送|下发|填报|填表|登记|上报|录入|交办|统计|排查|核查|核实|入库|数据|发布|转办|反馈|更新|摸排|比对).{0,4}(?:时间|日期)",
    ),
    (Field.LEFT_ON, r"(?:离|出发|启程|动身|始发).{0,6}(?:时间|日期|日)$"),
    (
        Field.RETURNED_ON,
        r"(?:返|回|抵|到|来|入|进).{0,8}(?:时间|日期|日)$|(?:返|回|抵|到|来|入|进)[^地点址]{0,4}(?:时间|日期)|何时.{0,4}(?:返|回|到|来)|^(?:时间|日期|date)$",
    ),
    (Field.TRANSPORT, r"交通|乘坐|车次|航班|车牌|班次|出行方式|(?:返|回|来).{0,3}方式|何种方式|乘车|车辆"),
    (Field.OTHER_ADDRESS, r"户籍|户口|籍贯|老家|原籍"),
    (Field.DESTINATION, r"目的地|去向|^返(?:回|乡)?地$|(?:抵达|到达|返往|前往)(?:地|何处|地点)"),
    (
        Field.ORIGIN,
        r"出发|来源|始发|[从由自].*(?:何|哪)|(?:何|哪)[处地里].{0,4}(?:返|回|来)|来自|途[经径]|旅居|居住史|务工|打工|外出|工作地|就读|(?:返回|返乡|回来)(?:之?前|地点)|原居住|离开|疫区|疫情.{0,2}地|重点(?:疫情)?地区|(?:返乡|返回|返程)信息.*(?:地|省|市|县|区|城市)",
    ),
    (Field.OTHER, r"(?:住|址).*[省市县区]$|^(?:所属|所在)?(?:县区?|市州|区县|市县|片区|片|网格)(?:编号|名称)?$"),
    (
        Field.TOWN,
        r"^(?:所属|所在|返回|现住|居住|户籍|返乡)?(?:地)?(?:乡镇街道|乡镇|镇乡|镇街|街镇|街道|镇办|镇|乡)(?:办事处|办|名称|名)?$",
    ),
    (
        Field.VILLAGE,
        r"^(?:所属|所在|返回|现住|居住|户籍|返乡)?(?:地)?(?:行政村|村社区|社区村|村居|居村|村委会|居委会|村名|社区|村级|村)(?:居委会|名称|名)?$",
    ),
    (
        Field.ADDRESS,
        r"住址|住所|住地|居住|地址|现住|住处|落脚|门牌|具体位置|隔离地|^.{0,3}(?:村组|小组|组别|组|自然村|楼栋|栋|幢|单元|室|房号|户号|楼号|院落|小区)(?:号|名|名称)?$",
    ),
    (Field.STATUS, r"核查|排查|核实|摸排|管控|状态|落实|处置|随访|见面|结果|反馈|情况|措施"),
    (Field.REMARK, r"备\s?注|说明|其[他它]|备考|附注|remark"),
    (Field.SERIAL, r"^(?:序|序号|编号|号|编码|行号|序列号?|no|num|#)$"),
    (Field.ORIGIN, r"^(?:省|省份|市|城市|省市|地市|地区)$"),
)
_COMPILED = tuple((field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _RULES)

# Words that mean something only under the heading above them: 户主/姓名, 返乡信息/时间.
_NEEDS_PARENT = re.compile(
    r"姓名|名字|电话|手机号?码?|联系(?:电话|方式)|时间|日期|地点?|地址|详细地址|[省市县区]|城市|身份证号?码?|情况|方式|名称"
)
_PIECE = re.compile(
    r"(?:[省市县区组栋幢室]|省份|城市|地市|单元|小组|组别|村组|组及门牌|门牌|楼栋|楼号|房号|户号|小区|自然村|院落)号?(?:名|名称)?"
)


def plain(label: str) -> str:
    """Reduce a label to what is compared: half width, no brackets, spaces, stars or punctuation."""
    folded = fold(label)
    return _NOISE.sub("", _BRACKETS.sub("", folded)) or _NOISE.sub("", folded)


def is_piece(label: str) -> bool:
    """Tell a label of a part (省, 市, 组, 门牌号) that is joined with its neighbours to make a whole."""
    return _PIECE.fullmatch(plain(label.rpartition("/")[2])) is not None


@lru_cache(maxsize=4096)
def recognise(*parts: str) -> tuple[Field, float] | None:
    """Tell what a heading of one or more lines (from the top) means and how sure that is (0–1)."""
    lines = [line for part in parts if (line := plain(part))]
    if not lines or len(lines[-1]) > LONGEST_LABEL:
        return None
    joined = "".join(lines)
    if len(lines) > 1 and _NEEDS_PARENT.fullmatch(lines[-1]):
        return _match(joined) or _match(lines[-1])
    found = _match(lines[-1]) or (_match(joined) if len(lines) > 1 else None)
    if found and found[0] in _HOME and len(lines) > 1 and re.search("户籍|户口|身份证", lines[0]):
        return Field.OTHER_ADDRESS, found[1]
    return found


def is_official(label: str) -> bool:
    """Tell the column of somebody who answers for the returnee (网格员, 包保责任人); his telephone stands next."""
    return re.search(rf"{_STAFF}|负责人|联系人|书记|主任|干部", plain(label)) is not None


def _match(label: str) -> tuple[Field, float] | None:
    for field, pattern in _COMPILED:
        if found := pattern.search(label):
            return field, _EXACT if len(found[0]) >= len(label) else _PART
    return None
