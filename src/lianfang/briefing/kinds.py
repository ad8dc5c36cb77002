"""What is recorded about briefings: that one was written, and that somebody signed it."""

from typing import ClassVar

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.briefing.content import Briefing
from lianfang.ledger.kinds import Fact, Kind


class BriefingFrozen(Fact):
    """A briefing was checked by a person and frozen: from now on it reads the same, whatever comes in late."""

    kind: ClassVar[Kind] = Kind(
        "briefing.frozen",
        title=N_("定稿简报"),
        subject="briefing",
        right="briefing.write",
        opens=True,
        setup=True,
    )
    content: Briefing = Field(title=N_("内容"))
    digest: str = Field(pattern=r"^[0-9a-f]{64}$", title=N_("摘要"))


class BriefingSigned(Fact):
    """Somebody who may signs a frozen briefing; the digest says which text."""

    kind: ClassVar[Kind] = Kind(
        "briefing.signed", title=N_("签发简报"), subject="briefing", right="briefing.sign", setup=True
    )
    digest: str = Field(pattern=r"^[0-9a-f]{64}$", title=N_("摘要"))
