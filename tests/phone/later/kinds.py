"""What the tests can record besides."""

from typing import ClassVar

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.ledger.kinds import Fact, Kind


class Sealed(Fact):
    """A seal was put on somebody's door."""

    kind: ClassVar[Kind] = Kind("later.sealed", title=N_("贴封条"), subject="target", right="verification.record")
    number: str = Field(min_length=1, max_length=20, title=N_("封条号"))
    intact: bool = Field(default=True, title=N_("完好"))
