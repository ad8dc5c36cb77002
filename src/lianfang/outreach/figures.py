"""What outreach counts. Every need stands in exactly one of `STATES`, so they add up to NEEDS."""

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Figure, Unit, figure
from lianfang.outreach.choices import State

NEEDS = figure("outreach.needs", N_("群众需求"), Unit.MATTERS, N_("受理的群众需求，一件只计一次"), stock=True)
HELPED = figure("outreach.helped", N_("服务群众"), Unit.PERSON_TIMES, N_("办到一件需求计一人次，重复登记不重复计"))

STATES: dict[State, Figure] = {
    State.OPEN: figure("outreach.open", N_("需求待认领"), Unit.MATTERS, N_("已受理，尚无人认领"), stock=True),
    State.TAKEN: figure("outreach.taken", N_("需求办理中"), Unit.MATTERS, N_("已有人认领，尚未办到"), stock=True),
    State.DELIVERED: figure("outreach.delivered", N_("需求已办到"), Unit.MATTERS, N_("已办到或送到"), stock=True),
    State.CLOSED: figure("outreach.closed", N_("需求未能办到"), Unit.MATTERS, N_("未能办到，已说明原因"), stock=True),
}
