"""The sections of a briefing that say what is to be done: today's assignments, reminders, corrections."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.areas import queries as areas
from lianfang.briefing import clock
from lianfang.briefing.content import Corrections, Duty
from lianfang.briefing.figures import shown
from lianfang.briefing.report import Grid, Section
from lianfang.briefing.teller import Teller
from lianfang.briefing.wording import Number, say
from lianfang.ledger.figures import Unit

_NAMED = 10  # more names than this are not read out


def duties(teller: Teller, names: Mapping[UUID, str]) -> Section:
    """今日任务: who has what before them."""
    found = teller.briefing.duties
    if not found:
        return Section(_("今日任务"), (say(N_("没有待办的核查对象。")),))
    heads = (_("责任组（人）"), _("未销号"), _("今日到期"), _("今日回访"), _("已逾期"))
    rows = [(_owner(duty, names), *_load(duty)) for duty in found]
    whole = Duty(*(sum(getattr(duty, name) for duty in found) for name in ("open", "due", "again", "late")))
    caption = _("今日任务（截至%(at)s）") % {"at": teller.cutoff}
    return Section(_("今日任务"), (), (Grid(caption, heads, (*rows, (_("合计"), *_load(whole)))),))


def _owner(duty: Duty, names: Mapping[UUID, str]) -> str:
    known = duty.group or duty.member
    if known is None:
        return _("无人负责")
    name = names.get(known, str(known)[:8])
    return _("%(name)s（网格责任人）") % {"name": name} if duty.answering else name


def _load(duty: Duty) -> tuple[str, ...]:
    unit = Unit.PERSONS.label
    said = _("%(digits)s%(unit)s")
    counts = (duty.open, duty.due, duty.again, duty.late)
    return tuple(said % {"digits": f"{count:,}", "unit": unit} for count in counts)


def reminders(teller: Teller) -> Section:
    """提醒: only what is not zero."""
    found = teller.briefing.reminders
    names = areas.names(found.unanswered[:_NAMED])
    counted = (
        (found.late, N_("已超过期限仍未销号的核查对象%(n)s人，请逐一说明原因。")),
        (found.again, N_("今日应回访的核查对象%(n)s人。")),
        (found.doors_again, N_("今日应再次敲门的住户%(n)s户。")),
        (found.unplaced, N_("地址不清、尚未落到网格的核查对象%(n)s人，请村（社区）干部判定。")),
        (found.undecided, N_("疑似同一人、等待人工判定的记录%(n)s人。")),
        (found.doubted, N_("陈述有疑点、等待核实的核查对象%(n)s人。")),
        (found.needs_late, N_("逾期未办的群众需求%(n)s件，请逐件落实。")),
        (found.waiting, N_("编写时仍未入账（等待前一条或未通过）的记录%(n)s条，请录入人和负责人处理。")),
        (
            len(found.unanswered),
            N_("村级以下无人负责的区域%(n)s个：%(names)s。"),
        ),
    )
    listed = _("、").join(names.get(code, code) for code in found.unanswered[:_NAMED])
    if len(found.unanswered) > _NAMED:
        listed += _("等")
    sentences = tuple(say(text, n=f"{n:,}", names=listed) for n, text in counted if n)
    return Section(
        _("提醒"), sentences or (say(N_("没有需要提醒的事项。")),), late=bool(found.late or found.needs_late)
    )


def corrections(teller: Teller) -> Section:
    """更正: what the last frozen briefing said, and what is known now."""
    last = teller.briefing.corrections
    if last is None:
        return Section(_("更正"), (say(N_("此前没有定稿的简报。")),))
    at = clock.spoken(last.cutoff)
    if not last.changes:
        return Section(_("更正"), (say(N_("与截至%(at)s的简报相比，没有更正。"), at=at),))
    heads = (_("指标"), _("时段"), _("原报"), _("现为"), _("增减"), _("涉及记录"))
    around = clock.days(last.cutoff)
    words = {
        "total": _("截至%(at)s") % {"at": at},
        "yesterday": _("%(day)s0—24时") % {"day": clock.spoken_day(around.yesterday)},
    }
    rows = tuple(
        (
            _(shown(change.figure).figure.title),
            words[change.period],
            str(_then(teller, last, change.figure, change.period, change.old)),
            _then(teller, last, change.figure, change.period, change.new),
            f"{change.new - change.old:+,}",
            f"{change.entries:,}{Unit.ITEMS.label}",
        )
        for change in last.changes
    )
    said = say(N_("截至%(at)s的简报定稿后，收到补录或更正，以下指标有变化（原报不改）："), at=at)
    return Section(_("更正"), (said,), (Grid(_("更正情况"), heads, rows, words=2),))


def _then(teller: Teller, last: Corrections, code: str, period: str, value: int) -> Number:
    since, until = clock.days(last.cutoff).span(period)
    return Number(value, code, teller.briefing.area, since, until)
