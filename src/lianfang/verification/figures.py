"""What verification counts. Every target stands in exactly one of `STANDINGS`, so they add up to TARGETS."""

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Figure, Unit, figure
from lianfang.verification.choices import Standing

LISTINGS = figure("verification.listings", N_("名单条目"), Unit.ITEMS, N_("各单位名单上被受理的条目"))
TARGETS = figure(
    "verification.targets", N_("核查对象"), Unit.PERSONS, N_("去重后的核查对象，含待判定身份者"), stock=True
)
VISITS = figure("verification.visits", N_("上门走访"), Unit.PERSON_TIMES, N_("上门一人一次计一人次"))
CALLS = figure("verification.calls", N_("电话视频联系"), Unit.PERSON_TIMES, N_("电话或视频联系一人一次计一人次"))
MET = figure("verification.met", N_("见到本人"), Unit.PERSONS, N_("已当面见到的核查对象"), stock=True)
REFUSALS = figure("verification.refusals", N_("拒绝配合"), Unit.PERSON_TIMES, N_("走访中被拒绝的人次"))
FEEDBACKS = figure("verification.feedbacks", N_("结果反馈"), Unit.ITEMS, N_("向来源单位反馈核查结果的条数"))
CORRECTIONS = figure("verification.corrections", N_("资料更正"), Unit.ITEMS, N_("核对后更正的记录条数"))
DOUBTS = figure("verification.doubts", N_("疑点线索"), Unit.ITEMS, N_("陈述有矛盾、交由人工核实的线索"))
CONCEALED = figure(
    "verification.concealed", N_("核实隐瞒"), Unit.PERSONS, N_("经核实确有隐瞒并已更正的人数"), stock=True
)
KNOCKS = figure("verification.knocks", N_("入户排查"), Unit.HOUSEHOLD_TIMES, N_("地毯式排查敲门一次计一户次"))
DOORS_TRIED = figure(
    "verification.doors_tried", N_("已敲门户"), Unit.HOUSEHOLDS, N_("至少敲过一次门的户"), stock=True
)
DOORS_MET = figure("verification.doors_met", N_("已见面户"), Unit.HOUSEHOLDS, N_("已见到人的户"), stock=True)

STANDINGS: dict[Standing, Figure] = {
    Standing.DUPLICATE: figure(
        "verification.duplicate", N_("与他人重复"), Unit.PERSONS, N_("人工判定为同一人，并入另一对象"), stock=True
    ),
    Standing.UNDECIDED: figure(
        "verification.undecided", N_("身份待判定"), Unit.PERSONS, N_("疑似已在册，待人工判定"), stock=True
    ),
    Standing.DOUBTED: figure(
        "verification.doubted", N_("疑点待核实"), Unit.PERSONS, N_("陈述有疑点，待核实"), stock=True
    ),
    Standing.CLOSED: figure(
        "verification.closed", N_("已核实销号"), Unit.PERSONS, N_("资料属实、见到本人、结果已反馈"), stock=True
    ),
    Standing.TO_FEED_BACK: figure(
        "verification.to_feed_back", N_("待反馈"), Unit.PERSONS, N_("已见面且资料属实，尚未反馈"), stock=True
    ),
    Standing.TO_CHECK: figure(
        "verification.to_check", N_("资料待核对"), Unit.PERSONS, N_("已见面，资料尚未核对"), stock=True
    ),
    Standing.TO_CORRECT: figure(
        "verification.to_correct", N_("资料待更正"), Unit.PERSONS, N_("已见面，资料有误尚未更正"), stock=True
    ),
    Standing.LIVES_ELSEWHERE: figure(
        "verification.lives_elsewhere", N_("居住在别处"), Unit.PERSONS, N_("本人居住在外地或别处"), stock=True
    ),
    Standing.LEFT_AGAIN: figure(
        "verification.left_again", N_("已离开本地"), Unit.PERSONS, N_("返乡后又离开"), stock=True
    ),
    Standing.PASSED_THROUGH: figure(
        "verification.passed_through", N_("途经未停留"), Unit.PERSONS, N_("只是途经本地"), stock=True
    ),
    Standing.NOT_FOUND: figure(
        "verification.not_found", N_("查无此人"), Unit.PERSONS, N_("上门核查未查到此人"), stock=True
    ),
    Standing.WRONG_ADDRESS: figure(
        "verification.wrong_address", N_("地址不符"), Unit.PERSONS, N_("登记地址不是其住处"), stock=True
    ),
    Standing.REFUSED: figure(
        "verification.refused", N_("拒绝待劝导"), Unit.PERSONS, N_("最近一次走访被拒绝"), stock=True
    ),
    Standing.NOT_MET: figure(
        "verification.not_met", N_("未见到本人"), Unit.PERSONS, N_("去过但没有见到本人"), stock=True
    ),
    Standing.UNPLACED: figure(
        "verification.unplaced", N_("地址待判定"), Unit.PERSONS, N_("地址不清，尚未落到网格"), stock=True
    ),
    Standing.TO_VISIT: figure("verification.to_visit", N_("待上门"), Unit.PERSONS, N_("尚未走访"), stock=True),
}
