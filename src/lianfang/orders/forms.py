"""The forms of orders. What a rule does not give they do not offer; what is missing they say beside its field."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lianfang.desk.facts.fields import Choices
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.formats import moment
from lianfang.ledger import clock
from lianfang.orders import rules
from lianfang.orders.basis import Basis, fitting
from lianfang.orders.choices import Measure
from lianfang.orders.kinds import Approved, Extended, Proposed
from lianfang.orders.models import Order

Sent = Mapping[str, Any] | None


class ProposeForm(FactForm):
    """Asks for the rest of a proposal, once whom, which measure and by which rule are chosen.

    `on`: the target's field with its id or code. `offered`: what may be chosen as evidence, home, responsible.
    """

    def __init__(
        self, data: Sent, measure: Measure, rule: str, on: Mapping[str, str], offered: Mapping[str, Choices]
    ) -> None:
        self.measure, self.days = measure, rules.most_days(rule, measure) or 0
        begins = clock.now().replace(second=0, microsecond=0)
        super().__init__(
            Proposed.kind,
            data,
            values={
                "since": begins.isoformat(),
                "until": (begins + timedelta(days=self.days)).isoformat(),
                "basis": [basis.value for basis in _suggested(measure, rule)],
                "at_household": next((value for value, _label in offered.get("at_household", ())), None),
            },
            choices=dict(offered),
            fixed={"measure": measure.value, "rule": rule, **on},
        )
        self.fields["until"].help_text = _("按此规则最多 %(days)s 天，到时自动解除。") % {"days": self.days}
        self.fields["evidence"].help_text = _("选台账里说明此人此处有暴露或症状的记录；只凭从哪里来不是依据。")

    def clean(self) -> dict[str, Any]:
        """Hold it to the rule's days and to the law, in words."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until:
            _hold_to(self, since, until, since + timedelta(days=self.days))
        chosen = [Basis(code) for code in cleaned.get("basis", ())]
        if chosen and not any(self.measure in one.article.carries for one in chosen):
            self.add_error(
                "basis",
                _("所选条款都不能单独作为这项措施的依据，请至少加选一条：%(articles)s。")
                % {"articles": _("、").join(str(one.label) for one in fitting(self.measure))},
            )
        return cleaned


class ApproveForm(FactForm):
    """Approves the proposal as it stands now; its end may be brought forward."""

    def __init__(self, data: Sent, order: Order) -> None:
        super().__init__(Approved.kind, data, fixed={"proposal": str(order.proposal)})
        self.order = order

    def clean(self) -> dict[str, Any]:
        """Sooner than proposed, and not before it begins."""
        cleaned = super().clean()
        until = cleaned.get("until")
        if until:
            _hold_to(self, max(self.order.since, clock.now()), until, self.order.until)
        return cleaned


class ExtendForm(FactForm):
    """Asks by which rule the order runs longer; the days count from now."""

    def __init__(self, data: Sent, order: Order) -> None:
        self.measure = Measure(order.measure)
        self.running_until = order.until
        choices = {"rule": [(one.code, _line(one.code, self.measure)) for one in rules.giving(self.measure)]}
        super().__init__(Extended.kind, data, choices=choices, values={"rule": order.rule})

    def clean(self) -> dict[str, Any]:
        """Later than it runs now, and no longer from now than the rule gives."""
        cleaned = super().clean()
        until, days = cleaned.get("until"), rules.most_days(cleaned.get("rule", ""), self.measure)
        if until and days:
            _hold_to(self, self.running_until, until, self.at() + timedelta(days=days))
        return cleaned


def _hold_to(form: FactForm, after: datetime, until: datetime, limit: datetime) -> None:
    """Say it beside the field when an end lies too early or too late."""
    if until <= after:
        form.add_error("until", _("应晚于 %(at)s。") % {"at": moment(after)})
    elif until > limit:
        form.add_error("until", _("最晚到 %(at)s。") % {"at": moment(limit)})


def _suggested(measure: Measure, rule: str) -> list[Basis]:
    """What the rule itself rests on, as far as it carries the measure; else the first article that does."""
    cited = rules.cited(rule)
    named = [Basis(code) for code in (cited.basis if cited else ()) if code in Basis.values]
    return named if any(measure in one.article.carries for one in named) else [*fitting(measure)[:1], *named]


def _line(rule: str, measure: Measure) -> str:
    """A rule to choose: its title, why, and the days it gives."""
    cited = rules.cited(rule)
    said = {
        "title": cited.title if cited else rule,
        "why": cited.why if cited else "",
        "days": rules.most_days(rule, measure),
    }
    return _("%(title)s：%(why)s（最多 %(days)s 天）") % said
