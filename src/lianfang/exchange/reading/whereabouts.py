"""Where a row's people came from and when, and where they live."""

from dataclasses import dataclass
from datetime import date

from lianfang.exchange.reading import dates, travel
from lianfang.exchange.reading.cells import Cell, fold, is_absent, text
from lianfang.exchange.reading.dates import NO_DAY, Reference, When
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.notes import Note, NoteCode
from lianfang.exchange.reading.places import Address, split_address
from lianfang.exchange.reading.travel import Journey
from lianfang.exchange.reading.values import Values

_ADDRESSES = (Field.ADDRESS, Field.DESTINATION, Field.OTHER_ADDRESS)
_SPEAKS_OF_DAYS = ("昨", "前天", "今天", "上周", "月", "日", "号")


@dataclass(frozen=True, slots=True)
class Return:
    """The way back as a row tells it; `written` is the date's cell as it stands in the list."""

    origin: str = ""
    day: date | None = None
    written: str = ""
    transport: str = ""


def read_return(values: Values, notes: list[Note]) -> Return:
    """Read the way back: from columns of its own, or from a sentence that holds several of them."""
    pushed = pushed_on(values)
    listed = values.table.reference
    reference = Reference(pushed, listed.year) if pushed else listed
    dated, told = values.cell(Field.RETURNED_ON), values.text(Field.RETURN)
    when, journey = _read_day(dated, reference)
    sentence = travel.split(told, reference) if told else journey
    named = values.joined(Field.ORIGIN, "")
    origin = travel.split(named, reference) if any(map(str.isdecimal, named)) else Journey(place=named)
    when = next((found for found in (when, sentence.when, origin.when) if found != NO_DAY), NO_DAY)
    if when == NO_DAY and told and any(word in told for word in _SPEAKS_OF_DAYS):
        when = When(problem=NoteCode.DATE_UNREADABLE)
    if when.problem:
        notes.append(Note(values.heading(Field.RETURNED_ON, Field.RETURN), when.problem))
    place = origin.place or sentence.place or journey.place
    transport = values.joined(Field.TRANSPORT, " ") or sentence.transport or origin.transport
    return Return(_plain(place), when.day, text(dated) or told, transport)


def read_address(values: Values, section: str, notes: list[Note]) -> Address:
    """Read where the people live: the columns of town, village and the rest, or one address parted."""
    town = split_address(values.text(Field.TOWN))
    village = split_address(_told(values, Field.VILLAGE))
    written = next((told for field in _ADDRESSES if (told := values.joined(field, ""))), "")
    address = split_address("" if is_absent(fold(written)) else written)
    named = village.village or village.rest or town.village or address.village
    if section and not named:
        notes.append(Note(values.heading(*_ADDRESSES), NoteCode.FROM_SECTION))
        named = section
    return Address(
        above=address.above or village.above or town.above,
        town=town.town or village.town or town.rest or address.town,
        village=named,
        rest=_rest(village, address, named),
    )


def _rest(village: Address, address: Address, named: str) -> str:
    # An address in another village than the column says is not cut: somebody has to look at the whole.
    other = address.village and not (named.startswith(address.village[:2]) or address.village.startswith(named[:2]))
    rest = address.town + address.village + address.rest if other else address.rest
    return (village.rest if village.village else "") + rest


def _read_day(cell: Cell, reference: Reference) -> tuple[When, Journey]:
    when = dates.read(cell, reference)
    if when.problem is not NoteCode.DATE_UNREADABLE or not isinstance(cell, str):
        return when, Journey()
    journey = travel.split(text(cell), reference)
    return (journey.when, journey) if journey.when.day else (when, Journey())


def pushed_on(values: Values) -> date | None:
    """Read the day the agency pushed or filled in the row."""
    return dates.read(values.cell(Field.PUSHED_ON), values.table.reference).day


def _told(values: Values, field: Field) -> str:
    words = values.text(field)
    return "" if is_absent(fold(words)) else words


def _plain(place: str) -> str:
    return place.removeprefix("从").removeprefix("来自").strip() if len(place) > 2 else place
