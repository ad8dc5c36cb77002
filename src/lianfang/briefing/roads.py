"""The sections of a briefing on checkpoints and on measures, in the wording of police briefings and bulletins."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.briefing.figures import OBSERVED_OPEN
from lianfang.briefing.report import Section
from lianfang.briefing.teller import Teller
from lianfang.briefing.wording import Sentence, say
from lianfang.checkpoints import figures as posts
from lianfang.checkpoints.choices import Outcome
from lianfang.orders import figures as orders
from lianfang.orders.choices import Measure
from lianfang.screening import figures as screening

_PASSED = [
    posts.VEHICLES.code,
    posts.PERSONS.code,
    posts.VEHICLES_TURNED_BACK.code,
    *(figure.code for figure in posts.OUTCOMES.values()),
    posts.FEVER.code,
    posts.EXPOSED.code,
    posts.DISINFECTED.code,
    screening.HITS.code,
]
_DECIDED = [
    orders.PROPOSED.code,
    orders.APPROVED.code,
    orders.REJECTED.code,
    orders.SERVED.code,
    orders.EXTENDED.code,
    orders.RELEASED.code,
    orders.OBJECTIONS.code,
    orders.UPHELD.code,
]
_MILDER = [
    orders.HOUSEHOLDS.code,
    *(figure.code for measure, figure in orders.UNDER.items() if measure not in {Measure.CENTRAL, Measure.HOME}),
]


def checkpoints(teller: Teller) -> Section:
    """卡点检查, with the zero report."""
    title = _("卡点检查")
    if not any(teller.number(code).value for code in (posts.POSTS.code, posts.VEHICLES.code, posts.PERSONS.code)):
        return Section(title, (say(N_("截至%(at)s，没有设立卡点，零报告。"), at=teller.cutoff),))
    sentences = [
        say(
            N_("截至%(at)s，在岗卡点%(posts)s，共检查车辆%(vehicles)s、人员%(persons)s，劝返%(cars)s、%(people)s。"),
            at=teller.cutoff,
            posts=teller.number(posts.POSTS.code),
            vehicles=teller.number(posts.VEHICLES.code),
            persons=teller.number(posts.PERSONS.code),
            cars=teller.number(posts.VEHICLES_TURNED_BACK.code),
            people=teller.number(posts.OUTCOMES[Outcome.TURNED_BACK].code),
        ),
        *_sent_on(teller),
    ]
    passed = teller.said(_PASSED, "yesterday", net=True)
    if passed.pieces:
        sentences.append(say(N_("%(day)s0—24时，%(done)s。"), day=teller.yesterday, done=passed))
    return Section(title, tuple(sentences))


def _sent_on(teller: Teller) -> list[Sentence]:
    """Whoever was sent to the clinic, with its answers; hits, with what came of them. Only where there is any."""
    found = []
    hospital = teller.number(posts.OUTCOMES[Outcome.HOSPITAL].code)
    if hospital.value:
        answers = teller.said([figure.code for figure in posts.REFERRALS.values()], "total")
        text = N_("累计送发热门诊%(n)s，其中%(answers)s。") if answers.pieces else N_("累计送发热门诊%(n)s。")
        found.append(say(text, n=hospital, answers=answers))
    hits = teller.number(screening.HITS.code)
    if hits.value:
        states = teller.said([figure.code for figure in screening.STATES.values()], "total")
        text = N_("累计比对命中%(n)s，其中%(states)s。") if states.pieces else N_("累计比对命中%(n)s。")
        found.append(say(text, n=hits, states=states))
    return found


def measures(teller: Teller) -> Section:
    """医学观察和防控措施, with the zero report. Observed = ended + still observed, as bulletins have it."""
    title, observed = _("医学观察和防控措施"), teller.number(orders.OBSERVED.code)
    others = teller.said(_MILDER, "total")
    sentences = []
    if observed.value:
        sentences.append(
            say(
                N_("截至%(at)s，累计医学观察%(all)s，已解除%(ended)s，尚有%(open)s正在接受医学观察。"),
                at=teller.cutoff,
                all=observed,
                ended=teller.number(orders.OBSERVED_ENDED.code),
                open=teller.number(OBSERVED_OPEN),
            )
        )
    if others.pieces:
        sentences.append(say(N_("截至%(at)s，%(others)s。"), at=teller.cutoff, others=others))
    if not sentences:
        sentences.append(say(N_("截至%(at)s，没有正在执行的防控措施，零报告。"), at=teller.cutoff))
    decided = teller.said(_DECIDED, "yesterday", net=True)
    if decided.pieces:
        sentences.append(say(N_("%(day)s0—24时，%(done)s。"), day=teller.yesterday, done=decided))
    return Section(title, tuple(sentences))
