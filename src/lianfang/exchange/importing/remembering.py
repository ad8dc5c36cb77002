"""Corrections of columns, kept under the mark of the heading and used by themselves next time."""

from collections.abc import Sequence
from uuid import UUID

from lianfang.exchange.models import RememberedMapping
from lianfang.exchange.reading import ListPreview, Mapping


def recall(lists: Sequence[ListPreview]) -> Mapping | None:
    """What persons have said about lists with these headings, if anything."""
    marks = [one.signature for one in lists]
    told = dict(RememberedMapping.objects.filter(pk__in=marks).values_list("signature", "mapping"))
    columns = {key: value for mark in marks for key, value in told.get(mark, {}).items()}
    return Mapping.from_json(columns) if columns else None


def remember(lists: Sequence[ListPreview], mapping: Mapping, member: UUID | None) -> None:
    """Keep a correction for every list of the file it says something about."""
    for one in lists:
        said = any(column.confidence == 1.0 for column in one.columns)
        if said:
            RememberedMapping.objects.update_or_create(
                signature=one.signature, defaults={"mapping": mapping.to_json(), "member": member}
            )
