"""By which exact words a person or vehicle may be looked for, while what was said is still in clear."""

from collections.abc import Iterator
from uuid import UUID

from lianfang.ledger.hooks import Asked
from lianfang.ledger.kinds import Part
from lianfang.vault import documents, names
from lianfang.vault.claims import Claim
from lianfang.vault.parts import Vehicle, Who


def asked(part: Part, claim: Claim, entity: UUID | None) -> Asked | None:
    """What screening asks about a part; None for a house, a text, or somebody of whom nothing at all is said."""
    about = entity or part.entity()
    if about is None or not isinstance(part, (Who, Vehicle)):
        return None
    words = _vehicle_words(claim) if isinstance(part, Vehicle) else _person_words(claim)
    return Asked(about, part.entity_type, tuple(words))


def _vehicle_words(claim: Claim) -> Iterator[str]:
    if claim.holder:
        yield f"v:{claim.holder}"


def _person_words(claim: Claim) -> Iterator[str]:
    said = claim.said
    document = documents.read(said.get("id_number"))
    if document is not None and document.number:
        yield f"i:{document.canonical}"
    yield from (f"p:{number}" for number in said.get("phones", ()))
    if name := names.folded(said.get("name", "")):
        yield f"n:{name}"
        born = said.get("birth_date", "").replace("-", "")
        if document is not None and document.problem is None and document.birth_date:
            born = f"{document.birth_date:%Y%m%d}"
        if born:
            yield f"nb:{name}|{born}"
