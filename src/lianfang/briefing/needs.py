"""The section of a briefing on what people needed: received, settled and open add up."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.briefing.figures import NEEDS_OPEN, NEEDS_SETTLED
from lianfang.briefing.report import Section
from lianfang.briefing.teller import Teller
from lianfang.briefing.wording import Sentence, say
from lianfang.outreach.choices import State
from lianfang.outreach.figures import HELPED, NEEDS, STATES


def needs(teller: Teller) -> Section:
    """群众需求, with the zero report."""
    received = teller.number(NEEDS.code)
    if not received.value:
        return Section(_("群众需求"), (say(N_("截至%(at)s，没有受理群众需求，零报告。"), at=teller.cutoff),))
    sentences = [
        say(
            N_("截至%(at)s，受理群众需求%(all)s，已办结%(settled)s，尚有%(open)s未办。"),
            at=teller.cutoff,
            all=received,
            settled=teller.number(NEEDS_SETTLED),
            open=teller.number(NEEDS_OPEN),
        ),
        *_parts(teller),
    ]
    done = teller.said([NEEDS.code, NEEDS_SETTLED, HELPED.code], "yesterday", net=True)
    if done.pieces:
        sentences.append(say(N_("%(day)s0—24时，%(done)s。"), day=teller.yesterday, done=done))
    return Section(_("群众需求"), tuple(sentences))


def _parts(teller: Teller) -> list[Sentence]:
    """What of the settled could not be met, and what of the open nobody has taken: only where there is any."""
    states = {state: teller.number(figure.code) for state, figure in STATES.items()}
    found = []
    if states[State.CLOSED].value:
        found.append(
            say(
                N_("已办结的需求中，办到%(met)s，未能办到%(unmet)s，均已写明原因。"),
                met=states[State.DELIVERED],
                unmet=states[State.CLOSED],
            )
        )
    if states[State.OPEN].value:
        found.append(
            say(
                N_("未办的需求中，正在办理%(taken)s，尚无人认领%(untaken)s。"),
                taken=states[State.TAKEN],
                untaken=states[State.OPEN],
            )
        )
    return found
