"""The sections of a briefing that say how things stand, in the wording of the field."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.briefing.content import Share
from lianfang.briefing.figures import CLOSED, DISTINCT, DUPLICATE, OPEN, OPEN_TOTAL, shown
from lianfang.briefing.report import Cell, Grid, Section
from lianfang.briefing.teller import Teller
from lianfang.briefing.wording import Sentence, listing, say
from lianfang.ledger.figures import all_figures
from lianfang.people import figures as people
from lianfang.verification import figures as verification

_DONE = [
    figure.code
    for figure in (
        verification.VISITS,
        verification.CALLS,
        verification.KNOCKS,
        verification.MET,
        verification.REFUSALS,
        verification.CORRECTIONS,
        verification.DOUBTS,
        verification.CONCEALED,
        verification.FEEDBACKS,
    )
]
_CAME = [verification.LISTINGS.code, verification.TARGETS.code, people.PERSONS_RECORDED.code]


def overall(teller: Teller) -> Section:
    """总体情况, with the zero report."""
    sentences = []
    distinct, duplicate = teller.number(DISTINCT), teller.number(DUPLICATE)
    if distinct.value or duplicate.value:
        sentences.append(
            say(
                N_("截至%(at)s，累计核查%(all)s，其中已核实销号%(closed)s，尚有%(open)s未销号。"),
                at=teller.cutoff,
                all=distinct,
                closed=teller.number(CLOSED),
                open=teller.number(OPEN_TOTAL),
            )
        )
    else:
        sentences.append(say(N_("截至%(at)s，辖区内没有核查对象，零报告。"), at=teller.cutoff))
    if duplicate.value:
        sentences.append(say(N_("另有%(n)s经人工判定与他人重复，已并入他人，不重复计数。"), n=duplicate))
    register = teller.said([people.HOUSEHOLDS.code, people.PERSONS.code], "total")
    if register.pieces:
        sentences.append(say(N_("辖区%(register)s。"), register=register))
    return Section(_("总体情况"), tuple(sentences))


def yesterday(teller: Teller) -> Section:
    """昨日: the flows of the local day before the cut-off's."""
    done = teller.said([CLOSED, *_DONE], "yesterday", net=True)
    came = teller.said(_CAME, "yesterday", net=True)
    day = teller.yesterday
    if not done.pieces and not came.pieces:
        return Section(_("昨日情况"), (say(N_("%(day)s0—24时，各项工作无新增，零报告。"), day=day),))
    sentences = []
    if done.pieces:
        sentences.append(say(N_("%(day)s0—24时，%(done)s。"), day=day, done=done))
    if came.pieces:
        sentences.append(say(N_("当日%(came)s。"), came=came))
    return Section(_("昨日情况"), tuple(sentences))


def standing(teller: Teller) -> Section:
    """截至: stocks as of the cut-off and what was done from the beginning."""
    doors = [verification.DOORS_TRIED.code, verification.DOORS_MET.code]
    done = teller.said([*_DONE, *doors], "total")
    if not done.pieces:
        return Section(_("累计情况"), (say(N_("截至%(at)s，尚未开展走访，零报告。"), at=teller.cutoff),))
    return Section(_("累计情况"), (say(N_("截至%(at)s，累计%(done)s。"), at=teller.cutoff, done=done),))


def still_open(teller: Teller, *, public: bool) -> Section:
    """仍未销号及原因: every open target has one reason, so the reasons add up to what is open."""
    total = teller.number(OPEN_TOTAL)
    if not total.value:
        return Section(_("仍未销号及原因"), (say(N_("截至%(at)s，没有未销号的核查对象。"), at=teller.cutoff),))
    why = teller.said(list(OPEN.values()), "total")
    sentence = say(N_("截至%(at)s，尚有%(n)s未销号，其中：%(why)s。"), at=teller.cutoff, n=total, why=why)
    return Section(_("仍未销号及原因"), (sentence,), (_by_area(teller, public=public),))


def _by_area(teller: Teller, *, public: bool) -> Grid:
    shares = [share for share in teller.briefing.shares if teller.part(share, DISTINCT).value]
    heads = [_("区域"), _("实有对象"), _("已销号"), _("未销号"), _("昨日走访")]
    rows: list[tuple[Cell, ...]] = []
    for share in shares:
        row: tuple[Cell, ...] = (
            _("%(area)s（未落到下级）") % {"area": share.name} if teller.remains(share) else share.name,
            teller.part(share, DISTINCT),
            teller.part(share, CLOSED),
            teller.part(share, OPEN_TOTAL),
            teller.part(share, verification.VISITS.code, "yesterday"),
        )
        rows.append(row if public else (*row, _reasons(teller, share)))
    return Grid(_("分区域情况"), tuple(heads if public else [*heads, _("未销号原因")]), tuple(rows))


def _reasons(teller: Teller, share: Share) -> Sentence:
    found = sorted(
        (part for code in OPEN.values() if (part := teller.part(share, code)).value), key=lambda part: -part.value
    )
    return listing([say(N_("%(what)s%(n)s"), what=_(shown(n.figure).figure.title), n=n) for n in found], _("、"))


def table(teller: Teller, *, public: bool) -> Section:
    """附表: 前日 昨日 环比 本日 累计; figures that are zero throughout are said to be zero together."""
    heads = [_("指标"), _("昨日"), _("本日"), _("累计")]
    if not public:
        heads = [heads[0], _("前日"), heads[1], _("环比"), *heads[2:]]
    rows: list[tuple[Cell, ...]] = []
    zero = 0
    for code in all_figures():
        periods = {period: teller.number(code, period) for period in ("before", "yesterday", "today", "total")}
        if not any(number.value for number in periods.values()):
            zero += 1
            continue
        title = _(shown(code).figure.title)
        if public:
            rows.append((title, periods["yesterday"], periods["today"], periods["total"]))
        else:
            rows.append(
                (
                    title,
                    periods["before"],
                    periods["yesterday"],
                    _change(periods["before"].value, periods["yesterday"].value),
                    periods["today"],
                    periods["total"],
                )
            )
    said = [say(N_("单位为人、户、件的存量指标，各时段栏为净增减，累计栏为截至时的存量。"))] if rows else []
    if zero:
        said.append(say(N_("其余%(n)s项指标为零。"), n=str(zero)))
    caption = (_("附表（截至%(at)s）") if public else _("附表：本日、累计、环比（截至%(at)s）")) % {
        "at": teller.cutoff
    }
    return Section(_("附表"), tuple(said), (Grid(caption, tuple(heads), tuple(rows)),) if rows else ())


def _change(before: int, after: int) -> str:
    """+12（+25%）, or 持平; without a base there is no percentage."""
    if before == after:
        return _("持平")
    if before <= 0:
        return f"{after - before:+,}"
    change, percent = f"{after - before:+,}", f"{(after - before) * 100 / before:+.0f}%"
    return _("%(change)s（%(percent)s）") % {"change": change, "percent": percent}
