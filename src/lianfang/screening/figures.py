"""What screening counts. Every hit that asks for an answer stands in exactly one of `STATES`."""

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Figure, Unit, figure
from lianfang.screening.choices import State

HITS = figure("screening.hits", N_("比对命中"), Unit.CASES, N_("通行或登记时命中一人或一车计一起"))

STATES: dict[State, Figure] = {
    State.OPEN: figure(
        "screening.open", N_("命中待处置"), Unit.CASES, N_("需要卡点处置、尚未登记结果的命中"), stock=True
    ),
    State.CONFIRMED: figure(
        "screening.confirmed", N_("命中属实"), Unit.CASES, N_("核对属实，已按提示处置或移交"), stock=True
    ),
    State.GONE: figure("screening.gone", N_("命中后离开"), Unit.CASES, N_("命中后已经离开、未能处置"), stock=True),
    State.MISTAKEN: figure("screening.mistaken", N_("命中有误"), Unit.CASES, N_("核对后不是此人或此车"), stock=True),
}
