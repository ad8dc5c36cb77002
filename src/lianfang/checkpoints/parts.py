"""A traveller: who somebody is, for the vault, and what the post found, which stays in the fact."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_noop as N_
from pydantic import Field, StringConstraints

from lianfang.checkpoints.choices import Lodging, Outcome
from lianfang.vault.parts import Who

DivisionCode = Annotated[str, StringConstraints(pattern=r"^\d{2,24}$")]
"""A division anywhere in the country (two digits and more), or one of the register's own areas."""


class Traveller(Who):
    """Somebody in a vehicle, or on foot. `been` are listed areas stayed in, `left_on` the last day there.

    `rule` names the line of the decision table that was followed ("county-2020/fever-listed").
    """

    temperature: float | None = Field(None, ge=30, le=45, title=N_("体温（℃）"))
    been: tuple[DivisionCode, ...] = Field((), max_length=10, title=N_("到过的重点地区"))
    left_on: date | None = Field(None, title=N_("离开重点地区日期"))
    lodging: Lodging | None = Field(None, title=N_("住所"))
    outcome: Outcome = Field(Outcome.PASS, title=N_("处置"))
    rule: str = Field("", max_length=64, title=N_("依据的判定规则"))
