"""What the vault itself records in the ledger: that identities were destroyed, in counts only."""

from typing import ClassVar

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.ledger.kinds import Fact, Kind

DESTROY = "vault.destroy"


class Destroyed(Fact):
    """Identities were destroyed. Its subject is the certificate's id; the certificate stays in the vault."""

    kind: ClassVar[Kind] = Kind(
        "vault.destroyed", title=N_("销毁身份信息"), subject="destruction", right=DESTROY, opens=True, setup=True
    )
    entities: int = Field(title=N_("涉及人和户"), ge=0)
    statements: int = Field(title=N_("销毁的陈述"), ge=0)
    waiting: int = Field(title=N_("销毁的待入账记录"), ge=0)
