"""What one or several statements together say about a person, read once and ready to compare."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from lianfang.vault import documents, names, phones
from lianfang.vault.documents import Document
from lianfang.vault.identity import Identity
from lianfang.vault.matching.houses import normalise
from lianfang.vault.phones import Phone


@dataclass(frozen=True, slots=True)
class Profile:
    """Every value said of a person, by field. `places` pairs a village code with a normalised house."""

    names: frozenset[str] = frozenset()
    documents: frozenset[Document] = frozenset()
    phones: frozenset[Phone] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()
    sexes: frozenset[str] = frozenset()
    births: frozenset[date] = frozenset()
    numbers: frozenset[str] = field(default=frozenset())
    """The telephone numbers of `phones`."""

    @property
    def bare(self) -> bool:
        """True when nothing but names (and perhaps a sex) is known."""
        return not (self.documents or self.numbers or self.places or self.births)

    def __or__(self, other: "Profile") -> "Profile":
        return Profile(
            self.names | other.names,
            self.documents | other.documents,
            self.phones | other.phones,
            self.places | other.places,
            self.sexes | other.sexes,
            self.births | other.births,
            self.numbers | other.numbers,
        )


def profile_of(identities: Iterable[Identity]) -> Profile:
    """Combine the statements about one person, of whom there must be at least one."""
    return reduce(or_, map(read, identities))


def read(identity: Identity) -> Profile:
    """Read one statement. Birth date and sex inside a document count where its check holds."""
    document = documents.read(identity.id_number)
    calls = frozenset(phone for number in identity.phones for phone in phones.read(number))
    house = normalise(identity.address)
    return Profile(
        names=frozenset({name} if (name := names.clean(identity.name)) else ()),
        documents=frozenset({document} if document and document.number else ()),
        phones=calls,
        places=frozenset({(identity.village, house)} if identity.village or house else ()),
        sexes=frozenset({sex} if (sex := identity.sex or _sex(document)) else ()),
        births=frozenset({born} if (born := identity.birth_date or _birth_date(document)) else ()),
        numbers=frozenset(phone.number for phone in calls),
    )


def _sex(document: Document | None) -> str:
    return document.sex if document and document.problem is None else ""


def _birth_date(document: Document | None) -> date | None:
    # Rounding keeps the first 15 digits, so the birth date in a lost number can be trusted; a mistyped one cannot.
    if document and document.problem in {None, documents.Problem.ROUNDED}:
        return document.birth_date
    return None
