"""What can be recorded about proofs. Nothing here names anybody: who it is for is the vault's."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field, ValidationInfo, field_validator

from lianfang.ledger.kinds import Counts, Fact, Kind, Mentions
from lianfang.proofs.choices import Found, ProofKind, RevokeReason, Work
from lianfang.proofs.figures import CHECKED, FAILED
from lianfang.vault.parts import Note, Vehicle, Who

ISSUE, CHECK = "proofs.issue", "checkpoints.record"
_LAST_YEAR = 2100  # far enough; a slip's token counts days in sixteen bits


class ProofIssued(Fact):
    """A proof is issued, good until the end of its last day.

    What a slip's QR holds is sealed for this very entry: once it is corrected or voided, that slip is worth nothing.
    A proof that an observation has ended names the order that ended; a pass names the work.
    """

    kind: ClassVar[Kind] = Kind("proofs.issued", title=N_("开具证明"), subject="proof", right=ISSUE, opens=True)
    what: ProofKind = Field(title=N_("开具什么"), json_schema_extra={"widget": "radios"})
    who: Who = Field(title=N_("持证人"))
    order: Annotated[UUID | None, Mentions("order", "ended")] = Field(
        default=None,
        validate_default=True,
        title=N_("已结束的措施"),
        json_schema_extra={
            "show_if": {"what": [ProofKind.OBSERVATION_ENDED.value]},
            "needed_if": {"what": [ProofKind.OBSERVATION_ENDED.value]},
        },
    )
    work: Work | None = Field(
        default=None,
        validate_default=True,
        title=N_("保障工作"),
        json_schema_extra={
            "show_if": {"what": [ProofKind.ESSENTIAL.value]},
            "needed_if": {"what": [ProofKind.ESSENTIAL.value]},
        },
    )
    vehicle: Vehicle | None = Field(
        default=None, title=N_("随行车辆"), json_schema_extra={"show_if": {"what": [ProofKind.ESSENTIAL.value]}}
    )
    until: date = Field(title=N_("有效期至（含当日）"))
    note: Note | None = Field(default=None, title=N_("说明"))

    @field_validator("order")
    @classmethod
    def _names_the_order(cls, order: UUID | None, said: ValidationInfo) -> UUID | None:
        if (said.data.get("what") is ProofKind.OBSERVATION_ENDED) != (order is not None):
            raise ValueError("order")
        return order

    @field_validator("work")
    @classmethod
    def _names_the_work(cls, work: Work | None, said: ValidationInfo) -> Work | None:
        if (said.data.get("what") is ProofKind.ESSENTIAL) != (work is not None):
            raise ValueError("work")
        return work

    @field_validator("vehicle")
    @classmethod
    def _only_a_pass_names_a_vehicle(cls, vehicle: Vehicle | None, said: ValidationInfo) -> Vehicle | None:
        if vehicle is not None and said.data.get("what") is not ProofKind.ESSENTIAL:
            raise ValueError("vehicle")
        return vehicle

    @field_validator("until")
    @classmethod
    def _ends(cls, until: date) -> date:
        if until.year >= _LAST_YEAR:
            raise ValueError("until")
        return until


class ProofRevoked(Fact):
    """The proof holds no longer: every slip of it is worth nothing from now on."""

    kind: ClassVar[Kind] = Kind("proofs.revoked", title=N_("注销证明"), subject="proof", right=ISSUE)
    reason: RevokeReason = Field(title=N_("注销原因"))
    note: Note | None = Field(default=None, title=N_("说明"))


class ProofChecked(Fact):
    """A slip was looked at, at a post. Counts only: which proof it was stays out, or checks would draw people's ways.

    Its subject is the look itself; the entry's `place` is the post.
    """

    kind: ClassVar[Kind] = Kind(
        "proofs.checked",
        title=N_("查验证明"),
        subject="proof_check",
        right=CHECK,
        opens=True,
        counts=(Counts(CHECKED), Counts(FAILED, when=lambda fact: fact.outcome is not Found.VALID)),
    )
    outcome: Found = Field(title=N_("查验结果"))
    what: ProofKind | None = Field(default=None, title=N_("什么证明"))
