"""The persons on record, as matching asks for them (`lianfang.vault.matching.Candidates`)."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from lianfang.ledger import bulk
from lianfang.vault import claims, store
from lianfang.vault.identity import Identity
from lianfang.vault.ids import person_of
from lianfang.vault.keyring import ring
from lianfang.vault.models import Token

DOCUMENT = "i:"


class OnRecord:
    """County-wide: a returnee may be listed in another village than the one that knows them."""

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """The persons under each of these block keys; one query per 5,000 keys.

        A document's key also gives the person whose id follows from it, who may never have been heard of.
        """
        opened = ring()
        by_token = {opened.token(claims.block_word(key)): key for key in keys}
        found = {key: {person_of(key[len(DOCUMENT) :], opened)} for key in keys if key.startswith(DOCUMENT)}
        for chunk in bulk.chunks(by_token, store.CHUNK):
            for token, entity in Token.objects.filter(token__in=chunk).values_list("token", "entity"):
                found.setdefault(by_token[token], set()).add(entity)
        return found

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """Every statement that holds about each of these persons; one query per 5,000 persons."""
        return {
            person: [claims.identity(said.content, said.area) for said in statements]
            for person, statements in store.holding(persons, ring()).items()
        }


def candidates() -> OnRecord:
    """The store for `matching.resolve`."""
    return OnRecord()
