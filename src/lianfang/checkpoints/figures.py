"""What posts count, in the units of the reports: 辆次 of vehicles, 人次 of persons, 处 of posts."""

from django.utils.translation import gettext_noop as N_

from lianfang.checkpoints.choices import Outcome, ReferralState
from lianfang.ledger.figures import Figure, Unit, figure

POSTS = figure("checkpoints.posts", N_("在岗卡点"), Unit.PLACES, N_("已设立、尚未撤销的卡点"), stock=True)
VEHICLES = figure("checkpoints.vehicles", N_("检查车辆"), Unit.VEHICLE_TIMES, N_("一车通过一次卡点计一辆次"))
PERSONS = figure(
    "checkpoints.persons", N_("检查人员"), Unit.PERSON_TIMES, N_("一人通过一次卡点计一人次，含步行和只计数人员")
)
VEHICLES_TURNED_BACK = figure(
    "checkpoints.vehicles_turned_back", N_("劝返车辆"), Unit.VEHICLE_TIMES, N_("在卡点被劝返的车辆")
)
DISINFECTED = figure("checkpoints.disinfected", N_("消毒车辆"), Unit.VEHICLE_TIMES, N_("在卡点消毒的车辆"))
FEVER = figure("checkpoints.fever", N_("发现发热"), Unit.PERSON_TIMES, N_("体温达到所依据判定表发热标准的人员"))
EXPOSED = figure("checkpoints.exposed", N_("到过重点地区"), Unit.PERSON_TIMES, N_("登记到过重点地区的人员，不论籍贯"))
OUTCOMES: dict[Outcome, Figure] = {
    Outcome.TURNED_BACK: figure(
        "checkpoints.turned_back", N_("劝返人员"), Unit.PERSON_TIMES, N_("在卡点被劝返的人员")
    ),
    Outcome.HELD: figure("checkpoints.held", N_("留置等候"), Unit.PERSON_TIMES, N_("在卡点留置等候的人员")),
    Outcome.HOSPITAL: figure(
        "checkpoints.hospital", N_("送发热门诊"), Unit.PERSON_TIMES, N_("由卡点送往发热门诊的人员")
    ),
    Outcome.HOME: figure(
        "checkpoints.home", N_("转居家观察"), Unit.PERSON_TIMES, N_("卡点处置为居家观察的人员，待批准后执行")
    ),
    Outcome.CENTRAL: figure(
        "checkpoints.central", N_("转集中观察"), Unit.PERSON_TIMES, N_("卡点处置为集中观察的人员，待批准后执行")
    ),
}
REFERRALS: dict[ReferralState, Figure] = {
    ReferralState.WAITING: figure(
        "checkpoints.referrals_waiting", N_("送诊待反馈"), Unit.PERSON_TIMES, N_("已送诊，医院尚未反馈"), stock=True
    ),
    ReferralState.ADMITTED: figure(
        "checkpoints.referrals_admitted", N_("送诊收治留观"), Unit.PERSON_TIMES, N_("医院反馈收治留观"), stock=True
    ),
    ReferralState.FEVER_EXCLUDED: figure(
        "checkpoints.referrals_excluded", N_("送诊排除"), Unit.PERSON_TIMES, N_("医院反馈已排除"), stock=True
    ),
    ReferralState.CONFIRMED: figure(
        "checkpoints.referrals_confirmed", N_("送诊确诊"), Unit.PERSON_TIMES, N_("医院反馈确诊"), stock=True
    ),
    ReferralState.NOT_ARRIVED: figure(
        "checkpoints.referrals_not_arrived", N_("送诊未到"), Unit.PERSON_TIMES, N_("医院反馈没有到诊"), stock=True
    ),
}
LOOKOUTS = figure(
    "checkpoints.lookouts",
    N_("布控车辆"),
    Unit.VEHICLE_TIMES,
    N_("正在布控的车辆，到期自动解除"),
    stock=True,
    lapses=True,
)
