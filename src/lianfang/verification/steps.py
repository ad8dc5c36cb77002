"""A target's one next step and its three ticks: what stands between it and being closed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.desk.components import Tone
from lianfang.ledger.kinds import Kind
from lianfang.ledger.scope import Actor
from lianfang.verification.choices import Accuracy, Standing
from lianfang.verification.kinds import Checked, DoubtSettled, FedBack, Placed, Visited
from lianfang.verification.models import Target

_VISIT, _CHECK, _FEED_BACK = Visited.kind, Checked.kind, FedBack.kind

# Standing → (why it is open, what to record next, the button).
_STEPS: dict[Standing, tuple[str, Kind | None, str]] = {
    Standing.TO_VISIT: (N_("还没有人去过。"), _VISIT, N_("记录走访")),
    Standing.NOT_MET: (N_("去过，但没有见到本人。"), _VISIT, N_("再次走访")),
    Standing.REFUSED: (N_("最近一次走访被拒绝，先劝导再去。"), _VISIT, N_("再次走访")),
    Standing.WRONG_ADDRESS: (N_("登记的地址不是其住处，查清住址后再去。"), _VISIT, N_("再次走访")),
    Standing.NOT_FOUND: (N_("上门没有查到此人，需要向来源单位核实。"), _VISIT, N_("再次走访")),
    Standing.LIVES_ELSEWHERE: (N_("本人住在别处，见到本人之前不能销号。"), _VISIT, N_("记录联系")),
    Standing.LEFT_AGAIN: (N_("返乡后又离开，见到本人之前不能销号。"), _VISIT, N_("记录联系")),
    Standing.PASSED_THROUGH: (N_("只是途经本地，见到本人之前不能销号。"), _VISIT, N_("记录联系")),
    Standing.UNPLACED: (N_("地址不清，还没有落到网格。"), Placed.kind, N_("落到网格")),
    Standing.TO_CHECK: (N_("已见到本人，资料还没有核对。"), _CHECK, N_("核对资料")),
    Standing.TO_CORRECT: (N_("资料有误，还没有更正。"), _CHECK, N_("更正资料")),
    Standing.TO_FEED_BACK: (N_("已见到本人、资料属实，结果还没有反馈。"), _FEED_BACK, N_("反馈结果")),
    Standing.DOUBTED: (N_("陈述有矛盾，核实清楚之前不能销号。"), DoubtSettled.kind, N_("记录核实结论")),
    Standing.UNDECIDED: (N_("可能与已在册的人是同一人，等待判定。"), None, N_("去判定")),
    Standing.DUPLICATE: (N_("判定为同一人，已并入另一对象，在那里继续。"), None, N_("打开那个对象")),
    Standing.CLOSED: (N_("资料属实、见到本人、结果已反馈。"), None, ""),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Where a target stands, why, and what comes next: a kind to record, or nothing this member can record."""

    standing: Standing
    why: str
    kind: Kind | None
    label: str


def next_step(target: Target, actor: Actor) -> Step:
    """The one next step. Who may not do it sees who can, not the form: `kind` is None then."""
    standing = Standing(target.standing)
    why, kind, label = _STEPS[standing]
    if standing is Standing.UNPLACED and not actor.may(Placed.kind.right, target.area):
        kind, label = _VISIT, N_("记录走访")
    if kind is not None and not actor.may(kind.right, target.area):
        kind = None
    return Step(standing, _(why), kind, _(label) if label else "")


@dataclass(frozen=True, slots=True)
class Tick:
    """One of the three refusals: kept, or what is still missing."""

    label: str
    done: bool
    note: str

    @property
    def tone(self) -> Tone:
        """Done, or not begun."""
        return Tone.DONE if self.done else Tone.TODO


def ticks(target: Target) -> list[Tick]:
    """Data accurate, met in person, fed back: only all three together close a target."""
    accuracy = Accuracy(target.accuracy) if target.accuracy else None
    accurate = accuracy in {Accuracy.ACCURATE, Accuracy.CORRECTED} and target.standing != Standing.DOUBTED
    # Feedback given before the last finding does not tell it: the fold asks for another then.
    told = target.standing == Standing.CLOSED
    again = _("已反馈过，情况有变，需再次反馈") if target.fed_back_at else _("未反馈")
    return [
        Tick(_("资料属实"), accurate, str(accuracy.label) if accuracy else _("未核对")),
        Tick(_("见到本人"), target.met_at is not None, _("已当面见到") if target.met_at else _("未见到")),
        Tick(_("结果反馈"), told, _("已反馈") if told else again),
    ]
