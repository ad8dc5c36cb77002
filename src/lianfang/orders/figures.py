"""What orders count. Stocks take themselves out when a measure's time is up: nobody records that it ended."""

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Figure, Unit, figure
from lianfang.orders.choices import Measure, Target

UNDER: dict[Measure, Figure] = {
    Measure.CENTRAL: figure(
        "orders.central",
        N_("正在集中隔离医学观察"),
        Unit.PERSONS,
        N_("已批准、尚未期满或解除"),
        stock=True,
        lapses=True,
    ),
    Measure.HOME: figure(
        "orders.home", N_("正在居家隔离医学观察"), Unit.PERSONS, N_("已批准、尚未期满或解除"), stock=True, lapses=True
    ),
    Measure.HOME_MONITORING: figure(
        "orders.home_monitoring",
        N_("正在居家健康监测"),
        Unit.PERSONS,
        N_("已批准、尚未期满或解除"),
        stock=True,
        lapses=True,
    ),
    Measure.MONITORING: figure(
        "orders.monitoring", N_("正在健康监测"), Unit.PERSONS, N_("已批准、尚未期满或解除"), stock=True, lapses=True
    ),
    Measure.SELF_MONITORING: figure(
        "orders.self_monitoring",
        N_("正在自我健康监测"),
        Unit.PERSONS,
        N_("已批准、尚未期满或解除"),
        stock=True,
        lapses=True,
    ),
    Measure.CLOSURE: figure(
        "orders.closure", N_("正在停业的场所"), Unit.PLACES, N_("已批准、尚未期满或解除"), stock=True, lapses=True
    ),
    Measure.ZONE_SEALED: figure(
        "orders.zone_sealed", N_("现有封控区"), Unit.PLACES, N_("已批准、尚未期满或解除"), stock=True, lapses=True
    ),
    Measure.ZONE_CONTROLLED: figure(
        "orders.zone_controlled", N_("现有管控区"), Unit.PLACES, N_("已批准、尚未期满或解除"), stock=True, lapses=True
    ),
    Measure.ZONE_PRECAUTION: figure(
        "orders.zone_precaution", N_("现有防范区"), Unit.PLACES, N_("已批准、尚未期满或解除"), stock=True, lapses=True
    ),
}
HOUSEHOLDS = figure(
    "orders.households",
    N_("正在采取措施的住户"),
    Unit.HOUSEHOLDS,
    N_("整户居家隔离或监测，不另计人数"),
    stock=True,
    lapses=True,
)

OBSERVED = figure(
    "orders.observed",
    N_("新增医学观察"),
    Unit.PERSONS,
    N_("集中和居家隔离医学观察，自批准且开始之时计一人"),
    lapses=True,
)
OBSERVED_ENDED = figure(
    "orders.observed_ended", N_("解除医学观察"), Unit.PERSONS, N_("期满或提前解除，自结束之时计一人"), lapses=True
)

PROPOSED = figure("orders.proposed", N_("提请防控措施"), Unit.MATTERS, N_("提请一次计一件，重复提请不计"))
APPROVED = figure("orders.approved", N_("批准防控措施"), Unit.MATTERS, N_("由提请人以外的人批准，一件只计一次"))
REJECTED = figure("orders.rejected", N_("不批准防控措施"), Unit.MATTERS, N_("提请后决定不批准"))
RELEASED = figure("orders.released", N_("提前解除防控措施"), Unit.MATTERS, N_("期满之前决定解除，含异议成立"))
SERVED = figure("orders.served", N_("送达告知书"), Unit.COPIES, N_("送达一次计一份"))
REFUSALS = figure("orders.refusals", N_("拒绝签收或配合"), Unit.PERSON_TIMES, N_("送达时拒绝，计一人次"))
EXTENDED = figure("orders.extended", N_("延长防控措施"), Unit.MATTERS, N_("期满之前决定延长"))
OBJECTIONS = figure("orders.objections", N_("受理异议"), Unit.MATTERS, N_("被采取措施的人提出异议，一次计一件"))
UPHELD = figure("orders.upheld", N_("异议成立"), Unit.MATTERS, N_("异议成立，措施随即解除"))


def stock(measure: Measure, target: Target) -> Figure:
    """The stock an order stands in while it runs."""
    return HOUSEHOLDS if target is Target.HOUSEHOLD else UNDER[measure]


def observes(measure: Measure, target: Target) -> bool:
    """Whether an order counts as one person under medical observation."""
    return measure.confines and target is Target.PERSON
