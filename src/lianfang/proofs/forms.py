"""The form by which a proof is issued at the desk."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.desk.facts.forms import FactForm
from lianfang.ledger import clock
from lianfang.proofs.choices import MOST_DAYS, ProofKind
from lianfang.proofs.kinds import ProofIssued

_MORE_THAN_NEEDED = ("who-sex", "who-birth_date", "who-phones", "who-address")


class ProofForm(FactForm):
    """Offers what may be certified of this very person, and asks of somebody in no register only name and document.

    `observations`: those that are over, in words. `confined`: an order keeps the person in, so that no pass is given.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        person: UUID | None = None,
        observations: Mapping[UUID, str] | None = None,
        confined: bool = False,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        over = [(str(order), words) for order, words in (observations or {}).items()]
        kinds = [(kind.value, str(kind.label)) for kind in allowed(observations or {}, confined=confined)]
        super().__init__(
            ProofIssued.kind,
            data,
            values={"until": self.proposed(kinds), "order": over[0][0] if over else None, **(values or {})},
            choices={"what": kinds, "order": over},
            fixed={"who": {"person": str(person)}} if person else {},
        )
        if person is not None:
            self.leave_out("who")
        for name in _MORE_THAN_NEEDED:
            self.fields.pop(name, None)
            self.paths.pop(name, None)
        if "who-name" in self.fields:
            self.fields["who-name"].required = True

    @staticmethod
    def proposed(kinds: list[tuple[str, str]]) -> str:
        """The last day that is proposed: the shortest span among what may be certified."""
        days = min(ProofKind(kind).days for kind, _label in kinds)
        return (clock.today() + timedelta(days=days - 1)).isoformat()

    def clean(self) -> dict[str, Any]:
        """Insist on a last day that is still to come and not too far off."""
        found = super().clean()
        until: date | None = self.cleaned_data.get("until")
        today = clock.today()
        if until is not None and until < today:
            self.add_error("until", _("有效期已过，请选今天或以后的日期。"))
        elif until is not None and until > today + timedelta(days=MOST_DAYS):
            self.add_error("until", _("最长 %(n)s 天，到期可以换发。") % {"n": MOST_DAYS})
        return found


def allowed(observations: Mapping[UUID, str], *, confined: bool) -> list[ProofKind]:
    """What may be certified of somebody now."""
    kinds = [ProofKind.RESIDENCE]
    if observations and not confined:
        kinds.append(ProofKind.OBSERVATION_ENDED)
    return kinds if confined else [*kinds, ProofKind.ESSENTIAL]
