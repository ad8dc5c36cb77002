"""What one source says about who somebody is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Identity:
    """One source's statement about a person, as written; empty where the source is silent.

    `phones` may hold several numbers; `address` is free text below the village; `village` is the 12-digit
    division code (or "" when unknown); `sex` is "male", "female" or "". A birth date is given only when the
    source states one by itself: the one inside an ID number is read from there.
    """

    name: str = ""
    id_number: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    village: str = ""
    sex: str = ""
    birth_date: date | None = None
